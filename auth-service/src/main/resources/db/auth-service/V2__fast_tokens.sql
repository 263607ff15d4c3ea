-- Tokens of XEP-0484. The token itself is not here: it is made from the salt with a key that is not
-- in the database; token_hash is the SHA-256 of what was made when it was issued.
-- A client has at most two: the one that it uses and a newer one that it may not have got.
CREATE TABLE auth_fast_token (
  account_id BIGINT NOT NULL,
  agent_id VARCHAR(36) NOT NULL,
  slot VARCHAR(8) NOT NULL,
  mechanism VARCHAR(20) NOT NULL,
  salt VARBINARY(32) NOT NULL,
  token_hash VARBINARY(32) NOT NULL,
  issued_ms BIGINT NOT NULL,
  expiry_ms BIGINT NOT NULL,
  PRIMARY KEY (account_id, agent_id, slot),
  CONSTRAINT fk_auth_fast_token_account FOREIGN KEY (account_id) REFERENCES auth_account (id) ON DELETE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
