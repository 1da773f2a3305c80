// Package corpus holds the articles that briefings are made from: how they are
// stored, what is found in them, and how they are searched.
//
// An article comes from a Source, is analysed by Analyze into a Document (its
// lines, passages, statements and people: all of them spans of the article's
// text) and is kept by a Store. A Corpus follows the store's changes and holds
// the index in memory; it has nothing that the store has not.
package corpus

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"briefbot/corpus/segment"
)

// A Corpus answers questions about the documents of a store. It is safe for use
// by several goroutines.
type Corpus struct {
	store   Store
	options Options

	mu      sync.RWMutex
	seq     Seq
	index   newsIndex
	entries map[ID]*entry
	ordered []*Article // by ID
	people  *people
	cache   documentCache
}

// entry is what is held in memory of each document.
type entry struct {
	article *Article // without Text and Raw
	sum     Sum
	held    *heldArticle
	named   named
	arrived Seq
	labels  []string
}

// Options are what a corpus is told beyond its articles. The zero value is fine.
type Options struct {
	// Profiles say which names are the same person where articles do not.
	Profiles []Profile
	// Labels says under which labels an article is listed: its topics.
	Labels func(*Document) []string
}

// Load opens the corpus that the store keeps.
func Load(ctx context.Context, store Store, options Options) (*Corpus, error) {
	c := &Corpus{
		store: store, options: options, index: newIndex(segment.NewStemmer()), entries: map[ID]*entry{},
		people: newPeople(nil, options.Profiles),
	}
	_, err := c.Sync(ctx)
	return c, err
}

// Sync takes in what has changed in the store since the last Sync and returns
// the number of the last change.
func (c *Corpus) Sync(ctx context.Context) (Seq, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	changed := false
	defer func() {
		if changed {
			c.arrange()
		}
	}()
	for change, err := range c.store.Changes(ctx, c.seq) {
		if err != nil {
			return c.seq, fmt.Errorf("follow the store: %w", err)
		}
		changed = true
		c.remove(change.ID)
		if !change.Removed {
			d, err := c.store.Document(ctx, change.ID)
			if err != nil && !errors.Is(err, ErrNotFound) {
				return c.seq, fmt.Errorf("follow the store: %w", err)
			}
			if err == nil { // else it was removed since; that change follows
				c.add(d, change.Seq)
			}
		}
		c.seq = change.Seq
	}
	return c.seq, nil
}

func (c *Corpus) remove(id ID) {
	e := c.entries[id]
	if e == nil {
		return
	}
	c.index.remove(e.held)
	delete(c.entries, id)
	c.cache.drop(id)
}

func (c *Corpus) add(d *Document, seq Seq) {
	light := *d.Article
	light.Text, light.Raw = "", nil
	e := &entry{article: &light, sum: d.Article.Sum(), arrived: seq}
	e.named.id = d.Article.ID
	e.named.people = d.People
	for _, q := range d.Quotations {
		e.named.speakers = append(e.named.speakers, q.Speaker)
	}
	if c.options.Labels != nil {
		e.labels = c.options.Labels(d)
	}
	e.held = c.index.add(d, &light)
	c.entries[d.Article.ID] = e
}

// arrange rebuilds what is ordered over the whole corpus.
func (c *Corpus) arrange() {
	c.ordered = c.ordered[:0:0]
	for _, e := range c.entries {
		c.ordered = append(c.ordered, e.article)
	}
	slices.SortFunc(c.ordered, func(a, b *Article) int { return cmp.Compare(a.ID, b.ID) })
	c.index.nameOutlets()
	all := make([]named, len(c.ordered))
	for i, a := range c.ordered {
		all[i] = c.entries[a.ID].named
	}
	c.people = newPeople(all, c.options.Profiles)
}

// Profiles are the people who were known beforehand.
func (c *Corpus) Profiles() []Profile { return c.options.Profiles }

// Articles returns the articles, without their texts, ordered by ID. The caller
// does not change them.
func (c *Corpus) Articles() []*Article {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.ordered
}

// Labelled reports whether the article is listed under the label; every article
// is under "".
func (c *Corpus) Labelled(id ID, label string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	e := c.entries[id]
	return e != nil && (label == "" || slices.Contains(e.labels, label))
}

// Arrived returns the number of the article's last change, 0 if the corpus does
// not hold it. An article that was only analysed again has a new one;
// Article.Arrived says when its text came.
func (c *Corpus) Arrived(id ID) Seq {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if e := c.entries[id]; e != nil {
		return e.arrived
	}
	return 0
}

// Seq is the number of the last change that the corpus has taken in.
func (c *Corpus) Seq() Seq {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.seq
}

// Document returns the document of that ID, or ErrNotFound. The caller does not
// change it.
func (c *Corpus) Document(ctx context.Context, id ID) (*Document, error) {
	c.mu.RLock()
	e := c.entries[id]
	c.mu.RUnlock()
	if e == nil {
		return nil, fmt.Errorf("article %s: %w", id, ErrNotFound)
	}
	if d := c.cache.get(id, e.sum); d != nil {
		return d, nil
	}
	d, err := c.store.Document(ctx, id)
	if err != nil {
		return nil, err
	}
	d.Article.Raw = nil // nobody who reads the corpus decodes it again
	c.cache.put(d, d.Article.Sum())
	return d, nil
}

// Resolve returns the speakers whom a name, an alias or a role may mean, best
// first: one where it is clear, several where it is ambiguous, none where the
// corpus knows nobody of that description.
func (c *Corpus) Resolve(name string) []*Speaker {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.people.resolve(name)
}

// Complete returns the speakers with statements one of whose names or roles has
// a word that begins with prefix, those with most statements first.
func (c *Corpus) Complete(prefix string) []*Speaker {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.people.complete(prefix)
}

// SpeakersOf returns whom the speaker of a statement stands for, as Resolve
// would: one person, or each of several who spoke jointly.
func (c *Corpus) SpeakersOf(q *Quotation) []*Speaker {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.people.parties(q.Speaker)
}

// Known reports whether any passage of the corpus has the term, which is one
// that segment.Terms makes.
func (c *Corpus) Known(term string) bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.index.passages.DF(term) > 0
}

// Rarity is a term's inverse document frequency over the passages: the rarer,
// the larger, and largest for a term that no passage has.
func (c *Corpus) Rarity(term string) float64 {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.index.rarity(term)
}

// Newest returns the latest date of any article, and whether it is inferred. It
// is zero where no article is dated.
func (c *Corpus) Newest() Date {
	var newest Date
	for _, a := range c.Articles() {
		if a.Published.Time.After(newest.Time) {
			newest = a.Published
		}
	}
	return newest
}
