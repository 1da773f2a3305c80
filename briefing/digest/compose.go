package digest

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/modality"
	"briefbot/briefing/novelty"
	"briefbot/briefing/story"
	"briefbot/corpus"
	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
)

// A Request is what a digest is to be of.
type Request struct {
	// Topic is a topic's name, "" for all articles.
	Topic string
	// Had is what the channel was told before, the zero Cursor if it had no digest.
	Had Cursor
	// Fresh asks of a channel without a digest for everything that is new since the
	// times below, and not for where things stand.
	Fresh bool
	// Arrived and Since leave out articles that arrived, or were published, before.
	Arrived, Since time.Time
	// Corrections are what became of quotations since the last digest. Of those in
	// articles that a digest to this channel cited, the digest tells first.
	Corrections []corpus.Correction
	// Versions returns the texts that an article had before the one it has now. Nil
	// stands for a corpus in which no article ever changed.
	Versions func(ctx context.Context, id corpus.ID) ([]corpus.Version, error)
	// Everything asks for what a digest leaves out as less important, too.
	Everything bool
	// Asker is whose share of a budget is spent, if anybody's.
	Asker briefing.Asker
	Now   time.Time
}

// A Reteller is a Writer that says the developments of a draft in sentences of its
// own where it can. What they are, their order, and what they cite stays.
type Reteller interface {
	Retell(ctx context.Context, e *briefing.Evidence, d *briefing.Draft) (*briefing.Draft, error)
}

// A Digest is what is new of a topic for one channel.
type Digest struct {
	Brief *briefing.Brief
	// Silent is true where there is nothing to tell. That nothing came does not mean
	// that nothing happened: whoever shows it has to say whether the sources were
	// read.
	Silent bool
	// Next is what the channel will have been told once this is posted.
	Next Cursor

	items   []item
	storyOf map[story.ID][]string // articles
	req     Request
}

// Compose writes the digest of a topic. A channel that has had none is told where
// things stand instead: a first digest of everything would be a flood.
func Compose(ctx context.Context, e *briefing.Engine, r Request) (*Digest, error) {
	seq, err := e.Corpus.Sync(ctx)
	if err != nil {
		return nil, err
	}
	d := &Digest{req: r, Next: r.Had}
	d.Next.Seq, d.Next.At = seq, r.Now.UTC().Truncate(time.Second)
	if r.Had.Seq == 0 && !r.Fresh {
		err = d.first(ctx, e, seq)
	} else {
		err = d.news(ctx, e, seq)
	}
	if err != nil {
		return nil, fmt.Errorf("digest of %s: %w", cmp.Or(r.Topic, "all articles"), err)
	}
	return d, nil
}

// first tells where things stand.
func (d *Digest) first(ctx context.Context, e *briefing.Engine, seq corpus.Seq) error {
	q := briefing.Question{Kind: briefing.Situation, Topic: d.req.Topic, Upto: seq, Asker: d.req.Asker}
	ev, err := e.Evidence(ctx, q)
	if err != nil {
		return err
	}
	if d.Brief, err = e.Answer(ctx, q); err != nil {
		return err
	}
	d.Silent = d.Brief.Abstained()
	d.record(ev)
	return nil
}

// news tells what is new.
func (d *Digest) news(ctx context.Context, e *briefing.Engine, seq corpus.Seq) error {
	r := &d.req
	q := briefing.Question{Kind: briefing.New, Topic: r.Topic, After: r.Had.Seq, Upto: seq, Since: r.Since, Arrived: r.Arrived, Asker: r.Asker}
	if !r.Had.At.IsZero() {
		q.Arrived = r.Had.At.Add(-slack)
	}
	fresh, err := e.Evidence(ctx, q)
	if err != nil {
		return err
	}
	all, err := e.Evidence(ctx, briefing.Question{Kind: briefing.Timeline, Topic: r.Topic, Upto: seq})
	if err != nil {
		return err
	}
	bg, err := story.English()
	if err != nil {
		return err
	}
	c := &composer{Evidence: all, fresh: fresh, had: &r.Had, background: bg, everything: r.Everything}
	if all.Topic != nil {
		c.query = all.Topic.Title
		for _, group := range all.Topic.Required {
			c.query += " " + strings.Join(group, " ")
		}
	}
	c.sort()
	if err := c.formerly(ctx, r.Versions, r.since()); err != nil {
		return err
	}
	c.read()
	c.rank()
	c.group()
	c.change()
	c.stories()
	claims, err := c.corrected(ctx, r.Corrections)
	if err != nil {
		return err
	}
	claims = c.claims(claims, r.since(), r.Now)
	d.items, d.storyOf = c.items, c.members()
	draft := &briefing.Draft{Question: q, Claims: claims}
	if w, ok := e.Writer.(Reteller); ok {
		if draft, err = w.Retell(ctx, fresh, draft); err != nil {
			return err
		}
	}
	if d.Brief, err = e.Verify(ctx, draft); err != nil {
		return err
	}
	d.Silent = !d.Brief.Has("")
	d.record(all)
	return nil
}

// since is when what is now new began.
func (r *Request) since() time.Time {
	for _, t := range []time.Time{r.Had.At, r.Arrived, r.Since} {
		if !t.IsZero() {
			return t
		}
	}
	return r.Now.AddDate(0, 0, -1)
}

// record notes in Next what the digest says.
func (d *Digest) record(ev *briefing.Evidence) {
	var claims []briefing.Claim
	for c := range d.Brief.Claims("") {
		claims = append(claims, *c)
	}
	d.Next.record(claims, func(c *briefing.Claim) []string {
		var origins []string
		if c.Section == briefing.FellDue {
			return nil
		}
		var counted []*corpus.Document
		for _, citation := range c.Citations {
			doc := d.Brief.Document(citation.Article)
			if doc == nil || slices.ContainsFunc(counted, func(o *corpus.Document) bool { return ev.Copies(o, doc) }) {
				continue
			}
			counted, origins = append(counted, doc), append(origins, ev.Origin(doc))
		}
		return origins
	}, d.req.Now)
}

// composer is one digest being drafted.
type composer struct {
	*briefing.Evidence // of all articles
	fresh              *briefing.Evidence
	had                *Cursor
	background         *story.Background
	query              string
	rare               func(stem string) float64 // see rarity
	everything         bool

	old, new []*corpus.Document // in the order of arrival
	earlier  map[string]spot    // what was said before, by the ID that novelty has
	stances  map[string]modality.Stance
	former   []string // what new articles said before they were edited
	items    []item   // every sentence of the new articles
	chosen   []*item  // what is told, the most important first
	groups   *story.Groups
	of       map[corpus.ID]story.ID // before stories were joined
}

// together is how far apart articles arrive that are read at the same time.
const together = time.Minute

// A spot is a sentence of an article.
type spot struct {
	d    *corpus.Document
	span corpus.Span
}

func (p spot) words() string { return p.span.Of(p.d.Article.Text) }

// matter is what the sentence says, without who said so, to whom and when: two
// people who say the same do so in other words about themselves.
func (p spot) matter() string {
	text, words := p.d.Article.Text, p.words()
	var parts []string
	for i := range p.d.Quotations {
		q := &p.d.Quotations[i]
		if q.Content.Start >= p.span.Start && q.Content.End <= p.span.End && quotation.Says(q.Cue.Of(text)) {
			parts = append(parts, q.Content.Of(text))
		}
	}
	if at := strings.LastIndex(words, ", "); at > 0 && quotation.Says(words[at:]) {
		parts = append(parts, words[:at])
	}
	for _, part := range parts {
		if 2*len(part) >= len(words) && len(hashes(part)) >= fewTerms {
			return part
		}
	}
	return words
}

func (p spot) id() string { return fmt.Sprintf("%s:%d-%d", p.d.Article.ID, p.span.Start, p.span.End) }

// sort parts the new articles from those that were there before, each in the order
// of arrival.
func (c *composer) sort() {
	documents := slices.Clone(c.Documents)
	// Feeds that are read at the same time come in any order. What is said to be
	// another outlet's goes behind that outlet's own then.
	here := map[string]bool{}
	origins := map[corpus.ID]string{} // of what is another outlet's
	for _, d := range documents {
		p := c.fresh.Publisher(d.Article)
		here[p.Outlet.Name] = true
		if p.Origin.Name != "" && p.Origin.Name != p.Outlet.Name {
			origins[d.Article.ID] = p.Origin.Name
		}
	}
	copied := map[corpus.ID]int{}
	for id, origin := range origins {
		if here[origin] {
			copied[id] = 1
		}
	}
	slices.SortFunc(documents, func(a, b *corpus.Document) int {
		x, y := a.Article, b.Article
		return cmp.Or(
			x.Arrived.Truncate(together).Compare(y.Arrived.Truncate(together)),
			cmp.Compare(copied[x.ID], copied[y.ID]),
			x.Published.Time.Compare(y.Published.Time),
			cmp.Compare(x.Source, y.Source),
			cmp.Compare(c.Corpus.Arrived(x.ID), c.Corpus.Arrived(y.ID)),
			cmp.Compare(x.ID, y.ID),
		)
	})
	for _, d := range documents {
		if c.fresh.Holds(d.Article) {
			c.new = append(c.new, d)
		} else {
			c.old = append(c.old, d)
		}
	}
	c.old = c.old[max(0, len(c.old)-maxOld):]
}

// maxOld is how many articles before the new ones are compared with, the newest.
const maxOld = 1000

// rarity says how rare a stem is: in news at large or among the sentences of these
// articles, whichever is less. The words that all of them have, the names of the
// story above all, say nothing of whether two sentences say the same.
func (c *composer) rarity() func(stem string) float64 {
	const few = 5 // up to so many sentences, how many have a stem says little
	counts, n := map[string]int{}, 0
	stems := segment.NewStemmer()
	var terms []string
	for _, d := range append(slices.Clone(c.old), c.new...) {
		for _, span := range body(d) {
			n++
			terms = stems.Terms(terms[:0], span.Of(d.Article.Text))
			slices.Sort(terms)
			for _, t := range slices.Compact(terms) {
				counts[t]++
			}
		}
	}
	return func(stem string) float64 {
		return min(c.background.Rarity(stem), math.Log((float64(n)+2*few)/(float64(counts[stem])+few)))
	}
}

// memory hears what was said before.
func (c *composer) memory() *novelty.Memory {
	c.rare = c.rarity()
	m := novelty.New(c.rare, c.query)
	c.earlier, c.stances = map[string]spot{}, map[string]modality.Stance{}
	for _, d := range c.old {
		for _, span := range body(d) {
			p := spot{d, span}
			c.earlier[p.id()] = p
			c.stances[p.id()] = modality.StanceOf(p.words())
			m.Hear(novelty.Sentence{ID: p.id(), Doc: string(d.Article.ID), Text: p.words()})
		}
	}
	for i, text := range c.former {
		id := fmt.Sprint(i) // no place has such an ID
		c.stances[id] = modality.StanceOf(text)
		m.Hear(novelty.Sentence{ID: id, Doc: "former", Text: text})
	}
	return m
}

// formerly reads the sentences of the texts that new articles had until since: what
// stood there and was edited is no news. A text that came later was told by no
// digest, and what it said is as new as the text that replaced it.
func (c *composer) formerly(ctx context.Context, versions func(context.Context, corpus.ID) ([]corpus.Version, error), since time.Time) error {
	if versions == nil {
		return nil
	}
	for _, d := range c.new {
		old, err := versions(ctx, d.Article.ID)
		if err != nil {
			return err
		}
		for _, v := range old {
			if v.Arrived.After(since) {
				continue
			}
			for paragraph := range segment.Paragraphs(v.Text) {
				for sentence := range segment.Sentences(v.Text, paragraph) {
					c.former = append(c.former, sentence.Of(v.Text))
				}
			}
		}
	}
	return nil
}
