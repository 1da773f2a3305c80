-- What a model makes of the passages of each document, if one is asked to.
-- AUTOINCREMENT, since who has read up to a number must not miss what replaces it.
CREATE TABLE vector (
	seq    INTEGER PRIMARY KEY AUTOINCREMENT,
	-- Of document; without REFERENCES, since a document that is put again is
	-- deleted first, and keeps its vectors.
	id     TEXT    NOT NULL UNIQUE,
	-- Whose vectors they are.
	model  TEXT    NOT NULL,
	-- SHA-256 of the passages that they were made of.
	passages BLOB  NOT NULL,
	-- The dimensions as a variable-length integer, then a signed byte for each
	-- coordinate of each passage's vector.
	packed BLOB    NOT NULL
) STRICT;
