package corpus

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"briefbot/corpus/clean"
)

// A Version is a text that an article had before the one it has now.
type Version struct {
	ID       ID        `json:"article"`
	Sum      Sum       `json:"sum"`
	Headline string    `json:"headline"`
	Arrived  time.Time `json:"arrived"`
	Replaced time.Time `json:"replaced"`
	Text     string    `json:"text"`
}

// A Correction says which quotations of an article are no longer in it, or are
// there in other words or from another speaker, since it was seen with another
// text or was taken down.
type Correction struct {
	// Article had the quotations, under the sum Before.
	Article ID  `json:"article"`
	Before  Sum `json:"before"`
	// Now is the article that has the new text: the same, or another where a
	// file was written anew that has no address; "" if it was taken down.
	Now      ID         `json:"now,omitempty"`
	At       time.Time  `json:"at"`
	Reworded []Reworded `json:"reworded"`
}

// Reworded is a quotation that changed: the words that stood between quotation
// marks, and who said them.
type Reworded struct {
	Before  string `json:"before"`
	Speaker string `json:"speaker,omitempty"`
	// After are the words that stand there now, "" if none do.
	After        string `json:"after,omitempty"`
	AfterSpeaker string `json:"after_speaker,omitempty"`
}

// Where versions and corrections are kept, so that those of one article, and
// those since some time, stand side by side.
const (
	versionNotes    = "version/"
	correctionNotes = "correction/"
)

// stamp orders keys by time.
func stamp(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// Versions returns the texts that the article had before, the oldest first.
func Versions(ctx context.Context, store Store, id ID) ([]Version, error) {
	var all []Version
	for note, err := range store.Notes(ctx, versionNotes+string(id)+"/") {
		var v Version
		if err == nil {
			err = json.Unmarshal(note.Value, &v)
		}
		if err != nil {
			return nil, fmt.Errorf("versions of article %s: %w", id, err)
		}
		all = append(all, v)
	}
	return all, nil
}

// Version returns the text of that sum that an article had before, or ErrNotFound.
func (c *Corpus) Version(ctx context.Context, id ID, sum Sum) (*Version, error) {
	all, err := Versions(ctx, c.store, id)
	if err != nil {
		return nil, err
	}
	for i := range all {
		if all[i].Sum == sum {
			return &all[i], nil
		}
	}
	return nil, fmt.Errorf("version %s of article %s: %w", sum, id, ErrNotFound)
}

// Corrections yields the corrections since the given time, that included, in
// order of time and then of article.
func Corrections(ctx context.Context, store Store, since time.Time) iter.Seq2[*Correction, error] {
	return func(yield func(*Correction, error) bool) {
		for note, err := range store.Notes(ctx, correctionNotes) {
			if err == nil && note.Key < correctionNotes+stamp(since) {
				continue
			}
			c := new(Correction)
			if err == nil {
				err = json.Unmarshal(note.Value, c)
			}
			if err != nil {
				yield(nil, fmt.Errorf("corrections: %w", err))
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}

// supersede notes that a text takes the place of another: the former text is kept
// where what it tells is another, and what became of its quotations where any is
// gone. It reports whether any is.
func supersede(notes map[string][]byte, before, after *Document, at time.Time) (corrected bool, err error) {
	if content(before) == content(after) {
		return false, nil
	}
	old := before.Article
	v := Version{old.ID, old.Sum(), old.Headline.Value, old.Arrived, at, old.Text}
	key := versionNotes + string(after.Article.ID) + "/" + stamp(at) + "/" + v.Sum.String()[:12]
	if notes[key], err = json.Marshal(v); err != nil {
		return false, err
	}
	c := Correction{Article: old.ID, Before: v.Sum, Now: after.Article.ID, At: at, Reworded: reworded(before, after)}
	if len(c.Reworded) == 0 {
		return false, nil
	}
	return true, c.note(notes)
}

func (c *Correction) note(notes map[string][]byte) error {
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	notes[correctionNotes+stamp(c.At)+"/"+string(c.Article)+"/"+c.Before.String()[:12]] = b
	return nil
}

// content is what an article tells, without what the page has beside it.
func content(d *Document) string {
	var b strings.Builder
	for _, l := range d.Lines {
		if l.Class == clean.Body || l.Class == clean.Caption {
			b.WriteString(l.Of(d.Article.Text))
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// uttered are words between quotation marks and who said them. Another dash,
// another apostrophe or a comma more inside the marks is no other quotation.
type uttered struct{ words, speaker, folded string }

func utterances(d *Document) []uttered {
	var all []uttered
	for _, q := range d.Quotations {
		for _, f := range q.Fragments {
			words := f.Of(d.Article.Text)
			all = append(all, uttered{words, q.Speaker, strings.Join(foldedWords(words), " ")})
		}
	}
	return all
}

// reworded compares the quotations of two texts. One whose words stand between
// quotation marks in both, from the same speaker, is the same; one of which more
// than half of the words stand in a new one is that one in other words.
func reworded(before, after *Document) []Reworded {
	now := utterances(after)
	var changed []Reworded
	stood := utterances(before)
	isNew := func(u uttered) bool {
		return !slices.ContainsFunc(stood, func(s uttered) bool { return s.folded == u.folded })
	}
	for _, u := range stood {
		if slices.ContainsFunc(now, func(n uttered) bool { return n.folded == u.folded && n.speaker == u.speaker }) {
			continue
		}
		r := Reworded{Before: u.words, Speaker: u.speaker}
		best := 0.5
		for _, n := range now {
			switch alike := likeness(u.folded, n.folded); {
			case n.folded == u.folded:
				r.After, r.AfterSpeaker, best = n.words, n.speaker, 2
			case alike > best && isNew(n):
				r.After, r.AfterSpeaker, best = n.words, n.speaker, alike
			}
		}
		changed = append(changed, r)
	}
	return changed
}

// likeness is the share of the words of the longer that the other has too, each
// as often as it stands there.
func likeness(a, b string) float64 {
	count := map[string]int{}
	words := strings.Fields(a)
	for _, w := range words {
		count[w]++
	}
	others, common := strings.Fields(b), 0
	for _, w := range others {
		if count[w] > 0 {
			count[w]--
			common++
		}
	}
	return float64(common) / float64(max(1, len(words), len(others)))
}
