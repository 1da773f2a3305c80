package digest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/corpus"
)

// A Reason says why something is in a digest, or is not.
type Reason struct {
	// Article is the article that it is about, nil where the corpus has none.
	Article *corpus.Document
	// Words is the sentence that was asked for, "" where the whole article was.
	Words string
	In    bool
	// Stage is where it was decided: "corpus", "window", "sentence", "novelty",
	// "story" or "digest"; Rule says by what.
	Stage, Rule string
	// Earlier says the same, in the article Said; Told is the date of the digest
	// that told it.
	Earlier string
	Said    *corpus.Document
	Told    string
	// Story are the IDs of the articles of its story, in the order of arrival.
	Story []corpus.ID
}

// stages says where each rule belongs.
var stages = map[rule]string{
	ruleShort: "sentence", ruleLong: "sentence", ruleApart: "sentence", ruleAsks: "sentence", ruleBefore: "novelty", ruleGenre: "sentence",
	ruleSaid: "novelty", ruleFormer: "novelty", ruleTold: "novelty", ruleLittle: "novelty",
	ruleSame: "story", ruleLess: "story", ruleMany: "digest", ruleHeard: "digest", ruleIn: "digest",
}

// wanted is the share of a question's terms of which a sentence needs more to be the
// one that is asked about.
const wanted = .5

// Why says why a digest has something or has it not. What is an article's ID, or
// words of a sentence or of what happened. Of an article, every sentence is
// accounted for; of words, the sentences closest to them, the closest first.
func (d *Digest) Why(ctx context.Context, e *briefing.Engine, what string) ([]Reason, error) {
	if doc, err := e.Corpus.Document(ctx, corpus.ID(strings.TrimSpace(what))); err == nil {
		return d.whyArticle(e, doc), nil
	}
	type found struct {
		reason Reason
		share  float64
	}
	terms := hashes(what)
	var list []found
	add := func(r Reason, words string) {
		n := 0
		have := hashes(words)
		for _, t := range terms {
			if _, ok := slices.BinarySearch(have, t); ok {
				n++
			}
		}
		if share := float64(n) / float64(max(1, len(terms))); share > wanted {
			list = append(list, found{r, share})
		}
	}
	for i := range d.items {
		add(d.reason(&d.items[i]), d.items[i].words())
	}
	first := d.Brief.Question().Kind == briefing.Situation
	if len(list) == 0 {
		for _, a := range e.Corpus.Articles() {
			doc, err := e.Corpus.Document(ctx, a.ID)
			if err != nil {
				return nil, err
			}
			for _, span := range body(doc) {
				r := d.outside(e, doc)
				if first && r.Rule == "" {
					r = d.atFirst(doc, span)
				}
				if r.Rule != "" {
					r.Words = span.Of(doc.Article.Text)
					add(r, r.Words)
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b found) int { return cmp.Compare(b.share, a.share) })
	var reasons []Reason
	for _, f := range list[:min(len(list), 5)] {
		reasons = append(reasons, f.reason)
	}
	if len(reasons) == 0 {
		reasons = []Reason{{Stage: "corpus", Rule: "no article here says anything like it"}}
	}
	return reasons, nil
}

func (d *Digest) whyArticle(e *briefing.Engine, doc *corpus.Document) []Reason {
	var reasons []Reason
	for i := range d.items {
		if it := &d.items[i]; it.d.Article.ID == doc.Article.ID {
			reasons = append(reasons, d.reason(it))
		}
	}
	if len(reasons) == 0 {
		r := d.outside(e, doc)
		if r.Rule == "" && d.Brief.Question().Kind == briefing.Situation {
			for _, span := range body(doc) {
				of := d.atFirst(doc, span)
				of.Words = span.Of(doc.Article.Text)
				reasons = append(reasons, of)
			}
			if len(reasons) > 0 {
				return reasons
			}
		}
		if r.Rule == "" {
			r.Stage, r.Rule = "sentence", "nothing in it was read as the body of an article"
		}
		reasons = []Reason{r}
	}
	return reasons
}

// atFirst says whether a sentence is in the first digest of a channel, which tells
// where things stand and not what is new.
func (d *Digest) atFirst(doc *corpus.Document, span corpus.Span) Reason {
	r := Reason{Article: doc, Stage: "digest", Rule: "the first digest of a channel tells where things stand, and this is not among it"}
	for c := range d.Brief.Claims("") {
		if slices.ContainsFunc(c.Citations, func(k briefing.Citation) bool {
			return k.Article == doc.Article.ID && k.Span.Overlap(span) > 0
		}) {
			r.In, r.Rule = true, "the first digest of a channel tells where things stand, and this is part of it"
			break
		}
	}
	return r
}

// outside says why an article was not looked at, with an empty rule if it was.
func (d *Digest) outside(e *briefing.Engine, doc *corpus.Document) Reason {
	r, a := Reason{Article: doc, Stage: "window"}, doc.Article
	seq := e.Corpus.Arrived(a.ID)
	switch {
	case d.req.Topic != "" && !e.Corpus.Labelled(a.ID, d.req.Topic):
		r.Stage, r.Rule = "corpus", "its article does not belong to the topic"
	case a.Arrived.IsZero() && !d.req.Had.At.IsZero():
		r.Rule = "its source held the article already when it was added: it is new to nobody"
	case seq <= d.req.Had.Seq || !d.req.Had.At.IsZero() && a.Arrived.Before(d.req.Had.At.Add(-slack)):
		r.Rule = "its article had arrived before the last digest, which told it or left it out"
		for _, t := range d.req.Had.Told {
			if t.Article == a.ID {
				r.Told = t.Date
			}
		}
	case a.Arrived.Before(d.req.Arrived) || a.Published.Time.Before(d.req.Since):
		r.Rule = "its article is older than what was asked for"
	}
	return r
}

func (d *Digest) reason(it *item) Reason {
	r := Reason{Article: it.d, Words: it.words(), In: it.rule == ruleIn || it.rule == ruleHeard, Stage: stages[it.rule], Rule: string(it.rule)}
	switch it.rule {
	case ruleIn:
		r.Rule = kinds[it.change]
		if it.before != nil {
			r.Earlier, r.Said = it.before.words(), it.before.d
		}
	case ruleSaid:
		r.Earlier, r.Said = it.earlier.words(), it.earlier.d
		r.Rule += fmt.Sprintf(" (%.0f %% of it, by the rarity of its words)", 100*it.share)
	case ruleTold:
		r.Told = d.req.Had.Told[it.told].Date
	case ruleSame:
		r.Earlier, r.Said = it.as.words(), it.as.d
	}
	for _, a := range d.storyOf[it.story] {
		r.Story = append(r.Story, corpus.ID(a))
	}
	return r
}

// kinds are the kinds of news in words.
var kinds = map[briefing.Change]string{
	briefing.Fresh:        "no article before it said so, and no digest to this channel did",
	briefing.Updated:      "it replaces what was reported before",
	briefing.SecondOrigin: "it was told from one origin alone, and this one is independent of that",
	briefing.WalkedBack:   "it takes back what was reported before",
}
