package openai

import (
	"context"
	"errors"
	"net/http"
	"strings"

	"github.com/sashabaranov/go-openai"

	"briefbot/briefing/llm"
)

// abilities are what the service has not refused yet.
type abilities struct {
	format       int // of formats
	stream       bool
	usage        bool // in streams
	temperature  bool
	newMaxTokens bool // asks for max_completion_tokens
}

// formats are the ways to ask for JSON, from the strictest.
const (
	bySchema = iota
	byObject
	byPrompt
)

// negotiate asks for as much as the service may be able to do, and for less where
// it refuses.
func (c *Client) negotiate(ctx context.Context, r *llm.Request, partial func(string)) (*llm.Completion, error) {
	for {
		c.mu.Lock()
		can := c.can
		c.mu.Unlock()
		done, err := c.try(ctx, r, can, partial)
		less, ok := can.without(err)
		if !ok {
			return done, err
		}
		c.mu.Lock()
		if c.can == can {
			c.can = less
		}
		c.mu.Unlock()
	}
}

// without is what to ask for next, once the service has refused a request for what
// was in it. It reports false for other errors, and where there is nothing left to
// do without.
func (a abilities) without(err error) (abilities, bool) {
	var e *openai.APIError
	var q *openai.RequestError
	status, says := 0, ""
	switch {
	case errors.As(err, &e):
		status, says = e.HTTPStatusCode, e.Message
		if e.Param != nil {
			says += " " + *e.Param
		}
	case errors.As(err, &q):
		status, says = q.HTTPStatusCode, string(q.Body)
	}
	if status != http.StatusBadRequest && status != http.StatusUnprocessableEntity && status != http.StatusNotImplemented {
		return a, false
	}
	says = strings.ToLower(says)
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(says, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("max_completion_tokens") && has("max_tokens") && !a.newMaxTokens:
		a.newMaxTokens = true
	case has("stream_options", "include_usage") && a.usage:
		a.usage = false
	case has("temperature") && a.temperature:
		a.temperature = false
	case has("response_format", "json_schema", "schema", "json_object", "grammar") && a.format < byPrompt:
		a.format++
	case has("stream") && a.stream:
		a.stream = false
	case a.format < byPrompt: // it does not say what it dislikes
		a.format++
	default:
		return a, false
	}
	return a, true
}
