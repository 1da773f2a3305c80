package briefing

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// What speaks for a sentence as the one that a brief begins with, and against it.
const (
	perDay       = 0.6  // less for each day that the article is older than the newest
	perGroup     = 0.5  // each required group of the topic that it names
	perSentence  = 0.6  // each sentence that stands before it: reporters begin with the news
	farthest     = 3.0  // at most, for where it stands
	toCome       = 2.6  // it tells what is expected of a day to come
	likeHeadline = 2.5  // it says what the headline says
	perTelling   = 0.7  // each doubling of the articles that begin with the same
	alikeEnough  = 0.22 // cosine from which two articles begin with the same
	sameNews     = 3.0  // days within which articles tell of one event
	dependent    = 1.5  // it points back to another sentence
	tooLong      = 0.5  // it is longer than one reads at a glance
	aside        = 4.0  // it is about the reporting

	besides = 1.5 // how much less may speak for the news beside the first
)

// bottomLine takes the sentence that says what is to come or what has happened
// last, and the sentence that limits it; of what is to come also who else is
// expected, of what has happened the next event that weighs nearly as much.
func (s *brief) bottomLine() {
	recent := s.recent(recentDays)
	var lines []beginning // the best of each article
	for _, o := range recent.of {
		d := o.document
		best := scored{score: math.Inf(-1)}
		for i, span := range d.Sentences(clean.Body) {
			if s.Topic != nil && s.Topic.groupsIn(span.Of(d.Article.Text)) == 0 {
				continue
			}
			if score := s.beginsWith(recent, o, span, i); score > best.score {
				best = scored{d, span, score}
			}
		}
		if best.document != nil {
			lines = append(lines, beginning{best, o.lead})
		}
	}
	if len(lines) == 0 {
		return
	}
	slices.SortStableFunc(lines, func(a, b beginning) int { return cmp.Compare(b.score, a.score) })
	best := scored{lines[0].document, uncut(lines[0].document, lines[0].span), lines[0].score}
	s.add(textClaim(BottomLine, best.document, best.span))
	s.limits(best)
	if modality.Expects(best.span.Of(best.document.Article.Text)) {
		s.expectation = &best
		s.guests(best)
		return
	}
	for _, l := range lines[1:] {
		if l.score < best.score-besides {
			return
		}
		if l.lead.cosine(lines[0].lead) < alikeEnough {
			s.add(textClaim(BottomLine, l.document, uncut(l.document, l.span)))
			return
		}
	}
}

// limits adds the sentence that limits the one it follows, without which that is
// not to be had.
func (s *brief) limits(best scored) {
	sentences := best.document.Sentences(clean.Body)
	for i, span := range sentences[:len(sentences)-1] {
		if next := sentences[i+1]; span.End == best.span.End && modality.Qualifies(next.Of(best.document.Article.Text)) {
			s.add(textClaim(BottomLine, best.document, uncut(best.document, next)))
		}
	}
}

// guests adds the sentence of the same article that says who else is expected at
// what is to come.
func (s *brief) guests(best scored) {
	text := best.document.Article.Text
	about := Names(best.span.Of(text))
	for _, span := range best.document.Sentences(clean.Body) {
		words := span.Of(text)
		if span.Start <= best.span.End || span.Len() > longSentence || !modality.Expects(words) || !modality.Attends(words) || modality.Leans(words) {
			continue
		}
		shared, further := 0, 0
		for _, name := range Names(words) {
			if slices.Contains(about, name) {
				shared++
			} else {
				further++
			}
		}
		if shared > 0 && further > 1 {
			s.add(textClaim(BottomLine, best.document, uncut(best.document, span)))
			return
		}
	}
}

// beginnings are what the articles of a brief begin with.
type beginnings struct {
	corpus *corpus.Corpus
	of     []opening
}

// opening is what one article begins with.
type opening struct {
	document *corpus.Document
	age      float64
	headline weights
	lead     weights
}

// beginning is a sentence that a brief may begin with, and what its article begins
// with.
type beginning struct {
	scored
	lead weights
}

// weights are the terms of a text with how rare they are, as a unit vector ordered
// by term.
type weights []weight

type weight struct {
	term string
	of   float64
}

// leadSentences is how many sentences an article begins with.
const leadSentences = 2

// recent are the beginnings of the articles that are at most so many days older
// than the newest.
func (s *brief) recent(days float64) *beginnings {
	b := &beginnings{corpus: s.Corpus}
	for _, d := range s.Documents {
		age := s.age(d)
		if age > days {
			continue
		}
		text := d.Article.Headline.Value
		sentences := d.Sentences(clean.Body)
		for _, span := range sentences[:min(leadSentences, len(sentences))] {
			text += "\n" + span.Of(d.Article.Text)
		}
		b.of = append(b.of, opening{d, age, b.weigh(d.Article.Headline.Value), b.weigh(text)})
	}
	return b
}

func (b *beginnings) weigh(text string) weights {
	var v weights
	norm := 0.0
	for _, t := range slices.Compact(slices.Sorted(slices.Values(segment.Terms(nil, text)))) {
		r := max(b.corpus.Rarity(t), 0) + 1 // among few articles no term is rare
		v = append(v, weight{t, r})
		norm += r * r
	}
	for i := range v {
		v[i].of /= math.Sqrt(norm)
	}
	return v
}

// cosine is how much two texts are about the same, from 0 to 1.
func (v weights) cosine(w weights) float64 {
	sum := 0.0
	for i, j := 0, 0; i < len(v) && j < len(w); {
		switch c := cmp.Compare(v[i].term, w[j].term); {
		case c < 0:
			i++
		case c > 0:
			j++
		default:
			sum += v[i].of * w[j].of
			i++
			j++
		}
	}
	return sum
}

// tellings counts the articles of about the same days, others than the one, that
// begin with what the words say.
func (b *beginnings) tellings(words weights, of opening) int {
	n := 0
	for _, o := range b.of {
		if o.document != of.document && math.Abs(o.age-of.age) <= sameNews && o.lead.cosine(words) >= alikeEnough {
			n++
		}
	}
	return n
}

// beginsWith is what speaks for the sentence of that number as the beginning of a
// brief.
func (s *brief) beginsWith(b *beginnings, o opening, span corpus.Span, number int) float64 {
	words := span.Of(o.document.Article.Text)
	v := b.weigh(words)
	score := -perDay*o.age - min(perSentence*float64(number), farthest)
	score += likeHeadline*o.headline.cosine(v) + perTelling*math.Log2(float64(1+b.tellings(v, o)))
	if s.Topic != nil {
		score += perGroup * float64(s.Topic.groupsIn(words))
	}
	if modality.Expects(words) && slices.ContainsFunc(daysOf(o.document.Article, span), func(d dates.Weekday) bool { return d.Date.After(o.document.Article.Published.Time) }) {
		score += toCome
	}
	if modality.Leans(words) || dangles(words) {
		score -= dependent
	}
	if span.Len() > longSentence {
		score -= tooLong
	}
	if modality.AboutReporting(words) {
		score -= aside
	}
	return score
}

// dangles reports whether a sentence has a pronoun for somebody before it has a
// name for anybody, or for what it begins with doing: "Landing at noon in Rome, it
// ended the flight".
func dangles(sentence string) bool {
	words := phrase.Tokens(sentence, corpus.Span{End: len(sentence)})
	for i, w := range words {
		if i == 0 {
			continue
		}
		pronoun := personal[w.Fold] || w.Fold == "them"
		if pronoun && strings.HasSuffix(words[0].Fold, "ing") && strings.HasSuffix(strings.TrimSpace(sentence[:w.Start]), ",") {
			return true
		}
		if strings.HasSuffix(words[0].Fold, "ing") {
			continue
		}
		if phrase.Capital(sentence[w.Start:]) {
			return false
		}
		if pronoun {
			return true
		}
	}
	return false
}
