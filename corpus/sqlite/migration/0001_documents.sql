-- "brie": how a database of this program is told from another's.
PRAGMA application_id = 0x62726965;

-- The last change of each document. AUTOINCREMENT, since no number may come
-- twice, not even that of the newest change after it was replaced.
CREATE TABLE change (
	seq     INTEGER PRIMARY KEY AUTOINCREMENT,
	id      TEXT    NOT NULL UNIQUE,
	removed INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;

-- The articles with what was found in them. Long columns stand last, since a
-- row is read from its beginning.
CREATE TABLE document (
	-- No document without a change that tells of it.
	id                 TEXT    NOT NULL PRIMARY KEY REFERENCES change (id),
	source             TEXT    NOT NULL,
	path               TEXT    NOT NULL,
	format             TEXT    NOT NULL,
	ref                TEXT    NOT NULL,
	url                TEXT    NOT NULL,
	-- A fact, and how it was found.
	headline           TEXT    NOT NULL,
	headline_how       TEXT    NOT NULL,
	outlet             TEXT    NOT NULL,
	outlet_how         TEXT    NOT NULL,
	byline             TEXT    NOT NULL,
	byline_how         TEXT    NOT NULL,
	origin             TEXT    NOT NULL,
	origin_how         TEXT    NOT NULL,
	note               INTEGER NOT NULL CHECK (note IN (0, 1)),
	-- RFC 3339 with the zone that was given, '' if there is no date.
	published          TEXT    NOT NULL,
	published_inferred INTEGER NOT NULL CHECK (published_inferred IN (0, 1)),
	published_how      TEXT    NOT NULL,
	-- RFC 3339, '' if that was not noted.
	arrived            TEXT    NOT NULL,
	language           TEXT    NOT NULL,
	-- SHA-256 of the document, which tells whether it is the same again.
	digest             BLOB    NOT NULL,
	-- UTF-8; every offset in analysis counts its bytes.
	text               TEXT    NOT NULL,
	-- Lines, passages, statements, people (analysis.go).
	analysis           BLOB    NOT NULL,
	-- What the source delivered: nothing, the same bytes as text, or deflated.
	raw_form           TEXT    NOT NULL CHECK (raw_form IN ('none', 'text', 'deflate')),
	raw                BLOB
) STRICT;
