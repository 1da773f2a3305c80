package main

import (
	"context"
	"fmt"
	"path"
	"strings"
	"time"

	"briefbot/briefing/render"
	"briefbot/corpus"
)

func runArticle(ctx context.Context, c *call, args []string) error {
	if len(args) != 1 {
		return usage("article", "ID", "istanbul-talks.md")
	}
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	doc, err := d.named(ctx, args[0])
	if err != nil {
		return err
	}
	a := doc.Article
	r := render.NewRecord(d.engine.Publisher(a), doc)
	versions, err := corpus.Versions(ctx, d.store, a.ID)
	if err != nil {
		return err
	}
	for change, err := range corpus.Corrections(ctx, d.store, time.Time{}) {
		if err != nil {
			return err
		}
		if change.Now == a.ID {
			r.Corrections = append(r.Corrections, change)
		}
	}
	r.Versions = render.NewVersions(versions)
	if c.json {
		return r.JSON(c.stdout)
	}
	return r.Text(c.stdout, c.style())
}

// named is the document of the one article that the word means: of those that
// everybody is shown, or, by its whole ID, of any.
func (d *desk) named(ctx context.Context, word string) (*corpus.Document, error) {
	a, err := findArticle(d.engine.Corpus, word)
	if err != nil {
		if doc, found := d.store.Document(ctx, corpus.ID(word)); found == nil {
			return doc, nil
		}
		return nil, err
	}
	return d.store.Document(ctx, a.ID)
}

// findArticle finds the one article that the word means: by ID or the beginning
// of one, by file name, by the source's own identifier, or by address.
func findArticle(loaded *corpus.Corpus, word string) (*corpus.Article, error) {
	var found []*corpus.Article
	address := corpus.CanonicalURL(word)
	for _, a := range loaded.Articles() {
		base := path.Base(a.Path)
		switch {
		case string(a.ID) == word || a.Ref == word && word != "" || address != "" && a.URL == address:
			return a, nil
		case len(word) >= 4 && strings.HasPrefix(string(a.ID), word),
			a.Path == word || base == word || base != "." && len(word) >= 3 && strings.HasPrefix(base, word):
			found = append(found, a)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		return nil, &hintedError{fmt.Errorf("no article is called %q", word), "briefbot sources lists the articles"}
	}
	var names []string
	for _, a := range found {
		names = append(names, fmt.Sprintf("%s (%s)", a.ID, a.Headline.Value))
	}
	return nil, &hintedError{fmt.Errorf("%q may mean %s", word, strings.Join(names, ", ")), "give the ID"}
}
