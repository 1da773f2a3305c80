package story

import (
	"bytes"
	"encoding/gob"
	"fmt"
)

// state is what is kept of Groups between restarts: all that later assignments
// depend on. What can be made again from it is not in it.
type state struct {
	Version int
	Stems   []string // by number
	Seen    []uint32
	Times   []uint32
	Named   []uint32
	N       int
	Stories []storyState
	Hour    hourState
}

// An hourState is the hour that has not ended; what is kept of the rest is what
// it was before.
type hourState struct {
	Number   int64
	Stories  int
	Again    int
	Arrivals []arrivalState
}

type arrivalState struct {
	Terms        []term
	Times, Named []uint32
	Published    int64
	Said         int
}

type storyState struct {
	Articles []memberState
	Terms    []term
	Weights  []float32
	Square   float64
	Newest   int64
	Into     ID
	Size     int
	Young    []vectorState
}

type vectorState struct {
	Terms   []term
	Weights []float32
}

type memberState struct {
	ID, Outlet, Origin string
	Shingles           []uint32
}

const stateVersion = 4

// MarshalBinary writes the groups for keeping, and leaves them as they are. Groups that are read from it
// assign whatever comes next to the same stories. The background is not in it:
// it has to be the same again.
func (g *Groups) MarshalBinary() ([]byte, error) {
	g.takeBack()
	defer g.again(-1)
	s := state{stateVersion, g.words.texts, g.seen, g.times, g.named, g.n, make([]storyState, len(g.stories)), g.hour.state()}
	for i, from := range g.stories {
		to := &s.Stories[i]
		to.Square, to.Newest, to.Into = from.square, from.newest, from.into
		for _, m := range from.articles {
			to.Articles = append(to.Articles, memberState{m.id, m.outlet, m.origin, m.shingles})
		}
		to.Size = from.size
		to.Terms, to.Weights = from.sum.split()
		for _, v := range from.young {
			terms, weights := v.split()
			to.Young = append(to.Young, vectorState{terms, weights})
		}
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(&s); err != nil {
		return nil, fmt.Errorf("write the stories: %w", err)
	}
	return b.Bytes(), nil
}

// UnmarshalBinary reads what MarshalBinary wrote, in place of the groups that
// there are. The background stays. An error leaves the groups as they were.
func (g *Groups) UnmarshalBinary(data []byte) error {
	var s state
	if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s); err != nil {
		return fmt.Errorf("read the stories: %w", err)
	}
	if s.Version != stateVersion {
		return fmt.Errorf("read the stories: version %d, want %d", s.Version, stateVersion)
	}
	if len(s.Seen) > len(s.Stems) {
		return fmt.Errorf("read the stories: counts of %d stems, but %d stems", len(s.Seen), len(s.Stems))
	}
	if len(s.Times) != len(s.Seen) || len(s.Named) != len(s.Seen) {
		return fmt.Errorf("read the stories: %d, %d and %d counts of stems", len(s.Seen), len(s.Times), len(s.Named))
	}
	fresh := Groups{Background: g.Background, seen: s.Seen, times: s.Times, named: s.Named, n: s.N}
	fresh.words = lexicon{numbers: map[string]term{}, stems: map[string]term{}}
	for _, stem := range s.Stems {
		fresh.words.number(stem)
	}
	if len(fresh.words.texts) != len(s.Stems) {
		return fmt.Errorf("read the stories: a stem comes twice")
	}
	for i, from := range s.Stories {
		if from.Into < 0 || int(from.Into) > len(s.Stories) || from.Into == ID(i+1) {
			return fmt.Errorf("read the stories: story %d is part of story %d", i+1, from.Into)
		}
		to := &group{square: from.Square, newest: from.Newest, into: from.Into}
		for _, m := range from.Articles {
			to.articles = append(to.articles, member{m.ID, m.Outlet, m.Origin, m.Shingles})
		}
		var err error
		if to.sum, err = joined(from.Terms, from.Weights, len(s.Stems)); err != nil {
			return fmt.Errorf("read the stories: story %d: %w", i+1, err)
		}
		for _, w := range to.sum {
			fresh.list(w.term, i)
		}
		if from.Size < 0 {
			return fmt.Errorf("read the stories: story %d has %d articles", i+1, from.Size)
		}
		to.size = from.Size
		if n := len(from.Young); n > young || n > 0 && n != from.Size {
			return fmt.Errorf("read the stories: story %d has %d articles, and %d of them", i+1, from.Size, n)
		}
		for _, p := range from.Young {
			v, err := joined(p.Terms, p.Weights, len(s.Seen))
			if err != nil {
				return fmt.Errorf("read the stories: an article of story %d: %w", i+1, err)
			}
			to.young = append(to.young, v)
		}
		fresh.stories = append(fresh.stories, to)
	}
	for i := range fresh.stories {
		if _, of := fresh.group(ID(i + 1)); of == nil {
			return fmt.Errorf("read the stories: story %d is part of itself", i+1)
		}
	}
	h, err := s.Hour.hour(len(s.Seen), len(s.Stories))
	if err != nil {
		return fmt.Errorf("read the stories: %w", err)
	}
	fresh.hour = h
	fresh.again(-1)
	*g = fresh
	return nil
}

func (h *hour) state() hourState {
	s := hourState{Number: h.number, Stories: h.stories, Again: h.again}
	for _, a := range h.arrivals {
		k := arrivalState{Published: a.published, Said: a.said}
		for _, c := range a.counted {
			k.Terms, k.Times, k.Named = append(k.Terms, c.term), append(k.Times, c.times), append(k.Named, c.named)
		}
		s.Arrivals = append(s.Arrivals, k)
	}
	return s
}

// hour is the hour of what state gave, of terms and stories below so many.
func (s *hourState) hour(terms, stories int) (hour, error) {
	h := hour{number: s.Number, stories: s.Stories, before: map[int]group{}, again: s.Again}
	if s.Number == 0 {
		return hour{}, nil
	}
	if s.Stories < 0 || s.Stories > stories || len(s.Arrivals) > hourly {
		return hour{}, fmt.Errorf("an hour of %d articles after %d stories", len(s.Arrivals), s.Stories)
	}
	for _, k := range s.Arrivals {
		if len(k.Times) != len(k.Terms) || len(k.Named) != len(k.Terms) || k.Said < 0 || k.Said >= stories {
			return hour{}, fmt.Errorf("an article of the hour with %d, %d and %d counts in story %d", len(k.Terms), len(k.Times), len(k.Named), k.Said+1)
		}
		a := arrival{published: k.Published, said: k.Said}
		for i, t := range k.Terms {
			if int(t) >= terms || i > 0 && t <= k.Terms[i-1] || k.Times[i] == 0 {
				return hour{}, fmt.Errorf("a term of the hour out of place")
			}
			a.counted = append(a.counted, count{t, k.Times[i], k.Named[i]})
		}
		h.arrivals = append(h.arrivals, a)
	}
	return h, nil
}

// split is the vector as it is kept.
func (v vector) split() (terms []term, weights []float32) {
	for _, w := range v {
		terms, weights = append(terms, w.term), append(weights, w.w)
	}
	return terms, weights
}

// joined is the vector of what split gave, of terms below so many.
func joined(terms []term, weights []float32, stems int) (vector, error) {
	if len(terms) != len(weights) {
		return nil, fmt.Errorf("%d terms and %d weights", len(terms), len(weights))
	}
	v := make(vector, 0, len(terms))
	for i, t := range terms {
		if int(t) >= stems || i > 0 && t <= terms[i-1] {
			return nil, fmt.Errorf("a term out of place")
		}
		v = append(v, weight{t, weights[i]})
	}
	return v, nil
}
