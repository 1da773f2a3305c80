-- When a text came in which a quotation of the former text was gone or changed,
-- in RFC 3339; '' if none did.
ALTER TABLE document ADD COLUMN corrected TEXT NOT NULL DEFAULT '';
