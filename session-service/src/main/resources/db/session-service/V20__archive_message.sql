-- Archived messages (XEP-0313). The primary key is the order of the archive and makes a repeated
-- insert of the same record a no-op. A JID is too long for an index, so its hash is looked up.
CREATE TABLE archive_message (
  account        VARCHAR(700)  NOT NULL,
  id             VARCHAR(23)   NOT NULL,
  received_at_ms BIGINT        NOT NULL,
  peer_hash      BIGINT        NOT NULL,
  peer           VARCHAR(2047) NOT NULL,
  peer_resource  VARCHAR(1023),
  stanza         MEDIUMBLOB    NOT NULL,
  PRIMARY KEY (account, id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
CREATE INDEX archive_message_peer ON archive_message (account, peer_hash, id);
CREATE INDEX archive_message_time ON archive_message (account, received_at_ms);
