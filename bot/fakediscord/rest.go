package fakediscord

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"
)

// The routes that faults are most often set on.
const (
	CreateMessage = "POST /channels/{channel}/messages"
	GetMessage    = "GET /channels/{channel}/messages/{message}"
	EditMessage   = "PATCH /channels/{channel}/messages/{message}"
	ListMessages  = "GET /channels/{channel}/messages"
	Callback      = "POST /interactions/{interaction}/{token}/callback"
	EditReply     = "PATCH /webhooks/{application}/{token}/messages/{message}"
	FollowUp      = "POST /webhooks/{application}/{token}"
	PutCommands   = "PUT /applications/{application}/commands"
	OpenThread    = "POST /channels/{channel}/messages/{message}/threads"
	CreatePost    = "POST /channels/{channel}/threads"
	EditChannel   = "PATCH /channels/{channel}"
)

// routes is everything that the server answers. exempt routes do not count
// against the global rate limit and need no authorization: their address holds
// a token.
var routes = []struct {
	name   string
	exempt bool
	serve  func(*Server, *request) (int, any)
}{
	{"GET /gateway", false, (*Server).getGateway},
	{"GET /gateway/bot", false, (*Server).getGatewayBot},
	{"GET /users/@me", false, (*Server).getMe},
	{"GET /applications/@me", false, (*Server).getApplication},
	{"GET /applications/{application}/commands", false, (*Server).getCommands},
	{PutCommands, false, (*Server).putCommands},
	{"GET /guilds/{guild}", false, (*Server).getGuild},
	{"GET /guilds/{guild}/roles", false, (*Server).getRoles},
	{"GET /guilds/{guild}/members/{user}", false, (*Server).getMember},
	{"GET /channels/{channel}", false, (*Server).getChannel},
	{EditChannel, false, (*Server).editChannel},
	{OpenThread, false, (*Server).openThread},
	{CreatePost, false, (*Server).createPost},
	{"GET /guilds/{guild}/threads/active", false, (*Server).activeThreads},
	{"GET /channels/{channel}/threads/archived/public", false, (*Server).archivedThreads},
	{CreateMessage, false, (*Server).createMessage},
	{ListMessages, false, (*Server).listMessages},
	{GetMessage, false, (*Server).getMessage},
	{EditMessage, false, (*Server).editMessage},
	{"DELETE /channels/{channel}/messages/{message}", false, (*Server).deleteMessage},
	{Callback, true, (*Server).callback},
	{FollowUp, true, (*Server).followUp},
	{"GET /webhooks/{application}/{token}/messages/{message}", true, (*Server).getReply},
	{EditReply, true, (*Server).editReply},
	{"DELETE /webhooks/{application}/{token}/messages/{message}", true, (*Server).deleteReply},
}

// request is a request that is being served, with its body read.
type request struct {
	*http.Request
	route string
	body  []byte
	files []Upload
}

// An Upload is a file that came with a message.
type Upload struct {
	Name string
	Data []byte
}

// form takes the body and the files out of a form, as messages with files come.
func (q *request) form() error {
	kind, params, err := mime.ParseMediaType(q.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return nil
	}
	parts := multipart.NewReader(bytes.NewReader(q.body), params["boundary"])
	q.body = nil
	for {
		p, err := parts.NextPart()
		if err == io.EOF {
			break
		} else if err != nil {
			return err
		}
		data, err := io.ReadAll(p)
		if err != nil {
			return err
		}
		switch name := p.FormName(); {
		case name == "payload_json":
			q.body = data
		case name == fmt.Sprintf("files[%d]", len(q.files)) && p.FileName() != "":
			q.files = append(q.files, Upload{p.FileName(), data})
		default:
			return fmt.Errorf("part %q", name)
		}
	}
	if q.body == nil {
		return errors.New("no payload_json")
	}
	return nil
}

// refusal is what Discord answers instead of what was asked for.
type refusal struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
	Errors  any    `json:"errors,omitempty"`
}

var (
	unknownChannel     = refusal{Code: 10003, Message: "Unknown Channel"}
	unknownMessage     = refusal{Code: 10008, Message: "Unknown Message"}
	unknownWebhook     = refusal{Code: 10015, Message: "Unknown Webhook"}
	unknownInteraction = refusal{Code: 10062, Message: "Unknown interaction"}
	acknowledged       = refusal{Code: 40060, Message: "Interaction has already been acknowledged."}
	missingAccess      = refusal{Code: 50001, Message: "Missing Access"}
	emptyMessage       = refusal{Code: 50006, Message: "Cannot send an empty message"}
	missingPermissions = refusal{Code: 50013, Message: "Missing Permissions"}
	invalidToken       = refusal{Code: 50027, Message: "Invalid Webhook Token"}
)

// handler is the table of routes and the gateway. Answers have the server's date.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		method, path, _ := strings.Cut(r.name, " ")
		mux.HandleFunc(method+" /api/{version}"+path, func(w http.ResponseWriter, q *http.Request) {
			body, err := io.ReadAll(q.Body)
			if err != nil {
				return
			}
			request := &request{Request: q, route: r.name, body: body}
			if err := request.form(); err != nil {
				s.mu.Lock()
				s.violate("%s: form: %v", r.name, err)
				s.mu.Unlock()
			}
			s.serve(w, request, r.exempt, r.serve)
		})
	}
	mux.HandleFunc("GET "+knock, func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("GET /gateway/{$}", s.upgrade)
	mux.HandleFunc("GET /gateway", s.upgrade)
	mux.HandleFunc("/", func(w http.ResponseWriter, q *http.Request) {
		s.mu.Lock()
		s.violate("no such route: %s %s", q.Method, q.URL.Path)
		s.mu.Unlock()
		write(w, http.StatusNotFound, refusal{Message: "404: Not Found"})
	})
	return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		w.Header().Set("Date", s.Now().UTC().Format(http.TimeFormat))
		mux.ServeHTTP(w, q)
	})
}

// begin counts a handler as work that Close waits for. It reports false where
// the server is closed. s.mu is held.
func (s *Server) begin() bool {
	select {
	case <-s.done:
		return false
	default:
		s.work.Add(1)
		return true
	}
}

// serve answers one request, or lets a fault answer it. Without a fault it takes
// the lock once: hundreds of requests at a time are no more than a queue.
func (s *Server) serve(w http.ResponseWriter, q *request, exempt bool, do func(*Server, *request) (int, any)) {
	s.mu.Lock()
	if !s.begin() {
		s.mu.Unlock()
		return
	}
	defer s.work.Done()
	n := len(s.calls)
	s.calls = append(s.calls, Call{At: time.Now(), Route: q.route, Path: q.URL.Path, Query: q.URL.RawQuery, Body: q.body})
	s.checkRequest(q, exempt)
	s.happen()
	if fault := s.takeFault(q); fault != nil {
		s.touch()
		s.mu.Unlock()
		rec := &statusWriter{ResponseWriter: w}
		fault(rec, q.Request, func(w http.ResponseWriter) {
			s.mu.Lock()
			status, body := s.perform(q, exempt, do)
			s.mu.Unlock()
			limitHeaders(w.Header(), q)
			write(w, status, body)
		}, s.done)
		s.mu.Lock()
		s.calls[n].Status = rec.status
		s.happen()
		s.mu.Unlock()
		return
	}
	status, body := s.perform(q, exempt, do)
	s.calls[n].Status = status
	s.happen()
	s.mu.Unlock()
	limitHeaders(w.Header(), q)
	write(w, status, body)
}

// perform does what the request asks for. The answer is a copy of the state.
// s.mu is held.
func (s *Server) perform(q *request, exempt bool, do func(*Server, *request) (int, any)) (int, any) {
	status, body := s.authorize(q, exempt)
	if status == 0 {
		status, body = do(s, q)
	}
	if body != nil {
		raw, _ := json.Marshal(body)
		body = json.RawMessage(raw)
	}
	s.touch()
	return status, body
}

// authorize refuses a request without the bot's token.
func (s *Server) authorize(q *request, exempt bool) (int, any) {
	if exempt || q.route == "GET /gateway" || q.Header.Get("Authorization") == "Bot "+Token {
		return 0, nil
	}
	return http.StatusUnauthorized, refusal{Message: "401: Unauthorized"}
}

// checkRequest notes what a client must not do whatever the route. s.mu is held.
func (s *Server) checkRequest(q *request, exempt bool) {
	if !strings.HasPrefix(q.UserAgent(), "DiscordBot (") {
		s.violate("%s: user agent %q: must begin with \"DiscordBot (\"", q.route, q.UserAgent())
	}
	if kind := q.Header.Get("Content-Type"); len(q.body) > 0 && len(q.files) == 0 && kind != "application/json" {
		s.violate("%s: content type %q", q.route, q.Header.Get("Content-Type"))
	}
	if v := q.PathValue("version"); v != "v9" && v != "v10" {
		s.violate("%s: version %s of the interface", q.route, v)
	}
	if exempt {
		return
	}
	// The global limit: 50 requests a second.
	now := time.Now()
	for len(s.recent) > 0 && now.Sub(s.recent[0]) > time.Second {
		s.recent = s.recent[1:]
	}
	if s.recent = append(s.recent, now); len(s.recent) == 51 {
		s.violate("%s: over 50 requests within a second", q.route)
	}
}

// limitHeaders are on every answer. The buckets themselves are not played:
// faults do that.
func limitHeaders(h http.Header, q *request) {
	h.Set("X-RateLimit-Limit", "5")
	h.Set("X-RateLimit-Remaining", "4")
	h.Set("X-RateLimit-Reset", fmt.Sprintf("%.3f", float64(time.Now().Add(time.Second).UnixMilli())/1000))
	h.Set("X-RateLimit-Reset-After", "1.000")
	h.Set("X-RateLimit-Bucket", "fake:"+q.route)
}

func write(w http.ResponseWriter, status int, body any) {
	if body == nil {
		w.WriteHeader(status)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(body)
}

// statusWriter remembers the status that was written.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// nowhere is where an answer goes that never arrives.
func nowhere() http.ResponseWriter { return httptest.NewRecorder() }

func (s *Server) getGateway(*request) (int, any) {
	return http.StatusOK, map[string]string{"url": s.websocketURL()}
}

func (s *Server) getGatewayBot(*request) (int, any) {
	type limit struct {
		Total       int `json:"total"`
		Remaining   int `json:"remaining"`
		ResetAfter  int `json:"reset_after"`
		Concurrency int `json:"max_concurrency"`
	}
	of := s.gateway.starts
	return http.StatusOK, struct {
		URL    string `json:"url"`
		Shards int    `json:"shards"`
		Limit  limit  `json:"session_start_limit"`
	}{s.websocketURL(), of.Shards, limit{of.Total, max(of.Remaining-s.gateway.identifies, 0), int(of.ResetAfter.Milliseconds()), of.Concurrency}}
}

func (s *Server) getMe(*request) (int, any) { return http.StatusOK, bot }

func (s *Server) getApplication(*request) (int, any) {
	return http.StatusOK, map[string]any{"id": AppID, "name": BotName, "bot": bot}
}
