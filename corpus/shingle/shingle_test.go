package shingle

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const note = `The ministers met in the old customs house on Tuesday, and neither side said for how long.
A clerk carried in water twice. By the evening there was a statement of four sentences, which spoke of progress.`

func TestNear(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"itself", note, note, true},
		{"case, punctuation, diacritics", note, strings.ToUpper(strings.ReplaceAll(note, ",", " –")), true},
		{"excerpt", note, "Share this story! " + note[93:180], true},
		{"a phrase in common", note, "In the old customs house a museum will open next spring, if the roof holds until then.", false},
		{"the same news in other words", note, "After talks behind closed doors both governments claimed to have moved closer, in a short text that came at dusk.", false},
		{"nothing", note, "", false},
		{"two words", "old house", "old house", false},
	}
	for _, test := range tests {
		if got := Of(test.a).Near(Of(test.b)); got != test.want {
			t.Errorf("%s: near %v, shared %d of %d", test.name, got, Of(test.a).Shared(Of(test.b)), len(Of(test.b)))
		}
	}
}

// TestLaws holds containment to what the package promises of it on any words.
func TestLaws(t *testing.T) {
	words := rapid.SliceOfN(rapid.SampledFrom(strings.Fields("a b c d e f g é İ x-y 1,000")), 0, 60)
	rapid.Check(t, func(t *rapid.T) {
		a, b := Of(strings.Join(words.Draw(t, "a"), " ")), Of(strings.Join(words.Draw(t, "b"), " "))
		c := a.Containment(b)
		if c != b.Containment(a) || c < 0 || c > 1 || a.Near(b) != b.Near(a) {
			t.Fatalf("containment %v and %v", c, b.Containment(a))
		}
		if len(a) > 0 && a.Containment(a) != 1 {
			t.Fatalf("a text is contained in itself by %v", a.Containment(a))
		}
		if !slices.IsSorted(a) || len(slices.Compact(slices.Clone(a))) != len(a) {
			t.Fatalf("no set: %v", a)
		}
	})
}

// TestIndexForgets fills an index far above its limit: it remembers the newest
// texts, under the numbers that they were given.
func TestIndexForgets(t *testing.T) {
	x := Index{Limit: 40}
	made := prose(7, 400, 30)
	for i, text := range made {
		if n := x.Add(Of(text)); n != i {
			t.Fatalf("text %d was given the number %d", i, n)
		}
		if len(x.sets) > 50 {
			t.Fatalf("%d texts remembered after %d", len(x.sets), i+1)
		}
	}
	for i, text := range made {
		copies := x.Near(Of(text))
		found := len(copies) > 0 && copies[0] == Copy{i, 1}
		if i >= len(made)-40 && !found || i < len(made)-50 && found {
			t.Errorf("text %d of %d: found %v", i, len(made), copies)
		}
	}
}

// prose makes n texts of random words.
func prose(seed uint64, n, words int) []string {
	r := rand.New(rand.NewPCG(seed, 0))
	texts := make([]string, n)
	for i := range texts {
		var b strings.Builder
		for range words {
			fmt.Fprintf(&b, "w%d ", r.IntN(20_000))
		}
		texts[i] = b.String()
	}
	return texts
}

func BenchmarkOf(b *testing.B) {
	text := strings.Repeat(note+" ", 8)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Of(text)
	}
}

// BenchmarkIndex looks one text up and adds it, among so many others of 300
// words.
func BenchmarkIndex(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			x := Index{Limit: n}
			sets := make([]Set, n)
			for i, text := range prose(1, n, 300) {
				sets[i] = Of(text)
				x.Add(sets[i])
			}
			i := 0
			for b.Loop() {
				s := sets[i%n]
				if len(x.Near(s)) == 0 {
					b.Fatal("a text does not find itself")
				}
				x.Add(s)
				i++
			}
		})
	}
}

// Near reports whether the texts of s and t are near copies.
func (s Set) Near(t Set) bool { return near(s.Shared(t), s, t) }
