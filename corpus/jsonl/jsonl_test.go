package jsonl

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

type row struct {
	ID   string   `json:"id"`
	N    int      `json:"n"`
	Tags []string `json:"tags"`
	In   struct {
		Deep bool `json:"deep"`
	} `json:"in"`
}

// read returns the IDs and errors of all lines.
func read(r *Reader) (got []string) {
	for {
		var v row
		switch err := r.Read(&v); {
		case err == io.EOF:
			return got
		case err != nil:
			got = append(got, err.Error())
		default:
			got = append(got, v.ID)
		}
	}
}

func TestRead(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"white space", " \n\r\n\t", ""},
		{"a mark, carriage returns, empty lines, no end", "\ufeff{\"id\": \"a\"}\r\n\r\n \n{\"id\": \"b\"}", "a|b"},
		{"no UTF-8", "{\"id\": \"a\"}\n{\"id\": \"\xff\"}\n{\"id\": \"c\"}", "a|f: line 2: not UTF-8: byte 0xff is byte 9 of the line|c"},
		{"a zero byte", "{\"id\": \"\x00\"}", "f: line 1: binary: byte 9 of the line is zero"},
		{"other kinds", "null\n3\n[1]\n\"x\"\ntrue", "f: line 1: want an object, not null|f: line 2: want an object, not a number|f: line 3: want an object, not a list|f: line 4: want an object, not a string|f: line 5: want an object, not true"},
		{"no JSON", "\n{\"id\": \"a\",}", "f: line 2: no JSON at byte 12 of the line: invalid character '}' looking for beginning of object key string"},
		{"two objects", `{"id": "a"} {"id": "b"}`, "f: line 1: no JSON at byte 13 of the line: invalid character '{' after top-level value"},
		{"a string's place", `{"id": 5}`, "f: line 1: id: want a string, not a number"},
		{"a whole number's place", `{"n": "5"}`, "f: line 1: n: want a whole number, not a string"},
		{"a fraction", `{"n": 1.5}`, "f: line 1: n: want a whole number, not 1.5"},
		{"a list's place", `{"tags": {}}`, "f: line 1: tags: want a list, not an object"},
		{"an object's place", `{"in": []}`, "f: line 1: in: want an object, not a list"},
		{"within", `{"in": {"deep": 1}}`, "f: line 1: in.deep: want true or false, not a number"},
		{"null is none", `{"id": "a", "n": null}`, "a"},
	}
	for _, tt := range tests {
		if got := strings.Join(read(NewReader("f", strings.NewReader(tt.in))), "|"); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
	if got := read(NewReader("", strings.NewReader("[]"))); len(got) != 1 || got[0] != "line 1: want an object, not a list" {
		t.Errorf("without a name: %q", got)
	}
}

func TestReadFails(t *testing.T) {
	broken := errors.New("the disk is gone")
	r := NewReader("f", io.MultiReader(strings.NewReader("{}\n{"), iotest.ErrReader(broken)))
	var v row
	if err := r.Read(&v); err != nil {
		t.Fatal(err)
	}
	if err := r.Read(&v); !errors.Is(err, broken) || err.Error() != "f: read line 2: the disk is gone" {
		t.Error(err)
	}
}

func TestWhole(t *testing.T) {
	tests := []struct{ in, want string }{
		{"\ufeff{\"a\": {\"id\": \"x\"}}\r\n", ""},
		{" \n", "f: empty"},
		{"[]", "f: want an object, not a list"},
		{"{\n\"a\": {},\n}", "f: line 3: no JSON: invalid character '}' looking for beginning of object key string"},
		{"{\"a\": {\"n\": \"x\"}}", "f: n: want a whole number, not a string"},
	}
	for _, tt := range tests {
		var v map[string]row
		err := Whole("f", []byte(tt.in), &v)
		if got := fmt.Sprint(err); got != tt.want && (err != nil || tt.want != "") {
			t.Errorf("%q: got %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestRequired(t *testing.T) {
	if err := Required(Field{"id", "a"}, Field{"kind", " "}, Field{"text", ""}); err == nil || err.Error() != "kind: missing or empty" {
		t.Error(err)
	}
	if err := Required(Field{"id", "a"}); err != nil {
		t.Error(err)
	}
}

func TestSeen(t *testing.T) {
	var seen Seen
	r := NewReader("f", strings.NewReader("{\"id\":\"a\"}\n\n{\"id\":\"b\"}\n{\"id\":\"a\"}\n{\"id\":\"a\"}\n{\"id\":\"b\"}\n"))
	for i := 0; ; i++ {
		var v row
		if r.Read(&v) == io.EOF {
			break
		}
		seen.On(r, "id", v.ID)
		if i == 1 && seen.Says() != "" {
			t.Error(seen.Says())
		}
		if want := "f: line 4: id a stands on line 1 too"; i == 2 && seen.Says() != want {
			t.Errorf("got %s, want %s", seen.Says(), want)
		}
	}
	if want := "f: line 4: id a stands on line 1 too; 2 more lines repeat one"; seen.Says() != want {
		t.Errorf("got %s, want %s", seen.Says(), want)
	}
}

// FuzzRead holds the reader to the JSON decoder on whatever bytes: it takes what
// that takes of UTF-8, line for line, and gives every line that holds something.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"{}\n{\"id\": 1}\n", "\ufeff\n[", "{\"id\": \"\xff\"}", "{\"id\": \"a\"}\r\n\x00"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r := NewReader("f", bytes.NewReader(b))
		for n, line := range bytes.Split(bytes.TrimPrefix(b, []byte("\ufeff")), []byte("\n")) {
			if len(bytes.TrimSpace(line)) == 0 {
				continue
			}
			raw, err := r.Next()
			if err != nil || !bytes.Equal(raw, bytes.TrimSpace(line)) {
				t.Fatalf("line %d: got %q, %v", n+1, raw, err)
			}
			var got, want row
			err = r.Decode(&got)
			if err != nil && !strings.HasPrefix(err.Error(), fmt.Sprintf("f: line %d: ", n+1)) {
				t.Fatal(err)
			}
			if json.Unmarshal(raw, &want) != nil && err == nil {
				t.Fatalf("%q is taken", raw)
			}
		}
		if _, err := r.Next(); err != io.EOF {
			t.Fatal(err)
		}
	})
}
