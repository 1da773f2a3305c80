package story

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Three events: a fire and a look-alike of it, and an election.
var notes = []Article{
	{ID: "a1", Outlet: "Harbour Post", Text: "A fire destroyed the covered market of Velden on Monday night. Firefighters fought the blaze for six hours, Mayor Ilse Brandt said. Nobody was hurt."},
	{ID: "a2", Outlet: "The Ledger", Text: "The covered market of Velden burned down on Monday night. Mayor Ilse Brandt thanked the firefighters who fought the blaze until dawn."},
	{ID: "c1", Outlet: "The Ledger", Text: "Voters in the province of Arcan elected a new assembly on Sunday. The Reform List of Pavel Dorn won eleven seats, the commission said."},
	{ID: "a3", Outlet: "Daily Bell", Text: "Investigators in Velden say that a cable started the fire in the covered market. Mayor Ilse Brandt wants it rebuilt by spring."},
	{ID: "b1", Outlet: "Daily Bell", Text: "A warehouse fire in Portmere killed two workers on Thursday. Portmere police said that Jonas Abt, who owns it, was questioned."},
	{ID: "a4", Outlet: "City Mirror", Origin: "Harbour Post", Text: "A fire destroyed the covered market of Velden on Monday night. Firefighters fought the blaze for six hours, Mayor Ilse Brandt said. Nobody was hurt. Share this."},
	{ID: "c2", Outlet: "Harbour Post", Text: "Pavel Dorn and his Reform List won the assembly of Arcan. Turnout in the province was the highest in years, the commission said."},
	{ID: "b2", Outlet: "The Ledger", Text: "Two workers died when a warehouse burned in Portmere. Its owner Jonas Abt was questioned by police on Thursday."},
	{ID: "a5", Outlet: "Valley Radio", Text: "Share this. A fire destroyed the covered market of Velden on Monday night. Firefighters fought the blaze for six hours, Mayor Ilse Brandt said."},
}

func background(t testing.TB) *Background {
	t.Helper()
	b, err := English()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func assign(articles []Article, bg *Background) []ID {
	g := &Groups{Background: bg}
	var ids []ID
	for _, a := range articles {
		ids = append(ids, g.Update(a).Story)
	}
	return ids
}

func TestLookAlikesStayApart(t *testing.T) {
	want := []ID{1, 1, 2, 1, 3, 1, 2, 3, 1}
	if diff := cmp.Diff(want, assign(notes, background(t))); diff != "" {
		t.Errorf("one by one, -want +got:\n%s", diff)
	}
	if diff := cmp.Diff(want, Regroup(notes, background(t))); diff != "" {
		t.Errorf("all at once, -want +got:\n%s", diff)
	}
}

func TestWithoutBackground(t *testing.T) {
	ids := assign(notes, nil)
	if ids[0] == ids[2] || ids[0] == ids[4] || ids[2] == ids[4] {
		t.Errorf("events fall together: %v", ids)
	}
}

func TestStory(t *testing.T) {
	g := &Groups{Background: background(t)}
	for _, a := range notes {
		g.Update(a)
	}
	s, ok := g.Story(2)
	if want := (Story{2, []string{"c1", "c2"}}); !ok || cmp.Diff(want, s) != "" {
		t.Errorf("story 2: %v %v", s, ok)
	}
	for _, id := range []ID{-1, 0, 4} {
		if _, ok := g.Story(id); ok || g.Origins(id) != nil {
			t.Errorf("there is a story %d", id)
		}
	}
}

func TestOrigins(t *testing.T) {
	g := &Groups{Background: background(t)}
	for _, a := range notes {
		g.Update(a)
	}
	want := []Origin{
		{"Harbour Post", []Report{{"a1", ""}, {"a4", "first published by Harbour Post"}, {"a5", "91 % of its wording is that of article a1"}}},
		{"The Ledger", []Report{{"a2", ""}}},
		{"Daily Bell", []Report{{"a3", ""}}},
	}
	got := g.Origins(1)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestRestart writes the groups and reads them back before every article in
// turn: assignments and state are those of a run without a restart.
func TestRestart(t *testing.T) {
	bg := background(t)
	whole := &Groups{Background: bg}
	var want []Assignment
	for _, a := range notes {
		want = append(want, whole.Update(a))
	}
	end := marshal(t, whole)
	for at := range notes {
		g := &Groups{Background: bg}
		for i, a := range notes {
			if i == at {
				g = restart(t, g)
			}
			if got := g.Update(a); got != want[i] {
				t.Errorf("restart before article %d: article %d is assigned %+v, want %+v", at, i, got, want[i])
			}
		}
		if !bytes.Equal(marshal(t, g), end) {
			t.Errorf("restart before article %d: another state", at)
		}
	}
}

func marshal(t testing.TB, g *Groups) []byte {
	t.Helper()
	b, err := g.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func restart(t testing.TB, g *Groups) *Groups {
	t.Helper()
	back := &Groups{Background: g.Background}
	if err := back.UnmarshalBinary(marshal(t, g)); err != nil {
		t.Fatal(err)
	}
	return back
}

// TestLaws groups random articles: the numbers of stories have no gap, each
// article is in the story it was assigned to, every article has one origin, and
// Regroup numbers stories in order of their first articles.
func TestLaws(t *testing.T) {
	word := rapid.SampledFrom(strings.Fields("fire market Velden Portmere mayor vote Arcan seats won burned 2026 12 storm Bay harbour ship"))
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfN(rapid.SliceOfN(word, 0, 12), 0, 20).Draw(t, "texts")
		var g Groups
		var articles []Article
		highest := ID(0)
		for i, words := range texts {
			a := Article{ID: fmt.Sprint(i), Text: strings.Join(words, " "), Outlet: rapid.SampledFrom([]string{"", "A", "B"}).Draw(t, "outlet")}
			articles = append(articles, a)
			as := g.Update(a)
			if as.Story < 1 || as.Story > highest+1 || as.New != (as.Story == highest+1 && as.Merged == 0) {
				t.Fatalf("article %d: %+v after %d stories", i, as, highest)
			}
			highest = max(highest, as.Story)
			if s, ok := g.Story(as.Story); !ok || !slices.Contains(s.Articles, a.ID) {
				t.Fatalf("article %d is not in its story", i)
			}
		}
		n := 0
		for id := range ID(g.Len()) {
			if s, _ := g.Story(id + 1); s.ID != id+1 {
				continue // part of another
			}
			for _, o := range g.Origins(id + 1) {
				if len(o.Reports) == 0 || o.Reports[0].Because != "" {
					t.Fatalf("origin %+v", o)
				}
				n += len(o.Reports)
			}
		}
		if n != len(texts) {
			t.Fatalf("%d articles have origins, of %d", n, len(texts))
		}
		next := ID(1)
		for i, id := range Regroup(articles, nil) {
			if id < 1 || id > next {
				t.Fatalf("article %d is in story %d, want at most %d", i, id, next)
			}
			next = max(next, id+1)
		}
	})
}

// TestUnite reports one event under two heads until articles speak of both: the
// two stories become one, and the old number stands for it, after a restart too.
func TestUnite(t *testing.T) {
	heads := []string{
		"The dam at Orsk bridge broke after rain. Engineers had warned of cracks in the dam.",
		"Flooded villages below Tarn valley were evacuated by boat. Soldiers carried villagers from roofs.",
	}
	var articles []Article
	for i := range 6 {
		articles = append(articles, Article{ID: fmt.Sprint(i), Text: heads[i%2]})
	}
	for i := range 13 {
		articles = append(articles, Article{ID: fmt.Sprint("both", i), Text: heads[i%2] + " " + heads[1-i%2]})
	}
	g := &Groups{Background: background(t)}
	merged := ID(0)
	for _, a := range articles {
		if as := g.Update(a); as.Merged != 0 {
			merged = as.Merged
			if as.Story != 2 || merged != 1 {
				t.Errorf("%+v: want story 1 in story 2, which has more articles", as)
			}
		}
		g = restart(t, g)
	}
	if merged == 0 {
		t.Fatal("the stories stay two")
	}
	s, ok := g.Story(1)
	if !ok || s.ID != 2 || len(s.Articles) != len(articles) {
		t.Errorf("story 1 stands for %+v, want the one story of all articles", s)
	}
}

func TestUnmarshalRefuses(t *testing.T) {
	g := &Groups{}
	g.Update(notes[0])
	data := marshal(t, g)
	for _, bad := range [][]byte{nil, []byte("stories"), data[:len(data)/2]} {
		if err := g.UnmarshalBinary(bad); err == nil {
			t.Errorf("%d bytes are read without complaint", len(bad))
		}
	}
	if !bytes.Equal(marshal(t, g), data) {
		t.Error("an error changed the groups")
	}
}

func FuzzUnmarshal(f *testing.F) {
	g := &Groups{}
	for _, a := range notes[:3] {
		g.Update(a)
	}
	f.Add(marshal(f, g))
	f.Fuzz(func(t *testing.T, data []byte) {
		var g Groups
		if g.UnmarshalBinary(data) == nil {
			g.Update(notes[0])
		}
	})
}

func TestReadBackground(t *testing.T) {
	b := CountBackground(slices.Values([]string{"fires burn", "a fire burned", "the market"}))
	var out strings.Builder
	if err := b.Write(&out, "three notes"); err != nil {
		t.Fatal(err)
	}
	if want := "# three notes\n3\nburn 2\nfire 2\n"; out.String() != want {
		t.Fatalf("%q, want %q", out.String(), want)
	}
	back, err := readBackground(strings.NewReader(out.String()))
	if err != nil || back.articles != 3 || back.count("fire") != 2 {
		t.Errorf("%+v, %v", back, err)
	}
	for _, bad := range []string{"x\n", "fire many\n", "fire -1\n"} {
		if _, err := readBackground(strings.NewReader(bad)); err == nil {
			t.Errorf("%q is read without complaint", bad)
		}
	}
}
