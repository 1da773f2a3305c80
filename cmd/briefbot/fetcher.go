package main

import (
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/netip"
	"net/url"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/feed"
	"briefbot/corpus/fetch"
)

// validate says what cannot be meant of one source.
func (s *sourceConfig) validate() error {
	kinds := 0
	for _, value := range []string{s.Directory, s.Feed, s.Page} {
		if value != "" {
			kinds++
		}
	}
	switch {
	case kinds == 0:
		return errors.New("has no directory, feed or page")
	case kinds > 1:
		return errors.New("has more than one of directory, feed and page")
	case s.FullText && s.Feed == "":
		return errors.New("full-text: is for a feed")
	case s.Every != 0 && s.Directory != "":
		return errors.New("every: is for a feed or a page; directories are watched")
	case s.Every != 0 && s.Every < feed.MinEvery:
		return fmt.Errorf("every: want %s at least, have %s", feed.MinEvery, s.Every)
	}
	for _, f := range []struct{ field, address string }{{"feed", s.Feed}, {"page", s.Page}} {
		if f.address == "" {
			continue
		}
		if err := fetch.Check(f.address); err != nil {
			return fmt.Errorf("%s: %w", f.field, err)
		}
	}
	return nil
}

func (f *fetchConfig) validate() error {
	for _, p := range f.Ports {
		if p < 1 || p > 65535 {
			return fmt.Errorf("fetch.ports: want 1 to 65535, have %d", p)
		}
	}
	for _, network := range f.Allow {
		if _, err := netip.ParsePrefix(network); err != nil {
			return fmt.Errorf("fetch.allow: want a network as in 10.1.0.0/16, have %q", network)
		}
	}
	if f.Proxy == "" {
		return nil
	}
	u, err := url.Parse(f.Proxy)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "socks5" {
		return errors.New("fetch.proxy: want an address that begins with http://, https:// or socks5://") // not shown: it may hold a password
	}
	return nil
}

// client makes the client that feeds are read with.
func (f *fetchConfig) client(now func() time.Time) *fetch.Client {
	o := fetch.Options{UserAgent: f.UserAgent, Ports: f.Ports, Now: now}
	for _, network := range f.Allow {
		o.Allow = append(o.Allow, netip.MustParsePrefix(network)) // validate has read it
	}
	if o.UserAgent == "" {
		o.UserAgent = "briefbot/" + version
	}
	if f.Proxy != "" {
		o.Proxy, _ = url.Parse(f.Proxy) // validate has read it
	}
	return fetch.New(o)
}

// feeds makes the list of the feeds that are followed, with what it takes to
// read them.
func (c *call) feeds(cfg *config, log *slog.Logger, store corpus.Store) *feed.List {
	l := cfg.followed(store, c.now)
	l.Log, l.Client, l.Jitter, l.People = log, cfg.Fetch.client(c.now), rand.Float64, cfg.People
	return l
}

// followed makes the list of the feeds that are followed, for who looks how they
// fare and reads none.
func (cfg *config) followed(store corpus.Store, now func() time.Time) *feed.List {
	l := &feed.List{Store: store, Now: now}
	for _, s := range cfg.Sources {
		switch {
		case s.Feed != "":
			l.Fixed = append(l.Fixed, feed.Feed{Name: s.Name, URL: s.Feed, FullText: s.FullText, Every: s.Every})
		case s.Page != "":
			l.Fixed = append(l.Fixed, feed.Feed{Name: s.Name, URL: s.Page, Page: true, Every: s.Every})
		default:
			l.Reserved = append(l.Reserved, s.Name)
		}
	}
	return l
}
