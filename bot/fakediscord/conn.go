package fakediscord

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/gorilla/websocket"
)

// conn is one connection.
type conn struct {
	server *Server
	ws     *websocket.Conn
	write  sync.Mutex
	zlib   *zlib.Writer // guarded by write

	// Guarded by Server.mu.
	session  *session // nil until it has identified or resumed
	compress bool
	mute     bool        // nothing is sent any more
	closing  bool        // a close frame was sent: what comes in is of no interest
	sent     []time.Time // packets of the client's, of the last minute
}

// packet is what the gateway sends.
type packet struct {
	Op   int    `json:"op"`
	Seq  *int64 `json:"s"`
	Type string `json:"t,omitempty"`
	Data any    `json:"d"`
}

func (s *Server) upgrade(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	begun := s.begin()
	s.mu.Unlock()
	if !begun {
		return
	}
	defer s.work.Done()
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c := &conn{server: s, ws: ws}
	s.mu.Lock()
	select {
	case <-s.done:
		s.mu.Unlock()
		ws.Close()
		return
	default:
	}
	s.gateway.conns[c] = true
	interval := s.gateway.interval
	s.mu.Unlock()
	defer func() { c.leave(); ws.Close() }()
	c.send(packet{Op: opHello, Data: map[string]int64{"heartbeat_interval": interval.Milliseconds()}})
	for {
		_, raw, err := ws.ReadMessage()
		if err != nil {
			return
		}
		var in struct {
			Op   int             `json:"op"`
			Data json.RawMessage `json:"d"`
		}
		if err := strict(raw, &in); err != nil || len(raw) > 4096 {
			s.note("gateway: packet of %d bytes: %v", len(raw), err)
			return
		}
		s.mu.Lock()
		closing := c.closing
		tooMany := c.count(time.Now())
		s.mu.Unlock()
		if tooMany {
			c.close(closeRateLimited, "Rate limited.")
			return
		}
		if !closing {
			c.receive(in.Op, in.Data)
		}
	}
}

// sendsPerMinute is how many packets a connection may send within a minute.
const sendsPerMinute = 120

// count counts a packet and reports whether the connection sends too many. The server
// is locked.
func (c *conn) count(now time.Time) (tooMany bool) {
	s := c.server
	s.gateway.sends++
	c.sent = append(c.sent, now)
	for now.Sub(c.sent[0]) >= time.Minute {
		c.sent = c.sent[1:]
	}
	if len(c.sent) != sendsPerMinute+1 {
		return false
	}
	s.violate("gateway: over %d packets within a minute", sendsPerMinute)
	return true
}

func (s *Server) note(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.violate(format, args...)
}

func (c *conn) receive(op int, data json.RawMessage) {
	s := c.server
	switch op {
	case opHeartbeat:
		s.mu.Lock()
		mute := c.mute
		if mute {
			s.gateway.unanswered++
		}
		s.mu.Unlock()
		if !mute {
			c.send(packet{Op: opHeartbeatAck})
		}
	case opIdentify, opResume:
		s.mu.Lock()
		if op == opIdentify {
			s.gateway.identifies++
		} else {
			s.gateway.resumes++
		}
		var fault *GatewayFault
		if f := s.gateway.faults; len(f) > 0 {
			fault, s.gateway.faults = &f[0], f[1:]
		}
		s.touch()
		s.mu.Unlock()
		switch {
		case fault != nil:
			fault.do(c)
		case op == opIdentify:
			c.identify(data)
		default:
			c.resume(data)
		}
	default:
		s.note("gateway: operation %d", op)
	}
}

func (c *conn) identify(data json.RawMessage) {
	var in struct {
		Token      string            `json:"token"`
		Intents    int               `json:"intents"`
		Compress   bool              `json:"compress"`
		Large      int               `json:"large_threshold"`
		Shard      []int             `json:"shard"`
		Presence   json.RawMessage   `json:"presence"`
		Properties map[string]string `json:"properties"`
	}
	s := c.server
	if err := strict(data, &in); err != nil {
		s.note("gateway: IDENTIFY: %v", err)
	}
	if in.Token != "Bot "+Token {
		c.close(CloseAuthenticationFailed, "Authentication failed.")
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gateway.intents = in.Intents
	sess := &session{id: "session-" + s.id(), conn: c, shard: [2]int{0, 1}}
	if len(in.Shard) == 2 {
		sess.shard = [2]int(in.Shard)
	}
	if sess.shard[0] < 0 || sess.shard[0] >= sess.shard[1] {
		go c.close(CloseInvalidShard, "Invalid shard.")
		return
	}
	s.gateway.shards[sess.shard]++
	s.gateway.sessions[sess.id] = sess
	c.session, c.compress = sess, in.Compress
	type unavailable struct {
		ID          string `json:"id"`
		Unavailable bool   `json:"unavailable"`
	}
	var guilds []unavailable
	own := slices.DeleteFunc(slices.Clone(s.guilds), func(g *Guild) bool { return !sess.serves(g.ID) })
	for _, g := range own {
		guilds = append(guilds, unavailable{g.ID, true})
	}
	s.event(c.session, "READY", map[string]any{
		"v": 9, "session_id": sess.id, "resume_gateway_url": s.websocketURL(),
		"application": map[string]any{"id": AppID, "flags": 0}, "user": bot, "guilds": guilds,
	})
	for _, g := range own {
		channels := []*Channel{}
		for _, ch := range s.channels {
			if ch.Guild == g.ID {
				channels = append(channels, ch)
			}
		}
		s.event(c.session, "GUILD_CREATE", map[string]any{
			"id": g.ID, "name": g.Name, "preferred_locale": g.Locale, "channels": channels, "roles": []string{}, "members": []string{},
		})
	}
	s.touch()
}

func (c *conn) resume(data json.RawMessage) {
	var in struct {
		Token   string `json:"token"`
		Session string `json:"session_id"`
		Seq     int64  `json:"seq"`
	}
	s := c.server
	if err := strict(data, &in); err != nil {
		s.note("gateway: RESUME: %v", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	sess := s.gateway.sessions[in.Session]
	if sess == nil || in.Seq > int64(len(sess.events)) {
		go c.send(packet{Op: opInvalidSession, Data: false})
		return
	}
	c.session, sess.conn = sess, c
	for _, raw := range sess.events[in.Seq:] {
		c.raw(raw, c.compress)
	}
	s.event(c.session, "RESUMED", struct{}{})
	s.touch()
}

func (c *conn) send(p packet) {
	raw, _ := json.Marshal(p)
	c.raw(raw, false)
}

// raw writes one packet. An error is no matter: the reader meets it too.
func (c *conn) raw(b []byte, compress bool) {
	c.write.Lock()
	defer c.write.Unlock()
	c.ws.SetWriteDeadline(time.Now().Add(5 * time.Second))
	if !compress {
		c.ws.WriteMessage(websocket.TextMessage, b)
		return
	}
	var z bytes.Buffer
	if c.zlib == nil {
		c.zlib = zlib.NewWriter(&z) // close to a megabyte: one is enough
	}
	c.zlib.Reset(&z)
	c.zlib.Write(b)
	c.zlib.Close()
	c.ws.WriteMessage(websocket.BinaryMessage, z.Bytes())
}

// leave takes the connection out of the server's state.
func (c *conn) leave() {
	c.server.mu.Lock()
	defer c.server.mu.Unlock()
	delete(c.server.gateway.conns, c)
	if c.session != nil && c.session.conn == c {
		c.session.conn = nil
	}
	c.server.touch()
}

// drop breaks the connection with a reset.
func (c *conn) drop() {
	if tcp, ok := c.ws.NetConn().(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	c.ws.NetConn().Close()
}

// close ends the connection with a code, as the gateway does. It is the client
// that ends it then: a reset could overtake the code.
func (c *conn) close(code int, reason string) {
	c.server.mu.Lock()
	c.closing = true
	c.server.touch()
	c.server.mu.Unlock()
	c.write.Lock()
	c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, reason), time.Now().Add(time.Second))
	c.write.Unlock()
	c.ws.SetReadDeadline(time.Now().Add(3 * time.Second))
}
