package llm

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// Bounds of what is read of a model's answer.
const (
	maxReply     = 64 << 10 // bytes
	maxSentences = 24
	maxDepth     = 6
	maxText      = 2 << 10 // bytes of a sentence
	maxKeys      = 12      // of a sentence
)

// sentence is one sentence as a model wrote it.
type sentence struct {
	Section  string   `json:"section"`
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
}

// parseReply reads a model's answer: one JSON object as the schema has it, alone
// or in one fenced block. Anything else is an error: what was cut off, what is
// nested too deep, what is too much.
func parseReply(text string) ([]sentence, error) {
	if len(text) > maxReply {
		return nil, fmt.Errorf("%d bytes are more than %d", len(text), maxReply)
	}
	text = unfence(strings.TrimSpace(text))
	if !utf8.ValidString(text) {
		return nil, errors.New("not UTF-8")
	}
	if depth(text) > maxDepth {
		return nil, errors.New("nested too deep")
	}
	dec := json.NewDecoder(strings.NewReader(text))
	dec.DisallowUnknownFields()
	var reply struct {
		Sentences *[]sentence `json:"sentences"`
	}
	if err := dec.Decode(&reply); err != nil {
		return nil, errors.New("no JSON of the kind that was asked for")
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, errors.New("something behind the JSON")
	}
	if reply.Sentences == nil {
		return nil, errors.New("no sentences")
	}
	list := *reply.Sentences
	if len(list) > maxSentences {
		return nil, fmt.Errorf("%d sentences are more than %d", len(list), maxSentences)
	}
	for _, s := range list {
		if err := s.check(); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *sentence) check() error {
	switch {
	case len(s.Text) > maxText:
		return fmt.Errorf("a sentence of %d bytes", len(s.Text))
	case len(s.Evidence) > maxKeys:
		return fmt.Errorf("a sentence with %d keys", len(s.Evidence))
	}
	return nil
}

// unfence takes off the fence of Markdown around an answer that is nothing else.
func unfence(text string) string {
	rest, ok := strings.CutPrefix(text, "```")
	if !ok {
		return text
	}
	rest, ok = strings.CutSuffix(strings.TrimPrefix(rest, "json"), "```")
	if !ok {
		return text
	}
	return strings.TrimSpace(rest)
}

// depth is how deep brackets are nested outside of strings.
func depth(text string) int {
	deepest, now := 0, 0
	scan(text, func(_ int, c byte) bool {
		switch c {
		case '{', '[':
			now++
			deepest = max(deepest, now)
		case '}', ']':
			now--
		}
		return true
	})
	return deepest
}

// scan calls f for each byte of JSON that is in no string, until f says no.
func scan(text string, f func(i int, c byte) bool) {
	in := false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case in && c == '\\':
			i++
		case c == '"':
			in = !in
		case !in && !f(i, c):
			return
		}
	}
}

// complete are the sentences of an answer that has not come to its end: those
// whose objects are closed.
func complete(text string) []sentence {
	if len(text) > maxReply {
		return nil
	}
	var list []sentence
	level, start := 0, 0
	scan(text, func(i int, c byte) bool {
		switch c {
		case '{', '[':
			level++
			if c == '{' && level == 3 {
				start = i
			}
		case '}', ']':
			if c == '}' && level == 3 {
				dec := json.NewDecoder(bytes.NewReader([]byte(text[start : i+1])))
				dec.DisallowUnknownFields()
				var s sentence
				if dec.Decode(&s) != nil || s.check() != nil || len(list) == maxSentences {
					return false
				}
				list = append(list, s)
			}
			level--
		}
		return level <= maxDepth
	})
	return list
}
