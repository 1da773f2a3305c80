package briefing

import (
	"cmp"
	"math"
	"slices"

	"briefbot/briefing/entail"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/briefing/sought"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// weighedSentences is how many of the best sentences are weighed as answers.
const weighedSentences = 40

// factoid reports whether a question asks for one thing, so that the sentence that tells
// it is chosen by what was learnt.
func (a *asked) factoid() bool {
	q := &a.question
	return a.sought.Kind != sought.Nothing && !q.whether && !q.said && !q.definition && !q.confirmed && !q.latest && q.denied == "" &&
		q.wants != someStance && q.wants != someReason && !a.support.Outlets
}

// The measures of a sentence as an answer, in the order of their weights.
const (
	mBears = iota
	mNames
	mAllNames
	mContext
	mPassage
	mTold
	mWeakly
	mOpen
	mTells
	mNotTaken
	mNotClause
	mNotYear
	mNotTop
	mNotPlaced
	mNoKind
	mNoCount
	mNoPredicate
	mFits
	mCandidate
	mNear
	mVote
	mBeside
	mBest
	mCaption
	mHeadline
	mAsks
	mPronoun
	mExpected
	mLength
	mEvidence
	mLittle
	mUntold
	mPerson
	mPlace
	mTime
	mNumber
	mNoNoun
	mWithin
	mScore
	mAnswers
	mFirst
	mSupported
	mKindKnown
	mNearKnown
	mNearPerson
	mNearNumber
	mNearPlace
	mTyped
	mVerb
	mNoVerb
	mOwn
	mMissing
	mFew
	mFewLittle
	mFewScore
	mFewPassage
	measured
)

// answerMeasures are the measures of one sentence.
type answerMeasures [measured]float64

var measureNames = [measured]string{
	"bears", "names", "all names", "names around", "passage", "told", "alleged or ahead", "open", "tells", "not what is given", "not the clause", "other year",
	"not the most", "elsewhere", "not the kind", "not counted", "no predicate", "fits", "candidate", "near the kind", "votes", "beside", "all of these",
	"caption", "headline", "question", "points back", "expected", "length", "evidence", "little evidence", "untold", "somebody", "place", "time", "number", "no noun", "asked within",
	"score", "answers", "first", "supported", "kind known", "near, known", "near, person", "near, number", "near, place", "of the kind", "verb", "no verb", "own words", "missing", "few articles", "little, of few", "score, of few", "passage, of few",
}

// weighAnswers measures the best sentences as answers to a question for one thing.
func (a *asked) weighAnswers() []*sentence {
	if a.weighed != nil {
		return slices.Clone(a.weighed)
	}
	a.soft = map[[2]string]float64{}
	a.namedTerms = map[string]bool{}
	for _, name := range a.question.names {
		for t := range termSet(name) {
			a.namedTerms[t] = true
		}
	}
	n := min(len(a.found), weighedSentences)
	list := a.found[:n]
	for i := range list {
		s := &list[i]
		s.terms = s.terms[:0]
		for _, w := range s.words {
			s.terms = append(s.terms, phrase.Stem(bare(w.Word)))
		}
		s.matched = a.matches(s)
		s.candidates = a.candidatesIn(s)
	}
	vote(list)
	untold := 0.0
	if a.untold() != "" {
		untold = 1
	}
	ranked := a.candidates()
	supported, _ := a.judge()
	first := true
	for i := range ranked {
		s := &ranked[i]
		if k := slices.IndexFunc(list, func(o sentence) bool { return o.document == s.document && o.own == s.own }); k >= 0 {
			m := a.measuresOf(&list[k], untold)
			m[mScore] = s.score / max(ranked[0].score, 1e-9)
			m[mFewScore] = m[mFew] * m[mScore]
			m[mAnswers] = truth(a.answers(s) && a.tellsPredicate(s))
			m[mFirst] = truth(first && m[mAnswers] > 0)
			m[mSupported] = truth(supported)
			first = first && m[mAnswers] == 0
			list[k].answer = m
		}
	}
	a.weighed = []*sentence{}
	for i := range list {
		if a.hasSought(&list[i]) {
			a.weighed = append(a.weighed, &list[i])
		}
	}
	return slices.Clone(a.weighed)
}

// hasSought reports whether a sentence has anything that may be what is asked for beside
// what the question says already; of a thing, what may be one has no certain form.
func (a *asked) hasSought(s *sentence) bool {
	switch {
	case len(s.candidates) > 0 || a.sought.Kind == sought.Thing:
		return true
	case a.sought.Kind == sought.Person:
		return s.clause.standing != 0 || slices.ContainsFunc(s.words, func(w phrase.Token) bool { return offices[w.Fold] })
	}
	return a.hasKind(s)
}

// key is that of the best candidate of a sentence, "" without one.
func (s *sentence) key() string {
	best, _ := bestCandidate(s.candidates)
	return best.key
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func (a *asked) measuresOf(s *sentence, untold float64) *answerMeasures {
	q := &a.question
	var m answerMeasures
	m[mBears] = s.bears
	terms := segment.Terms(nil, s.own.Of(s.document.Article.Text))
	head := segment.Terms(nil, s.document.Article.Headline.Value)
	names, in, around := 0.0, 0.0, 0.0
	for _, name := range q.names {
		own := segment.Terms(nil, name)
		if len(own) == 0 || hasDate(name) {
			continue
		}
		weight := 0.0
		for _, t := range own {
			weight = max(weight, a.weights[t])
		}
		names += weight
		st := stateNamed(name)
		switch {
		case st != "" && s.namesState(st) || st == "" && a.hasName(s, terms, own):
			in += weight
			around += weight
		case nameAt(head, own) >= 0 || nameAt(s.before, own) >= 0:
			around += weight
		}
	}
	if names == 0 {
		names, in, around = 1, 1, 1
	}
	m[mNames], m[mAllNames], m[mContext] = in/names, truth(in >= names), around/names
	m[mPassage] = s.passage
	m[mTold] = truth(s.clause.standing == entail.Told)
	m[mWeakly] = truth(s.clause.standing > entail.Told)
	m[mOpen] = truth(s.clause.open && s.clause.standing == 0)
	m[mTells] = truth(s.tells)
	m[mNotTaken] = truth(!a.tellsTaken(s))
	m[mNotClause] = truth(!a.tellsClause(s))
	m[mNotYear] = truth(!a.ofYear(s))
	m[mNotTop] = truth(!a.tops(s))
	m[mNotPlaced] = truth(!a.placed(s))
	m[mNoKind] = truth(!a.hasKind(s))
	m[mNoCount] = truth(q.strictly() && !s.counts)
	m[mNoPredicate] = truth(!a.tellsPredicate(s))
	m[mFits] = s.fits
	if best, ok := bestCandidate(s.candidates); ok {
		m[mCandidate] = 1
		m[mNear], m[mVote], m[mBeside] = best.near, best.vote, best.held
		m[mBest] = best.worth()
	}
	m[mCaption] = truth(s.caption)
	m[mHeadline] = truth(s.class == clean.Headline)
	m[mAsks] = truth(s.asks)
	m[mPronoun] = truth(len(s.words) > 0 && (lonePronouns[s.words[0].Fold] || modality.Pointer(s.words[0].Fold)))
	m[mExpected] = truth(s.expected && !q.ahead)
	m[mLength] = math.Log(float64(max(len(s.words), 3)) / 20)
	m[mEvidence] = min(a.support.Evidence, 3)
	m[mLittle] = max(0, 1-a.support.Evidence)
	m[mUntold] = untold
	m[mPerson] = truth(a.sought.Kind == sought.Person)
	m[mPlace] = truth(a.sought.Kind == sought.Place)
	m[mTime] = truth(a.sought.Kind == sought.Time)
	m[mNumber] = truth(a.sought.Kind == sought.Number)
	m[mNoNoun] = truth(a.sought.Kind == sought.Thing && a.sought.Noun == "")
	m[mKindKnown] = truth(len(a.kindExamples()) > 0)
	m[mNearKnown] = m[mKindKnown] * m[mNear]
	m[mOwn], m[mMissing] = a.ownWords(s)
	if c := q.clause; c != nil {
		m[mVerb] = a.verbNear(s)
		m[mNoVerb] = truth(m[mVerb] < 0.5)
	}
	m[mTyped] = truth(m[mNear] >= 0.6)
	m[mNearPerson] = truth(a.sought.Kind == sought.Person) * m[mNear]
	m[mNearNumber] = truth(a.sought.Kind == sought.Number) * m[mNear]
	m[mNearPlace] = truth(a.sought.Kind == sought.Place) * m[mNear]
	m[mFew] = fewArticles / (fewArticles + float64(len(a.Corpus.Articles())))
	m[mFewLittle], m[mFewPassage] = m[mFew]*m[mLittle], m[mFew]*m[mPassage]
	m[mWithin] = truth(a.sought.Within)
	return &m
}

// ownWords is the share of what the question says beside its names that a sentence says
// too, in its words or in near ones, and the share of the weightiest that it does not.
func (a *asked) ownWords(s *sentence) (share, missing float64) {
	total := 0.0
	for _, t := range sortedTerms(a.weights) {
		if a.namedTerms[t] || a.dayTerms[t] || t == a.sought.Noun || yearIn(t) > 0 {
			continue
		}
		best := a.softly(s, t)
		w := max(a.weights[t], 1)
		total += w
		share += w * best
		missing = max(missing, w*(1-best)/max(a.total, 1e-9))
	}
	if total == 0 {
		return 1, 0
	}
	return share / total, missing
}

// softly is how far the words of a sentence stand for a term of the question.
func (a *asked) softly(s *sentence, t string) float64 {
	best := 0.0
	for _, own := range s.terms {
		if own == "" {
			continue
		}
		pair := [2]string{t, own}
		n, ok := a.soft[pair]
		if !ok {
			n = likeness(t, own)
			if n == 0 {
				n = softShare * a.Corpus.Alike(t, own)
			}
			a.soft[pair] = n
		}
		if best = max(best, n); best == 1 {
			break
		}
	}
	return best
}

// softShare is what the cosine with a term of the question counts for it.
const softShare = 0.7

// verbNear is how near a word of a sentence is to the verb of the question.
func (a *asked) verbNear(s *sentence) float64 {
	c := a.question.clause
	for i, w := range s.words {
		if entail.Alike(c.Verb, entail.Lemma(w.Fold)) || c.deed != nil && c.deed.tells(s.words, i) {
			return 1
		}
	}
	return a.softly(s, phrase.Stem(c.At.Of(c.Text)))
}

// worth is what a candidate counts as the one of its sentence.
func (c *candidate) worth() float64 { return c.near * (0.5 + c.vote) * (0.2 + c.held) }

func bestCandidate(list []candidate) (candidate, bool) {
	if len(list) == 0 {
		return candidate{}, false
	}
	return slices.MaxFunc(list, func(x, y candidate) int { return cmp.Or(cmp.Compare(x.worth(), y.worth()), cmp.Compare(y.key, x.key)) }), true
}

// Of an answer that was chosen by what was learnt.
const (
	likelyRight = 0.45 // the chance above which the best sentence is shown
	asWell      = 0.7  // of its score, what another may be below it that answers as well
	fitAsWell   = 8    // so many of the best would answer as well, had they what is asked for
	unsure      = 4.5  // more of it, as far as the best is not sure, among few articles
	alsoUnsure  = 0.3  // and so much of that among many
)

// byChance are the sentences that were found, those first that answer best by what was
// learnt.
func (a *asked) byChance() []sentence {
	l, list := learntChoice(), a.weighAnswers()
	slices.SortStableFunc(list, func(x, y *sentence) int { return cmp.Compare(l.score(y.answer), l.score(x.answer)) })
	found := make([]sentence, 0, len(a.found))
	for _, s := range list {
		found = append(found, *s)
	}
	for _, s := range a.found {
		if !slices.ContainsFunc(list, func(o *sentence) bool { return o.document == s.document && o.own == s.own }) {
			found = append(found, s)
		}
	}
	return found
}

// chooseLearnt takes the sentence that answers best and, of other articles, those that
// answer as well; none where it is not likely to be right.
func (a *asked) chooseLearnt() []*sentence {
	l, list := learntChoice(), a.weighAnswers()
	scores, keys, measures := make([]float64, len(list)), make([]string, len(list)), make([]*answerMeasures, len(list))
	for i, s := range list {
		scores[i], keys[i], measures[i] = l.score(s.answer), s.key(), s.answer
	}
	best, m := surety(scores, keys, measures)
	if best < 0 {
		return nil
	}
	chance := l.chance(m)
	if chance < likelyRight {
		return nil
	}
	least := scores[best] - asWell - unsure*(1-chance)*max(m[mFew], alsoUnsure)
	order := make([]int, len(list))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(scores[y], scores[x]) })
	for _, i := range order[:min(len(order), fitAsWell)] {
		if list[i].answer[mAnswers] > 0 {
			a.asGood = append(a.asGood, list[i])
		}
	}
	chosen := []*sentence{list[best]}
	for _, i := range order {
		s := list[i]
		if len(chosen) < maxAnswers && scores[i] >= least && s.answer[mAnswers] > 0 && s.caption == list[best].caption && !s.asks &&
			!slices.ContainsFunc(chosen, func(c *sentence) bool { return c.document == s.document }) {
			chosen = append(chosen, s)
		}
	}
	return chosen
}
