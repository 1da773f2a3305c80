package corpus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
)

// An Outcome says what became of one delivered article, or of a delivery that
// held none.
type Outcome string

const (
	Added     Outcome = "added"
	Updated   Outcome = "updated"   // the article was known, with another text
	Unchanged Outcome = "unchanged" // the article was known, just so
	Duplicate Outcome = "duplicate" // another item of the source holds the same article
	Refused   Outcome = "refused"   // the item could not be read
)

// A Line of an ingest's report: one delivered article, or one refused item.
type ReportLine struct {
	Item    string
	Outcome Outcome
	ID      ID
	// Detail is the headline of an article, the reason of a refusal, or what a
	// duplicate repeats.
	Detail string
}

// Ingest reads what is new at the source into the store and tells report, in
// order, what became of each item.
//
// Documents and the source's state are written in the same transaction, a batch
// at a time: an ingest that is killed goes on where it stopped and neither loses
// nor repeats an article. A refused item does not stop it. With again set, the
// source is read from the beginning and every article is analysed anew.
func Ingest(ctx context.Context, lg *slog.Logger, store Store, src Source, again bool, report func(ReportLine)) error {
	in := &ingest{store: store, src: src, report: report, notes: map[string][]byte{}, from: map[ID]string{}}
	key := "source/" + src.Name()
	var state []byte
	if !again {
		var err error
		if state, err = store.Note(ctx, key); err != nil {
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
			in.notes[key] = delivery.State
		}
		if len(in.documents) >= batchSize {
			if err := in.flush(ctx); err != nil {
				return err
			}
		}
	}
	lg.Debug("ingested", "source", src.Name())
	return in.flush(ctx)
}

// batchSize bounds the memory that an ingest holds and what a kill repeats.
const batchSize = 64

type ingest struct {
	store     Store
	src       Source
	report    func(ReportLine)
	documents []*Document
	removed   []ID
	notes     map[string][]byte
	lines     []ReportLine
	from      map[ID]string // articles of this ingest, and the item that brought each
}

// take analyses one delivery and puts its articles into the batch.
func (in *ingest) take(ctx context.Context, delivery *Delivery) error {
	if delivery.Err != nil {
		in.lines = append(in.lines, ReportLine{Item: delivery.Name, Outcome: Refused, Detail: delivery.Err.Error()})
	}
	var ids []ID
	for _, a := range delivery.Articles {
		line := ReportLine{Item: delivery.Name, ID: a.ID, Detail: a.Headline.Value}
		if first, ok := in.from[a.ID]; ok {
			line.Outcome, line.Detail = Duplicate, "the same article as "+first
			if first == delivery.Name {
				line.Detail = "the same article stands twice in it"
			}
			in.lines = append(in.lines, line)
			continue
		}
		known, err := in.store.Document(ctx, a.ID)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("ingest %s: %w", delivery.Name, err)
		}
		a.Source = in.src.Name()
		switch {
		case err != nil:
			line.Outcome = Added
		case known.Article.Sum() != a.Sum():
			line.Outcome = Updated
		default:
			line.Outcome = Unchanged
		}
		if line.Outcome == Unchanged && a.Path != known.Article.Path {
			held, err := in.holds(ctx, known.Article.Path, a.ID)
			if err != nil {
				return err
			}
			if held {
				line.Outcome, line.Detail = Duplicate, "the same article as "+known.Article.Path
				in.lines = append(in.lines, line)
				continue
			}
		}
		in.from[a.ID] = delivery.Name
		ids = append(ids, a.ID)
		in.documents = append(in.documents, Analyze(a))
		in.lines = append(in.lines, line)
	}
	return in.replaced(ctx, delivery.Name, ids)
}

// holds reports whether the item of that name still stands for the article.
func (in *ingest) holds(ctx context.Context, item string, id ID) (bool, error) {
	ids, err := in.brought(ctx, item)
	for _, known := range ids {
		if known == id {
			return true, err
		}
	}
	return false, err
}

// replaced takes out the articles that the item held when it was read before
// and holds no longer: a file that was rewritten is not two articles.
func (in *ingest) replaced(ctx context.Context, item string, ids []ID) error {
	before, err := in.brought(ctx, item)
	if err != nil {
		return err
	}
	now := map[ID]bool{}
	for _, id := range ids {
		now[id] = true
	}
	for _, id := range before {
		if _, elsewhere := in.from[id]; !now[id] && !elsewhere && len(ids) > 0 {
			in.removed = append(in.removed, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	value, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	in.notes[in.itemKey(item)] = value
	return nil
}

func (in *ingest) itemKey(item string) string { return "item/" + in.src.Name() + "/" + item }

// brought returns the articles that the item held when it was read before.
func (in *ingest) brought(ctx context.Context, item string) ([]ID, error) {
	value, err := in.store.Note(ctx, in.itemKey(item))
	if err != nil || len(value) == 0 {
		return nil, err
	}
	var ids []ID
	if err := json.NewDecoder(bytes.NewReader(value)).Decode(&ids); err != nil {
		return nil, fmt.Errorf("note of %s: %w", item, err)
	}
	return ids, nil
}

// flush writes the batch in one transaction and reports what it wrote.
func (in *ingest) flush(ctx context.Context) error {
	if len(in.documents)+len(in.removed)+len(in.notes) > 0 {
		err := in.store.Put(ctx, &Batch{Documents: in.documents, Removed: in.removed, Notes: in.notes})
		if err != nil {
			return fmt.Errorf("store the articles of %s: %w", in.src.Name(), err)
		}
	}
	for _, l := range in.lines {
		in.report(l)
	}
	in.documents, in.removed, in.lines = nil, nil, nil
	in.notes = map[string][]byte{}
	return nil
}
