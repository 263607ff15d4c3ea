-- How far imports of accounts from other servers have come; source names the other database.
CREATE TABLE import_progress (
  source VARCHAR(255) NOT NULL,
  last_uid BIGINT NOT NULL,
  accounts_read BIGINT NOT NULL,
  imported BIGINT NOT NULL,
  existed BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  PRIMARY KEY (source)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
