package digest

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"briefbot/briefing"
	"briefbot/corpus"
)

// A Cursor is how far a channel has been told the news.
type Cursor struct {
	// Seq is the last change of the corpus that was in a digest, or could have
	// been, At when that was. An article is news if its change is a later one
	// and it has come since: an old one that was only analysed again is not.
	Seq corpus.Seq `json:"seq"`
	At  time.Time  `json:"at,omitzero"`
}

// slack is how long an article may take from its arrival until it is stored.
const slack = time.Hour

// ParseCursor reads what Marshal wrote, and nothing as the cursor of a channel
// that has had no digest.
func ParseCursor(b []byte) (c Cursor, err error) {
	if len(b) == 0 {
		return c, nil
	}
	if err := json.Unmarshal(b, &c); err != nil {
		return c, fmt.Errorf("read the digest's cursor: %w", err)
	}
	return c, nil
}

// Marshal writes the cursor for keeping.
func (c Cursor) Marshal() []byte {
	b, err := json.Marshal(c)
	if err != nil {
		panic(err) // a struct of a number and a time
	}
	return b
}

// Compose answers, topic by topic, what has come into the corpus since the
// cursor, and returns where the next digest begins. A channel that has had no
// digest is told where things stand instead: a first digest of everything would
// be a flood. Nothing is left out of a topic in which nothing is new: its brief
// says so.
func Compose(ctx context.Context, e *briefing.Engine, topics []string, since Cursor, now time.Time) ([]*briefing.Brief, Cursor, error) {
	seq, err := e.Corpus.Sync(ctx)
	if err != nil {
		return nil, since, err
	}
	var briefs []*briefing.Brief
	for _, topic := range topics {
		q := briefing.Question{Kind: briefing.New, Topic: topic, After: since.Seq, Upto: seq, Arrived: since.At.Add(-slack)}
		if since.Seq == 0 {
			q = briefing.Question{Kind: briefing.Situation, Topic: topic, Upto: seq}
		}
		b, err := e.Answer(ctx, q)
		if err != nil {
			return nil, since, fmt.Errorf("digest of %s: %w", topic, err)
		}
		briefs = append(briefs, b)
	}
	return briefs, Cursor{Seq: seq, At: now.UTC().Truncate(time.Second)}, nil
}
