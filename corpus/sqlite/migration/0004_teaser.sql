-- Whether the source had an excerpt of the article alone.
ALTER TABLE document ADD COLUMN teaser INTEGER NOT NULL DEFAULT 0 CHECK (teaser IN (0, 1));
