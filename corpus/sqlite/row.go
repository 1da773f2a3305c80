package sqlite

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
	"unicode/utf8"

	"briefbot/corpus"
)

// A row is a document as the table holds it.
type row struct {
	article   corpus.Article // its Raw and its times are not read from here
	published string
	arrived   string
	corrected string
	digest    []byte
	analysis  []byte // analysis.go
	rawForm   string
	raw       []byte
}

// fields are the fields of a row in the order of columns, to be read or
// written.
func (r *row) fields() []any {
	a := &r.article
	return []any{
		&a.ID, &a.Source, &a.Path, &a.Format, &a.Ref, &a.URL,
		&a.Headline.Value, &a.Headline.How, &a.Outlet.Value, &a.Outlet.How,
		&a.Byline.Value, &a.Byline.How, &a.Origin.Value, &a.Origin.How,
		&a.Note, &a.Teaser, &r.published, &a.Published.Inferred, &a.Published.How, &r.arrived, &r.corrected, &a.Language, &a.Audience,
		&r.digest, &a.Text, &r.analysis, &r.rawForm, &r.raw,
	}
}

// The forms of raw.
const (
	rawNone    = "none"
	rawText    = "text"    // the bytes of the text: nothing is kept twice
	rawDeflate = "deflate" // RFC 1951
)

// encode makes the row of a document.
func encode(d *corpus.Document) (*row, error) {
	switch {
	case d == nil || d.Article == nil:
		return nil, errors.New("it has no article")
	case d.Article.ID == "":
		return nil, errors.New("it has no ID")
	case !utf8.ValidString(d.Article.Text):
		return nil, fmt.Errorf("article %s: the text is not UTF-8", d.Article.ID)
	}
	r := &row{article: *d.Article, analysis: encodeAnalysis(d), rawForm: rawNone}
	var err error
	if r.published, err = encodeTime(d.Article.Published.Time); err != nil {
		return nil, fmt.Errorf("article %s: date: %w", d.Article.ID, err)
	}
	if r.arrived, err = encodeTime(d.Article.Arrived); err != nil {
		return nil, fmt.Errorf("article %s: arrival: %w", d.Article.ID, err)
	}
	if r.corrected, err = encodeTime(d.Article.Corrected); err != nil {
		return nil, fmt.Errorf("article %s: correction: %w", d.Article.ID, err)
	}
	r.digest = r.sum()
	return r, nil
}

// encodeTime writes a time in RFC 3339, "" for none, or returns an error for one
// that RFC 3339 cannot say.
func encodeTime(t time.Time) (string, error) {
	if t.IsZero() {
		return "", nil
	}
	text, err := t.MarshalText()
	return string(text), err
}

func decodeTime(text string, t *time.Time) error {
	if text == "" {
		return nil
	}
	return t.UnmarshalText([]byte(text))
}

// pack brings the raw bytes into their form. It is what writing costs most, and
// of no use for a document that stays the same.
func (r *row) pack() (err error) {
	switch raw := r.article.Raw; {
	case len(raw) == 0:
	case string(raw) == r.article.Text:
		r.rawForm = rawText
	default:
		r.rawForm = rawDeflate
		r.raw, err = deflate(raw)
	}
	return err
}

// sum is the digest of a row that is not packed.
func (r *row) sum() []byte {
	h := sha256.New()
	var b []byte
	for _, field := range r.fields() {
		switch f := field.(type) {
		case *string:
			b = binary.AppendUvarint(b[:0], uint64(len(*f)))
			b = append(b, *f...)
		case *bool:
			b = append(b[:0], 0)
			if *f {
				b[0] = 1
			}
		default: // the ID, what follows from the rest, and what comes below
			continue
		}
		h.Write(b)
	}
	h.Write(binary.AppendUvarint(b[:0], uint64(len(r.analysis))))
	h.Write(r.analysis)
	h.Write(r.article.Raw)
	return h.Sum(nil)
}

// decode makes the document of a row.
func (r *row) decode() (*corpus.Document, error) {
	a := r.article
	if err := decodeTime(r.published, &a.Published.Time); err != nil {
		return nil, fmt.Errorf("date: %w", err)
	}
	if err := decodeTime(r.arrived, &a.Arrived); err != nil {
		return nil, fmt.Errorf("arrival: %w", err)
	}
	if err := decodeTime(r.corrected, &a.Corrected); err != nil {
		return nil, fmt.Errorf("correction: %w", err)
	}
	d := &corpus.Document{Article: &a}
	if err := decodeAnalysis(r.analysis, d); err != nil {
		return nil, err
	}
	switch r.rawForm {
	case rawText:
		a.Raw = []byte(a.Text)
	case rawDeflate:
		var err error
		if a.Raw, err = inflate(r.raw); err != nil {
			return nil, fmt.Errorf("raw: %w", err)
		}
	}
	return d, nil
}

// deflaters are kept because making one costs more than using it.
var deflaters = sync.Pool{New: func() any {
	// The fastest level: a page shrinks to a fifth, in a tenth of the time in
	// which the best makes it a sixth.
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // the level is valid
	return w
}}

func deflate(raw []byte) ([]byte, error) {
	w := deflaters.Get().(*flate.Writer)
	defer deflaters.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	if _, err := w.Write(raw); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

var inflaters = sync.Pool{New: func() any { return flate.NewReader(nil) }}

func inflate(b []byte) ([]byte, error) {
	r := inflaters.Get().(io.ReadCloser)
	defer inflaters.Put(r)
	if err := r.(flate.Resetter).Reset(bytes.NewReader(b), nil); err != nil {
		return nil, err
	}
	raw := bytes.NewBuffer(make([]byte, 0, 6*len(b)))
	_, err := raw.ReadFrom(r)
	return raw.Bytes(), err
}
