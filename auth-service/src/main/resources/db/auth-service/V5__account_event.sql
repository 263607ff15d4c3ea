-- What other services must be told of accounts: written with the change itself, published after it.
-- published counts how often; a row goes when nobody can have missed it.
CREATE TABLE account_event (
  id BIGINT NOT NULL AUTO_INCREMENT,
  domain VARCHAR(255) NOT NULL,
  username VARCHAR(512) NOT NULL,
  kind VARCHAR(16) NOT NULL,
  created_ms BIGINT NOT NULL,
  published SMALLINT NOT NULL,
  PRIMARY KEY (id),
  INDEX ix_account_event_account (domain, username)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE auth_account ADD COLUMN last_login_ms BIGINT NULL;
