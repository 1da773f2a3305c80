package corpus

import (
	"io"

	"briefbot/corpus/clean"
)

// savedEntry is an entry in a snapshot.
type savedEntry struct {
	article  *Article
	sum      Sum
	cuts     Sum
	arrived  Seq
	labels   []string
	named    named
	headline []termID
}

func (s *savedEntry) code(c *coder) {
	codeArticle(c, s.article)
	c.sum(&s.sum)
	c.sum(&s.cuts)
	number(c, &s.arrived)
	texts(c, &s.labels)
	list(c, &s.named.people, func(p *namedPerson) {
		number(c, &p.name)
		c.flag(&p.mentioned)
		ids(c, &p.roles)
	})
	ids(c, &s.named.speakers)
	ids(c, &s.headline)
}

// codeArticle describes an article without Text and Raw.
func codeArticle(c *coder, a *Article) {
	field := func(f *Field) {
		c.text(&f.Value)
		c.text(&f.How)
	}
	c.text((*string)(&a.ID))
	for _, s := range []*string{&a.Source, &a.Path, &a.Format, &a.Ref, &a.URL, &a.Language, &a.Audience} {
		c.text(s)
	}
	for _, f := range []*Field{&a.Headline, &a.Outlet, &a.Byline, &a.Origin} {
		field(f)
	}
	c.flag(&a.Note)
	c.flag(&a.Teaser)
	codeDate(c, &a.Published)
	c.time(&a.Arrived)
	c.time(&a.Corrected)
}

func codeDate(c *coder, d *clean.Date) {
	c.time(&d.Time)
	c.flag(&d.Inferred)
	c.text(&d.How)
}

// savedNames are the names that entries have, in the order in which they are
// written, and the numbers that they have there: those of articles which are gone
// are left out.
func (c *Corpus) savedNames() (names []string, renamed []nameID) {
	renamed = make([]nameID, len(c.names.texts))
	see := func(id nameID) {
		if id != 0 && renamed[id] == 0 {
			names = append(names, c.names.texts[id])
			renamed[id] = nameID(len(names))
		}
	}
	for _, a := range c.index.numbered {
		if a == nil {
			continue
		}
		n := c.entries[a.article.ID].named
		for _, p := range n.people {
			see(p.name)
			for _, role := range p.roles {
				see(role)
			}
		}
		for _, id := range n.speakers {
			see(id)
		}
	}
	return names, renamed
}

// writeEntries writes the entries in order of the articles' numbers: of each one
// whether it is there, and the entry.
func (c *Corpus) writeEntries(w io.Writer, renamed []nameID) error {
	rename := func(ids []nameID) []nameID {
		fresh := make([]nameID, len(ids))
		for i, id := range ids {
			fresh[i] = renamed[id]
		}
		return fresh
	}
	var code coder
	for _, a := range c.index.numbered {
		code.out = code.out[:0]
		held := a != nil
		if code.flag(&held); held {
			e := c.entries[a.article.ID]
			s := savedEntry{e.article, e.sum, e.cuts, e.arrived, e.labels, named{speakers: rename(e.named.speakers)}, a.headline}
			for _, p := range e.named.people {
				s.named.people = append(s.named.people, namedPerson{renamed[p.name], p.mentioned, rename(p.roles)})
			}
			s.code(&code)
		}
		if _, err := w.Write(code.out); err != nil {
			return err
		}
	}
	return nil
}

// readEntries reads what savedNames and writeEntries wrote. It reports false
// where they did not.
func (c *Corpus) readEntries(names, entries []byte, numbered int) bool {
	var all []string
	if !decoded(names, func(c *coder) { texts(c, &all) }) {
		return false
	}
	for _, name := range all {
		c.names.id(name)
	}
	if len(c.names.texts) != len(all)+1 {
		return false // one comes twice
	}
	code := coder{reading: true, in: string(entries)}
	if numbered > len(code.in) {
		return false
	}
	c.index.numbered = make([]*heldArticle, numbered)
	for n := range c.index.numbered {
		var held bool
		if code.flag(&held); !held {
			continue
		}
		a := new(Article)
		s := savedEntry{article: a}
		if s.code(&code); code.wrong || c.entries[a.ID] != nil || !s.within(len(c.names.texts), c.index.terms.Len()) {
			return false
		}
		h := newHeldArticle(a, uint32(n))
		h.headline = s.headline
		c.index.numbered[n] = h
		s.named.id = a.ID
		c.entries[a.ID] = &entry{article: a, sum: s.sum, cuts: s.cuts, held: h, arrived: s.arrived, labels: s.labels, named: s.named}
	}
	return !code.wrong && code.in == ""
}

// within reports whether there are as many names and terms as the entry's numbers
// ask for.
func (s *savedEntry) within(names, terms int) bool {
	fits := true
	known := func(ids []nameID) {
		for _, id := range ids {
			fits = fits && int(id) < names
		}
	}
	for _, p := range s.named.people {
		fits = fits && int(p.name) < names
		known(p.roles)
	}
	known(s.named.speakers)
	for _, id := range s.headline {
		fits = fits && id > sentenceEnd && int(id) <= terms
	}
	return fits
}
