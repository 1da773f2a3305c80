package briefing

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/briefing/event"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

func readPlaces(c *chronicle, group []*event.Telling) []reading {
	var found []reading
	for _, h := range group {
		if h.Place.Len() > 0 {
			found = append(found, reading{Telling: h, value: h.Place, key: segment.Fold(h.Place.Of(h.Document.Article.Text))})
		}
	}
	return found
}

func placesDiffer(c *chronicle, a, b reading) bool { return c.PlacesClash(a.Telling, b.Telling) }

func readAmounts(c *chronicle, group []*event.Telling) []reading {
	var found []reading
	for _, h := range group {
		if first, _ := utf8.DecodeRuneInString(h.Sentence.Of(h.Document.Article.Text)); unicode.IsLower(first) {
			continue // a sentence that was cut, and with it what is counted
		}
		for i := range h.Amounts {
			if supposed(h.Document.Article.Text, h.Sentence, h.Amounts[i].Span) {
				continue
			}
			found = append(found, reading{Telling: h, value: h.Amounts[i].Span, key: segment.Fold(h.Amounts[i].Span.Of(h.Document.Article.Text))})
		}
	}
	return found
}

func amountsDiffer(c *chronicle, a, b reading) bool {
	x, y := amountAt(a.Telling, a.value), amountAt(b.Telling, b.value)
	if x == nil || y == nil || !x.Differs(*y) {
		return false
	}
	here, there := districts(a.Telling), districts(b.Telling)
	return !countedApart(here, there) && (!x.Measures() || len(both(here, there)) > 0)
}

// countedApart reports whether what is counted in one of two sentences is counted
// in other places than in the other: a county's dead are not a state's.
func countedApart(a, b []string) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(place string) bool { return slices.Contains(b, place) })
}

// supposed reports whether an amount stands right behind an "if": "if two of them
// agree".
func supposed(text string, sentence, amount corpus.Span) bool {
	before := phrase.Tokens(text, corpus.Span{Start: sentence.Start, End: amount.Start})
	return slices.ContainsFunc(before[max(0, len(before)-2):], func(t phrase.Token) bool { return t.Fold == "if" || t.Fold == "unless" })
}

// districts are the words of the names of places that a telling's sentence has,
// and of those whose officials speak in it.
func districts(h *event.Telling) []string {
	text := h.Document.Article.Text
	words := phrase.Tokens(text, h.Sentence)
	var found []string
	for _, span := range geo.Places(h.Document, words) {
		found = append(found, strings.Fields(phrase.Fold(span.Of(text)))...)
	}
	for i, w := range words {
		if of := geo.State(w); of != "" && !geo.Adjectival(w.Fold) {
			found = append(found, of)
		}
		if !localOffices[w.Fold] && (!districtNouns[w.Fold] || !phrase.Capital(w.Word)) {
			continue
		}
		for j := i - 1; j >= 0 && phrase.Capital(words[j].Word) && text[words[j].End:words[j+1].Start] == " "; j-- {
			found = append(found, words[j].Fold)
		}
	}
	return found
}

var districtNouns = phrase.Set("county counties island islands province district region parish")

var localOffices = phrase.Set("officials police authorities sheriff sheriff's coroner hospital hospitals firefighters")

func amountAt(h *event.Telling, span corpus.Span) *event.Amount {
	for i := range h.Amounts {
		if h.Amounts[i].Span == span {
			return &h.Amounts[i]
		}
	}
	return nil
}

func readDates(c *chronicle, group []*event.Telling) []reading {
	var found []reading
	for _, h := range group {
		if h.When != nil && !h.When.Bound && !goesOn[phrase.Fold(h.Trigger.Word)] && !reportDay.MatchString(h.Document.Article.Text[h.Sentence.Start:max(h.Sentence.Start, h.When.Span.Start)]) {
			found = append(found, reading{Telling: h, value: h.When.Span, key: h.When.Day()})
		}
	}
	return found
}

// goesOn are nouns for what is of no one day: a day beside them is that of something else.
var goesOn = phrase.Set("war wars warfare conflict invasion")

// reportDay is what stands ahead of the day on which something was said, not done.
var reportDay = regexp.MustCompile(`\b(?:said|says|told \S+|announced|reported|added|confirmed)(?: on| late| early)* $`)

func datesDiffer(c *chronicle, a, b reading) bool { return !a.When.Overlaps(*b.When) }

// readNames are the holders of an office that stands in several tellings.
func readNames(c *chronicle, group []*event.Telling) []reading {
	var found []reading
	for _, h := range group {
		for _, p := range h.Document.People {
			for _, m := range p.Mentions {
				if h.Sentence.Covers(m) && slices.Contains(h.People, c.Canonical(p.Name)) && len(p.Roles) > 0 && len(strings.Fields(p.Name)) > 1 {
					found = append(found, reading{Telling: h, value: nameSpan(h.Document, m, p.Name), key: phrase.Fold(p.Name)})
					break
				}
			}
		}
	}
	return found
}

// nameSpan is the name in a mention that may have a title before it.
func nameSpan(d *corpus.Document, mention corpus.Span, name string) corpus.Span {
	if i := strings.Index(mention.Of(d.Article.Text), name); i >= 0 {
		return corpus.Span{Start: mention.Start + i, End: mention.Start + i + len(name)}
	}
	return mention
}

// namesDiffer reports whether two people of one office are told in each other's
// place: neither article knows the other one's name, and it is not a spelling.
func namesDiffer(c *chronicle, a, b reading) bool {
	if a.key == b.key || spellings(a.key, b.key) || c.Canonical(a.words()) == c.Canonical(b.words()) {
		return false
	}
	if strings.Contains(c.Folded(b.Document), a.key) || strings.Contains(c.Folded(a.Document), b.key) {
		return false
	}
	for _, r := range rolesOf(a) {
		for _, s := range rolesOf(b) {
			if r == s {
				return true
			}
		}
	}
	return false
}

// rolesOf are the offices of a reading's person as sorted stems.
func rolesOf(r reading) []string {
	var roles []string
	for _, p := range r.Document.People {
		if phrase.Fold(p.Name) != r.key {
			continue
		}
		for _, role := range p.Roles {
			terms := segment.Terms(nil, role)
			slices.Sort(terms)
			if key := strings.Join(terms, " "); key != "" && !shareable[key] {
				roles = append(roles, key)
			}
		}
	}
	return roles
}

// shareable are offices that many hold at a time.
var shareable = map[string]bool{
	phrase.Stem("spokesman"): true, phrase.Stem("resident"): true, phrase.Stem("witness"): true, phrase.Stem("official"): true, phrase.Stem("analyst"): true,
	phrase.Stem("minister"): true, phrase.Stem("lawmaker"): true, phrase.Stem("senator"): true, phrase.Stem("officer"): true, phrase.Stem("survivor"): true, phrase.Stem("neighbour"): true,
}

// spellings reports whether two names are one name spelt twice: as many words,
// and none of them further apart than transliterations are.
func spellings(a, b string) bool {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) != len(y) {
		return len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1] && x[0] == y[0]
	}
	for i := range x {
		if d := editDistance(x[i], y[i]); d > 2 || d*3 > min(len(x[i]), len(y[i])) {
			return false
		}
	}
	return true
}

// editDistance is Levenshtein's distance in bytes.
func editDistance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		last := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next := min(row[j+1]+1, row[j]+1, last+cost)
			last, row[j+1] = row[j+1], next
		}
	}
	return row[len(b)]
}
