package briefing

import (
	"strings"

	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
	"briefbot/corpus/shingle"
)

// copied is the containment of shingles from which on one article counts as a
// reprint of another. More than near copies share: two articles that quote the
// same statement are two. Of fewer shingles than shortest nothing is concluded.
//
// Short notes on one event share more than long reports do, the facts being all that
// they have. Below fullLength shingles, more is asked for, shortExtra more where there
// are no more than shortest; or as many words in a row as nobody writes again by
// himself, outside of quotations.
const (
	copied     = .4
	shortExtra = .3
	fullLength = 100
	shortest   = 25
	verbatim   = 12
)

// copies reports whether one of two articles is mostly in the other.
func copies(a, b *corpus.Document) bool {
	x, y := wordingOf(a), wordingOf(b)
	return x.reprints(&y, x.set.Containment(y.set))
}

// wording is what articles are compared by.
type wording struct {
	document *corpus.Document
	set      shingle.Set
}

func wordingOf(d *corpus.Document) wording { return wording{d, shingle.Of(body(d))} }

// reprints reports whether one of two articles is a reprint of the other, whose
// containment is known.
func (w *wording) reprints(o *wording, containment float64) bool {
	n := min(len(w.set), len(o.set))
	if n < shortest || containment < copied {
		return false
	}
	short := float64(fullLength-min(n, fullLength)) / (fullLength - shortest)
	return containment >= copied+shortExtra*short || sharesRun(w.document, o.document)
}

// sharesRun reports whether two articles have verbatim words in a row that neither
// quotes.
func sharesRun(a, b *corpus.Document) bool {
	rows := map[[verbatim]string]bool{}
	rowsOf(a, func(row [verbatim]string) bool { rows[row] = true; return true })
	found := false
	rowsOf(b, func(row [verbatim]string) bool { found = rows[row]; return !found })
	return found
}

// rowsOf tells of every row of verbatim words in the body of an article outside of
// quotations, folded, until it is told to stop.
func rowsOf(d *corpus.Document, tell func([verbatim]string) bool) {
	text := d.Article.Text
	for _, l := range d.Lines {
		if l.Class != clean.Body {
			continue
		}
		var row [verbatim]string
		n := 0
		line := l.Of(text)
		for s := range segment.Words(line) {
			if quotedAt(d, l.Start+s.Start) {
				n = 0
				continue
			}
			copy(row[:], row[1:])
			row[verbatim-1] = segment.Fold(s.Of(line))
			if n++; n >= verbatim && !tell(row) {
				return
			}
		}
	}
}

// quotedAt reports whether a byte of the text is in a quotation.
func quotedAt(d *corpus.Document, at int) bool {
	for i := range d.Quotations {
		if q := &d.Quotations[i]; q.Kind != corpus.Reported {
			for _, f := range q.Fragments {
				if f.Start <= at && at < f.End {
					return true
				}
			}
		}
	}
	return false
}

// body is the text of an article without the page around it.
func body(d *corpus.Document) string {
	var b strings.Builder
	for _, l := range d.Lines {
		if l.Class == clean.Body {
			b.WriteString(l.Of(d.Article.Text))
			b.WriteByte('\n')
		}
	}
	return b.String()
}
