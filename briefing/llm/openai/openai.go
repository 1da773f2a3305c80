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
	api, err := o.connect(maxBody)
	if err != nil {
		return nil, err
	}
	return &Client{options: o, api: api, breaker: &breaker{now: o.Now}, can: abilities{stream: true, usage: true, temperature: true}}, nil
}

// connect fills in the defaults, and returns go-openai's client over a transport of
// ours that reads answers of so many bytes at the most.
func (o *Options) connect(longest int) (*openai.Client, error) {
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
	config.HTTPClient = &doer{options: o, longest: longest}
	return openai.NewClientWithConfig(config), nil
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
		err = failure(ctx, err, c.options.Key)
	}
	c.breaker.record(ctx, err)
	return done, err
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
