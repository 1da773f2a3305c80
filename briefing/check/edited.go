package check

import (
	"strings"

	"briefbot/corpus"
)

// This file knows the marks that an article sets within a quotation: words in
// brackets, which are not the speaker's, and an ellipsis for what it leaves out.

// editMark is such a mark: the word at that place stands in brackets, or behind an
// ellipsis.
type editMark struct {
	at  int
	gap bool
}

// editMarks are the marks in a span of text, in order of its words.
func editMarks(text string, span corpus.Span) (marks []editMark) {
	words := span.Of(text)
	if !strings.Contains(words, "[") && !ellipsis(words) {
		return nil
	}
	n, last, inside := 0, span.Start, false
	for w := range wordsIn(text, span) {
		between := text[last:w.Start]
		switch opened, closed := strings.LastIndexByte(between, '['), strings.LastIndexByte(between, ']'); {
		case opened > closed:
			inside = strings.IndexByte(text[w.End:span.End], ']') >= 0
		case closed >= 0:
			inside = false
		}
		if inside {
			marks = append(marks, editMark{at: n})
		}
		if n > 0 && ellipsis(between) {
			marks = append(marks, editMark{at: n, gap: true})
		}
		last = w.End
		n++
	}
	return marks
}

// wordsOf is the run of a text's words that lie in a span of it.
func wordsOf(text string, within, span corpus.Span) (words run) {
	n := 0
	for w := range wordsIn(text, within) {
		if span.Covers(w.Span) {
			if words.to == 0 {
				words.from = n
			}
			words.to = n + 1
		}
		n++
	}
	return words
}

// edited reports whether the article has marks of its own in the words found that the
// claim has not.
func (m match) edited(c *claimed) bool {
	at := 0
	for _, p := range m.parts {
		for _, e := range p.unit.edits {
			if e.at < p.words.from || e.at >= p.words.to || e.gap && e.at == p.words.from {
				continue
			}
			if i := at + e.at - p.words.from; e.gap || i < len(c.words) && !c.words[i].bracketed {
				return true
			}
		}
		at += p.words.len()
	}
	return false
}

// editDifferences are the marks of the article's own within a span of its text, with
// the words that they hold.
func editDifferences(text string, span corpus.Span) (list []Difference) {
	if span.Start > 0 && text[span.Start-1] == '[' {
		span.Start--
	}
	if span.End < len(text) && text[span.End] == ']' {
		span.End++
	}
	for i := span.Start; i < span.End; i++ {
		switch rest := text[i:span.End]; {
		case rest[0] == '[':
			end := strings.IndexByte(rest, ']')
			if end < 0 {
				continue
			}
			at := corpus.Span{Start: i, End: i + end + 1}
			list = append(list, Difference{Op: Changed, Article: at.Of(text), Span: at, Claim: rest[1:end]})
			i += end
		default:
			for _, mark := range []string{"…", "...", ". . ."} {
				if strings.HasPrefix(rest, mark) {
					at := corpus.Span{Start: i, End: i + len(mark)}
					list = append(list, Difference{Op: Dropped, Article: mark, Span: at})
					i += len(mark) - 1
					break
				}
			}
		}
	}
	return list
}

// pairOver makes the words on both sides of an article's bracket neighbours too, so that
// what leaves the bracket out finds them.
func (x *index) pairOver(n uint32) {
	u := &x.units[n]
	for i := 0; i < len(u.edits); {
		from := u.edits[i].at
		to := from
		for ; i < len(u.edits) && (u.edits[i].gap || u.edits[i].at == to); i++ {
			if !u.edits[i].gap {
				to++
			}
		}
		if to == from {
			continue
		}
		if from > 0 && to < len(u.words) {
			key := pair(x.entryOf(u.words[from-1]).fold, x.entryOf(u.words[to]).fold)
			x.pairs[key] = once(x.pairs[key], n)
		}
	}
}

// findOver is where a unit has the piece letter by letter, but for words that the article
// set in brackets within it; from is -1 where it has not.
func (x *index) findOver(c *claimed, piece run, u *unit) run {
	bracketed := map[int]bool{}
	for _, e := range u.edits {
		if !e.gap {
			bracketed[e.at] = true
		}
	}
	if len(bracketed) == 0 {
		return run{-1, -1}
	}
	for from := range u.words {
		at, n := from, 0
		for n < piece.len() && at < len(u.words) {
			switch {
			case c.ids[piece.from+n].fold != 0 && x.same(c, piece.from+n, u.words[at]):
				n++
			case !bracketed[at] || n == 0:
				n = piece.len() + 1
			}
			at++
		}
		if n == piece.len() && u.words[from]&boundBit == 0 && (at == len(u.words) || u.words[at]&boundBit == 0) {
			return run{from, at}
		}
	}
	return run{-1, -1}
}

// leftOut makes of a bracket whose words the claim does not have one that is dropped.
func leftOut(list []Difference, quote string) []Difference {
	for i, d := range list {
		if d.Op == Changed && !strings.Contains(quote, d.Claim) {
			list[i].Op, list[i].Claim = Dropped, ""
		}
	}
	return list
}
