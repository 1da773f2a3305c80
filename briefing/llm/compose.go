package llm

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"briefbot/briefing"
	"briefbot/corpus/segment"
)

// composer makes claims of what a model wrote.
type composer struct {
	prompt   *prompt
	author   string
	evidence *briefing.Evidence
	material *briefing.Material
	job      *job
}

// draft makes claims of the sentences and has them verified: its claims are those
// that stand, and the articles' own sentences for those that say wrongly what good
// evidence says.
func (c *composer) draft(ctx context.Context, sentences []sentence) (*briefing.Draft, error) {
	d := &briefing.Draft{Prompt: version}
	var claims []written
	said := map[string]bool{}
	for i := range sentences {
		claim, reason := c.claim(&sentences[i])
		if reason == "" {
			what := folded(&claim)
			if said[what] {
				reason = briefing.Repeated
			}
			said[what] = true
		}
		if reason != "" {
			d.Struck = append(d.Struck, briefing.Unsupported{Claim: claim, Reason: reason, Detail: sentences[i].Text})
			continue
		}
		kept, struck, err := c.evidence.Verify(ctx, []briefing.Claim{claim})
		if err != nil {
			return nil, err
		}
		d.Struck = append(d.Struck, struck...)
		w := written{sentence: &sentences[i]}
		if len(kept) > 0 {
			w.claim = &kept[0]
		} else if !struck[0].Reason.Wording() || !slices.Contains(ownWords, claim.Section) {
			continue
		} else {
			w.section = claim.Section
		}
		claims = append(claims, w)
	}
	kept, err := c.instead(ctx, claims)
	if err != nil {
		return nil, err
	}
	// In the order of the sections; within one as the model has it.
	for _, s := range c.job.sections {
		n := 0
		for _, claim := range kept {
			if claim.Section == s && n < c.job.most {
				d.Claims = append(d.Claims, claim)
				n++
			}
		}
	}
	return d, nil
}

// ownWords are the sections in which an article's sentence can stand beside a model's.
// Whose position something is, and what is open, its words alone need not say; a digest
// that is retold has them already.
var ownWords = []briefing.Section{briefing.Answer, briefing.BottomLine, briefing.Developments}

// written is a sentence of a model's and what became of it.
type written struct {
	sentence *sentence
	claim    *briefing.Claim  // nil if it was struck for its wording
	section  briefing.Section // of one that was struck
}

// instead are the claims of the sentences, in their order: of one that was struck the
// sentence that it cites, of several the one that says most like it, where no other
// claim tells of that.
func (c *composer) instead(ctx context.Context, sentences []written) ([]briefing.Claim, error) {
	told := map[string]bool{}
	any := false
	for _, w := range sentences {
		if w.claim == nil {
			continue
		}
		any = true
		for _, key := range w.sentence.Evidence {
			told[key] = true
		}
	}
	var claims []briefing.Claim
	for _, w := range sentences {
		if w.claim != nil {
			claims = append(claims, *w.claim)
			continue
		}
		// Without a sentence of the model's it is no answer of its.
		key := c.closest(w.sentence)
		if !any || c.job == retelling || told[key] {
			continue
		}
		told[key] = true
		claim, ok := c.evidence.InOwnWords(w.section, c.prompt.sentences[key])
		if !ok {
			continue
		}
		kept, _, err := c.evidence.Verify(ctx, []briefing.Claim{claim})
		if err != nil {
			return nil, err
		}
		claims = append(claims, kept...)
	}
	return claims, nil
}

// closest is the key, of those that a sentence cites, of the evidence that shares most
// of its terms; the first of several.
func (c *composer) closest(s *sentence) string {
	terms := segment.Terms(nil, s.Text)
	best, most := "", -1
	for _, key := range s.Evidence {
		e := c.prompt.sentences[key]
		there := segment.Terms(nil, e.Span.Of(e.Document.Article.Text))
		n := 0
		for _, t := range terms {
			if slices.Contains(there, t) {
				n++
			}
		}
		if n > most {
			best, most = key, n
		}
	}
	return best
}

// folded is what a claim says, for finding it said twice.
func folded(claim *briefing.Claim) string {
	var terms []string
	for _, p := range claim.Parts {
		text := p.Prose
		if p.Cited > 0 {
			text = claim.Citations[p.Cited-1].Words
		}
		terms = segment.Terms(terms, text)
	}
	slices.Sort(terms)
	return strings.Join(slices.Compact(terms), " ")
}

// claim makes a claim of a sentence, or says why it cannot be one.
func (c *composer) claim(s *sentence) (briefing.Claim, briefing.Reason) {
	claim := briefing.Claim{Section: briefing.Section(s.Section), Author: c.author}
	if s.Section == "" && len(c.job.sections) == 1 {
		claim.Section = c.job.sections[0]
	}
	if !slices.Contains(c.job.sections, claim.Section) {
		return claim, briefing.NoSection
	}
	for _, key := range s.Evidence {
		sentence, ok := c.prompt.sentences[key]
		if !ok {
			return claim, briefing.UnknownKey
		}
		claim.Citations = append(claim.Citations, citeSentence(sentence))
		if claim.Section == briefing.Positions { // whose position it is
			claim.Citations = append(claim.Citations, briefing.CiteStatements(c.evidence.Corpus, sentence.Document, sentence.Span, s.Text)...)
		}
	}
	if len(claim.Citations) == 0 {
		return claim, briefing.NoCitation
	}
	text := strings.TrimSpace(s.Text)
	if text == "" {
		return claim, briefing.NotOneLine
	}
	for text != "" {
		before, rest, ok := strings.Cut(text, "[[")
		if before != "" {
			claim.Parts = append(claim.Parts, briefing.Part{Prose: before})
		}
		if !ok {
			break
		}
		key, after, ok := strings.Cut(rest, "]]")
		q, known := c.prompt.quoted[strings.TrimSpace(key)]
		if !ok || !known {
			return claim, briefing.UnknownKey
		}
		claim.Citations = append(claim.Citations, q.shown, q.statement)
		claim.Parts = append(claim.Parts, briefing.Part{Cited: len(claim.Citations) - 1})
		text = after
	}
	if last := &claim.Parts[len(claim.Parts)-1]; last.Cited == 0 {
		if r, _ := utf8.DecodeLastRuneInString(last.Prose); !strings.ContainsRune(".!?", r) {
			last.Prose += "."
		}
	}
	return claim, ""
}

// enough reports whether what is left is an answer, and not a remnant of one.
func (c *composer) enough(d *briefing.Draft) bool {
	needed := slices.ContainsFunc(d.Claims, func(k briefing.Claim) bool { return k.Section == c.job.needs })
	own := 0 // articles' sentences that stand in: of these nothing is lost
	for _, k := range d.Claims {
		if k.Author == "" {
			own++
		}
	}
	return needed && own < len(d.Claims) && len(d.Claims) >= c.job.least && len(d.Struck)-own <= 2*len(d.Claims)
}

// byCode are the claims that a model does not write: where outlets differ, and
// what code says in words of its own.
func (c *composer) byCode() []briefing.Claim {
	var claims []briefing.Claim
	for _, claim := range c.material.Claims {
		ours := slices.ContainsFunc(claim.Parts, func(p briefing.Part) bool { return p.Cited == 0 }) &&
			!slices.ContainsFunc(claim.Parts, func(p briefing.Part) bool { return p.Cited > 0 })
		if claim.Section == briefing.Conflicts || claim.Section == briefing.Open && ours {
			claims = append(claims, claim)
		}
	}
	return claims
}
