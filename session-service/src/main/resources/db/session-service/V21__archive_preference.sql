-- What accounts want to be archived (XEP-0441); an account without a row has the default. JIDs are
-- one a line.
CREATE TABLE archive_preference (
  account        VARCHAR(700) NOT NULL,
  default_policy VARCHAR(8)   NOT NULL,
  always_jids    MEDIUMTEXT   NOT NULL,
  never_jids     MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (account)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
