package briefing

import (
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/geo"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
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
	trigger  phrase.Token // the word that tells of it
	kind     string       // of the lexicon
	origin   string       // of the article
	// people are the persons and bodies that the sentence names, states the
	// states, both in order and each once, without the place.
	people, states []string
	place          corpus.Span // after "in" or "at"; empty if none
	when           *dates.When
	base           time.Time // of the article, zero if not known
	expected       bool      // it is to come
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
			c.bases[d.Article.ID] = dates.Midnight(t)
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
		for _, w := range phrase.Tokens(d.Article.Text, h.sentence) {
			day, ok := dates.ParseWeekday(w.Fold)
			if !ok || h.expected {
				continue
			}
			for _, k := range known {
				if k.when != nil && k.when.Precision == dates.ToDay && k.when.From.Weekday() == day && !k.expected &&
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
	words := phrase.Tokens(text, sentence)
	triggers := map[string][]int{} // by kind
	var order []string
	proposed := -1
	for i, w := range words {
		kind := kinds[phrase.Stem(w.Word)]
		if kind == "" || strings.Contains(w.Fold, "-") || (strings.HasPrefix(w.Fold, "call") || strings.HasPrefix(w.Fold, "fir")) && !noun(words, i) || unreal(words, i) ||
			proposed >= 0 && (kind == "meet" || kind == "call") && proposes(words[proposed+1:i]) {
			continue
		}
		if w.Word != w.Fold && i > 0 && i+1 < len(words) && phrase.Capital(words[i+1].Word) {
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
	places := geo.Places(d, words)
	whens := dates.In(text, sentence, base)
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
		h.expected = modality.Expects(sentence.Of(text))
		if h.when != nil && !base.IsZero() && !h.when.From.After(base) {
			h.expected = false
		}
		found = append(found, h)
	}
	return found
}

// proposes reports whether nothing between a proposal and a meeting parts them:
// what is proposed is the meeting, and not what is done during it.
func proposes(between []phrase.Token) bool {
	return len(between) < 9 && !slices.ContainsFunc(between, func(t phrase.Token) bool {
		return t.Fold == "during" || t.Fold == "before" || t.Fold == "after" || t.Fold == "at"
	})
}

// noun reports whether "call" or "fire" at i is a thing and not an act.
func noun(words []phrase.Token, i int) bool {
	if words[i].Fold == "fire" || words[i].Fold == "fires" {
		return true
	}
	if words[i].Fold != "call" || i == 0 {
		return false
	}
	before := words[i-1].Fold
	return determiners[before] || before == "phone" || before == "telephone" || before == "video"
}

// contentTerms are the terms of a sentence without those of names, titles and
// days, which are compared for themselves: sorted, each once.
func contentTerms(d *corpus.Document, words []phrase.Token) []string {
	var terms []string
	for _, w := range words {
		named := slices.ContainsFunc(d.People, func(p corpus.Person) bool {
			return slices.ContainsFunc(p.Mentions, func(m corpus.Span) bool { return m.Covers(w.Span) && geo.StateNamed(m.Of(d.Article.Text)) == "" })
		})
		if !named && !dates.Name(w.Fold) {
			terms = segment.Terms(terms, w.Word)
		}
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// unreal reports whether word i tells of what is threatened, denied, supposed or
// offered, and not of what is or will be.
func unreal(words []phrase.Token, i int) bool {
	for j := max(0, i-3); j < i; j++ {
		switch words[j].Fold {
		case "any", "possible", "potential", "threatened", "threatening", "further", "another", "avert", "prevent", "avoid":
			return true
		case "not", "never", "no", "denied", "without":
			if j >= i-2 {
				return true
			}
		case "to":
			if j == i-1 && (j == 0 || !toward[words[j-1].Fold]) {
				return true
			}
		}
	}
	return false
}
