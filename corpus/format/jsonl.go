package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"briefbot/corpus"
)

// A row is one line of JSONL. Other fields are ignored.
type row struct {
	ID          ref     `json:"id"`
	URL         string  `json:"url"`
	Title       string  `json:"title"`
	Source      string  `json:"source"`
	Author      authors `json:"author"`
	PublishedAt string  `json:"published_at"`
	Body        *string `json:"body"`
	Language    string  `json:"language"`
	Origin      string  `json:"origin"`
	Kind        string  `json:"kind"`
	After       string  `json:"after"`
}

// ref is an identifier, which some write as a number.
type ref string

func (r *ref) UnmarshalJSON(b []byte) error {
	if b[0] != '"' {
		if b[0] == '{' || b[0] == '[' {
			return errors.New("id: want a string or a number")
		}
		if !bytes.Equal(b, []byte("null")) {
			*r = ref(b)
		}
		return nil
	}
	return json.Unmarshal(b, (*string)(r))
}

// authors is a name or a list of names.
type authors string

func (a *authors) UnmarshalJSON(b []byte) error {
	var list []string
	if b[0] == '[' {
		if err := json.Unmarshal(b, &list); err != nil {
			return errors.New("author: want a name or a list of names")
		}
		*a = authors(strings.Join(list, ", "))
		return nil
	}
	return json.Unmarshal(b, (*string)(a))
}

func looksJSONL(head []byte) bool {
	line, _, whole := bytes.Cut(bytes.TrimSpace(head), []byte("\n"))
	line = bytes.TrimSpace(line)
	if len(line) == 0 || line[0] != '{' {
		return false
	}
	// The head may cut the first row off.
	return json.Valid(line) || !whole && bytes.Contains(line, []byte(`"body"`))
}

func decodeJSONL(in Input) ([]*corpus.Article, error) {
	var articles []*corpus.Article
	var errs []error
	rest := bytes.TrimPrefix(in.Bytes, []byte("\ufeff"))
	for n := 1; len(rest) > 0; n++ {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		a, err := in.row(line)
		if err != nil {
			errs = append(errs, fmt.Errorf("line %d: %w", n, err))
		}
		if a != nil {
			articles = append(articles, a)
		}
	}
	return articles, errors.Join(errs...)
}

// row decodes one row. A row whose date is refused is an article without a
// date and an error, for the date alone is wrong.
func (in Input) row(line []byte) (*corpus.Article, error) {
	var r row
	if err := json.Unmarshal(line, &r); err != nil {
		return nil, rowError(err)
	}
	if r.Body == nil || strings.TrimSpace(*r.Body) == "" {
		return nil, errors.New("body: missing or empty")
	}
	if strings.ContainsRune(*r.Body, 0) {
		return nil, errors.New("body: binary: holds a zero byte")
	}
	const how = "row"
	f := facts{
		url: r.URL, ref: string(r.ID), language: code(r.Language), note: isNote(r.Kind),
		headline: field(r.Title, how), outlet: field(r.Source, how), byline: field(string(r.Author), how), origin: field(r.Origin, how),
	}
	var bad []error
	if err := f.date(in, r.PublishedAt, how); err != nil {
		bad = append(bad, &corpus.Remark{Err: fmt.Errorf("published_at: %w (article kept without it)", err)})
	}
	if err := f.after(r.After, how); err != nil {
		bad = append(bad, &corpus.Remark{Err: fmt.Errorf("after: %w (article kept without it)", err)})
	}
	return in.article("jsonl", *r.Body, bytes.Clone(line), f), errors.Join(bad...)
}

// rowError says in words of the row what the JSON decoder says in Go's.
func rowError(err error) error {
	var kind *json.UnmarshalTypeError
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &kind) && kind.Field != "":
		return fmt.Errorf("%s: want a string, not %s", kind.Field, kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("want an object, not %s", kind.Value)
	case errors.As(err, &syntax):
		return fmt.Errorf("no JSON at byte %d of the line: %w", syntax.Offset, err)
	}
	return err
}

// code cuts a language tag to its ISO 639-1 code: "en-US" to "en".
func code(tag string) string {
	tag = strings.ToLower(strings.TrimSpace(tag))
	if i := strings.IndexAny(tag, "-_"); i >= 0 {
		tag = tag[:i]
	}
	if len(tag) != 2 || strings.Trim(tag, "abcdefghijklmnopqrstuvwxyz") != "" {
		return ""
	}
	return tag
}
