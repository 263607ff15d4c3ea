-- How far the instances have got with messages whose time is over: they take turns, one step each.
CREATE TABLE archive_expiry (
  id         INT          NOT NULL,
  after_name VARCHAR(700) NOT NULL,
  next_at_ms BIGINT       NOT NULL,
  PRIMARY KEY (id)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
INSERT INTO archive_expiry (id, after_name, next_at_ms) VALUES (1, '', 0);
