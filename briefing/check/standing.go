package check

import (
	"context"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// standing is where words stand in the articles, whoever said them.
type standing struct {
	// articles have the words, quoted of them have them between quotation marks.
	articles, quoted int
	documents        []*corpus.Document // the articles
	atLeast          bool
	// marked are passages that have the words between marks without a statement,
	// plain those that have them outside of marks.
	marked, plain []drafted
	// told are statements of the claimed speaker that go on with the words.
	told []drafted
	// across are statements of which the words take in what they quote, and more;
	// pieces are how many quoted pieces that is, added the words that are more.
	across []drafted
	pieces int
	added  []Difference
}

// maxPassages is how many passages are shown that have the words.
const maxPassages = 2

// standing looks for the claim's words in the lines of all articles.
func (k *Checker) standing(ctx context.Context, c *claimed, who *asked) (standing, error) {
	var s standing
	read := 0
	for _, p := range k.index.ordered {
		if k.index.skips(p) || !p.may(c) {
			continue
		}
		if read == maxRead {
			s.atLeast = true
			break
		}
		read++
		d, err := k.engine.Corpus.Document(ctx, p.article.ID)
		if err != nil {
			return s, err
		}
		if d.Article.Sum() != p.sum {
			continue
		}
		k.stand(c, who, d, &s)
	}
	return s, nil
}

// may reports whether the article may have the words: all that do may.
func (p *page) may(c *claimed) bool {
	for i, e := range c.ids {
		if e.fold == 0 || !has(p.folds, e.fold) {
			return false
		}
		if i > 0 && !slices.Contains(c.cuts, i) && !has(p.pairs, hash(c.ids[i-1].fold, e.fold)) {
			return false
		}
	}
	return true
}

// stand looks through one article.
func (k *Checker) stand(c *claimed, who *asked, d *corpus.Document, s *standing) {
	x, text := k.index, d.Article.Text
	var any, inMarks bool
	for _, l := range d.Lines {
		if !l.Class.Content() {
			continue
		}
		var words []word
		for w := range wordsIn(text, l.Span) {
			words = append(words, w)
		}
		var marks []corpus.Span
		for at := 0; at < len(words); at++ {
			span, next, ok := stands(c, x, words, at)
			if !ok {
				continue
			}
			at = next - 1
			any = true
			if marks == nil {
				marks = append(quotedSpans(text, l.Span), corpus.Span{})
			}
			quoted := slices.ContainsFunc(marks, func(m corpus.Span) bool { return m.Covers(span) })
			statement := slices.ContainsFunc(d.Quotations, func(q corpus.Quotation) bool {
				return slices.ContainsFunc(q.Fragments, func(f corpus.Span) bool { return f.Covers(span) })
			})
			inMarks = inMarks || quoted || statement
			list := &s.plain
			if quoted {
				list = &s.marked
			}
			if !statement && len(s.across) == 0 {
				k.crosses(d, span, s)
			}
			if statement || len(*list) >= maxPassages || len(*list) > 0 && (*list)[len(*list)-1].claim.Citations[0].Article == d.Article.ID {
				continue
			}
			parts := []Part{{span, span.Of(text)}}
			if q := k.tells(who, d, span); q != nil && !quoted {
				s.told = append(s.told, drafted{claim: briefing.StatementClaim(briefing.Statements, k.engine.Corpus, d, q), parts: parts})
			}
			claim := briefing.TextClaim(briefing.Statements, d, d.SentenceAt(span))
			*list = append(*list, drafted{claim: claim, parts: parts})
		}
	}
	if any {
		s.articles++
		s.documents = append(s.documents, d)
	}
	if inMarks {
		s.quoted++
	}
}

// stands reports whether the claim's words begin at a word of a line, and where
// they end. An ellipsis may leave out words of the line.
func stands(c *claimed, x *index, words []word, at int) (span corpus.Span, next int, ok bool) {
	span.Start = words[at].Start
	for i, piece := range c.pieces() {
		found := -1
		for from := at; from+piece.len() <= len(words); from++ {
			if equal(c, x, piece, words[from:]) {
				found = from
				break
			}
			if i == 0 {
				break
			}
		}
		if found < 0 {
			return span, 0, false
		}
		at = found + piece.len()
	}
	span.End = words[at-1].End
	return span, at, true
}

// equal reports whether words begin with a piece of the claim.
func equal(c *claimed, x *index, piece run, words []word) bool {
	if words[0].bound || piece.len() < len(words) && words[piece.len()].bound {
		return false
	}
	for k := range piece.len() {
		w := &words[k]
		if i := piece.from + k; w.form != c.words[i].form && !x.same(c, i, x.known[w.form]) {
			return false
		}
	}
	return true
}

// tells is the statement of the claimed speaker that goes on with the words, by a
// participle ("…, describing it as …"), in the reporter's sentence; nil if none.
func (k *Checker) tells(who *asked, d *corpus.Document, span corpus.Span) *corpus.Quotation {
	if who.given == "" {
		return nil
	}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Content.End > span.Start || !d.SentenceAt(q.Content).Covers(span) || who.to(d.Article.ID, i, q.Speaker) != own {
			continue
		}
		rest, ok := strings.CutPrefix(d.Article.Text[q.Content.End:span.Start], ", ")
		verb, _, _ := strings.Cut(rest, " ")
		if ok && len(verb) > len("ing") && strings.HasSuffix(verb, "ing") {
			return q
		}
	}
	return nil
}

// crosses notes the statements of which a span takes in quoted words, where it
// takes in others besides.
func (k *Checker) crosses(d *corpus.Document, span corpus.Span, s *standing) {
	next := span.Start
	text := d.Article.Text
	add := func(to int) {
		if words := segment.Trim(text, corpus.Span{Start: next, End: max(next, to)}); hasWord(text, words) {
			s.added = append(s.added, Difference{Op: Added, Claim: unmark(words.Of(text))})
		}
	}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		var parts []Part
		for _, f := range q.Fragments {
			piece := segment.Trim(text, corpus.Span{Start: max(f.Start, span.Start), End: max(f.Start, span.Start, min(f.End, span.End))})
			if piece.Start < next || !hasWord(text, piece) {
				continue
			}
			add(piece.Start)
			next = piece.End
			parts = append(parts, Part{piece, piece.Of(text)})
		}
		if len(parts) > 0 {
			s.pieces += len(parts)
			s.across = append(s.across, drafted{claim: briefing.StatementClaim(briefing.Statements, k.engine.Corpus, d, q), parts: parts})
		}
	}
	if s.pieces > 0 {
		add(span.End)
	} else {
		s.added = nil
	}
}

func hasWord(text string, span corpus.Span) bool {
	for range wordsIn(text, span) {
		return true
	}
	return false
}

// unmark is the words from the first to the last, without what stands around.
func unmark(s string) string {
	first, last := -1, 0
	for w := range wordsIn(s, corpus.Span{End: len(s)}) {
		if first < 0 {
			first = w.Start
		}
		last = w.End
	}
	return s[max(first, 0):last]
}
