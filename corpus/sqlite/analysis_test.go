package sqlite

import (
	"bytes"
	"testing"

	"briefbot/corpus"
)

// What the coder reads it writes again, and what it cannot read it says.
func FuzzAnalysis(f *testing.F) {
	f.Add(encodeAnalysis(example(1)))
	f.Add(encodeAnalysis(&corpus.Document{}))
	f.Add([]byte{analysisVersion, 2, 0})
	f.Fuzz(func(t *testing.T, b []byte) {
		var d corpus.Document
		if decodeAnalysis(b, &d) != nil {
			return
		}
		again := encodeAnalysis(&d)
		var e corpus.Document
		if err := decodeAnalysis(again, &e); err != nil {
			t.Fatalf("what was written cannot be read: %v", err)
		}
		if !bytes.Equal(encodeAnalysis(&e), again) {
			t.Fatal("it does not come out as it went in")
		}
	})
}

// No prefix of what was written, and nothing longer, is taken for it.
func TestAnalysisIsWhole(t *testing.T) {
	whole := encodeAnalysis(example(1))
	for n := range len(whole) {
		if decodeAnalysis(whole[:n], new(corpus.Document)) == nil {
			t.Errorf("%d of %d bytes are taken for all", n, len(whole))
		}
	}
	if decodeAnalysis(append(whole, 0), new(corpus.Document)) == nil {
		t.Error("one byte more is taken for all")
	}
	whole[0] = analysisVersion + 1
	if decodeAnalysis(whole, new(corpus.Document)) == nil {
		t.Error("a version that is unknown is read")
	}
}
