package entail

import (
	"fmt"
	"strings"
	"testing"
)

// FuzzClauses takes whatever text apart, as a statement and as a question.
func FuzzClauses(f *testing.F) {
	for _, s := range []string{
		"Norda was co-founded by Ida Berg last week.", "Who co-founded it?", "did", "Who", "How many boats did", "not to be", "Has Lund been", "In which", "What is's", "Who does, if not Lund, sell it?", "Which did (he sell)? It was.",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, c := range Clauses(text, nil) {
			for _, p := range append(c.Subject, c.Object...) {
				if p.Span.Start < 0 || p.Span.End > len(text) || p.Span.Start > p.Span.End {
					t.Errorf("%q: span %v", text, p.Span)
				}
			}
			if c.At.End > len(text) || c.At.Start >= c.At.End {
				t.Errorf("%q: verb at %v", text, c.At)
			}
		}
		if q, ok := Ask(text); ok && (q.Verb == "" || q.At.End > len(q.Text)) {
			t.Errorf("%q is read as %+v", text, q)
		}
	})
}

// describe is a clause as "subject verb object: standing".
func (c *Clause) describe(text string) string {
	words := func(list []Party) string {
		var all []string
		for _, p := range list {
			all = append(all, p.Span.Of(text))
		}
		return strings.Join(all, "+")
	}
	standing := map[Standing]string{Told: "told", Alleged: "alleged", Ahead: "ahead", Denied: "denied", Unreal: "unreal"}[c.Standing]
	return fmt.Sprintf("%s|%s|%s|%s", words(c.Subject), c.Verb, words(c.Object), standing)
}

func TestClauses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Holm fired Pia Halonen on Monday.", "Holm|fire|Pia Halonen|told"},
		{"The firm was bought by Norda last week.", "Norda|buy|firm|told"},
		{"The choir was co-founded by Kai Moe.", "Kai Moe|co-found|choir|told"},
		{"Borduria denied that it had shelled the lighthouse.", "it|shell|lighthouse|denied"},
		{"Ruritania accused Borduria of shelling the lighthouse.", "Borduria|shell|lighthouse|alleged"},
		{"A man believed to have shot Lund was freed.", "man|shoot|Lund|alleged"},
		{"Borduria threatened to attack the port.", "Borduria|attack|port|unreal"},
		{"Dahl refused to sign the treaty.", "Dahl|sign|treaty|denied"},
		{"The storm forced Dahl to close the pier.", "Dahl|close|pier|told"},
		{"Dahl will close the pier in May.", "Dahl|close|pier|ahead"},
		{"If the talks fail, Dahl could close the pier.", "Dahl|close|pier|unreal"},
		{"Dahl did not close the pier.", "Dahl|close|pier|denied"},
		{"Dahl failed to prevent the pier from sinking.", "Dahl|prevent|pier|denied"},
	} {
		var got []string
		for _, clause := range Clauses(c.text, map[string]bool{"holm": true, "dahl": true, "borduria": true, "ruritania": true}) {
			got = append(got, clause.describe(c.text))
		}
		if !strings.Contains(strings.Join(got, "\n"), c.want) {
			t.Errorf("%s\nhas %q, want %s", c.text, got, c.want)
		}
	}
}

func TestAsk(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Who bought Norda?", "somebody bought Norda: |buy|Norda|told 1"},
		{"Who was freed?", "somebody was freed: |free||told 2"},
		{"Which firm bought Norda?", "somebody bought Norda: |buy|Norda|told 1"},
		{"What did Norda buy?", "Norda did buy: Norda|buy||told 2"},
		{"How many ferries did Norda sell?", "Norda did sell: Norda|sell||told 2"},
		{"Did Norda buy Skagen?", "Norda Did buy Skagen: Norda|buy|Skagen|told 0"},
		{"Was Skagen sold?", "Skagen Was sold: |sell|Skagen|told 0"},
		{"Has Lund been arrested?", "Lund Has been arrested: |arrest|Lund|told 0"},
		{"Did Lund get fired?", "Lund was fired: |fire|Lund|told 0"},
		{"Did Norda vivisect Skagen?", "Norda vivisected Skagen: Norda|vivisect|Skagen|told 0"},
		{"Why did the rail strike end?", "the rail strike did end: rail strike|end||told 0"},
		{"Who is the head of Norda?", ""},
		{"Where is Norda?", ""},
		{"Which ferries are the oldest?", ""},
	} {
		q, ok := Ask(c.text)
		got := ""
		if ok {
			got = fmt.Sprintf("%s: %s %d", q.Text, q.describe(q.Text), q.Gap)
		}
		if got != c.want {
			t.Errorf("%s\nis read as %q, want %q", c.text, got, c.want)
		}
	}
}
