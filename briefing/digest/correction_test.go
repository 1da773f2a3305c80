package digest_test

import (
	"context"
	"strings"
	"testing"

	"briefbot/briefing"
)

// TestFormerWords: a digest that tells of a correction shows the words that stood there,
// without quotation marks, and those that stand there now.
func TestFormerWords(t *testing.T) {
	page := func(quotation string) map[string]string {
		return map[string]string{"dam.md": "---\ntitle: Orsk dam\noutlet: Velm Observer\nurl: https://velm.example/dam\npublished: 2026-03-03\n---\n\n" +
			"The mayor of Velm, Ada Lorent, spoke on the Orsk dam on the market square. The crowd on the square was silent for a while.\n\n" + quotation + "\n\nThe Orsk dam has held since the flood of last spring.\n"}
	}
	const told = `“Nobody in Velm has to leave home because of the Orsk dam,” Lorent said.`
	for _, tt := range []struct{ name, then, want string }{
		{"changed", `“Nobody in Velm has to leave home today because of the Orsk dam,” Lorent said.`,
			"CORRECTED – a quotation was changed in an article that a digest cited, formerly: Nobody in Velm has to leave home because of the Orsk dam, → now: “Nobody in Velm has to leave home today because of the Orsk dam,” Lorent said. [1]"},
		{"gone", "Lorent did not say who has to leave home.",
			"CORRECTED – a quotation is gone from an article that a digest cited, formerly: Nobody in Velm has to leave home because of the Orsk dam, [1]"},
		{"another's words now", strings.Replace(told, "Lorent said", "engineer Piet Marsh said", 1),
			"CORRECTED – a quotation in an article that a digest cited has another speaker now: “Nobody in Velm has to leave home because of the Orsk dam,” engineer Piet Marsh said. [1]"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w := newWorld(t, orsk)
			w.morning(map[string]string{"a.md": "---\ntitle: Orsk dam\noutlet: A\npublished: 2026-03-02\n---\n\nThe Orsk dam above Velm holds, the authority said. Velm is calm.\n"})
			w.morning(page(told))
			d := w.morning(page(tt.then))
			got := strings.Join(strings.Fields(show(t, d)), " ")
			if !strings.Contains(got, tt.want) {
				t.Errorf("%s\nwant %s", got, tt.want)
			}
			for c := range d.Brief.Claims(briefing.Developments) {
				for i, p := range c.Parts {
					if p.Former != nil {
						tamper(t, w, c, i)
					}
				}
			}
		})
	}
}

// tamper sees to it that no other former words are borne out.
func tamper(t *testing.T, w *world, claim *briefing.Claim, part int) {
	for name, change := range map[string]func(c *briefing.Claim, f *briefing.Former){
		"words":          func(_ *briefing.Claim, f *briefing.Former) { f.Words = strings.ToUpper(f.Words) },
		"span":           func(_ *briefing.Claim, f *briefing.Former) { f.Span.Start++ },
		"words unmarked": func(_ *briefing.Claim, f *briefing.Former) { f.Span.Start += 7; f.Words = f.Words[7:] },
		"far span":       func(_ *briefing.Claim, f *briefing.Former) { f.Span.End += 1 << 20 },
		"no span":        func(_ *briefing.Claim, f *briefing.Former) { f.Span.End, f.Words = f.Span.Start, "" },
		"sum":            func(_ *briefing.Claim, f *briefing.Former) { f.Sum[0] ^= 1 },
		"article":        func(_ *briefing.Claim, f *briefing.Former) { f.Article = "0000000000000000" },
		"prose":          func(c *briefing.Claim, _ *briefing.Former) { c.Parts[part].Prose = "so" },
		"cited":          func(c *briefing.Claim, _ *briefing.Former) { c.Parts[part].Cited = 1 },
		"a model":        func(c *briefing.Claim, _ *briefing.Former) { c.Author = "model" },
		"":               func(*briefing.Claim, *briefing.Former) {},
	} {
		c := *claim
		c.Parts = append([]briefing.Part(nil), claim.Parts...)
		f := *c.Parts[part].Former
		c.Parts[part].Former = &f
		change(&c, &f)
		b, _, err := briefing.Verify(context.Background(), w.engine.Corpus, &briefing.Draft{Question: briefing.Question{Kind: briefing.New}, Claims: []briefing.Claim{c}})
		if err != nil || b.Has("") != (name == "") {
			t.Errorf("changed %s: kept %v, %v", name, b.Has(""), err)
		}
	}
}
