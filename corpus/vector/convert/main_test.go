package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/corpus/vector"
)

// source is a file as the package has it: a vector for each word, then its length
// and its number. Words of one stem point the same way.
func source(words ...string) string {
	var b strings.Builder
	b.WriteString(`{"precision":8,"size":4,"words":["vectors"],"vectors":{`)
	for n, w := range words {
		if n > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%q:[", w)
		for i := range vector.Dimensions {
			fmt.Fprintf(&b, "%d,", (i*int(w[0])+i/7)%11-5)
		}
		fmt.Fprintf(&b, "1,%d]", n)
	}
	b.WriteString("}}")
	return b.String()
}

func TestConvert(t *testing.T) {
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.json"), filepath.Join(dir, "out.bin")
	// "the" has no term, "far-flung" two; the last word is beyond the most frequent.
	text := source("the", "walk", "ships", "far-flung", "walked", "boats", "zebra", "rare")
	if err := os.WriteFile(in, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var before []byte
	for range 2 {
		var report bytes.Buffer
		if err := run([]string{"-o", out, "-words", "7", in}, &report); err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		if before != nil && !bytes.Equal(before, data) {
			t.Error("the second time gave other bytes")
		}
		before = data
		table, err := vector.Read(data)
		if err != nil {
			t.Fatal(err)
		}
		var terms []string
		for i := range table.Len() {
			terms = append(terms, table.Term(vector.Word(i)))
		}
		if got, want := strings.Join(terms, " "), "boat ship walk zebra"; got != want {
			t.Errorf("terms %s, want %s", got, want)
		}
		if !strings.HasPrefix(report.String(), "7 words, 4 terms") {
			t.Errorf("reported %s", report.String())
		}
	}
	for name, bad := range map[string]string{"cut": text[:len(text)/2], "none": `{"words":[]}`, "short": `{"vectors":{"a":[1,2]}}`} {
		if err := os.WriteFile(in, []byte(bad), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := run([]string{"-o", out, in}, &bytes.Buffer{}); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}
