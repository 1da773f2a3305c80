package segment

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestSentences has one paragraph a case, with | where a sentence ends.
func TestSentences(t *testing.T) {
	for _, want := range []string{
		"The bridge is closed.| It opens in May.",
		"Mr. Brown met Dr. Ito on Jan. 5.| They spoke.",
		"The U.S. Senate voted.| No one objected.",
		"It happened in the U.S.| The Senate was silent.",
		"He lives at 5 p.m. sharp, he says.",
		"J. R. Smith wrote it.| She read it.",
		"“We are done.”| He left the room.",
		"“Are we done?” he asked.| Nobody answered.",
		"Prices rose 3.5 percent.| Rents fell.",
		"Is it so?!| Yes.",
		"Wait...| The end.",
		"They paid $5 million to Acme Inc. in March.",
		"He works for Acme Inc.| She does not.",
		"See No. 5.| The rest is gone.",
		"An e.g. in the middle, i.e. here, stays.",
		"(It was late.)| Everyone slept.",
		"One sentence without an end",
		"She said no.| “Never,” she added.| Then she went.",
		"St. Petersburg is cold.| Minsk is too.",
		"Der Minister sagte: „Wir gehen.“| Dann ging er.",
	} {
		text := strings.ReplaceAll(want, "|", "")
		var got []string
		for s := range Sentences(text, Span{0, len(text)}) {
			got = append(got, s.Of(text))
		}
		if diff := cmp.Diff(strings.Split(strings.ReplaceAll(want, "| ", "|"), "|"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", text, diff)
		}
	}
}

func TestLines(t *testing.T) {
	text := "one\n\n  two\u00a0\r\n\t\nthree"
	type line struct {
		Number int
		Text   string
	}
	var got []line
	for n, s := range Lines(text) {
		got = append(got, line{n, s.Of(text)})
	}
	want := []line{{1, "one"}, {3, "two"}, {5, "three"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestPassages(t *testing.T) {
	text := "A one. A two. A three. A four.\nB one.\nC one. C two.\nD one. D two. D three."
	var paragraphs []Span
	for p := range Paragraphs(text) {
		paragraphs = append(paragraphs, p)
	}
	var got []string
	for _, p := range Passages(text, paragraphs, 3) {
		got = append(got, p.Of(text))
	}
	want := []string{"A one. A two. A three.", "A four.\nB one.", "C one. C two.", "D one. D two. D three."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTerms(t *testing.T) {
	tests := []struct{ text, want string }{
		{"The talks are expected.", "talk expect"},
		{"US and U.S. are one, us is not", "us us one"},
		{"Erdoğan, ERDOGAN and Erdog\u030can’s", "erdogan erdogan erdogan"},
		{"Iran’s win-win diplomacy", "iran win win diplomaci"},
		{"1,000 drones in 2026", "1,000 drone 2026"},
		{"don't stop", "don't stop"},
		{"", ""},
	}
	for _, test := range tests {
		if got := strings.Join(Terms(nil, test.text), " "); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}

func TestFold(t *testing.T) {
	for _, pair := range [][2]string{
		{"Erdoğan", "erdogan"}, {"İstanbul", "istanbul"}, {"Łódź", "lodz"}, {"Straße", "strasse"},
		{"O’Brien", "o'brien"}, {"Müller", "muller"}, {"win‑win", "win-win"}, {"Ærø", "aero"},
	} {
		if got := Fold(pair[0]); got != pair[1] {
			t.Errorf("%q: %q, want %q", pair[0], got, pair[1])
		}
		if again := Fold(pair[1]); again != pair[1] {
			t.Errorf("%q folds again to %q", pair[1], again)
		}
	}
}

// TestSpansLie checks the laws of the package on any text: spans are in range
// and in order, cut no UTF-8 sequence, have no white space at their ends, and
// sentences lose nothing but white space.
func TestSpansLie(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("ab AB.!?…“”\"'’ \n\t\u00a0-,5éİ世"))).Draw(t, "text")
		var paragraphs []Span
		last := 0
		for p := range Paragraphs(text) {
			sane(t, text, p, last)
			last = p.End
			paragraphs = append(paragraphs, p)
			end, kept := p.Start, ""
			for s := range Sentences(text, p) {
				sane(t, text, s, end)
				end = s.End
				kept += s.Of(text)
			}
			if squeeze(kept) != squeeze(p.Of(text)) {
				t.Fatalf("sentences of %q lose something: %q", p.Of(text), kept)
			}
		}
		last = 0
		for _, p := range Passages(text, paragraphs, 3) {
			sane(t, text, p, last)
			last = p.End
		}
		for s := range Words(text) {
			sane(t, text, s, 0)
		}
	})
}

func sane(t *rapid.T, text string, s Span, after int) {
	if !s.In(text) || s.Len() == 0 || s.Start < after || Trim(text, s) != s {
		t.Fatalf("span %v of %q after %d", s, text, after)
	}
}

func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func FuzzSentences(f *testing.F) {
	f.Add("Mr. Brown said “no.” He left.\nThen…")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		for p := range Paragraphs(text) {
			for s := range Sentences(text, p) {
				if !s.In(text) || s.Len() == 0 {
					t.Fatalf("span %v", s)
				}
			}
		}
		Terms(nil, text)
	})
}

func BenchmarkTerms(b *testing.B) {
	text := strings.Repeat("The Iranian foreign minister said on Friday that his country’s 1,000 drones were ready. ", 100)
	b.SetBytes(int64(len(text)))
	var terms []string
	for b.Loop() {
		terms = Terms(terms[:0], text)
	}
	_ = slices.Max(terms)
}

func BenchmarkStemmer(b *testing.B) {
	text := strings.Repeat("The Iranian foreign minister said on Friday that his country’s 1,000 drones were ready. ", 100)
	b.SetBytes(int64(len(text)))
	st := NewStemmer()
	var terms []string
	for b.Loop() {
		terms = st.Terms(terms[:0], text)
	}
	_ = slices.Max(terms)
}

func BenchmarkSentences(b *testing.B) {
	text := strings.Repeat("The Iranian foreign minister met Mr. Brown on Friday. They spoke for 2.5 hours. ", 100)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		for range Sentences(text, Span{0, len(text)}) {
		}
	}
}
