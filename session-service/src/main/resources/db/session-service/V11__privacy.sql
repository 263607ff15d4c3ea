-- Privacy lists (XEP-0016), the block list (XEP-0191) among them: those of an account as one XML text, which is read
-- and written as a whole.
CREATE TABLE privacy (
  account VARCHAR(700) NOT NULL,
  lists   MEDIUMTEXT   NOT NULL,
  PRIMARY KEY (account)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
