package story

import (
	"cmp"
	"math"
	"slices"
	"time"
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
	manyThreshold = .07
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
	// named is the share of a word's occurrences that have a capital inside a
	// sentence from which on it is a name.
	named = .6
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

// assign assigns an article of those terms, published then (0 if not known). A
// story that it begins takes the place at, where that is one that nothing is in.
func (g *Groups) assign(counted []count, published int64, at int) Assignment {
	g.learn(counted)
	v, _ := g.weigh(counted)
	best, as := g.closest(v, published, single)
	if best < 0 {
		best, as.New = g.begin(at), true
	}
	g.touch(best)
	s := g.stories[best]
	s.newest = later(s.newest, published)
	g.join(best, v, 1)
	if s.size > young {
		s.young = nil
	} else if len(s.young) == s.size-1 {
		s.young = append(s.young, v)
		if some := g.foreign(s); some != nil {
			best, as.New, as.Left = g.leave(best, some, at), true, ID(best+1)
			s = g.stories[best]
		}
	}
	as.Story = ID(best + 1)
	if n := s.size; n >= askFrom && n&(n-1) == 0 {
		as.Story, as.Merged = g.unite(best)
	}
	return as
}

// begin makes a story, at the place given if there is one that nothing is in, else
// at one that nothing was said of, so that to learn an hour again and again takes up
// no more places.
func (g *Groups) begin(at int) int {
	if at >= 0 && g.vacant(at) {
		return at
	}
	for i := g.hour.stories; g.hour.number != 0 && i < len(g.stories); i++ {
		if g.vacant(i) && !g.hour.saidOf(i) {
			return i
		}
	}
	g.stories = append(g.stories, &group{})
	return len(g.stories) - 1
}

// vacant reports whether the story at that position began in this hour, and nothing
// is in it any more.
func (g *Groups) vacant(at int) bool {
	return g.hour.begun(at) && g.stories[at].size == 0 && g.stories[at].into == 0
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
	if most < sameStory || g.two(s, g.stories[best]) {
		return ID(at + 1), 0
	}
	keep, gone := min(at, best), max(at, best)
	if g.stories[gone].size > g.stories[keep].size {
		keep, gone = gone, keep
	}
	k, o := g.stories[keep], g.stories[gone]
	for _, w := range o.sum {
		g.unlist(w.term, gone)
	}
	k.articles = append(k.articles, o.articles...)
	k.newest = later(k.newest, o.newest)
	if k.size+o.size > young || len(k.young) == 0 || len(o.young) == 0 {
		k.young = nil
	} else {
		k.young = append(k.young, o.young...)
	}
	sum, size := o.sum, o.size
	*o = group{into: ID(keep + 1)}
	g.join(keep, sum, size)
	return ID(keep + 1), ID(gone + 1)
}

// later is the later of two times of which 0 is not known.
func later(a, b int64) int64 {
	if a == 0 || b != 0 && b > a {
		return b
	}
	return a
}

// learn counts the article's terms into the frequencies.
func (g *Groups) learn(counted []count) {
	g.n++
	for _, c := range counted {
		for int(c.term) >= len(g.seen) {
			g.seen, g.times, g.named = append(g.seen, 0), append(g.times, 0), append(g.named, 0)
		}
		g.seen[c.term]++
		g.times[c.term] += c.times
		g.named[c.term] += c.named
		for g.Background != nil && int(c.term) >= len(g.prior) {
			g.prior = append(g.prior, uint32(g.Background.count(g.words.texts[len(g.prior)])))
		}
	}
}

// forget takes back what learn learnt of an article.
func (g *Groups) forget(counted []count) {
	g.n--
	for _, c := range counted {
		g.seen[c.term]--
		g.times[c.term] -= c.times
		g.named[c.term] -= c.named
	}
}

// name reports whether a term is a name or number, by how it is mostly written.
func (g *Groups) name(t term) bool { return float64(g.named[t]) > named*float64(g.times[t]) }

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

// full is from 0 to 1: how much of a threshold so few terms have to reach.
func full(terms int, half float64) float64 { return float64(terms) / (float64(terms) + half) }

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
	for _, i := range g.candidates(v) {
		s := g.stories[i]
		x := v.dot(s.sum) / math.Sqrt(s.square)
		if published != 0 && s.newest != 0 && max(published-s.newest, s.newest-published) > int64(stale/time.Second) {
			x *= staleCounts
		}
		if x > as.Similarity {
			best, as.Similarity = int(i), x
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
