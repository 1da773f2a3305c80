// Package sample is the corpus that is built into the program, so that a fresh
// clone answers without a network: short notes, written by us, after four
// articles on the talks between Iran and the United States at the turn of
// January to February 2026.
//
// A note is not the article. It says so (kind: note), and it says after which
// outlet and which date it was written (after: Press TV, ~2026-01-30; the tilde
// marks a date that was inferred). Its sentences are ours; the words in
// quotation marks, and these alone, are the ones that the article quotes the
// named person with. What an article does not say, its note does not say
// either.
//
// The files differ in format on purpose, so that the sample exercises the
// decoders: plain text, Markdown with front matter, pages with what stands
// around an article, a feed, and lines of JSON.
package sample

import (
	"embed"
	"io/fs"
)

//go:embed notes
var notes embed.FS

// Files returns the notes, all of them in the directory "notes".
func Files() fs.FS { return notes }
