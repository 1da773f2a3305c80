package fetch

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// errTooLarge is returned for a body of more bytes than are read.
var errTooLarge = errors.New("too large")

// readBody reads and unpacks a body of at most max bytes, packed or not.
func readBody(res *http.Response, max int64) ([]byte, error) {
	if res.ContentLength > max {
		return nil, tooLarge(max)
	}
	packed := &capped{r: res.Body, left: max}
	var r io.Reader = packed
	switch encoding := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		z, err := gzip.NewReader(packed)
		if err != nil {
			return nil, broken(err)
		}
		r = z
	case "deflate":
		// zlib by the RFC, bare by many a server.
		b, err := io.ReadAll(packed)
		if err != nil {
			return nil, broken(err)
		}
		if z, err := zlib.NewReader(bytes.NewReader(b)); err == nil {
			r = z
		} else {
			r = flate.NewReader(bytes.NewReader(b))
		}
	default:
		return nil, &Error{Kind: Unreadable, Says: fmt.Sprintf("is packed as %q, which was not asked for", encoding)}
	}
	b, err := io.ReadAll(&capped{r: r, left: max})
	if err != nil {
		return nil, broken(err)
	}
	return b, nil
}

func tooLarge(max int64) *Error {
	return &Error{Kind: Unreadable, Says: "is larger than the limit of " + size(max), Err: errTooLarge}
}

func size(n int64) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// broken says why a body could not be read to its end.
func broken(err error) error {
	var c *capError
	var corrupt flate.CorruptInputError
	switch {
	case errors.As(err, &c):
		return tooLarge(c.limit)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return &Error{Kind: Unreadable, Temporary: true, Says: "breaks off in the middle of the answer; it is asked again", Err: err}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.Is(err, zlib.ErrChecksum), errors.As(err, &corrupt):
		return &Error{Kind: Unreadable, Temporary: true, Says: "is packed in a way that cannot be unpacked; it is asked again", Err: err}
	}
	return err
}

// capped reads at most left bytes and then fails, where io.LimitReader would end
// as if there were no more.
type capped struct {
	r    io.Reader
	left int64
	read int64
}

type capError struct{ limit int64 }

func (c *capError) Error() string { return errTooLarge.Error() }
func (c *capError) Unwrap() error { return errTooLarge }

func (c *capped) Read(p []byte) (int, error) {
	if c.left <= 0 {
		// One byte more tells an end at the limit from one behind it.
		n, err := c.r.Read(make([]byte, 1))
		if n > 0 {
			return 0, &capError{c.read}
		}
		return 0, err
	}
	if int64(len(p)) > c.left {
		p = p[:c.left]
	}
	n, err := c.r.Read(p)
	c.left -= int64(n)
	c.read += int64(n)
	return n, err
}
