package briefing_test

import (
	"bytes"
	"context"
	"log/slog"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/sample"
	"briefbot/corpus/source"
)

// topic is the one topic of these tests.
var topic = briefing.Topic{
	Name: "iran-us", Title: "Iran–US",
	Required: [][]string{{"Iran", "Iranian", "Tehran"}, {"US", "United States", "Washington", "Trump"}},
	Parties: []briefing.Party{
		{Name: "Tehran", Terms: []string{"Iran", "Iranian", "Tehran"}},
		{Name: "Washington", Terms: []string{"US", "United States", "Washington"}},
		{Name: "Ankara", Terms: []string{"Turkey", "Turkish"}},
	},
}

// newEngine is an engine over the sample corpus that writes its log to the
// buffer.
func newEngine(t testing.TB, log *bytes.Buffer) *briefing.Engine {
	t.Helper()
	lg := slog.New(slog.NewTextHandler(log, nil))
	store := memory.New()
	t.Cleanup(func() { store.Close() })
	src := &source.FS{Label: "sample", Files: sample.Files()}
	in := &corpus.Ingester{Log: lg, Store: store, Now: time.Now, Report: func(r corpus.Receipt) {
		if r.Outcome != corpus.Added {
			t.Errorf("%+v", r)
		}
	}}
	if err := in.Ingest(context.Background(), src); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(context.Background(), store, corpus.Options{Labels: briefing.Labels([]briefing.Topic{topic})})
	if err != nil {
		t.Fatal(err)
	}
	return &briefing.Engine{Log: lg, Corpus: loaded, Topics: []briefing.Topic{topic}}
}

var questions = []briefing.Question{
	{Kind: briefing.Situation, Topic: "iran-us"},
	{Kind: briefing.New, Topic: "iran-us"},
	{Kind: briefing.Quotes, Text: "Araghchi"},
	{Kind: briefing.Quotes, Text: "Trump"},
	{Kind: briefing.Quotes, Text: "Pezeshkian"},
	{Kind: briefing.Quotes, Text: "Erdogan"},
	{Kind: briefing.Ask, Text: "When are the talks expected?"},
	{Kind: briefing.Ask, Text: "What did Trump say about the ships?"},
	{Kind: briefing.Ask, Text: "Did the talks take place?"},
}

// TestHonestDraftsStand asks everything and has nothing struck.
func TestHonestDraftsStand(t *testing.T) {
	var log bytes.Buffer
	e := newEngine(t, &log)
	for _, q := range questions {
		b, err := e.Answer(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for range b.Claims("") {
			n++
		}
		if n == 0 {
			t.Errorf("%v: no claims", q)
		}
	}
	if strings.Contains(log.String(), "struck") {
		t.Errorf("honest claims were struck:\n%s", log.String())
	}
}

// altered is a library in which one byte of one article is another one.
type altered struct {
	*corpus.Corpus
	id   corpus.ID
	at   int
	byte byte
}

func (l *altered) Document(ctx context.Context, id corpus.ID) (*corpus.Document, error) {
	d, err := l.Corpus.Document(ctx, id)
	if err != nil || id != l.id {
		return d, err
	}
	text := []byte(d.Article.Text)
	text[l.at] = l.byte
	changed, article := *d, *d.Article
	article.Text = string(text)
	changed.Article = &article
	return &changed, nil
}

// TestAlteredDraftsFall takes an honest claim and alters one thing about it: a
// byte of the cited article, an offset, a word, the speaker, the kind, the sum,
// the article, or the prose around the words. The claim is struck.
func TestAlteredDraftsFall(t *testing.T) {
	ctx := context.Background()
	var log bytes.Buffer
	e := newEngine(t, &log)
	var claims []briefing.Claim
	for _, q := range questions {
		b, err := e.Answer(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		claims = append(claims, b.Draft().Claims...)
	}
	speakers := []string{"", "Abbas Araghchi", "Donald Trump", "Masoud Pezeshkian", "Recep Tayyip Erdogan", "Hakan Fidan", "Nobody At All"}
	kinds := []briefing.CitationKind{briefing.Text, briefing.Direct, briefing.Mixed, briefing.Reported, "other"}
	rapid.Check(t, func(t *rapid.T) {
		claim := clone(rapid.SampledFrom(claims).Draw(t, "claim"))
		i := rapid.IntRange(0, len(claim.Citations)-1).Draw(t, "citation")
		c := &claim.Citations[i]
		d, err := e.Corpus.Document(ctx, c.Article)
		if err != nil {
			t.Fatal(err)
		}
		var lib briefing.Library = e.Corpus
		switch what := rapid.SampledFrom([]string{"byte", "start", "end", "shift", "words", "speaker", "kind", "sum", "article", "marks", "name", "number", "part", "citation", "prose speaker"}).Draw(t, "what"); what {
		case "byte":
			at := rapid.IntRange(0, len(d.Article.Text)-1).Draw(t, "at")
			b := rapid.Byte().Filter(func(b byte) bool { return b != d.Article.Text[at] }).Draw(t, "byte")
			lib = &altered{e.Corpus, c.Article, at, b}
		case "start":
			c.Span.Start += rapid.IntRange(-300, 300).Filter(func(n int) bool { return n != 0 }).Draw(t, "by")
		case "end":
			c.Span.End += rapid.IntRange(-300, 300).Filter(func(n int) bool { return n != 0 }).Draw(t, "by")
		case "shift":
			by := rapid.IntRange(-300, 300).Filter(func(n int) bool { return n != 0 }).Draw(t, "by")
			c.Span.Start += by
			c.Span.End += by
		case "words":
			at := rapid.IntRange(0, len(c.Words)-1).Draw(t, "at")
			words := []byte(c.Words)
			words[at] ^= byte(rapid.IntRange(1, 255).Draw(t, "xor"))
			c.Words = string(words)
		case "speaker":
			other := rapid.SampledFrom(speakers).Filter(func(s string) bool { return s != c.Speaker }).Draw(t, "speaker")
			if c.Kind != briefing.Text && said(d, c, other) {
				t.Skip("said jointly")
			}
			c.Speaker = other
		case "kind":
			c.Kind = rapid.SampledFrom(kinds).Filter(func(k briefing.CitationKind) bool { return k != c.Kind }).Draw(t, "kind")
			if c.Kind == briefing.Text {
				// The words do stand there; what is claimed besides is the speaker.
				if c.Speaker == "" {
					t.Skip("nothing is claimed any more that is not so")
				}
			}
		case "sum":
			c.Sum[rapid.IntRange(0, len(c.Sum)-1).Draw(t, "at")] ^= 1
		case "article":
			c.Article = "0000000000000000"
		case "marks":
			claim.Parts = append(claim.Parts, briefing.Part{Prose: " so “nobody” said"})
		case "name":
			claim.Parts = append(claim.Parts, briefing.Part{Prose: " as Kissinger put it"})
		case "number":
			claim.Parts = append(claim.Parts, briefing.Part{Prose: " for the 77th time"})
		case "part":
			claim.Parts = append(claim.Parts, briefing.Part{Cited: len(claim.Citations) + 1})
		case "citation":
			claim.Citations = nil
		case "prose speaker":
			// Somebody else of the same article, put before the words.
			other := ""
			for _, q := range d.Quotations {
				if q.Content.Overlap(c.Span) == 0 || q.Speaker == "" {
					continue
				}
				for _, p := range d.People {
					if last := words(p.Name); !strings.Contains(q.Speaker, last[len(last)-1]) && strings.Contains(c.Words, last[len(last)-1]) {
						other = p.Name
					}
				}
			}
			if other == "" {
				t.Skip("nobody else is named there")
			}
			claim.Parts = []briefing.Part{{Prose: other + " said: "}, {Cited: i + 1}}
		}
		b, struck, err := briefing.Verify(ctx, lib, &briefing.Draft{Claims: []briefing.Claim{claim}})
		if err != nil {
			t.Fatal(err)
		}
		if len(struck) != 1 {
			t.Fatalf("the claim stands: %+v", b.Draft().Claims)
		}
		if struck[0].Reason == "" {
			t.Fatal("struck for no reason")
		}
	})
}

// said reports whether a statement at the citation's span has the speaker among
// those who made it.
func said(d *corpus.Document, c *briefing.Citation, speaker string) bool {
	for _, q := range d.Quotations {
		if q.Content == c.Span && speaker != "" && strings.Contains(q.Speaker, speaker) {
			return true
		}
	}
	return false
}

func words(s string) []string { return strings.Fields(s) }

func clone(c briefing.Claim) briefing.Claim {
	c.Parts = append([]briefing.Part(nil), c.Parts...)
	c.Citations = append([]briefing.Citation(nil), c.Citations...)
	return c
}

// TestSameBytes asks twice, of two corpora that took the articles in anew.
func TestSameBytes(t *testing.T) {
	var log bytes.Buffer
	a, b := newEngine(t, &log), newEngine(t, &log)
	for _, q := range questions {
		x, err := a.Answer(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		y, err := b.Answer(context.Background(), q)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := show(x), show(y); got != want {
			t.Errorf("%v: two answers:\n%s\n%s", q, got, want)
		}
	}
}

func show(b *briefing.Brief) string {
	var s strings.Builder
	for c := range b.Claims("") {
		s.WriteString(string(c.Section))
		for _, citation := range c.Citations {
			s.WriteString("|" + string(citation.Article) + "|" + citation.Words)
		}
		s.WriteString("\n")
	}
	return s.String()
}
