package check_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/golden"
	"briefbot/corpus/memory"
	"briefbot/corpus/segment"
	"briefbot/corpus/shared"
	"briefbot/corpus/source"
)

// made is a kind of claim that the program below makes of the articles, and the
// verdict that is right on it.
type made struct {
	name string
	want check.Verdict
}

var kindsMade = []made{
	{"true", check.Exact},
	{"other marks and spaces", check.Exact},
	{"other speaker", check.OtherSpeaker},
	{"one word changed", check.Altered},
	{"one word dropped", check.Altered},
	{"two pieces joined", check.Joined},
	{"reported", check.ReportedOnly},
	{"not quoted", check.Unquoted},
	{"invented", check.NotFound},
}

// claimsPerKind is how many claims of each kind are made.
const claimsPerKind = 60

// TestVerdictQuality makes claims from the articles of the shared benchmark with a
// seeded program and holds the committed table of verdicts to them.
func TestVerdictQuality(t *testing.T) {
	if testing.Short() {
		t.Skip("skipped: reads 1,368 articles")
	}
	root := filepath.Join(shared.Dir(t), "bench", "retrieval", "rtqa22", "corpus.jsonl")
	ctx := context.Background()
	store := memory.New()
	defer store.Close()
	ingest(t, store, &source.Directory{Root: root})
	c, err := corpus.Load(ctx, store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	claims := makeClaims(t, c)
	checker := check.New(&briefing.Engine{Corpus: c, Log: discard})
	verdicts := check.Verdicts()
	var got bytes.Buffer
	fmt.Fprintf(&got, `Verdicts on claims that a seeded program makes of the articles of a shared
benchmark: rows are how a claim was made, columns the verdicts, and the last
column the share of the verdict that is right. Made by

    go test ./briefing/check -run TestVerdictQuality -update

`)
	fmt.Fprintf(&got, "%-24s", "")
	for _, v := range verdicts {
		fmt.Fprintf(&got, " %9.9s", strings.ReplaceAll(string(v), "_", " "))
	}
	fmt.Fprintf(&got, "%8s\n", "right")
	for _, k := range kindsMade {
		counts := map[check.Verdict]int{}
		for _, claim := range claims[k.name] {
			r, err := checker.Quote(ctx, claim.quote, claim.speaker)
			if err != nil {
				t.Fatalf("%q: %v", claim.quote, err)
			}
			counts[r.Results[0].Verdict]++
		}
		fmt.Fprintf(&got, "%-24s", k.name)
		for _, v := range verdicts {
			fmt.Fprintf(&got, "%10d", counts[v])
		}
		fmt.Fprintf(&got, "%8.3f\n", float64(counts[k.want])/float64(max(1, len(claims[k.name]))))
	}
	golden.Compare(t, filepath.Join("testdata", "quality.txt"), got.String(), *update)
}

// makeClaims makes claims of each kind, the same ones each time.
func makeClaims(t *testing.T, c *corpus.Corpus) map[string][]claim {
	random := rand.New(rand.NewPCG(1, 2))
	byKind := map[string][]claim{}
	said := map[string][]string{} // words between marks, by who says them
	var vocabulary []string
	var speakers []string
	add := func(kind, quote, speaker string) {
		byKind[kind] = append(byKind[kind], claim{quote: quote, speaker: speaker})
	}
	for _, a := range c.Articles() {
		d, err := c.Document(context.Background(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		text := d.Article.Text
		for i := range d.Quotations {
			q := &d.Quotations[i]
			known := c.SpeakersOf(q)
			if len(known) != 1 || !strings.Contains(known[0].Name, " ") {
				continue
			}
			who := known[0].Name
			for _, f := range q.Fragments {
				said[who] = append(said[who], plain(f.Of(text)))
			}
			if len(q.Fragments) == 0 {
				if words := wordsIn(q.Content.Of(text)); len(words) >= 6 && len(words) < 25 {
					add("reported", q.Content.Of(text), who)
				}
				continue
			}
			quote := q.Fragments[0].Of(text)
			words := wordsIn(quote)
			if len(words) < 7 || len(words) > 40 || strings.Contains(quote, "\n") {
				continue
			}
			vocabulary = append(vocabulary, words...)
			speakers = append(speakers, who)
			add("true", quote, who)
			add("other marks and spaces", "„ "+strings.NewReplacer(" ", "  ", "’", "'").Replace(quote)+"“", who)
			add("other speaker", quote, speakers[random.IntN(len(speakers))])
			if byKind["other speaker"][len(byKind["other speaker"])-1].speaker == who {
				byKind["other speaker"] = byKind["other speaker"][:len(byKind["other speaker"])-1]
			}
			at := 2 + random.IntN(len(words)-3)
			changed := slices.Clone(words)
			changed[at] = vocabulary[random.IntN(len(vocabulary))]
			if segment.Fold(changed[at]) != segment.Fold(words[at]) {
				add("one word changed", strings.Join(changed, " "), who)
			}
			add("one word dropped", strings.Join(slices.Delete(slices.Clone(words), at, at+1), " "), who)
			if len(q.Fragments) == 2 && len(wordsIn(q.Fragments[1].Of(text))) > 2 {
				add("two pieces joined", quote+" "+q.Fragments[1].Of(text), who)
			}
		}
		for _, s := range d.Sentences(clean.Body) {
			free := !slices.ContainsFunc(d.Quotations, func(q corpus.Quotation) bool { return q.Content.Overlap(s) > 0 })
			if words := wordsIn(s.Of(text)); free && len(words) > 12 && len(speakers) > 0 && !strings.ContainsAny(s.Of(text), "“\"”") {
				add("not quoted", strings.Join(words[2:11], " "), speakers[random.IntN(len(speakers))])
			}
		}
	}
	for range claimsPerKind {
		var words []string
		for range 8 {
			words = append(words, vocabulary[random.IntN(len(vocabulary))])
		}
		add("invented", strings.Join(words, " "), speakers[random.IntN(len(speakers))])
	}
	for _, k := range kindsMade {
		list := byKind[k.name]
		random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		// What somebody else is quoted with as well is none of these kinds.
		var kept []claim
		for _, cl := range list {
			if len(kept) < claimsPerKind && (k.want != check.Exact && k.want != check.Unquoted || !quotedOfOthers(said, cl, k.want == check.Unquoted)) {
				kept = append(kept, cl)
			}
		}
		byKind[k.name] = kept
	}
	return byKind
}

// quotedOfOthers reports whether somebody other than the claim's speaker, or anybody, is
// quoted with its words.
func quotedOfOthers(said map[string][]string, c claim, anybody bool) bool {
	words := plain(c.quote)
	for who, list := range said {
		if (anybody || who != c.speaker) && slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, words) }) {
			return true
		}
	}
	return false
}

// plain is the words of a text alone, folded, each between spaces.
func plain(text string) string {
	return " " + segment.Fold(strings.Join(wordsIn(strings.ReplaceAll(text, "-", " ")), " ")) + " "
}

func wordsIn(text string) []string {
	var words []string
	for w := range segment.Words(text) {
		words = append(words, w.Of(text))
	}
	return words
}
