package misspell

import (
	"strings"
	"testing"
)

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b       string
		most, want int
	}{
		{"", "", 2, 0}, {"oslo", "oslo", 0, 0}, {"muks", "musk", 2, 1}, {"petro", "pedro", 2, 1},
		{"bergenn", "bergen", 2, 1}, {"brgen", "bergen", 2, 1}, {"vardal", "lindvik", 2, 3}, {"åse", "ase", 2, 1}, {"abcd", "dcba", 9, 3}, {"ergodan", "erdogan", 2, 1}, {"nilda", "linda", 2, 1}, {"abcdef", "abedcf", 2, 1},
		{"abc", "abcdefgh", 2, 3}, {"kitten", "sitting", 5, 3},
	} {
		if got := Distance(c.a, c.b, c.most); got != c.want {
			t.Errorf("%q to %q within %d: %d, want %d", c.a, c.b, c.most, got, c.want)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct {
		typed, known string
		edits        int
		ok           bool
	}{
		{"anna brg", "anna berg", 0, false}, // three letters
		{"anna bergg", "anna berg", 1, true},
		{"ana lindvik", "anna lindvik", 0, false},
		{"anna lidvik", "anna lindvik", 1, true},
		{"lidvik", "anna lindvik", 0, false},
		{"anna lndvk", "anna lindvik", 0, false},
	} {
		edits, ok := Words(strings.Fields(c.typed), strings.Fields(c.known))
		if ok != c.ok || ok && edits != c.edits {
			t.Errorf("%s for %s: %d, %v", c.typed, c.known, edits, ok)
		}
	}
}

// Distance is a metric, as far as it is told: the same both ways, none to itself,
// and no more than changing, adding or leaving out every letter.
func FuzzDistance(f *testing.F) {
	f.Add("musk", "muks")
	f.Add("", "a")
	f.Add("ßé", "se")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 40 || len(b) > 40 {
			return
		}
		a, b = strings.ToValidUTF8(a, ""), strings.ToValidUTF8(b, "")
		all := max(len([]rune(a)), len([]rune(b)))
		d := Distance(a, b, all)
		if d != Distance(b, a, all) || d > all || (d == 0) != (a == b) {
			t.Errorf("%q, %q: %d", a, b, d)
		}
		if d > 0 && Distance(a, b, d-1) != d {
			t.Errorf("%q, %q: within %d it is not %d", a, b, d-1, d)
		}
	})
}
