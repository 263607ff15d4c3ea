-- Who set the subject, as a room's occupants know it (XEP-0421).
ALTER TABLE muc_room ADD COLUMN subject_occupant VARCHAR(128);
