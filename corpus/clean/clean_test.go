package clean_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"briefbot/corpus/casetest"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

var update = flag.Bool("update", false, "write what the tests get as what they want")

// TestPages reads every testdata/*.txtar: a file "page", and in "want" what each
// of its lines is, and its record.
func TestPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			c := casetest.Read(t, name)
			got := describe(c.File("page"))
			if *update {
				c.Set(t, "want", got)
				return
			}
			if d := cmp.Diff(c.File("want"), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// describe writes a page's lines and its record as the cases keep them.
func describe(text string) string {
	var b strings.Builder
	lines := clean.Lines(text)
	for _, l := range lines {
		s := []rune(l.Of(text))
		if len(s) > 40 {
			s = append(s[:39], '…')
		}
		fmt.Fprintf(&b, "%2d %-11s %s  [%s]\n", l.Number, l.Class, string(s), l.Why)
	}
	r := clean.Read(text, lines)
	for _, f := range []struct {
		name string
		clean.Field
	}{{"headline", r.Headline}, {"outlet", r.Outlet}, {"byline", r.Byline}, {"origin", r.Origin}} {
		if f.Value != "" || f.How != "" {
			fmt.Fprintf(&b, "%s: %s  [%s]\n", f.name, f.Value, f.How)
		}
	}
	if p := r.Published; !p.Time.IsZero() || p.How != "" {
		mark, date := "", "none"
		if p.Inferred {
			mark = "~"
		}
		if !p.Time.IsZero() {
			date = p.Time.Format(time.RFC3339)
		}
		fmt.Fprintf(&b, "published: %s%s  [%s]\n", mark, date, p.How)
	}
	if r.Note {
		b.WriteString("note\n")
	}
	return b.String()
}

// laws says what holds of the lines of any text.
func laws(t interface{ Fatalf(string, ...any) }, text string) {
	lines := clean.Lines(text)
	i := 0
	for n, s := range segment.Lines(text) {
		if i < len(lines) && lines[i].Number == n {
			l := lines[i]
			if !l.In(text) || l.Len() == 0 {
				t.Fatalf("line %d: bad span %v", n, l.Span)
			}
			want := s.Of(text)
			if s.Start == 0 {
				want = strings.TrimSpace(strings.TrimPrefix(want, "\ufeff"))
			}
			if got := l.Of(text); got != want {
				t.Fatalf("line %d: %q, want all of %q", n, got, want)
			}
			if l.Why == "" {
				t.Fatalf("line %d: no reason", n)
			}
			i++
		} else if s.Start > 0 || s.Of(text) != "\ufeff" {
			t.Fatalf("line %d is missing", n)
		}
	}
	if i != len(lines) {
		t.Fatalf("%d lines more than the text has", len(lines)-i)
	}
	clean.Read(text, lines)
}

func TestEveryLineIsClassed(t *testing.T) {
	part := rapid.SampledFrom([]string{"\n", "\n\n", "\ufeff", "\u00a0", "Share", "|", "| a | b |", "By Anna Example", "A sentence of the article says that it is one.", "Cut off...", "© 2026 The Courier", "[…] x […]", "—", "(Jo Doe/AP)", " ", "é", "\r\n", "Related topics", "More:Other"})
	rapid.Check(t, func(t *rapid.T) {
		laws(t, strings.Join(rapid.SliceOfN(part, 0, 40).Draw(t, "parts"), ""))
	})
}

func FuzzLines(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range files {
		f.Add(casetest.Read(f, name).File("page"))
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		laws(t, text)
	})
}

func TestParseDate(t *testing.T) {
	tests := []struct{ in, want string }{
		{"31 Jan 2026, 10:11 am", "2026-01-31T10:11:00Z"},
		{"January 30, 2026", "2026-01-30T00:00:00Z"},
		{"Jan. 27, 2026 at 4:05 p.m. ET", "2026-01-27T21:05:00Z"},
		{"Fri, 30 Jan 2026 08:00:00 GMT", "2026-01-30T08:00:00Z"},
		{"Fri, 30 Jan 2026 08:00:00 +0200", "2026-01-30T06:00:00Z"},
		{"2026-01-31T10:11:00+06:00", "2026-01-31T04:11:00Z"},
		{"2026-01-31", "2026-01-31T00:00:00Z"},
		{"3. Februar 2026", "2026-02-03T00:00:00Z"},
		{"3.2.2026", "2026-02-03T00:00:00Z"},
		{"Friday, 30th January 2026", "2026-01-30T00:00:00Z"},
		{"10:15 30 January 2026", "2026-01-30T10:15:00Z"},
		{"2099-01-01", "the year 2099 is out of range"},
		{"31 February 2026", "not understood"},
		{"yesterday", "not understood"},
		{"", "empty"},
	}
	for _, tt := range tests {
		got, err := clean.ParseDate(tt.in)
		if err != nil {
			if strings.HasSuffix(tt.want, "Z") || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%q: %v, want %s", tt.in, err, tt.want)
			}
			continue
		}
		if s := got.UTC().Format(time.RFC3339); s != tt.want {
			t.Errorf("%q: %s, want %s", tt.in, s, tt.want)
		}
	}
}

func TestAfter(t *testing.T) {
	tests := []struct {
		in, outlet, date string
		inferred         bool
	}{
		{"The Courier, 2026-01-30", "The Courier", "2026-01-30", false},
		{"The Courier, ~30 January 2026", "The Courier", "2026-01-30", true},
		{"The Courier, January 30, 2026", "The Courier", "2026-01-30", false},
		{"an unnamed site, ~2026-01-30", "", "2026-01-30", true},
		{"The Courier", "", "", false},
	}
	for _, tt := range tests {
		outlet, date, err := clean.After(tt.in)
		if (err != nil) != (tt.date == "") {
			t.Errorf("%q: %v", tt.in, err)
		}
		if err == nil && (outlet != tt.outlet || date.Time.Format(time.DateOnly) != tt.date || date.Inferred != tt.inferred) {
			t.Errorf("%q: %q, %v", tt.in, outlet, date)
		}
	}
}

func TestClassNames(t *testing.T) {
	for c := clean.Body; c <= clean.Separator; c++ {
		b, err := c.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var back clean.Class
		if err := back.UnmarshalText(b); err != nil || back != c {
			t.Errorf("%s: %v, %v", b, back, err)
		}
	}
	var c clean.Class
	if c.UnmarshalText([]byte("prose")) == nil {
		t.Error("an unknown class was read")
	}
}

func BenchmarkLines(b *testing.B) {
	var text strings.Builder
	for i := range 40 {
		fmt.Fprintf(&text, "The harbour board met on Tuesday for the %dth time this year and put off its vote on the new quay once more, because three of its members had asked for another report.\n\n", i)
		if i%10 == 0 {
			text.WriteString("Why the quay is late\n\nShare\n\n")
		}
	}
	s := text.String()
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		clean.Lines(s)
	}
}
