package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// datesOf are the date expressions of an article's body with what they date.
func (c *chronicle) datesOf(d *corpus.Document) []*dated {
	var found []*dated
	base := c.DateOf(d)
	sentences := d.Sentences(clean.Body)
	for n, sentence := range sentences {
		whens := dates.In(d.Article.Text, sentence, base)
		if len(whens) == 0 {
			continue
		}
		terms := segment.Terms(nil, sentence.Of(d.Article.Text))
		slices.Sort(terms)
		for _, w := range whens {
			if w.Bound && (inAside(d.Article.Text, sentence, w.Span) || phrase.In(sentence.Of(d.Article.Text), countings)) || pictured(d.Article.Text, sentence, w) {
				continue
			}
			one := &dated{
				document: d, sentence: sentence, before: sentences[max(n-1, 0)], terms: slices.Compact(terms),
				moment: Moment{When: w, Expected: c.toCome(d, sentence, w)},
			}
			for _, h := range c.TellingsOf(d) {
				if h.Sentence == sentence && h.When != nil && h.When.Span == w.Span {
					one.told = append(one.told, h)
				}
			}
			one.shown = c.clip(one, len(whens) > 1)
			found = append(found, one)
		}
	}
	return found
}

// inAside reports whether a date stands in a clause that says something further of
// a name ("…, who has been in prison since 2018"), so that it does not date what the
// sentence is about.
func inAside(text string, sentence, date corpus.Span) bool {
	words := phrase.Tokens(text, corpus.Span{Start: sentence.Start, End: date.Start})
	for i := len(words) - 1; i > 0; i-- {
		if between := text[words[i-1].End:words[i].Start]; strings.Contains(between, ",") {
			return relatives[words[i].Fold]
		}
	}
	return false
}

var relatives = map[string]bool{"who": true, "whom": true, "whose": true, "which": true, "where": true}

// toCome reports whether the date lay ahead when the article was written, or was
// told of as expected on that very day or the next: articles are written on.
func (c *chronicle) toCome(d *corpus.Document, sentence corpus.Span, w dates.When) bool {
	base := c.DateOf(d)
	ahead := func() bool { return dates.Ahead(d.Article.Text, sentence, w.Span) }
	return !base.IsZero() && (w.From.After(base) && (w.From.After(base.AddDate(0, 0, 1)) || modality.Expects(sentence.Of(d.Article.Text)) && ahead()) ||
		w.To.Equal(base) && w.Precision == dates.ToDay && phrase.In(sentence.Of(d.Article.Text), awaited) && ahead())
}

var awaited = []string{" expected to ", " scheduled to ", " due to ", " set to "}

// countings are words by which "since" counts or compares, and tells no beginning: "the
// first since May".
var countings = []string{" first ", " last ", " most ", " highest ", " lowest ", " worst ", " times ", " biggest ", " largest "}

// pictured reports whether a sentence with a date at its end tells what a picture shows,
// in the present: "Voters stand in line in Lund on May 3". An address of the reader
// is none either.
func pictured(text string, sentence corpus.Span, w dates.When) bool {
	if phrase.In(sentence.Of(text), notices) {
		return true
	}
	if w.Precision != dates.ToDay || !strings.ContainsAny(w.Span.Of(text), "0123456789") || sentence.End-w.Span.End > 2 {
		return false
	}
	for i, word := range phrase.Tokens(text, sentence) {
		if i > 0 && subordinators[word.Fold] {
			break
		}
		if dates.Past(word.Fold) {
			return false
		}
	}
	return true
}

var notices = []string{" editor's note ", " read the latest ", " read more ", " photos "}

// clip is the part of a sentence that a date is about, where the date stands in
// a clause of its own: behind "after", "when", "than". It is the sentence, with
// the one before it where that is pointed to, everywhere else.
func (c *chronicle) clip(d *dated, several bool) corpus.Span {
	text := d.document.Article.Text
	whole := uncut(d.document, d.sentence)
	if d.moment.Precision == dates.ToDay && !several {
		return whole
	}
	words := phrase.Tokens(text, d.sentence)
	first := -1
	for _, h := range d.told {
		if h.Trigger.Start < d.moment.Span.Start {
			first = max(first, h.Trigger.Start)
		}
	}
	if first < 0 {
		first = d.moment.Span.Start
	}
	start := -1
	for i, w := range words[:max(len(words)-1, 0)] {
		switch {
		case w.Start >= first && w.Fold == "when" && w.Start-d.moment.Span.End < 4 && w.Start >= d.moment.Span.End:
			start = words[i+1].Start // "since 2018, when …"
		case w.Start < first && subordinators[w.Fold]:
			start = words[i+1].Start
		}
	}
	if start < 0 {
		return whole
	}
	end := d.sentence.End
	if d.moment.Span.Start > start {
		// "After a march in May, the mayor resigned last week": another clause.
		for at := start; ; {
			i := strings.Index(text[at:d.moment.Span.Start], ", ")
			if i < 0 {
				break
			}
			if at += i + 2; at < d.moment.Span.Start && phrase.Capital(text[at:]) {
				start = at
			}
		}
		for _, w := range words {
			if w.Start >= d.moment.Span.End && (strings.ContainsAny(text[d.moment.Span.End:w.Start], ",;.") || modals[w.Fold]) {
				end = w.Start
				break
			}
		}
	}
	for end > start && strings.ContainsRune(",;. ", rune(text[end-1])) {
		end--
	}
	clip := segment.Trim(text, corpus.Span{Start: start, End: end})
	if first, _, _ := strings.Cut(clip.Of(text), " "); strings.HasSuffix(first, "ing") || dates.Name(phrase.Fold(first)) || len(strings.Fields(clip.Of(text))) < 5 || uncut(d.document, clip) != clip {
		return whole
	}
	return clip
}

var modals = map[string]bool{"would": true, "will": true, "could": true, "might": true, "can": true}

var subordinators = map[string]bool{"after": true, "when": true, "before": true, "while": true, "because": true, "than": true}
