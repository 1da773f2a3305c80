package story

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// minutes are articles of random words, published in random minutes of two hours.
func minutes(t *rapid.T) []Article {
	word := rapid.SampledFrom(strings.Fields("fire market Velden Portmere mayor vote Arcan seats won burned 2026 12 storm Bay harbour ship"))
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	var articles []Article
	for i, words := range rapid.SliceOfN(rapid.SliceOfN(word, 1, 8), 1, 16).Draw(t, "texts") {
		articles = append(articles, Article{
			ID: fmt.Sprint(i), Text: strings.Join(words, " "),
			Published: noon.Add(time.Duration(rapid.IntRange(0, 90).Draw(t, "minute")) * time.Minute),
		})
	}
	return articles
}

// TestHourInAnyOrder lets the articles of an hour arrive in another order: what is
// said of those of the next hour is the same.
func TestHourInAnyOrder(t *testing.T) {
	bg := background(t)
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	var articles []Article
	for i, a := range append(slices.Clone(lookAlikes), notes...) {
		a.Published = noon.Add(time.Duration(i%6) * 9 * time.Minute).Add(time.Duration(i) * time.Second)
		articles = append(articles, a)
	}
	said := func(order []Article) []Assignment {
		g := &Groups{Background: bg}
		for _, a := range order {
			if as := g.Update(a); as.Merged != 0 {
				t.Fatalf("stories became one: %+v", as)
			}
		}
		var all []Assignment
		for _, a := range articles {
			a.Published = noon.Add(2 * time.Hour)
			all = append(all, g.Update(a))
		}
		return all
	}
	want := said(articles)
	rapid.Check(t, func(t *rapid.T) {
		for i, got := range said(rapid.Permutation(articles).Draw(t, "order")) {
			if w := want[i]; got.New != w.New || math.Abs(got.Similarity-w.Similarity) > 1e-5 || math.Abs(got.Needed-w.Needed) > 1e-5 {
				t.Fatalf("%s: %+v, want %+v", articles[i].ID, got, w)
			}
		}
	})
}

// TestRestartWithinHour writes the groups and reads them back between articles that
// arrive in any order: assignments and state are those of a run without a restart.
func TestRestartWithinHour(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := minutes(t)
		at := rapid.IntRange(0, len(articles)-1).Draw(t, "restart")
		var whole, broken Groups
		for i, a := range articles {
			if i == at {
				data, err := broken.MarshalBinary()
				if err != nil {
					t.Fatal(err)
				}
				broken = Groups{}
				if err := broken.UnmarshalBinary(data); err != nil {
					t.Fatal(err)
				}
			}
			if want, got := whole.Update(a), broken.Update(a); got != want {
				t.Fatalf("article %d is assigned %+v, want %+v", i, got, want)
			}
		}
		x, err := whole.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		y, err := broken.MarshalBinary()
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(x, y) {
			t.Fatal("another state")
		}
	})
}

// TestFloodWithinHour lets many articles of one hour arrive in no order: few of them
// are learnt again.
func TestFloodWithinHour(t *testing.T) {
	g := &Groups{}
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	for i := range 1000 {
		a := notes[i%len(notes)]
		a.Published = noon.Add(time.Duration(i*7919%3600) * time.Second)
		g.Update(a)
		if n := len(g.hour.arrivals); n > hourly {
			t.Fatalf("%d articles wait", n)
		}
	}
	if n := g.hour.again; n < patience || n > patience+hourly {
		t.Errorf("%d articles are learnt again", n)
	}
	if g.n != 1000 {
		t.Errorf("%d articles are counted", g.n)
	}
}

// TestLaterInTheHour lets the first report of an event arrive after the second: both
// are said to belong to the story that the second began, which is the only one.
func TestLaterInTheHour(t *testing.T) {
	g := &Groups{Background: background(t)}
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	first, second, third := notes[0], notes[1], notes[3]
	first.Published, second.Published, third.Published = noon, noon.Add(time.Minute), noon.Add(time.Hour)
	for _, a := range []Article{second, first, third} {
		if as := g.Update(a); as.Story != 1 || as.New != (a.ID == second.ID) {
			t.Errorf("%s: %+v", a.ID, as)
		}
	}
	if g.Len() != 1 {
		t.Errorf("%d stories", g.Len())
	}
}

// TestHourTakesNoMorePlaces learns an hour again in which an article that began a
// story has come to belong to another: the next story takes the number that it would
// without.
func TestHourTakesNoMorePlaces(t *testing.T) {
	noon := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	g := &Groups{}
	for i, text := range []string{"vote Velden fire Portmere", "ship ship vote", "market vote market"} {
		g.Update(Article{ID: fmt.Sprint(i), Text: text, Published: noon.Add(time.Duration([]int{17, 1, 1}[i]) * time.Minute)})
	}
	stories := g.Len()
	for range 3 {
		g = restart(t, g)
		if g.Len() != stories {
			t.Fatalf("%d stories, want %d", g.Len(), stories)
		}
	}
}
