// Package story groups articles into stories: one event, many reports of it. It
// also says how many independent origins a story has, since three reprints of
// one dispatch are one origin.
//
// Groups takes articles one by one, in the order in which they arrive, and says
// at once to which story each belongs; Regroup looks at many at once and mends
// what could not be known then.
//
// An article is a vector of its terms, weighted by how often each occurs and how
// rare it is (TF-IDF); a story is the sum of its articles' vectors; an article
// belongs to the story that its vector is closest to, if it is close enough, as
// in the single pass of Allan, Papka and Lavrenko, "On-line new event detection
// and tracking" (1998). What is close enough depends on how much is known: on
// the length of the article and the number of articles in the story. While a
// story is young, articles in it that are closer to each other than to the rest
// may turn out to be another event, which look-alikes at first hide.
//
// It imports no more than text needs; whoever knows articles hands them in.
package story

import (
	"cmp"
	"math"
	"slices"
	"time"

	"briefbot/corpus/shingle"
)

// The knobs of the single pass.
const (
	// headWords is how many words of an article are read for grouping. News says
	// first what it is about; what comes late in a long page is other news.
	headWords = 400
	// fewThreshold and manyThreshold are the cosines that an article of many
	// terms needs to join a story of one article, and of very many. The first
	// separates look-alikes; the second is lower since the sum of many vectors is
	// broader than any one of them. Between them it falls with the root of the
	// number of articles.
	fewThreshold  = .28
	manyThreshold = .08
	// halfTerms is the number of terms of an article that halves the threshold:
	// of a few words, few can be shared.
	halfTerms = 20
	// sameStory is the cosine of two stories from which on they are one. It is
	// asked whenever the number of a story's articles has doubled, from askFrom
	// on: a large event is often reported under several heads at first.
	sameStory, askFrom = .5, 4
	// stale is how long before an article was published a story's newest article
	// was, or the other way round, for their cosine to count for a part only, where
	// both dates are known.
	stale, staleCounts = 10 * 24 * time.Hour, .5
	// backgroundCounts is how many articles each one of the background counts for.
	// The more, the less it matters in which order articles arrive.
	backgroundCounts = 3.
)

// Bounds of work and memory, which have no effect on small collections.
const (
	// probes is how many of an article's heaviest terms look for stories, in
	// lists of no more than longList stories; candidates is how many of the
	// stories found are compared in full.
	probes     = 40
	longList   = 4000
	candidates = 12
	// storyTerms is how many terms a story keeps, the heaviest, once it has
	// twice as many.
	storyTerms = 2000
)

// An Article is what is known of an article.
type Article struct {
	// ID names the article; the caller sees to it that it does so once.
	ID string
	// Headline is left out where the text begins with it.
	Headline, Text string
	// Outlet is who published it, Origin who did first, where that is not the
	// outlet; "" if not known.
	Outlet, Origin string
	// Published is when, zero if not known.
	Published time.Time
}

// An ID numbers the stories from 1, in the order in which they began. A story
// keeps its number until it turns out to be part of a larger one; from then on
// its number stands for that.
type ID int

// A Story is an event and the articles that report it.
type Story struct {
	ID ID
	// Articles are in the order in which they arrived; where two stories became
	// one, those of the smaller follow those that the larger had then.
	Articles []string
}

// An Assignment says to which story an article was assigned, and why.
type Assignment struct {
	Story ID
	// New is true of the first article of a story.
	New bool
	// Similarity is the cosine of the article and the story that came closest,
	// from 0 to 1, and Needed what it had to reach for the article to belong to
	// it. Both are 0 where no story shares a rare term with the article.
	Similarity, Needed float64
	// Left is the number of the story that the article came closest to, and that it
	// turned out not to belong to, together with one or more before it, which stay
	// there: Story begins with it. 0 where that is not so.
	Left ID
	// Merged is the number of a story that has become part of Story, now that
	// this article was added; 0 for none.
	Merged ID
}

// Groups are the stories so far. The zero value has none, and is ready for use.
// The same articles in the same order give the same stories, whatever restarts
// (see MarshalBinary) lie between. It is not safe for use by several goroutines.
//
// It takes about 4 KB of memory for an article of 300 words.
type Groups struct {
	// Background says how common words are, before the articles themselves do. A
	// nil Background knows nothing, and the first articles are grouped the worse
	// for it. It must not be changed while the groups are in use.
	Background *Background

	trust   float64 // in place of backgroundCounts, if not 0
	words   lexicon
	seen    []uint32 // term → articles that have it
	prior   []uint32 // term → articles of the background that have it
	n       int      // articles
	stories []*group
	lists   [][]int32 // term → stories that have it, by position
}

// A group is a story with what articles are compared with.
type group struct {
	articles []member
	sum      vector
	square   float64 // of sum with itself, but for rounding
	size     int     // articles that sum is made of
	parts    []part  // of a young story; together they are sum
	newest   int64   // latest publication in seconds since 1970, 0 if not known
	into     ID      // the story that this one has become part of, 0 for none
}

// A member is what is kept of an article.
type member struct {
	id, outlet, origin string
	shingles           shingle.Set
}

// Update assigns an article to the story it belongs to, or begins one with it.
func (g *Groups) Update(a Article) Assignment {
	counted := g.words.count(head(&a))
	g.learn(counted)
	v, _ := g.weigh(counted)
	var published int64
	if !a.Published.IsZero() {
		published = a.Published.Unix()
	}
	best, as := g.closest(v, published, single)
	if best < 0 {
		best = len(g.stories)
		g.stories = append(g.stories, &group{})
		as.New = true
	}
	s := g.stories[best]
	s.newest = later(s.newest, published)
	g.join(best, v, 1)
	if s.size <= young {
		if at := s.place(v); s.foreign(at) {
			best, as.New, as.Left = g.leave(best, at), true, ID(best+1)
			s = g.stories[best]
		}
	}
	s.settle()
	as.Story = ID(best + 1)
	s.articles = append(s.articles, member{a.ID, a.Outlet, a.Origin, shingle.Of(a.Text)})
	if n := s.size; n >= askFrom && n&(n-1) == 0 {
		as.Story, as.Merged = g.unite(best)
	}
	return as
}

// unite makes one of the story at that position and the one closest to it, if
// they are close enough. It returns the number of the larger, the older of equal
// ones, and that of the other, 0 if they stay apart.
func (g *Groups) unite(at int) (ID, ID) {
	s := g.stories[at]
	best, most := -1, 0.
	for _, i := range g.candidates(s.sum) {
		if o := g.stories[i]; int(i) != at {
			if x := s.sum.dot(o.sum) / math.Sqrt(s.square*o.square); x > most {
				best, most = int(i), x
			}
		}
	}
	if most < sameStory {
		return ID(at + 1), 0
	}
	keep, gone := min(at, best), max(at, best)
	if len(g.stories[gone].articles) > len(g.stories[keep].articles) {
		keep, gone = gone, keep
	}
	k, o := g.stories[keep], g.stories[gone]
	for _, w := range o.sum {
		g.unlist(w.term, gone)
	}
	k.articles = append(k.articles, o.articles...)
	k.newest = later(k.newest, o.newest)
	sum, size := o.sum, o.size
	k.parts = append(k.parts, o.parts...)
	*o = group{into: ID(keep + 1)}
	g.join(keep, sum, size)
	k.settle()
	return ID(keep + 1), ID(gone + 1)
}

// later is the later of two times of which 0 is not known.
func later(a, b int64) int64 {
	if a == 0 || b != 0 && b > a {
		return b
	}
	return a
}

// group is the story that the number stands for, nil where there is none.
func (g *Groups) group(id ID) (ID, *group) {
	for range g.stories { // a bound, whatever the state was that was read
		if id < 1 || int(id) > len(g.stories) {
			break
		}
		s := g.stories[id-1]
		if s.into == 0 {
			return id, s
		}
		id = s.into
	}
	return 0, nil
}

// Story returns the story that the number stands for. It reports false where
// there is none.
func (g *Groups) Story(id ID) (Story, bool) {
	id, of := g.group(id)
	if of == nil {
		return Story{}, false
	}
	s := Story{ID: id}
	for _, m := range of.articles {
		s.Articles = append(s.Articles, m.id)
	}
	return s, true
}

// Len is the number of the newest story.
func (g *Groups) Len() int { return len(g.stories) }

// learn counts the article's terms into the frequencies.
func (g *Groups) learn(counted []count) {
	g.n++
	for _, c := range counted {
		for int(c.term) >= len(g.seen) {
			g.seen = append(g.seen, 0)
		}
		g.seen[c.term]++
		for g.Background != nil && int(c.term) >= len(g.prior) {
			g.prior = append(g.prior, uint32(g.Background.count(g.words.texts[len(g.prior)])))
		}
	}
}

// weigh makes the vector of an article, of length 1 unless it is empty, and
// returns the length that it had before.
func (g *Groups) weigh(counted []count) (vector, float64) {
	v := make(vector, 0, len(counted))
	var square float64
	for _, c := range counted {
		if w := (1 + math.Log(float64(c.times))) * g.rarity(c.term); w > 0 {
			v = append(v, weight{c.term, float32(w)})
			square += w * w
		}
	}
	length := math.Sqrt(square)
	v.scale(1 / length)
	return v, length
}

// rarity is the inverse document frequency of a term: among the articles seen
// and those of the background.
func (g *Groups) rarity(t term) float64 {
	n, df := float64(g.n), float64(g.seen[t])
	if g.Background != nil {
		trust := cmp.Or(g.trust, backgroundCounts)
		n += trust * float64(g.Background.articles)
		df += trust * float64(g.prior[t])
	}
	return math.Log((n + 1) / (df + .5))
}

// thresholds say how close is close enough.
type thresholds struct{ few, many, half float64 }

// single are those of the single pass.
var single = thresholds{fewThreshold, manyThreshold, halfTerms}

func (h thresholds) needed(articles, terms int) float64 {
	return (h.many + (h.few-h.many)/math.Sqrt(float64(articles))) * full(terms, h.half)
}

// closest finds the story with the largest cosine, the oldest of several, for an
// article published then (0 if not known). It returns -1 where that is not close
// enough.
func (g *Groups) closest(v vector, published int64, h thresholds) (best int, as Assignment) {
	best = -1
	most := 0.
	for _, i := range g.candidates(v) {
		s := g.stories[i]
		x := v.dot(s.sum) / math.Sqrt(s.square)
		if published != 0 && s.newest != 0 && max(published-s.newest, s.newest-published) > int64(stale/time.Second) {
			x *= staleCounts
		}
		closeness := x
		if at, y := s.nearest(v); at >= 0 {
			closeness += partCounts * (y - x)
		}
		if closeness > most {
			best, most, as.Similarity = int(i), closeness, x
		}
	}
	if best < 0 {
		return -1, as
	}
	as.Needed = h.needed(g.stories[best].size, len(v))
	if as.Similarity < as.Needed {
		return -1, as
	}
	return best, as
}

// candidates are the stories that share the most weight of rare terms with v, in
// order of their positions.
func (g *Groups) candidates(v vector) []int32 {
	rare := slices.Clone(v)
	slices.SortFunc(rare, func(a, b weight) int {
		return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.term, b.term))
	})
	shared := map[int32]float32{}
	for _, w := range rare[:min(len(rare), probes)] {
		if int(w.term) >= len(g.lists) || len(g.lists[w.term]) > longList {
			continue
		}
		for _, s := range g.lists[w.term] {
			shared[s] += w.w * w.w
		}
	}
	found := make([]int32, 0, len(shared))
	for s := range shared {
		found = append(found, s)
	}
	if len(found) > candidates {
		slices.SortFunc(found, func(a, b int32) int {
			return cmp.Or(cmp.Compare(shared[b], shared[a]), cmp.Compare(a, b))
		})
		found = found[:candidates]
	}
	slices.Sort(found)
	return found
}

// join adds the vector to the story at that position. The lists hold each story
// once for each term of its sum, neither more nor less, so that they can be made
// again from the sums.
func (g *Groups) join(at int, v vector, articles int) {
	s := g.stories[at]
	s.size += articles
	s.square += 2*v.dot(s.sum) + v.dot(v)
	s.sum = s.sum.plus(v, func(t term) { g.list(t, at) })
	if len(s.sum) >= 2*storyTerms {
		kept := s.sum.heaviest(storyTerms)
		i := 0
		for _, w := range s.sum {
			if i < len(kept) && kept[i].term == w.term {
				i++
				continue
			}
			g.unlist(w.term, at)
		}
		s.sum, s.square = kept, kept.dot(kept)
	}
}

func (g *Groups) list(t term, at int) {
	for int(t) >= len(g.lists) {
		g.lists = append(g.lists, nil)
	}
	g.lists[t] = append(g.lists[t], int32(at))
}

func (g *Groups) unlist(t term, at int) {
	l := g.lists[t]
	if k := slices.Index(l, int32(at)); k >= 0 {
		g.lists[t] = slices.Delete(l, k, k+1)
	}
}
