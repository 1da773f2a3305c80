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
	speaker string // as the message names him, "" if it does not
	quoted  bool
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
		judge := k.judge
		if !f.quoted {
			judge = k.support
		}
		r, err := judge(ctx, f.span.Of(text), k.ask(named(f.speaker)))
		if errors.Is(err, ErrNoWords) {
			continue
		} else if err != nil {
			return nil, err
		}
		r.Span = f.span
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
			claims = append(claims, found{span: s, speaker: k.speakerAt(text, p, s, statements), quoted: true})
		}
	}
	for _, q := range statements {
		overlaps := func(s corpus.Span) bool { return s.Overlap(q.Content) > 0 }
		if q.Kind == quotation.Reported && !slices.ContainsFunc(marked, overlaps) {
			claims = append(claims, found{span: q.Content, speaker: q.Speaker})
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

// speakerAt is whom the message names as the speaker of a quotation: by a name
// before a colon or behind a dash, else by a clause ("X said").
func (k *Checker) speakerAt(text string, paragraph, s corpus.Span, statements []quotation.Quotation) string {
	mark := func(r rune) bool {
		_, ok := closers[r]
		return ok || unicode.IsSpace(r) || r == '*' || r == '_' || r == '>'
	}
	before := strings.TrimRightFunc(text[paragraph.Start:s.Start], mark)
	if name, ok := strings.CutSuffix(before, ":"); ok {
		if found := k.nameAtEnd(name); found != "" {
			return found
		}
	}
	after := strings.TrimLeftFunc(text[s.End:paragraph.End], func(r rune) bool {
		return mark(r) || r == '”' || r == '’' || r == '.' || r == ','
	})
	for _, dash := range []string{"—", "–", "-", "(", "~"} {
		if name, ok := strings.CutPrefix(after, dash); ok {
			if found := k.nameAtStart(strings.TrimLeft(name, dash)); found != "" {
				return found
			}
		}
	}
	for i := range statements {
		q := &statements[i]
		for _, f := range q.Fragments {
			if f.Overlap(s) > 0 && q.Speaker != "" {
				return q.Speaker
			}
		}
	}
	return ""
}

// maxName is how many words of a name are tried.
const maxName = 5

// nameAtEnd is the longest name at the end of s that the corpus knows.
func (k *Checker) nameAtEnd(s string) string {
	words := strings.Fields(s)
	for i := max(0, len(words)-maxName); i < len(words); i++ {
		if name := strings.Join(words[i:], " "); k.knows(name) {
			return name
		}
	}
	return ""
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
func (k *Checker) support(ctx context.Context, claim string, who *asked) (*Result, error) {
	x := k.index
	c := parseClaim(claim)
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
