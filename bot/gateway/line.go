package gateway

import (
	"context"
	"net"
	"sync"
)

// line is the network connection below a session: the only thing by which a
// session can be ended from outside.
type line struct {
	broken chan struct{} // closed when reading fails

	mu    sync.Mutex
	once  sync.Once
	conns []net.Conn
	deaf  bool
}

func newLine() *line { return &line{broken: make(chan struct{})} }

func (l *line) dial(ctx context.Context, network, address string) (net.Conn, error) {
	c, err := new(net.Dialer).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.deaf {
		c.Close()
		return nil, net.ErrClosed
	}
	l.conns = append(l.conns, c)
	return &wire{c, l}, nil
}

// wire is a connection that tells when reading from it fails.
type wire struct {
	net.Conn
	line *line
}

func (w *wire) Read(b []byte) (int, error) {
	n, err := w.Conn.Read(b)
	if err != nil {
		w.line.once.Do(func() { close(w.line.broken) })
	}
	return n, err
}

func (l *line) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.deaf = true
	for _, c := range l.conns {
		c.Close()
	}
}
