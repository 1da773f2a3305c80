package storetest

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"briefbot/corpus"
)

// made are vectors of a document. A store does not read them.
func made(id, model string, packed ...byte) corpus.Vectors {
	return corpus.Vectors{ID: corpus.ID(id), Model: model, Of: corpus.Sum{1, 31: 2}, Packed: packed}
}

func putVectors(t testing.TB, s corpus.Store, list ...corpus.Vectors) {
	t.Helper()
	put(t, s, &corpus.Batch{Vectors: list})
}

// vectored checks which vectors were put after a number, in order, and returns the
// number of the last.
func vectored(t testing.TB, s corpus.Store, after corpus.Seq, want ...corpus.Vectors) corpus.Seq {
	t.Helper()
	got := collect(t, s.Vectors(t.Context(), after))
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(corpus.Vectors{}, "Seq")); diff != "" {
		t.Fatalf("vectors after %d: (-want +got)\n%s", after, diff)
	}
	for _, v := range got {
		if v.Seq <= after || v.Seq < 1 {
			t.Fatalf("number %d after %d", v.Seq, after)
		}
		after = v.Seq
	}
	return after
}

// vectors: what a model makes of passages.
var vectors = []check{
	{"vectors are put and replaced", func(t *testing.T, s corpus.Store) {
		vectored(t, s, 0)
		putDocuments(t, s, document("a", "1"), document("b", "1"), document("c", "1"))
		before := newest(t, s)
		putVectors(t, s, made("b", "m", 1, 0, 255), made("a", "m"), made("c", "ü", 128))
		last := vectored(t, s, 0, made("b", "m", 1, 0, 255), made("a", "m"), made("c", "ü", 128))
		vectored(t, s, last)
		putVectors(t, s, made("b", "n", 9))
		then := vectored(t, s, last, made("b", "n", 9))
		vectored(t, s, 0, made("a", "m"), made("c", "ü", 128), made("b", "n", 9))
		putVectors(t, s, made("b", "n", 9)) // the same again is new all the same
		vectored(t, s, then, made("b", "n", 9))
		changed(t, s, before) // no document
	}},
	{"vectors are of a document that is there", func(t *testing.T, s corpus.Store) {
		putVectors(t, s, made("a", "m", 1))
		vectored(t, s, 0)
		put(t, s, &corpus.Batch{Documents: []*corpus.Document{document("a", "1")}, Vectors: []corpus.Vectors{made("a", "m", 1), made("b", "m", 1)}})
		last := vectored(t, s, 0, made("a", "m", 1))
		putDocuments(t, s, document("a", "2"))
		vectored(t, s, 0, made("a", "m", 1))
		put(t, s, &corpus.Batch{Removed: []corpus.ID{"a"}})
		vectored(t, s, 0)
		putDocuments(t, s, document("a", "2"))
		vectored(t, s, 0)
		putVectors(t, s, made("a", "m", 2))
		vectored(t, s, last, made("a", "m", 2)) // no number comes twice
	}},
	{"vectors are copies", func(t *testing.T, s corpus.Store) {
		putDocuments(t, s, document("a", "1"))
		v := made("a", "m", 1, 2)
		putVectors(t, s, v)
		v.Packed[0] = 9
		vectored(t, s, 0, made("a", "m", 1, 2))
		collect(t, s.Vectors(t.Context(), 0))[0].Packed[1] = 9
		vectored(t, s, 0, made("a", "m", 1, 2))
	}},
	{"many vectors, and a loop that changes them", func(t *testing.T, s corpus.Store) {
		b := &corpus.Batch{}
		for i := range 250 {
			d := document(string(rune('a'+i)), "1")
			b.Documents = append(b.Documents, d)
			b.Vectors = append(b.Vectors, made(string(d.Article.ID), "m", byte(i)))
		}
		put(t, s, b)
		n := 0
		for v, err := range s.Vectors(t.Context(), 0) {
			if err != nil || v.Packed[0] != byte(n) {
				t.Fatalf("vectors %v, %v", v, err)
			}
			if n++; n == 10 {
				putVectors(t, s, made("a", "m", 7))
			}
		}
		if n != 250 {
			t.Errorf("%d, want 250", n)
		}
	}},
}
