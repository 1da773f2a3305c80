// Package openai is a model behind an endpoint that speaks as OpenAI's does: OpenAI
// itself, Azure, Ollama, vLLM, llama.cpp's server. It is the only package that
// imports go-openai.
//
// What a service can do is tried, not assumed: answers held to a JSON Schema, then
// to JSON, then to nothing; streams with usage and without. What it refuses is not
// asked for again. transport.go makes calls bear what services do: it tries again,
// waits as long as it is told to, gives up in time.
package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/sashabaranov/go-openai"

	"briefbot/briefing/llm"
)

// Options say where a model is, and how patient to be with it.
type Options struct {
	// URL is the base of the API ("https://api.openai.com/v1"), Model the model's
	// name, or the deployment's with Azure. Key may be empty where none is asked
	// for.
	URL, Model, Key string
	// AzureVersion is the version of Azure's API, "" for what is not Azure.
	AzureVersion string
	// Call bounds one try, Stall the time without a byte in the middle of an
	// answer; 0 means 45 and 20 seconds.
	Call, Stall time.Duration
	// Attempts is how often one call is tried; 0 means three times.
	Attempts int
	// Transport makes the calls, nil for the default.
	Transport http.RoundTripper
	// Pause waits, or returns ctx's error; nil waits by the clock. Now is the
	// time; nil is the clock's.
	Pause func(ctx context.Context, d time.Duration) error
	Now   func() time.Time
}

// A Client is a model behind an endpoint. It implements llm.Model. It is safe for
// use by several goroutines. Use New to make one.
type Client struct {
	options Options
	api     *openai.Client
	breaker *breaker

	mu  sync.Mutex
	can abilities
}

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

var _ llm.Model = (*Client)(nil)

// CheckURL says what is wrong with the address of an API, nil if nothing is.
func CheckURL(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https":
		return errors.New("want an address like https://api.openai.com/v1")
	case u.User != nil || u.RawQuery != "":
		return errors.New("the key belongs into the environment, not into the address")
	}
	return nil
}

// New returns a client. It calls nobody.
func New(o Options) (*Client, error) {
	if err := CheckURL(o.URL); err != nil {
		return nil, err
	}
	if o.Model == "" {
		return nil, errors.New("no model is named")
	}
	if o.Call <= 0 {
		o.Call = 45 * time.Second
	}
	if o.Stall <= 0 {
		o.Stall = 20 * time.Second
	}
	if o.Attempts <= 0 {
		o.Attempts = 3
	}
	if o.Transport == nil {
		o.Transport = http.DefaultTransport
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Pause == nil {
		o.Pause = pause
	}
	config := openai.DefaultConfig(o.Key)
	if o.AzureVersion != "" {
		config = openai.DefaultAzureConfig(o.Key, strings.TrimSuffix(o.URL, "/"))
		config.APIVersion = o.AzureVersion
		config.AzureModelMapperFunc = func(model string) string { return model }
	}
	config.BaseURL = strings.TrimSuffix(o.URL, "/")
	config.HTTPClient = &doer{options: &o}
	return &Client{
		options: o, api: openai.NewClientWithConfig(config), breaker: &breaker{now: o.Now},
		can: abilities{stream: true, usage: true, temperature: true},
	}, nil
}

// Name implements llm.Model.
func (c *Client) Name() string { return c.options.Model }

// Complete implements llm.Model.
func (c *Client) Complete(ctx context.Context, r *llm.Request, partial func(string)) (*llm.Completion, error) {
	if err := c.breaker.allow(); err != nil {
		return nil, err
	}
	done, err := c.negotiate(ctx, r, partial)
	if err != nil {
		err = c.failure(ctx, err)
	}
	c.breaker.record(ctx, err)
	return done, err
}

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

// try makes one call.
func (c *Client) try(ctx context.Context, r *llm.Request, can abilities, partial func(string)) (*llm.Completion, error) {
	request := openai.ChatCompletionRequest{
		Model: c.options.Model,
		Messages: []openai.ChatCompletionMessage{
			{Role: openai.ChatMessageRoleSystem, Content: r.System},
			{Role: openai.ChatMessageRoleUser, Content: r.User},
		},
	}
	if can.temperature {
		// Zero would be left out of the request, and mean one.
		request.Temperature = math.SmallestNonzeroFloat32
	}
	if can.newMaxTokens {
		request.MaxCompletionTokens = r.MaxTokens
	} else {
		//lint:ignore SA1019 it is the only one that most servers of others know
		request.MaxTokens = r.MaxTokens
	}
	switch {
	case r.Schema == nil || can.format == byPrompt:
	case can.format == bySchema:
		request.ResponseFormat = &openai.ChatCompletionResponseFormat{
			Type:       openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{Name: "answer", Schema: r.Schema, Strict: true},
		}
	default:
		request.ResponseFormat = &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	}
	if partial != nil && can.stream {
		if can.usage {
			request.StreamOptions = &openai.StreamOptions{IncludeUsage: true}
		}
		return c.stream(ctx, request, partial)
	}
	answer, err := c.api.CreateChatCompletion(ctx, request)
	if err != nil {
		return nil, err
	}
	if len(answer.Choices) == 0 {
		return nil, &llm.Failure{Cause: llm.Broken, Err: errors.New("an answer without choices")}
	}
	choice := answer.Choices[0]
	if err := finished(choice.FinishReason, choice.Message.Refusal, choice.Message.Content); err != nil {
		return nil, err
	}
	return &llm.Completion{
		Text:  choice.Message.Content,
		Usage: llm.Usage{Prompt: answer.Usage.PromptTokens, Completion: answer.Usage.CompletionTokens},
	}, nil
}

// maxAnswer bounds what is taken of a stream, in bytes.
const maxAnswer = 256 << 10

// stream makes one call and reads its answer as it comes.
func (c *Client) stream(ctx context.Context, request openai.ChatCompletionRequest, partial func(string)) (*llm.Completion, error) {
	s, err := c.api.CreateChatCompletionStream(ctx, request)
	if err != nil {
		return nil, err
	}
	defer s.Close()
	var text, refusal strings.Builder
	var done llm.Completion
	var reason openai.FinishReason
	for {
		part, err := s.Recv()
		if errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if part.Usage != nil { // in a part without choices
			done.Usage = llm.Usage{Prompt: part.Usage.PromptTokens, Completion: part.Usage.CompletionTokens}
		}
		if len(part.Choices) == 0 {
			continue
		}
		text.WriteString(part.Choices[0].Delta.Content)
		refusal.WriteString(part.Choices[0].Delta.Refusal)
		if r := part.Choices[0].FinishReason; r != "" {
			reason = r
		}
		if text.Len() > maxAnswer {
			return nil, &llm.Failure{Cause: llm.Broken, Err: fmt.Errorf("an answer of more than %d bytes", maxAnswer)}
		}
		if part.Choices[0].Delta.Content != "" {
			partial(text.String())
		}
	}
	// A stream that was cut ends as one that is at its end.
	if reason == "" && refusal.Len() == 0 {
		return nil, &llm.Failure{Cause: llm.CutShort, Err: errors.New("the stream ended before the answer did")}
	}
	if err := finished(reason, refusal.String(), text.String()); err != nil {
		return nil, err
	}
	done.Text = text.String()
	return &done, nil
}

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
func (c *Client) failure(ctx context.Context, err error) error {
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
		return &llm.Failure{Cause: llm.Unreachable, Err: redact(net.err, c.options.Key)}
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

// Probe asks the model for next to nothing, and says what it can do.
func (c *Client) Probe(ctx context.Context) (string, error) {
	schema := json.RawMessage(`{"type":"object","properties":{"ok":{"type":"boolean"}},"required":["ok"],"additionalProperties":false}`)
	r := &llm.Request{System: "You answer with JSON.", User: `Answer with {"ok":true}`, Schema: schema, MaxTokens: 200}
	if _, err := c.Complete(ctx, r, func(string) {}); err != nil {
		return "", err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	says := []string{[]string{"JSON by schema", "JSON", "JSON by request alone"}[c.can.format]}
	if c.can.stream {
		says = append(says, "streams")
	}
	if !c.can.usage {
		says = append(says, "tokens are estimated in streams")
	}
	return strings.Join(says, ", "), nil
}
