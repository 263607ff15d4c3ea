-- What users keep beside messages: vCards (XEP-0054), private XML (XEP-0049; the key is SHA-256 of
-- namespace, space and local name), and when they were last seen (XEP-0012).
CREATE TABLE vcard (
  account VARCHAR(700) NOT NULL,
  vcard   MEDIUMBLOB   NOT NULL,
  PRIMARY KEY (account)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE private_xml (
  account     VARCHAR(700) NOT NULL,
  element_key BINARY(32)   NOT NULL,
  element     MEDIUMBLOB   NOT NULL,
  PRIMARY KEY (account, element_key)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE last_activity (
  account    VARCHAR(700)  NOT NULL,
  gone_at_ms BIGINT        NOT NULL,
  status     VARCHAR(1024) NOT NULL,
  PRIMARY KEY (account)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
