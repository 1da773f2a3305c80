package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

// lockedBuffer is a log that is written and read at the same time.
type lockedBuffer struct {
	mu      sync.Mutex
	b       bytes.Buffer
	written chan struct{} // closed by the next Write, nil if nobody waits
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.written != nil {
		close(l.written)
		l.written = nil
	}
	return l.b.Write(p)
}

// wait waits until the log has a line with all the words.
func (l *lockedBuffer) wait(ctx context.Context, words ...string) error {
	return l.waitLines(ctx, 1, words...)
}

// waitLines waits until the log has so many lines with all the words.
func (l *lockedBuffer) waitLines(ctx context.Context, n int, words ...string) error {
	for {
		l.mu.Lock()
		have := 0
		for line := range strings.Lines(l.b.String()) {
			if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(line, w) }) {
				have++
			}
		}
		if have >= n {
			l.mu.Unlock()
			return nil
		}
		if l.written == nil {
			l.written = make(chan struct{})
		}
		written := l.written
		l.mu.Unlock()
		select {
		case <-written:
		case <-ctx.Done():
			return fmt.Errorf("wait for the log to say %q: %w", words, ctx.Err())
		}
	}
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// serving is the program, serving the fake Discord.
type serving struct {
	t    *testing.T
	log  lockedBuffer
	stop context.CancelFunc
	done chan error
}

// startServing runs `briefbot serve` in the directory, at the time. The
// directory's config.yaml is written with the address of the fake.
func startServing(t *testing.T, f *fakediscord.Server, dir, config string, now time.Time, args ...string) *serving {
	t.Helper()
	name := filepath.Join(dir, "config.yaml")
	config = fmt.Sprintf("discord: {url: %q, channel: %q}\n", f.URL, fakediscord.ChannelID) + config
	// Another process may be reading it.
	if old, _ := os.ReadFile(name); string(old) != config {
		if err := os.WriteFile(name, []byte(config), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := &serving{t: t, done: make(chan error, 1)}
	begun := time.Now()
	c := &call{
		getenv: func(key string) string { return map[string]string{"DISCORD_TOKEN": fakediscord.Token}[key] },
		stdin:  strings.NewReader(""), stdout: &s.log, stderr: &s.log,
		now: func() time.Time { return now.Add(time.Since(begun)) },
	}
	ctx, cancel := context.WithCancel(context.Background())
	s.stop = cancel
	go func() { s.done <- c.run(ctx, append([]string{"-config", name, "serve"}, args...)) }()
	t.Cleanup(func() { s.end() })
	return s
}

// end stops the program as SIGTERM does, and returns its error.
func (s *serving) end() error {
	s.t.Helper()
	if s.stop == nil {
		return nil
	}
	s.stop()
	s.stop = nil
	select {
	case err := <-s.done:
		return err
	case <-time.After(2 * time.Minute):
		s.t.Fatalf("the program does not end:\n%s", s.log.String())
		return nil
	}
}

// patience is for what only a fault keeps from ending: a slow machine takes long.
func patience(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// evening is a time at which no digest of the default schedule is due.
var evening = time.Date(2026, 2, 4, 20, 0, 0, 0, time.UTC)
