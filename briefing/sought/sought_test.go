package sought

import (
	"testing"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

func read(text string) Sought { return Read(phrase.Tokens(text, segment.Span{End: len(text)})) }

func TestRead(t *testing.T) {
	for _, c := range []struct {
		question string
		kind     Kind
		word     string
	}{
		{"Which planet did the probe reach?", Thing, "planet"},
		{"Which hockey team recently won its first cup?", Thing, "team"},
		{"Which state bans loud lawnmowers?", Place, "state"},
		{"Which town in Norway holds the herring race?", Place, "town"},
		{"Which carmaker offered two rebates?", Thing, "carmaker"},
		{"What is the title of Holm's memoir?", Thing, "memoir"},
		{"The band will tour in May. What is it called?", Thing, ""},
		{"Holm became the leader of which country this week?", Place, "country"},
		{"Who is Holm's wife?", Person, "wife"},
		{"Who won the cup?", Person, ""},
		{"How many ferries left?", Number, "ferries"},
		{"How long is the tunnel?", Number, ""},
		{"In which year did the mill close?", Time, "year"},
		{"Why did the mill close?", Nothing, ""},
		{"Did the mill close?", Nothing, ""},
		{"How did the mill burn?", Nothing, ""},
		{"Which is the most famous site for winter fairs?", Thing, "site"},
		{"What percentage of voters chose Holm?", Number, "percentage"},
		{"The wage may rise to which hourly amount?", Number, "amount"},
		{"What program did Holm create?", Thing, "program"},
		{"What killed the birds?", Thing, ""},
		{"", Nothing, ""},
	} {
		if s := read(c.question); s.Kind != c.kind || s.Word != c.word {
			t.Errorf("%s: kind %d %q, want %d %q", c.question, s.Kind, s.Word, c.kind, c.word)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("What is")
	f.Add("of which")
	f.Add("How many")
	f.Fuzz(func(t *testing.T, text string) {
		if s := read(text); s.Kind == Nothing && s.Word != "" {
			t.Errorf("%q: nothing is asked for, and it is a %s", text, s.Word)
		}
	})
}
