package digest

import (
	"cmp"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/modality"
	"briefbot/briefing/novelty"
	"briefbot/briefing/story"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
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
	// hardly is by how much one that came later may be less like it and still be what
	// it replaces: a toll that rises by the day is reported in the same words.
	hardly = .1
	// little is the probability of stating a new fact below which a sentence that no
	// single earlier one says is old all the same: its parts were all there.
	little = .03
	// longLine is the length in bytes of what is told: of more nobody reads a line.
	longLine = 600
	// perOrigin, perWeight and atFirst are added to the probability of being new for
	// each further independent origin, for each thing that Evidence.Weight counts,
	// and for the first sentence of an article, half of it for the second: the news
	// comes first. headed is added to that of a sentence that has all that its headline
	// says beside the topic, and a share of it to others: a headline is what an editor
	// takes for the news. The larger they are, the less novelty decides what is on top.
	perOrigin, perWeight, atFirst, headed = .25, .1, .2, .4
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
	ruleAsks   rule = "it is a question, or leads to what stands below it"
	ruleGenre  rule = "its article explains or comments, and it names no day"
	ruleBefore rule = "it says itself that it was reported before"
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
	stance  modality.Stance
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
		of := genreOf(d.Article)
		for _, span := range body(d) {
			it := item{spot: spot{d, span}, told: -1}
			words := it.words()
			it.terms = hashes(words)
			it.stance = modality.StanceOf(words)
			id, share := m.Closest(words, said, func(id string) bool { return c.agrees(&it, id) })
			old := share >= said
			if p, ok := c.earlier[id]; ok && old {
				it.earlier, it.share = &p, share
			}
			it.told = c.had.toldAs(it.terms, it.stance)
			if it.told < 0 && it.earlier != nil {
				it.told = c.had.toldOf(it.earlier.d.Article.ID, hashes(it.earlier.words()))
			}
			if !old {
				it.near, it.share = c.like(m, it.matter())
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
			case strings.HasSuffix(words, "?"), strings.HasSuffix(words, ":"), pointers.MatchString(words):
				it.rule = ruleAsks
			case modality.Repeats(words):
				it.rule = ruleBefore
			case of == comments, of == explains && !namesDay(words):
				it.rule = ruleGenre
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

// agrees reports whether a sentence can say what an earlier one said: it is of its
// stance, or of another that changes nothing of it.
func (c *composer) agrees(it *item, id string) bool {
	before, same := c.stances[id], it.stance
	if same.Agrees(before) {
		return true
	}
	same.Negated, same.Awaits = before.Negated, before.Awaits
	p, ok := c.earlier[id]
	return ok && same.Agrees(before) && modality.TurnOf(it.words(), p.words()) == modality.Restated
}

// like is the earlier sentence that is much like a text, and how much: one that the
// channel was told before others, the last before those that are hardly more like
// it; nil if there is none.
func (c *composer) like(m *novelty.Memory, text string) (*spot, float64) {
	var best *spot
	told, most := false, 0.
	for _, n := range m.Near(text, alike) {
		p, ok := c.earlier[n.ID]
		if !ok {
			continue
		}
		is := c.had.toldOf(p.d.Article.ID, hashes(p.words())) >= 0
		if best == nil || is && !told || is == told && n.Share > most-hardly && p.words() != best.words() {
			best, told, most = &p, is, n.Share
		}
	}
	return best, most
}

// rank leaves of several sentences that say the same the one that ranks first, and
// orders them by what matters: novelty, who is in it, how many origins report it.
// How often it is repeated does not count.
func (c *composer) rank() {
	var kept []*item
	for _, it := range c.chosen {
		i := slices.IndexFunc(kept, func(k *item) bool { return k.says(it) || c.retells(k, it) })
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
		k.score += atFirst/float64(1+slices.Index(body(k.d), k.span)) + headed*c.headlined(k)
	}
	c.chosen = kept
}

// retells reports whether two new sentences tell the same in words of their own: each
// has, by the rarity of the words, a good part of the other's beside those of the topic.
func (c *composer) retells(it, other *item) bool {
	if !other.stance.Agrees(it.stance) && !it.stance.Agrees(other.stance) {
		return false
	}
	topic := segment.Terms(nil, c.query)
	a, b := segment.Terms(nil, it.words()), segment.Terms(nil, other.words())
	if it.d != other.d && len(it.sources()) > 0 && len(other.sources()) > 0 && !oneSource(it.spot, other.spot) {
		return false // what one says is not what another says
	}
	share := func(a, b []string) float64 {
		all, both := 0., 0.
		for _, t := range slices.Compact(slices.Sorted(slices.Values(a))) {
			if slices.Contains(topic, t) {
				continue
			}
			weight := c.rare(t)
			all += weight
			if slices.Contains(b, t) {
				both += weight
			}
		}
		return both / max(all, 1)
	}
	return share(a, b) >= retold && share(b, a) >= retold
}

// retold is the share of the words, by their rarity and but for those of the topic,
// that each of two sentences has of the other where a digest tells but one of them.
const retold = .45

// headlined is the share of what the headline of its article says beside the topic
// that a sentence says too.
func (c *composer) headlined(it *item) float64 {
	topic := hashes(c.query)
	terms := slices.DeleteFunc(hashes(it.d.Article.Headline.Value), func(t uint32) bool {
		_, ok := slices.BinarySearch(topic, t)
		return ok
	})
	if len(terms) < fewHeaded {
		return 0
	}
	return shareOf(terms, it.terms)
}

// fewHeaded is how many terms beside the topic a headline has at least that tells
// what is new.
const fewHeaded = 2

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
