package llm

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"log/slog"
	"time"

	"briefbot/corpus"
)

// Notes are where answers and what was spent are kept. A corpus.Store has them.
type Notes interface {
	Note(ctx context.Context, key string) ([]byte, error)
	Notes(ctx context.Context, prefix string) iter.Seq2[corpus.Note, error]
	Put(ctx context.Context, b *corpus.Batch) error
	Lock(ctx context.Context, name string) (unlock func(), err error)
}

// A Cache keeps models' answers under the prompts that they answer, for as long as
// Life. It holds no question in clear: keys are hashes, and what it keeps is what
// the model wrote. A nil Cache keeps nothing.
type Cache struct {
	Notes Notes
	Life  time.Duration
	Now   func() time.Time
}

const cachePrefix = "llm/answer/"

// kept is one answer in the cache.
type kept struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
}

// get returns the answer under key. An error is logged: then the model is asked.
func (c *Cache) get(ctx context.Context, log *slog.Logger, key string) (string, bool) {
	if c == nil || c.Life <= 0 {
		return "", false
	}
	data, err := c.Notes.Note(ctx, cachePrefix+key)
	var k kept
	if err == nil && data != nil {
		err = json.Unmarshal(data, &k)
	}
	if err != nil {
		log.Warn("read a kept answer", "err", err)
		return "", false
	}
	age := c.Now().Sub(k.At)
	return k.Text, data != nil && age >= 0 && age < c.Life
}

// put keeps an answer, and deletes those whose life is over.
func (c *Cache) put(ctx context.Context, log *slog.Logger, key, text string) {
	if c == nil || c.Life <= 0 {
		return
	}
	if err := c.write(ctx, key, text); err != nil {
		log.Warn("keep an answer", "err", err)
	}
}

func (c *Cache) write(ctx context.Context, key, text string) error {
	data, err := json.Marshal(kept{c.Now().UTC(), text})
	if err != nil {
		return fmt.Errorf("write an answer: %w", err)
	}
	notes := map[string][]byte{}
	for n, err := range c.Notes.Notes(ctx, cachePrefix) {
		if err != nil {
			return err
		}
		var k kept
		if json.Unmarshal(n.Value, &k) != nil || c.Now().Sub(k.At) >= c.Life {
			notes[n.Key] = nil
		}
	}
	notes[cachePrefix+key] = data
	return c.Notes.Put(ctx, &corpus.Batch{Notes: notes})
}
