package briefing

import (
	"briefbot/briefing/event"
	"briefbot/corpus"
)

// chronicle is what the articles of a question tell of events.
type chronicle struct {
	*Evidence
	*event.Chronicle
	outlets outlets
}

// chronicle is what the articles tell of events, read once: of all, or of those kinds
// alone.
func (e *Evidence) chronicle(kinds ...string) *chronicle {
	if e.told == nil {
		table := newOutlets(e.Outlets)
		first := func(a *corpus.Article) string { return e.reprints().first(a) }
		e.told = &chronicle{e, event.New(e.Corpus, e.Documents, first, kinds...), table}
	}
	return e.told
}

// first is who first published an article, in a form that can be compared; "" if
// that is not known.
func (o outlets) first(a *corpus.Article) string {
	if p := o.publisher(a); p.Origin.Name != "" || p.Outlet.Name != "" {
		return outletKey(p.Name())
	}
	return ""
}
