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
	"io/fs"
	"log/slog"
	"slices"
	"sync"

	"briefbot/corpus/segment"
	"briefbot/corpus/vector"
)

// A Corpus answers questions about the documents of a store. It is safe for use
// by several goroutines.
type Corpus struct {
	store   Store
	options Options
	syncing sync.Mutex // held by the one who takes in changes
	unsaved int        // changes that no snapshot has; under syncing
	names   *nameTable // of entries' people; under syncing

	mu      sync.RWMutex
	seq     Seq
	index   newsIndex
	entries map[ID]*entry
	ordered []*Article // by ID
	people  *people
	cache   documentCache
	vectors Seq // the number of the last vectors that were taken in
}

// entry is what is held in memory of each document.
type entry struct {
	article *Article // without Text and Raw
	sum     Sum
	cuts    Sum // Document.PassageSum
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
	// Vectors know which words mean much the same, so that questions in other
	// words than the articles' are answered; nil for none. It is called when the
	// first question is asked.
	Vectors func() *vector.Table
	// Model names the model whose vectors of passages are taken from the store, ""
	// for none. Where all passages have theirs, they stand in for Vectors in what
	// is asked with a Query.Vector.
	Model string
	// Snapshot is the path of a file from which Load takes what it would
	// otherwise build, and which is written anew when much has changed; "" for
	// none. A file that is missing, damaged, or of another store or other Options
	// is made anew: nothing is in it that is not in the store.
	Snapshot string
	// Key stands for Labels, which cannot be compared: a snapshot that was made
	// under another key is not used.
	Key string
	// Log hears why a snapshot is not used; nil for silence.
	Log *slog.Logger
}

// Load opens the corpus that the store keeps.
func Load(ctx context.Context, store Store, options Options) (*Corpus, error) {
	if options.Log == nil {
		options.Log = slog.New(slog.DiscardHandler)
	}
	c := &Corpus{store: store, options: options}
	c.clear()
	if options.Snapshot != "" {
		if err := c.restore(ctx); err != nil {
			c.clear()
			if !errors.Is(err, fs.ErrNotExist) {
				options.Log.Warn("the index is built anew", "err", err)
			}
		}
	}
	_, err := c.Sync(ctx)
	return c, err
}

// clear empties the corpus.
func (c *Corpus) clear() {
	c.seq, c.index, c.entries, c.ordered = 0, newIndex(segment.NewStemmer()), map[ID]*entry{}, nil
	c.index.vectors, c.vectors = c.options.Vectors, 0
	c.names = newNameTable()
	c.people = newPeople(c.names, nil, c.options.Profiles)
}

// atOnce is how many changes are taken in together, with their documents in
// memory. Whoever reads meanwhile waits for one lot of them.
const atOnce = 256

// Sync takes in what has changed in the store since the last Sync and returns
// the number of the last change. What is asked meanwhile is answered from the
// corpus as it was, unless more than 256 documents have changed.
func (c *Corpus) Sync(ctx context.Context) (Seq, error) {
	c.syncing.Lock()
	defer c.syncing.Unlock()
	// Read first, so that the document that they are of is read behind them.
	vectors, err := c.newVectors(ctx)
	if err != nil {
		return c.seq, fmt.Errorf("follow the store: %w", err)
	}
	var lot []fetched
	taken := false
	for change, err := range c.store.Changes(ctx, c.seq) {
		var f fetched
		if err == nil {
			f, err = c.fetch(ctx, change)
		}
		if err != nil {
			c.take(lot, true)
			return c.seq, fmt.Errorf("follow the store: %w", err)
		}
		if lot = append(lot, f); len(lot) == atOnce {
			c.take(lot, false)
			lot, taken = lot[:0], true
		}
	}
	if len(lot) > 0 || taken {
		c.take(lot, true)
	}
	c.takeVectors(vectors)
	if c.options.Snapshot != "" && c.unsaved > max(atOnce, len(c.entries)/20) {
		if err := c.save(ctx); err != nil {
			c.options.Log.Warn("keep the index", "err", err)
		}
	}
	return c.seq, nil
}

// fetched is a change with what is to be held of its document; entry is nil
// where there is none any more.
type fetched struct {
	change   Change
	document *Document
	entry    *entry
}

func (c *Corpus) fetch(ctx context.Context, change Change) (fetched, error) {
	f := fetched{change: change}
	if change.Removed {
		return f, nil
	}
	d, err := c.store.Document(ctx, change.ID)
	if errors.Is(err, ErrNotFound) {
		return f, nil // it was removed since; that change follows
	} else if err != nil {
		return f, err
	}
	light := *d.Article
	light.Text, light.Raw = "", nil
	f.document = d
	f.entry = &entry{article: &light, sum: d.Article.Sum(), cuts: d.PassageSum(), arrived: change.Seq, named: c.names.name(d)}
	if c.options.Labels != nil {
		f.entry.labels = c.options.Labels(d)
	}
	return f, nil
}

// take puts a lot of changes into the corpus; with the last one, what is ordered
// over the whole corpus is made anew.
func (c *Corpus) take(lot []fetched, last bool) {
	var ordered []*Article
	var people *people
	if last {
		ordered, people = c.arrange(lot)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range lot {
		id := f.change.ID
		before := c.entries[id]
		if before != nil {
			c.index.remove(before.held)
			delete(c.entries, id)
			c.cache.drop(id)
		}
		if f.entry != nil {
			f.entry.held = c.index.add(f.document, f.entry.article)
			c.entries[id] = f.entry
			if before != nil && before.cuts == f.entry.cuts {
				f.entry.held.vectors = before.held.vectors
			}
		}
		c.seq = f.change.Seq
	}
	c.unsaved += len(lot)
	if last {
		c.index.nameOutlets()
		c.ordered, c.people = ordered, people
	}
}

// arrange makes what is ordered over the whole corpus, once it has the lot.
func (c *Corpus) arrange(lot []fetched) ([]*Article, *people) {
	changed := make(map[ID]*entry, len(lot))
	for _, f := range lot {
		changed[f.change.ID] = f.entry
	}
	var held []*entry
	for id, e := range c.entries {
		if _, ok := changed[id]; !ok {
			held = append(held, e)
		}
	}
	for _, e := range changed {
		if e != nil {
			held = append(held, e)
		}
	}
	slices.SortFunc(held, func(a, b *entry) int { return cmp.Compare(a.article.ID, b.article.ID) })
	ordered, all := make([]*Article, len(held)), make([]named, len(held))
	for i, e := range held {
		ordered[i], all[i] = e.article, e.named
	}
	return ordered, newPeople(c.names, all, c.options.Profiles)
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

// Meant returns the speakers whom somebody means who asks for one by a name, an alias
// or a role, best first: those of Resolve, but that a role comes before whoever is
// called by nothing else ("the president"), and one of just that name who never speaks
// behind others of that name who do.
func (c *Corpus) Meant(name string) []*Speaker {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.people.meant(name)
}

// Claimed returns the speakers whose words somebody may give as those of whoever is
// called so: those of Resolve, and of a role that several have ("the president") all.
func (c *Corpus) Claimed(name string) []*Speaker {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.people.claimed(name)
}

// Holders returns the people who have the role that a phrase names ("Iran’s
// foreign minister"), those with most statements first.
func (c *Corpus) Holders(role string) []*Speaker {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.people.holders(role)
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

// Alike is the cosine of the angle between the vectors of two terms, 0 where there are no
// vectors or they do not have both: "planet" and "mars" stand in like places.
func (c *Corpus) Alike(a, b string) float64 {
	if c.options.Vectors == nil {
		return 0
	}
	table := c.options.Vectors()
	x, ok := table.Lookup(a)
	y, known := table.Lookup(b)
	if !ok || !known {
		return 0
	}
	return table.Cosine(x, y)
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
