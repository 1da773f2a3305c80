package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/sashabaranov/go-openai"

	"briefbot/briefing/llm"
)

// finished returns why an answer that came is none.
func finished(reason openai.FinishReason, refusal, text string) error {
	switch {
	case refusal != "":
		return &llm.Failure{Cause: llm.Refused}
	case reason == openai.FinishReasonLength:
		return &llm.Failure{Cause: llm.CutShort, Err: errors.New("the answer is longer than it may be")}
	case reason == openai.FinishReasonContentFilter:
		return &llm.Failure{Cause: llm.Filtered}
	case text == "":
		return &llm.Failure{Cause: llm.Broken, Err: errors.New("an empty answer")}
	}
	return nil
}

// failure says what went wrong without a word of the service's, which may repeat
// the key or the prompt.
func failure(ctx context.Context, err error, key string) error {
	var f *llm.Failure
	if errors.As(err, &f) {
		return f
	}
	var e *openai.APIError
	var q *openai.RequestError
	var syntax *json.SyntaxError
	var net *transportError
	switch {
	case errors.As(err, &e):
		if e.Code == "content_filter" || e.InnerError != nil && e.InnerError.Code != "" {
			return &llm.Failure{Cause: llm.Filtered}
		}
		return byStatus(e.HTTPStatusCode)
	case errors.As(err, &q) && q.HTTPStatusCode != http.StatusOK:
		return byStatus(q.HTTPStatusCode)
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		return err
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, errStalled):
		return &llm.Failure{Cause: llm.TooSlow, Err: errors.New("no answer in time")}
	case errors.As(err, &syntax):
		return &llm.Failure{Cause: llm.Broken, Err: errors.New("the answer is no JSON: is the address that of an API, with its /v1?")}
	case errors.As(err, &net):
		return &llm.Failure{Cause: llm.Unreachable, Err: redact(net.err, key)}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, openai.ErrTooManyEmptyStreamMessages):
		return &llm.Failure{Cause: llm.CutShort, Err: errors.New("the connection was cut")}
	}
	return &llm.Failure{Cause: llm.Broken, Err: errors.New("the answer cannot be read")}
}

// byStatus is what a status of HTTP means.
func byStatus(status int) *llm.Failure {
	f := &llm.Failure{Cause: llm.Broken, Err: fmt.Errorf("HTTP status %d", status)}
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		f.Cause = llm.KeyRejected
	case status == http.StatusNotFound:
		f.Cause = llm.NoModel
	case status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable:
		f.Cause = llm.Busy
	case status == http.StatusRequestTimeout || status == http.StatusGatewayTimeout:
		f.Cause = llm.TooSlow
	}
	return f
}

// redact is an error's text without the key.
func redact(err error, key string) error {
	text := err.Error()
	if key != "" {
		text = strings.ReplaceAll(text, key, "[key]")
	}
	return errors.New(text)
}
