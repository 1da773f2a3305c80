package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"briefbot/corpus"
)

// TestNothingSteersTheTerminal: the name of a file, a headline and the text of an
// error are others' words, and may hold what a terminal obeys.
func TestNothingSteersTheTerminal(t *testing.T) {
	const hostile = "a\x1b]0;pwned\x07b\r\u202ec.txt"
	var out, errs bytes.Buffer
	c := &call{stdout: &out, stderr: &errs}
	tally := newTally(c)
	for _, outcome := range []corpus.Outcome{corpus.Added, corpus.Duplicate, corpus.Noted, corpus.Refused} {
		tally.report(corpus.Receipt{Item: hostile, Outcome: outcome, ID: "0123456789abcdef", Detail: hostile})
	}
	tally.done(false)
	exitStatus(&hintedError{errors.New("read " + hostile), "try another"}, &errs)
	for _, shown := range []string{out.String(), errs.String()} {
		if strings.ContainsAny(shown, "\x1b\x07\r\u202e") || !strings.Contains(shown, "c.txt") {
			t.Errorf("%q", shown)
		}
	}
}
