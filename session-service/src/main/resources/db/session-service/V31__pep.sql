-- Nodes and items of accounts (XEP-0163). Keys are SHA-256 of names that an index cannot take whole;
-- item_position is the order of publication in a node. State: options, affiliations, subscriptions.
CREATE TABLE pep_node (
  owner         VARCHAR(700)  NOT NULL,
  node_key      BINARY(32)    NOT NULL,
  node          VARCHAR(1023) NOT NULL,
  state         MEDIUMTEXT    NOT NULL,
  created_at_ms BIGINT        NOT NULL,
  PRIMARY KEY (owner, node_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE pep_item (
  owner           VARCHAR(700)  NOT NULL,
  node_key        BINARY(32)    NOT NULL,
  item_key        BINARY(32)    NOT NULL,
  item_id         VARCHAR(1023) NOT NULL,
  publisher       VARCHAR(3071) NOT NULL,
  payload         MEDIUMBLOB,
  item_position   BIGINT        NOT NULL,
  published_at_ms BIGINT        NOT NULL,
  PRIMARY KEY (owner, node_key, item_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- What proven capabilities (XEP-0115) ask to be notified of; the key is SHA-256 of hash function
-- and verification string.
CREATE TABLE capabilities (
  caps_key BINARY(32) NOT NULL,
  nodes    MEDIUMTEXT NOT NULL,
  PRIMARY KEY (caps_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
