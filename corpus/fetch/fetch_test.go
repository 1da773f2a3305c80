package fetch

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func ports(t *testing.T, port string) []int {
	t.Helper()
	n, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	return []int{n}
}

var loopback = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}

// client is one that may ask loopback, which nothing but a test or the
// configuration can let it.
func client(t *testing.T, o Options) *Client {
	t.Helper()
	o.Allow = loopback
	if o.Pause == 0 {
		o.Pause = -1
	}
	c := New(o)
	t.Cleanup(c.Close)
	return c
}

// serve answers on loopback.
func serve(t *testing.T, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

func packed(s string) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return b.Bytes()
}

// TestAnswers has a row for everything that can come back.
func TestAnswers(t *testing.T) {
	text := func(status int, body string, header ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for i := 0; i < len(header); i += 2 {
				w.Header().Set(header[i], header[i+1])
			}
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
	}
	var deflated bytes.Buffer
	z := zlib.NewWriter(&deflated)
	_, _ = z.Write([]byte("hello"))
	_ = z.Close()
	bomb := string(packed(strings.Repeat("\x00", 4<<20)))
	whole := string(packed(strings.Repeat("words and more words ", 400)))
	tests := []struct {
		name    string
		handler http.HandlerFunc
		body    string
		kind    Kind // of the error, "" for none
		says    string
		passes  bool // the error is temporary
	}{
		{name: "plain", handler: text(200, "hello"), body: "hello"},
		{name: "gzip", handler: text(200, string(packed("hello")), "Content-Encoding", "gzip"), body: "hello"},
		{name: "deflate", handler: text(200, deflated.String(), "Content-Encoding", "deflate"), body: "hello"},
		{name: "gzip that breaks off", handler: text(200, whole[:len(whole)/2], "Content-Encoding", "gzip"), kind: Unreadable, says: "breaks off", passes: true},
		{name: "gzip without its end", handler: text(200, whole[:len(whole)-4], "Content-Encoding", "gzip"), kind: Unreadable, says: "breaks off", passes: true},
		{name: "gzip that is none", handler: text(200, "not gzip at all", "Content-Encoding", "gzip"), kind: Unreadable, says: "cannot be unpacked", passes: true},
		{name: "gzip with a wrong sum", handler: text(200, whole[:len(whole)-8]+"12345678", "Content-Encoding", "gzip"), kind: Unreadable, says: "cannot be unpacked", passes: true},
		{name: "an encoding that was not asked for", handler: text(200, "x", "Content-Encoding", "br"), kind: Unreadable, says: `packed as "br"`},
		{name: "too large", handler: text(200, strings.Repeat("x", 1<<20+1)), kind: Unreadable, says: "larger than the limit of 1 MB"},
		{name: "as large as can be", handler: text(200, strings.Repeat("x", 1<<20)), body: strings.Repeat("x", 1<<20)},
		{name: "too large once unpacked", handler: text(200, bomb, "Content-Encoding", "gzip"), kind: Unreadable, says: "larger than the limit of 1 MB"},
		{name: "too large as it is packed", handler: func(w http.ResponseWriter, _ *http.Request) {
			// Nothing, packed, and again, and again: unpacked it is never large.
			w.Header().Set("Content-Encoding", "gzip")
			nothing := bytes.Repeat(packed(""), 1000)
			for sent := 0; sent < 4<<20; sent += len(nothing) {
				if _, err := w.Write(nothing); err != nil {
					return
				}
			}
		}, kind: Unreadable, says: "larger than the limit of 1 MB"},
		{name: "breaks off", handler: func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "100")
			_, _ = w.Write([]byte("only this"))
		}, kind: Unreadable, says: "breaks off", passes: true},
		{name: "connection reset", handler: func(w http.ResponseWriter, _ *http.Request) {
			conn, _, _ := http.NewResponseController(w).Hijack()
			_ = conn.(*net.TCPConn).SetLinger(0)
			_ = conn.Close()
		}, kind: Unreachable, says: "broke the connection off", passes: true},
		{name: "401", handler: text(401, ""), kind: Denied, says: "log-in (HTTP 401)"},
		{name: "403", handler: text(403, "no"), kind: Denied, says: "refuses us (HTTP 403)"},
		{name: "403 with a check for robots", handler: text(403, "<html><head><title>Just a moment...</title>"), kind: Denied, says: "check for robots instead (HTTP 403)"},
		{name: "503 with a check for robots", handler: text(503, "<html><body>Please complete the CAPTCHA to go on"), kind: Denied, says: "check for robots instead (HTTP 503)"},
		{name: "a challenge by its header", handler: text(403, "x", "Cf-Mitigated", "challenge"), kind: Denied, says: "check for robots"},
		{name: "404", handler: text(404, ""), kind: Missing, says: "is not there (HTTP 404)"},
		{name: "410", handler: text(410, ""), kind: Gone, says: "gone for good"},
		{name: "429", handler: text(429, ""), kind: Busy, says: "asked too often (HTTP 429)", passes: true},
		{name: "451", handler: text(451, ""), kind: Denied, says: "legal reasons"},
		{name: "418", handler: text(418, ""), kind: Denied, says: "refuses our request (HTTP 418)"},
		{name: "500", handler: text(500, ""), kind: Broken, says: "trouble of its own (HTTP 500)", passes: true},
		{name: "503", handler: text(503, ""), kind: Broken, says: "not available for the moment", passes: true},
		{name: "204", handler: text(204, ""), kind: Unreadable, says: "no content"},
		{name: "304 that nobody asked for", handler: text(304, ""), kind: Unreadable, says: "HTTP 304"},
		{name: "a redirect without an address", handler: text(302, ""), kind: Unreadable, says: "HTTP 302"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := serve(t, tt.handler)
			c := client(t, Options{MaxBytes: 1 << 20})
			res, err := c.Get(t.Context(), Request{URL: s.URL + "/feed"})
			if tt.kind == "" {
				if err != nil || string(res.Body) != tt.body {
					t.Errorf("%v, %v", res, err)
				}
				return
			}
			var e *Error
			if !errors.As(err, &e) || e.Kind != tt.kind || !strings.Contains(e.Says, tt.says) || e.Temporary != tt.passes || e.URL != s.URL+"/feed" {
				t.Errorf("%#v, want %s: … %s …", err, tt.kind, tt.says)
			}
		})
	}
}

// TestConditional asks with what the answer before said.
func TestConditional(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Mon, 09 Mar 2026 18:30:00 GMT")
		w.Header().Set("Cache-Control", "public, max-age=900")
		if r.Header.Get("If-None-Match") == `"v1"` || r.Header.Get("If-Modified-Since") == "Mon, 09 Mar 2026 18:30:00 GMT" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(w, "hello")
	})
	c := client(t, Options{})
	res, err := c.Get(t.Context(), Request{URL: s.URL})
	if err != nil || res.ETag != `"v1"` || res.Modified == "" || res.MaxAge != 15*time.Minute || res.Unchanged {
		t.Fatalf("%+v, %v", res, err)
	}
	for _, r := range []Request{{URL: s.URL, ETag: res.ETag}, {URL: s.URL, Modified: res.Modified}} {
		if again, err := c.Get(t.Context(), r); err != nil || !again.Unchanged || again.Body != nil {
			t.Errorf("%+v, %v", again, err)
		}
	}
	if again, err := c.Get(t.Context(), Request{URL: s.URL, ETag: `"v0"`}); err != nil || string(again.Body) != "hello" {
		t.Errorf("%+v, %v", again, err)
	}
}

// TestRedirects follows them and remembers those that are for good.
func TestRedirects(t *testing.T) {
	var looped atomic.Int64
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/loop" {
			looped.Add(1)
		}
		to := map[string]struct {
			code int
			to   string
		}{
			"/301": {301, "/end"}, "/308": {308, "/end"}, "/302": {302, "/end"}, "/307": {307, "/end"}, "/303": {303, "/end"},
			"/both": {301, "/302"}, "/other": {302, "/301"}, "/loop": {301, "/loop"},
			"/ftp": {301, "ftp://example.org/"}, "/private": {301, "http://10.0.0.1/"}, "/metadata": {302, "http://169.254.169.254/latest"},
			"/port": {302, "http://93.184.216.34:22/"}, "/user": {301, "http://u:secret@" + r.Host + "/end"}, "/broken": {301, "http://[::1"},
		}[r.URL.Path]
		if to.code == 0 {
			fmt.Fprint(w, "hello")
			return
		}
		w.Header().Set("Location", to.to)
		w.WriteHeader(to.code)
	})
	c := client(t, Options{})
	for _, tt := range []struct{ path, moved, fails string }{
		{"/301", "/end", ""}, {"/308", "/end", ""}, {"/302", "", ""}, {"/303", "", ""}, {"/307", "", ""},
		{"/both", "/302", ""}, // for good as far as the first, not the second
		{"/other", "", ""},
		{"/loop", "", "more than 5 times"},
		{"/ftp", "", "which is not an address that begins with http://"},
		{"/private", "", "sends us to http://10.0.0.1/, which leads to a private address"},
		{"/metadata", "", "cloud metadata"},
		{"/port", "", "port 22"},
		{"/user", "/end", ""},
		{"/broken", "", "cannot be read"},
	} {
		res, err := c.Get(t.Context(), Request{URL: s.URL + tt.path})
		if tt.fails != "" {
			if err == nil || !strings.Contains(err.Error(), tt.fails) || strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: %v, want %s", tt.path, err, tt.fails)
			}
			continue
		}
		want := ""
		if tt.moved != "" {
			want = s.URL + tt.moved
		}
		if err != nil || res.URL != s.URL+"/end" || res.Moved != want {
			t.Errorf("%s: %+v, %v, want moved %q", tt.path, res, err, want)
		}
	}
	if n := looped.Load(); n != 6 {
		t.Errorf("an address that leads to itself was asked %d times", n)
	}
}

// TestCertificates: what is wrong with one is said in words.
func TestCertificates(t *testing.T) {
	s := httptest.NewUnstartedServer(nil)
	s.Config.ErrorLog = quiet
	s.StartTLS()
	defer s.Close()
	c := client(t, Options{})
	var e *Error
	if _, err := c.Get(t.Context(), Request{URL: s.URL}); !errors.As(err, &e) || e.Kind != Unreachable || !strings.Contains(e.Says, "nobody known has signed") || e.Temporary {
		t.Errorf("%v", err)
	}
	plain := serve(t, func(http.ResponseWriter, *http.Request) {})
	if _, err := c.Get(t.Context(), Request{URL: strings.Replace(plain.URL, "http:", "https:", 1)}); !errors.As(err, &e) || !strings.Contains(e.Says, "does not speak TLS") {
		t.Errorf("%v", err)
	}
}

func TestRedact(t *testing.T) {
	for _, tt := range []struct{ address, want string }{
		{"https://user:secret@example.org/feed#top", "https://example.org/feed"},
		{"https://example.org/feed?page=2&access_token=abc&API_KEY=def", "https://example.org/feed?page=2&access_token=...&API_KEY=..."},
		{"https://user:secret@exa mple.org/", "an address that cannot be read"},
	} {
		if got := Redact(tt.address); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.address, got, tt.want)
		}
	}
}

// TestProxy is asked in place of all others where it is configured, and the
// environment's is not.
func TestProxy(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1")
	asked := ""
	proxy := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.URL.String()
		fmt.Fprint(w, "hello")
	})
	direct := serve(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "direct") })
	c := client(t, Options{})
	if res, err := c.Get(t.Context(), Request{URL: direct.URL}); err != nil || string(res.Body) != "direct" {
		t.Errorf("%v", err)
	}
	at, err := url.Parse(proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	c = New(Options{Proxy: at, Pause: -1})
	defer c.Close()
	if res, err := c.Get(t.Context(), Request{URL: "http://feeds.example/x"}); err != nil || string(res.Body) != "hello" || asked != "http://feeds.example/x" {
		t.Errorf("%v, asked %q", err, asked)
	}
	if _, err := c.Get(t.Context(), Request{URL: "http://10.0.0.1/x"}); err == nil {
		t.Error("the proxy was asked for a private address")
	}
}

var quiet = log.New(io.Discard, "", 0)
