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
	}{{"headline", r.Headline}, {"outlet", r.Outlet}, {"byline", r.Byline}, {"origin", r.Origin}, {"rights", r.Rights}, {"place", r.Place}} {
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
			got := l.Of(text)
			if i+1 < len(lines) && lines[i+1].Number == n { // a dateline and its paragraph
				next := lines[i+1]
				if l.Class != clean.Dateline || next.Class != clean.Body || next.Len() == 0 || next.Start < l.End || strings.TrimSpace(text[l.End:next.Start]) != "" {
					t.Fatalf("line %d: %q is followed by %q", n, got, next.Of(text))
				}
				got = text[l.Start:next.End]
				i++
			}
			if got != want {
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
	part := rapid.SampledFrom([]string{"\n", "\n\n", "\ufeff", "\u00a0", "Share", "|", "| a | b |", "By Anna Example", "A sentence of the article says that it is one.", "Cut off...", "© 2026 The Courier", "[…] x […]", "—", "(Jo Doe/AP)", "PORT ALDER (Reuters) - ", "LOWTON, Feb. 3 – ", "9:30 p.m.", "Image 3 of 12", " ", "é", "\r\n", "Related topics", "More:Other"})
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

// A dateline is read in all its forms, and nothing else is.
func TestDatelines(t *testing.T) {
	const rest = "The ferry sails at noon, the board said."
	tests := []struct{ opens, place, origin, published string }{
		{"KYIV, Ukraine, Feb. 3 (Reuters) - ", "Kyiv, Ukraine", "Reuters", "line 1, dateline, names 3 February and no year"},
		{"ISTANBUL (AP) — ", "Istanbul", "The Associated Press", ""},
		{"ANKARA/ISTANBUL, 3 February 2026 (AFP) – ", "Ankara/Istanbul", "Agence France-Presse", "2026-02-03"},
		{"MOSCOW, February 3, 2026. /TASS/. ", "Moscow", "TASS", "2026-02-03"},
		{"BEIJING, Feb. 30 (Xinhua) -- ", "Beijing", "Xinhua", "line 1, dateline, names 30 February and no year"},
		{"Port Alder, Maine (CNN) ", "Port Alder, Maine", "CNN", ""},
		{"(Reuters) - ", "", "Reuters", ""},
		{"WASHINGTON – ", "Washington", "", ""},
		{"WASHINGTON, D.C. — ", "Washington, D.C.", "", ""},
		{"ST. LOUIS — ", "St. Louis", "", ""},
		{"ROME - ", "Rome", "", ""},
		{"LOWTON (KLTN) — ", "Lowton", "", ""},
	}
	for _, tt := range tests {
		text := tt.opens + rest
		lines := clean.Lines(text)
		if len(lines) != 2 || lines[0].Class != clean.Dateline || lines[1].Of(text) != rest {
			t.Errorf("%q: %d lines", text, len(lines))
			continue
		}
		r := clean.Read(text, lines)
		published := r.Published.How
		if !r.Published.Time.IsZero() {
			published = r.Published.Time.Format(time.DateOnly)
		}
		if r.Place.Value != tt.place || r.Origin.Value != tt.origin || published != tt.published {
			t.Errorf("%q: place %q, origin %q, published %q", tt.opens, r.Place.Value, r.Origin.Value, published)
		}
	}
	for _, opens := range []string{
		"NATO – ", "WATCH LIVE — ", "The harbour board (AP) — ", "Jo Doe (left) — ", "HARBOUR NEWS – ", "“LOWTON (AP) — ", "LOWTON, 3 boats — ",
		"In LOWTON (AP) — ", "The AP – ", "Q – ", "LOWTON: ", "UEFA (Europe): ", "2026 – ",
	} {
		text := opens + rest
		if lines := clean.Lines(text); len(lines) != 1 {
			t.Errorf("%q is read as a dateline", lines[0].Of(text))
		}
	}
	// Without an agency in brackets it stands before the first paragraph alone.
	text := "The last ferry of the year sails at noon.\nLOWTON – " + rest
	if lines := clean.Lines(text); len(lines) != 2 {
		t.Errorf("%q is read as a dateline", lines[1].Of(text))
	}
}

// Sentences of an article that begin, or end, as the page around it does.
func TestStaysBody(t *testing.T) {
	for _, s := range []string{
		"On Telegram, the mayor thanked the crews.",
		"On Twitter, he called the plan a mistake and promised another one.",
		"The paper asked readers to sign up for its newsletter, and four thousand did.",
		"Parents may sign up for the trip until Friday, the school said.",
		"A version of this plan was turned down in March by the same board.",
		"Follow the river for an hour and you reach the lock that failed.",
		"Reach for a map of the harbour and you find neither of the two quays.",
		"The reporter covers the harbour and was told of the plan by email, the board said.",
		"Police can be reached at 555 0100, the mayor said.",
		"Image 3 of 12 that the board published shows the crack.",
		"At 9:30 a.m. the lock failed.",
		"He has worked for the AP/Reuters pool since the flood.",
		"The ferry sails Tuesday. Port Alder/Lowton tickets are sold on board.",
		"Watchers of the river wrote to the board, and the board wrote back to them.",
		"If you make a purchase on board you pay in coins.",
	} {
		text := "The harbour board met on Tuesday and put off its vote once more.\n" + s + "\nIt will meet again on Friday, its chair said, and vote then.\n"
		if l := clean.Lines(text)[1]; l.Class != clean.Body {
			t.Errorf("%q: %v (%s)", s, l.Class, l.Why)
		}
	}
}
