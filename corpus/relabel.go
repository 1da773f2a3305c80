package corpus

import (
	"context"
	"errors"
)

// Relabel lists every article under what labels says of it, in place of
// Options.Labels, and all that come from now on; key stands for labels, as
// Options.Key does. Searching goes on meanwhile, under the labels there were.
func (c *Corpus) Relabel(ctx context.Context, key string, labels func(*Document) []string) error {
	c.mu.Lock()
	c.options.Labels, c.options.Key = labels, key
	sums := make(map[ID]Sum, len(c.entries))
	for id, e := range c.entries {
		sums[id] = e.sum
	}
	c.mu.Unlock()
	found := make(map[ID][]string, len(sums))
	for id := range sums {
		d, err := c.store.Document(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue // it was removed since
		} else if err != nil {
			return err
		}
		found[id] = labels(d)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for id, e := range c.entries {
		// What has come or changed meanwhile was labelled as it came.
		if under, ok := found[id]; ok && e.sum == sums[id] {
			e.labels = under
		}
	}
	c.unsaved += len(found)
	return nil
}
