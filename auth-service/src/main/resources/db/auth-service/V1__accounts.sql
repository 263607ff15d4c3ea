-- Runs unchanged on MySQL, MariaDB and H2 (MODE=MySQL).
-- Names compare by their bytes: two accounts may differ in nothing but an accent.
-- Lengths: 255 + 512 characters of four bytes are the longest key that InnoDB indexes.
-- created_ms counts from 1970 in UTC: to a server that calls itself 5.5, as MariaDB does, MySQL's
-- driver sends no fractions of a second.
CREATE TABLE auth_account (
  id BIGINT NOT NULL AUTO_INCREMENT,
  domain VARCHAR(255) NOT NULL,
  username VARCHAR(512) NOT NULL,
  enabled BOOLEAN NOT NULL,
  created_ms BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT uq_auth_account UNIQUE (domain, username)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One row per account and hash: the keys of RFC 5802, from which no password can be read.
CREATE TABLE auth_credential (
  account_id BIGINT NOT NULL,
  hash VARCHAR(16) NOT NULL,
  salt VARBINARY(64) NOT NULL,
  iterations INT NOT NULL,
  stored_key VARBINARY(64) NOT NULL,
  server_key VARBINARY(64) NOT NULL,
  PRIMARY KEY (account_id, hash),
  CONSTRAINT fk_auth_credential_account FOREIGN KEY (account_id) REFERENCES auth_account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
