package format

import (
	"bytes"
	"fmt"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// declaration is the XML declaration at the beginning of a document.
var declaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)

var encoding = regexp.MustCompile(`encoding\s*=\s*["']([^"']+)["']`)

// UTF8 returns XML or JSON in UTF-8, whatever encoding it declares, and without
// the declaration that would say otherwise: see inUTF8. mediaType is what the
// sender declared, "" if nothing.
func UTF8(b []byte, mediaType string) ([]byte, error) {
	return inUTF8(Input{Bytes: b, MediaType: mediaType})
}

// inUTF8 returns XML or JSON in UTF-8 and without the declaration that would say
// otherwise. A byte order mark tells the encoding, then the bytes themselves if
// they are UTF-8, whatever is declared; then what the sender declared, then the
// XML declaration (RFC 7303, 3.2). What declares nothing is Windows-1252, the
// most usual mistake.
func inUTF8(in Input) ([]byte, error) {
	b := in.Bytes
	label := ""
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte("\xff\xfe")), bytes.HasPrefix(b, []byte("<\x00?\x00")):
		label = "utf-16le"
	case bytes.HasPrefix(b, []byte("\xfe\xff")), bytes.HasPrefix(b, []byte("\x00<\x00?")):
		label = "utf-16be"
	case utf8.Valid(b) && !bytes.Contains(b, []byte("\x1b$")): // ISO-2022 is all ASCII
	default:
		if _, parameters, err := mime.ParseMediaType(in.MediaType); err == nil {
			label = parameters["charset"]
		}
		if m := encoding.FindSubmatch(declaration.Find(b)); m != nil && label == "" {
			label = string(m[1])
		}
		if e, _ := charset.Lookup(label); e == nil || strings.HasPrefix(strings.ToLower(label), "utf-") {
			label = "windows-1252"
		}
	}
	if label != "" {
		e, _ := charset.Lookup(label)
		decoded, err := e.NewDecoder().Bytes(b)
		if err != nil {
			return nil, fmt.Errorf("read as %s: %w", label, err)
		}
		b = bytes.TrimPrefix(decoded, []byte("\ufeff"))
	}
	if m := declaration.Find(b); m != nil {
		b = b[len(m):]
	}
	return b, nil
}
