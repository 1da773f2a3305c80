package check_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"briefbot/briefing/check"
	"briefbot/briefing/modality"
)

// harbour is an article of our own.
var harbour = fstest.MapFS{"herald.txt": {Data: []byte(`Council keeps the harbour

“We will not sell the harbour to anyone,” Mayor Anna Lund told reporters on Tuesday.

Port director Henrik Dahl said that the old quay was in poor repair, and that lorries should stay away from it.

“The offer was generous,” Dahl said.

“Quite the day,” Dahl said of the launch.

Dahl denied that the crane had been stolen.

Lund attacked the pilots of the harbour.
`)}}

// TestMessage has in each message the claims that it is read as: the words, the
// speaker, and the verdict.
func TestMessage(t *testing.T) {
	k, _ := load(t, harbour)
	for _, test := range []struct {
		message string
		want    []string
	}{
		{`Lund said "we will not sell the harbour to anyone", fine.`, []string{"we will not sell the harbour to anyone | Anna Lund | exact"}},
		{`Lund: "we will sell the harbour to anyone"`, []string{"we will sell the harbour to anyone | Anna Lund | altered"}},
		{"“We will not sell the harbour” — Dahl", []string{"We will not sell the harbour | Henrik Dahl | exact_other_speaker"}},
		{"«The offer was generous» (Henrik Dahl)", []string{"The offer was generous | Henrik Dahl | exact"}},
		{"„The offer was generous“", []string{"The offer was generous |  | exact"}},
		{"He's sure it's Lund's 'offer' that 'was generous'.", []string{"offer |  | exact", "was generous |  | exact"}},
		{"> **“The offer was generous”**\nDahl isn't wrong", []string{"The offer was generous |  | exact"}},
		{"Dahl said that the quay was in poor repair.", []string{"the quay was in poor repair | Henrik Dahl | nearest_statement"}},
		{`Dahl came late and Mayor Lund said "the offer was generous"`, []string{"the offer was generous | Anna Lund | exact_other_speaker"}},
		{`Lund said "we will not sell the harbour"; according to Henrik Dahl, "the offer was generous".`, []string{
			"we will not sell the harbour | Anna Lund | exact", "the offer was generous | Henrik Dahl | exact"}},
		{`Henrik Dahl on Lund: "the offer was generous"`, []string{"the offer was generous | Henrik Dahl | exact"}},
		{`Dahl never said "the offer was generous".`, []string{"the offer was generous | Henrik Dahl | exact, not said"}},
		{"Dahl said that the crane had been stolen.", []string{"the crane had been stolen | Henrik Dahl | nearest_statement, contrary"}},
		{"Dahl denied that the crane had been stolen.", []string{"denied that the crane had been stolen | Henrik Dahl | nearest_statement"}},
		{"Dahl said that the crane had not been stolen.", []string{"the crane had not been stolen | Henrik Dahl | nearest_statement"}},
		{"Lund attacked the pilots of the harbour.", []string{"attacked the pilots of the harbour | Anna Lund | nearest_statement"}},
		{"Dahl said that he would resign on Monday.", []string{"he would resign on Monday | Henrik Dahl | no_support"}},
		{"Dahl said that he would quit the port.", []string{"he would quit the port | Henrik Dahl | no_support"}},
		{"Lund said that the quay was in poor repair.", []string{"the quay was in poor repair | Anna Lund | no_support"}},
		{"「The offer was generous」 and “never closed", []string{"The offer was generous |  | exact"}},
		{"A 6\" pipe and 5' of rope", nil},
		{"Good morning", nil},
	} {
		r, err := k.Message(context.Background(), test.message)
		var got []string
		if err == nil {
			for _, c := range r.Results {
				if c.Span.Of(test.message) != c.Quote {
					t.Errorf("%s: %q is not at %v", test.message, c.Quote, c.Span)
				}
				line := fmt.Sprintf("%s | %s | %s", c.Quote, c.Speaker, c.Verdict)
				if c.Stated == modality.NotSaid {
					line += ", not said"
				}
				if c.Contrary {
					line += ", contrary"
				}
				got = append(got, line)
			}
		} else if err != check.ErrNoWords {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.message, diff)
		}
	}
}

// TestManyClaims checks the first of many, each once, and says how many are left.
func TestManyClaims(t *testing.T) {
	k, _ := load(t, harbour)
	var message strings.Builder
	for i := range 100 {
		fmt.Fprintf(&message, "“The offer %d was generous” ", i/2)
	}
	r, err := k.Message(context.Background(), message.String())
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Results) == 0 || len(r.Results)+r.More != 50 {
		t.Errorf("%d checked, %d more, of 50", len(r.Results), r.More)
	}
}
