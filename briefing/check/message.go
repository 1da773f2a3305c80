package check

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/briefing"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
)

const (
	// maxMessage is how many bytes of a message are read.
	maxMessage = 16_000
	// maxClaims is how many claims of a message are checked.
	maxClaims = 12
	// supportShare is the coverage from which a statement is shown as the nearest
	// to a claim without marks.
	supportShare = 0.3
)

// found is a claim that stands in a message.
type found struct {
	span    corpus.Span
	shown   corpus.Span // the span with the verb that denies it
	speaker string      // as the message names him, "" if it does not
	quoted  bool
	stated  modality.Attribution // what the message makes of it
	turned  bool                 // it tells the contrary of the words
}

// Message checks every quotation of a message, in marks of any style, and every
// claim that it attributes to somebody without marks. A message without either
// gives ErrNoWords.
func (k *Checker) Message(ctx context.Context, text string) (*Report, error) {
	if len(text) > maxMessage {
		text = text[:maxMessage]
		for !utf8.ValidString(text) && text != "" && len(text) > maxMessage-utf8.UTFMax {
			text = text[:len(text)-1]
		}
	}
	text = strings.ToValidUTF8(text, "\uFFFD")
	k.index.mu.Lock()
	defer k.index.mu.Unlock()
	if err := k.ready(ctx); err != nil {
		return nil, err
	}
	report := &Report{Message: true}
	for _, f := range k.claims(text) {
		if len(report.Results) == maxClaims {
			report.More++
			continue
		}
		var r *Result
		var err error
		if who := k.ask(named(f.speaker)); f.quoted {
			r, err = k.judge(ctx, f.span.Of(text), who)
		} else {
			r, err = k.support(ctx, f, f.span.Of(text), who)
		}
		if errors.Is(err, ErrNoWords) {
			continue
		} else if err != nil {
			return nil, err
		}
		r.Quote, r.Span, r.Stated = f.shown.Of(text), f.shown, f.stated
		report.Results = append(report.Results, r)
	}
	if len(report.Results) == 0 {
		return nil, ErrNoWords
	}
	return k.report(ctx, report, briefing.Question{Kind: briefing.Check})
}

// named is a speaker as the message names him, "" for a pronoun of whom it does
// not say whose it is.
func named(speaker string) string {
	if pronoun(speaker) {
		return ""
	}
	return speaker
}

// pronoun reports whether a speaker is a pronoun alone, and so nobody.
func pronoun(speaker string) bool {
	switch segment.Fold(speaker) {
	case "he", "she", "they", "it", "we", "i", "you", "who", "his", "her", "their", "its":
		return true
	}
	return false
}

// claims are the claims of a message, in order, each once.
func (k *Checker) claims(text string) []found {
	var claims []found
	statements := quotation.Find(text, nil, quotation.Options{}).Quotations
	var marked []corpus.Span
	for p := range segment.Paragraphs(text) {
		for _, s := range outermost(quotedSpans(text, p)) {
			marked = append(marked, s)
			f := found{span: s, shown: s, quoted: true}
			f.speaker, f.stated = k.speakerAt(text, p, s, statements)
			claims = append(claims, f)
		}
	}
	for _, q := range statements {
		overlaps := func(s corpus.Span) bool { return s.Overlap(q.Content) > 0 }
		if q.Kind == quotation.Reported && !slices.ContainsFunc(marked, overlaps) {
			claims = append(claims, told(text, &q))
		}
	}
	slices.SortStableFunc(claims, func(a, b found) int { return cmp.Compare(a.span.Start, b.span.Start) })
	seen := map[string]bool{}
	return slices.DeleteFunc(claims, func(f found) bool {
		key := fmt.Sprint(f.quoted, f.speaker, "\x00", f.span.Of(text))
		again := seen[key]
		seen[key] = true
		return again
	})
}

// told is a claim that a message makes without marks. A verb that is more than one of
// saying is a part of it: whoever praised the board did not attack it.
func told(text string, q *quotation.Quotation) found {
	f := found{span: q.Content, shown: q.Content, speaker: q.Speaker, stated: briefing.Attributed(text, q).Attribution(text)}
	cue := q.Cue.Of(text)
	ahead := cue != "" && q.Cue.End <= q.Content.Start && blank(text[q.Cue.End:q.Content.Start])
	denies := modality.Denies(cue)
	if ahead && !modality.Tells(cue) {
		f.shown.Start = q.Cue.Start
		if !denies {
			f.span = f.shown // and a negation in it is a word of the claim
			return f
		}
	}
	f.turned = denies || f.stated == modality.NotSaid
	return f
}

// blank reports whether a text has no word but "that".
func blank(s string) bool { return strings.Trim(strings.ReplaceAll(s, "that", ""), " ,:\u00a0") == "" }

// speakerAt is whom the message names as the speaker of a quotation, and what it makes
// of the words: by a name behind a dash, by "according to" and a name, by a clause
// ("X said") or by a name before a colon.
func (k *Checker) speakerAt(text string, paragraph, s corpus.Span, statements []quotation.Quotation) (string, modality.Attribution) {
	mark := func(r rune) bool {
		_, ok := closers[r]
		return ok || unicode.IsSpace(r) || r == '*' || r == '_' || r == '>'
	}
	before := strings.TrimRightFunc(text[paragraph.Start:s.Start], mark)
	if found, ahead := k.nameAtEnd(strings.TrimSuffix(before, ",")); found != "" && strings.HasSuffix(strings.ToLower(ahead), "according to") {
		return found, modality.Said
	}
	clause := clauseOf(text, s, statements)
	if name, ok := strings.CutSuffix(before, ":"); ok && !(clause != nil && k.knows(clause.Speaker) && leads(text, clause, s)) {
		if found, _ := k.nameAtEnd(name); found != "" {
			return found, modality.Said
		}
	}
	after := strings.TrimLeftFunc(text[s.End:paragraph.End], func(r rune) bool {
		return mark(r) || r == '”' || r == '’' || r == '.' || r == ','
	})
	for _, dash := range []string{"—", "–", "-", "(", "~"} {
		if name, ok := strings.CutPrefix(after, dash); ok {
			if found := k.nameAtStart(strings.TrimLeft(name, dash)); found != "" {
				return found, modality.Said
			}
		}
	}
	if clause == nil {
		return "", modality.Said
	}
	return clause.Speaker, briefing.Attributed(text, clause).Attribution(text)
}

// leads reports whether the statement's speaker is named ahead of the quotation, in its
// clause.
func leads(text string, q *quotation.Quotation, s corpus.Span) bool {
	if q.Mention.Len() == 0 || q.Mention.End > s.Start {
		return false
	}
	between := strings.TrimRightFunc(text[q.Mention.End:s.Start], func(r rune) bool { _, ok := closers[r]; return ok })
	return !strings.ContainsAny(between, ".!?\n\"“”«»„")
}

// clauseOf is the statement of which the quotation is a part, nil if it is of none: of
// several, that whose speaker is named next to it.
func clauseOf(text string, s corpus.Span, statements []quotation.Quotation) *quotation.Quotation {
	var best *quotation.Quotation
	nearest := len(text) + 1
	for i := range statements {
		q := &statements[i]
		if q.Speaker == "" || !slices.ContainsFunc(q.Fragments, func(f corpus.Span) bool { return f.Overlap(s) > 0 }) {
			continue
		}
		far := len(text)
		if q.Mention.Len() > 0 {
			far = max(s.Start-q.Mention.End, q.Mention.Start-s.End)
		}
		if far < nearest {
			best, nearest = q, far
		}
	}
	return best
}

// maxName is how many words of a name are tried.
const maxName = 5

// nameAtEnd is the longest name at the end of s that the corpus knows, and what stands
// ahead of it.
func (k *Checker) nameAtEnd(s string) (name, ahead string) {
	words := strings.Fields(s)
	for i := max(0, len(words)-maxName); i < len(words); i++ {
		if name := strings.Join(words[i:], " "); k.knows(name) {
			return name, strings.Join(words[:i], " ")
		}
	}
	return "", ""
}

// nameAtStart is the longest name at the beginning of s that the corpus knows.
func (k *Checker) nameAtStart(s string) string {
	words := strings.Fields(s)
	for n := min(maxName, len(words)); n > 0; n-- {
		if name := strings.TrimRight(strings.Join(words[:n], " "), ".,;:)*_"); k.knows(name) {
			return name
		}
	}
	return ""
}

// knows reports whether the words are a name, and one of the corpus.
func (k *Checker) knows(name string) bool {
	for i, w := range strings.Fields(name) {
		if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && (i == 0 || len(w) > len("von")) {
			return false
		}
	}
	return len(k.engine.Corpus.Resolve(name)) > 0
}

// support looks for what comes nearest to a claim without quotation marks: a
// statement of the same speaker, with the share of the claim that it bears. It
// never says that the two are the same.
func (k *Checker) support(ctx context.Context, f found, claim string, who *asked) (*Result, error) {
	x := k.index
	c := parseClaim(claim)
	c.turned = f.turned
	if len(c.words) == 0 {
		return nil, ErrNoWords
	}
	for _, w := range c.words {
		c.ids = append(c.ids, x.look(w.form))
	}
	r := &Result{Quote: claim, Claimed: who.given, Speaker: who.name, Meant: who.meant, Verdict: NoSupport}
	if err := k.nearest(ctx, r, &c, who, x.near(&c)); err != nil {
		return nil, err
	}
	if len(r.draft) == 0 || r.Coverage < supportShare || !r.draft[0].own {
		return r, nil
	}
	r.Verdict = Near
	r.draft = r.draft[:1]
	r.draft[0].claim.Section = briefing.Statements
	return r, nil
}
