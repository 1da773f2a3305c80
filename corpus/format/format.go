// Package format turns bytes into articles. It knows plain text, Markdown with
// front matter, HTML pages, feeds (RSS, Atom, JSON Feed) and lines of JSON; the
// table formats is the only place where they are listed.
//
// Whatever an article's record holds says how it was found: in front matter, in
// a page's metadata, in a feed's item, or in the text itself, which package
// clean reads. Input comes from anywhere and is never trusted: it is refused
// with one line that names it and the reason, and no input makes a decoder
// panic or read the network.
package format

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"briefbot/corpus"
)

// MaxBytes is the size above which nothing is decoded. Sources check it before
// they read.
const MaxBytes = 32 << 20

// ErrUnknown is returned for bytes that no format claims.
var ErrUnknown = errors.New("unknown format")

// Input is what a source received.
type Input struct {
	// Name is the path or the address, for messages and as the articles' Path.
	Name string
	// MediaType is what the sender declared, "" if nothing: "text/html;
	// charset=windows-1252".
	MediaType string
	Bytes     []byte
	// Received is when the source got it. A date of publication more than two
	// days later is refused. The zero time refuses none.
	Received time.Time
}

// A format is one row of the table.
type format struct {
	name       string
	media      []string // media types without parameters
	extensions []string // in lower case, with the dot
	// sniff reports whether bytes without a known extension are in this format.
	sniff func(head []byte) bool
	// utf8 is true where the format has no way to declare another encoding.
	utf8 bool
	// rows is true where the bytes of each row are looked at with the row, so that
	// a bad one costs no other.
	rows   bool
	decode func(in Input) ([]*corpus.Article, error)
}

// formats are tried in this order where neither media type nor extension says.
var formats = []format{
	{name: "html", media: []string{"text/html", "application/xhtml+xml"}, extensions: []string{".html", ".htm", ".xhtml"}, sniff: looksHTML, decode: decodeHTML},
	{name: "feed", media: []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/xml", "text/xml"}, extensions: []string{".rss", ".atom", ".xml", ".rdf"}, sniff: looksFeed, decode: decodeFeed},
	{name: "jsonl", media: []string{"application/jsonl", "application/x-ndjson", "application/jsonlines"}, extensions: []string{".jsonl", ".ndjson"}, sniff: looksJSONL, utf8: true, rows: true, decode: decodeJSONL},
	{name: "markdown", media: []string{"text/markdown"}, extensions: []string{".md", ".markdown"}, sniff: looksMarkdown, utf8: true, decode: decodeMarkdown},
	{name: "text", media: []string{"text/plain"}, extensions: []string{".txt", ".text", ""}, sniff: func([]byte) bool { return false }, utf8: true, decode: decodeText},
}

// Decode returns the articles that the input holds, each with its ID and with
// how every fact of its record was found.
//
// Of an input with many parts (rows, items) it returns the articles of those
// that can be read together with an error, made by errors.Join, that names each
// of the others. Every error begins with in.Name.
func Decode(in Input) (articles []*corpus.Article, err error) {
	f, err := pick(in)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.Name, err)
	}
	// The parsers below this package are other people's; what they cannot bear
	// must not end the program that reads a thousand files.
	defer func() {
		if r := recover(); r != nil {
			articles, err = nil, fmt.Errorf("%s: %s decoder gave up: %v", in.Name, f.name, r)
		}
	}()
	articles, err = f.decode(in)
	return articles, named(in.Name, err)
}

// Again decodes an article once more from the bytes that it keeps, with the
// decoders of today. The received time is that of the first decoding.
func Again(a *corpus.Article, received time.Time) (*corpus.Article, error) {
	in := Input{Name: a.Path, Bytes: a.Raw, Received: received}
	if in.Name == "" {
		in.Name = a.URL
	}
	for i := range formats {
		if formats[i].name != a.Format {
			continue
		}
		articles, err := Decode(Input{Name: in.Name, MediaType: formats[i].media[0], Bytes: in.Bytes, Received: received})
		if len(articles) != 1 {
			return nil, errors.Join(fmt.Errorf("%s: decoded again, it holds %d articles", in.Name, len(articles)), err)
		}
		articles[0].Source = a.Source
		return articles[0], nil
	}
	return nil, fmt.Errorf("%s: %w %q", in.Name, ErrUnknown, a.Format)
}

// named puts the name before every error that was joined.
func named(name string, err error) error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return fmt.Errorf("%s: %w", name, err)
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, fmt.Errorf("%s: %w", name, e))
	}
	return errors.Join(all...)
}

// pick chooses the format and refuses what is none.
func pick(in Input) (*format, error) {
	switch {
	case len(in.Bytes) > MaxBytes:
		return nil, fmt.Errorf("%d MB: larger than the limit of %d MB", len(in.Bytes)>>20, MaxBytes>>20)
	case len(bytes.TrimSpace(in.Bytes)) == 0:
		return nil, errors.New("empty")
	}
	if kind := magic(in.Bytes); kind != "" {
		return nil, fmt.Errorf("%s, not an article", kind)
	}
	f := byMediaType(in.MediaType)
	if f == nil {
		f = byExtension(in.Name)
	}
	if f == nil {
		f = bySniff(in.Bytes)
	}
	if f == nil {
		return nil, fmt.Errorf("%w (extension %q); known: text, Markdown, HTML, RSS, Atom, JSON Feed, JSONL", ErrUnknown, path.Ext(in.Name))
	}
	if f.rows && opensObject(in.Bytes) {
		return f, nil
	}
	wide := bytes.HasPrefix(in.Bytes, []byte{0xff, 0xfe}) || bytes.HasPrefix(in.Bytes, []byte{0xfe, 0xff})
	if i := bytes.IndexByte(in.Bytes, 0); i >= 0 && (f.utf8 || !wide) {
		return nil, fmt.Errorf("binary: a zero byte at offset %d", i)
	}
	if f.utf8 {
		if i := invalid(in.Bytes); i >= 0 {
			return nil, fmt.Errorf("not UTF-8: byte 0x%02x at offset %d", in.Bytes[i], i)
		}
	}
	return f, nil
}

// opensObject reports whether the first thing in the bytes is an object of JSON.
func opensObject(b []byte) bool {
	b = bytes.TrimSpace(bytes.TrimPrefix(b, []byte("\ufeff")))
	return len(b) > 0 && b[0] == '{'
}

func byMediaType(media string) *format {
	media, _, _ = mime.ParseMediaType(media)
	for i := range formats {
		for _, m := range formats[i].media {
			// The XML types are what servers say that know nothing; the bytes know
			// better.
			if m == media && m != "text/xml" && m != "application/xml" {
				return &formats[i]
			}
		}
	}
	return nil
}

func byExtension(name string) *format {
	if strings.Contains(name, "://") {
		return nil
	}
	ext := strings.ToLower(path.Ext(name))
	for i := range formats {
		for _, e := range formats[i].extensions {
			if e == ext {
				return &formats[i]
			}
		}
	}
	return nil
}

func bySniff(b []byte) *format {
	head := b[:min(len(b), 4096)]
	for i := range formats {
		if formats[i].sniff(head) {
			return &formats[i]
		}
	}
	return nil
}

// magics are the first bytes of files that people keep beside articles.
var magics = []struct{ bytes, kind string }{
	{"%PDF-", "a PDF"}, {"PK\x03\x04", "a ZIP archive or office document"}, {"\x1f\x8b", "a gzip archive"}, {"\x89PNG", "a PNG picture"}, {"\xff\xd8\xff", "a JPEG picture"},
	{"GIF8", "a GIF picture"}, {"RIFF", "a RIFF file (sound or picture)"}, {"\x7fELF", "a program"}, {"MZ\x90", "a program"}, {"\xd0\xcf\x11\xe0", "an old office document"},
	{"SQLite format 3\x00", "an SQLite database"}, {"BZh", "a bzip2 archive"}, {"\xfd7zXZ", "an xz archive"}, {"\x28\xb5\x2f\xfd", "a zstd archive"}, {"{\\rtf", "an RTF document"}, {"OggS", "an Ogg file"}, {"ID3", "an MP3 file"},
}

func magic(b []byte) string {
	for _, m := range magics {
		if bytes.HasPrefix(b, []byte(m.bytes)) {
			return m.kind
		}
	}
	return ""
}

// invalid returns the offset of the first byte that is not UTF-8, -1 if there
// is none.
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
