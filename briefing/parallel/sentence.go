package parallel

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/geo"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// sentence is a sentence as it is compared: what it tells, with the values in it apart
// from the other words.
type sentence struct {
	document *corpus.Document
	span     corpus.Span
	base     time.Time
	origin   string

	words []phrase.Token // of the clause that tells it, without who says so
	class []class        // of each word
	stems []string       // of each word, "" for those of the closed classes and values
	terms map[string]int // stems of the words but for values, with the first word

	days    []dates.When
	periods []dates.When
	amounts []event.Amount
	pairs   []value // "21 to 9", "3-1"
	ages    []value
	counts  []string // numbers that count what package event compares
	negated int      // the word that negates, -1 if none
	again   bool     // one of several
	ahead   bool     // what is to come
	revises bool     // a value that was another one before
}

// value is a value with a key under which equal ones are the same.
type value struct {
	corpus.Span
	key string
}

// class is what a word is to a comparison.
type class uint8

const (
	light    class = iota // of the closed classes
	ordinary              // a noun, a verb
	proper                // a name, or a part of one
	taken                 // part of a value
)

// How many words a clause has that is compared.
const (
	minWords = 4
	maxWords = 45
)

// read reads a sentence of an article; ok is false where it is none to compare.
func read(d *corpus.Document, span corpus.Span, base time.Time, origin string) (s *sentence, ok bool) {
	text := d.Article.Text
	clause := clauseOf(d, span)
	s = &sentence{document: d, span: span, base: base, origin: origin, negated: -1, terms: map[string]int{}}
	s.words = phrase.Tokens(text, clause)
	if !s.cutModal() || len(s.words) < minWords || len(s.words) > maxWords || strings.ContainsAny(clause.Of(text), "“”\"?") {
		return nil, false
	}
	clause.End = s.words[len(s.words)-1].End
	s.class, s.stems = make([]class, len(s.words)), make([]string, len(s.words))
	s.values(text, clause)
	for i, w := range s.words {
		if s.class[i] == taken {
			continue
		}
		switch {
		case negations[w.Fold] || strings.HasSuffix(w.Fold, "n't"):
			if s.negated < 0 {
				s.negated = i
			}
			continue
		case others[w.Fold]:
			s.again = true
		}
		stem := canonical(w.Word)
		if stem == "" || idle[w.Fold] {
			continue
		}
		s.stems[i] = stem
		s.class[i] = ordinary
		if s.named(i) {
			s.class[i] = proper
		}
		if _, have := s.terms[stem]; !have {
			s.terms[stem] = i
		}
	}
	s.ahead, s.revises = modality.Expects(clause.Of(text)), phrase.In(span.Of(text), revisions)
	return s, len(s.terms) >= minShared-1
}

// values takes the values out of the words.
func (s *sentence) values(text string, clause corpus.Span) {
	take := func(span corpus.Span) {
		for i, w := range s.words {
			if span.Covers(w.Span) {
				s.class[i] = taken
			}
		}
	}
	for _, w := range dates.In(text, clause, s.base) {
		take(w.Span)
		switch {
		case w.Bound:
		case w.Precision == dates.ToDay:
			s.days = append(s.days, w)
		default:
			s.periods = append(s.periods, w)
		}
	}
	for i, w := range s.words {
		if age := aged.FindString(w.Fold); age != "" {
			v := value{w.Span, age}
			if i+1 < len(s.words) && phrase.Capital(s.words[i+1].Word) && text[w.End:s.words[i+1].Start] == " " {
				v.End, v.key = s.words[i+1].End, age+" "+s.words[i+1].Fold
			}
			s.ages = append(s.ages, v)
			take(v.Span)
		}
	}
	for _, m := range scores.FindAllStringSubmatchIndex(clause.Of(text), -1) {
		span := corpus.Span{Start: clause.Start + m[0], End: clause.Start + m[1]}
		if m[1] < clause.Len() && clause.Of(text)[m[1]] == '-' {
			continue
		}
		s.pairs = append(s.pairs, value{span, text[clause.Start+m[2]:clause.Start+m[3]] + ":" + text[clause.Start+m[4]:clause.Start+m[5]]})
		take(span)
	}
	for _, a := range event.Amounts(text, s.words) {
		if slices.ContainsFunc(s.pairs, func(v value) bool { return v.Overlap(a.Span) > 0 }) {
			continue
		}
		take(a.Span)
		for i, w := range s.words {
			// Money is shown with its currency.
			if i > 0 && w.Start > a.Span.End && s.words[i-1].End == a.Span.End && currencies[w.Fold] {
				a.Span.End = w.End
			}
		}
		s.amounts = append(s.amounts, a)
	}
	for i := range s.words {
		if _, n, ok := event.Number(s.words, i); ok && s.class[i] != taken {
			span := corpus.Span{Start: s.words[i].Start, End: s.words[i+n-1].End}
			s.counts = append(s.counts, phrase.Fold(span.Of(text)))
			take(span)
		}
	}
	for i, w := range s.words {
		if day, _, _ := strings.Cut(strings.ReplaceAll(w.Fold, "’", "'"), "'"); dates.Name(day) || dayParts[w.Fold] {
			s.class[i] = taken
		}
	}
}

// named reports whether a word is a name, or a part of one. The first word may have its
// capital from the place where it stands.
func (s *sentence) named(i int) bool {
	w := s.words[i]
	if !phrase.Capital(w.Word) {
		return false
	}
	return i > 0 || w.Start != s.span.Start || geo.State(w) != "" || i+1 < len(s.words) && phrase.Capital(s.words[i+1].Word) ||
		slices.ContainsFunc(s.document.People, func(p corpus.Person) bool {
			return slices.ContainsFunc(p.Mentions, func(m corpus.Span) bool { return m.Covers(w.Span) })
		})
}

// definite reports whether the sentence tells of what it takes as known: not of a man, of
// some ships, of police.
func (s *sentence) definite() bool {
	return pointing[s.words[0].Fold] || s.class[0] == proper
}

// vague reports whether its subject may be one of many.
func (s *sentence) vague() bool {
	return indefinite[s.words[0].Fold] || s.class[0] == taken
}

// has reports whether the sentence has the word at i of another one.
func (s *sentence) has(o *sentence, i int) bool {
	_, ok := s.terms[o.stems[i]]
	return ok
}

// own are the words of a class that another sentence has not.
func (s *sentence) own(o *sentence, of class) (list []int) {
	for i := range s.words {
		if s.class[i] == of && !o.has(s, i) {
			list = append(list, i)
		}
	}
	return list
}

// cutModal ends the clause ahead of one that tells what may be; it reports false where
// the clause itself does.
func (s *sentence) cutModal() bool {
	for i, w := range s.words {
		if !maybe[w.Fold] {
			continue
		}
		for j := i - 1; j >= minWords; j-- {
			if s.words[j].Fold == "and" || s.words[j].Fold == "but" {
				s.words = s.words[:j]
				return true
			}
		}
		return false
	}
	return true
}

// clauseOf is a sentence without who says it.
func clauseOf(d *corpus.Document, span corpus.Span) corpus.Span {
	text := d.Article.Text
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Kind == corpus.Reported && span.Covers(q.Content) && 2*q.Content.Len() > span.Len() {
			return q.Content
		}
	}
	if m := tail.FindStringIndex(span.Of(text)); m != nil {
		span.End = span.Start + m[0]
	}
	return segment.Trim(text, span)
}

// canonical is the stem of a word, one for words that tell the same; "" for none.
func canonical(word string) string {
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
	stem := phrase.Stem(word)
	if one := synonyms[stem]; one != "" {
		return one
	}
	return stem
}

var (
	tail   = regexp.MustCompile(`,\s+[^,“”"]{1,80}\b(?:said|says|reported|announced|added|told [^,]{1,40}|according to)\b[^,“”"]*\.?$|,\s+according to [^“”"]{1,80}$`)
	aged   = regexp.MustCompile(`^\d{1,3}-year-old$`)
	scores = regexp.MustCompile(`\b(\d{1,3})(?:[-–]| votes to | to | votes against )(\d{1,3})\b`)

	negations  = phrase.Set("not never no cannot")
	others     = phrase.Set("another again second third fourth fifth other more further additional also earlier previous previously resumed later first last next")
	pointing   = phrase.Set("the its his her their this these")
	indefinite = phrase.Set("a an some another several many few police officials residents people men women children soldiers troops forces")
	maybe      = phrase.Set("could may might would if unless whether should possibly perhaps can")
	idle       = phrase.Set("now still yesterday today tonight about around roughly nearly almost least had has have did does do was were is are be been")
	dayParts   = phrase.Set("morning afternoon evening night midday noon early late")
	currencies = phrase.Set("euros euro dollars dollar pounds kroner kronor rubles roubles yen yuan francs rupees lira pesos rand won shekels hryvnias zlotys crowns baht")

	synonyms = func() map[string]string {
		m := map[string]string{}
		for line := range strings.Lines(`house houses home homes
			injure wound hurt
			blast explosion explode
			quake earthquake
			close shut
			kill die dead
			ship vessel boat
			plane aircraft jet
			begin start
			buy purchase
			hit strike
			doctor medic physician
			huge big large
			resign quit
			raze destroy
			approve pass adopt
			fire blaze
			pact treaty accord agreement
		`) {
			first := ""
			for w := range strings.FieldsSeq(line) {
				if first == "" {
					first = phrase.Stem(w)
				}
				m[phrase.Stem(w)] = first
			}
		}
		return m
	}()
)
