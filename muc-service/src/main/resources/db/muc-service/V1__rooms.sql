-- Rooms (XEP-0045). A room's key is SHA-256 of its address: as long for every name, so that it fits
-- into every index.
CREATE TABLE muc_room (
  room_key      VARBINARY(32) NOT NULL,
  local_part    VARCHAR(255)  NOT NULL,
  domain        VARCHAR(255)  NOT NULL,
  listed        TINYINT       NOT NULL,
  locked        TINYINT       NOT NULL,
  created_at_ms BIGINT        NOT NULL,
  creator       VARCHAR(700)  NOT NULL,
  secret        VARCHAR(255)  NOT NULL,
  room_name     MEDIUMTEXT    NOT NULL,
  config        MEDIUMTEXT    NOT NULL,
  subject       MEDIUMTEXT    NOT NULL,
  subject_nick  MEDIUMTEXT,
  subject_at_ms BIGINT        NOT NULL,
  PRIMARY KEY (room_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX muc_room_listed ON muc_room (domain, listed, local_part);

CREATE TABLE muc_affiliation (
  room_key    VARBINARY(32) NOT NULL,
  user_jid    VARCHAR(700)  NOT NULL,
  affiliation VARCHAR(16)   NOT NULL,
  nick        MEDIUMTEXT,
  reason      MEDIUMTEXT,
  PRIMARY KEY (room_key, user_jid)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Messages (XEP-0313). The primary key is their order and makes a repeated insert of the same record
-- a no-op.
CREATE TABLE muc_archive (
  room_key       VARBINARY(32) NOT NULL,
  record_offset  BIGINT        NOT NULL,
  received_at_ms BIGINT        NOT NULL,
  sender         MEDIUMTEXT    NOT NULL,
  sender_bare    VARCHAR(2100) NOT NULL,
  nick           MEDIUMTEXT    NOT NULL,
  discussion     TINYINT       NOT NULL,
  stanza         MEDIUMBLOB    NOT NULL,
  PRIMARY KEY (room_key, record_offset, received_at_ms)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX muc_archive_time ON muc_archive (room_key, received_at_ms);
