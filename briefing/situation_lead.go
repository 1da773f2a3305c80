package briefing

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// What speaks for a sentence as the one that a brief begins with, and against it.
const (
	perDay       = 0.9  // less for each day that the article is older than the newest, in a story of ordinary tempo
	perGroup     = 0.5  // each required group of the topic that it names
	perSentence  = 0.6  // each sentence that stands before it: reporters begin with the news
	farthest     = 3.0  // at most, for where it stands
	toCome       = 4.5  // it tells what is expected of a day to come
	overtaken    = 2.0  // it expects something of a day that is past
	likeHeadline = 2.5  // it says what the headline says
	explained    = 1.0  // the headline promises to explain what is known, or an opinion
	central      = 4.0  // it says what the topic's articles are about
	perTelling   = 0.8  // each doubling of the articles that begin with the same
	again        = 0.5  // for how much of an article another one of the same origin counts
	alikeEnough  = 0.22 // cosine from which two articles begin with the same
	sameNews     = 3.0  // days within which articles tell of one event
	bySide       = 1.2  // it begins with a side of the story
	onDay        = 0.5  // it says on what day of late it was
	quoted       = 2.0  // it is mostly somebody's words
	honour       = 5.0  // it is about an award
	dependent    = 1.5  // it points back to another sentence
	glance       = 220  // bytes that one reads at a glance
	tooLong      = 1.0  // it is twice as long
	aside        = 4.0  // it is about the reporting

	newer       = 1.5 // how much less may speak for what is newer of the same news
	besides     = 1.0 // how much less may speak for the news beside the first
	after       = 3.0 // how much less for what came after it
	bottomLines = 3   // how many there are at most
)

// bottomLine takes the sentence that says what is to come or what has happened
// last, and the sentence that limits it; of what is to come also who else is
// expected, of what has happened what came after it, and another event that weighs
// nearly as much.
func (s *brief) bottomLine() {
	lines := s.lines()
	if len(lines) == 0 {
		return
	}
	best := &lines[0]
	for i := range lines { // what is newest of the same news
		if l := &lines[i]; l.score >= lines[0].score-newer && l.document.Article.Published.Time.After(best.document.Article.Published.Time) && (l.alike(best) || l.alike(&lines[0])) {
			best = l
		}
	}
	best.span = uncut(best.document, best.span)
	s.add(textClaim(BottomLine, best.document, best.span))
	s.limits(best.scored)
	if s.foreseen(best.document, best.span).After(s.newest) {
		s.expectation = &best.scored
		s.guests(best.scored)
		return
	}
	shown, later := []*beginning{best}, false
	for i := range lines {
		l := &lines[i]
		afterwards := !later && l.document.Article.Published.Time.Sub(best.document.Article.Published.Time) >= 24*time.Hour
		if len(shown) == bottomLines || l.score < lines[0].score-besides && !(afterwards && l.score >= max(lines[0].score-after, 0)) ||
			l.alike(&lines[0]) && l != &lines[0] || slices.ContainsFunc(shown, l.alike) {
			continue
		}
		if s.add(textClaim(BottomLine, l.document, uncut(l.document, l.span))) {
			shown = append(shown, l)
			later = later || afterwards
		}
	}
}

// foreseen is the last day of which a sentence tells what is to come, and which lies
// behind its article's; zero if there is none.
func (s *brief) foreseen(d *corpus.Document, span corpus.Span) time.Time {
	var last time.Time
	published := d.Article.Published.Time
	if published.IsZero() || !modality.Expects(span.Of(d.Article.Text)) || modality.Lapsed(span.Of(d.Article.Text)) {
		return last
	}
	for _, w := range dates.In(d.Article.Text, span, published) {
		if w.Precision == dates.ToDay && w.To.After(dates.Midnight(published)) && w.To.After(last) {
			last = w.To
		}
	}
	return last
}

// lines are the best sentences of the articles that are not background, the best of
// them first.
func (s *brief) lines() []beginning {
	recent := s.begins
	var lines []beginning
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
			all := recent.weigh(best.span.Of(d.Article.Text))
			lines = append(lines, beginning{best, o, all, recent.distinct(all)})
		}
	}
	slices.SortStableFunc(lines, func(a, b beginning) int { return cmp.Compare(b.score, a.score) })
	return lines
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

// beginsWith is what speaks for the sentence of that number as the beginning of a
// brief.
func (s *brief) beginsWith(b *beginnings, o opening, span corpus.Span, number int) float64 {
	words := span.Of(o.document.Article.Text)
	v := b.weigh(words)
	headline := o.document.Article.Headline.Value
	score := -perDay*o.age - min(perSentence*float64(number), farthest)
	score += perTelling*math.Log2(1+b.tellings(b.distinct(v), o)) + central*b.centrality(v, o)
	if modality.Explains(headline) {
		score -= explained
	} else {
		score += likeHeadline * o.headline.cosine(v)
	}
	if s.Topic != nil {
		score += perGroup * float64(s.Topic.groupsIn(words))
	}
	if day := s.foreseen(o.document, span); day.After(s.newest) {
		score += toCome
	} else if !day.IsZero() {
		score -= overtaken
	}
	if s.leads(words) {
		score += bySide
	}
	if modality.Honours(words) || modality.Honours(headline) {
		score -= honour
	}
	if len(strings.Fields(unquoted(o.document, span))) < len(strings.Fields(words))/2 {
		score -= quoted
	}
	if slices.ContainsFunc(dates.In(o.document.Article.Text, span, o.document.Article.Published.Time), func(w dates.When) bool {
		return event.Told(&w, o.document.Article.Published.Time) && !w.From.After(o.document.Article.Published.Time)
	}) {
		score += onDay
	}
	if modality.Leans(words) || carriesOn(words) || dangles(words) {
		score -= dependent
	}
	score -= tooLong * max(0, float64(span.Len()-glance)/glance)
	if modality.AboutReporting(words) {
		score -= aside
	}
	return score
}

// subjectWords is with how many words a sentence begins that say whom it is about.
const subjectWords = 5

// leads reports whether a sentence begins with what the topic is about, or with
// somebody who speaks for one of its sides.
func (s *brief) leads(sentence string) bool {
	words := phrase.Tokens(sentence, corpus.Span{End: len(sentence)})
	if len(words) < 2 || s.Topic == nil || subordinate[words[0].Fold] || spans[words[1].Fold] {
		return false
	}
	words = words[:min(subjectWords, len(words))]
	begins := sentence[:words[len(words)-1].End]
	return s.Topic.groupsIn(begins) > 0 || slices.ContainsFunc(words, func(w phrase.Token) bool { return s.principals[nameForm(w.Word)] })
}

// subordinate begins a sentence that comes to its subject later.
var subordinate = phrase.Set("when after before while as since although though despite amid")

// spans follow a number at the beginning of such a sentence: "Two weeks after …".
var spans = phrase.Set("hours days weeks months years decades")

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
