package digest

import (
	"testing"

	"briefbot/corpus"
)

// TestGenre: what an article is for is told by its headline and its address.
func TestGenre(t *testing.T) {
	for _, tt := range []struct {
		headline, address string
		want              genre
	}{
		{"Dam at Orsk bursts", "", reports},
		{"Whatever happens, Orsk holds, minister says", "", reports},
		{"Isle of Harne closed", "", reports},
		{"Analysts expect rain in Velm", "", reports},
		{"Minister says why the dam leaks", "", reports},
		{"Dam at Orsk bursts", "https://velm.example/2026/how-to/dam", reports},
		{"How the Orsk dam leaks", "", explains},
		{"Orsk dam: What we know so far", "", explains},
		{"What to know about the Orsk dam", "", explains},
		{"The dam is safe. Here’s why", "", explains},
		{"Is the dam safe?", "", explains},
		{"Dam at Orsk", "https://velm.example/2026/orsk-dam-explainer-intl", explains},
		{"Three takeaways from the hearing", "", explains},
		{"Opinion: Velm deserves better", "", comments},
		{"Analysis | The price of a dam", "", comments},
		{"Velm deserves better", "https://velm.example/opinion/2026/dam", comments},
		{"Dams, debts and ducks: 5 things podcast", "", comments},
		{"Fact check: Can the dam swim?", "", comments},
	} {
		a := &corpus.Article{URL: tt.address}
		a.Headline.Value = tt.headline
		if got := genreOf(a); got != tt.want {
			t.Errorf("%q %s: %d, want %d", tt.headline, tt.address, got, tt.want)
		}
	}
}
