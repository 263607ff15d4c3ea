-- For the search of rooms (XEP-0433). Rooms that were saved before get theirs when they are saved
-- again.
ALTER TABLE muc_room ADD COLUMN room_desc MEDIUMTEXT;
