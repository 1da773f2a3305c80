package llm_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefbot/briefing"
	"briefbot/corpus/golden"
)

// standIns are the sentences of articles that stand among a model's in a brief.
func standIns(b *briefing.Brief) []briefing.Claim {
	var all []briefing.Claim
	for c := range b.Claims(briefing.Developments) {
		if c.Author == "" {
			all = append(all, *c)
		}
	}
	return all
}

// honestOne is an honest sentence of the story that stands.
func honestOne(t *testing.T, s *story) written {
	t.Helper()
	for _, w := range slices.Concat(s.honest, s.kept) {
		if b, _ := s.tell(t, &puppet{says: []written{w}}); b.Author() != "" {
			return w
		}
	}
	t.Fatalf("%s: no honest sentence stands", s.name)
	panic("unreachable")
}

// tells reports whether a brief shows what one of the sentences that w cites says, in
// the article's own words.
func tells(s *story, b *briefing.Brief, w written) bool {
	return slices.ContainsFunc(standIns(b), func(c briefing.Claim) bool {
		return slices.ContainsFunc(cited(s, w), func(sentence string) bool {
			shown := flat(c.Citations[max(0, c.Parts[len(c.Parts)-1].Cited-1)].Words)
			return strings.Contains(sentence, shown) || strings.Contains(shown, sentence)
		})
	})
}

// TestLiarBesideHonest has a model write a lie behind an honest sentence. No lie reaches
// a reader; what stands in for it is a sentence of the article that it cites.
func TestLiarBesideHonest(t *testing.T) {
	lies, standing := 0, 0
	for _, s := range slices.Concat(stories(t), storiesIn(t, "reworded")) {
		honest := honestOne(t, s)
		for i, lie := range s.lies {
			if testing.Short() && i%4 > 0 {
				continue
			}
			lies++
			b, out := s.tell(t, &puppet{says: []written{honest, lie}})
			if strings.Contains(out, lie.text) && !s.says(lie.text) {
				t.Errorf("%s: a reader sees %q", s.name, lie.text)
			}
			written := 0
			for c := range b.Claims("") {
				if c.Author != "" {
					written++
				}
			}
			own := standIns(b)
			if b.Author() != "" && (written != 1 || len(own) > 1) {
				t.Errorf("%s: %d sentences of the model and %d in its place, of %q", s.name, written, len(own), lie.text)
			}
			if b.Author() == "" || len(own) == 0 {
				continue
			}
			standing++
			if !tells(s, b, lie) {
				t.Errorf("%s: for %q stands %q", s.name, lie.text, own[0].Citations[0].Words)
			}
		}
	}
	t.Logf("for %d of %d lies beside an honest sentence their evidence stands in", standing, lies)
	if standing < lies/4 {
		t.Error("too few")
	}
}

// TestHonestFactsAreTold has a model write honest sentences that are struck for their
// wording behind one that stands: readers learn the facts all the same. The figures are
// kept in testdata/facts.txt.
func TestHonestFactsAreTold(t *testing.T) {
	var out strings.Builder
	fmt.Fprintf(&out, "Made by: go test ./briefing/llm -run HonestFacts -update\n\nfacts of honest sentences that readers learn, beside one that stands:\n")
	var lost []string
	for _, set := range []struct {
		what, dir string
		of        func(*story) []written
	}{
		{"keep to the articles' words", "stories", func(s *story) []written { return s.honest }},
		{"do so and were written behind the rules", "reworded", func(s *story) []written { return s.kept }},
		{"reword freely", "reworded", func(s *story) []written { return s.honest }},
	} {
		all, survived, stand := 0, 0, 0
		for _, s := range storiesIn(t, set.dir) {
			first := honestOne(t, s)
			for _, w := range set.of(s) {
				all++
				if b, _ := s.tell(t, &puppet{says: []written{w}}); b.Author() != "" {
					survived++
					continue
				}
				b, _ := s.tell(t, &puppet{says: []written{first, w}})
				if tells(s, b, w) || slices.ContainsFunc(w.cited, func(name string) bool { return slices.Contains(first.cited, name) }) {
					stand++
					continue
				}
				lost = append(lost, fmt.Sprintf("  %s: %s\n    %s (%s)", s.name, w.text, strings.Join(cited(s, w), " / "), b.Struck()[0].Reason))
			}
		}
		fmt.Fprintf(&out, "  %3d of %d that %s: %d as written, %d as the article has it\n", survived+stand, all, set.what, survived, stand)
	}
	fmt.Fprintf(&out, "\nlost:\n%s\n", strings.Join(lost, "\n"))
	golden.Compare(t, filepath.Join("testdata", "facts.txt"), out.String(), *update)
}
