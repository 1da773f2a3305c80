-- Who alone is shown the article, '' for everybody.
ALTER TABLE document ADD COLUMN audience TEXT NOT NULL DEFAULT '';
