package source

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"briefbot/corpus"
)

// feedVersion changes when what is remembered of a feed changes its meaning.
const feedVersion = 1

// keptEntries is how many items are remembered that are in the feed no longer: an
// item that comes back is no news. What is forgotten the store still knows by
// its address.
const keptEntries = 500

// A feedState is what is remembered of a feed between two readings. It has no
// date up to which items were seen: an item that comes late is new all the same.
type feedState struct {
	Version int    `json:"version"`
	URL     string `json:"url"` // for which all this was learned
	// Moved is where the feed is now, by permanent redirects.
	Moved    string `json:"moved,omitempty"`
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"modified,omitempty"`
	// Begun is when the feed was first read: what it held then is its backlog.
	Begun time.Time `json:"begun,omitzero"`
	// Open is how many items want their pages read again.
	Open    int    `json:"open,omitempty"`
	Health  Health `json:"health"`
	Entries []seen `json:"entries,omitempty"`
}

// Health is how a feed fares.
type Health struct {
	// Checked is when it was last asked, Success when it last answered, Newest when
	// an item last was new.
	Checked time.Time `json:"checked,omitzero"`
	Success time.Time `json:"success,omitzero"`
	Newest  time.Time `json:"newest,omitzero"`
	// Next is when it is asked again.
	Next time.Time `json:"next,omitzero"`
	// Failing is since when it does not answer, zero if it does; Failures how often
	// in a row; Reason why, as the rest of a sentence that begins with the feed's
	// name, and Short in a word or two.
	Failing  time.Time `json:"failing,omitzero"`
	Failures int       `json:"failures,omitempty"`
	Reason   string    `json:"reason,omitempty"`
	Short    string    `json:"short,omitempty"`
	// Items is how many it held when it last answered with some, Teasers how many
	// of them are excerpts without full text.
	Items   int `json:"items,omitempty"`
	Teasers int `json:"teasers,omitempty"`
	// Remark is what is wrong with a feed that is read all the same.
	Remark string `json:"remark,omitempty"`
	// Moved is where permanent redirects lead, "" if there are none.
	Moved string `json:"-"`
}

// ReadHealth reads the health out of a feed's state, which is nil for a feed that
// was never read.
func ReadHealth(state []byte) (Health, error) {
	s, err := readFeedState(state)
	s.Health.Moved = s.Moved
	return s.Health, err
}

func readFeedState(b []byte) (feedState, error) {
	var s feedState
	if len(b) == 0 {
		return s, nil
	}
	if err := json.Unmarshal(b, &s); err != nil {
		return feedState{}, fmt.Errorf("read the state: %w", err)
	}
	if s.Version != feedVersion {
		return feedState{}, nil // the store knows what it has
	}
	return s, nil
}

// A seen is an item that was seen.
type seen struct {
	// Name is the item's name for the store; it stays when the item's identifier
	// or address does not.
	Name string `json:"n"`
	// Ref, ID and Text tell the item again: the sum of its identifier, the ID that
	// its address makes, the sum of its text. "" where there is none.
	Ref  string    `json:"r,omitempty"`
	ID   corpus.ID `json:"i,omitempty"`
	Text string    `json:"t,omitempty"`
	// Sum is that of all that would be news of it, "" if it is to be read again.
	Sum string `json:"s,omitempty"`
	// First is when it was first seen, in seconds since 1970, 0 for the backlog;
	// Last when it last stood in the feed.
	First int64 `json:"f,omitempty"`
	Last  int64 `json:"l"`
	// Tries is how often its page was asked for in vain, Whole whether it was had.
	Tries int  `json:"p,omitempty"`
	Whole bool `json:"w,omitempty"`
	// Other is the source that brought another text for the item's address, which
	// stands; "" if there is none.
	Other string `json:"o,omitempty"`
}

// bound forgets the entries that were not in the feed at the time now, but for
// the keptEntries that were there last.
func (s *feedState) bound(now int64) {
	slices.SortStableFunc(s.Entries, func(a, b seen) int {
		return cmp.Or(cmp.Compare(b.Last, a.Last), cmp.Compare(a.Name, b.Name))
	})
	current := 0
	for _, e := range s.Entries {
		if e.Last == now {
			current++
		}
	}
	if limit := current + keptEntries; len(s.Entries) > limit {
		s.Entries = s.Entries[:limit]
	}
}

func (s feedState) marshal() ([]byte, error) { return json.Marshal(s) }
