package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"syscall"
)

// A private network is one that no address from outside may lead to.
type private struct {
	prefix netip.Prefix
	says   string
}

// networks is after the special-purpose registries of IANA (RFC 6890 and the
// RFCs that it lists), and the addresses under which clouds tell a machine its
// secrets.
var networks = []private{
	{netip.MustParsePrefix("0.0.0.0/8"), "unspecified"},
	{netip.MustParsePrefix("10.0.0.0/8"), "private"},
	{netip.MustParsePrefix("100.64.0.0/10"), "carrier-grade NAT"},
	{netip.MustParsePrefix("127.0.0.0/8"), "loopback"},
	{netip.MustParsePrefix("168.63.129.16/32"), "cloud metadata"},
	{netip.MustParsePrefix("169.254.169.254/32"), "cloud metadata"},
	{netip.MustParsePrefix("169.254.0.0/16"), "link-local"},
	{netip.MustParsePrefix("172.16.0.0/12"), "private"},
	{netip.MustParsePrefix("192.0.0.0/24"), "reserved"},
	{netip.MustParsePrefix("192.0.2.0/24"), "reserved"},
	{netip.MustParsePrefix("192.88.99.0/24"), "reserved"},
	{netip.MustParsePrefix("192.168.0.0/16"), "private"},
	{netip.MustParsePrefix("198.18.0.0/15"), "reserved"},
	{netip.MustParsePrefix("198.51.100.0/24"), "reserved"},
	{netip.MustParsePrefix("203.0.113.0/24"), "reserved"},
	{netip.MustParsePrefix("224.0.0.0/4"), "multicast"},
	{netip.MustParsePrefix("240.0.0.0/4"), "reserved"},

	{netip.MustParsePrefix("::/128"), "unspecified"},
	{netip.MustParsePrefix("::1/128"), "loopback"},
	{netip.MustParsePrefix("::/96"), "IPv4-compatible"},
	{netip.MustParsePrefix("64:ff9b::/96"), "NAT64"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "NAT64"},
	{netip.MustParsePrefix("100::/64"), "reserved"},
	{netip.MustParsePrefix("2001::/23"), "reserved"},
	{netip.MustParsePrefix("2001:db8::/32"), "reserved"},
	{netip.MustParsePrefix("2002::/16"), "6to4"},
	{netip.MustParsePrefix("3fff::/20"), "reserved"},
	{netip.MustParsePrefix("5f00::/16"), "reserved"},
	{netip.MustParsePrefix("fd00:ec2::254/128"), "cloud metadata"},
	{netip.MustParsePrefix("fc00::/7"), "private"},
	{netip.MustParsePrefix("fe80::/10"), "link-local"},
	{netip.MustParsePrefix("fec0::/10"), "private"},
	{netip.MustParsePrefix("ff00::/8"), "multicast"},
}

// A refusal is an address that is not dialled, whatever it serves.
type refusal struct{ says string }

func (r *refusal) Error() string { return r.says }

// A guard says what may be dialled.
type guard struct {
	allow []netip.Prefix
	ports []int
}

// control is the net.Dialer.Control of the guard: it is called with the
// resolved address of every single connection, before it is made.
func (g *guard) control(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return &refusal{fmt.Sprintf("not an IP address: %q", address)}
	}
	return g.check(at)
}

// check returns a *refusal for an address that must not be dialled.
func (g *guard) check(at netip.AddrPort) error {
	ip := at.Addr().WithZone("")
	bare := ip.Unmap()
	if slices.ContainsFunc(g.allow, func(p netip.Prefix) bool { return p.Contains(bare) || p.Contains(ip) }) {
		return nil
	}
	if ip.Is4In6() {
		// Nobody writes one but to get past somebody's list.
		return &refusal{fmt.Sprintf("leads to an IPv4-mapped address (%s), which feeds may not reach", ip)}
	}
	for _, n := range networks {
		if n.prefix.Contains(bare) {
			return &refusal{fmt.Sprintf("leads to a %s address (%s), which feeds may not reach", n.says, bare)}
		}
	}
	if !bare.IsGlobalUnicast() {
		return &refusal{fmt.Sprintf("leads to an address that is not public (%s)", bare)}
	}
	return g.checkPort(strconv.Itoa(int(at.Port())))
}

// checkPort returns a *refusal for a port that must not be dialled; "" is the
// scheme's own.
func (g *guard) checkPort(port string) error {
	n, err := strconv.Atoi(port)
	if port == "" || n == 80 || n == 443 || err == nil && slices.Contains(g.ports, n) {
		return nil
	}
	return &refusal{fmt.Sprintf("port %s: only 80 and 443 are dialled; fetch.ports in config.yaml names others", port)}
}

// refused returns the refusal that an error comes from, nil if none.
func refused(err error) *refusal {
	var r *refusal
	errors.As(err, &r)
	return r
}
