package fetch

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
)

// TestGuard has a row for every network that is not dialled, and for what is.
func TestGuard(t *testing.T) {
	tests := []struct{ address, want string }{ // what the refusal says, "" for none
		{"93.184.216.34:443", ""},
		{"93.184.216.34:80", ""},
		{"[2606:2800:220:1::1]:443", ""},
		{"127.0.0.1:80", "loopback"},
		{"127.200.1.1:80", "loopback"},
		{"[::1]:80", "loopback"},
		{"10.1.2.3:80", "private"},
		{"172.16.0.1:80", "private"},
		{"172.31.255.255:80", "private"},
		{"172.32.0.1:80", ""},
		{"192.168.1.1:80", "private"},
		{"[fd12::1]:80", "private"},
		{"[fec0::1]:80", "private"},
		{"100.64.0.1:80", "carrier-grade NAT"},
		{"100.100.100.200:80", "carrier-grade NAT"},
		{"169.254.1.1:80", "link-local"},
		{"[fe80::1%eth0]:80", "link-local"},
		{"169.254.169.254:80", "cloud metadata"},
		{"168.63.129.16:80", "cloud metadata"},
		{"[fd00:ec2::254]:80", "cloud metadata"},
		{"224.0.0.1:80", "multicast"},
		{"[ff02::1]:80", "multicast"},
		{"0.0.0.0:80", "unspecified"},
		{"0.1.2.3:80", "unspecified"},
		{"[::]:80", "unspecified"},
		{"255.255.255.255:80", "reserved"},
		{"198.18.0.1:80", "reserved"},
		{"192.0.2.1:80", "reserved"},
		{"[2001:db8::1]:80", "reserved"},
		{"[2001::1]:80", "reserved"}, // Teredo
		{"[::ffff:127.0.0.1]:80", "IPv4-mapped"},
		{"[::ffff:93.184.216.34]:80", "IPv4-mapped"},
		{"[::7f00:1]:80", "IPv4-compatible"},
		{"[64:ff9b::7f00:1]:80", "NAT64"},
		{"[64:ff9b:1::a00:1]:80", "NAT64"},
		{"[2002:7f00:1::]:80", "6to4"},
		{"93.184.216.34:22", "port 22"},
		{"93.184.216.34:8080", ""},
	}
	g := guard{ports: []int{8080}}
	for _, tt := range tests {
		err := g.control("tcp", tt.address, nil)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.address, err, tt.want)
		}
	}
	if err := g.control("unix", "/run/socket", nil); err == nil {
		t.Error("a socket was not refused")
	}
	g.allow = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	if err := g.control("tcp", "10.1.2.3:9000", nil); err != nil {
		t.Errorf("an allowed network: %v", err)
	}
	if err := g.control("tcp", "192.168.1.1:80", nil); err == nil {
		t.Error("an allowance for one network let another through")
	}
}

// TestCheck says which addresses are not even looked up.
func TestCheck(t *testing.T) {
	c := New(Options{})
	defer c.Close()
	for _, tt := range []struct{ address, want string }{
		{"https://example.org/feed", ""},
		{"http://example.org:80/feed?a=b", ""},
		{"ftp://example.org/", "begins with http:// or https://"},
		{"file:///etc/passwd", "begins with http:// or https://"},
		{"gopher://example.org/", "begins with http:// or https://"},
		{"example.org/feed", "begins with http:// or https://"},
		{"https:///feed", "names no host"},
		{"https://user:secret@example.org/", "user name or password"},
		{"https://user@example.org/", "user name or password"},
		{"http://example.org:8080/", "port 8080"},
		{"http://example.org:22/", "port 22"},
		{"http://127.0.0.1/", "loopback"},
		{"http://[::1]/", "loopback"},
		{"http://[::ffff:10.0.0.1]/", "IPv4-mapped"},
		{"http://169.254.169.254/latest/meta-data/", "cloud metadata"},
		{"http://exa mple.org/", "not a web address"},
	} {
		_, err := c.parse(tt.address)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: %v, want %q", tt.address, err, tt.want)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the password is shown: %v", err)
		}
	}
	// What no setting allows is told from what one may.
	for address, want := range map[string]Kind{
		"": Malformed, "ftp://example.org/": Malformed, "https://me:secret@example.org/": Malformed, "https:///feed": Malformed,
		"http://10.0.0.1/": Refused, "http://example.org:8080/": Refused,
	} {
		_, err := c.parse(address)
		var e *Error
		if !errors.As(err, &e) || e.Kind != want {
			t.Errorf("%s: %v, want it %s", address, err, want)
		}
		if checked := Check(address); (checked != nil) != (want == Malformed) {
			t.Errorf("Check(%q): %v", address, checked)
		}
	}
}

// TestDialIsGuarded proves that the guard stands at the dial: a host name that
// resolves to loopback is refused although nothing is wrong with the name, and
// the server is never asked.
func TestDialIsGuarded(t *testing.T) {
	asked := false
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked = true }))
	defer server.Close()
	_, port, err := net.SplitHostPort(server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	// The port is allowed, so that nothing but the address can be the reason.
	c := New(Options{Ports: ports(t, port), Pause: -1})
	defer c.Close()
	_, err = c.Get(context.Background(), Request{URL: "http://localhost:" + port + "/"})
	var e *Error
	if !errors.As(err, &e) || e.Kind != Refused || !strings.Contains(e.Says, "loopback") || asked {
		t.Errorf("%v, asked %v", err, asked)
	}
}

// TestReboundName: a name that leads to an allowed network first and to another
// one at the next connection is looked at each time.
func TestReboundName(t *testing.T) {
	g := guard{allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	asked := 0
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer server.Close()
	_, port, _ := net.SplitHostPort(server.Listener.Addr().String())
	dialer := net.Dialer{Control: g.control}
	for _, tt := range []struct {
		ip string
		ok bool
	}{{"127.0.0.1", true}, {"127.0.0.2", false}} {
		conn, err := dialer.Dial("tcp", net.JoinHostPort(tt.ip, port))
		if (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.ip, err)
		}
		if conn != nil {
			conn.Close()
		}
	}
}
