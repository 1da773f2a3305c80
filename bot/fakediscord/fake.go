// Package fakediscord is a Discord server on the loopback interface, for tests:
// the REST interface and the gateway that a bot talks to, the people who use the
// bot, and the faults that a network and Discord itself bring. A real client
// library runs against it unmodified.
//
// It is strict. A route it does not know, a key that Discord does not know, a
// body beyond Discord's limits, a message that could ping somebody, a second
// answer to an interaction, a fault that was never met: each is a violation, and
// violations fail the test at its end (see New) or are told by Violations.
// Where Discord's own OpenAPI description lies beside the project, every body is
// validated against it too.
//
//	f := fakediscord.New(t)
//	… start the bot with f.URL and fakediscord.Token …
//	i, err := f.User("reader").Slash(ctx, "brief", fakediscord.Opt("topic", "iran-us"))
//	m, err := i.Reply(ctx)
//	fmt.Println(fakediscord.Render(m))
package fakediscord

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// What every server begins with.
const (
	Token     = "fake-token"
	AppID     = "900000000000000001"
	BotID     = "900000000000000001"
	BotName   = "briefbot"
	GuildID   = "800000000000000001"
	GuildName = "News room"
	// ChannelID is the channel #briefings of the guild.
	ChannelID = "700000000000000001"
)

// A Server is one Discord. Its methods may be called from any goroutine.
type Server struct {
	// URL is the base of the REST interface, without "/api". GET /gateway
	// answers with the address of the gateway at the same port.
	URL string

	serving http.Handler
	http    *http.Server // nil without a socket
	socket  net.Listener
	done    chan struct{} // closed by Close: whoever hangs goes on
	work    sync.WaitGroup

	mu         sync.Mutex
	waiters    []*waiter
	offset     time.Duration
	frozen     time.Time // zero while the clock goes
	lastID     uint64
	violations []string
	calls      []Call
	faults     []*fault
	recent     []time.Time // requests under the global limit, of the last second
	events     int         // see WaitEvents
	open       int         // connections to the REST interface

	guilds       []*Guild
	roles        []Role
	channels     map[string]*Channel
	users        map[string]*User
	commands     []Command
	overwrites   int
	creates      []time.Time             // of commands, of the last day
	interactions map[string]*Interaction // by token
	nonces       map[string]nonce
	window       time.Duration // how long a nonce is known
	pingable     []string

	gateway gateway
}

// New starts a server that ends with the test, and fails it for violations. Its clock
// stands still, see Freeze.
func New(t testing.TB) *Server {
	t.Helper()
	s, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := schemas(); err != nil {
		t.Logf("bodies are not validated: %v", err)
	}
	s.Freeze()
	t.Cleanup(func() {
		s.Close()
		for _, v := range s.Violations() {
			t.Errorf("fakediscord: %s", v)
		}
	})
	return s
}

// Listen starts a server at addr, which must be on the loopback interface.
func Listen(addr string) (*Server, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, fmt.Errorf("listen at %s: not a loopback address", addr)
	}
	socket, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	s := Unplugged()
	s.URL, s.socket = "http://"+socket.Addr().String(), socket
	s.http = &http.Server{Handler: s.serving, ErrorLog: log.New(io.Discard, "", 0), ConnState: s.connState}
	s.work.Go(func() { s.http.Serve(socket) })
	return s, nil
}

// Unplugged returns a server without a socket: requests reach it by RoundTrip alone,
// and nobody its gateway. It may be made and used where the time is not the
// world's.
func Unplugged() *Server {
	s := &Server{
		URL:          "http://localhost",
		done:         make(chan struct{}),
		channels:     make(map[string]*Channel),
		users:        make(map[string]*User),
		interactions: make(map[string]*Interaction),
		nonces:       make(map[string]nonce),
		window:       NonceWindow,
		gateway:      newGateway(),
	}
	s.guilds = []*Guild{{ID: GuildID, Name: GuildName, Locale: "en-US"}}
	s.channels[ChannelID] = &Channel{ID: ChannelID, Guild: GuildID, Name: "briefings", Permissions: AllPermissions}
	s.serving = s.handler()
	return s
}

// RoundTrip serves a request as if it had come over the network. It heeds no context.
func (s *Server) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(context.Background())
	if r.Body == nil {
		r.Body = http.NoBody
	}
	answer := httptest.NewRecorder()
	s.serving.ServeHTTP(answer, r)
	return answer.Result(), nil
}

// Close ends the server: every connection is closed, and every goroutine has
// ended when it returns.
func (s *Server) Close() {
	s.mu.Lock()
	select {
	case <-s.done:
	default:
		close(s.done)
	}
	for c := range s.gateway.conns {
		c.drop()
	}
	s.mu.Unlock()
	if s.http != nil {
		s.http.Close()
	}
	s.work.Wait()
}

// Violations returns what was done to the server that must not be done to
// Discord, and the faults that were set and never met.
func (s *Server) Violations() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := append([]string(nil), s.violations...)
	for _, f := range s.faults {
		if f.left > 0 {
			out = append(out, fmt.Sprintf("fault on %s: %d left over", f.route, f.left))
		}
	}
	if n := len(s.gateway.faults); n > 0 {
		out = append(out, fmt.Sprintf("faults on connecting to the gateway: %d left over", n))
	}
	return out
}

// Forgive forgets the violations so far and the faults that were not met, and
// returns them.
func (s *Server) Forgive() []string {
	out := s.Violations()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violations, s.faults, s.gateway.faults = nil, nil, nil
	return out
}

// violate notes a violation. s.mu is held.
func (s *Server) violate(format string, args ...any) {
	s.violations = append(s.violations, fmt.Sprintf(format, args...))
}

// Now is the server's time.
func (s *Server) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now()
}

// Advance sets the server's clock forward, so that a test need not wait for a
// token or a nonce to get old.
func (s *Server) Advance(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.offset += d
	s.touch()
}

// Freeze stops the server's clock: it moves by Advance alone from then on, and
// no deadline passes because a machine is slow.
func (s *Server) Freeze() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.frozen = time.Now()
}

func (s *Server) now() time.Time {
	if !s.frozen.IsZero() {
		return s.frozen.Add(s.offset)
	}
	return time.Now().Add(s.offset)
}

// epoch is the beginning of time in Discord's identifiers.
const epoch = 1420070400000

// id makes a new identifier of the present time. s.mu is held.
func (s *Server) id() string {
	id := max(uint64(s.now().UnixMilli()-epoch)<<22, s.lastID+1)
	s.lastID = id
	return fmt.Sprint(id)
}

// websocketURL is the address of the gateway.
func (s *Server) websocketURL() string { return "ws" + strings.TrimPrefix(s.URL, "http") + "/gateway" }
