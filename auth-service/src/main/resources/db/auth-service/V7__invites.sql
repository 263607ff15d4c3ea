-- Invitations (XEP-0401). Of a token only its SHA-256 is here. username and inviter are empty
-- where there is none. claimed_ms is when a registration with it was begun, 0 where none is under way.
CREATE TABLE account_invite (
  id BIGINT NOT NULL AUTO_INCREMENT,
  token_hash CHAR(64) NOT NULL,
  domain VARCHAR(255) NOT NULL,
  username VARCHAR(512) NOT NULL,
  inviter VARCHAR(768) NOT NULL,
  contact BOOLEAN NOT NULL,
  created_ms BIGINT NOT NULL,
  expiry_ms BIGINT NOT NULL,
  claimed_ms BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT uq_account_invite UNIQUE (token_hash),
  INDEX ix_account_invite_username (domain, username),
  INDEX ix_account_invite_expiry (expiry_ms)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Whom an event of kind CONTACT is about.
ALTER TABLE account_event ADD COLUMN contact VARCHAR(1024) NULL;
