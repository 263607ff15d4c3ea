-- For the list of all rooms, which administrators see.
CREATE INDEX muc_room_all ON muc_room (domain, local_part);
