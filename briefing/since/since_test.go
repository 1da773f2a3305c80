package since

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestParse(t *testing.T) {
	now := time.Date(2026, 2, 4, 20, 15, 0, 0, time.FixedZone("", 3600)) // a Wednesday
	for text, want := range map[string]string{
		"":                     "0001-01-01T00:00:00Z",
		"today":                "2026-02-04T00:00:00+01:00",
		" Yesterday ":          "2026-02-03T00:00:00+01:00",
		"gestern":              "2026-02-03T00:00:00+01:00",
		"dün":                  "2026-02-03T00:00:00+01:00",
		"Friday":               "2026-01-30T00:00:00+01:00",
		"since Friday":         "2026-01-30T00:00:00+01:00",
		"seit Freitag":         "2026-01-30T00:00:00+01:00",
		"wednesday":            "2026-01-28T00:00:00+01:00",
		"24h":                  "2026-02-03T20:15:00+01:00",
		"90m":                  "2026-02-04T18:45:00+01:00",
		"12 hours":             "2026-02-04T08:15:00+01:00",
		"7d":                   "2026-01-28T20:15:00+01:00",
		"3 days":               "2026-02-01T20:15:00+01:00",
		"2w":                   "2026-01-21T20:15:00+01:00",
		"2026-01-30":           "2026-01-30T00:00:00+01:00",
		"2026-01-30T07:00:00Z": "2026-01-30T07:00:00Z",
	} {
		got, err := Parse(text, now)
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("Parse(%q) = %s, %v, want %s", text, got.Format(time.RFC3339), err, want)
		}
	}
	for _, text := range []string{"soon", "-3d", "-24h", "99999999d", "2026-13-01", "d", "“", "7 fridays"} {
		if got, err := Parse(text, now); !errors.As(err, new(*Error)) {
			t.Errorf("Parse(%q) = %s, %v, want an *Error", text, got, err)
		}
	}
}

// Whatever is typed, a time that is read lies before now, or is one that was
// written out.
func FuzzParse(f *testing.F) {
	now := time.Date(2026, 2, 4, 20, 15, 0, 0, time.UTC)
	for _, s := range []string{"yesterday", "24h", "7d", "since Friday", "2026-01-30", "1e9h"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Parse(s, now)
		if err == nil && got.After(now) && !strings.Contains(s, "-") {
			t.Errorf("Parse(%q) = %s", s, got)
		}
	})
}
