package corpus

import "sync"

// documentCache keeps the documents that were asked for last, so that the pages
// of one answer do not read the same article from the store again and again.
// It is safe for use by several goroutines; its zero value is empty.
type documentCache struct {
	mu   sync.Mutex
	held map[ID]cached
	ring [cachedDocuments]ID
	next int
}

// cachedDocuments bounds the cache: a few megabytes of articles, which it holds
// without what their sources delivered.
const cachedDocuments = 512

type cached struct {
	document *Document
	sum      Sum
}

// get returns the document if its text has that sum, nil if it is not held.
func (c *documentCache) get(id ID, sum Sum) *Document {
	c.mu.Lock()
	defer c.mu.Unlock()
	if held := c.held[id]; held.sum == sum {
		return held.document
	}
	return nil
}

// put adds the document in place of the one that was added longest ago.
func (c *documentCache) put(d *Document, sum Sum) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held == nil {
		c.held = map[ID]cached{}
	}
	if _, ok := c.held[d.Article.ID]; !ok {
		delete(c.held, c.ring[c.next])
		c.ring[c.next] = d.Article.ID
		c.next = (c.next + 1) % len(c.ring)
	}
	c.held[d.Article.ID] = cached{d, sum}
}

func (c *documentCache) drop(id ID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.held, id)
}
