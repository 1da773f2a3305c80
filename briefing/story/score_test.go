package story

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"briefbot/corpus/shared"
)

// A row is a document of a benchmark with the event that it is about.
type row struct {
	ID, Title, Text, Cluster string
	TS                       *int64
}

func (r *row) article() Article {
	a := Article{ID: r.ID, Headline: r.Title, Text: r.Text}
	if r.TS != nil {
		a.Published = time.Unix(*r.TS, 0)
	}
	return a
}

func rows(t testing.TB, name string) []row {
	t.Helper()
	f, err := os.Open(filepath.Join(shared.Dir(t), "bench", "novelty", name+".dev.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []row
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// A crossing counts the documents by the group found and the group that is true.
type crossing struct {
	found, gold map[string]int
	both        map[[2]string]int
	n           int
}

func cross(found, gold []string) crossing {
	c := crossing{map[string]int{}, map[string]int{}, map[[2]string]int{}, len(found)}
	for i := range found {
		c.found[found[i]]++
		c.gold[gold[i]]++
		c.both[[2]string{found[i], gold[i]}]++
	}
	return c
}

// bcubed are precision, recall and F1 after Bagga and Baldwin (1998).
func (c crossing) bcubed() (p, r, f float64) {
	for k, n := range c.both {
		p += float64(n*n) / float64(c.found[k[0]])
		r += float64(n*n) / float64(c.gold[k[1]])
	}
	p, r = p/float64(c.n), r/float64(c.n)
	return p, r, 2 * p * r / (p + r)
}

// ari is the adjusted Rand index after Hubert and Arabie (1985).
func (c crossing) ari() float64 {
	pairs := func(n int) float64 { return float64(n) * float64(n-1) / 2 }
	var both, found, gold float64
	for _, n := range c.both {
		both += pairs(n)
	}
	for _, n := range c.found {
		found += pairs(n)
	}
	for _, n := range c.gold {
		gold += pairs(n)
	}
	chance := found * gold / pairs(c.n)
	if (found+gold)/2 == chance {
		return 1
	}
	return (both - chance) / ((found+gold)/2 - chance)
}
