package corpus

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// ErrNotFound is returned when the corpus holds no article of that ID.
var ErrNotFound = errors.New("no such article")

// An ID names an article for ever. It is made from the canonical URL where the
// article has one, else from its text; it is 16 lower-case hexadecimal digits.
type ID string

// Span is a half-open range of byte offsets into Article.Text.
type Span = segment.Span

// Sum is the SHA-256 of an article's text. A span means something only beside
// the sum of the text that it indexes.
type Sum [sha256.Size]byte

// String is the sum in lower-case hexadecimal digits.
func (s Sum) String() string { return hex.EncodeToString(s[:]) }

// MarshalText writes the sum as String does.
func (s Sum) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (s *Sum) UnmarshalText(text []byte) error {
	if hex.DecodedLen(len(text)) != len(s) {
		return fmt.Errorf("sum %q: want %d hexadecimal digits", text, 2*len(s))
	}
	_, err := hex.Decode(s[:], text)
	return err
}

// Field is a fact about the article with how it was found.
type Field = clean.Field

// FeedAt stands in the How of what a feed says of itself, before the name of the host
// that it was read on.
const FeedAt = " at "

// Date is a point in time with how it was found.
type Date = clean.Date

// An Article is one article as it was received, with what is known about it.
type Article struct {
	ID ID `json:"id"`
	// Source is the name of the source that brought it, Path the file it came
	// from ("" if it came over the network), Format the name of its format.
	Source string `json:"source"`
	Path   string `json:"path,omitempty"`
	Format string `json:"format"`
	// Audience is who alone is shown the article, "" for everybody.
	Audience string `json:"audience,omitempty"`
	// Ref is the identifier that the source's own record gives it, if any.
	Ref string `json:"ref,omitempty"`
	// URL is the canonical address, "" if there is none.
	URL string `json:"url,omitempty"`
	// Headline, Outlet, Byline and Origin carry how they were found. Origin is
	// the publisher that the article names as the one it was first published by,
	// where that is not the outlet.
	Headline Field `json:"headline"`
	Outlet   Field `json:"outlet"`
	Byline   Field `json:"byline"`
	Origin   Field `json:"origin"`
	// Note is true of a note written after an article, not the article itself.
	Note bool `json:"note,omitempty"`
	// Teaser is true where the source has an excerpt alone: what is not in it
	// may stand in the article all the same.
	Teaser bool `json:"teaser,omitempty"`

	Published Date `json:"published"`
	// Arrived is when this text of the article was first taken in; the zero time
	// if its source held it already when it was added, so that it is new to
	// nobody.
	Arrived time.Time `json:"arrived,omitzero"`
	// Corrected is when a text came in which a quotation of the former text was
	// gone or changed, zero if none did: see Corrections.
	Corrected time.Time `json:"corrected,omitzero"`
	// Language is an ISO 639-1 code.
	Language string `json:"language"`
	// Text is what every Span indexes. Of a plain text file it is the file,
	// byte for byte.
	Text string `json:"-"`
	// Raw is what the source delivered, kept so that a better decoder can read
	// it again.
	Raw []byte `json:"-"`
}

// Sum is the SHA-256 of the article's text.
func (a *Article) Sum() Sum { return sha256.Sum256([]byte(a.Text)) }

// Slice returns the bytes of the text at s. It reports false for a span that is
// out of range or that cuts a UTF-8 sequence.
func (a *Article) Slice(s Span) (words string, ok bool) {
	if !s.In(a.Text) {
		return "", false
	}
	return s.Of(a.Text), true
}

// Identify sets the ID from the canonical URL, else from the text.
func (a *Article) Identify() {
	a.URL = CanonicalURL(a.URL)
	of := "text\x00" + a.Text
	if a.URL != "" {
		of = "url\x00" + a.URL
	}
	sum := sha256.Sum256([]byte(of))
	a.ID = ID(hex.EncodeToString(sum[:8]))
}

// CanonicalURL brings an address to the form under which an article is known:
// scheme and host in lower case, no fragment, no default port, no tracking
// parameters, no trailing slash. It returns "" for what is no http address.
func CanonicalURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return ""
	}
	u.Scheme, u.Host = strings.ToLower(u.Scheme), strings.ToLower(u.Host)
	if u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	if port := u.Port(); port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		u.Host = u.Hostname()
	}
	u.User, u.Fragment, u.RawFragment = nil, "", ""
	query := u.Query()
	for key := range query {
		if tracking(key) {
			query.Del(key)
		}
	}
	u.RawQuery = query.Encode()
	if p := strings.TrimRight(u.Path, "/"); p != u.Path {
		u.Path, u.RawPath = p, ""
	}
	return u.String()
}

// tracking reports whether a query parameter says where the reader came from
// and not what is read.
func tracking(key string) bool {
	key = strings.ToLower(key)
	if strings.HasPrefix(key, "utm_") {
		return true
	}
	switch key {
	case "fbclid", "gclid", "dclid", "msclkid", "mc_cid", "mc_eid", "igshid", "cmpid", "smid", "ref_src":
		return true
	}
	return false
}
