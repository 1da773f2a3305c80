package main

import (
	"bytes"
	"testing"
	"time"
)

// TestProgress shows the same ingest on a terminal, on one without colour, and
// in a file.
func TestProgress(t *testing.T) {
	for _, tt := range []struct {
		name string
		bar  bar
		want string
	}{
		{"a terminal", bar{draws: true, green: "<", plain: ">"},
			"\r\x1b[K[<###############>---------------]  50 % · 10 articles\r\x1b[K\r\x1b[K[<########################>------]  80 % · 16 articles · 2s left"},
		{"without colour", bar{draws: true},
			"\r\x1b[K[###############---------------]  50 % · 10 articles\r\x1b[K\r\x1b[K[########################------]  80 % · 16 articles · 2s left"},
		{"a file", bar{}, "briefbot:  80 % · 16 articles · 2s left\n"},
	} {
		var out bytes.Buffer
		now := time.Unix(0, 0)
		b := tt.bar
		b.w, b.now = &out, func() time.Time { return now }
		b.show(1, 5, 100)
		now = now.Add(time.Second)
		b.show(10, 50, 100)
		now = now.Add(time.Millisecond)
		b.show(11, 55, 100) // too soon
		b.clear()
		b.clear()
		now = now.Add(5 * time.Second)
		b.show(16, 80, 100)
		if got := out.String(); got != tt.want {
			t.Errorf("%s:\n got %q\nwant %q", tt.name, got, tt.want)
		}
	}
	b := bar{}
	if got := b.says(3, 7, 0); got != "3 articles" {
		t.Errorf("without an end: %q", got)
	}
}
