// Background counts in how many articles each word stem occurs, for
// briefing/story. It reads files of JSON lines with a field "text" and writes
// words and counts, nothing else:
//
//	go run ./briefing/story/background -source "what they are" FILE... > briefing/story/background.txt
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"briefbot/briefing/story"
)

func main() {
	source := flag.String("source", "", "what the files are, for the head of the table")
	flag.Parse()
	if err := write(os.Stdout, *source, flag.Args()); err != nil {
		fmt.Fprintf(os.Stderr, "background: %v\n", err)
		os.Exit(1)
	}
}

func write(w io.Writer, source string, files []string) error {
	var texts []string
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		s.Buffer(nil, 1<<26)
		for s.Scan() {
			var row struct{ Text string }
			if err := json.Unmarshal(s.Bytes(), &row); err != nil {
				return fmt.Errorf("decode %s: %w", name, err)
			}
			texts = append(texts, row.Text)
		}
		if err := s.Err(); err != nil {
			return fmt.Errorf("read %s: %w", name, err)
		}
	}
	b := story.CountBackground(func(yield func(string) bool) {
		for _, t := range texts {
			if !yield(t) {
				return
			}
		}
	})
	return b.Write(w, source)
}
