-- The virtual hosts. policy holds lines of name=value, as HostCodec writes them; what is not there is
-- as the services are configured. The revision of a host is id and version together.
CREATE TABLE virtual_host (
  id BIGINT NOT NULL AUTO_INCREMENT,
  domain VARCHAR(255) NOT NULL,
  policy TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT uq_virtual_host UNIQUE (domain)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
