-- What a client has got is deleted by its rows: offsets of two gateways' topics could meet here.
ALTER TABLE offline_message DROP COLUMN gateway_offset;
