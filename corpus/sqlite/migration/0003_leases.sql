-- Who holds a named lock, and until when if he does not renew it. Times are
-- milliseconds since 1970.
CREATE TABLE lease (
	name    TEXT    NOT NULL PRIMARY KEY,
	holder  TEXT    NOT NULL,
	expires INTEGER NOT NULL
) STRICT;
