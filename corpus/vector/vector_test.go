package vector_test

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"briefbot/corpus/vector"
)

func word(t *testing.T, term string) vector.Word {
	t.Helper()
	w, ok := vector.Embedded().Lookup(term)
	if !ok || vector.Embedded().Term(w) != term {
		t.Fatalf("%q is not in the table", term)
	}
	return w
}

// What means much the same is nearer than what merely stands beside it.
func TestCosine(t *testing.T) {
	table := vector.Embedded()
	for _, c := range []struct{ term, near, far string }{
		{"petrol", "gasolin", "film"},
		{"doctor", "physician", "lawyer"},
		{"film", "movi", "storm"},
		{"storm", "hurrican", "doctor"},
		{"die", "death", "elect"},
	} {
		near, far := table.Cosine(word(t, c.term), word(t, c.near)), table.Cosine(word(t, c.term), word(t, c.far))
		if near <= far || near > 1 {
			t.Errorf("%s: %s %.2f, %s %.2f", c.term, c.near, near, c.far, far)
		}
		if back := table.Cosine(word(t, c.near), word(t, c.term)); back != near {
			t.Errorf("%s and %s: %v, the other way round %v", c.term, c.near, near, back)
		}
		if self := table.Cosine(word(t, c.term), word(t, c.term)); math.Abs(self-1) > 1e-6 {
			t.Errorf("%s and itself: %v", c.term, self)
		}
	}
	if _, ok := table.Lookup("no such term"); ok {
		t.Error("found what is not there")
	}
}

// Near finds, by sketches, most of what a look at every vector finds, in order.
func TestNear(t *testing.T) {
	table := vector.Embedded()
	found, all := 0, 0
	for _, term := range []string{"petrol", "doctor", "film", "storm", "kill", "cost", "elect", "singer"} {
		w := word(t, term)
		near := table.Near(w, table.Len(), .55)
		if !slices.IsSortedFunc(near, func(a, b vector.Neighbour) int {
			return map[bool]int{true: -1, false: 1}[a.Cosine >= b.Cosine]
		}) {
			t.Errorf("%s: not in order", term)
		}
		for _, n := range near {
			if n.Word == w || n.Cosine < .55 || n.Cosine != table.Cosine(w, n.Word) {
				t.Errorf("%s: %s at %v", term, table.Term(n.Word), n.Cosine)
			}
		}
		if few := table.Near(w, 3, .55); !slices.Equal(few, near[:3]) {
			t.Errorf("%s: the first three are not the first of all", term)
		}
		found += len(near)
		for i := range table.Len() {
			if vector.Word(i) != w && table.Cosine(w, vector.Word(i)) >= .55 {
				all++
			}
		}
	}
	if float64(found) < .9*float64(all) {
		t.Errorf("%d of %d neighbours", found, all)
	}
}

// file is a table of the terms, which all have the same vector.
func file(terms ...string) []byte {
	b := []byte(vector.Magic)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(terms)))
	for _, t := range terms {
		b = append(b, 0, byte(len(t)))
		b = append(b, t...)
	}
	return append(b, bytes.Repeat([]byte{1}, vector.Dimensions*len(terms))...)
}

func TestRead(t *testing.T) {
	whole := file("ant", "bee")
	if table, err := vector.Read(whole); err != nil || table.Len() != 2 || table.Term(1) != "bee" {
		t.Fatalf("%v", err)
	}
	for n := range whole {
		if _, err := vector.Read(whole[:n]); err == nil {
			t.Errorf("read the first %d bytes of %d", n, len(whole))
		}
	}
	if _, err := vector.Read(file("bee", "ant")); err == nil {
		t.Error("read terms that are not in order")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(file("ant", "bee"))
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := vector.Read(data)
		if err != nil {
			return
		}
		for i := range table.Len() {
			w := vector.Word(i)
			if found, ok := table.Lookup(table.Term(w)); !ok || found != w {
				t.Errorf("term %q is at %d, found at %d", table.Term(w), w, found)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for b.Loop() {
		if err := vector.ReadEmbedded(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNear(b *testing.B) {
	table := vector.Embedded()
	w, _ := table.Lookup("storm")
	for b.Loop() {
		table.Near(w, 60, .5)
	}
}
