package rest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Form is a body that is sent together with files.
type Form interface {
	// Form returns what is sent as JSON, and the files beside it. Without any the
	// body is sent as any other.
	Form() (body any, files []*discordgo.File)
}

// Do sends body, nil for none, and decodes the answer into out, if it is not nil.
// Errors say what was asked for without identifiers or tokens: see Code, Unsure
// and LimitError.
func (c *Client) Do(ctx context.Context, method, address string, body, out any) error {
	kind, raw, err := encode(body)
	if err != nil {
		return err
	}
	// A bucket of its own for each request: the library holds a bucket's lock
	// for as long as a request takes, and keeps every bucket for ever. Limits
	// are kept here.
	bucket := discordgo.NewRatelimiter().LockBucket("")
	answer, err := c.Session.RequestWithLockedBucket(method, address, kind, raw, bucket, 0,
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

// encode is a body as it is sent.
func encode(body any) (contentType string, raw []byte, err error) {
	if form, ok := body.(Form); ok {
		json, files := form.Form()
		if len(files) > 0 {
			return discordgo.MultipartBodyWithJSON(json, files)
		}
	}
	if body != nil {
		raw, err = json.Marshal(body)
	}
	return "application/json", raw, err
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
	if Unsure(err) || errors.As(err, new(*LimitError)) {
		return err // it names the route
	}
	return fmt.Errorf("%s: %w", routeName(method, address), err)
}

// Discord's error codes that callers know what to do about.
const (
	CodeUnknownChannel     = 10003
	CodeUnknownMessage     = 10008
	CodeEdits              = 30046 // an old message was edited too often
	CodeUnknownInteraction = 10062
	CodeAcknowledged       = 40060
	CodeTokenExpired       = 50027
	CodePermissions        = 50013
	CodeArchived           = 50083
	CodeUnknownTag         = 10087
	CodeThreadThere        = 160004 // the message has one
)

// Code is Discord's code in an error, 0 if there is none; status is the HTTP
// status of the answer, 0 if there was none.
func Code(err error) (code, status int) {
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

// Snowflake is the smallest identifier of a point in time.
func Snowflake(t time.Time) uint64 { return uint64(max(t.UnixMilli()-epoch, 0)) << 22 }
