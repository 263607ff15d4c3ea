-- For the messages whose time is over.
CREATE INDEX muc_archive_age ON muc_archive (received_at_ms);
