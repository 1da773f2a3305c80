package quotation

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"briefbot/corpus/jsonl"
)

// An evalText is a line of the benchmark's input. Nothing else of it is read.
type evalText struct {
	ID   string  `json:"id"`
	Text *string `json:"text"`
}

// An evalQuote is a statement in the benchmark's format. Offsets are code
// points.
type evalQuote struct {
	Start        int    `json:"start"`
	End          int    `json:"end"`
	Kind         string `json:"kind"`
	Speaker      string `json:"speaker"`
	Mention      string `json:"mention"`
	SpeakerStart int    `json:"speaker_start"`
	SpeakerEnd   int    `json:"speaker_end"`
	CueStart     int    `json:"cue_start"`
	CueEnd       int    `json:"cue_end"`
}

type evalLine struct {
	ID     string      `json:"id"`
	Quotes []evalQuote `json:"quotes"`
}

// evalShort is the length in bytes from which the benchmark's content begins
// with its "that". In shorter ones the word would be a fifth of the content, and
// the benchmark's parts differ about it.
const evalShort = 30

var kindNames = map[Kind]string{Direct: "direct", Mixed: "mixed", Reported: "indirect"}

// Eval reads articles, one JSON object a line with "id" and "text", and writes
// the statements in each, one line for each line, in order. Offsets in the
// output are code points; "speaker" is the resolved person and "mention" the
// words in the text. An error calls in standard input, which it is.
//
// The benchmark counts what people are said to think and want, so Attitudes is
// always on.
func Eval(in io.Reader, out io.Writer, opts Options) error {
	opts.Attitudes = true
	lines := jsonl.NewReader(jsonl.Stdin, in)
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for {
		var t evalText
		err := lines.Read(&t)
		if err == io.EOF {
			break
		}
		if err == nil {
			err = lines.Place(t.wrong())
		}
		if err != nil {
			return err
		}
		if err := enc.Encode(evalLine{t.ID, evalQuotes(*t.Text, opts)}); err != nil {
			return fmt.Errorf("write: %w", err)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	return nil
}

// wrong says what is missing of the line, nil where nothing is. A text may be
// empty.
func (t *evalText) wrong() error {
	if t.Text == nil {
		return errors.New("text: missing")
	}
	return jsonl.Required(jsonl.Field{Name: "id", Value: t.ID})
}

func evalQuotes(text string, opts Options) []evalQuote {
	found := find(text, nil, opts)
	quotes := make([]evalQuote, 0, len(found.Quotations))
	points := newCodePoints(text)
	for i := range found.Quotations {
		q := &found.Quotations[i]
		content := found.contents[i]
		if content.Len() < evalShort {
			content = q.Content
		}
		e := evalQuote{
			Start: points.at(content.Start), End: points.at(content.End),
			Kind: kindNames[q.Kind], Speaker: q.Speaker,
			SpeakerStart: -1, SpeakerEnd: -1, CueStart: -1, CueEnd: -1,
		}
		// An inherited source is not named at this place; the benchmark asks for
		// the words all the same.
		if m := found.sources[i]; m.Len() > 0 {
			e.Mention = m.Of(text)
			e.SpeakerStart, e.SpeakerEnd = points.at(m.Start), points.at(m.End)
		}
		if q.Cue.Len() > 0 {
			e.CueStart, e.CueEnd = points.at(q.Cue.Start), points.at(q.Cue.End)
		}
		quotes = append(quotes, e)
	}
	return quotes
}

// codePoints converts byte offsets to code points.
type codePoints struct {
	text string
	// marks are the code points before every step bytes.
	marks []int
}

const step = 256

func newCodePoints(text string) *codePoints {
	c := &codePoints{text: text, marks: make([]int, 0, len(text)/step+1)}
	n := 0
	for i := 0; i <= len(text); i++ {
		if i%step == 0 {
			c.marks = append(c.marks, n)
		}
		if i < len(text) && utf8.RuneStart(text[i]) {
			n++
		}
	}
	return c
}

func (c *codePoints) at(i int) int {
	n := c.marks[i/step]
	for k := i / step * step; k < i; k++ {
		if utf8.RuneStart(c.text[k]) {
			n++
		}
	}
	return n
}
