package bm25

import (
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

func snapshot(t testing.TB, x *Index) []byte {
	t.Helper()
	var file bytes.Buffer
	n, err := x.WriteTo(&file)
	if err != nil || n != int64(file.Len()) {
		t.Fatalf("WriteTo: %d bytes of %d, %v", n, file.Len(), err)
	}
	return file.Bytes()
}

func TestSnapshot(t *testing.T) {
	x := filled(3000) // several frames
	for doc := uint32(0); doc < 3000; doc += 3 {
		x.Remove(doc)
	}
	x.Add(3, []string{"One", "Two", "Two"})
	x.Add(4, nil)
	file := snapshot(t, x)
	if !bytes.Equal(file, snapshot(t, x)) {
		t.Error("two snapshots differ")
	}
	var y Index
	y.Add(1, []string{"to be forgotten"})
	// Byte by byte, and no byte more than the snapshot.
	r := strings.NewReader(string(file) + "behind")
	n, err := y.ReadFrom(iotest.OneByteReader(r))
	if err != nil || n != int64(len(file)) {
		t.Fatalf("ReadFrom: %d bytes of %d, %v", n, len(file), err)
	}
	if rest, _ := io.ReadAll(r); string(rest) != "behind" {
		t.Errorf("behind the snapshot: %q", rest)
	}
	if !bytes.Equal(snapshot(t, &y), file) {
		t.Error("the snapshot of what was read is another")
	}
	if x.Len() != y.Len() || y.DF("to be forgotten") != 0 || y.DF("Two") != 1 {
		t.Errorf("Len() = %d, want %d; DF %d and %d", y.Len(), x.Len(), y.DF("to be forgotten"), y.DF("Two"))
	}
	w := newWriter(5)
	for range 50 {
		query := w.query(6, true)
		if got, want := y.Search(query, 20), x.Search(query, 20); !slices.Equal(got, want) {
			t.Fatalf("%v: got %v, want %v", query, got, want)
		}
	}
	// And it goes on.
	y.Add(77, []string{"One", "New"})
	y.Remove(3)
	if got := y.Search([]Term{{"One", 1}, {"New", 1}}, 10); len(got) != 1 || got[0].Doc != 77 {
		t.Errorf("after changes: %v", got)
	}
}

func TestSnapshotOfNothing(t *testing.T) {
	var x, y Index
	y.Add(1, []string{"a"})
	if _, err := y.ReadFrom(bytes.NewReader(snapshot(t, &x))); err != nil || y.Len() != 0 {
		t.Errorf("%d documents, %v", y.Len(), err)
	}
	y.Add(1, []string{"a"})
	if y.Len() != 1 || y.DF("a") != 1 {
		t.Error("it takes no document")
	}
}

// Every damage is an error, and leaves the index as it was.
func TestDamagedSnapshot(t *testing.T) {
	var x Index
	for doc := range uint32(5) {
		x.Add(doc*1000, []string{"a", "b", "b", strings.Repeat("c", int(doc)+1)})
	}
	file := snapshot(t, &x)
	refuse := func(name string, damaged []byte) {
		t.Helper()
		var y Index
		y.Add(1, []string{"kept"})
		if _, err := y.ReadFrom(bytes.NewReader(damaged)); !errors.Is(err, ErrSnapshot) {
			t.Errorf("%s: error %v, want ErrSnapshot", name, err)
		}
		if y.Len() != 1 || y.DF("kept") != 1 {
			t.Errorf("%s: the index was changed", name)
		}
	}
	for i := range file {
		refuse("shortened", file[:i])
		for bit := range 8 {
			damaged := bytes.Clone(file)
			damaged[i] ^= 1 << bit
			refuse("a bit turned", damaged)
		}
	}
	// What a checksum does not tell: bodies that were written wrong.
	for name, body := range map[string][]byte{
		"nothing":                       {},
		"too many terms":                {5, 1, 'a'},
		"a term twice":                  {2, 1, 'a', 1, 'a', 1, 7, 2, 0, 2},
		"a term without documents":      {2, 1, 'a', 1, 'b', 1, 7, 1, 0},
		"a document twice":              {1, 1, 'a', 2, 7, 1, 0, 7, 1, 0},
		"a term that is not there":      {1, 1, 'a', 1, 7, 1, 2},
		"a term twice in a document":    {1, 1, 'a', 1, 7, 2, 0, 0},
		"half a number":                 {1, 1, 'a', 1, 7, 1, 0x80},
		"half a frequency":              {1, 1, 'a', 1, 7, 1, 1},
		"a document number of 33 bits":  {1, 1, 'a', 1, 0xff, 0xff, 0xff, 0xff, 0x1f, 1, 0},
		"a number that does not end":    bytes.Repeat([]byte{0xff}, 20),
		"more documents than there are": {1, 1, 'a', 2, 7, 1, 0},
		"something behind the end":      {1, 1, 'a', 1, 7, 1, 0, 0},
	} {
		refuse(name, framed(body))
	}
	if _, err := new(Index).ReadFrom(iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("a reader's own error: %v", err)
	}
}

// framed makes a snapshot of a body, whatever it is.
func framed(body []byte) []byte {
	b := []byte(head)
	sum := crc32.Checksum(body, castagnoli)
	for _, size := range []int{len(body), 0} {
		b = binary.LittleEndian.AppendUint32(b, uint32(size))
		b = binary.LittleEndian.AppendUint32(b, sum)
		b = append(b, body[:size]...)
	}
	return b
}

func TestSnapshotCannotBeWritten(t *testing.T) {
	x := filled(100)
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

// Whatever the body of a snapshot is, it is refused, or it is an index that
// works.
func FuzzReadFrom(f *testing.F) {
	f.Add([]byte{1, 1, 'a', 1, 7, 2, 1, 3})
	f.Add([]byte{2, 1, 'a', 1, 'b', 2, 7, 2, 0, 2, 9, 1, 2})
	f.Fuzz(func(t *testing.T, body []byte) {
		if len(body) > frameLen {
			return
		}
		var x Index
		if _, err := x.ReadFrom(bytes.NewReader(framed(body))); err != nil {
			return
		}
		var query []Term
		for text := range x.t.numbers {
			query = append(query, Term{text, 1})
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
		var y Index
		file := snapshot(t, &x)
		if _, err := y.ReadFrom(bytes.NewReader(file)); err != nil {
			t.Fatal(err)
		}
		for doc := range x.t.slots {
			x.Remove(doc)
		}
		if x.Len() != 0 || len(x.Search(query, 10)) != 0 {
			t.Error("something is left when all is removed")
		}
	})
}
