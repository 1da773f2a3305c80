package vector_test

import (
	"math"
	"testing"

	"briefbot/corpus/vector"
)

func TestSum(t *testing.T) {
	table := vector.Embedded()
	petrol, gasoline, film := word(t, "petrol"), word(t, "gasolin"), word(t, "film")
	var a, b, none vector.Sum
	a.Add(table, petrol, 2)
	b.Add(table, gasoline, 3)
	if got, want := a.Cosine(&b), table.Cosine(petrol, gasoline); math.Abs(got-want) > 1e-6 {
		t.Errorf("sums of one word each: %v, the words %v", got, want)
	}
	before := a.Cosine(&b)
	b.Add(table, film, 3)
	if after := a.Cosine(&b); after >= before {
		t.Errorf("with a word that is far: %v, without %v", after, before)
	}
	if got := none.Cosine(&a); got != 0 {
		t.Errorf("the sum of no word: %v", got)
	}
}
