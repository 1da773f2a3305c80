package parallel

import (
	"regexp"
	"slices"
	"strings"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/state"
)

// This file says what makes two sentences of like words tell of two things.

// qualified reports whether one of the sentence's own words narrows a word that the
// other one has without it, of which the other's article knows nothing: "the railway
// bridge" is not "the bridge", a country's women are not its men.
func (s *sentence) qualified(o *sentence, own []int) bool {
	for _, i := range own {
		if i+1 >= len(s.words) || s.class[i+1] != ordinary || !o.has(s, i+1) {
			continue
		}
		at := o.terms[s.stems[i+1]]
		if at > 0 && !pointing[o.words[at-1].Fold] && !indefinite[o.words[at-1].Fold] && o.class[at-1] != proper {
			continue
		}
		if !strings.Contains(phrase.Fold(o.document.Article.Text), s.words[i].Fold) {
			return true
		}
	}
	return false
}

// run is a name, with the word before it.
type run struct {
	from, to int // words
	before   string
}

// runs are the names that words make up.
func (s *sentence) runs(words []int) (list []run) {
	text := s.document.Article.Text
	for _, i := range words {
		if n := len(list); n > 0 && list[n-1].to == i && strings.Trim(text[s.words[i-1].End:s.words[i].Start], " &\u00a0") == "" {
			list[n-1].to++
			continue
		}
		r := run{from: i, to: i + 1}
		if i > 0 {
			r.before = s.words[i-1].Fold
		}
		list = append(list, r)
	}
	return list
}

// names is the place, or the name, in which two sentences differ that have one such each.
func names(a, b *sentence, pa, pb []run) (d difference, ok bool) {
	if len(pa) != 1 || len(pb) != 1 {
		return d, false
	}
	x, y := a.name(pa[0]), b.name(pb[0])
	switch before, after := pa[0].before, pb[0].before; {
	case places[before] && places[after]:
		d.attribute = "place"
	case before == after && receivers[before]:
		d.attribute = "name"
	default:
		return d, false
	}
	d.a, d.b = x, y
	if (state.Of(x.key) != "") != (state.Of(y.key) != "") || slices.ContainsFunc(strings.Fields(x.key), func(w string) bool { return slices.Contains(strings.Fields(y.key), w) }) {
		return d, false // a place within a state, or two names of one
	}
	return d, geo.Adjectival(x.key) == geo.Adjectival(y.key)
}

func (s *sentence) name(r run) value {
	span := corpus.Span{Start: s.words[r.from].Start, End: s.words[r.to-1].End}
	return value{span, phrase.Fold(span.Of(s.document.Article.Text))}
}

// repeatable reports whether the sentence tells what may come about in two places, or on
// two days, of one time.
func (s *sentence) repeatable() bool {
	for t, i := range s.terms {
		if s.class[i] == ordinary && repeated[t] {
			return true
		}
	}
	return false
}

// from reports whether a value may be the one that the sentence says was so before: it
// has it, or does not say ("up from 12 million").
func (s *sentence) from(v value) bool {
	folded := " " + phrase.Fold(s.span.Of(s.document.Article.Text)) + " "
	words := strings.Fields(v.key)
	if n := len(words); n > 1 && currencies[words[n-1]] {
		words = words[:n-1]
	}
	return !formerly.MatchString(folded) || strings.Contains(folded, " "+strings.Join(words, " ")+" ")
}

var formerly = regexp.MustCompile(`(?:up|down|raised|cut|revised|increased|reduced) from (?:about |some |around )?\S*\d`)

// revision reports whether a word tells that a value was another one before.
func (s *sentence) revision(i int) bool { return revisionWords[s.words[i].Fold] }

// voting reports whether a word tells no more than that something was voted for.
func (s *sentence) voting(i int) bool { return voted[s.stems[i]] }

var (
	voted = phrase.Stems("vote voted approve approved favour favor")

	places        = phrase.Set("in at near off outside beside")
	receivers     = phrase.Set("to by")
	revisions     = []string{" now ", " up from ", " down from ", " instead of ", " rather than ", " revised ", " raised to ", " cut to "}
	revisionWords = phrase.Set("up down from instead rather revised raised total")

	repeated = func() map[string]bool {
		m := map[string]bool{}
		for w := range strings.FieldsSeq(`visit travel head arrive fly speak talk say tell campaign protest rally demonstrate march attack strike shell bomb raid
			rain snow storm arrest detain kill die injure find discover seize patrol search train play fight clash shoot fire stab rob steal
			meet call phone vote warn condemn criticise urge ask watch see attend celebrate mourn`) {
			m[canonical(w)] = true
		}
		return m
	}()
)

// Apart reports whether two sentences, that may tell of one event by other signs, are of
// two things after all: where each has a word in the place of the other's of which the
// other's article knows nothing ("a coach crash", "a helicopter crash"; "jailed a baker",
// "jailed a nurse"), one tells of a part of the place, or the scores are those of two
// matches.
func Apart(x, y Source, a, b corpus.Span) bool {
	s, ok := read(x.Document, a, x.Base, x.Origin)
	o, also := read(y.Document, b, y.Base, y.Origin)
	if !ok || !also {
		return false
	}
	if len(s.pairs) == 1 && len(o.pairs) == 1 && s.pairs[0].key != o.pairs[0].key && s.pairs[0].of(s) == o.pairs[0].of(o) && len(s.own(o, proper))+len(o.own(s, proper)) > 0 {
		return true
	}
	return s.contrasts(o) || s.partOf(o) || o.partOf(s)
}

// Grounds reports whether each of two sentences has words of its own of which the other's
// article knows nothing: what people were arrested for.
func Grounds(x, y Source, a, b corpus.Span) bool {
	s, ok := read(x.Document, a, x.Base, x.Origin)
	o, also := read(y.Document, b, y.Base, y.Origin)
	if !ok || !also {
		return false
	}
	alone := func(s, o *sentence) bool {
		return slices.ContainsFunc(s.own(o, ordinary), func(i int) bool { return !s.known(o, i) })
	}
	return alone(s, o) && alone(o, s)
}

// of tells a score from the count of a vote: that has spaces.
func (v value) of(s *sentence) bool { return strings.Contains(v.Span.Of(s.document.Article.Text), " ") }

// contrasts reports whether two sentences have other words in one place.
func (s *sentence) contrasts(o *sentence) bool {
	for _, i := range s.own(o, ordinary) {
		for _, j := range o.own(s, ordinary) {
			if s.placed(i, o, j) && !s.known(o, i) && !o.known(s, j) {
				return true
			}
		}
	}
	return false
}

// placed reports whether words of two sentences stand in one place: ahead of the same
// word, behind the same two, or first behind "a" or "an".
func (s *sentence) placed(i int, o *sentence, j int) bool {
	if i+1 < len(s.words) && j+1 < len(o.words) && s.class[i+1] == ordinary && s.stems[i+1] == o.stems[j+1] {
		return true
	}
	if i == 1 && j == 1 && indefinite[s.words[0].Fold] && indefinite[o.words[0].Fold] {
		return true
	}
	return i > 1 && j > 1 && (s.class[i-2] == ordinary || grounds[s.words[i-2].Fold]) && s.words[i-1].Fold == o.words[j-1].Fold && s.class[i-1] == light && s.stems[i-2] == o.stems[j-2]
}

// known reports whether another sentence's article has a word, or one of its stem.
func (s *sentence) known(o *sentence, i int) bool {
	stem := s.stems[i]
	for w := range strings.FieldsSeq(phrase.Fold(o.document.Article.Text)) {
		if canonical(w) == stem {
			return true
		}
	}
	return false
}

// partOf reports whether a sentence tells of a village or the like that the other's
// article does not name.
func (s *sentence) partOf(o *sentence) bool {
	for _, r := range s.runs(s.own(o, proper)) {
		if r.before == "of" && r.from > 1 && districts[s.words[r.from-2].Fold] && !s.known(o, r.from) {
			return true
		}
	}
	return false
}

// grounds are the prepositions behind which a sentence says why.
var grounds = phrase.Set("over for after against during")

var districts = phrase.Set("village town city district county parish island suburb municipality borough province port")
