package quotation

import "testing"

// checkFindings fails the test unless all spans can be read in the text.
func checkFindings(t *testing.T, text string, f *Findings) {
	t.Helper()
	last := 0
	for i, q := range f.Quotations {
		for _, s := range append([]Span{q.Content, q.Cue, q.Mention, q.Via, q.Addressee}, q.Fragments...) {
			if !s.In(text) {
				t.Fatalf("quotation %d: span %v is not in the text of %d bytes", i, s, len(text))
			}
		}
		if q.Content.Len() == 0 {
			t.Fatalf("quotation %d is empty", i)
		}
		if q.Content.Start < last {
			t.Fatalf("quotation %d begins at %d, before the one ahead of it", i, q.Content.Start)
		}
		last = q.Content.Start
		for k, s := range q.Fragments {
			if !q.Content.Covers(s) || s.Len() == 0 {
				t.Fatalf("quotation %d: fragment %v is not inside %v", i, s, q.Content)
			}
			if k > 0 && s.Start < q.Fragments[k-1].End {
				t.Fatalf("quotation %d: fragment %v overlaps the one before", i, s)
			}
		}
		switch {
		case q.Kind == Direct && len(q.Fragments) != 1, q.Kind == Mixed && len(q.Fragments) == 0, q.Kind == Reported && len(q.Fragments) > 0:
			t.Fatalf("quotation %d: %d fragments in kind %d", i, len(q.Fragments), q.Kind)
		}
	}
	first := 0
	for i, p := range f.People {
		if p.Name == "" || len(p.Mentions) == 0 {
			t.Fatalf("person %d: no name or no mention: %+v", i, p)
		}
		if p.Mentions[0].Start < first {
			t.Fatalf("person %d is not in order of first mention", i)
		}
		first = p.Mentions[0].Start
		for _, s := range p.Mentions {
			if !s.In(text) {
				t.Fatalf("person %d: mention %v is not in the text", i, s)
			}
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"“We lost the harvest,” farmer Joel Banks said. “The river took it in one night.\n\n“I have not slept since.”",
		"‘We didn’t know it’d rain,’ Tom O’Brien said.",
		"He said \"a\" \"b \"c\" \" d", "''``''``", "“““”””", "'a 'b 'c' d'", "according to", "According to the the the",
		"\xff“\xfe said Roe", "„Ja“, sagte er. »Nein«, rief sie.", "HOST: Will you?\n\nGARCIA: I will.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkFindings(t, text, Find(text, nil, Options{}))
		checkFindings(t, text, Find(text, nil, Options{RulesOnly: true, Attitudes: true}))
	})
}

func TestFindHeadline(t *testing.T) {
	text := "Ortiz calls delay ‘a lost winter’\nAna Ortiz called the delay “a lost winter” on Monday.\nPicture: Ida Holm\n“It will open in May,” she said."
	var blocks []Block
	for i, region := range []Region{Headline, Body, Caption, Body} {
		start := 0
		for range i {
			for text[start] != '\n' {
				start++
			}
			start++
		}
		end := start
		for end < len(text) && text[end] != '\n' {
			end++
		}
		blocks = append(blocks, Block{Span: at(start, end), Region: region})
	}
	f := Find(text, blocks, Options{Language: "en"})
	checkFindings(t, text, f)
	if len(f.Quotations) != 2 {
		t.Fatalf("found %d quotations, want 2: the headline repeats the body's", len(f.Quotations))
	}
	for _, q := range f.Quotations {
		if q.Speaker != "Ana Ortiz" {
			t.Errorf("speaker of %q is %q, want Ana Ortiz: a caption names nobody a pronoun stands for", q.Content.Of(text), q.Speaker)
		}
	}
}
