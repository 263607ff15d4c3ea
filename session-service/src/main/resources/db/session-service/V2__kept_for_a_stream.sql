-- Stanzas that came back from a gateway and are kept for the one stream that may be resumed
-- (XEP-0198): where they came back, in that gateway's topic.
ALTER TABLE offline_message ADD COLUMN gateway_offset BIGINT NULL;
