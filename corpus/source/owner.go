package source

import (
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"briefbot/corpus"
)

// own reports whether what was read of an article is the word of the site that the
// article's address is on: it stands in a feed of that site, or its page was read.
// Any other feed may write what it likes under an address that is not its own.
func (r *Reading) own(a *corpus.Article) bool {
	if r.whole[a] != nil || a.URL == "" {
		return true
	}
	answered, _ := r.Address()
	return siteOf(a.URL) != "" && siteOf(a.URL) == siteOf(answered)
}

// siteOf is who is behind an address, as far as its host says: the part of the name
// that somebody has registered ("example.co.uk"), which public suffixes tell. A
// host that is none is a site of its own, as is a number.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if net.ParseIP(host) != nil {
		return host
	}
	if registered, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return registered
	}
	return host
}

// contested notes of an item whether another source's text stands for its address.
func (s *feedState) contested(name string, told corpus.Receipt) {
	for i := range s.Entries {
		if e := &s.Entries[i]; e.Name == name {
			e.Other = ""
			if told.Outcome == corpus.Contested {
				e.Other = told.Detail
			}
		}
	}
}

// contests adds to the remark that other sources' texts stand for some of the items
// that are in the feed now.
func (s *feedState) contests(now int64) {
	var holders []string
	n := 0
	for _, e := range s.Entries {
		if e.Other == "" || e.Last != now {
			continue
		}
		n++
		if !slices.Contains(holders, e.Other) {
			holders = append(holders, e.Other)
		}
	}
	if n == 0 {
		return
	}
	slices.Sort(holders)
	if s.Health.Remark != "" {
		s.Health.Remark += "; "
	}
	s.Health.Remark += fmt.Sprintf("%d of its items have addresses of other sites under which %s brought other texts, which stand", n, strings.Join(holders, ", "))
}
