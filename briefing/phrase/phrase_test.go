package phrase

import (
	"testing"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

func TestIn(t *testing.T) {
	phrases := []string{" is expected ", " due to "}
	for text, want := range map[string]bool{
		"The envoy is expected on Friday.": true,
		"Is  EXPECTED, she said.":          true,
		"Due to":                           true,
		"It is unexpected.":                false,
		"is expectedly late":               false,
		"":                                 false,
	} {
		if got := In(text, phrases); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestCapital(t *testing.T) {
	for text, want := range map[string]bool{"Velm": true, "Éva met them": true, "velm": false, "7th": false, "": false} {
		if got := Capital(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// FuzzTokens holds every token to the bytes that it stands for, in their order, and
// Fold to the same words.
func FuzzTokens(f *testing.F) {
	f.Add("Café owners met, she said; “we’ll see”.", 0, 20)
	f.Add("A-B co-op’s 1,000\u00a0homes", 2, 9)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		span := segment.Span{Start: start, End: end}
		if !utf8.ValidString(text) || !span.In(text) {
			t.Skip()
		}
		at, joined := start, ""
		for _, w := range Tokens(text, span) {
			if w.Start < at || w.End > end || w.Span.Of(text) != w.Word || w.Word == "" {
				t.Fatalf("%+v of %v in %q", w, span, text)
			}
			if at = w.End; joined != "" {
				joined += " "
			}
			joined += w.Fold
		}
		if got := Fold(span.Of(text)); got != joined {
			t.Fatalf("%q folds to %q, its words to %q", span.Of(text), got, joined)
		}
	})
}
