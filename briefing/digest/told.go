package digest

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A Cursor is how far a channel has been told the news of a topic.
type Cursor struct {
	// Seq is the last change of the corpus that was in a digest, or could have
	// been, At when that was. An article is news if its change is a later one
	// and it has come since: an old one that was only analysed again is not.
	Seq corpus.Seq `json:"seq"`
	At  time.Time  `json:"at,omitzero"`
	// Told is what the channel was told, oldest first. It outlives the articles.
	Told []Told `json:"told,omitempty"`
}

// Told is a development that was in a digest. Its words are not kept, but only
// hashes of its terms: an article that is taken down leaves none here.
type Told struct {
	Article corpus.ID `json:"article"`
	// Cited are all articles that it was cited from.
	Cited []corpus.ID `json:"cited,omitempty"`
	Date  string      `json:"date"` // of the digest, in UTC
	Terms []uint32    `json:"terms"`
	// Stance is what the terms do not show: whether it was denied, awaited, and its
	// numbers.
	Stance modality.Stance `json:"stance"`
	// Due is true once the channel was told that it fell due.
	Due bool `json:"due,omitempty"`
	// Origins are who had reported it by then, one for each independent origin.
	Origins []string `json:"origins,omitempty"`
}

const (
	// slack is how long an article may take from its arrival until it is stored.
	slack = time.Hour
	// keepTold is how many developments a channel's cursor remembers.
	keepTold = 400
)

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
		panic(err) // a struct of numbers, strings and times
	}
	return b
}

// hashes are the terms of a text, hashed, sorted, each once.
func hashes(text string) []uint32 {
	var list []uint32
	for _, term := range segment.Terms(nil, text) {
		h := fnv.New32a()
		h.Write([]byte(term))
		list = append(list, h.Sum32())
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// shared is the share of the smaller of two sets of terms that the larger has.
func shared(a, b []uint32) float64 {
	n := 0
	for _, t := range a {
		if _, ok := slices.BinarySearch(b, t); ok {
			n++
		}
	}
	if min(len(a), len(b)) < fewTerms {
		return 0
	}
	return float64(n) / float64(min(len(a), len(b)))
}

// same is the share of terms from which on two sentences say the same.
const same = .65

// toldAs is the place in the cursor of what says the same as the terms, -1 if the
// channel was told nothing of the kind. A short sentence inside a long one counts
// only where it is a good part of it.
func (c *Cursor) toldAs(terms []uint32, stance modality.Stance) int {
	best, most := -1, same
	for i, t := range c.Told {
		if s := shared(t.Terms, terms); s >= most && stance.Agrees(t.Stance) && 2*len(terms) <= 5*len(t.Terms) && 2*len(t.Terms) <= 5*len(terms) {
			best, most = i, s
		}
	}
	return best
}

// toldDue reports whether the channel was told that what is expected in these terms
// fell due.
func (c *Cursor) toldDue(terms []uint32) bool {
	return slices.ContainsFunc(c.Told, func(t Told) bool { return t.Due && shared(t.Terms, terms) >= same })
}

// cites reports whether what was told was cited from the article.
func (t *Told) cites(article corpus.ID) bool {
	return t.Article == article || slices.Contains(t.Cited, article)
}

// toldOf is the place in the cursor of a sentence of an article, by its terms, -1 if
// the channel was not told it.
func (c *Cursor) toldOf(article corpus.ID, terms []uint32) int {
	return slices.IndexFunc(c.Told, func(t Told) bool { return t.Article == article && shared(t.Terms, terms) >= .9 })
}

// record notes that the claims of a digest were told.
func (c *Cursor) record(claims []briefing.Claim, origins func(*briefing.Claim) []string, now time.Time) {
	c.Told = slices.Clone(c.Told)
	for i := range claims {
		claim := &claims[i]
		if len(claim.Citations) == 0 || attached[claim.Section] {
			continue
		}
		t := Told{
			Article: claim.Citations[0].Article, Date: now.UTC().Format(time.DateOnly),
			Terms: hashes(lead(claim)), Stance: modality.StanceOf(lead(claim)), Origins: origins(claim),
			Due: claim.Section == briefing.FellDue,
		}
		for _, citation := range claim.Citations {
			if !slices.Contains(t.Cited, citation.Article) {
				t.Cited = append(t.Cited, citation.Article)
			}
		}
		at := c.toldAs(t.Terms, t.Stance)
		if last := claim.Citations[len(claim.Citations)-1]; at < 0 && claim.Change == briefing.SecondOrigin {
			at = c.toldOf(last.Article, hashes(last.Words)) // what it confirms
		}
		if at >= 0 {
			cited := slices.Clone(c.Told[at].Cited)
			for _, id := range t.Cited {
				if !slices.Contains(cited, id) {
					cited = append(cited, id)
				}
			}
			c.Told[at].Cited, c.Told[at].Due = cited, c.Told[at].Due || t.Due
			known := slices.Clone(c.Told[at].Origins)
			for _, o := range t.Origins {
				if !slices.Contains(known, o) {
					known = append(known, o)
				}
			}
			c.Told[at].Origins = known
			continue
		}
		c.Told = append(c.Told, t)
	}
	if extra := len(c.Told) - keepTold; extra > 0 {
		c.Told = c.Told[extra:]
	}
}

// attached are the sections that say nothing of their own that could be repeated.
var attached = map[briefing.Section]bool{briefing.Standing: true, briefing.Voices: true, briefing.More: true}

// lead is what a claim says in an article's words: those of the first citation that
// it shows or, where a model wrote it, that it rests on.
func lead(claim *briefing.Claim) string {
	if claim.Author != "" {
		return claim.Citations[0].Words
	}
	for _, p := range claim.Parts {
		if p.Cited > 0 {
			return claim.Citations[p.Cited-1].Words
		}
	}
	return claim.Citations[0].Words
}
