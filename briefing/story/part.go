package story

import (
	"math"
	"slices"
)

// The knobs of young stories.
const (
	// young is the number of articles up to which a story may turn out to be two.
	// Later on, what differs is more often another side of a long event.
	young = 9
	// partThreshold is the cosine that an article of many terms needs to join a
	// part of a story: more than for the story itself, so that the parts of two
	// look-alikes do not mix.
	partThreshold = .45
	// foreign is the cosine of a part and the rest of its story below which the
	// part is another event, foreignFrom how many articles it must have to say so,
	// and foreignRest how many the rest must: two that agree against four.
	foreign                  = .45
	foreignFrom, foreignRest = 2, 4
	// halfPart is the number of terms of a part that halves foreign.
	halfPart = 30
	// partCounts is how much the closest part of a story counts beside the whole
	// where several stories are close enough.
	partCounts = .3
)

// A part is some of a young story's articles that have more in common than a
// story must. The first report of a look-alike often joins the wrong story, since
// one article shows little of what sets its event apart; it stays a part of its
// own there, and takes leave with the next one like it.
type part struct {
	articles int
	sum      vector
	square   float64 // of sum with itself, but for rounding
}

// nearest is the part of the story that v is closest to, the first of several,
// and their cosine; -1 where no part has anything in common with v.
func (s *group) nearest(v vector) (at int, cosine float64) {
	at = -1
	for i := range s.parts {
		if x := v.dot(s.parts[i].sum) / math.Sqrt(s.parts[i].square); x > cosine {
			at, cosine = i, x
		}
	}
	return at, cosine
}

// place adds v to the part that it is close to, or begins one with it.
func (s *group) place(v vector) int {
	at, cosine := s.nearest(v)
	if at < 0 || cosine < partThreshold*full(len(v), halfTerms) {
		at = len(s.parts)
		s.parts = append(s.parts, part{})
	}
	p := &s.parts[at]
	p.articles++
	p.square += 2*v.dot(p.sum) + v.dot(v)
	p.sum = p.sum.plus(v, func(term) {})
	return at
}

// foreign reports whether that part of the story is an event of its own.
func (s *group) foreign(at int) bool {
	p := &s.parts[at]
	rest := s.size - p.articles
	if p.articles < foreignFrom || rest < foreignRest || p.articles > rest {
		return false
	}
	common := s.sum.dot(p.sum)
	square := s.square - 2*common + p.square // of the rest with itself
	if square <= 0 || p.square <= 0 {
		return false
	}
	return (common-p.square)/math.Sqrt(square*p.square) < foreign*full(len(p.sum), halfPart)
}

// full is from 0 to 1: how much of a threshold so few terms have to reach.
func full(terms int, half float64) float64 { return float64(terms) / (float64(terms) + half) }

// leave makes a story of its own of that part of a story, if it can at that
// place, and returns its position. What was said of the part's articles stands: only later ones are
// compared with the new story.
func (g *Groups) leave(from, at, place int) int {
	s := g.stories[from]
	p := s.parts[at]
	s.parts = slices.Delete(s.parts, at, at+1)
	s.sum.minus(p.sum)
	s.square = s.sum.dot(s.sum)
	s.size -= p.articles
	to := g.begin(place)
	g.stories[to].newest, g.stories[to].parts = s.newest, []part{p}
	g.join(to, p.sum, p.articles)
	return to
}

// settle forgets the parts of a story that is no longer young.
func (s *group) settle() {
	if s.size > young {
		s.parts = nil
	}
}
