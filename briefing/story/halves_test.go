package story

import (
	"bytes"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// lookAlikes are reports of a ferry that ran aground, then of another that did so
// elsewhere.
var lookAlikes = []Article{
	{ID: "a1", Text: "The ferry Halcyon of the Norra Line ran aground off Skerry Point on Tuesday with 212 passengers aboard. Captain Ines Roth said the rudder had jammed. Lifeboats from Velden took everybody ashore."},
	{ID: "a2", Text: "Lifeboats from Velden brought 212 passengers ashore after the ferry Halcyon ran aground off Skerry Point on Tuesday. The Norra Line said a jammed rudder was to blame, as did Captain Ines Roth."},
	{ID: "a3", Text: "Captain Ines Roth told the coast guard that the rudder of the ferry Halcyon jammed before she ran aground off Skerry Point. The Norra Line hopes to tow the Halcyon to Velden."},
	{ID: "a4", Text: "Tugs pulled the ferry Halcyon of the Norra Line off the rocks at Skerry Point and towed her to Velden, where divers looked at the rudder that jammed. Captain Ines Roth watched from a lifeboat."},
	{ID: "b1", Text: "The ferry Meridian ran aground in fog near Portmere harbour with 94 people and a load of cattle. Captain Otto Lund was taken to hospital. Helicopters lifted the others to safety."},
	{ID: "b2", Text: "Helicopters lifted 94 people from the ferry Meridian, which struck a sandbank in fog near Portmere harbour. Captain Otto Lund is in hospital, and cattle swam ashore."},
	{ID: "b3", Text: "Cattle from the ferry Meridian swam ashore near Portmere harbour after she struck a sandbank in fog. Captain Otto Lund left hospital."},
	{ID: "a5", Text: "Divers in Velden found that the rudder of the ferry Halcyon jammed when a bolt broke. She ran aground off Skerry Point; Captain Ines Roth was cleared."},
}

// TestLookAlikeTakesLeave groups a look-alike whose first report joins the wrong
// story: the second begins its own, later ones of both find theirs, what was
// said of the first stands, and restarts change nothing.
func TestLookAlikeTakesLeave(t *testing.T) {
	bg := background(t)
	g := &Groups{Background: bg}
	var said []Assignment
	var got []ID
	for _, a := range lookAlikes {
		as := g.Update(a)
		said, got = append(said, as), append(got, as.Story)
	}
	if diff := cmp.Diff([]ID{1, 1, 1, 1, 1, 2, 2, 1}, got); diff != "" {
		t.Fatalf("-want +got:\n%s", diff)
	}
	if as := said[5]; !as.New || as.Left != 1 || as.Similarity < as.Needed {
		t.Errorf("the second report of the look-alike: %+v", as)
	}
	s, _ := g.Story(1)
	if diff := cmp.Diff([]string{"a1", "a2", "a3", "a4", "b1", "a5"}, s.Articles); diff != "" {
		t.Errorf("story 1, -want +got:\n%s", diff)
	}

	end := marshal(t, g)
	for at := range lookAlikes {
		g := &Groups{Background: bg}
		for i, a := range lookAlikes {
			if i == at {
				g = restart(t, g)
			}
			if got := g.Update(a); got != said[i] {
				t.Errorf("restart before article %d: article %d is assigned %+v, want %+v", at, i, got, said[i])
			}
		}
		if !bytes.Equal(marshal(t, g), end) {
			t.Errorf("restart before article %d: another state", at)
		}
	}
}

// TestUniteKeepsLookAlikesApart lets the two stories grow until it is asked whether
// they are one.
func TestUniteKeepsLookAlikesApart(t *testing.T) {
	g := &Groups{Background: background(t)}
	for range 2 {
		for _, a := range lookAlikes {
			if as := g.Update(a); as.Merged != 0 {
				t.Fatalf("%s: %+v", a.ID, as)
			}
		}
	}
}

// looked are the halves of articles that are known together.
func looked(bg *Background, articles []Article) (a, b []int) {
	g := &Groups{Background: bg}
	var counts [][]count
	for i := range articles {
		counts = append(counts, g.words.count(head(&articles[i])))
		g.learn(counts[i])
	}
	c := &closer{g: g}
	for i := range articles {
		v, length := g.weigh(counts[i])
		c.items = append(c.items, item{v, length})
	}
	return c.halves()
}

func TestHalves(t *testing.T) {
	bg := background(t)
	a, b := looked(bg, lookAlikes)
	if diff := cmp.Diff([][]int{{0, 1, 2, 3, 7}, {4, 5, 6}}, [][]int{a, b}); diff != "" {
		t.Errorf("look-alikes, -want +got:\n%s", diff)
	}
	one := slices.Clone(lookAlikes[:4])
	copies := append(slices.Clone(one), one[0], one[0], one[0])
	for name, of := range map[string][]Article{"one event": one, "copies": copies} {
		if a, b := looked(bg, of); a != nil || b != nil {
			t.Errorf("%s: halves %v and %v", name, a, b)
		}
	}
}

// TestHalvesLaws looks at some of the reports of three events: the halves are all
// of them, each in one half, and no half is of one report alone.
func TestHalvesLaws(t *testing.T) {
	bg := background(t)
	reports := rapid.SliceOfN(rapid.SampledFrom(slices.Concat(lookAlikes, notes)), 1, young)
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		articles := reports.Draw(t, "reports")
		a, b := looked(bg, articles)
		if a == nil && b == nil {
			return
		}
		found++
		all := slices.Concat(a, b)
		slices.Sort(all)
		for i, x := range all {
			if i != x {
				t.Fatalf("halves %v and %v", a, b)
			}
		}
		if len(all) != len(articles) || min(len(a), len(b)) < halfFrom {
			t.Fatalf("halves %v and %v of %d", a, b, len(articles))
		}
	})
	if found == 0 {
		t.Error("no halves at all")
	}
}
