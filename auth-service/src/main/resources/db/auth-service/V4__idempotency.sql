-- Answers to requests with an Idempotency-Key, for a time. Neither keys nor requests are here: of a
-- key its SHA-256, of a request an HMAC under the key. status is 0 while the request is at work.
CREATE TABLE api_idempotency (
  key_hash CHAR(64) NOT NULL,
  request_hash CHAR(64) NOT NULL,
  status INT NOT NULL,
  location VARCHAR(4000) NOT NULL,
  etag VARCHAR(100) NOT NULL,
  content_type VARCHAR(100) NOT NULL,
  body TEXT NOT NULL,
  created_ms BIGINT NOT NULL,
  PRIMARY KEY (key_hash),
  INDEX ix_api_idempotency_created (created_ms)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
