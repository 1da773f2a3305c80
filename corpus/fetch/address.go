package fetch

import (
	"net/netip"
	"net/url"
	"strings"
)

// secret are words in the names of query parameters whose values are not shown.
var secret = []string{"key", "token", "secret", "password", "passwd", "auth", "sig", "session", "code"}

// Redact is the address as it may be shown and logged: without user name and
// password, and without the values of query parameters that may be secret.
func Redact(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		// It may hold anything: what is before the path, at the most.
		return "an address that cannot be read"
	}
	return redact(u)
}

func redact(u *url.URL) string {
	c := *u
	c.User, c.Fragment, c.RawFragment = nil, "", ""
	parts := strings.Split(c.RawQuery, "&")
	for i, part := range parts {
		name, _, ok := strings.Cut(part, "=")
		for _, s := range secret {
			if ok && strings.Contains(strings.ToLower(name), s) {
				parts[i] = name + "=..."
			}
		}
	}
	c.RawQuery = strings.Join(parts, "&")
	return c.String()
}

// Check says of an address why it is none that can be asked for, whatever is
// allowed: an *Error whose Kind is Malformed, or nil. Nothing is asked.
func Check(address string) error {
	_, err := parse(address)
	return err
}

func parse(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	malformed := func(at, says string) error { return &Error{Kind: Malformed, URL: at, Says: says} }
	switch {
	case address == "":
		return nil, malformed("", "no address was given")
	case err != nil:
		return nil, malformed(Redact(address), "is not a web address")
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, malformed(redact(u), "is not an address that begins with http:// or https://")
	case u.Hostname() == "":
		return nil, malformed(redact(u), "names no host")
	case u.User != nil:
		return nil, malformed(redact(u), "holds a user name or password; only what is public is read, so take them out")
	}
	return u, nil
}

// parse reads an address that may be asked. The error says why it may not: it is
// malformed, or names a private address or a port that is not dialled. A host name
// is looked at when it is dialled.
func (c *Client) parse(address string) (*url.URL, error) {
	u, err := parse(address)
	if err != nil {
		return nil, err
	}
	if ip, err := netip.ParseAddr(u.Hostname()); err == nil {
		port := uint16(443)
		if u.Scheme == "http" {
			port = 80
		}
		if at, err := netip.ParseAddrPort(u.Host); err == nil {
			port = at.Port()
		}
		err = c.guard.check(netip.AddrPortFrom(ip, port))
		if r := refused(err); r != nil {
			return nil, &Error{Kind: Refused, URL: redact(u), Says: r.says, Err: err}
		}
	} else if len(c.guard.allow) == 0 { // a name may stand for what is allowed
		if r := refused(c.guard.checkPort(u.Port())); r != nil {
			return nil, &Error{Kind: Refused, URL: redact(u), Says: r.says, Err: r}
		}
	}
	return u, nil
}
