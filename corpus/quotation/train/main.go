// Command train makes the learnt model of package quotation from annotated
// articles:
//
//	go run ./corpus/quotation/train -o corpus/quotation/model/en.bin TRAIN.jsonl
//
// TRAIN.jsonl has an article a line: "text", and "quotes" with start, end,
// cue_start, cue_end, speaker_start, speaker_end in code points. The same input
// gives the same file.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"

	"briefbot/corpus/quotation"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(args []string, stdin io.Reader, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	flags.SetOutput(stderr)
	output := flags.String("o", "", "write the model to this `file`")
	eval := flags.Bool("eval", false, "read articles, write statements")
	rules := flags.Bool("rules", false, "with -eval: leave the model out")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *eval {
		return quotation.Eval(stdin, stdout, quotation.Options{RulesOnly: *rules, Attitudes: true})
	}
	if *output == "" || flags.NArg() == 0 {
		return fmt.Errorf("give -o MODEL and at least one file of annotated articles")
	}
	var lessons []quotation.Lesson
	for _, path := range flags.Args() {
		l, err := read(path)
		if err != nil {
			return fmt.Errorf("read %s: %w", path, err)
		}
		lessons = append(lessons, l...)
	}
	data := quotation.Train(lessons, func(format string, args ...any) {
		fmt.Fprintf(stderr, format+"\n", args...)
	})
	if err := os.WriteFile(*output, data, 0o644); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "%d bytes\n", len(data))
	return nil
}

// read reads the articles of one file.
func read(path string) ([]quotation.Lesson, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	type quote struct {
		Start        int    `json:"start"`
		End          int    `json:"end"`
		SpeakerStart int    `json:"speaker_start"`
		SpeakerEnd   int    `json:"speaker_end"`
		CueStart     int    `json:"cue_start"`
		CueEnd       int    `json:"cue_end"`
		Group        string `json:"group"`
	}
	var lessons []quotation.Lesson
	s := bufio.NewScanner(file)
	s.Buffer(nil, 1<<26)
	for n := 1; s.Scan(); n++ {
		var in struct {
			Text   string  `json:"text"`
			Quotes []quote `json:"quotes"`
		}
		if err := json.Unmarshal(s.Bytes(), &in); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		offsets := byteOffsets(in.Text)
		span := func(a, b int) (s quotation.Span) {
			if 0 <= a && a < b && b < len(offsets) {
				s.Start, s.End = offsets[a], offsets[b]
			}
			return s
		}
		l := quotation.Lesson{Text: in.Text}
		for _, q := range in.Quotes {
			l.Statements = append(l.Statements, quotation.LessonStatement{
				Content: span(q.Start, q.End), Cue: span(q.CueStart, q.CueEnd),
				Source: span(q.SpeakerStart, q.SpeakerEnd), Group: q.Group,
			})
		}
		lessons = append(lessons, l)
	}
	return lessons, s.Err()
}

// byteOffsets is the byte at which each code point of s begins, and len(s).
func byteOffsets(s string) []int {
	var out []int
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}
