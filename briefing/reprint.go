package briefing

import (
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/shingle"
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// ownShare is the share of an article's own shingles that its original has.
const ownShare = .5

// reprints says of some articles which are copies of which others.
type reprints struct {
	outlets outlets
	named   map[string]bool // as their origin, by some of the articles
	// leader is the article whose text an article has, itself for one that has its own;
	// original is set where it is known besides that the article has it from there.
	leader   map[corpus.ID]*corpus.Document
	original map[corpus.ID]*corpus.Document
	mostly   map[corpus.ID]bool               // that have little besides that text
	copies   map[corpus.ID][]*corpus.Document // of each original, oldest first
}

// reprintsOf finds the copies among articles. Of several with one text, the original is
// the one that is an agency's or says whose it is, else the one that was published
// before the others.
func reprintsOf(documents []*corpus.Document, table outlets) *reprints {
	r := &reprints{
		outlets: table, named: map[string]bool{},
		leader: map[corpus.ID]*corpus.Document{}, original: map[corpus.ID]*corpus.Document{},
		mostly: map[corpus.ID]bool{}, copies: map[corpus.ID][]*corpus.Document{},
	}
	for _, d := range documents {
		if name := table.publisher(d.Article).Origin.Name; name != "" {
			r.named[name] = true
		}
	}
	documents = slices.Clone(documents)
	slices.SortFunc(documents, func(a, b *corpus.Document) int {
		return cmp.Or(r.rank(a)-r.rank(b), oldestFirst(a, b))
	})
	index := shingle.Index{Limit: max(len(documents), 1)}
	var sets []wording
	for i, d := range documents {
		own := wordingOf(d)
		r.leader[d.Article.ID] = d
		for _, near := range index.Near(own.set) {
			other := &sets[near.Text]
			if !own.reprints(other, near.Containment) {
				continue
			}
			l := r.leader[documents[near.Text].Article.ID]
			r.leader[d.Article.ID] = l
			share := near.Containment * float64(min(len(own.set), len(other.set))) / float64(len(own.set))
			if r.mostly[d.Article.ID] = share >= ownShare; share >= ownShare && r.from(d, l) {
				r.original[d.Article.ID] = l
				r.copies[l.Article.ID] = append(r.copies[l.Article.ID], documents[i])
			}
			break
		}
		sets = append(sets, own)
		index.Add(own.set)
	}
	return r
}

// rank orders articles by how likely they are the originals of the others.
func (r *reprints) rank(d *corpus.Document) int {
	p := r.outlets.publisher(d.Article)
	switch {
	case p.Origin.Name == "" && (r.named[p.Outlet.Name] || isAgency(p.Outlet)):
		return 0
	case p.Origin.Name != "":
		return 1
	}
	return 2
}

// isAgency reports whether a publisher writes for others.
func isAgency(o Outlet) bool { return o.Label == "wire" || clean.Agency(o.Name) != "" }

// oldestFirst orders articles by date, those without one last.
func oldestFirst(a, b *corpus.Document) int {
	x, y := a.Article.Published.Time, b.Article.Published.Time
	if x.IsZero() != y.IsZero() {
		if x.IsZero() {
			return 1
		}
		return -1
	}
	return cmp.Or(x.Compare(y), cmp.Compare(a.Article.ID, b.Article.ID))
}

// from reports whether an article that has the text of another has it from there.
func (r *reprints) from(d, leader *corpus.Document) bool {
	p, l := r.outlets.publisher(d.Article), r.outlets.publisher(leader.Article)
	if p.Origin.Name != "" || l.Name() == p.Name() || l.Origin.Name == "" && l.Outlet.Name == "" {
		return false
	}
	if r.rank(leader) < 2 {
		return true
	}
	at, before := d.Article.Published.Time, leader.Article.Published.Time
	if at.IsZero() || before.IsZero() {
		return false
	}
	if dayAlone(at) || dayAlone(before) {
		return before.Format(time.DateOnly) < at.Format(time.DateOnly)
	}
	return before.Before(at)
}

// dayAlone reports whether a time says a day and no more.
func dayAlone(t time.Time) bool {
	h, m, s := t.Clock()
	return h == 0 && m == 0 && s == 0
}

// first is who first published an article, in a form that can be compared; "" if
// that is not known. A copy has its original's.
func (r *reprints) first(a *corpus.Article) string {
	o := r.original[a.ID]
	if o == nil {
		return r.outlets.first(a)
	}
	return cmp.Or(r.outlets.first(o.Article), string(o.Article.ID))
}

// same reports whether two articles have one origin: by name, or because they have one
// text, whoever's it was.
func (r *reprints) same(a, b *corpus.Document) bool {
	x := r.leader[a.Article.ID]
	if x != nil && x == r.leader[b.Article.ID] {
		return true
	}
	name := cmp.Or(r.first(a.Article), string(a.Article.ID))
	return name == cmp.Or(r.first(b.Article), string(b.Article.ID))
}

// origins are the first of some articles of each origin.
func (r *reprints) origins(documents []*corpus.Document) []*corpus.Document {
	var origins []*corpus.Document
	for _, d := range documents {
		if !slices.ContainsFunc(origins, func(o *corpus.Document) bool { return r.same(o, d) }) {
			origins = append(origins, d)
		}
	}
	return origins
}

// whose is the name of who first published the text that several articles have, as one
// of them says it; "" where they have several texts, or nothing shows whose it was first.
func (r *reprints) whose(documents []*corpus.Document) string {
	name := ""
	for _, d := range documents {
		p := r.outlets.publisher(d.Article)
		of := p.Name()
		if o := r.original[d.Article.ID]; o != nil {
			of = r.outlets.publisher(o.Article).Name()
		} else if l := r.leader[d.Article.ID]; p.Origin.Name == "" && l != nil && l.Article.ID != d.Article.ID {
			return ""
		}
		if name != "" && of != name {
			return ""
		}
		name = of
	}
	if !slices.ContainsFunc(documents, func(d *corpus.Document) bool {
		return d.Article.Outlet.Value == name || d.Article.Origin.Value == name
	}) {
		return ""
	}
	return name
}

// publisher is what a reader is told of where an article comes from: of a copy, whose
// it is; of the original, who copied it.
func (r *reprints) publisher(a *corpus.Article) Publisher {
	p := r.outlets.publisher(a)
	if l := r.leader[a.ID]; l != nil && l.Article.ID != a.ID && p.Origin.Name == "" {
		switch of := r.outlets.publisher(l.Article); {
		case of.Name() == p.Name():
		case r.original[a.ID] != nil:
			p.CopyOf = of.Name()
		case r.mostly[a.ID]:
			p.Alike = of.Name()
		}
	}
	for _, c := range r.copies[a.ID] {
		if name := r.outlets.publisher(c.Article).Outlet.Name; name != "" && !slices.Contains(p.CopiedBy, name) {
			p.CopiedBy = append(p.CopiedBy, name)
		}
	}
	slices.Sort(p.CopiedBy)
	return p
}

// reprints are the copies among the articles in question, looked for once.
func (e *Evidence) reprints() *reprints {
	if e.reprinted == nil {
		e.reprinted = reprintsOf(e.Documents, newOutlets(e.Outlets))
	}
	return e.reprinted
}

// Origins counts those of some articles that are no copies of another of them, by their
// words and by who is said to have published them first.
func (e *Engine) Origins(documents []*corpus.Document) int {
	return len(reprintsOf(documents, newOutlets(e.Outlets)).origins(documents))
}

// readCopies looks for the copies of the articles that the claims of an answer cite:
// where several articles have the same words, the search shows one of them.
func (e *Evidence) readCopies(ctx context.Context, claims []Claim) error {
	documents, err := e.cited(ctx, claims, Answer)
	if err != nil {
		return err
	}
	for _, d := range documents[:len(documents):len(documents)] {
		hits, err := e.Corpus.Search(ctx, corpus.Query{Text: telling(d), Articles: e.Holds, Limit: copiesRead, Copies: true})
		if err != nil {
			return err
		}
		for _, h := range hits {
			documents = append(documents, h.Document)
		}
	}
	slices.SortFunc(documents, func(a, b *corpus.Document) int { return cmp.Compare(a.Article.ID, b.Article.ID) })
	documents = slices.CompactFunc(documents, func(a, b *corpus.Document) bool { return a.Article.ID == b.Article.ID })
	e.reprinted = reprintsOf(documents, newOutlets(e.Outlets))
	return nil
}

// readCited looks for copies among the articles that claims cite.
func (e *Evidence) readCited(ctx context.Context, claims []Claim) error {
	documents, err := e.cited(ctx, claims, "")
	if err == nil {
		e.reprinted = reprintsOf(documents, newOutlets(e.Outlets))
	}
	return err
}

// cited are the articles that the claims of a section cite, each once; "" for those of
// all sections.
func (e *Evidence) cited(ctx context.Context, claims []Claim, in Section) ([]*corpus.Document, error) {
	var documents []*corpus.Document
	seen := map[corpus.ID]bool{}
	for _, c := range claims {
		for _, citation := range c.Citations {
			if seen[citation.Article] || in != "" && c.Section != in {
				continue
			}
			seen[citation.Article] = true
			d, err := e.Corpus.Document(ctx, citation.Article)
			if errors.Is(err, corpus.ErrNotFound) {
				continue // which is said where it is verified
			} else if err != nil {
				return nil, err
			}
			documents = append(documents, d)
		}
	}
	return documents, nil
}

// copiesRead is how many passages are looked at for the copies of an article.
const copiesRead = 20

// telling is a sentence by which copies of an article are searched: the longest of its
// first that is not too long.
func telling(d *corpus.Document) string {
	const first, longest = 5, 300
	var best corpus.Span
	sentences := d.Sentences(clean.Body)
	for _, s := range sentences[:min(len(sentences), first)] {
		if s.Len() > best.Len() && s.Len() <= longest {
			best = s
		}
	}
	return best.Of(d.Article.Text)
}

// originals cites, for what claims cite of a copy, the article that it is a copy of,
// where that has the same words; and leaves out a claim that says what one before it
// says then.
func (r *reprints) originals(lib Library, claims []Claim) []Claim {
	var kept []Claim
	for _, c := range claims {
		if ofOriginal[c.Section] && c.Author == "" {
			cited := c.Citations
			c.Citations = slices.Clone(cited)
			for i := range cited {
				moved, ok := r.moved(lib, &cited[i])
				if ok && !slices.ContainsFunc(cited, func(have Citation) bool { return have.Article == moved.Article }) {
					c.Citations[i] = moved
				}
			}
			if slices.ContainsFunc(kept, func(k Claim) bool {
				return k.Section == c.Section && answerText(&k) == answerText(&c) && slices.Equal(k.Citations, c.Citations)
			}) {
				continue
			}
		}
		kept = append(kept, c)
	}
	return kept
}

// ofOriginal are the sections whose claims are told in articles' own words, whichever of
// several articles has them.
var ofOriginal = map[Section]bool{BottomLine: true, Positions: true, Open: true, Answer: true}

// moved is the citation of the same words in the original of the article that a
// citation cites. It reports false where there is none.
func (r *reprints) moved(lib Library, c *Citation) (Citation, bool) {
	o := r.original[c.Article]
	if o == nil {
		return Citation{}, false
	}
	text := o.Article.Text
	var spans []corpus.Span
	if c.Kind == Text {
		if i := strings.Index(text, c.Words); i >= 0 {
			spans = append(spans, corpus.Span{Start: i, End: i + len(c.Words)})
		}
	} else {
		for i := range o.Quotations {
			if q := &o.Quotations[i]; q.Content.Of(text) == c.Words {
				spans = append(spans, q.Content)
			}
		}
	}
	for _, s := range spans {
		moved := cite(o, s)
		moved.Kind, moved.Speaker = c.Kind, c.Speaker
		if checkCitation(lib, o, &moved) == "" {
			return moved, true
		}
	}
	return Citation{}, false
}
