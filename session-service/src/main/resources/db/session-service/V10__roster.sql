-- Rosters (RFC 6121, section 2). A contact may be longer than an index takes, so its SHA-256 is the key.
CREATE TABLE roster (
  account VARCHAR(700) NOT NULL,
  version BIGINT       NOT NULL,
  PRIMARY KEY (account)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Groups are divided by the control character U+001F, which XML cannot hold. A row that is not listed only keeps
-- the contact's request until it is answered.
CREATE TABLE roster_item (
  account      VARCHAR(700)  NOT NULL,
  contact_hash VARBINARY(32) NOT NULL,
  contact      VARCHAR(3071) NOT NULL,
  display_name VARCHAR(1023),
  item_groups  MEDIUMTEXT,
  subscription VARCHAR(8)    NOT NULL,
  asking       SMALLINT      NOT NULL,
  approved     SMALLINT      NOT NULL,
  listed       SMALLINT      NOT NULL,
  request      MEDIUMTEXT,
  PRIMARY KEY (account, contact_hash)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
