package briefing

import (
	"strings"
	"testing"

	"briefbot/corpus/segment"
)

// TestSearched has a question for who confirms something searched for by what it is.
func TestSearched(t *testing.T) {
	for _, c := range []struct{ question, want string }{
		{"How many outlets confirm Lindvik?", "lindvik"},
		{"Who confirmed the strike in Lindvik?", "strike lindvik"},
		{"How many ferries sank off Lindvik?", "mani ferri sank lindvik"},
	} {
		if got := strings.Join(segment.Terms(nil, searched(c.question)), " "); got != c.want {
			t.Errorf("%s: searched by %q, want %q", c.question, got, c.want)
		}
	}
}
