-- Messages that wait for absent users (XEP-0160). The primary key is the order of delivery and makes
-- a repeated insert of the same record a no-op; its first column keeps an account's rows together.
CREATE TABLE offline_message (
  account          VARCHAR(700) NOT NULL,
  record_offset    BIGINT       NOT NULL,
  record_index     INT          NOT NULL,
  record_partition INT          NOT NULL,
  record_topic     VARCHAR(32)  NOT NULL,
  received_at_ms   BIGINT       NOT NULL,
  only_stream      VARCHAR(255),
  envelope         BLOB         NOT NULL,
  stanza           MEDIUMBLOB   NOT NULL,
  PRIMARY KEY (account, record_offset, record_index, record_partition, record_topic, received_at_ms)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
