package corpus

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/corpus/bm25"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
	"briefbot/corpus/vector"
)

// BenchmarkRank asks questions of a dozen words over 26,000 passages of English
// words, distributed as words are, and gives the 95th percentile, with and without
// word vectors, beside that of a plain search of the same index for the same terms
// in the same run: 15.2, 6.2 and .53 ms on a machine that many shared. The plain
// search is for the ten best passages; a ranking makes one for 150 of them and one
// for 150 articles, and with vectors one more and a look through all of these for
// each term.
//
//	go test ./corpus -run '^$' -bench Rank -benchtime 300x -cpu 1
func BenchmarkRank(b *testing.B) {
	const articles, perArticle, perPassage = 1300, 20, 60
	random := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(random, 1.07, 4, 40_000)
	vectors := vector.Embedded()
	word := func() string {
		return vectors.Term(vector.Word(zipf.Uint64() * 7919 % uint64(vectors.Len()))) // in no order of the alphabet
	}
	x := newIndex(segment.NewStemmer())
	for i := range articles {
		var text strings.Builder
		d := &Document{}
		for range perArticle {
			start := text.Len()
			for j := range perPassage {
				if j%20 == 0 {
					text.WriteString("Then ")
				}
				text.WriteString(word())
				if j%20 == 19 {
					text.WriteByte('.')
				}
				text.WriteByte(' ')
			}
			d.Passages = append(d.Passages, Passage{Span: Span{Start: start, End: text.Len() - 1}, Class: clean.Body})
		}
		d.Article = &Article{
			ID: ID(fmt.Sprintf("%016x", i)), Text: text.String(), Outlet: clean.Field{Value: fmt.Sprintf("Outlet %d", i%20)},
			Headline: clean.Field{Value: word() + " " + word() + " " + word()},
		}
		light := *d.Article
		light.Text = ""
		x.add(d, &light)
	}
	x.nameOutlets()
	var ranked, lexical, plain []time.Duration
	rank := func(q *Query, vectors func() *vector.Table) time.Duration {
		x.vectors = vectors
		start := time.Now()
		x.rank(x.read(q))
		return time.Since(start)
	}
	for b.Loop() {
		var question []string
		for i := range 12 {
			if i%3 == 0 {
				question = append(question, "the") // before what may be a description
			}
			question = append(question, word())
		}
		q := Query{Text: strings.Join(question, " "), Limit: 10}
		ranked = append(ranked, rank(&q, vector.Embedded))
		lexical = append(lexical, rank(&q, nil))
		start := time.Now()
		var terms []bm25.Term
		for _, t := range segment.Terms(nil, q.Text) {
			terms = append(terms, bm25.Term{Text: t, Weight: 1})
		}
		x.passages.Search(terms, 10)
		plain = append(plain, time.Since(start))
	}
	p95 := func(d []time.Duration) float64 {
		slices.Sort(d)
		return float64(d[len(d)*95/100].Microseconds()) / 1000
	}
	b.ReportMetric(p95(ranked), "ms-p95")
	b.ReportMetric(p95(lexical), "lexical-ms-p95")
	b.ReportMetric(p95(plain), "plain-ms-p95")
}
