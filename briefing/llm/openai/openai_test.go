package openai_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/briefing/llm"
	"briefbot/briefing/llm/openai"
	"briefbot/briefing/llm/openai/fakeopenai"
)

const key, model = "sk-secret-0123456789", "small-1"

const answer = `{"sentences":[{"section":"answer","text":"Grüße — a sentence of some length, so that it comes in parts.","evidence":["e1"]}]}`

// setting is a fake service and a client of it with a clock of its own.
type setting struct {
	*fakeopenai.Server
	client *openai.Client

	mu     sync.Mutex
	now    time.Time
	pauses []time.Duration
}

func newSetting(t *testing.T, change func(*openai.Options)) *setting {
	t.Helper()
	s := &setting{Server: fakeopenai.New(key, model, func(_, _ string) string { return answer }), now: time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)}
	t.Cleanup(s.Close)
	o := openai.Options{
		URL: s.Base(), Model: model, Key: key, Call: 5 * time.Second, Stall: 5 * time.Second,
		Pause: func(ctx context.Context, d time.Duration) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			s.pauses = append(s.pauses, d)
			s.now = s.now.Add(d)
			return ctx.Err()
		},
		Now: func() time.Time { s.mu.Lock(); defer s.mu.Unlock(); return s.now },
	}
	if change != nil {
		change(&o)
	}
	var err error
	if s.client, err = openai.New(o); err != nil {
		t.Fatal(err)
	}
	return s
}

var request = &llm.Request{System: "rules", User: "a question that nobody may log", Schema: json.RawMessage(`{"type":"object"}`), MaxTokens: 50}

// patient is how long to wait for what the service does do, on a slow machine.
func patient(o *openai.Options) { o.Call, o.Stall = time.Second, time.Second }

// TestFaults has the service fail in each of its ways, once or for ever, in whole
// answers and in streams.
func TestFaults(t *testing.T) {
	quick := func(o *openai.Options) { o.Call, o.Stall = 60*time.Millisecond, 30*time.Millisecond }
	tests := []struct {
		fault  fakeopenai.Fault
		change func(*openai.Options)
		cause  llm.Cause
		calls  int // with the fault for ever
		once   bool
	}{
		{fakeopenai.BadKey, nil, llm.KeyRejected, 1, false},
		{fakeopenai.UnknownModel, nil, llm.NoModel, 1, false},
		{fakeopenai.RateLimit, nil, llm.Busy, 3, true},
		{fakeopenai.RateLimitLong, nil, llm.Busy, 1, false},
		{fakeopenai.ServerError, nil, llm.Broken, 3, true},
		{fakeopenai.Unavailable, nil, llm.Busy, 3, true},
		{fakeopenai.SlowFirstByte, quick, llm.TooSlow, 3, true},
		{fakeopenai.Stall, patient, llm.TooSlow, 1, false},
		{fakeopenai.Cut, nil, llm.CutShort, 1, false},
		{fakeopenai.Refusal, nil, llm.Refused, 1, false},
		{fakeopenai.Length, nil, llm.CutShort, 1, false},
		{fakeopenai.ContentFilter, nil, llm.Filtered, 1, false},
		{fakeopenai.FilteredPrompt, nil, llm.Filtered, 0, false},
		{fakeopenai.HTML, nil, llm.Broken, 1, false},
		{fakeopenai.NoDone, nil, llm.CutShort, 1, false},
		{fakeopenai.NoChoices, nil, "", 1, false},
		{fakeopenai.EmptyText, nil, llm.Broken, 1, false},
		{fakeopenai.Huge, nil, llm.Broken, 1, false},
		{fakeopenai.WrongType, nil, llm.Cause("none"), 1, false},
	}
	for _, test := range tests {
		for _, how := range []string{"whole", "stream"} {
			t.Run(string(test.fault)+"/"+how, func(t *testing.T) {
				t.Parallel()
				s := newSetting(t, test.change)
				s.Always(test.fault)
				var partial func(string)
				if how == "stream" {
					partial = func(string) {}
				}
				done, err := s.client.Complete(context.Background(), request, partial)
				if test.cause == "none" {
					if err != nil || done.Text != answer {
						t.Fatalf("%v %v, want the answer all the same", done, err)
					}
					return
				}
				var f *llm.Failure
				if !errors.As(err, &f) {
					t.Fatalf("%v, want a failure", err)
				}
				if test.cause != "" && f.Cause != test.cause {
					t.Errorf("%v, want %s", err, test.cause)
				}
				if n := len(s.Calls()); test.calls > 0 && n != test.calls {
					t.Errorf("%d calls, want %d", n, test.calls)
				}
				clean(t, err)
			})
			if !test.once {
				continue
			}
			t.Run(string(test.fault)+"/once/"+how, func(t *testing.T) {
				t.Parallel()
				if test.change != nil {
					test.change = patient // the second try must come in time
				}
				s := newSetting(t, test.change)
				s.Fail(test.fault)
				var partial func(string)
				if how == "stream" {
					partial = func(string) {}
				}
				done, err := s.client.Complete(context.Background(), request, partial)
				if err != nil || done.Text != answer {
					t.Fatalf("%v %v", done, err)
				}
				if len(s.pauses) != 1 {
					t.Errorf("pauses %v, want one", s.pauses)
				}
				if p := s.pauses[0]; test.fault == fakeopenai.RateLimit && (p < 2*time.Second || p > 3*time.Second) {
					t.Errorf("paused %v, and was told 2 seconds", p)
				}
			})
		}
	}
}

// clean fails where an error repeats the key or the prompt.
func clean(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{key, key[3:], request.User, "rules"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error says %q: %v", secret, err)
		}
	}
}

// TestNobodyThere calls where nobody listens, with the key in the address of the
// error.
func TestNobodyThere(t *testing.T) {
	s := newSetting(t, nil)
	s.Server.Server.Close()
	_, err := s.client.Complete(context.Background(), request, nil)
	var f *llm.Failure
	if !errors.As(err, &f) || f.Cause != llm.Unreachable {
		t.Fatalf("%v, want unreachable", err)
	}
	clean(t, err)
}

// TestStream has an answer come in parts, with its usage.
func TestStream(t *testing.T) {
	s := newSetting(t, nil)
	var parts []string
	done, err := s.client.Complete(context.Background(), request, func(text string) { parts = append(parts, text) })
	if err != nil {
		t.Fatal(err)
	}
	if done.Text != answer || done.Usage != (llm.Usage{Prompt: 321, Completion: 45}) {
		t.Errorf("%+v", done)
	}
	for i, p := range parts {
		if !strings.HasPrefix(answer, p) || i > 0 && len(p) <= len(parts[i-1]) {
			t.Errorf("part %d is %q", i, p)
		}
	}
	if len(parts) < 4 {
		t.Errorf("%d parts", len(parts))
	}
}

// TestAsked looks at what is sent.
func TestAsked(t *testing.T) {
	s := newSetting(t, nil)
	if _, err := s.client.Complete(context.Background(), request, nil); err != nil {
		t.Fatal(err)
	}
	c := s.Calls()[0]
	if got := c.Header.Get("Authorization"); got != "Bearer "+key {
		t.Errorf("Authorization %q", got)
	}
	temperature, ok := c.Body["temperature"].(float64)
	if !ok || temperature > 1e-6 {
		t.Errorf("temperature %v, want next to zero, and not left out", c.Body["temperature"])
	}
	if c.Body["user"] != nil || c.Body["metadata"] != nil {
		t.Error("it says who asks")
	}
	format, _ := c.Body["response_format"].(map[string]any)
	if format["type"] != "json_schema" || c.Body["max_tokens"] != 50.0 {
		t.Errorf("%s", c.Raw)
	}
}

// TestAbilities has services that refuse a parameter: each is called again without
// it, and never with it after that.
func TestAbilities(t *testing.T) {
	tests := []struct {
		fault fakeopenai.Fault
		calls int // for the first answer
	}{
		{fakeopenai.NoSchema, 2}, {fakeopenai.NoFormat, 3}, {fakeopenai.NoUsage, 2}, {fakeopenai.NoStream, 2},
		{fakeopenai.NoTemperature, 2}, {fakeopenai.NewMaxTokens, 2},
	}
	for _, test := range tests {
		t.Run(string(test.fault), func(t *testing.T) {
			s := newSetting(t, nil)
			s.Always(test.fault)
			for range 2 {
				done, err := s.client.Complete(context.Background(), request, func(string) {})
				if err != nil || done.Text != answer {
					t.Fatalf("%v %v", done, err)
				}
			}
			if n := len(s.Calls()); n != test.calls+1 {
				t.Errorf("%d calls for two answers, want %d", n, test.calls+1)
			}
		})
	}
}

// TestAzure calls a deployment as Azure wants it.
func TestAzure(t *testing.T) {
	s := newSetting(t, func(o *openai.Options) {
		o.URL, o.AzureVersion = strings.TrimSuffix(o.URL, "/v1"), "2024-10-21"
	})
	if _, err := s.client.Complete(context.Background(), request, nil); err != nil {
		t.Fatal(err)
	}
	c := s.Calls()[0]
	if c.Path != "/openai/deployments/"+model+"/chat/completions" || c.Header.Get("api-key") != key {
		t.Errorf("%s %v", c.Path, c.Header)
	}
}

// TestBreaker has a service fail until it is left alone, and taken up again.
func TestBreaker(t *testing.T) {
	s := newSetting(t, func(o *openai.Options) { o.Attempts = 1 })
	s.Always(fakeopenai.ServerError)
	for range 7 {
		if _, err := s.client.Complete(context.Background(), request, nil); err == nil {
			t.Fatal("no error")
		}
	}
	if n := len(s.Calls()); n != 4 {
		t.Errorf("%d calls, want 4", n)
	}
	s.Always(fakeopenai.None)
	s.mu.Lock()
	s.now = s.now.Add(time.Minute)
	s.mu.Unlock()
	if _, err := s.client.Complete(context.Background(), request, nil); err != nil {
		t.Errorf("after a minute: %v", err)
	}
}

// TestGone has the user go away in the middle of an answer.
func TestGone(t *testing.T) {
	s := newSetting(t, nil)
	s.Always(fakeopenai.Stall)
	ctx, cancel := context.WithCancel(context.Background())
	_, err := s.client.Complete(ctx, request, func(text string) {
		if len(text) > 20 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) && ctx.Err() == nil {
		t.Errorf("%v", err)
	}
	if n := len(s.Calls()); n != 1 {
		t.Errorf("%d calls", n)
	}
}

// TestDeadline has the time for the whole answer end between tries.
func TestDeadline(t *testing.T) {
	s := newSetting(t, func(o *openai.Options) { o.Now = time.Now; o.Pause = nil })
	s.Always(fakeopenai.RateLimit)
	ctx, cancel := context.WithTimeout(context.Background(), 1900*time.Millisecond)
	defer cancel()
	_, err := s.client.Complete(ctx, request, nil)
	var f *llm.Failure
	if !errors.As(err, &f) || f.Cause != llm.Busy || len(s.Calls()) != 1 {
		t.Errorf("%v after %d calls: two seconds are not there to wait", err, len(s.Calls()))
	}
}

// TestProbe says what a service can do.
func TestProbe(t *testing.T) {
	s := newSetting(t, nil)
	if says, err := s.client.Probe(context.Background()); err != nil || says != "JSON by schema, streams" {
		t.Errorf("%q %v", says, err)
	}
	s = newSetting(t, nil)
	s.Always(fakeopenai.NoFormat)
	if says, err := s.client.Probe(context.Background()); err != nil || says != "JSON by request alone, streams" {
		t.Errorf("%q %v", says, err)
	}
}

func TestCheckURL(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://api.openai.com/v1": true, "http://localhost:11434/v1": true, "": false, "api.openai.com": false,
		"ftp://x/v1": false, "https://user:pass@host/v1": false, "https://host/v1?key=abc": false,
	} {
		if err := openai.CheckURL(address); (err == nil) != ok {
			t.Errorf("%s: %v", address, err)
		}
	}
}
