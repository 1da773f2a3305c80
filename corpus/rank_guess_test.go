package corpus

import (
	"fmt"
	"slices"
	"testing"

	"briefbot/corpus/vector"
)

func TestDescriptionsIn(t *testing.T) {
	for _, c := range []struct{ question, want string }{
		{"Why was the rapper barred?", "[[rapper bar]]"},
		{"What did the Norwegian minister's brother sell?", "[[norwegian minist] [brother sell]]"},
		{"Which ferry firm did the old harbour town of Lindvik sue?", "[[ferri firm] [old harbour town]]"},
		{"Who met Anna Holm in Lindvik?", "[]"},
		{"Did the pilot, the nurse and a cook leave?", "[[pilot] [nurs] [cook leav]]"},
		{"The ship sank in the cold green northern polar sea", "[[ship sank] [cold green northern polar]]"},
	} {
		if got := fmt.Sprint(descriptionsIn(c.question)); got != c.want {
			t.Errorf("%s: %s, want %s", c.question, got, c.want)
		}
	}
}

// news is an index in which a rapper, who is barred, is named beside what he is.
func news() *newsIndex {
	return indexed(
		[2]string{"The Tide", "Fans cheered when the rapper Olav Berg came to Lindvik. He sang for an hour."},
		[2]string{"Inland Post", "The rapper Berg was barred by the network after a quarrel about his posts. Nobody answered."},
		[2]string{"The Tide", "A judge, Anna Holm, opened the bridge on Monday. A crowd had gathered near the Lindvik harbour."},
		[2]string{"Inland Post", "Berg may return to the network in May. It said that it had warned him."},
	)
}

// What stands beside the words of a description may be meant, and neither what stands
// elsewhere nor a day.
func TestGuesses(t *testing.T) {
	x := news()
	x.vectors = vector.Embedded
	q := Query{Text: "Why was the rapper barred from the site?", Limit: 5}
	r := x.read(&q)
	list := x.ranking(r, &part{}).list
	guessed := x.guesses(r, &part{}, list)
	if len(guessed) == 0 || x.text(guessed[0].id) != "berg" {
		t.Fatalf("guessed %v", guessed)
	}
	for _, g := range guessed {
		if text := x.text(g.id); slices.Contains([]string{"anna", "holm", "monday", "may"}, text) {
			t.Errorf("%s is guessed for %v", text, g.words)
		}
	}
	if e := x.expand(r, &part{}, list, 0); e == nil || e.terms[len(r.terms)].weight != 0 {
		t.Errorf("where the question's words are enough a guess counts: %v", e.terms)
	}
	if e := x.expand(x.read(&Query{Text: "Who met Anna Holm?", Limit: 5}), &part{}, list, 1); e != nil {
		t.Errorf("a question that names whom it means is expanded by %v", e.terms)
	}
}

// A passage that has a question in other words has nearly all of it, if it has its names.
func TestSoftly(t *testing.T) {
	x := indexed(
		[2]string{"The Tide", "Gasoline prices doubled in Lindvik. Motorists queue for hours."},
		[2]string{"Inland Post", "Gasoline prices doubled in Holm. Nobody knows why."},
	)
	x.vectors = vector.Embedded
	softly := func(text string) float64 {
		q := Query{Text: text, Limit: 5}
		return x.evidence(x.read(&q), text).softly
	}
	near, far, other := softly("Why did petrol prices double in Lindvik?"), softly("Why did the choir sing in Lindvik?"), softly("Why did petrol prices double in Oslo?")
	if near < .75 || far > .4 || other != 0 {
		t.Errorf("in other words %.2f, on something else %.2f, of another place %.2f", near, far, other)
	}
	x.vectors = nil
	if got := softly("Why did petrol prices double in Lindvik?"); got != 0 {
		t.Errorf("without vectors: %.2f", got)
	}
}
