package briefing

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"briefbot/corpus"
	"briefbot/corpus/format"
	"briefbot/corpus/shared"
)

// The bars of what belongs to a topic.
const (
	topicPrecision = .95
	topicRecall    = .90
)

// labelled is one line of testdata/topic: an article of our own, or one of the
// shared benchmark by its identifier, with whether it belongs to the topic.
type labelled struct {
	In             bool
	Headline, Text string
	Ref            string
}

// topicsTested are the topics that articles are labelled for, by the name of the
// file.
var topicsTested = []Topic{
	{
		Name: "iran-us",
		Required: [][]string{
			{"Iran", "Iranian", "Iranians", "Tehran"},
			{"US", "U.S.", "United States", "American", "Americans", "Washington", "White House", "Trump"},
		},
		Optional: []string{"talks", "nuclear", "enrichment", "sanctions", "missile", "missiles", "armada", "warships"},
		Excluded: []string{"World Cup", "football", "soccer", "wrestlers", "match"},
	},
	{
		Name: "ukraine-war",
		Required: [][]string{
			{"Ukraine", "Ukrainian", "Ukrainians", "Kyiv", "Kharkiv", "Kherson", "Crimea"},
			{"Russia", "Russian", "Russians", "Moscow", "Kremlin", "Putin"},
		},
		Excluded: []string{"chess", "tournament", "World Cup"},
	},
	// One group alone: nothing but how an article names it tells what it is on.
	{Name: "uk-leadership", Required: [][]string{{"Truss", "Sunak"}}},
}

// TestTopicQuality holds what belongs to a topic to labels: some forty articles
// for each of two topics, half of them look-alikes. Without the shared data it
// asks of the articles of our own alone.
func TestTopicQuality(t *testing.T) {
	for _, topic := range topicsTested {
		t.Run(topic.Name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "topic", topic.Name+".jsonl"))
			if err != nil {
				t.Fatal(err)
			}
			var labels []labelled
			refs := false
			for line := range bytes.Lines(data) {
				var l labelled
				if err := json.Unmarshal(line, &l); err != nil {
					t.Fatal(err)
				}
				labels = append(labels, l)
				refs = refs || l.Ref != ""
			}
			if len(labels) < 40 {
				t.Errorf("%d articles are labelled, want 40", len(labels))
			}
			for _, part := range []string{"own", "all"} {
				var byRef map[string]*corpus.Article
				if part == "all" {
					byRef = benchmark(t)
				}
				right, held, belong := 0, 0, 0
				for _, l := range labels {
					a := &corpus.Article{Text: l.Headline + "\n\n" + l.Text, Language: "en"}
					a.Headline.Value = l.Headline
					if l.Ref != "" {
						if part == "own" {
							continue
						}
						if a = byRef[l.Ref]; a == nil {
							t.Fatalf("the benchmark has no article %s", l.Ref)
						}
					}
					verdict := topic.Judge(corpus.Analyze(a))
					if l.In {
						belong++
					}
					if verdict.In {
						held++
					}
					if verdict.In && l.In {
						right++
					}
					if verdict.In != l.In {
						t.Logf("%s %s: %v, want %v: %s", l.Ref, a.Headline.Value, verdict.In, l.In, verdict.Why())
					}
				}
				if belong == 0 {
					continue // none of our own
				}
				precision, recall := float64(right)/float64(held), float64(right)/float64(belong)
				t.Logf("%s: precision %.3f, recall %.3f of %d", part, precision, recall, belong)
				if precision < topicPrecision || recall < topicRecall {
					t.Errorf("%s: precision %.3f, recall %.3f", part, precision, recall)
				}
			}
		})
	}
}

// benchmark are the articles of the shared benchmark by identifier.
func benchmark(t *testing.T) map[string]*corpus.Article {
	t.Helper()
	name := filepath.Join(shared.Dir(t), "bench", "retrieval", "rtqa22", "corpus.jsonl")
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	byRef := map[string]*corpus.Article{}
	articles, err := format.Decode(format.Input{Name: "corpus.jsonl", Bytes: raw})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		byRef[a.Ref] = a
	}
	return byRef
}
