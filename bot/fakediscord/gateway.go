package fakediscord

import (
	"context"
	"encoding/json"
	"fmt"
	"time"
)

// Operations of the gateway.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opHeartbeatAck   = 11
)

// The codes that a wrong token, a shard that cannot be and too many packets are
// answered with.
const (
	CloseAuthenticationFailed = 4004
	CloseInvalidShard         = 4010
	closeRateLimited          = 4008
)

// gateway is the state of the gateway; Server.mu guards it.
type gateway struct {
	interval   time.Duration
	identifies int
	resumes    int
	unanswered int // heartbeats on connections that are mute
	sends      int // packets of clients
	intents    int
	starts     Starts
	shards     map[[2]int]int // IDENTIFYs by shard and count
	sessions   map[string]*session
	conns      map[*conn]bool
	faults     []GatewayFault // for the next attempts to identify or resume
}

func newGateway() gateway {
	return gateway{interval: 41250 * time.Millisecond, starts: Starts{1, 1000, 1000, 0, 1}, shards: make(map[[2]int]int), sessions: make(map[string]*session), conns: make(map[*conn]bool)}
}

// session is what survives a connection: the events, to be sent again.
type session struct {
	id     string
	shard  [2]int   // its number and how many there are
	conn   *conn    // the connection that serves it, nil if there is none
	events [][]byte // events[n] has the sequence number n+1
}

// Starts is what the server says of connections to the gateway.
type Starts struct {
	Shards           int // that it recommends
	Total, Remaining int // that may be opened in a day, and the rest of them
	ResetAfter       time.Duration
	Concurrency      int
}

// SetStarts sets what the server says from then on. What remains is counted down.
func (s *Server) SetStarts(to Starts) {
	s.mu.Lock()
	defer s.mu.Unlock()
	to.Remaining += s.gateway.identifies
	s.gateway.starts = to
}

// ShardOf is the shard, of count, that has the events of a guild; those of private
// conversations have the first.
func ShardOf(guild string, count int) int {
	return int(snowflake(guild, 0) >> 22 % uint64(count))
}

// serves reports whether the session has the events of the guild.
func (sess *session) serves(guild string) bool { return ShardOf(guild, sess.shard[1]) == sess.shard[0] }

// WaitShards waits until n shards are connected and have been told READY.
func (s *Server) WaitShards(ctx context.Context, n int) error {
	return s.until(ctx, fmt.Sprintf("%d shards", n), func() bool {
		have := make(map[[2]int]bool)
		for c := range s.gateway.conns {
			if c.session != nil && !c.mute && !c.closing {
				have[c.session.shard] = true
			}
		}
		return len(have) == n
	})
}

// ShardIdentifies is how many IDENTIFYs came for a shard.
func (s *Server) ShardIdentifies(shard, count int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.shards[[2]int{shard, count}]
}

// A GatewayFault is done to a client in place of the answer to its IDENTIFY or
// RESUME.
type GatewayFault struct{ do func(*conn) }

// ReconnectInsteadOfReady sends op 7 where READY should come.
func ReconnectInsteadOfReady() GatewayFault {
	return GatewayFault{func(c *conn) { c.send(packet{Op: opReconnect}) }}
}

// InvalidInsteadOfReady sends op 9.
func InvalidInsteadOfReady(resumable bool) GatewayFault {
	return GatewayFault{func(c *conn) { c.send(packet{Op: opInvalidSession, Data: resumable}) }}
}

// CloseInsteadOfReady closes the connection with a code.
func CloseInsteadOfReady(code int, reason string) GatewayFault {
	return GatewayFault{func(c *conn) { c.close(code, reason) }}
}

// SilenceInsteadOfReady sends nothing.
func SilenceInsteadOfReady() GatewayFault { return GatewayFault{func(*conn) {}} }

// DropInsteadOfReady breaks the connection.
func DropInsteadOfReady() GatewayFault { return GatewayFault{(*conn).drop} }

// FailConnect lets the next n attempts to identify or to resume end in the
// fault. One that is not met is a violation.
func (s *Server) FailConnect(n int, f GatewayFault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range n {
		s.gateway.faults = append(s.gateway.faults, f)
	}
}

// SetHeartbeat sets the interval that the gateway asks for; it holds for
// connections made from then on.
func (s *Server) SetHeartbeat(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.interval = d
}

// Mute lets the gateway send nothing any more on the connections that there
// are, not even acknowledgements of heartbeats: they look alive and are not.
func (s *Server) Mute() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.gateway.conns {
		c.mute = true
	}
	s.touch()
}

// Reconnect asks all clients to reconnect: op 7.
func (s *Server) Reconnect() {
	s.each(func(c *conn) { c.send(packet{Op: opReconnect}) })
}

// Invalidate tells all clients that their session is over: op 9.
func (s *Server) Invalidate(resumable bool) {
	s.each(func(c *conn) { c.send(packet{Op: opInvalidSession, Data: resumable}) })
}

// Drop breaks all connections to the gateway, without a word.
func (s *Server) Drop() { s.each(func(c *conn) { c.leave(); c.drop() }) }

// CloseGateway closes all connections with a code.
func (s *Server) CloseGateway(code int, reason string) {
	s.each(func(c *conn) { c.close(code, reason) })
}

// each calls f for every connection, without the lock.
func (s *Server) each(f func(*conn)) {
	s.mu.Lock()
	var all []*conn
	for c := range s.gateway.conns {
		all = append(all, c)
	}
	s.mu.Unlock()
	for _, c := range all {
		f(c)
	}
}

// Identifies is how many IDENTIFYs the gateway has received.
func (s *Server) Identifies() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.identifies
}

// Sends is how many packets clients have sent over the gateway.
func (s *Server) Sends() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.sends
}

// Unanswered is how many heartbeats came on connections that Mute has made mute.
func (s *Server) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.unanswered
}

// Intents are those of the last IDENTIFY.
func (s *Server) Intents() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.gateway.intents
}

// WaitReady waits until a client is connected and has been told READY.
func (s *Server) WaitReady(ctx context.Context) error {
	return s.until(ctx, "a client on the gateway", s.ready)
}

// WaitIdentifies waits until the gateway has received n IDENTIFYs.
func (s *Server) WaitIdentifies(ctx context.Context, n int) error {
	return s.until(ctx, fmt.Sprintf("%d IDENTIFYs", n), func() bool { return s.gateway.identifies >= n })
}

func (s *Server) ready() bool {
	for c := range s.gateway.conns {
		if c.session != nil && !c.mute && !c.closing {
			return true
		}
	}
	return false
}

// dispatch sends an event to every session that ok accepts, all if it is nil: to
// those without a connection when they resume. s.mu is held.
func (s *Server) dispatch(name string, data any, ok func(*session) bool) {
	for _, sess := range s.gateway.sessions {
		if ok == nil || ok(sess) {
			s.event(sess, name, data)
		}
	}
}

// event sends one event to a session. s.mu is held.
func (s *Server) event(to *session, name string, data any) {
	seq := int64(len(to.events) + 1)
	raw, err := json.Marshal(packet{Op: opDispatch, Seq: &seq, Type: name, Data: data})
	if err != nil {
		s.violate("gateway: %s: %v", name, err)
		return
	}
	to.events = append(to.events, raw)
	if c := to.conn; c != nil && !c.mute && !c.closing {
		c.raw(raw, c.compress)
	}
}

// WaitConnections waits until there are n connections to the gateway.
func (s *Server) WaitConnections(ctx context.Context, n int) error {
	return s.until(ctx, fmt.Sprintf("%d connections", n), func() bool { return len(s.gateway.conns) == n })
}
