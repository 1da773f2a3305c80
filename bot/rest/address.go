package rest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// CheckURL returns the error that New returns for an address, nil for none. It must be
// https, or http on this machine; "" is Discord itself.
func CheckURL(base string) error {
	_, err := parseBase(base)
	return err
}

func parseBase(base string) (*url.URL, error) {
	if base == "" {
		return nil, nil
	}
	u, err := url.Parse(strings.TrimRight(base, "/"))
	if err != nil {
		return nil, fmt.Errorf("discord.url: %w", err)
	}
	if err := safe(u, "http", "https"); err != nil {
		return nil, fmt.Errorf("discord.url %q: %w", base, err)
	}
	return u, nil
}

// safe reports an error unless u has the secure scheme, or the plain one and
// leads to this machine: the token must not travel in the open.
func safe(u *url.URL, plain, secure string) error {
	switch {
	case u.Host == "" || u.Scheme != plain && u.Scheme != secure:
		return fmt.Errorf("must begin with %s://", secure)
	case u.Scheme == secure || u.Hostname() == "localhost":
		return nil
	}
	if ip := net.ParseIP(u.Hostname()); ip == nil || !ip.IsLoopback() {
		return fmt.Errorf("%s:// is for this machine only: the bot's token would travel unencrypted", plain)
	}
	return nil
}

// checkGateway refuses an address of the gateway that the token would travel to
// unencrypted.
func checkGateway(to route, res *http.Response) error {
	if to.name != "GET gateway" || res.StatusCode != http.StatusOK {
		return nil
	}
	body, _ := io.ReadAll(res.Body)
	res.Body = io.NopCloser(bytes.NewReader(body))
	var said struct {
		URL string `json:"url"`
	}
	if err := json.Unmarshal(body, &said); err != nil {
		return fmt.Errorf("%s: %w", to.name, err)
	}
	u, err := url.Parse(said.URL)
	if err != nil {
		return fmt.Errorf("%s: %w", to.name, err)
	}
	if err := safe(u, "ws", "wss"); err != nil {
		return fmt.Errorf("%s: %q: %w", to.name, said.URL, err)
	}
	return nil
}
