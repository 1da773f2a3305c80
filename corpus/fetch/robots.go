package fetch

import (
	"bytes"
	"context"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	// robotsBytes is what is read of a robots.txt (RFC 9309, 2.5).
	robotsBytes = 500 << 10
	// robotsAge is how long it is kept (RFC 9309, 2.4), robotsAgain how long one
	// that could not be had is.
	robotsAge   = 24 * time.Hour
	robotsAgain = 10 * time.Minute
	// maxCrawlDelay is the longest delay that is honoured: a host that asks for
	// more gets a pause of this, since it also blocks who waits.
	maxCrawlDelay = 30 * time.Second
)

// robots are the rules of one host for us.
type robots struct {
	rules []rule
	delay time.Duration
	// all, if not "", is why nothing may be read.
	all string
	err error // what kept it from being read
}

// A rule allows or disallows the paths that its pattern matches.
type rule struct {
	allow   bool
	pattern string
}

// parseRobots reads a robots.txt as RFC 9309 says, for the product token agent
// in lower case. Of the groups that name the agent all rules count together;
// without one, those of the groups for "*" do. Crawl-delay is no part of the RFC
// but widely meant.
func parseRobots(b []byte, agent string) *robots {
	if len(b) > robotsBytes {
		b = b[:robotsBytes]
	}
	b = bytes.TrimPrefix(b, []byte("\ufeff"))
	var named, other robots
	found := false              // a group names the agent
	var ours, anyone, open bool // the current group is for us, for everyone; its agents are still being listed
	for line := range strings.Lines(strings.ReplaceAll(string(b), "\r", "\n")) {
		line, _, _ = strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		key, value = strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
		if key == "user-agent" {
			if !open {
				ours, anyone, open = false, false, true
			}
			switch name := productToken(value); {
			case name == agent:
				ours, found = true, true
			case strings.HasPrefix(value, "*"):
				anyone = true
			}
			continue
		}
		var to []*robots
		if ours {
			to = append(to, &named)
		}
		if anyone {
			to = append(to, &other)
		}
		switch key {
		case "allow", "disallow":
			open = false
			for _, r := range to {
				if value != "" {
					r.rules = append(r.rules, rule{key == "allow", encodePath(value)})
				}
			}
		case "crawl-delay":
			open = false
			seconds, err := strconv.ParseFloat(value, 64)
			for _, r := range to {
				if err == nil && seconds > 0 {
					r.delay = time.Duration(min(seconds, maxCrawlDelay.Seconds()) * float64(time.Second))
				}
			}
		}
	}
	if found {
		return &named
	}
	return &other
}

// productToken is the name at the beginning of a user agent, in lower case.
func productToken(agent string) string {
	end := strings.IndexFunc(agent, func(r rune) bool {
		return !(r == '-' || r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	})
	if end < 0 {
		end = len(agent)
	}
	return strings.ToLower(agent[:end])
}

// disallows returns why the address may not be read, "" if it may. The longest
// pattern that matches decides; of two as long, the one that allows.
func (r *robots) disallows(u *url.URL) string {
	if r.all != "" {
		return r.all
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = encodePath(path)
	best := rule{allow: true}
	for _, rule := range r.rules {
		longer := len(rule.pattern) > len(best.pattern) || len(rule.pattern) == len(best.pattern) && rule.allow
		if longer && matches(rule.pattern, path) {
			best = rule
		}
	}
	if best.allow {
		return ""
	}
	return "robots.txt disallows it (" + strconv.Quote(best.pattern) + ")"
}

// encodePath brings a path or a pattern to one form: what is no ASCII is
// percent-encoded, what is encoded needlessly is not, and hexadecimal digits are
// in upper case.
func encodePath(s string) string {
	const hexadecimal = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if c = byte(n); unreserved(c) {
					b.WriteByte(c)
					continue
				}
				b.WriteByte('%')
				b.WriteByte(hexadecimal[c>>4])
				b.WriteByte(hexadecimal[c&15])
				continue
			}
		}
		if c <= ' ' || c >= 0x7f || c == '%' {
			b.WriteByte('%')
			b.WriteByte(hexadecimal[c>>4])
			b.WriteByte(hexadecimal[c&15])
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func unreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// matches reports whether a pattern matches a path from its beginning: "*" is
// any bytes, "$" at the end is the path's end. Parts between stars are found
// from the left, which takes time by the length of both and no more.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	parts := strings.Split(pattern, "*")
	rest, ok := strings.CutPrefix(path, parts[0])
	if !ok {
		return false
	}
	for i, part := range parts[1:] {
		if anchored && i == len(parts)-2 {
			return strings.HasSuffix(rest, part)
		}
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return !anchored || rest == ""
}

// Robots asks the robots.txt of the address's host, unless it is kept from
// before, and returns why the address may not be read, "" if it may. The error
// is that of a context that is done.
func (c *Client) Robots(ctx context.Context, address string) (disallowed string, err error) {
	u, err := c.parse(address)
	if err != nil {
		return "", err
	}
	r, err := c.robots(ctx, u)
	if err != nil {
		return "", err
	}
	return r.disallows(u), nil
}

func (c *Client) robots(ctx context.Context, u *url.URL) (*robots, error) {
	name := hostName(u)
	now := c.pace.now()
	c.pace.mu.Lock()
	h := c.pace.host(name)
	r, asked := h.robots, h.asked
	c.pace.mu.Unlock()
	if r != nil && now.Before(asked.Add(robotsAge)) && (r.err == nil || now.Before(asked.Add(robotsAgain))) {
		return r, nil
	}
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	fresh, err := c.askRobots(ctx, at.String())
	if err != nil {
		return nil, err
	}
	if fresh.err != nil && r != nil && r.err == nil && now.Before(asked.Add(2*robotsAge)) {
		return r, nil // yesterday's rules, while the host cannot say today's
	}
	c.pace.mu.Lock()
	defer c.pace.mu.Unlock()
	h = c.pace.host(name)
	h.robots, h.asked = fresh, now
	if fresh.delay > c.pace.pause {
		h.limiter.SetLimit(every(fresh.delay))
	}
	return fresh, nil
}

// askRobots reads a robots.txt: an answer that there is none allows everything,
// none at all allows nothing (RFC 9309, 2.3.1).
func (c *Client) askRobots(ctx context.Context, address string) (*robots, error) {
	res, err := c.get(ctx, Request{URL: address, Accept: "text/plain"}, c.options.MaxBytes)
	if err == nil {
		return parseRobots(res.Body, c.agent), nil
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	e := asError(address, err)
	if e.Status >= 400 && e.Status < 500 && e.Status != 429 {
		return &robots{}, nil
	}
	return &robots{err: e, all: "its robots.txt cannot be read (" + e.Says + "), so nothing may be"}, nil
}
