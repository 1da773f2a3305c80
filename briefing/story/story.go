// Package story groups articles into stories: one event, many reports of it. It
// also says how many independent origins a story has, since three reprints of
// one dispatch are one origin.
//
// Groups takes articles one by one, in the order in which they arrive, and says
// at once to which story each belongs; what it learns from the articles of one
// hour does not depend on their order. Regroup looks at many at once and mends
// what could not be known then.
//
// An article is a vector of its terms, weighted by how often each occurs and how
// rare it is (TF-IDF); a story is the sum of its articles' vectors; an article
// belongs to the story that its vector is closest to, if it is close enough, as
// in the single pass of Allan, Papka and Lavrenko, "On-line new event detection
// and tracking" (1998). What is close enough depends on how much is known: on
// the length of the article and the number of articles in the story. While a
// story is young, half of its articles may turn out to be another event, which
// look-alikes at first hide: by names that the other half lacks.
//
// It imports no more than text needs; whoever knows articles hands them in.
package story

import (
	"time"

	"briefbot/corpus/shingle"
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
// It takes about 6 KB of memory for an article of 300 words while its story is young,
// and 4 KB later on.
type Groups struct {
	// Background says how common words are, before the articles themselves do. A
	// nil Background knows nothing, and the first articles are grouped the worse
	// for it. It must not be changed while the groups are in use.
	Background *Background

	trust   float64 // in place of backgroundCounts, if not 0
	words   lexicon
	seen    []uint32 // term → articles that have it
	times   []uint32 // term → how often it occurs
	named   []uint32 // term → how often as a name
	prior   []uint32 // term → articles of the background that have it
	n       int      // articles
	have    []uint8  // term → articles that have it, of those in hand; 0 between
	stories []*group
	lists   [][]int32 // term → stories that have it, by position
	hour    hour      // what has arrived since the last hour ended
}

// A group is a story with what articles are compared with.
type group struct {
	articles []member
	sum      vector
	square   float64  // of sum with itself, but for rounding
	size     int      // articles that sum is made of
	young    []vector // of its articles, of a young story; together they are sum
	newest   int64    // latest publication in seconds since 1970, 0 if not known
	into     ID       // the story that this one has become part of, 0 for none
}

// A member is what is kept of an article.
type member struct {
	id, outlet, origin string
	shingles           shingle.Set
}

// Update assigns an article to the story it belongs to, or begins one with it.
func (g *Groups) Update(a Article) Assignment {
	as := g.arrive(g.words.count(head(&a)), a.Published)
	_, s := g.group(as.Story)
	s.articles = append(s.articles, member{a.ID, a.Outlet, a.Origin, shingle.Of(a.Text)})
	return as
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
