package briefing

import (
	"fmt"
	"testing"
)

func TestNames(t *testing.T) {
	for sentence, want := range map[string]string{
		"On Tuesday Ada Lorent left Velm in March.":  "[ada lorent velm]",
		"Nobody was there.":                          "[]",
		"“We saw it,” said Erdoğan's envoy in Tolva": "[erdogan tolva]",
	} {
		if got := fmt.Sprint(Names(sentence)); got != want {
			t.Errorf("%s: %s, want %s", sentence, got, want)
		}
	}
}
