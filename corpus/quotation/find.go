package quotation

import (
	"slices"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// Options choose how Find works. The zero value is the default.
type Options struct {
	// Language is an ISO 639-1 code; "" lets Find detect it.
	Language string
	// RulesOnly leaves the learnt model out.
	RulesOnly bool
	// Attitudes asks also for what people are said to think, want or show
	// without saying it.
	Attitudes bool
	// Explain fills Quotation.Why.
	Explain bool
	// Known are people that are known beforehand, with the names and roles by
	// which texts call them. Without them everything works from the text alone.
	Known []Known
}

// Find finds the statements in text and the people that it names. Only the
// blocks are searched; without blocks every paragraph is taken for body text.
// Blocks must be in order and must not overlap.
//
// Text that is not valid UTF-8 has no findings.
//
// Find is a pure function. The time it takes is proportional to the length of
// the text, whatever the text is. Every span of its findings is In(text).
func Find(text string, blocks []Block, opts Options) *Findings {
	return &find(text, blocks, opts).Findings
}

// result is Findings with what only the evaluation asks for.
type result struct {
	Findings
	// sources are the words that name each statement's speaker, also where an
	// earlier clause names him.
	sources []Span
	// contents are the statements with the "that" at their head.
	contents []Span
}

func find(text string, blocks []Block, opts Options) *result {
	if !utf8.ValidString(text) {
		return &result{}
	}
	if blocks == nil {
		for s := range segment.Paragraphs(text) {
			blocks = append(blocks, Block{Span: s})
		}
	}
	f := newFinder(text, blocks, opts)
	f.run()
	return f.result()
}

// A finder is the state of one search.
type finder struct {
	reader
	registry
	opts       Options
	paragraphs []paragraph
	tokens     []token
	names      []name
	nameAt     []int32 // by first token, plus one
	statements []statement
	ruled      []statement // what the rules alone say
	capital    map[uint64]bool
	// short is true of a text too short for the model, which learnt from whole
	// articles.
	short   bool
	covered [2]cover
	parts   []tagged // the buffer of assemble
}

// A run of tokens, half open; empty if first == last.
type run struct{ first, last int }

func (r run) empty() bool    { return r.first >= r.last }
func (r run) has(i int) bool { return r.first <= i && i < r.last }

// A statement is a quotation in the making: runs of tokens of the whole text.
type statement struct {
	content, cue, source, via, addressee run
	paragraph                            int
	// inherited is true if the source is the subject of an earlier clause, so
	// that the text does not name it at this place.
	inherited bool
	// like is the statement whose speaker this one has, -1 if none.
	like int
	who  speaker
	// attitude is true if the source thinks or wants the content, and nothing
	// says that he said it.
	attitude bool
	why      []string
}

func newFinder(text string, blocks []Block, opts Options) *finder {
	f := &finder{opts: opts}
	f.text = text
	all := languages()
	f.language = all[opts.Language]
	if f.language == nil {
		f.language = all[detect(text, blocks, all)]
	}
	f.byLast, f.byWord = map[string][]int{}, map[string][]int{}
	f.paragraphs, f.tokens = f.read(blocks)
	return f
}

// run does the work, in the order in which each step needs the one before.
func (f *finder) run() {
	f.prepare()
	if chain := learnt(); chain != nil && !f.opts.RulesOnly && f.language.code == "en" {
		f.tag(chain)
		f.merge()
		f.answers()
	}
	if f.language.code != "en" {
		f.foreign()
	}
	f.complete()
	f.quotes()
	f.carry()
	f.unclosed()
	f.dropOthers()
	f.resolve()
}

// prepare finds names and what the rules say.
func (f *finder) prepare() {
	f.capitals()
	for i := range f.paragraphs {
		f.names = f.scanNames(f.names, i)
	}
	for i := range f.names {
		f.register(&f.names[i])
	}
	f.describe()
	f.known()
	f.rules()
	f.index()
}

// onlyQuotations keeps what stands in quotation marks, one statement for each
// pair: of languages other than English no more is known.
func (f *finder) onlyQuotations() {
	var out []statement
	for _, s := range f.statements {
		for k := s.content.first; k < s.content.last; k++ {
			if f.tokens[k].shape == sOpen {
				x := s
				x.content = run{k, f.regionEnd(k, s.content.last)}
				out = append(out, x)
				k = x.content.last - 1
			}
		}
	}
	f.statements = out
}

// result turns the statements into what the package reports.
func (f *finder) result() *result {
	slices.SortStableFunc(f.statements, func(a, b statement) int {
		if a.content.first != b.content.first {
			return a.content.first - b.content.first
		}
		return a.content.last - b.content.last
	})
	f.statements = slices.DeleteFunc(f.statements, func(s statement) bool { return !f.anyWord(s.content) })
	f.dropRepeats()
	if !f.opts.Attitudes {
		f.dropTwice()
	}
	out := &result{}
	out.People = f.people()
	n := len(f.statements)
	out.Quotations = slices.Grow(out.Quotations, n)
	out.sources, out.contents = slices.Grow(out.sources, n), slices.Grow(out.contents, n)
	for i := range f.statements {
		s := &f.statements[i]
		out.Quotations = append(out.Quotations, f.quotation(s))
		out.sources = append(out.sources, f.span(s.source))
		out.contents = append(out.contents, f.span(s.content))
	}
	return out
}

func (f *finder) quotation(s *statement) Quotation {
	q := Quotation{
		Content: f.span(f.withoutThat(s.content)), Cue: f.span(s.cue),
		Via: f.span(s.via), Addressee: f.span(s.addressee),
		Speaker: s.who.name, Why: s.why,
	}
	if !s.inherited {
		q.Mention = f.span(s.source)
	}
	if q.Via.Len() == 0 {
		q.Via = f.relay(s)
	}
	p := &f.paragraphs[s.paragraph]
	whole := false
	first, _ := slices.BinarySearchFunc(p.regions, q.Content.Start, func(r region, x int) int { return r.Start - x })
	for _, r := range p.regions[first:] {
		if r.Start >= q.Content.End {
			break
		}
		if r.End <= q.Content.End {
			inner := segment.Trim(f.text, r.inner)
			if inner.Len() > 0 {
				q.Fragments = append(q.Fragments, inner)
				whole = whole || r.Span == q.Content
			}
		}
	}
	switch {
	case whole:
		q.Kind = Direct
	case len(q.Fragments) > 0:
		q.Kind = Mixed
	default:
		q.Kind = Reported
	}
	return q
}

// withoutThat is the content without the conjunction at its head.
func (f *finder) withoutThat(r run) run {
	if r.last-r.first > 2 {
		if s := f.form(&f.tokens[r.first]); s == "that" && f.tokens[r.first].region < 0 {
			if x := f.trimContent(run{r.first + 1, r.last}); !x.empty() {
				return x
			}
		}
	}
	return r
}

// relay is the expression near the cue that says how the statement reached the
// reporter: "reportedly", "In a post on social media".
func (f *finder) relay(s *statement) Span {
	for i := s.cue.first; i < s.cue.last; i++ {
		if w := f.form(&f.tokens[i]); w == "reportedly" || w == "allegedly" {
			return f.span(run{i, i + 1})
		}
	}
	if s.cue.empty() || s.source.empty() {
		return Span{}
	}
	lo := f.sentenceStart(s.cue.first)
	if w := f.form(&f.tokens[lo]); w != "In" && w != "On" {
		return Span{}
	}
	for i := lo + 1; i < s.source.first && i < lo+12; i++ {
		t := &f.tokens[i]
		if t.shape == sComma {
			return Span{}
		}
		if t.is(cAttribution) || t.is(cPeople|cBody) && f.form(t) != "part" {
			for k := i; k < lo+16 && k < s.source.first; k++ {
				if f.tokens[k].shape == sComma && k+1 == s.source.first {
					return f.span(run{lo, k})
				}
			}
			return Span{}
		}
	}
	return Span{}
}

// span is the text that the run covers.
func (f *finder) span(r run) Span {
	if r.empty() {
		return Span{}
	}
	return at(int(f.tokens[r.first].start), int(f.tokens[r.last-1].end))
}

// detect guesses the language from the words that the data files list.
func detect(text string, blocks []Block, all map[string]*language) string {
	if len(all) < 2 {
		return "en"
	}
	count := map[string]int{}
	n := 0
	for _, b := range blocks {
		for s := range segment.Words(b.Of(text)) {
			w := segment.Fold(s.Of(b.Of(text)))
			for code, l := range all {
				if x := l.words[w]; x != nil && x.class&(cDet|cPreposition|cAux|cPronoun|cSubordinator|cConjunction|cSpeech) != 0 {
					count[code]++
				}
			}
			if n++; n > 400 {
				break
			}
		}
	}
	best := "en"
	for _, code := range []string{"de", "es", "fr"} {
		if count[code] > count[best] {
			best = code
		}
	}
	return best
}
