package digest

import (
	"cmp"
	"slices"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/novelty"
	"briefbot/briefing/story"
	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// The knobs of a digest.
const (
	// fewTerms is how many terms a sentence needs to be news.
	fewTerms = 5
	// said is the share of a sentence, weighted by rarity, that one earlier sentence
	// has of what says nothing new. The larger, the more is told again in other
	// words.
	said = .55
	// alike is the share from which on one that differs in numbers, in a denial or in
	// what it expects is about the same thing. The larger, the fewer updates.
	alike = .5
	// little is the probability of stating a new fact below which a sentence that no
	// single earlier one says is old all the same: its parts were all there.
	little = .03
	// longLine is the length in bytes of what is told: of more nobody reads a line.
	longLine = 600
	// perOrigin, perWeight and atFirst are added to the probability of being new for
	// each further independent origin, for each thing that Evidence.Weight counts,
	// and for the first sentence of an article, half of it for the second: the news
	// comes first. The larger they are, the less novelty decides what is on top.
	perOrigin, perWeight, atFirst = .25, .1, .2
	// alsoCited is how many others that say the same are cited on the line itself.
	alsoCited = 5
	// entries is how many developments a digest has at the most, perStory how many
	// of one story.
	entries, perStory = 24, 3
)

// A rule says what became of a sentence of a new article.
type rule string

const (
	ruleShort  rule = "it has too few words to be news"
	ruleLong   rule = "it is too long to be one line"
	ruleApart  rule = "it does not stand alone: it points back, or does not name the topic"
	ruleSaid   rule = "an earlier article said it already"
	ruleFormer rule = "an earlier text of the same article said it already"
	ruleTold   rule = "a digest to this channel told it already"
	ruleLittle rule = "little in it is new: its parts were all in earlier articles"
	ruleSame   rule = "another sentence of this digest says the same"
	ruleLess   rule = "other developments of its story matter more"
	ruleMany   rule = "other developments matter more"
	ruleHeard  rule = "it is in the digest, as what somebody says on another development"
	ruleIn     rule = "it is in the digest"
)

// item is a sentence of a new article and what became of it.
type item struct {
	spot
	terms   []uint32
	rule    rule
	earlier *spot // that says the same, nil if none does
	share   float64
	near    *spot // is much like it, nil if none is
	stance  briefing.Stance
	told    int // its place in the cursor's Told, -1 if it was not told
	as      *item
	score   float64
	story   story.ID

	change briefing.Change
	before *spot  // what an update replaces, what is taken back, what has now a second origin
	also   []spot // others that say it, one for each article
}

// read looks at every sentence of the new articles.
func (c *composer) read() {
	m := c.memory()
	var day []novelty.Sentence
	for _, d := range c.new {
		for _, span := range body(d) {
			it := item{spot: spot{d, span}, told: -1}
			words := it.words()
			it.terms = hashes(words)
			it.stance = briefing.StanceOf(words)
			id, share := m.Closest(words, said, func(id string) bool { return it.stance.Agrees(c.stances[id]) })
			old := share >= said
			if p, ok := c.earlier[id]; ok && old {
				it.earlier, it.share = &p, share
			}
			it.told = c.had.toldAs(it.terms, it.stance)
			if it.told < 0 && it.earlier != nil {
				it.told = c.had.toldOf(it.earlier.d.Article.ID, hashes(it.earlier.words()))
			}
			if id, share := m.Closest(words, 0, nil); !old && share >= alike {
				if p, ok := c.earlier[id]; ok {
					it.near, it.share = &p, share
				}
			}
			switch {
			case len(it.terms) < fewTerms:
				it.rule = ruleShort
			case it.told >= 0:
				it.rule = ruleTold
			case it.earlier != nil:
				it.rule = ruleSaid
			case old:
				it.rule = ruleFormer
			case len(words) > longLine:
				it.rule = ruleLong
			case !c.Apart(words):
				it.rule = ruleApart
			case len(c.old) > 0 && it.near == nil && m.Novelty(words) < little:
				it.rule = ruleLittle
			}
			c.items = append(c.items, it)
			day = append(day, novelty.Sentence{ID: it.id(), Doc: string(d.Article.ID), Text: words})
		}
	}
	at := map[string]*item{}
	for i := range c.items {
		at[c.items[i].id()] = &c.items[i]
	}
	open := func(s novelty.Sentence) bool { return at[s.ID].rule == "" }
	for _, choice := range m.Rank(day, 4*entries, open) {
		it := &c.items[choice.At]
		it.score = choice.Score
		c.chosen = append(c.chosen, it)
	}
	for i := range c.items {
		if it := &c.items[i]; it.rule == "" && !slices.Contains(c.chosen, it) {
			it.rule = ruleMany
		}
	}
}

// rank leaves of several sentences that say the same the one that ranks first, and
// orders them by what matters: novelty, who is in it, how many origins report it.
// How often it is repeated does not count.
func (c *composer) rank() {
	var kept []*item
	for _, it := range c.chosen {
		i := slices.IndexFunc(kept, func(k *item) bool { return k.says(it) })
		if i >= 0 {
			it.rule, it.as = ruleSame, kept[i]
			continue
		}
		kept = append(kept, it)
	}
	for _, k := range kept {
		origins := []*corpus.Document{k.d}
		for i := range c.items {
			it := &c.items[i]
			if it.d == k.d || !k.says(it) || slices.ContainsFunc(k.also, func(p spot) bool { return p.d == it.d }) {
				continue
			}
			k.also = append(k.also, it.spot)
			if !slices.ContainsFunc(origins, func(o *corpus.Document) bool { return c.Copies(o, it.d) }) {
				origins = append(origins, it.d)
			}
		}
		k.score += perOrigin*float64(min(len(origins)-1, 3)) + perWeight*float64(c.Weight(k.d, k.span))
		k.score += atFirst / float64(1+slices.Index(body(k.d), k.span))
	}
	c.chosen = kept
}

// says reports whether two new sentences say the same.
func (it *item) says(other *item) bool {
	return shared(it.terms, other.terms) >= same && other.stance.Denies == it.stance.Denies && other.stance.Negated == it.stance.Negated &&
		(other.stance.Agrees(it.stance) || it.stance.Agrees(other.stance))
}

// group finds the story of each article.
func (c *composer) group() {
	c.groups = &story.Groups{Background: c.background}
	c.of = map[corpus.ID]story.ID{}
	for _, d := range append(slices.Clone(c.old), c.new...) {
		p := c.fresh.Publisher(d.Article)
		c.of[d.Article.ID] = c.groups.Update(story.Article{
			ID: string(d.Article.ID), Headline: d.Article.Headline.Value, Text: content(d),
			Outlet: p.Outlet.Name, Origin: p.Origin.Name, Published: d.Article.Published.Time,
		}).Story
	}
	for i := range c.items {
		c.items[i].story = c.storyOf(c.items[i].d)
	}
}

// storyOf is the story of an article, 0 if it has none.
func (c *composer) storyOf(d *corpus.Document) story.ID {
	s, _ := c.groups.Story(c.of[d.Article.ID])
	return s.ID
}

// stories orders the developments by the stories of their articles, and those by
// their best.
func (c *composer) stories() {
	byScore := func(a, b *item) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.d.Article.ID, b.d.Article.ID), cmp.Compare(a.span.Start, b.span.Start))
	}
	slices.SortFunc(c.chosen, byScore)
	var kept []*item
	in := map[story.ID]int{}
	for _, it := range c.chosen {
		switch {
		case len(kept) == entries && !c.everything:
			it.rule = ruleMany
		case in[it.story] == perStory && !c.everything:
			it.rule = ruleLess
		default:
			it.rule = ruleIn
			in[it.story]++
			kept = append(kept, it)
		}
	}
	best := map[story.ID]int{}
	for i, it := range kept {
		if _, ok := best[it.story]; !ok {
			best[it.story] = i
		}
	}
	slices.SortStableFunc(kept, func(a, b *item) int { return cmp.Compare(best[a.story], best[b.story]) })
	c.chosen = kept
}

// members are the articles of the stories of new articles.
func (c *composer) members() map[story.ID][]string {
	of := map[story.ID][]string{}
	for i := range c.items {
		if s, ok := c.groups.Story(c.items[i].story); ok && of[s.ID] == nil {
			of[s.ID] = s.Articles
		}
	}
	return of
}

// claims writes the entries: of each story its developments, who reports the first
// and who is heard on it; then what was expected of days that are past.
func (c *composer) claims(claims []briefing.Claim, since, now time.Time) []briefing.Claim {
	entry := 0
	if len(claims) > 0 {
		entry = 1
		for i := range claims {
			claims[i].Entry = entry
		}
	}
	for i, it := range c.chosen {
		if i == 0 || c.chosen[i-1].story != it.story {
			entry++
		}
		claim := briefing.TextClaim(briefing.Developments, it.d, it.span)
		claim.Entry, claim.Change = entry, it.change
		for _, p := range it.also[:min(len(it.also), alsoCited)] {
			claim.Citations = append(claim.Citations, cited(p))
		}
		if it.before != nil {
			claim.Citations = append(claim.Citations, cited(*it.before))
			claim.Parts = append(claim.Parts, briefing.Part{Prose: it.change.Joint()}, briefing.Part{Cited: len(claim.Citations)})
		}
		claims = append(claims, claim)
		if i == 0 || c.chosen[i-1].story != it.story {
			claims = append(claims, c.standing(it, entry))
		}
		if i+1 == len(c.chosen) || c.chosen[i+1].story != it.story {
			claims = append(claims, c.voice(it.story, entry)...)
			claims = append(claims, c.rest(it, entry)...)
		}
	}
	day := func(t time.Time) time.Time {
		return time.Date(t.UTC().Year(), t.UTC().Month(), t.UTC().Day(), 0, 0, 0, 0, time.UTC)
	}
	for _, citation := range c.FellDue(day(since), day(now)) {
		entry++
		claims = append(claims, briefing.Claim{
			Section: briefing.FellDue, Entry: entry, Citations: []briefing.Citation{citation},
			Parts: []briefing.Part{{Cited: 1}, {Prose: " – that day has passed: no source here says whether it came about."}},
		})
	}
	return claims
}

// voice is the best statement on the developments of a story that they do not show
// themselves; none where nobody is quoted.
func (c *composer) voice(of story.ID, entry int) []briefing.Claim {
	var lines []*item
	for _, it := range c.chosen {
		if it.story == of {
			lines = append(lines, it)
		}
	}
	for _, it := range lines {
		q := c.Voice(it.d, it.span)
		if q == nil || !c.isNew(it.d, q) || slices.ContainsFunc(lines, func(l *item) bool { return l.d == it.d && l.span.Overlap(q.Content) > 0 }) {
			continue
		}
		claim := briefing.StatementClaim(briefing.Voices, c.Corpus, it.d, q)
		claim.Entry = entry
		for i := range c.items {
			if heard := &c.items[i]; heard.d == it.d && heard.span.Overlap(q.Content) > 0 && heard.rule == ruleLess {
				heard.rule = ruleHeard
			}
		}
		return []briefing.Claim{claim}
	}
	return nil
}

// standing says who reports the development, and whether independently.
func (c *composer) standing(it *item, entry int) briefing.Claim {
	citations := []briefing.Citation{cited(it.spot)}
	for _, p := range it.also {
		citations = append(citations, cited(p))
	}
	if it.change == briefing.SecondOrigin {
		citations = append(citations, cited(*it.before))
	}
	return briefing.Claim{
		Section: briefing.Standing, Entry: entry, Citations: citations,
		Parts: []briefing.Part{{Prose: c.Corroborate(citations).Words()}},
	}
}

// rest counts the developments of the story that are left out.
func (c *composer) rest(it *item, entry int) []briefing.Claim {
	var citations []briefing.Citation
	n := 0
	for i := range c.items {
		if other := &c.items[i]; other.story == it.story && other.rule == ruleLess {
			n++
			if !slices.ContainsFunc(citations, func(k briefing.Citation) bool { return k.Article == other.d.Article.ID }) {
				citations = append(citations, cited(other.spot))
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []briefing.Claim{{
		Section: briefing.More, Entry: entry, Citations: citations,
		Parts: []briefing.Part{{Prose: briefing.Count(n, "other development")}},
	}}
}

// isNew reports whether a statement stands in a sentence that nothing said or told
// before.
func (c *composer) isNew(d *corpus.Document, q *corpus.Quotation) bool {
	for i := range c.items {
		if it := &c.items[i]; it.d == d && it.span.Overlap(q.Content) > 0 {
			switch it.rule {
			case ruleSaid, ruleFormer, ruleTold, ruleLittle, ruleSame:
				return false
			}
		}
	}
	return true
}

// cited is the citation of a sentence, widened until it cuts no quotation in two.
func cited(p spot) briefing.Citation {
	return briefing.TextClaim(briefing.Developments, p.d, p.span).Citations[0]
}

// body are the sentences of an article's body.
func body(d *corpus.Document) []corpus.Span { return d.Sentences(clean.Body) }

// content is the text of an article's body.
func content(d *corpus.Document) string {
	var b []byte
	for _, l := range d.Lines {
		if l.Class == clean.Body {
			b = append(append(b, l.Of(d.Article.Text)...), '\n')
		}
	}
	return string(b)
}
