package check

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"briefbot/briefing"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// entry is a word of the vocabulary: its number and those of the forms that it
// is looked for under. Number 0 is no word.
type entry struct{ id, fold, stem uint32 }

// unit is what a claimed quotation is compared with: what stands between
// quotation marks in a statement, or all that a mixed or reported statement says.
type unit struct {
	page      *page
	statement int32
	fragment  int32    // -1 for the whole content
	words     []uint32 // numbers of words; see boundBit
	// said is what the article makes of the words, inner of those that stand between
	// marks within them.
	said  modality.Attribution
	inner []inner
	// edits are the marks of the article's own within the words.
	edits []editMark
	// quoted are those words of a whole content that stand between quotation
	// marks, fragment by fragment.
	quoted []run
}

// inner is a quotation within a fragment that is not the speaker's own word.
type inner struct {
	words run
	said  modality.Attribution
}

// attribution is what the article makes of words of the unit.
func (u *unit) attribution(words run) modality.Attribution {
	for _, in := range u.inner {
		if u.said == modality.Said && in.words.from <= words.from && words.to <= in.words.to {
			return in.said
		}
	}
	return u.said
}

// boundBit marks a word that stands behind a hyphen.
const boundBit = 1 << 31

// page is what the index holds of an article.
type page struct {
	article  *corpus.Article // without its text
	sum      corpus.Sum
	arrived  corpus.Seq
	speakers []string // of each statement, as the article names them
	kinds    []corpus.Kind
	cues     [][]uint32 // the words of each statement's cue
	turned   []bool     // a statement's cue makes the contrary of what it brings
	folds    []uint32   // the words of the article's lines, sorted
	pairs    []uint32   // hashes of neighbouring words, sorted
	gone     bool
}

// index finds words in statements and articles. Like the corpus that it follows
// it is kept in memory, and holds nothing that the corpus has not.
type index struct {
	mu     sync.Mutex
	corpus *corpus.Corpus
	seq    corpus.Seq

	known   map[string]uint32
	entries []entry
	forms   []string
	stops   []bool // by number of a folded word

	// within are the articles that are looked in, nil for all; set by each check.
	within map[corpus.ID]bool

	pages   map[corpus.ID]*page
	ordered []*page // newest first, then by ID
	units   []unit
	dead    int

	pairs map[uint64][]uint32 // units that have two folded words side by side
	stems [][]uint32          // units by number of a stem
}

func newIndex(c *corpus.Corpus) *index {
	x := &index{corpus: c}
	x.reset()
	return x
}

func (x *index) reset() {
	x.seq, x.dead = 0, 0
	x.known = map[string]uint32{"": 0}
	x.entries, x.forms, x.stops = []entry{{}}, []string{""}, []bool{false}
	x.pages, x.pairs = map[corpus.ID]*page{}, map[uint64][]uint32{}
	x.ordered, x.units, x.stems = nil, nil, [][]uint32{nil}
}

// follow takes in what the corpus has taken in since the last time. Only what
// has changed is read.
func (x *index) follow(ctx context.Context) error {
	seq := x.corpus.Seq()
	if seq == x.seq {
		return nil
	}
	articles := x.corpus.Articles()
	held := make(map[corpus.ID]bool, len(articles))
	for _, a := range articles {
		held[a.ID] = true
		have := x.pages[a.ID]
		arrived := x.corpus.Arrived(a.ID)
		if have != nil && have.arrived == arrived {
			continue
		}
		x.remove(a.ID)
		d, err := x.corpus.Document(ctx, a.ID)
		if errors.Is(err, corpus.ErrNotFound) {
			continue
		} else if err != nil {
			return fmt.Errorf("index quotations: %w", err)
		}
		x.add(d, a, arrived)
	}
	for id := range x.pages {
		if !held[id] {
			x.remove(id)
		}
	}
	if x.dead > 1000 && x.dead > len(x.units)/2 {
		x.reset()
		return x.follow(ctx)
	}
	x.ordered = x.ordered[:0:0]
	for _, p := range x.pages {
		x.ordered = append(x.ordered, p)
	}
	slices.SortFunc(x.ordered, comparePages)
	x.seq = seq
	return nil
}

// skips reports whether an article is not looked in.
func (x *index) skips(p *page) bool {
	return p.gone || x.within != nil && !x.within[p.article.ID]
}

func (x *index) remove(id corpus.ID) {
	p := x.pages[id]
	if p == nil {
		return
	}
	p.gone = true
	delete(x.pages, id)
	for i := range x.units {
		if x.units[i].page == p {
			x.dead++
		}
	}
}

func (x *index) add(d *corpus.Document, a *corpus.Article, arrived corpus.Seq) {
	p := &page{article: a, sum: d.Article.Sum(), arrived: arrived}
	x.pages[a.ID] = p
	text := d.Article.Text
	for _, l := range d.Lines {
		if !l.Class.Content() {
			continue
		}
		last := uint32(0)
		for w := range wordsIn(text, l.Span) {
			e := x.intern(w.form)
			p.folds = append(p.folds, e.fold)
			if last != 0 {
				p.pairs = append(p.pairs, hash(last, e.fold))
			}
			last = e.fold
		}
	}
	p.folds, p.pairs = sorted(p.folds), sorted(p.pairs)
	for i := range d.Quotations {
		q := &d.Quotations[i]
		p.speakers = append(p.speakers, q.Speaker)
		p.kinds = append(p.kinds, q.Kind)
		p.cues, p.turned = append(p.cues, x.cueWords(text, q.Cue)), append(p.turned, turns(text, q))
		s := briefing.Attributed(text, q)
		for j, f := range q.Fragments {
			n := len(x.units)
			if x.addUnit(p, text, f, i, j, nil); len(x.units) > n {
				x.units[n].said, x.units[n].inner = s.Of(text, f), quotedWithin(text, f)
				x.units[n].edits = editMarks(text, f)
				x.pairOver(uint32(n))
			}
		}
		if q.Kind != corpus.Direct {
			x.addUnit(p, text, q.Content, i, -1, q.Fragments)
		}
	}
}

// cueWords are the words of a cue.
func (x *index) cueWords(text string, cue corpus.Span) (words []uint32) {
	for w := range wordsIn(text, cue) {
		words = append(words, x.intern(w.form).id)
	}
	return words
}

// turns reports whether the reporter makes the contrary of what a statement brings:
// "denied that …", "never promised to …". Words in quotation marks are as they are.
func turns(text string, q *corpus.Quotation) bool {
	return q.Kind != corpus.Direct && q.Cue.In(text) &&
		(modality.Denies(q.Cue.Of(text)) || briefing.Attributed(text, q).Attribution(text) == modality.NotSaid)
}

// quotedWithin are the quotations within a fragment that are not the speaker's own, and
// the words of which he says himself that he did not say them.
func quotedWithin(text string, fragment corpus.Span) (list []inner) {
	s := modality.Statement{Content: fragment, Direct: true}
	for _, span := range quotedSpans(text, fragment) {
		of := s.Of(text, span)
		if of == modality.Said {
			continue
		}
		if words := wordsOf(text, fragment, span); words.to > 0 {
			list = append(list, inner{words, of})
		}
	}
	for _, span := range modality.Disavowed(text, fragment) {
		if words := wordsOf(text, fragment, span); words.to > 0 {
			list = append(list, inner{words, modality.NotSaid})
		}
	}
	return list
}

func (x *index) addUnit(p *page, text string, span corpus.Span, statement, fragment int, fragments []corpus.Span) {
	n := uint32(len(x.units))
	u := unit{page: p, statement: int32(statement), fragment: int32(fragment), quoted: make([]run, len(fragments))}
	last := uint32(0)
	for w := range wordsIn(text, span) {
		for i, f := range fragments {
			if f.Covers(w.Span) {
				if u.quoted[i].to == 0 {
					u.quoted[i].from = len(u.words)
				}
				u.quoted[i].to = len(u.words) + 1
			}
		}
		e := x.intern(w.form)
		id := e.id
		if w.bound {
			id |= boundBit
		}
		u.words = append(u.words, id)
		x.stems[e.stem] = once(x.stems[e.stem], n)
		if last != 0 {
			key := pair(last, e.fold)
			x.pairs[key] = once(x.pairs[key], n)
		}
		last = e.fold
	}
	if len(u.words) > 0 {
		x.units = append(x.units, u)
	}
}

// once appends the newest unit's number where it is not there yet.
func once(list []uint32, n uint32) []uint32 {
	if len(list) > 0 && list[len(list)-1] == n {
		return list
	}
	return append(list, n)
}

// intern numbers a form of a word, and with it what it is looked for under: the
// folded word and its stem.
func (x *index) intern(form string) entry {
	if id, ok := x.known[form]; ok {
		return x.entries[id]
	}
	id := x.number(form, form)
	e := entry{id: id, fold: id}
	if fold := segment.Fold(form); fold != form && fold != "" {
		folded := x.intern(fold)
		e.fold, e.stem = folded.id, folded.stem
	} else {
		x.stops[id] = segment.StopWord(form)
		stem := stemKey(form)
		if n, ok := x.known[stem]; ok {
			e.stem = n
		} else {
			e.stem = x.number(stem, form)
		}
	}
	x.entries[id] = e
	return e
}

// number gives a key the next number.
func (x *index) number(key, form string) uint32 {
	id := uint32(len(x.entries))
	x.known[key] = id
	x.entries = append(x.entries, entry{})
	x.forms = append(x.forms, form)
	x.stops = append(x.stops, false)
	x.stems = append(x.stems, nil)
	return id
}

// stemKey is a stem's key in the vocabulary, apart from the words: a stem need
// not be one.
func stemKey(fold string) string { return "\x00" + segment.Stem(fold) }

// look is the entry of a word that the index may not have: what is unknown is 0.
func (x *index) look(form string) entry {
	if id, ok := x.known[form]; ok {
		return x.entries[id]
	}
	fold := segment.Fold(form)
	if id, ok := x.known[fold]; ok && id != 0 {
		return entry{fold: x.entries[id].fold, stem: x.entries[id].stem}
	}
	return entry{stem: x.known[stemKey(fold)]}
}

func (x *index) entryOf(word uint32) entry { return x.entries[word&^boundBit] }

func pair(a, b uint32) uint64 { return uint64(a)<<32 | uint64(b) }

// hash is a number for a pair of words, good enough to tell articles apart.
func hash(a, b uint32) uint32 {
	return uint32((pair(a, b) * 0x9E3779B97F4A7C15) >> 32)
}

func sorted(list []uint32) []uint32 {
	slices.Sort(list)
	return slices.Clip(slices.Compact(list))
}

func has(list []uint32, n uint32) bool {
	_, ok := slices.BinarySearch(list, n)
	return ok
}

// comparePages orders by date, newest first, then by ID.
func comparePages(a, b *page) int {
	if c := b.article.Published.Time.Compare(a.article.Published.Time); c != 0 {
		return c
	}
	switch {
	case a.article.ID < b.article.ID:
		return -1
	case a.article.ID > b.article.ID:
		return 1
	}
	return 0
}

// compareUnits orders by article, then by place.
func compareUnits(a, b *unit) int {
	if c := comparePages(a.page, b.page); c != 0 {
		return c
	}
	if a.statement != b.statement {
		return int(a.statement - b.statement)
	}
	return int(a.fragment - b.fragment)
}

// turned reports whether the reporter makes the contrary of what the unit has.
func (u *unit) turned() bool { return u.page.turned[u.statement] }

// kindOf is the kind of the unit's statement.
func (u *unit) kind() corpus.Kind { return u.page.kinds[u.statement] }

// speaker is the statement's speaker as the article names him.
func (u *unit) speaker() string { return u.page.speakers[u.statement] }
