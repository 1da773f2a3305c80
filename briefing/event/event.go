// Package event reads what articles tell of events: what happened, by the word that
// tells of it, to whom, where, when and how many; and says which tellings are of one
// event.
//
// A lexicon of some kinds of events (lexicon.go) finds the tellings, sentence by
// sentence; nothing in it belongs to any one story. Two tellings are compared by
// kind, time, people, place, numbers and words, and only if they are of different
// origins: whoever differs in one of these may tell one event, whoever differs in two
// tells two. Texts are English; spans are of the article's text, in bytes.
package event

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

// A Telling is what one sentence of an article's body tells of one kind of
// event: who, where, when and how many, as far as that sentence says. Captions
// are not read: a picture may be of another day.
type Telling struct {
	Document *corpus.Document
	Sentence corpus.Span
	Trigger  phrase.Token // the word that tells of it
	Kind     string       // see Kind
	Origin   string       // of the article, see OriginOf
	// People are the persons and bodies that the sentence names, States the
	// states, both sorted and each once, without the place.
	People, States []string
	Place          corpus.Span // after "in" or "at"; empty if none
	When           *dates.When // nil if the sentence does not say
	Base           time.Time   // see DateOf
	Expected       bool        // it is to come
	Amounts        []Amount
	Terms          []string // of the sentence but for names and days, sorted, each once
}

// A Chronicle is what articles tell of events. It is made for one question and is
// not for several goroutines at once.
type Chronicle struct {
	corpus *corpus.Corpus
	// Tellings are what the articles tell, those of dated articles first, newest
	// first.
	Tellings  []Telling
	bases     map[corpus.ID]time.Time
	publisher func(*corpus.Article) string
	people    map[string]string    // names as articles give them → as the corpus does
	origins   map[corpus.ID]string // see OriginOf
	texts     map[corpus.ID]string // see Folded
	of        map[corpus.ID][]int  // the tellings of an article
	kinds     map[string]bool      // that are read, nil for all
}

// New reads the articles. Those without a date are dated, for this
// alone, by a telling that a dated article tells too. The publisher is who first
// published an article, "" if that is not known. Only events of those kinds are read
// where there are any; what is told of these is the same then.
func New(from *corpus.Corpus, documents []*corpus.Document, publisher func(*corpus.Article) string, kinds ...string) *Chronicle {
	c := &Chronicle{
		corpus: from, publisher: publisher, kinds: readKinds(documents, kinds),
		bases: map[corpus.ID]time.Time{}, people: map[string]string{},
		origins: map[corpus.ID]string{}, of: map[corpus.ID][]int{},
		texts: map[corpus.ID]string{},
	}
	documents = slices.Clone(documents)
	slices.SortFunc(documents, corpus.NewestFirst)
	for _, d := range documents {
		if t := d.Article.Published.Time; !t.IsZero() {
			c.bases[d.Article.ID] = dates.Midnight(t)
			c.Tellings = append(c.Tellings, c.read(d)...)
		}
	}
	dated := len(c.Tellings)
	for _, d := range documents {
		if !d.Article.Published.Time.IsZero() {
			continue
		}
		if t := c.guess(d, c.Tellings[:dated]); !t.IsZero() {
			c.bases[d.Article.ID] = t
		}
		c.Tellings = append(c.Tellings, c.read(d)...)
	}
	for i, h := range c.Tellings {
		c.of[h.Document.Article.ID] = append(c.of[h.Document.Article.ID], i)
	}
	return c
}

// readKinds are the kinds to be read of those that are wanted, nil for all: an article
// without a date is dated by whatever it tells.
func readKinds(documents []*corpus.Document, wanted []string) map[string]bool {
	if len(wanted) == 0 || slices.ContainsFunc(documents, func(d *corpus.Document) bool { return d.Article.Published.Time.IsZero() }) {
		return nil
	}
	kinds := map[string]bool{}
	for _, k := range wanted {
		kinds[k] = true
	}
	return kinds
}

// KindsIn are the kinds of events that words of a sentence may tell of, sorted, each
// once: all that New finds there, and perhaps others.
func KindsIn(text string, sentence corpus.Span) []string {
	var found []string
	for _, w := range phrase.Tokens(text, sentence) {
		if k := Kind(phrase.Stem(w.Word)); k != "" {
			found = append(found, k)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// DateOf is the day of an article, at midnight UTC: its own, or the one that was
// concluded from another article; zero if neither is known.
func (c *Chronicle) DateOf(d *corpus.Document) time.Time { return c.bases[d.Article.ID] }

// TellingsOf are the events that an article tells, in the order of its text.
func (c *Chronicle) TellingsOf(d *corpus.Document) []*Telling {
	var found []*Telling
	for _, i := range c.of[d.Article.ID] {
		found = append(found, &c.Tellings[i])
	}
	return found
}

// guess dates an article that names a weekday by a telling of that weekday
// which a dated article tells of the same people.
func (c *Chronicle) guess(d *corpus.Document, known []Telling) time.Time {
	for _, h := range c.read(d) {
		for _, w := range phrase.Tokens(d.Article.Text, h.Sentence) {
			day, ok := dates.ParseWeekday(w.Fold)
			if !ok || h.Expected {
				continue
			}
			for _, k := range known {
				if k.When != nil && k.When.Precision == dates.ToDay && k.When.From.Weekday() == day && !k.Expected &&
					k.Kind == h.Kind && InCommon(k.People, h.People) > 0 && c.Partners(&k, &h) {
					return k.When.From
				}
			}
		}
	}
	return time.Time{}
}

// read finds the tellings of one article, in order.
func (c *Chronicle) read(d *corpus.Document) []Telling {
	var found []Telling
	base := c.bases[d.Article.ID]
	for _, sentence := range d.Sentences(clean.Body) {
		found = append(found, c.readSentence(d, sentence, base)...)
	}
	return found
}

func (c *Chronicle) readSentence(d *corpus.Document, sentence corpus.Span, base time.Time) []Telling {
	text := d.Article.Text
	words := phrase.Tokens(text, sentence)
	triggers := map[string][]int{} // by kind
	var order []string
	proposed := -1
	for i, w := range words {
		kind := Kind(phrase.Stem(w.Word))
		if kind == "" || strings.Contains(w.Fold, "-") || (strings.HasPrefix(w.Fold, "call") || strings.HasPrefix(w.Fold, "fir")) && !noun(words, i) || Unreal(words, i) ||
			proposed >= 0 && (kind == "meet" || kind == "call") && proposes(words[proposed+1:i]) {
			continue
		}
		if w.Word != w.Fold && i > 0 && i+1 < len(words) && phrase.Capital(words[i+1].Word) {
			continue // part of a name: "War Ministry"
		}
		if kind == "propose" {
			proposed = i
		}
		if c.kinds != nil && !c.kinds[kind] {
			continue
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
	var found []Telling
	for _, kind := range order {
		at := triggers[kind]
		h := Telling{
			Document: d, Sentence: sentence, Trigger: words[at[0]], Kind: kind, Base: base, Origin: c.OriginOf(d),
			People: people, States: states, Terms: terms,
			Amounts: amountsIn(text, words, kind),
		}
		if w, near := nearestWhen(words, at, whens); w != nil {
			h.When, h.Trigger = w, words[near]
		}
		h.Place = nearestPlace(words, at, places)
		h.Expected = modality.Expects(sentence.Of(text))
		if h.When != nil && !base.IsZero() && !h.When.From.After(base) {
			h.Expected = false
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
	return before == "a" || before == "an" || before == "the" || before == "phone" || before == "telephone" || before == "video"
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

// Unreal reports whether word i tells of what is threatened, denied, supposed or
// offered, and not of what is or will be.
func Unreal(words []phrase.Token, i int) bool {
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
