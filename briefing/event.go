package briefing

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// A happening is what one sentence of an article's body tells of one kind of
// event: who, where, when and how many, as far as that sentence says. Captions
// are not read: a picture may be of another day.
type happening struct {
	document *corpus.Document
	sentence corpus.Span
	trigger  token  // the word that tells of it
	kind     string // of the lexicon
	origin   string // of the article
	// people are the persons and bodies that the sentence names, states the
	// states, both in order and each once, without the place.
	people, states []string
	place          corpus.Span // after "in" or "at"; empty if none
	when           *When
	base           time.Time // of the article, zero if not known
	expected       bool      // it is to come
	relative       bool      // told beside what the sentence is about
	amounts        []amount
	terms          []string // of the sentence, sorted, each once
}

// chronicle is what the articles of a question tell of happenings.
type chronicle struct {
	*Evidence
	outlets    outlets
	happenings []happening
	bases      map[corpus.ID]time.Time
	guessed    map[corpus.ID]bool   // bases that were concluded from other articles
	people     map[string]string    // names as articles give them → as the corpus does
	origins    map[corpus.ID]string // see origin
	texts      map[corpus.ID]string // see folded
	of         map[corpus.ID][]int  // the happenings of an article
}

// chronicle is what the articles tell of happenings, read once.
func (e *Evidence) chronicle() *chronicle {
	if e.told == nil {
		e.told = newChronicle(e)
	}
	return e.told
}

// newChronicle reads the articles. Those without a date are dated, for this
// alone, by a happening that a dated article tells too.
func newChronicle(e *Evidence) *chronicle {
	c := &chronicle{
		Evidence: e, outlets: newOutlets(e.Outlets),
		bases: map[corpus.ID]time.Time{}, guessed: map[corpus.ID]bool{}, people: map[string]string{},
		origins: map[corpus.ID]string{}, of: map[corpus.ID][]int{},
		texts: map[corpus.ID]string{},
	}
	documents := slices.Clone(e.Documents)
	slices.SortFunc(documents, byDate)
	for _, d := range documents {
		if t := d.Article.Published.Time; !t.IsZero() {
			c.bases[d.Article.ID] = midnight(t)
			c.happenings = append(c.happenings, c.read(d)...)
		}
	}
	dated := len(c.happenings)
	for _, d := range documents {
		if !d.Article.Published.Time.IsZero() {
			continue
		}
		if t := c.guess(d, c.happenings[:dated]); !t.IsZero() {
			c.bases[d.Article.ID], c.guessed[d.Article.ID] = t, true
		}
		c.happenings = append(c.happenings, c.read(d)...)
	}
	for i, h := range c.happenings {
		c.of[h.document.Article.ID] = append(c.of[h.document.Article.ID], i)
	}
	return c
}

// guess dates an article that names a weekday by a happening of that weekday
// which a dated article tells of the same people.
func (c *chronicle) guess(d *corpus.Document, known []happening) time.Time {
	for _, h := range c.read(d) {
		for _, w := range tokens(d.Article.Text, h.sentence) {
			day, ok := weekdays[w.fold]
			if !ok || h.expected {
				continue
			}
			for _, k := range known {
				if k.when != nil && k.when.Precision == ToDay && k.when.From.Weekday() == day && !k.expected &&
					k.kind == h.kind && inCommon(k.people, h.people) > 0 && c.partners(&k, &h) {
					return k.when.From
				}
			}
		}
	}
	return time.Time{}
}

// read finds the happenings of one article, in order.
func (c *chronicle) read(d *corpus.Document) []happening {
	var found []happening
	base := c.bases[d.Article.ID]
	for _, sentence := range d.Sentences(clean.Body) {
		found = append(found, c.readSentence(d, sentence, base)...)
	}
	return found
}

func (c *chronicle) readSentence(d *corpus.Document, sentence corpus.Span, base time.Time) []happening {
	text := d.Article.Text
	words := tokens(text, sentence)
	triggers := map[string][]int{} // by kind
	var order []string
	proposed := -1
	for i, w := range words {
		kind := kinds[stem(w.word)]
		if kind == "" || strings.Contains(w.fold, "-") || (strings.HasPrefix(w.fold, "call") || strings.HasPrefix(w.fold, "fir")) && !noun(words, i) || unreal(words, i) ||
			proposed >= 0 && (kind == "meet" || kind == "call") && proposes(words[proposed+1:i]) {
			continue
		}
		if w.word != w.fold && i > 0 && i+1 < len(words) && capital(words[i+1].word) {
			continue // part of a name: "War Ministry"
		}
		if kind == "propose" {
			proposed = i
		}
		if triggers[kind] == nil {
			order = append(order, kind)
		}
		triggers[kind] = append(triggers[kind], i)
	}
	if len(order) == 0 {
		return nil
	}
	places := placesIn(text, words, d)
	whens := whensIn(text, sentence, base)
	people, states := c.named(d, sentence, words, places)
	terms := contentTerms(d, words)
	var found []happening
	for _, kind := range order {
		at := triggers[kind]
		h := happening{
			document: d, sentence: sentence, trigger: words[at[0]], kind: kind, base: base, origin: c.origin(d),
			people: people, states: states, terms: terms,
			amounts: amountsIn(text, words, kind),
		}
		if w, near := nearestWhen(words, at, whens); w != nil {
			h.when, h.trigger = w, words[near]
		}
		h.place = nearestPlace(words, at, places)
		h.expected = expects(sentence.Of(text))
		if h.when != nil && !base.IsZero() && !h.when.From.After(base) {
			h.expected = false
		}
		found = append(found, h)
	}
	return found
}

// proposes reports whether nothing between a proposal and a meeting parts them:
// what is proposed is the meeting, and not what is done during it.
func proposes(between []token) bool {
	return len(between) < 9 && !slices.ContainsFunc(between, func(t token) bool {
		return t.fold == "during" || t.fold == "before" || t.fold == "after" || t.fold == "at"
	})
}

// noun reports whether "call" or "fire" at i is a thing and not an act.
func noun(words []token, i int) bool {
	if words[i].fold == "fire" || words[i].fold == "fires" {
		return true
	}
	if words[i].fold != "call" || i == 0 {
		return false
	}
	before := words[i-1].fold
	return determiners[before] || before == "phone" || before == "telephone" || before == "video"
}

// contentTerms are the terms of a sentence without those of names, titles and
// days, which are compared for themselves: sorted, each once.
func contentTerms(d *corpus.Document, words []token) []string {
	var terms []string
	for _, w := range words {
		named := slices.ContainsFunc(d.People, func(p corpus.Person) bool {
			return slices.ContainsFunc(p.Mentions, func(m corpus.Span) bool { return m.Covers(w.Span) && wholeState(d.Article.Text, m) == "" })
		})
		if !named && !dateWord(w.fold) {
			terms = segment.Terms(terms, w.word)
		}
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// unreal reports whether word i tells of what is threatened, denied, supposed or
// offered, and not of what is or will be.
func unreal(words []token, i int) bool {
	for j := max(0, i-3); j < i; j++ {
		switch words[j].fold {
		case "any", "possible", "potential", "threatened", "threatening", "further", "another", "avert", "prevent", "avoid":
			return true
		case "not", "never", "no", "denied", "without":
			if j >= i-2 {
				return true
			}
		case "to":
			if j == i-1 && (j == 0 || !toward[words[j-1].fold]) {
				return true
			}
		}
	}
	return false
}

// named collects who the sentence is about.
func (c *chronicle) named(d *corpus.Document, sentence corpus.Span, words []token, places []corpus.Span) (people, states []string) {
	elsewhere := func(s corpus.Span) bool {
		return slices.ContainsFunc(places, func(p corpus.Span) bool { return p.Overlap(s) > 0 })
	}
	add := func(list []string, name string) []string {
		if slices.Contains(list, name) {
			return list
		}
		return append(list, name)
	}
	var covered []corpus.Span // roles that stand with a name belong to it
	for _, p := range d.People {
		for _, m := range p.Mentions {
			if !sentence.Covers(m) || elsewhere(m) {
				continue
			}
			if state := wholeState(d.Article.Text, m); state == "" {
				people = add(people, c.canonical(p.Name))
				covered = append(covered, m)
			}
		}
	}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Mention.Len() > 0 && sentence.Covers(q.Mention) && q.Speaker != "" && capital(q.Speaker) &&
			statesOf(q.Speaker) == "" && !elsewhere(q.Mention) && !strings.Contains(q.Speaker, " and ") {
			people = add(people, c.canonical(q.Speaker))
			covered = append(covered, q.Mention)
		}
	}
	for i, w := range words {
		if elsewhere(w.Span) || slices.ContainsFunc(covered, func(s corpus.Span) bool { return s.Covers(w.Span) }) {
			continue
		}
		next := ""
		if i+1 < len(words) {
			next = words[i+1].fold
		}
		for part := range strings.SplitSeq(w.word, "-") { // "US-Iran talks"
			if s := stateAt(token{w.Span, part, segment.Fold(part)}, next); s != "" {
				states = add(states, s)
			}
		}
	}
	slices.Sort(people)
	slices.Sort(states)
	return people, states
}

// canonical is the corpus's one name for a person.
func (c *chronicle) canonical(name string) string {
	if full, ok := c.people[name]; ok {
		return full
	}
	full := name
	if known := c.Corpus.Resolve(name); len(known) == 1 {
		full = known[0].Name
	}
	c.people[name] = full
	return full
}

// stateAt is the state that a word names, alone or with the next one.
func stateAt(w token, next string) string {
	next = strings.TrimSuffix(next, "'s")
	switch {
	case w.fold == "united" && next == "states":
		return "us"
	case w.fold == "united" && next == "kingdom":
		return "britain"
	case w.fold == "saudi":
		return "saudi arabia"
	case strings.HasPrefix(w.fold, "emirat"):
		return "emirates"
	case (w.fold == "south" || w.fold == "north") && strings.HasPrefix(next, "korea"):
		return w.fold + " korea"
	}
	return stateOf(w)
}

func wholeState(text string, span corpus.Span) string { return statesOf(span.Of(text)) }

// statesOf is the state whose name the whole of a text is, "" where it is not.
func statesOf(name string) string {
	name = strings.ReplaceAll(name, "-", " ")
	words := tokens(name, corpus.Span{End: len(name)})
	state := ""
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].fold
		}
		s := stateAt(w, next)
		switch {
		case s != "":
			state = s
		case state == "" || i > 1:
			return ""
		}
	}
	return state
}

// placesIn are the names behind "in", "at", "near", "off" and "outside" that are
// neither a date nor a person.
func placesIn(text string, words []token, d *corpus.Document) []corpus.Span {
	var found []corpus.Span
	for i := 0; i+1 < len(words); i++ {
		if !placePrepositions[words[i].fold] {
			continue
		}
		at := i + 1
		for at < len(words) && (words[at].fold == "the" || directions[words[at].fold]) {
			at++
		}
		end := at
		for end < len(words) && capital(words[end].word) && !dateWord(words[end].fold) &&
			(end == at || text[words[end-1].End:words[end].Start] == " ") {
			end++
			if strings.HasSuffix(words[end-1].fold, "'s") {
				break
			}
		}
		if end == at || adjectival(words[end-1].fold) || strings.HasSuffix(words[end-1].fold, "'s") {
			continue
		}
		span := corpus.Span{Start: words[at].Start, End: words[end-1].End}
		if !isPerson(d, span) {
			found = append(found, span)
		}
	}
	return found
}

// adjectival reports whether a capitalised word describes what follows: "in
// Eastern waters", "in Turkish hands".
func adjectival(fold string) bool {
	if strings.HasSuffix(fold, "ern") || fold == "us" || fold == "u.s" || fold == "american" {
		return true
	}
	for _, suffix := range []string{"ish", "ese", "ian", "ians", "an", "i"} {
		// Of a state's names, its people's begin as its own does; its capital's not.
		if state := states[fold]; state != "" && state != fold && strings.HasPrefix(fold, state[:min(3, len(state))]) && strings.HasSuffix(fold, suffix) {
			return true
		}
	}
	return false
}

func dateWord(fold string) bool {
	_, month := monthNames[fold]
	_, day := weekdays[fold]
	return month || day
}

// isPerson reports whether the span names somebody with an office or a voice.
func isPerson(d *corpus.Document, span corpus.Span) bool {
	for _, p := range d.People {
		if len(p.Roles) > 0 && slices.ContainsFunc(p.Mentions, func(m corpus.Span) bool { return m.Overlap(span) > 0 }) {
			return true
		}
	}
	return false
}

// nearestWhen is the date nearest to one of the triggers, and that trigger. Of
// two it is the later one that the trigger stands before.
func nearestWhen(words []token, triggers []int, whens []When) (*When, int) {
	var best *When
	near, distance := triggers[0], 1<<30
	for i := range whens {
		for _, t := range triggers {
			n := whens[i].Span.Start - words[t].End
			if n < 0 {
				n = 2 * (words[t].Start - whens[i].Span.End)
			}
			if n < distance {
				best, near, distance = &whens[i], t, n
			}
		}
	}
	return best, near
}

// placeReach is how far, in bytes, a place may stand from the word whose place it
// is where the sentence names several.
const placeReach = 45

func nearestPlace(words []token, triggers []int, places []corpus.Span) corpus.Span {
	var best corpus.Span
	distance := 1 << 30
	for _, p := range places {
		for _, t := range triggers {
			n := p.Start - words[t].End
			if n < 0 {
				n = words[t].Start - p.End
			}
			if n < distance && (len(places) == 1 || n <= placeReach) {
				best, distance = p, n
			}
		}
	}
	return best
}

// inCommon counts the elements that two sorted lists have in common.
func inCommon(a, b []string) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			n, i, j = n+1, i+1, j+1
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return n
}

var (
	// toward are the words behind which an infinitive tells what is to come.
	toward = map[string]bool{
		"expected": true, "due": true, "scheduled": true, "set": true, "plans": true, "plan": true, "planned": true, "is": true, "are": true,
	}
	placePrepositions = map[string]bool{"in": true, "at": true, "near": true, "off": true, "outside": true}
	directions        = map[string]bool{"northern": true, "southern": true, "eastern": true, "western": true, "central": true, "downtown": true}
)
