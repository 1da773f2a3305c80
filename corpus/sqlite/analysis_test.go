package sqlite

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"

	"briefbot/corpus"
)

// What the coder reads of damaged rows it writes again, or it says that it
// cannot. (Not a fuzz target: with the driver in the binary one runs a few times
// a minute.)
func TestAnalysisIsDamaged(t *testing.T) {
	whole := encodeAnalysis(example(1))
	read := 0
	rapid.Check(t, func(t *rapid.T) {
		for range 20 {
			b := bytes.Clone(whole)
			for range rapid.IntRange(1, 4).Draw(t, "damages") {
				b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
			var d, e corpus.Document
			if decodeAnalysis(b, &d) != nil {
				continue
			}
			read++
			again := encodeAnalysis(&d)
			if err := decodeAnalysis(again, &e); err != nil {
				t.Fatalf("what was written cannot be read: %v", err)
			}
			if !bytes.Equal(encodeAnalysis(&e), again) {
				t.Fatal("it does not come out as it went in")
			}
		}
	})
	if read == 0 {
		t.Error("no damage was ever read")
	}
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
