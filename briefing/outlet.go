package briefing

import (
	"cmp"
	"fmt"
	"net/url"
	"strings"

	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// outlets finds what the configuration says of a publisher by any of its names.
type outlets map[string]*Outlet

func newOutlets(table []Outlet) outlets {
	found := outlets{}
	for i := range table {
		o := &table[i]
		for _, name := range append([]string{o.Name}, o.Aliases...) {
			found[outletKey(name)] = o
		}
	}
	return found
}

func outletKey(name string) string {
	key := strings.TrimPrefix(segment.Fold(strings.TrimSpace(name)), "the ")
	return strings.TrimPrefix(key, "www.")
}

// of is what the table says of the publisher of that name, the zero Outlet with
// the name itself if it says nothing.
func (o outlets) of(name string) Outlet {
	if known := o[outletKey(name)]; known != nil {
		return *known
	}
	return Outlet{Name: name}
}

// A Publisher is what a reader is told of where an article comes from.
type Publisher struct {
	// Outlet is who published the article, Name "" where the article does not
	// say. Origin is who published it first, Name "" where that is the outlet.
	Outlet Outlet
	Origin Outlet
	// CopyOf is whose text the article has without saying so: of an agency, of one who
	// published it before, or of one whose text says whose it is; "" where it is not
	// known to be a copy. Alike is who has the same text, where nothing shows whose
	// it was first. CopiedBy are the outlets that have their text from this article,
	// sorted.
	CopyOf, Alike string
	CopiedBy      []string
}

// Name is the one name under which the article is cited: its origin's, else its
// outlet's, else that it has none.
func (p Publisher) Name() string {
	switch {
	case p.Origin.Name != "":
		return p.Origin.Name
	case p.Outlet.Name != "":
		return p.Outlet.Name
	}
	return "unnamed site"
}

// Labels are the remarks that belong beside the name, most telling first.
func (p Publisher) Labels() []string {
	var labels []string
	if p.Origin.Name != "" {
		if p.Origin.Label != "" {
			labels = append(labels, p.Origin.Label)
		}
		labels = append(labels, "republished by "+cmp.Or(p.Outlet.Name, "an unnamed site"))
	}
	if p.Outlet.Label != "" {
		labels = append(labels, p.Outlet.Label)
	}
	switch {
	case p.CopyOf != "":
		labels = append(labels, "copy of "+p.CopyOf)
	case p.Alike != "":
		labels = append(labels, "same text as "+p.Alike)
	}
	if n := len(p.CopiedBy); n > copiersNamed {
		labels = append(labels, "copied by "+strings.Join(p.CopiedBy[:copiersNamed], ", ")+fmt.Sprintf(" and %d more", n-copiersNamed))
	} else if n > 0 {
		labels = append(labels, "copied by "+strings.Join(p.CopiedBy, ", "))
	}
	return labels
}

// copiersNamed is how many of those who copied an article are named beside it.
const copiersNamed = 4

// Country is where the publisher is at home, "" if that is not known.
func (p Publisher) Country() string {
	if p.Origin.Name != "" {
		return p.Origin.Country
	}
	return p.Outlet.Country
}

// Publisher is what a reader is told of where the article comes from.
func (e *Engine) Publisher(a *corpus.Article) Publisher { return newOutlets(e.Outlets).publisher(a) }

// Publishers is Publisher for many articles: the table of outlets is read once.
func (e *Engine) Publishers() func(a *corpus.Article) Publisher {
	return newOutlets(e.Outlets).publisher
}

// believed is what the table says of the publisher of that name, unless it came from a host
// that is not one of the publisher's: anybody can write a name into a feed.
func (o outlets) believed(name, host string) Outlet {
	known := o.of(name)
	if host == "" || known.owns(host) {
		return known
	}
	return Outlet{Name: host, Label: "calls itself " + known.Name}
}

// owns reports whether a host is a publisher's, or one below it. A publisher of whom
// no host is known may have any.
func (o *Outlet) owns(host string) bool {
	some := false
	for _, a := range o.Aliases {
		if !strings.Contains(a, ".") || strings.Contains(a, " ") {
			continue
		}
		some = true
		if own := outletKey(a); outletKey(host) == own || strings.HasSuffix(segment.Fold(host), "."+own) {
			return true
		}
	}
	return !some
}

// hostOf is the host that an article came from and that it names its outlet on, "" if
// it came from a file.
func hostOf(a *corpus.Article) string {
	if _, host, found := strings.Cut(a.Outlet.How, corpus.FeedAt); found {
		return host
	}
	if u, err := url.Parse(a.URL); err == nil && a.Path == "" {
		return u.Hostname()
	}
	return ""
}

// publisher is what the table and the article say of where it comes from.
func (o outlets) publisher(a *corpus.Article) Publisher {
	name := a.Outlet.Value
	if name == "" && a.URL != "" {
		if u, err := url.Parse(a.URL); err == nil {
			name = strings.TrimPrefix(u.Hostname(), "www.")
		}
	}
	p := Publisher{Outlet: o.believed(name, hostOf(a))}
	if a.Origin.Value != "" && outletKey(a.Origin.Value) != outletKey(name) {
		p.Origin = o.of(a.Origin.Value)
	}
	return p
}
