// Package fakeopenai is a server for tests that speaks as OpenAI's API does, on
// loopback, whole answers and streams, with the faults that such services have. It
// is independent of the client that it tests.
package fakeopenai

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
)

// A Fault is how a call goes wrong.
type Fault string

const (
	None           Fault = ""
	BadKey         Fault = "401"
	UnknownModel   Fault = "404"
	RateLimit      Fault = "429"
	RateLimitLong  Fault = "429 for an hour"
	ServerError    Fault = "500"
	Unavailable    Fault = "503"
	SlowFirstByte  Fault = "slow first byte"
	Stall          Fault = "stall in the middle"
	Cut            Fault = "cut connection"
	Refusal        Fault = "refusal"
	Length         Fault = "finish_reason length"
	ContentFilter  Fault = "content filter"
	FilteredPrompt Fault = "content filter on the prompt"
	WrongType      Fault = "wrong content type"
	HTML           Fault = "200 with HTML"
	NoDone         Fault = "stream without [DONE] or finish_reason"
	NoChoices      Fault = "no choices"
	EmptyText      Fault = "empty answer"
	Huge           Fault = "huge answer"
	// The next are of vectors.
	WrongDimension Fault = "vectors of another dimension"
	MixedDimension Fault = "one vector of another dimension"
	ShortBatch     Fault = "a vector fewer than texts"
	Unnumbered     Fault = "vectors without numbers"
	Misnumbered    Fault = "two vectors of one number"
	ZeroVector     Fault = "a vector of zeros"
	// The next refuse a parameter that older and smaller servers do not know.
	NoSchema      Fault = "response_format json_schema is refused"
	NoFormat      Fault = "response_format is refused"
	NoUsage       Fault = "stream_options is refused"
	NoStream      Fault = "stream is refused"
	NoTemperature Fault = "temperature is refused"
	NewMaxTokens  Fault = "max_tokens is refused"
)

// A Server is a service. Its fields are set before it is called.
type Server struct {
	*httptest.Server
	// Key is the key that it accepts, "" for any, Model the model that it has.
	Key, Model string
	// Answer makes the answer to a prompt.
	Answer func(system, user string) string
	// Embed makes the vector of a text, nil for a service without embeddings.
	Embed func(text string) []float32
	// Midway is called, unless it is nil, once more than half of an answer was
	// streamed; the rest waits for it.
	Midway func()

	mu     sync.Mutex
	faults []Fault
	lasts  Fault
	calls  []Call
	done   chan struct{}
}

// A Call is a request as it came.
type Call struct {
	Path   string
	Header http.Header
	Body   map[string]any
	Raw    string
}

// New starts a server that accepts the key and has the model. Close ends it.
func New(key, model string, answer func(system, user string) string) *Server {
	s := &Server{Key: key, Model: model, Answer: answer, done: make(chan struct{})}
	s.Server = httptest.NewServer(http.HandlerFunc(s.serve))
	return s
}

// Close ends the server, and calls that are held up.
func (s *Server) Close() {
	close(s.done)
	s.CloseClientConnections()
	s.Server.Close()
}

// Base is the address of its API.
func (s *Server) Base() string { return s.URL + "/v1" }

// Fail makes the next calls go wrong, each in its way.
func (s *Server) Fail(faults ...Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, faults...)
}

// Always makes all calls go wrong in one way once those of Fail are over.
func (s *Server) Always(f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lasts = f
}

// Calls are the calls that came.
func (s *Server) Calls() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.calls)
}

func (s *Server) next(c Call) Fault {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls = append(s.calls, c)
	f := s.lasts
	if len(s.faults) > 0 {
		f, s.faults = s.faults[0], s.faults[1:]
	}
	return f
}

func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(io.LimitReader(r.Body, 8<<20))
	if err != nil {
		return
	}
	call := Call{Path: r.URL.Path, Header: r.Header.Clone(), Raw: string(raw)}
	if len(raw) > 0 && json.Unmarshal(raw, &call.Body) != nil {
		fail(w, 400, "invalid_request_error", "no JSON", nil)
		return
	}
	f := s.next(call)
	key := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	if azure := r.Header.Get("api-key"); azure != "" {
		key = azure
	}
	switch {
	case s.Key != "" && key != s.Key || f == BadKey:
		// As real services do, it repeats the key.
		fail(w, 401, "invalid_request_error", "Incorrect API key provided: "+key, nil)
	case r.URL.Path == "/v1/chat/completions", strings.HasPrefix(r.URL.Path, "/openai/deployments/") && strings.HasSuffix(r.URL.Path, "/chat/completions"):
		s.chat(w, r, call.Body, f)
	case s.Embed != nil && (r.URL.Path == "/v1/embeddings" || strings.HasPrefix(r.URL.Path, "/openai/deployments/") && strings.HasSuffix(r.URL.Path, "/embeddings")):
		s.embed(w, r, call.Body, f)
	default:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(404)
		fmt.Fprint(w, "<html><body>404 page not found</body></html>")
	}
}

func fail(w http.ResponseWriter, status int, kind, message string, code any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	write(w, map[string]any{"error": map[string]any{"message": message, "type": kind, "param": nil, "code": code}})
}

func write(w io.Writer, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err) // maps of this file
	}
	w.Write(data)
}

// refuses returns the parameter for which a server of that kind refuses a request.
func refuses(f Fault, body map[string]any) string {
	format, _ := body["response_format"].(map[string]any)
	switch {
	case f == NoSchema && format["type"] == "json_schema":
		return "response_format type json_schema is not supported"
	case f == NoFormat && format != nil:
		return "unknown field response_format"
	case f == NoUsage && body["stream_options"] != nil:
		return "unknown field stream_options"
	case f == NoStream && body["stream"] == true:
		return "stream is not supported by this server"
	case f == NoTemperature && body["temperature"] != nil:
		return "Unsupported value: temperature does not support this value"
	case f == NewMaxTokens && body["max_tokens"] != nil:
		return "Unsupported parameter: max_tokens, use max_completion_tokens instead"
	}
	return ""
}

// hold keeps a call waiting until its caller is gone, or the server ends.
func (s *Server) hold(r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-s.done:
	}
}

// broken goes wrong in the ways that have nothing to do with what is asked for; it
// reports whether it did. As real services do, it repeats what it was sent.
func (s *Server) broken(w http.ResponseWriter, r *http.Request, body map[string]any, f Fault, sent string) bool {
	switch f {
	case RateLimit, RateLimitLong:
		w.Header().Set("Retry-After", map[Fault]string{RateLimit: "2", RateLimitLong: "3600"}[f])
		fail(w, 429, "rate_limit_exceeded", "slow down; you sent: "+sent, "rate_limit_exceeded")
		return true
	case ServerError:
		fail(w, 500, "server_error", "we are sorry", nil)
		return true
	case Unavailable:
		w.Header().Set("Content-Type", "text/plain")
		w.WriteHeader(503)
		fmt.Fprint(w, "upstream connect error")
		return true
	case SlowFirstByte:
		s.hold(r)
		return true
	case FilteredPrompt:
		fail(w, 400, "invalid_request_error", "the prompt triggered the content management policy", "content_filter")
		return true
	case HTML:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, "<!DOCTYPE html><html><head><title>Welcome</title></head><body>hello</body></html>")
		return true
	}
	if model := body["model"]; f == UnknownModel || s.Model != "" && model != s.Model {
		fail(w, 404, "invalid_request_error", fmt.Sprintf("The model %v does not exist", model), "model_not_found")
		return true
	}
	return false
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request, body map[string]any, f Fault) {
	stream := body["stream"] == true
	system, user := messages(body)
	if p := refuses(f, body); p != "" {
		fail(w, 400, "invalid_request_error", p, nil)
		return
	}
	if s.broken(w, r, body, f, user) {
		return
	}
	text := s.Answer(system, user)
	reason, refusal := "stop", ""
	switch f {
	case Refusal:
		text, refusal = "", "I cannot help with that."
	case Length:
		text, reason = text[:len(text)/2], "length"
	case ContentFilter:
		text, reason = "", "content_filter"
	case EmptyText:
		text = ""
	case Huge:
		text = strings.Repeat("huge ", 1<<18)
	}
	if stream {
		s.stream(w, r, body, f, text, reason, refusal)
		return
	}
	message := map[string]any{"role": "assistant", "content": text}
	if refusal != "" {
		message["content"], message["refusal"] = nil, refusal
	}
	choices := []any{map[string]any{"index": 0, "message": message, "finish_reason": reason}}
	if f == NoChoices {
		choices = []any{}
	}
	w.Header().Set("Content-Type", "application/json")
	if f == WrongType {
		w.Header().Set("Content-Type", "application/octet-stream")
	}
	data, err := json.Marshal(map[string]any{
		"id": "chatcmpl-1", "object": "chat.completion", "model": body["model"], "choices": choices,
		"usage": map[string]any{"prompt_tokens": len(user) / 4, "completion_tokens": len(text) / 4, "total_tokens": (len(user) + len(text)) / 4},
	})
	if err != nil {
		panic(err)
	}
	switch f {
	case Stall, Cut, NoDone:
		w.Header().Set("Content-Length", fmt.Sprint(len(data)))
		w.Write(data[:len(data)/2])
		w.(http.Flusher).Flush()
		if f == Stall {
			s.hold(r)
			return
		}
		panic(http.ErrAbortHandler)
	}
	w.Write(data)
}

// stream sends an answer in small parts.
func (s *Server) stream(w http.ResponseWriter, r *http.Request, body map[string]any, f Fault, text, reason, refusal string) {
	w.Header().Set("Content-Type", "text/event-stream")
	if f == WrongType {
		w.Header().Set("Content-Type", "application/json")
	}
	send := func(choices []any, more map[string]any) {
		part := map[string]any{"id": "chatcmpl-1", "object": "chat.completion.chunk", "model": body["model"], "choices": choices}
		for k, v := range more {
			part[k] = v
		}
		fmt.Fprint(w, "data: ")
		write(w, part)
		fmt.Fprint(w, "\n\n")
		w.(http.Flusher).Flush()
	}
	choice := func(delta map[string]any, reason any) []any {
		return []any{map[string]any{"index": 0, "delta": delta, "finish_reason": reason}}
	}
	if f == NoChoices {
		send([]any{}, nil)
		fmt.Fprint(w, "data: [DONE]\n\n")
		return
	}
	send(choice(map[string]any{"role": "assistant", "content": ""}, nil), nil)
	if refusal != "" {
		send(choice(map[string]any{"refusal": refusal}, nil), nil)
	}
	size := max(16, len(text)/100)
	for i, midway := 0, s.Midway; i < len(text); i += size {
		if i > len(text)/2 && midway != nil {
			midway()
			midway = nil
		}
		if i > len(text)/2 {
			switch f {
			case Stall:
				s.hold(r)
				return
			case Cut:
				panic(http.ErrAbortHandler)
			case NoDone:
				return
			}
		}
		end := min(i+size, len(text))
		for end < len(text) && text[end]&0xc0 == 0x80 {
			end++ // no rune in two parts: i follows by itself
		}
		start := i
		for start < len(text) && start > 0 && text[start]&0xc0 == 0x80 {
			start++
		}
		send(choice(map[string]any{"content": text[start:end]}, nil), nil)
	}
	send(choice(map[string]any{}, reason), nil)
	if options, ok := body["stream_options"].(map[string]any); ok && options["include_usage"] == true {
		send([]any{}, map[string]any{"usage": map[string]any{"prompt_tokens": 321, "completion_tokens": 45, "total_tokens": 366}})
	}
	fmt.Fprint(w, "data: [DONE]\n\n")
}

func messages(body map[string]any) (system, user string) {
	list, _ := body["messages"].([]any)
	for _, m := range list {
		message, _ := m.(map[string]any)
		content, _ := message["content"].(string)
		switch message["role"] {
		case "system":
			system = content
		case "user":
			user = content
		}
	}
	return system, user
}
