package quotation

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// prose is news text of our own with what such text has: names, roles, marks of
// all kinds, paraphrase.
const prose = `Mayor Ana Ortiz said on Tuesday that the bridge would open in May, two years late. “We lost a winter,” she told reporters at the harbour, “and then we lost another.”

The contractor, Halden & Sons, has denied that it used the wrong steel. In a statement on Monday, its chief executive, Peter Halden, called the claim "a fairy tale with numbers in it" and said the company would publish its records.

According to a report by the safety board, nine of the forty cables failed a first test. Two engineers, who spoke on the condition of anonymity, said that they had warned the ministry in writing. A spokeswoman for the ministry declined to say whether it had answered.

“The alarm did not sound. Nobody had tested it since spring,” Karen Wu, the coroner, told the inquest. “That is the plain fact of it.”

The 55-year-old driver crossed the old bridge that night, as he did every night, with the radio on and a thermos of tea beside him. The river was high; it had rained for three days, and the fields along the road stood under water.

`

func corpusOf(size int) string {
	return strings.Repeat(prose, size/len(prose)+1)
}

// BenchmarkFind measures the default pipeline on text of the length of an
// article, and beside it a plain regular expression for the same marks.
func BenchmarkFind(b *testing.B) { benchmark(b, corpusOf(8000)) }

// BenchmarkArticles does so on the articles of the seeds, one after another, in
// which fewer words come again than in what BenchmarkFind repeats.
func BenchmarkArticles(b *testing.B) {
	var text strings.Builder
	for _, s := range seeds(b, Options{}) {
		text.WriteString(s.text + "\n\n")
	}
	benchmark(b, text.String())
}

func benchmark(b *testing.B, text string) {
	b.Run("default", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			Find(text, nil, Options{Language: "en"})
		}
	})
	b.Run("rules", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			Find(text, nil, Options{Language: "en", RulesOnly: true})
		}
	})
	b.Run("marks", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		var regions []region
		for b.Loop() {
			regions = pairMarks(regions[:0], text, at(0, len(text)))
		}
	})
	b.Run("regexp", func(b *testing.B) {
		marks := regexp.MustCompile(`“[^”\n]*”|"[^"\n]*"|„[^“\n]*“|«[^»\n]*»|‘[^’\n]*’`)
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			marks.FindAllStringIndex(text, -1)
		}
	})
}

// hostile are texts that look for a quadratic step.
var hostile = map[string]func(n int) string{
	"straight marks":       func(n int) string { return strings.Repeat(`"`, n) },
	"opening marks":        func(n int) string { return strings.Repeat("“", n/3) },
	"closing marks":        func(n int) string { return strings.Repeat("”", n/3) },
	"spaced opening marks": func(n int) string { return strings.Repeat("“a ", n/5) },
	"single marks":         func(n int) string { return strings.Repeat("'a ", n/3) },
	"plural possessives":   func(n int) string { return strings.Repeat("‘as’ s’ ", n/12) },
	"nested marks":         func(n int) string { return strings.Repeat("“‘a ", n/8) + strings.Repeat("’”", n/12) },
	"one line":             func(n int) string { return strings.ReplaceAll(corpusOf(n), "\n", " ") },
	"no stop":              func(n int) string { return strings.Repeat("said Roe and ", n/13) },
	"verbs":                func(n int) string { return strings.Repeat("said ", n/5) },
	"commas":               func(n int) string { return strings.Repeat("Roe, said, ", n/11) },
	"that":                 func(n int) string { return strings.Repeat("Roe said that ", n/14) },
	"names":                func(n int) string { return strings.Repeat("Ann Roe Bee Coe ", n/16) },
	"namesakes":            func(n int) string { return namesakes(n) },
	"pronouns":             func(n int) string { return strings.Repeat("“Yes,” he said. ", n/20) },
	"according":            func(n int) string { return strings.Repeat("according to Roe, ", n/18) },
	"quoted sentences":     func(n int) string { return "Roe said “" + strings.Repeat("It is. ", n/7) + "”" },
	"short lines":          func(n int) string { return strings.Repeat("A: “b\n", n/8) },
	"brackets":             func(n int) string { return strings.Repeat("Roe (Ohio said ", n/15) },
	"and":                  func(n int) string { return strings.Repeat("Ann and ", n/8) },
	"roles":                func(n int) string { return strings.Repeat("The mayor said so. Mayor Ann Roe left. ", n/39) },
}

func namesakes(n int) string {
	var b strings.Builder
	for i := 0; b.Len() < n; i++ {
		b.WriteString("Al")
		for x := i; x > 0; x /= 26 {
			b.WriteByte(byte('a' + x%26))
		}
		b.WriteString(" Smith said no. ")
	}
	return b.String()
}

// TestHostile finds nothing out of order in text that is made to break a finder.
func TestHostile(t *testing.T) {
	for name, build := range hostile {
		t.Run(name, func(t *testing.T) {
			text := build(40_000)
			checkFindings(t, text, Find(text, nil, Options{Language: "en"}))
		})
	}
}

// BenchmarkHostile gives how much longer ten times the text takes: 10 where time
// grows with the text, 100 where a step is quadratic.
//
//	go test ./corpus/quotation -run '^$' -bench Hostile -benchtime 1x
func BenchmarkHostile(b *testing.B) {
	const size, times = 100_000, 10
	for _, name := range slices.Sorted(maps.Keys(hostile)) {
		b.Run(name, func(b *testing.B) {
			small, large := hostile[name](size), hostile[name](times*size)
			took := func(text string) time.Duration {
				best := time.Hour
				for range 3 {
					start := time.Now()
					Find(text, nil, Options{Language: "en"})
					best = min(best, time.Since(start))
				}
				return best
			}
			ratio := 0.0
			for b.Loop() {
				ratio = float64(took(large)) / float64(took(small))
			}
			b.ReportMetric(ratio, "times-for-10-times")
		})
	}
}
