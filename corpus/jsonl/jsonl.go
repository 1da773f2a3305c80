// Package jsonl reads lines of JSON, one object on each, and says in words of
// the file what is wrong with one: which file, which line, which field, and what
// was expected there. It is the one reader for articles and for benchmarks.
package jsonl

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"unicode/utf8"
)

// Stdin is what a Reader of standard input is called.
const Stdin = "standard input"

// A Reader reads lines of JSON. A byte order mark, carriage returns at the ends
// of lines and lines of nothing but white space are passed over; the number of a
// line counts them.
type Reader struct {
	name string
	in   *bufio.Reader
	line int
	raw  []byte
}

// NewReader reads from in, which messages call by the name; with "" they begin
// with the line.
func NewReader(name string, in io.Reader) *Reader {
	return &Reader{name: name, in: bufio.NewReaderSize(in, 1<<16)}
}

// Next goes to the next line that holds anything and returns it without the white
// space around it, or io.EOF behind the last. The bytes are the caller's.
func (r *Reader) Next() ([]byte, error) {
	for {
		line, err := r.in.ReadBytes('\n')
		if err != nil && err != io.EOF {
			return nil, fmt.Errorf("%s: read line %d: %w", r.name, r.line+1, err)
		}
		if len(line) == 0 {
			return nil, io.EOF
		}
		if r.line++; r.line == 1 {
			line = bytes.TrimPrefix(line, []byte("\ufeff"))
		}
		if r.raw = bytes.TrimSpace(line); len(r.raw) > 0 {
			return r.raw, nil
		}
	}
}

// Decode decodes the line of the last Next into v, a pointer to a struct. A line
// that is not UTF-8, no JSON, no object, or has a field of the wrong kind is an
// error that names the line and where in it.
func (r *Reader) Decode(v any) error {
	return r.Place(decode(r.raw, v))
}

// Read goes to the next line and decodes it; io.EOF behind the last.
func (r *Reader) Read(v any) error {
	if _, err := r.Next(); err != nil {
		return err
	}
	return r.Decode(v)
}

// Place says of an error about the line of the last Next where that is; nil is no
// error.
func (r *Reader) Place(err error) error {
	switch {
	case err == nil:
		return nil
	case r.name == "":
		return fmt.Errorf("line %d: %w", r.line, err)
	}
	return fmt.Errorf("%s: line %d: %w", r.name, r.line, err)
}

func decode(line []byte, v any) error {
	if i := invalid(line); i >= 0 {
		return fmt.Errorf("not UTF-8: byte 0x%02x is byte %d of the line", line[i], i+1)
	}
	if i := bytes.IndexByte(line, 0); i >= 0 {
		return fmt.Errorf("binary: byte %d of the line is zero", i+1)
	}
	if kind, ok := others[line[0]]; ok && json.Valid(line) {
		return fmt.Errorf("want an object, not %s", kind)
	}
	return words(json.Unmarshal(line, v))
}

// Whole decodes a file that is one object, with or without a byte order mark,
// and says what is wrong with it as a Reader does of a line, with the number of
// the line where it can.
func Whole(name string, data []byte, v any) error {
	data = bytes.TrimSpace(bytes.TrimPrefix(data, []byte("\ufeff")))
	if len(data) == 0 {
		return fmt.Errorf("%s: empty", name)
	}
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, &struct{}{}); errors.As(err, &syntax) {
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return fmt.Errorf("%s: line %d: no JSON: %w", name, line, err)
	}
	if err := decode(data, v); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// others are the kinds of JSON that are no objects, by how they begin.
var others = map[byte]string{
	'[': "a list", '"': "a string", 't': "true", 'f': "false", 'n': "null", '-': "a number",
	'0': "a number", '1': "a number", '2': "a number", '3': "a number", '4': "a number",
	'5': "a number", '6': "a number", '7': "a number", '8': "a number", '9': "a number",
}

// words says in words of the line what the JSON decoder says in Go's.
func words(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind):
		got, ok := kinds[kind.Value]
		if !ok {
			got = strings.TrimPrefix(kind.Value, "number ") // 1.5, where it should be whole
		}
		field := ""
		if kind.Field != "" {
			field = kind.Field + ": "
		}
		return fmt.Errorf("%swant %s, not %s", field, wanted(kind.Type), got)
	case errors.As(err, &syntax):
		return fmt.Errorf("no JSON at byte %d of the line: %w", syntax.Offset, err)
	}
	return err
}

// kinds are the decoder's words for what it found.
var kinds = map[string]string{"array": "a list", "bool": "true or false", "number": "a number", "object": "an object", "string": "a string"}

// wanted is a kind of JSON in words.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct, reflect.Map:
		return "an object"
	case reflect.Float32, reflect.Float64:
		return "a number"
	}
	return "a whole number"
}

// Required says which of some fields is missing or empty, the first in the order
// given, as "name: missing or empty"; nil where none is.
func Required(fields ...Field) error {
	for _, f := range fields {
		if strings.TrimSpace(f.Value) == "" {
			return fmt.Errorf("%s: missing or empty", f.Name)
		}
	}
	return nil
}

// A Field is a field of a line and what it holds.
type Field struct{ Name, Value string }

// Seen counts identifiers that stand on more than one line. The zero value is
// ready for use.
type Seen struct {
	first map[string]int
	says  string
	more  int
}

// On notes an identifier of the line of r's last Next.
func (s *Seen) On(r *Reader, field, value string) {
	if s.first == nil {
		s.first = map[string]int{}
	}
	n, ok := s.first[value]
	switch {
	case !ok:
		s.first[value] = r.line
	case s.says == "":
		s.says = r.Place(fmt.Errorf("%s %s stands on line %d too", field, value, n)).Error()
	default:
		s.more++
	}
}

// Says is a sentence about what stands on more than one line, "" where nothing
// does.
func (s *Seen) Says() string {
	if s.more == 0 {
		return s.says
	}
	return fmt.Sprintf("%s; %d more lines repeat one", s.says, s.more)
}

// invalid returns the offset of the first byte that is not UTF-8, -1 if there is
// none.
func invalid(b []byte) int {
	if utf8.Valid(b) {
		return -1
	}
	for i := 0; i < len(b); {
		r, n := utf8.DecodeRune(b[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return -1
}
