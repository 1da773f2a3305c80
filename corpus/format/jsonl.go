package format

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/jsonl"
)

// A row is one line of JSONL. Other fields are ignored.
type row struct {
	ID          ref     `json:"id"`
	URL         string  `json:"url"`
	Title       string  `json:"title"`
	Source      string  `json:"source"`
	Author      authors `json:"author"`
	PublishedAt moment  `json:"published_at"`
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
	if json.Unmarshal(b, (*string)(a)) != nil {
		return errors.New("author: want a name or a list of names")
	}
	return nil
}

// moment is a date as it is written, or what stands in its place.
type moment string

// A whole number of so many digits can only be seconds since 1970: it is a day
// between 1973 and 2286, where a year or a date has eight digits at most and
// milliseconds have twelve.
const (
	leastSeconds = 100_000_000
	mostSeconds  = 9_999_999_999
)

func (m *moment) UnmarshalJSON(b []byte) error {
	switch {
	case b[0] == '"':
		return json.Unmarshal(b, (*string)(m))
	case bytes.Equal(b, []byte("null")):
		return nil
	}
	*m = moment(b) // no date, which is said where dates are read
	if n, err := strconv.ParseInt(string(b), 10, 64); err == nil && n >= leastSeconds && n <= mostSeconds {
		*m = moment(time.Unix(n, 0).UTC().Format(time.RFC3339))
	}
	return nil
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
	lines := jsonl.NewReader("", bytes.NewReader(in.Bytes))
	for {
		line, err := lines.Next()
		if err != nil { // the end, for memory is read
			return articles, errors.Join(errs...)
		}
		var r row
		if err := lines.Decode(&r); err != nil {
			errs = append(errs, err)
			continue
		}
		a, err := in.row(&r, line)
		errs = append(errs, lines.Place(err))
		if a != nil {
			articles = append(articles, a)
		}
	}
}

// row makes an article of a row. One whose date is refused is an article without
// a date and an error, for the date alone is wrong.
func (in Input) row(r *row, line []byte) (*corpus.Article, error) {
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
	if err := f.date(in, string(r.PublishedAt), how); err != nil {
		bad = append(bad, &corpus.Remark{Err: fmt.Errorf("published_at: %w (article kept without it)", err)})
	}
	if err := f.after(r.After, how); err != nil {
		bad = append(bad, &corpus.Remark{Err: fmt.Errorf("after: %w (article kept without it)", err)})
	}
	return in.article("jsonl", *r.Body, line, f), errors.Join(bad...)
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
