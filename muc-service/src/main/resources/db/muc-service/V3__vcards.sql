-- vCards of rooms (XEP-0054) with SHA-1 of their pictures (XEP-0486), blanks between.
CREATE TABLE muc_vcard (
  room_key VARBINARY(32) NOT NULL,
  hashes   MEDIUMTEXT    NOT NULL,
  vcard    MEDIUMBLOB    NOT NULL,
  PRIMARY KEY (room_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
