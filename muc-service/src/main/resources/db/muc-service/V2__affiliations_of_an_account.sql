-- For the affiliations of an account that is removed.
CREATE INDEX muc_affiliation_user ON muc_affiliation (user_jid);
