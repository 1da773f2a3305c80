package briefing

import (
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
)

// reasonReach is how many words may stand between what is told to have been brought
// about and the word before it that says so.
const reasonReach = 10

// reasonUnit is how many words behind a mark may tell that it is of time: "over just four
// days".
const reasonUnit = 3

// A reasonMark is a word, or words, that join what came about to its cause. strong is
// what a sentence gains for it where the cause is that of what is asked about.
type reasonMark struct {
	words  []string
	strong float64
}

func reasonMarks(gain float64, lists ...string) []reasonMark {
	var marks []reasonMark
	for _, words := range lists {
		marks = append(marks, reasonMark{strings.Fields(words), gain})
	}
	return marks
}

// Marks with the cause behind them, and with what it brought about behind them: "closed
// because …", "… led to".
var (
	causeBehind = append(append(reasonMarks(fitsWell,
		"because", "due to", "owing to", "as a result of", "in response to", "in retaliation", "citing", "so that", "in order to", "thanks to", "in protest",
		"prompted by", "caused by", "sparked by", "triggered by", "forced by", "stemming from", "resulting from", "on charges of", "on suspicion of", "accused of", "as part of",
		"the reason", "blamed on", "blames", "blamed", "for allegedly", "in an effort to", "in a bid to", "in an attempt to", "in hopes of", "aimed at", "over concerns", "over fears"),
		reasonMarks(fitsPartly+fitsPartly/2, "after", "following", "over", "amid", "when", "for")...),
		reasonMarks(0, "to")...)
	causeBefore = reasonMarks(fitsWell, "caused", "led to", "prompted", "forced", "sparked", "triggered", "resulted in", "is why", "the reason", "as a result", "drove", "pushed", "brought about", "causing", "prompting", "forcing", "leading to", "triggering")
)

// hasAt reports whether the folded words stand from word i.
func (s *sentence) hasAt(i int, words []string) bool {
	if i+len(words) > len(s.words) {
		return false
	}
	for k, w := range words {
		if s.words[i+k].Fold != w {
			return false
		}
	}
	return true
}

// measures reports whether a word that may tell a cause tells how long, how many or when
// there: "over four days", "since Monday"; or whose or what for: "for her party".
func (s *sentence) measures(last int, m reasonMark) bool {
	if m.strong == fitsWell || last+1 >= len(s.words) {
		return false
	}
	next := s.words[last+1].Fold
	if m.words[0] == "for" {
		return !strings.HasSuffix(next, "ing")
	}
	for k := last + 1; k <= last+reasonUnit && k < len(s.words) && !clauseEnds[s.words[k].Fold]; k++ {
		f := bare(s.words[k].Fold)
		if _, _, ok := event.Number(s.words, k); ok && m.words[0] != "when" && f != "a" && f != "an" {
			return true // "after roughly 40 others"
		}
		if f == "weekend" || dates.Name(f) || timeUnits[strings.TrimSuffix(f[strings.LastIndexByte(f, '-')+1:], "s")] {
			return true
		}
	}
	return false
}

// fronted reports whether the cause that word i begins stands before what it brought
// about, at word at, with a comma between: "After the vote was lost, she resigned".
func (s *sentence) fronted(i, at int) bool {
	if i > at || i > 0 && !s.breaksBefore(i) {
		return false
	}
	for k := i; k < at; k++ {
		if s.breaksBefore(k + 1) {
			return true
		}
	}
	return false
}

// breaksBefore reports whether a comma or a stronger mark stands before word i.
func (s *sentence) breaksBefore(i int) bool {
	return i > 0 && strings.ContainsAny(s.document.Article.Text[s.words[i-1].End:s.words[i].Start], ",;:–—")
}
