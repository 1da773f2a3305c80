// Package parallel finds sentences of several articles that tell the same thing but for
// one value: a day, a number, a place, a name, what was done, whether it was done.
//
// It knows no kinds of events: two sentences are of one thing if all that one of them
// tells the other tells too, in words of the same stems, near in time. Whoever differs in
// one value differs about it; whoever differs in two tells of two things. Precision comes
// first: what is told in other words is left to package event. Texts are English; spans
// are of the article's text, in bytes.
package parallel

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// A Source is an article with its day and with who first published it.
type Source struct {
	Document *corpus.Document
	Base     time.Time
	Origin   string
}

// A Telling is a sentence with the value in which it differs from another.
type Telling struct {
	Source
	Sentence, Value corpus.Span
	// Key is the same for values that are the same.
	Key string
	// Trigger is the word next to the value that both sentences have.
	Trigger phrase.Token
}

// A Pair are two sentences that differ in one value.
type Pair struct {
	// Attribute is "date", "number", "place", "name", "deed" or "whether".
	Attribute string
	// Question is what the values answer: "how much", "how old".
	Question string
	One, Two Telling
	// Later is true where the second sentence tells what has become of the first since.
	Later bool
}

// Days within which two articles tell of the same, and within which a later one may tell
// what became of it.
const (
	nearDays  = 3
	laterDays = 60
)

// How many words or equal values two sentences must share: to be compared at all, and
// where what they tell of may be one of many; and to differ in two values.
const (
	minShared    = 3
	vagueShared  = 5
	surelyShared = 6
)

// longPosting is how many sentences may have a word that is looked for by it.
const longPosting = 100

// Find compares the sentences of the articles' bodies, in the order of the sources.
func Find(sources []Source) []Pair {
	var all []*sentence
	by := map[string][]int{}
	for _, src := range sources {
		if src.Base.IsZero() {
			continue
		}
		for _, span := range src.Document.Sentences(clean.Body) {
			s, ok := read(src.Document, span, src.Base, src.Origin)
			if !ok {
				continue
			}
			for term := range s.terms {
				by[term] = append(by[term], len(all))
			}
			all = append(all, s)
		}
	}
	var found []Pair
	seen := map[[2]int]bool{}
	for i, s := range all {
		for _, j := range s.candidates(by) {
			key := [2]int{min(i, j), max(i, j)}
			if seen[key] || i == j {
				continue
			}
			seen[key] = true
			found = append(found, compare(all[key[0]], all[key[1]])...)
		}
	}
	return found
}

// candidates are the sentences with one of the two rarest ordinary words, in order.
func (s *sentence) candidates(by map[string][]int) []int {
	var terms []string
	for t, i := range s.terms {
		if s.class[i] == ordinary {
			terms = append(terms, t)
		}
	}
	slices.SortFunc(terms, func(a, b string) int { return cmp.Or(cmp.Compare(len(by[a]), len(by[b])), cmp.Compare(a, b)) })
	var list []int
	for _, t := range terms[:min(len(terms), 2)] {
		if len(by[t]) <= longPosting {
			list = append(list, by[t]...)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// difference is one value in which two sentences differ; the attribute is "" where it is
// none that can be shown.
type difference struct {
	attribute string
	a, b      value
	question  string // "" for that of the attribute
}

// compare compares two sentences of different origins.
func compare(a, b *sentence) []Pair {
	if b.base.Before(a.base) {
		a, b = b, a
	}
	later := !dates.Within(a.base, b.base, nearDays)
	if a.origin == b.origin || later && !b.revises && a.negated < 0 || a.again != b.again && !b.revises || !dates.Within(a.base, b.base, laterDays) || disjoint(a.periods, b.periods) {
		return nil
	}
	shared := 0
	for t := range a.terms {
		if _, ok := b.terms[t]; ok {
			shared++
		}
	}
	if shared+1 < minShared {
		return nil
	}
	diffs, equal := values(a, b)
	oa, ob := a.own(b, ordinary), b.own(a, ordinary)
	oa, ob = slices.DeleteFunc(oa, a.revision), slices.DeleteFunc(ob, b.revision)
	if len(a.pairs) > 0 && len(b.pairs) > 0 {
		oa, ob = slices.DeleteFunc(oa, a.voting), slices.DeleteFunc(ob, b.voting)
	}
	if x, y, ok := contrary(a, b, oa, ob); ok {
		diffs = append(diffs, difference{"deed", value{a.words[x].Span, a.words[x].Fold}, value{b.words[y].Span, b.words[y].Fold}, ""})
		oa, ob = without(oa, x), without(ob, y)
	}
	shared += equal
	if len(oa) > 0 && len(ob) > 0 || max(len(oa), len(ob)) > shared || a.qualified(b, oa) || b.qualified(a, ob) {
		return nil
	}
	pa, pb := a.runs(a.own(b, proper)), b.runs(b.own(a, proper))
	if len(pa) > 0 && len(pb) > 0 {
		d, ok := names(a, b, pa, pb)
		if !ok {
			return nil
		}
		diffs = append(diffs, d)
	}
	// Two values may differ where all else is the same, and is much.
	if len(diffs) == 0 || len(diffs) > 2 || len(diffs) == 2 && (shared < surelyShared || !a.definite() || !b.definite() || later || len(pa)+len(pb) > 0) ||
		slices.ContainsFunc(diffs, func(d difference) bool {
			return d.attribute == "" || len(diffs) == 2 && d.attribute != "date" && d.attribute != "number"
		}) {
		return nil
	}
	var found []Pair
	for i := range diffs {
		d := &diffs[i]
		if !fits(a, b, d, shared, equal, later, len(pa)+len(pb) > 0) {
			return nil
		}
		p := Pair{Attribute: d.attribute, Question: questions[d.attribute], One: a.telling(b, d.a), Two: b.telling(a, d.b)}
		if d.question != "" {
			p.Question = d.question
		}
		p.Later = later || d.attribute == "date" && a.ahead && !a.base.Equal(b.base) || d.attribute == "whether" && !a.base.Equal(b.base) && a.negated >= 0
		found = append(found, p)
	}
	return found
}

// questions are what values of each kind answer.
var questions = map[string]string{
	"date": "when", "number": "how many", "place": "where", "name": "who", "deed": "what was done", "whether": "what was done",
}

// fits reports whether two sentences that differ in one value are of one thing.
func fits(a, b *sentence, d *difference, shared, equal int, later, places bool) bool {
	enough := minShared
	if (a.vague() || b.vague()) && equal == 0 || (d.attribute == "place" || d.attribute == "name") && (!a.definite() || !b.definite()) {
		enough = vagueShared
	}
	if shared < enough {
		return false
	}
	switch d.attribute {
	case "number":
		// What is counted may be more the day after the next.
		return !places && (equal > 0 || d.question != "" || b.revises || dates.Within(a.base, b.base, 1)) && (!later || b.revises) && (!b.revises || b.from(d.a)) && !mentions(a, b, d)
	case "place", "name":
		return !later && !a.repeatable() && a.ahead == b.ahead && !mentions(a, b, d)
	case "date":
		return !later && a.ahead == b.ahead && a.definite() && b.definite() && (a.ahead || !a.repeatable()) &&
			dates.Within(a.days[0].From, b.days[0].From, 2*nearDays)
	case "whether":
		return a.definite() && b.definite() && a.ahead == b.ahead && (!later || a.negated >= 0)
	}
	return !later && a.definite() && b.definite() && a.ahead == b.ahead
}

// values are the values in which two sentences differ, but for names, and how many they
// have in common.
func values(a, b *sentence) (diffs []difference, equal int) {
	if len(a.days) == 1 && len(b.days) == 1 {
		if x, y := a.days[0], b.days[0]; x.Overlaps(y) {
			equal++
		} else {
			diffs = append(diffs, difference{"date", value{x.Span, x.From.Format(time.DateOnly)}, value{y.Span, y.From.Format(time.DateOnly)}, ""})
		}
	} else if len(a.days) > 0 && len(b.days) > 0 && disjoint(a.days, b.days) {
		diffs = append(diffs, difference{}) // several days each: two things
	}
	differ, same := 0, false
	var number difference
	for _, x := range a.amounts {
		for _, y := range b.amounts {
			if !slices.ContainsFunc(x.Of(), func(u string) bool {
				return slices.ContainsFunc(y.Of(), func(v string) bool { return canonical(u) == canonical(v) })
			}) {
				continue
			}
			if !x.Excludes(y) {
				same = true
				continue
			}
			differ++
			number = difference{"number", amountValue(a, x.Span), amountValue(b, y.Span), ""}
			if last := strings.Fields(number.a.key); currencies[last[len(last)-1]] {
				number.question = "how much"
			}
		}
	}
	switch {
	case same:
		equal++
	case differ == 1:
		diffs = append(diffs, number)
	case differ > 1:
		diffs = append(diffs, difference{}) // which of them is which is not clear
	}
	if len(a.counts) > 0 && len(b.counts) > 0 && !slices.ContainsFunc(a.counts, func(n string) bool { return slices.Contains(b.counts, n) }) {
		diffs = append(diffs, difference{})
	}
	for _, of := range []struct {
		one, two []value
		question string
	}{{a.pairs, b.pairs, "with what count"}, {a.ages, b.ages, "how old"}} {
		switch {
		case len(of.one) != 1 || len(of.two) != 1:
		case of.one[0].key == of.two[0].key:
			equal++
		default:
			diffs = append(diffs, difference{"number", of.one[0], of.two[0], of.question})
		}
	}
	if (a.negated >= 0) != (b.negated >= 0) {
		if x, y, ok := whether(a, b); ok {
			diffs = append(diffs, difference{"whether", x, y, ""})
		} else {
			diffs = append(diffs, difference{})
		}
	}
	return diffs, equal
}

func amountValue(s *sentence, span corpus.Span) value {
	return value{span, phrase.Fold(span.Of(s.document.Article.Text))}
}

// whether are the verb of one of two sentences and its negation in the other.
func whether(a, b *sentence) (x, y value, ok bool) {
	if a.negated < 0 {
		y, x, ok = whether(b, a)
		return x, y, ok
	}
	text := a.document.Article.Text
	for i := a.negated + 1; i < len(a.words) && i <= a.negated+3; i++ {
		at, have := b.terms[a.stems[i]]
		if a.class[i] != ordinary || !have || b.class[at] != ordinary {
			continue
		}
		from := a.words[a.negated].Start
		if a.negated > 0 && text[a.words[a.negated-1].End:from] == " " && auxiliaries[a.words[a.negated-1].Fold] {
			from = a.words[a.negated-1].Start
		}
		return value{corpus.Span{Start: from, End: a.words[i].End}, "not"}, value{b.words[at].Span, "so"}, true
	}
	return x, y, false
}

// contrary is the first pair of own words of two sentences that are contraries.
func contrary(a, b *sentence, oa, ob []int) (x, y int, ok bool) {
	if len(oa) > 2 || len(ob) > 2 {
		return 0, 0, false
	}
	for _, x := range oa {
		for _, y := range ob {
			if modality.Contrary(a.words[x].Word, b.words[y].Word) {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

func without(list []int, x int) []int {
	return slices.DeleteFunc(list, func(y int) bool { return x == y })
}

func disjoint(a, b []dates.When) bool {
	return len(a) > 0 && len(b) > 0 && !slices.ContainsFunc(a, func(x dates.When) bool { return slices.ContainsFunc(b, x.Overlaps) })
}

// telling is a sentence with its value.
func (s *sentence) telling(o *sentence, v value) Telling {
	t := Telling{Source: Source{s.document, s.base, s.origin}, Sentence: s.span, Value: v.Span, Key: v.key}
	best := 1 << 30
	for i, w := range s.words {
		if s.class[i] != ordinary || v.Covers(w.Span) || !o.has(s, i) {
			continue
		}
		far := v.Start - w.End
		if far < 0 {
			far = 3 * (w.Start - v.End)
		}
		if far < best {
			t.Trigger, best = w, far
		}
	}
	if best == 1<<30 {
		t.Trigger = s.words[0]
	}
	return t
}

// mentions reports whether one of two articles has the other's value too: then it knows
// how the two hang together.
func mentions(one, late *sentence, d *difference) bool {
	has := func(doc *corpus.Document, key string) bool {
		return len(key) > len("seven") && strings.Contains(" "+phrase.Fold(doc.Article.Text)+" ", " "+key+" ")
	}
	return !late.revises && (has(one.document, d.b.key) || has(late.document, d.a.key))
}

var auxiliaries = phrase.Set("did does do has have had was were is are will")
