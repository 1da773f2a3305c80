package corpus

import (
	"strings"
	"testing"
)

// A dateline is found and shown with its passage, and stands in no sentence, no
// passage and no statement; their offsets are slices of the text as before.
func TestDateline(t *testing.T) {
	const lead = "KYIV, Ukraine, Feb. 3 (Reuters) - "
	const said = "“We will be back,” the harbour master Jo Doe said on Tuesday."
	text := lead + said + " The ferry made its last crossing.\n\nNobody on the quay believed him, a porter said.\n"
	a := &Article{Text: text, Language: "en"}
	a.Identify()
	d := Analyze(a)
	if p := d.Place(); p.Value != "Kyiv, Ukraine" {
		t.Errorf("place %q", p.Value)
	}
	for _, p := range d.Passages {
		if strings.Contains(p.Of(text), "Reuters") {
			t.Errorf("passage %q", p.Of(text))
		}
	}
	first := d.Passages[0].Span
	if got := d.Opened(first).Of(text); !strings.HasPrefix(got, lead+said) {
		t.Errorf("the first passage is shown as %q", got)
	}
	if later := (Span{Start: first.Start + 5, End: first.End}); d.Opened(later) != later {
		t.Error("a span inside the paragraph is shown with the dateline")
	}
	if got := d.SentenceAt(Span{Start: first.Start + 5, End: first.Start + 9}).Of(text); got != said {
		t.Errorf("the first sentence is %q", got)
	}
	if len(d.Quotations) == 0 {
		t.Fatal("no statement")
	}
	for _, q := range d.Quotations {
		if q.Content.Start < len(lead) || q.Mention.Len() > 0 && q.Mention.Start < len(lead) {
			t.Errorf("the statement %q by %q reaches into the dateline", q.Content.Of(text), q.Speaker)
		}
	}
	x := indexed([2]string{"The Tide", text}, [2]string{"Inland Post", "LOWTON (AP) - A cow was born in a field.\n"})
	if found := x.rank(x.read(&Query{Text: "Kyiv", Limit: 3})); len(found) != 1 || found[0].article.article.Outlet.Value != "The Tide" {
		t.Errorf("asked by the place: %d passages", len(found))
	}
}
