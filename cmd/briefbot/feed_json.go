package main

import (
	"time"

	"briefbot/corpus/feed"
	"briefbot/corpus/fetch"
)

// feedJSON is a feed as -json shows it.
type feedJSON struct {
	Name        string `json:"name"`
	URL         string `json:"url"`
	Kind        string `json:"kind"`
	FullText    bool   `json:"full_text"`
	Fixed       bool   `json:"fixed"`
	Fresh       bool   `json:"fresh"`
	Moved       string `json:"moved,omitempty"`
	LastSuccess string `json:"last_success,omitempty"`
	LastNewItem string `json:"last_new_item,omitempty"`
	Failing     string `json:"failing_since,omitempty"`
	Failures    int    `json:"failures,omitempty"`
	Reason      string `json:"reason,omitempty"`
	Items       int    `json:"items"`
	Teasers     int    `json:"teasers"`
	Remark      string `json:"remark,omitempty"`
	Next        string `json:"next_attempt,omitempty"`
}

func statusesJSON(all []feed.Status, now time.Time) []feedJSON {
	list := []feedJSON{}
	for i := range all {
		s := &all[i]
		f := feedJSON{
			Name: s.Name, URL: fetch.Redact(s.URL), Kind: s.Kind(), FullText: s.FullText, Fixed: s.Fixed, Fresh: s.Fresh(now),
			LastSuccess: stamp(s.Success), LastNewItem: stamp(s.Newest), Failing: stamp(s.Failing), Failures: s.Failures,
			Reason: s.Reason, Items: s.Items, Teasers: s.Teasers, Remark: s.Remark, Next: stamp(s.Next),
		}
		if s.Moved != "" {
			f.Moved = fetch.Redact(s.Moved)
		}
		list = append(list, f)
	}
	return list
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// itemJSON is an item of a feed that is tested.
type itemJSON struct {
	Headline  string `json:"headline"`
	URL       string `json:"url,omitempty"`
	Published string `json:"published,omitempty"`
	Inferred  bool   `json:"published_inferred"`
	How       string `json:"published_how,omitempty"`
	Teaser    bool   `json:"teaser"`
	Page      string `json:"page,omitempty"`
	Bytes     int    `json:"bytes"`
}

func reportJSON(r *feed.Report) any {
	items := []itemJSON{}
	for _, i := range r.Items {
		items = append(items, itemJSON{i.Headline, i.URL, stamp(i.Published), i.Inferred, i.How, i.Teaser, i.Page, i.Bytes})
	}
	return struct {
		Name      string     `json:"name"`
		URL       string     `json:"url"`
		Failure   string     `json:"failure,omitempty"`
		Temporary bool       `json:"temporary,omitempty"`
		Kind      string     `json:"kind,omitempty"`
		Title     string     `json:"title,omitempty"`
		Teasers   int        `json:"teasers"`
		Robots    string     `json:"robots,omitempty"`
		Problems  []string   `json:"problems,omitempty"`
		Stored    int        `json:"stored"`
		Items     []itemJSON `json:"items"`
	}{r.Feed.Name, fetch.Redact(r.Feed.URL), r.Failure, r.Temporary, r.Kind, r.Title, r.Teasers(), r.Robots, r.Problems, r.Stored, items}
}
