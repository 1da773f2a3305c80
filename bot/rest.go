package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// rest makes requests by the client library, with everything that the library
// does on its own turned off: repeating, waiting, sharing of locks.
type rest struct {
	session *discordgo.Session
}

// do sends body and decodes the answer into out, if it is not nil. Errors say
// what was asked for without identifiers or tokens.
func (r *rest) do(ctx context.Context, method, address string, body, out any) error {
	var raw []byte
	kind := "application/json"
	if body != nil {
		var err error
		if m, ok := body.(message); ok && len(m.Files) > 0 {
			kind, raw, err = withFiles(m)
		} else {
			raw, err = json.Marshal(body)
		}
		if err != nil {
			return err
		}
	}
	// A bucket of its own for each request: the library holds a bucket's lock
	// for as long as a request takes, and keeps every bucket for ever. Limits
	// are the transport's.
	bucket := discordgo.NewRatelimiter().LockBucket("")
	answer, err := r.session.RequestWithLockedBucket(method, address, kind, raw, bucket, 0,
		discordgo.WithContext(ctx), discordgo.WithRestRetries(0), discordgo.WithRetryOnRatelimit(false))
	if err != nil {
		return plainError(method, address, err)
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(answer, out); err != nil {
		return fmt.Errorf("%s: read the answer: %w", routeName(method, address), err)
	}
	return nil
}

// withFiles is a message with its files as a form.
func withFiles(m message) (contentType string, body []byte, err error) {
	var files []*discordgo.File
	for i, f := range m.Files {
		m.Attached = append(m.Attached, attachment{strconv.Itoa(i), f.name, shorten(f.alt, maxAlt)})
		files = append(files, &discordgo.File{Name: f.name, ContentType: f.kind, Reader: bytes.NewReader(f.data)})
	}
	return discordgo.MultipartBodyWithJSON(m, files)
}

func routeName(method, address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return method
	}
	return routeOf(method, u.Path).name
}

// plainError takes the address out of an error: it may hold a token.
func plainError(method, address string, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	if unsure(err) || errors.As(err, new(*LimitError)) {
		return err // it names the route
	}
	return fmt.Errorf("%s: %w", routeName(method, address), err)
}

// Discord's error codes that the bot knows what to do about.
const (
	codeUnknownChannel     = 10003
	codeUnknownMessage     = 10008
	codeEdits              = 30046 // an old message was edited too often
	codeUnknownInteraction = 10062
	codeAcknowledged       = 40060
	codeTokenExpired       = 50027
	codePermissions        = 50013
	codeArchived           = 50083
	codeUnknownTag         = 10087
	codeThreadThere        = 160004 // the message has one
)

// code is Discord's code in an error, 0 if there is none; status is the HTTP
// status of the answer, 0 if there was none.
func code(err error) (code, status int) {
	var rest *discordgo.RESTError
	if !errors.As(err, &rest) {
		return 0, 0
	}
	if rest.Message != nil {
		code = rest.Message.Code
	}
	return code, rest.Response.StatusCode
}

// epoch is the beginning of time in Discord's identifiers, in milliseconds.
const epoch = 1420070400000

// snowflake is the smallest identifier of a point in time.
func snowflake(t time.Time) uint64 { return uint64(max(t.UnixMilli()-epoch, 0)) << 22 }
