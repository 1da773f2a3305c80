package bm25

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"
)

// snapshot writes the terms and the index.
func snapshot(t interface{ Fatalf(string, ...any) }, x *Index) (terms, index []byte) {
	var file bytes.Buffer
	n, err := x.WriteTo(&file)
	if err != nil || n != int64(file.Len()) {
		t.Fatalf("WriteTo: %d bytes of %d, %v", n, file.Len(), err)
	}
	return x.terms.AppendTo(nil), file.Bytes()
}

// reread is the index that a snapshot gives back.
func reread(t interface{ Fatalf(string, ...any) }, x *Index) *Index {
	terms, index := snapshot(t, x)
	read, err := ReadTerms(terms)
	if err != nil {
		t.Fatalf("ReadTerms: %v", err)
	}
	y, err := ReadIndex(index, read)
	if err != nil {
		t.Fatalf("ReadIndex: %v", err)
	}
	y.Params = x.Params
	return y
}

func TestSnapshot(t *testing.T) {
	x, texts := filled(3000)
	for doc := 0; doc < 3000; doc += 4 {
		x.remove(uint32(doc), texts[doc])
	}
	x.add(3000, []string{"One", "Two", "Two"})
	x.add(3001, nil)
	terms, index := snapshot(t, x)
	y := reread(t, x)
	if again, same := snapshot(t, y); !bytes.Equal(again, terms) || !bytes.Equal(same, index) {
		t.Error("the snapshot of what was read is another")
	}
	if x.Len() != y.Len() || y.DF("Two") != 1 {
		t.Errorf("Len() = %d, want %d; DF(Two) = %d", y.Len(), x.Len(), y.DF("Two"))
	}
	same := func() {
		t.Helper()
		w := newWriter(5)
		for range 50 {
			query := w.query(6, true)
			if got, want := y.Search(query, 20), x.Search(query, 20); !slices.Equal(got, want) {
				t.Fatalf("%v: got %v, want %v", query, got, want)
			}
		}
	}
	same()
	// And it goes on: blocks are filled and sealed behind those that were read, and
	// the lists are made anew.
	for i := range 2000 {
		for _, z := range []*Index{x, y} {
			z.add(uint32(4000+i), append(texts[i], "New"))
			if i%4 > 0 && !z.remove(uint32(i), texts[i]) {
				t.Fatalf("document %d is not removed", i)
			}
		}
	}
	same()
	if _, again := snapshot(t, y); bytes.Equal(again, index) {
		t.Error("the snapshot after changes is the one before")
	}
	if got := y.Search([]Term{{"New", 1}}, 1); y.DF("New") != 2000 || len(got) != 1 {
		t.Errorf("after changes: %d, %v", y.DF("New"), got)
	}
}

func TestSnapshotOfNothing(t *testing.T) {
	y := reread(t, New(NewTerms()))
	if y.Len() != 0 || y.terms.Len() != 0 || len(y.Search([]Term{{"a", 1}}, 1)) != 0 {
		t.Errorf("%d documents, %d terms", y.Len(), y.terms.Len())
	}
	y.add(1, []string{"a"})
	if y.Len() != 1 || y.DF("a") != 1 {
		t.Error("it takes no document")
	}
}

// An index is read with terms that more than it has.
func TestSharedTerms(t *testing.T) {
	terms := NewTerms()
	x, y := New(terms), New(terms)
	x.add(1, []string{"both", "one"})
	y.add(1, []string{"both", "other"})
	if x.DF("other") != 0 || y.DF("one") != 0 || x.DF("both") != 1 || y.DF("other") != 1 {
		t.Error("an index has the terms of the other")
	}
	_, index := snapshot(t, x)
	z, err := ReadIndex(index, terms)
	if err != nil || z.DF("other") != 0 || z.DF("one") != 1 {
		t.Errorf("read again: %v", err)
	}
	if text := terms.Text(2); text != "other" || terms.Len() != 3 {
		t.Errorf("the third of %d terms is %q", terms.Len(), text)
	}
}

// What was written wrong, or is cut off, is an error.
func TestDamagedSnapshot(t *testing.T) {
	terms := NewTerms()
	for _, text := range []string{"a", "b"} {
		terms.Enter(text)
	}
	whole := []byte{2, 2, 7, 3, 2, 1, 1, 1, 0, 2, 3, 1, 0, 2}
	if x, err := ReadIndex(whole, terms); err != nil || x.Len() != 2 || x.DF("a") != 1 || x.DF("b") != 2 {
		t.Fatalf("the whole snapshot: %v", err)
	}
	for name, body := range map[string][]byte{
		"nothing":                             {},
		"more terms than there are":           {3, 0, 0, 0, 0},
		"more documents than bytes":           {1, 100},
		"a document twice":                    {1, 2, 7, 1, 0, 1, 2, 2, 0, 2},
		"a document number of 33 bits":        {1, 1, 0xff, 0xff, 0xff, 0xff, 0x1f, 1, 1, 1, 0},
		"a document longer than its terms":    {2, 2, 7, 4, 2, 1, 1, 1, 0, 2, 3, 1, 0, 2},
		"a document shorter than its terms":   {2, 2, 7, 2, 2, 1, 1, 1, 0, 2, 3, 1, 0, 2},
		"a document that is not there":        {1, 1, 7, 1, 1, 1, 2},
		"a document twice in a list":          {1, 1, 7, 2, 1, 2, 0, 0},
		"more documents in a list than bytes": {1, 1, 7, 1, 1, 5, 0},
		"half a posting":                      {1, 1, 7, 1, 1, 1, 0x80},
		"half a frequency":                    {1, 1, 7, 2, 1, 1, 1},
		"too many postings":                   {1, 1, 7, 1, 1, 2, 0, 0},
		"something behind the end":            append(slices.Clone(whole), 0),
	} {
		if _, err := ReadIndex(body, terms); !errors.Is(err, ErrSnapshot) {
			t.Errorf("%s: error %v, want ErrSnapshot", name, err)
		}
	}
	for i := range whole {
		if _, err := ReadIndex(whole[:i], terms); !errors.Is(err, ErrSnapshot) {
			t.Errorf("cut off after %d bytes: error %v, want ErrSnapshot", i, err)
		}
	}
	for name, body := range map[string][]byte{
		"a term twice":  {1, 'a', 1, 'a'},
		"half a term":   {1, 'a', 2, 'b'},
		"half a number": {0x80},
	} {
		if _, err := ReadTerms(body); !errors.Is(err, ErrSnapshot) {
			t.Errorf("%s: error %v, want ErrSnapshot", name, err)
		}
	}
}

func TestSnapshotCannotBeWritten(t *testing.T) {
	x, _ := filled(3000)
	for n := range 3 {
		if _, err := x.WriteTo(&failing{left: n}); !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("write %d fails: error %v", n, err)
		}
	}
}

type failing struct{ left int }

func (f *failing) Write(b []byte) (int, error) {
	if f.left--; f.left < 0 {
		return 0, io.ErrShortWrite
	}
	return len(b), nil
}

// Whatever a snapshot is, it is refused, or it is an index that works.
func FuzzReadIndex(f *testing.F) {
	f.Add([]byte{1, 'a', 1, 'b'}, []byte{2, 2, 7, 3, 2, 1, 1, 1, 0, 2, 3, 1, 0, 2})
	x := New(NewTerms())
	for doc := range uint32(300) {
		x.add(doc*2, []string{"a", "b", "b", "c"}[:1+doc%4])
	}
	terms, index := snapshot(f, x)
	f.Add(terms, index)
	f.Fuzz(func(t *testing.T, terms, index []byte) {
		read, err := ReadTerms(terms)
		if err != nil {
			return
		}
		x, err := ReadIndex(index, read)
		if err != nil {
			return
		}
		var query []Term
		for number := range uint32(read.Len()) {
			if n, ok := read.Number(read.Text(number)); !ok || n != number {
				t.Fatalf("term %d has number %d, %v", number, n, ok)
			}
			query = append(query, Term{read.Text(number), 1})
		}
		for _, h := range x.Search(query, 10) {
			sum := 0.
			for _, p := range x.Explain(h.Doc, query) {
				sum += p.Score
			}
			if sum != h.Score {
				t.Errorf("parts of %v add up to %v", h, sum)
			}
		}
		before := x.Len()
		y := reread(t, x)
		if y.Len() != before {
			t.Errorf("%d documents, %d when read again", before, y.Len())
		}
		// Its documents go out as they came in.
		for _, doc := range slices.Clone(x.t.docs) {
			var has []uint32
			for _, p := range x.Explain(doc, query) {
				number, _ := read.Number(p.Term)
				has = append(has, slices.Repeat([]uint32{number}, p.TF)...)
				if len(has) > 1<<16 {
					return
				}
			}
			if !x.Remove(doc, has) {
				t.Errorf("document %d cannot be removed", doc)
			}
		}
		if x.Len() != 0 || len(x.Search(query, 10)) != 0 {
			t.Error("something is left when all is removed")
		}
	})
}
