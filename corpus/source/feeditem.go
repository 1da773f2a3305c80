package source

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/fetch"
	"briefbot/corpus/format"
)

// A match is an item of a feed with what is remembered of it.
type match struct {
	article *corpus.Article
	entry   seen // as it is from now on, but for Sum
	sum     string
	known   bool // an item that was seen before
	fresh   bool // and with other content, or never
}

// first is what stands for the date of an item without one, the zero time for
// the backlog, whose age nobody knows.
func (m *match) first() time.Time {
	if m.entry.First == 0 {
		return time.Time{}
	}
	return time.Unix(m.entry.First, 0).UTC()
}

// knownText is how long a text must be, in bytes, to be known again by itself.
const knownText = 80

// match finds each item of the reading among those that were seen.
func (r *Reading) match(s *feedState) []match {
	refs, ids, texts, names := map[string]int{}, map[corpus.ID]int{}, map[string]int{}, map[string]bool{}
	for i, e := range s.Entries {
		names[e.Name] = true
		if _, ok := refs[e.Ref]; !ok && e.Ref != "" {
			refs[e.Ref] = i
		}
		if _, ok := ids[e.ID]; !ok && e.ID != "" {
			ids[e.ID] = i
		}
		if _, ok := texts[e.Text]; !ok && e.Text != "" {
			texts[e.Text] = i
		}
	}
	count := map[string]int{}
	for _, a := range r.content.Articles {
		count[a.Ref]++
	}
	taken := map[int]bool{}
	delivered := map[string]bool{}
	var all []match
	for _, a := range r.content.Articles {
		m := match{article: a, sum: itemSum(a), entry: seen{Last: r.at.Unix()}}
		if count[a.Ref] == 1 && a.Ref != "" { // feeds are about that give all items one
			m.entry.Ref = short(a.Ref)
		}
		switch {
		case a.URL != "":
			m.entry.ID = a.ID
		case a.Ref == "" && a.Headline.Value != "":
			m.entry.Ref = short("headline\x00" + a.Headline.Value) // all that can be known again
		}
		if len(a.Text) >= knownText {
			m.entry.Text = short(strings.Join(strings.Fields(a.Text), " "))
		}
		for _, found := range []struct {
			at int
			ok bool
		}{lookup(refs, m.entry.Ref), lookup(ids, m.entry.ID), lookup(texts, m.entry.Text)} {
			if !found.ok || taken[found.at] {
				continue
			}
			old := s.Entries[found.at]
			taken[found.at], m.known = true, true
			m.entry.Name, m.entry.First, m.entry.Tries, m.entry.Whole = old.Name, old.First, old.Tries, old.Whole
			m.fresh = old.Sum != m.sum
			if !m.fresh {
				m.entry.Other = old.Other
			}
			break
		}
		if !m.known {
			m.fresh = true
			if !s.Begun.IsZero() {
				m.entry.First = r.at.Unix()
			}
			m.entry.Name = itemName(a)
			if names[m.entry.Name] || delivered[m.entry.Name] {
				m.entry.Name += " " + m.sum
			}
		}
		if delivered[m.entry.Name] {
			continue // the same item twice in one feed
		}
		delivered[m.entry.Name] = true
		all = append(all, m)
	}
	return all
}

func lookup[K ~string](index map[K]int, key K) (found struct {
	at int
	ok bool
}) {
	if key != "" {
		found.at, found.ok = index[key]
	}
	return found
}

func itemName(a *corpus.Article) string {
	for _, name := range []string{a.URL, a.Ref} {
		if name != "" {
			return fetch.Redact(name)
		}
	}
	return "item " + string(a.ID)
}

// itemSum is the sum of what would be an item's news: a date alone is none.
func itemSum(a *corpus.Article) string {
	return short(strings.Join([]string{a.Headline.Value, a.Byline.Value, a.Outlet.Value, a.URL, a.Text}, "\x00"))
}

// short is a sum that tells a few thousand things apart.
func short(text string) string { return sum([]byte(text))[:12] }

// Fetch yields what was read that is new after state; the last delivery carries
// the state with the feed's health. It does not ask the network.
func (r *Reading) Fetch(ctx context.Context, state []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		s, err := r.feed.state(state)
		if err != nil {
			yield(corpus.Delivery{}, err)
			return
		}
		if ctx.Err() != nil {
			yield(corpus.Delivery{}, ctx.Err())
			return
		}
		backlog := s.Begun.IsZero()
		last := corpus.Delivery{Name: r.feed.Label}
		fresh := 0
		switch {
		case r.failure != nil:
			last.Err = fmt.Errorf("%s %w", r.feed.Label, r.failure)
			r.failed(&s)
		case r.response.Unchanged:
			r.succeeded(&s, 0)
		default:
			for _, d := range r.deliveries(&s, backlog, &fresh) {
				if ctx.Err() != nil {
					yield(corpus.Delivery{}, ctx.Err())
					return
				}
				d.Told = func(told corpus.Receipt) { s.contested(d.Name, told) }
				if !yield(d, nil) {
					return
				}
			}
			s.contests(r.at.Unix())
			r.succeeded(&s, fresh)
		}
		b, err := s.marshal()
		if err != nil {
			yield(corpus.Delivery{}, fmt.Errorf("%s: write the state: %w", r.feed.Label, err))
			return
		}
		last.State = b
		yield(last, nil)
	}
}

// deliveries are the items that are new after the state, and what is wrong with
// others. It writes into the state that they were seen.
func (r *Reading) deliveries(s *feedState, backlog bool, fresh *int) []corpus.Delivery {
	var all []corpus.Delivery
	for _, err := range r.problems {
		all = append(all, corpus.Delivery{Name: r.feed.Label, Err: err})
	}
	s.Open = 0
	matches := r.match(s)
	current := map[string]seen{}
	teasers := 0
	for _, m := range matches {
		a := m.article
		m.entry.Sum = m.sum
		if whole := r.whole[a]; whole != nil {
			a, m.entry.Whole, m.entry.Tries = whole, true, 0
		} else if m.fresh && a.Teaser && a.URL != "" && r.feed.FullText {
			err, asked := r.halves[a]
			if asked {
				m.entry.Tries++
			}
			if !asked || again(err) && m.entry.Tries < pageTries {
				m.entry.Sum = "" // asked for once more
				s.Open++
			} else {
				all = append(all, corpus.Delivery{Name: m.entry.Name, Err: &corpus.Remark{
					Err: fmt.Errorf("%s: teaser only: %w", m.entry.Name, bare(err)),
				}})
			}
		}
		if a.Teaser && !m.entry.Whole {
			teasers++
		}
		current[m.entry.Name] = m.entry
		if !m.fresh {
			continue
		}
		if !m.known && !backlog {
			*fresh++
		}
		if first := m.first(); a.Published.Time.IsZero() && !first.IsZero() {
			a = dated(a, first, r.at)
		}
		a.Source = r.feed.Label
		all = append(all, corpus.Delivery{Name: m.entry.Name, Articles: []*corpus.Article{a}, Backlog: backlog, Loose: true, Secondhand: !r.own(m.article)})
	}
	for _, e := range s.Entries {
		if _, ok := current[e.Name]; !ok {
			current[e.Name] = e
		}
	}
	s.Entries = s.Entries[:0:0]
	for _, e := range current {
		s.Entries = append(s.Entries, e) // bound brings them into order
	}
	s.bound(r.at.Unix())
	s.Health.Items, s.Health.Teasers, s.Health.Remark = len(matches), teasers, r.remark(s, len(matches))
	s.ETag, s.Modified = r.response.ETag, r.response.Modified
	if backlog {
		s.Begun = r.at
	}
	return all
}

// remark says what is wrong with a feed that could be read.
func (r *Reading) remark(s *feedState, items int) string {
	var all []string
	if items == 0 && s.Health.Items > 0 {
		all = append(all, fmt.Sprintf("it holds no item any more, and held %d", s.Health.Items))
	} else if items == 0 {
		all = append(all, "it holds no item")
	}
	if n := len(r.problems); n > 0 {
		all = append(all, fmt.Sprintf("%d of its items cannot be read", n))
	}
	undated := 0
	for _, a := range r.content.Articles {
		if a.Published.Time.IsZero() || a.Published.Inferred {
			undated++
		}
	}
	if undated > 0 && !r.feed.Page {
		all = append(all, fmt.Sprintf("%d of its items state no date that can be believed", undated))
	}
	return strings.Join(all, "; ")
}

// dated gives an article without a date the time at which it was first seen.
func dated(a *corpus.Article, first, now time.Time) *corpus.Article {
	if a.Format == "feed" {
		if d, err := format.Complete(a, format.Extra{Seen: first}, now); err == nil {
			return d
		}
		return a
	}
	why := "no date is stated"
	if a.Published.How != "" {
		why = a.Published.How
	}
	d := *a
	d.Published = corpus.Date{Time: first, Inferred: true, How: why + "; first seen then"}
	return &d
}

// again reports whether a page that could not be read may be had later.
func again(err error) bool {
	var e *fetch.Error
	return errors.As(err, &e) && e.Temporary
}

// bare is the error without the address, which is the item's name.
func bare(err error) error {
	var e *fetch.Error
	if errors.As(err, &e) {
		return errors.New("its page " + e.Says)
	}
	return err
}

// succeeded notes that the feed answered.
func (r *Reading) succeeded(s *feedState, fresh int) {
	h := &s.Health
	h.Checked, h.Success = r.at, r.at
	h.Failing, h.Failures, h.Reason, h.Short = time.Time{}, 0, "", ""
	if fresh > 0 {
		h.Newest = r.at
	}
	if s.Moved == "" || r.response.Moved != "" {
		s.Moved = r.response.Moved
	}
	wait := r.response.MaxAge
	if r.content != nil {
		wait = max(wait, r.content.Wait)
	}
	every := r.feed.every()
	h.Next = r.at.Add(r.spread(max(every, min(wait, feedSeldom))))
}

// failed notes that it did not.
func (r *Reading) failed(s *feedState) {
	h := &s.Health
	h.Checked = r.at
	if h.Failing.IsZero() {
		h.Failing = r.at
	}
	h.Failures++
	h.Reason, h.Short = r.failure.Error(), r.short
	wait := feedSoon << min(h.Failures-1, 10)
	limit := feedSeldom
	var e *fetch.Error
	if errors.As(r.failure, &e) {
		if e.Kind == fetch.Gone {
			wait, limit = feedGone, feedGone
		}
		if !e.Temporary { // nothing that passes in five minutes
			wait = max(wait, r.feed.every())
		}
		if e.Retry > 0 {
			wait, limit = max(wait, e.Retry), feedGone
		}
	}
	h.Next = r.at.Add(r.spread(max(min(wait, limit), min(r.feed.every(), feedSoon))))
	s.Moved = "" // the address that was given may answer again
}

// every is how often the feed is asked.
func (f *Feed) every() time.Duration {
	if f.Every > 0 {
		return f.Every
	}
	return FeedEvery
}

// spread adds up to a tenth.
func (r *Reading) spread(d time.Duration) time.Duration {
	if r.feed.Jitter == nil {
		return d
	}
	return d + time.Duration(r.feed.Jitter()*float64(d)/10)
}
