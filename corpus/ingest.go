package corpus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"briefbot/corpus/clean"
)

// An Outcome says what became of one delivered article, or of a delivery that
// held none.
type Outcome string

const (
	Added     Outcome = "added"
	Updated   Outcome = "updated"   // the article was known, with another text
	Unchanged Outcome = "unchanged" // the article was known, just so
	Duplicate Outcome = "duplicate" // another item holds the same article
	Replaced  Outcome = "replaced"  // its item holds another article now, and it was taken out
	Noted     Outcome = "noted"     // the item was read, but something is wrong with it
	Contested Outcome = "contested" // another source brought another text for the address, which stands
	Withheld  Outcome = "withheld"  // the article was taken out, and stays out
	Refused   Outcome = "refused"   // the item could not be read
)

// A Receipt says what became of one delivered article, or of an item that could
// not be read.
type Receipt struct {
	Item    string
	Outcome Outcome
	ID      ID
	// Detail is the headline of an article, the reason of a refusal, what a
	// duplicate repeats, or the name of the source whose text stands.
	Detail string
}

// An Ingester takes articles from sources into a store.
type Ingester struct {
	Log   *slog.Logger
	Store Store
	// Now is the time at which articles arrive.
	Now func() time.Time
	// People are those who are known beforehand.
	People []Profile
	// Audience is who alone is shown what the source brings, "" for everybody. What
	// everybody is shown already stays as it is.
	Audience string
	// Again reads a source from its beginning and analyses every article anew.
	Again bool
	// Report is told, in order, what became of each item.
	Report func(Receipt)
	// Progress is told, article by article, how many were looked at and how many
	// bytes of a source are done, as far as the source knows. Nil is told nothing.
	Progress func(articles int, done, of int64)
}

// Ingest reads what is new at the source.
//
// Documents and the source's state are written in the same transaction, a batch
// at a time: an ingest that is killed goes on where it stopped and neither loses
// nor repeats an article. An item that cannot be read does not stop it.
func (i *Ingester) Ingest(ctx context.Context, src Source) error {
	// Two at once would each take the other's articles for new, or for gone.
	unlock, err := i.Store.Lock(ctx, "ingest")
	if err != nil {
		return fmt.Errorf("wait for another ingest: %w", err)
	}
	defer unlock()
	in := &ingest{Ingester: i, src: src, from: map[ID]string{}, outlets: map[ID]string{}, ledger: newLedger(i.Store, src.Name())}
	key := "source/" + src.Name()
	var state []byte
	if !i.Again {
		if state, err = i.Store.Note(ctx, key); err != nil {
			return fmt.Errorf("state of source %s: %w", src.Name(), err)
		}
	}
	for delivery, err := range src.Fetch(ctx, state) {
		if err != nil {
			return errors.Join(fmt.Errorf("source %s: %w", src.Name(), err), in.flush(ctx))
		}
		if err := in.take(ctx, &delivery); err != nil {
			return err
		}
		if delivery.State != nil {
			in.ledger.notes[key] = delivery.State
		}
		if len(in.documents) >= batchSize {
			if err := in.flush(ctx); err != nil {
				return err
			}
		}
	}
	i.Log.Debug("ingested", "source", src.Name())
	return in.flush(ctx)
}

// batchSize bounds the memory that an ingest holds and what a kill repeats.
const batchSize = 64

// ingest is one source being read.
type ingest struct {
	*Ingester
	src       Source
	documents []*Document
	removed   []ID
	ledger    ledger
	receipts  []Receipt
	from      map[ID]string // articles of this ingest, and the item that brought each
	outlets   map[ID]string // of those without an address
	articles  int           // that were looked at
	done      int64         // bytes of the items before
}

// take analyses one delivery and puts its articles into the batch.
func (in *ingest) take(ctx context.Context, delivery *Delivery) error {
	if delivery.Err != nil {
		outcome := Refused
		if errors.As(delivery.Err, new(*Remark)) {
			outcome = Noted
		}
		in.receipts = append(in.receipts, Receipt{Item: delivery.Name, Outcome: outcome, Detail: delivery.Err.Error()})
	}
	if delivery.Part != nil {
		for _, id := range delivery.Part.Whole[:delivery.Part.At] {
			in.from[id] = delivery.Name // in the run before, if not in this one
		}
	}
	var ids []ID
	var fresh []*Document
	defer func() { in.done = delivery.Done }()
	for n, a := range delivery.Articles {
		if in.articles++; in.Progress != nil {
			in.Progress(in.articles, in.done+(delivery.Done-in.done)*int64(n)/int64(len(delivery.Articles)), delivery.Of)
		}
		if err := in.apart(ctx, a); err != nil {
			return fmt.Errorf("ingest %s: %w", delivery.Name, err)
		}
		line := Receipt{Item: delivery.Name, ID: a.ID, Detail: a.Headline.Value}
		if in.Audience != "" {
			switch _, err := in.Store.Document(ctx, a.ID); {
			case err == nil:
				line.Outcome = Unchanged
				in.say(delivery, line)
				continue
			case !errors.Is(err, ErrNotFound):
				return fmt.Errorf("ingest %s: %w", delivery.Name, err)
			}
			a.For(in.Audience)
			line.ID = a.ID
		}
		first, seen := in.from[a.ID]
		known, err := in.Store.Document(ctx, a.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("ingest %s: %w", delivery.Name, err)
		}
		if errors.Is(err, ErrNotFound) {
			gone, err := WasRemoved(ctx, in.Store, a.ID)
			if err != nil {
				return fmt.Errorf("ingest %s: %w", delivery.Name, err)
			}
			if gone != nil {
				line.Outcome = Withheld
				line.Detail = fmt.Sprintf("taken out on %s: %s", gone.At.UTC().Format(time.DateOnly), gone.Why)
				in.say(delivery, line)
				continue
			}
		}
		if !seen && err == nil && a.Path != known.Article.Path {
			holders, err := in.ledger.holders(ctx, a.ID)
			if err != nil {
				return err
			}
			first = known.Article.Path
			seen = slices.Contains(holders, in.ledger.item(first))
		}
		keep := false // the document that is known
		others := err == nil && delivery.Secondhand && known.Article.Source != in.src.Name()
		switch {
		case seen:
			line.Outcome, line.Detail = Duplicate, "the same article as "+first
			if first == delivery.Name {
				line.Detail = "the same article stands twice in it"
			}
		case err != nil:
			line.Outcome = Added
		case a.Teaser && !known.Article.Teaser:
			// An excerpt takes no full text away.
			line.Outcome, keep = Unchanged, true
		case others && a.Teaser && known.Article.Teaser:
			// Two excerpts are no two texts.
			line.Outcome, keep = Unchanged, true
		case others && known.Article.Sum() != a.Sum():
			// Anybody can write an address into a feed.
			line.Outcome, line.Detail = Contested, known.Article.Source
		case known.Article.Sum() != a.Sum():
			line.Outcome = Updated
		default:
			// A source that was just added knows no better when the article came.
			line.Outcome, keep = Unchanged, delivery.Backlog || others
		}
		in.say(delivery, line)
		if line.Outcome == Contested {
			continue
		}
		ids = append(ids, a.ID)
		if seen || keep {
			continue
		}
		a.Source, a.Arrived = in.src.Name(), in.Now().UTC().Truncate(time.Second)
		switch {
		case line.Outcome == Unchanged || err == nil && (delivery.Backlog || known.Article.Teaser && !a.Teaser):
			// The full text of what was known by an excerpt has not come anew.
			a.Arrived = known.Article.Arrived
		case delivery.Backlog:
			a.Arrived = time.Time{}
		}
		in.from[a.ID] = delivery.Name
		if a.URL == "" {
			in.outlets[a.ID] = a.Outlet.Value
		}
		d := Analyze(a, in.People...)
		switch {
		case line.Outcome == Unchanged:
			a.Corrected = known.Article.Corrected
		case err == nil:
			if err := in.succeed(known, d); err != nil {
				return fmt.Errorf("ingest %s: %w", delivery.Name, err)
			}
		}
		fresh = append(fresh, d)
	}
	in.documents = append(in.documents, fresh...)
	if len(ids) == 0 && delivery.Part == nil {
		return nil // what an item held that cannot be read any more is kept
	}
	h, err := in.ledger.holding(ctx, delivery, ids)
	if err != nil {
		return err
	}
	gone := h.orphans
	if h.more {
		if gone, err = in.retold(ctx, h.orphans, fresh); err != nil {
			return fmt.Errorf("ingest %s: %w", delivery.Name, err)
		}
	}
	if err := h.write(ctx, &in.ledger, gone); err != nil {
		return err
	}
	return in.orphaned(ctx, delivery, gone, fresh)
}

// retold are those of the articles that one of the fresh documents retells.
func (in *ingest) retold(ctx context.Context, ids []ID, fresh []*Document) ([]ID, error) {
	var all []ID
	for _, id := range ids {
		d, err := in.Store.Document(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue
		} else if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(fresh, func(f *Document) bool { return retold(d, f) }) {
			all = append(all, id)
		}
	}
	return all, nil
}

// say reports what became of an article.
func (in *ingest) say(delivery *Delivery, r Receipt) {
	in.receipts = append(in.receipts, r)
	if delivery.Told != nil {
		delivery.Told(r)
	}
}

// succeed puts a text in the place of another, which is kept.
func (in *ingest) succeed(before, after *Document) error {
	after.Article.Corrected = before.Article.Corrected
	var err error
	if !before.Article.Teaser { // whose words need not stand in the article
		at := in.Now().UTC().Truncate(time.Second)
		var corrected bool
		if corrected, err = supersede(in.ledger.notes, before, after, at); corrected {
			after.Article.Corrected = at
		}
	}
	if retold(before, after) {
		after.Article.Arrived = before.Article.Arrived
	}
	return err
}

// retold reports whether a text is much the same as the one it takes the place
// of, so that it is no news that it came: at least half of its sentences stood
// there before. A page whose footer changes every day is one of those.
func retold(before, after *Document) bool {
	stood := map[string]bool{}
	for _, s := range before.Sentences(clean.Body) {
		stood[s.Of(before.Article.Text)] = true
	}
	sentences, same := after.Sentences(clean.Body), 0
	for _, s := range sentences {
		if stood[s.Of(after.Article.Text)] {
			same++
		}
	}
	return len(sentences) > 0 && 2*same >= len(sentences)
}

// orphaned takes out the articles that an item held when it was read before and
// holds no longer: a file that was rewritten is not two articles. An article
// that another item holds too is kept as that item's. Of the item's fresh
// documents, one that retells an orphan came when that did.
func (in *ingest) orphaned(ctx context.Context, delivery *Delivery, orphans []ID, fresh []*Document) error {
	item := delivery.Name
	for _, id := range orphans {
		if _, delivered := in.from[id]; delivered {
			continue
		}
		d, err := in.Store.Document(ctx, id)
		if errors.Is(err, ErrNotFound) {
			continue
		} else if err != nil {
			return fmt.Errorf("ingest %s: %w", item, err)
		}
		holders, err := in.ledger.holders(ctx, id)
		if err != nil {
			return err
		}
		again := false
		for _, f := range fresh {
			if !retold(d, f) {
				continue
			}
			again = true
			if len(holders) > 0 && delivery.Secondhand {
				f.Article.Arrived = d.Article.Arrived // what the others hold stands
			} else if err := in.succeed(d, f); err != nil {
				return fmt.Errorf("ingest %s: %w", item, err)
			}
		}
		if delivery.Loose && !again {
			continue
		}
		if len(holders) == 0 {
			in.removed = append(in.removed, id)
			in.receipts = append(in.receipts, Receipt{Item: item, Outcome: Replaced, ID: id, Detail: d.Article.Headline.Value})
			continue
		}
		if d.Article.Path == "" {
			continue // it came over the network
		}
		_, d.Article.Path, _ = strings.Cut(holders[0], "\x00")
		in.documents = append(in.documents, d)
	}
	return nil
}

// flush writes the batch in one transaction and reports what it wrote.
func (in *ingest) flush(ctx context.Context) error {
	if len(in.documents)+len(in.removed)+len(in.ledger.notes) > 0 {
		err := in.Store.Put(ctx, &Batch{Documents: in.documents, Removed: in.removed, Notes: in.ledger.notes})
		if err != nil {
			return fmt.Errorf("store the articles of %s: %w", in.src.Name(), err)
		}
	}
	for _, l := range in.receipts {
		in.Report(l)
	}
	in.documents, in.removed, in.receipts = nil, nil, nil
	clear(in.ledger.notes)
	return nil
}
