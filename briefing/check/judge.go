package check

import (
	"cmp"
	"context"
	"slices"

	"briefbot/briefing"
	"briefbot/briefing/modality"
)

// How much is shown.
const (
	maxMatches  = 4
	maxDisputed = 8 // of words for which several people are named
	maxNearest  = 2
	maxRead     = 40  // articles that are read for words outside of quotations
	maxRanked   = 300 // statements whose nearness is measured
)

// drafted is a claim for the draft with the words found in it.
type drafted struct {
	claim briefing.Claim
	parts []Part
	own   bool // the claimed speaker's
}

// finding is a verdict that could be given, with what speaks for it.
type finding struct {
	verdict Verdict
	matches []match
}

// judge gives the verdict on one claimed quotation. The index is locked.
func (k *Checker) judge(ctx context.Context, quote string, who *asked) (*Result, error) {
	x := k.index
	c := parseClaim(quote)
	if len(c.words) == 0 {
		return nil, ErrNoWords
	}
	for _, w := range c.words {
		c.ids = append(c.ids, x.look(w.form))
	}
	r := &Result{Quote: quote, Claimed: who.given, Speaker: who.name, Meant: who.meant}
	standing, err := k.standing(ctx, &c, who)
	if err != nil {
		return nil, err
	}
	r.Articles, r.Quoted, r.AtLeast = standing.articles, standing.quoted, standing.atLeast
	if !r.AtLeast {
		r.Origins = k.engine.Origins(standing.documents)
	}

	all := x.exact(&c)
	var disowned, anothers []match
	all, disowned, anothers = avowed(all)
	edited := k.byRelation(who, slices.DeleteFunc(slices.Clone(all), func(m match) bool { return !m.edited(&c) }))
	all = slices.DeleteFunc(all, func(m match) bool { return m.edited(&c) })
	exact := k.byRelation(who, all)
	if r.Named = k.whose(who, all); len(r.Named) < 2 && !who.unknown() {
		r.Named = nil
	}
	if len(r.Named) > 0 && len(exact[own]) > 0 && len(c.words) >= disputedWords {
		matches := k.firstOfEach(who, slices.Concat(exact[own], exact[other]))
		return r, k.settle(ctx, r, &c, finding{Disputed, matches})
	}
	var near []scored
	var reported, altered, joined, alike [3][]match
	var several []match
	notHis := k.byRelation(who, disowned)
	if len(exact[own]) == 0 {
		near = x.near(&c)
		reported, altered, joined = k.inContents(who, &c)
		k.alterations(who, &c, near, &altered)
		k.joins(who, &c, near, &joined)
		alike = k.reports(who, &c, near)
		if slightly(altered[own]) {
			// A word put into one quotation; that it stands in another article is chance.
			joined[own] = slices.DeleteFunc(joined[own], match.scattered)
		} else {
			several = k.joinsSeveral(who, &c, near)
		}
	}
	var (
		asSaid    = finding{Exact, exact[own]}
		asOthers  = finding{OtherSpeaker, exact[other]}
		asNobodys = finding{Elsewhere, exact[unsaid]} // or between marks without a statement
		asEdited  = finding{Altered, edited[own]}
		asUnsaid  = finding{NotAsSaid, notHis[own]}
		asQuoted  = finding{Anothers, anothers}
		asNotHis  = finding{NotAsSaid, slices.Concat(notHis[other], notHis[unsaid])}
		inPieces  = finding{Joined, joined[own]}
		ofSeveral = finding{Joined, several}
		changed   = finding{Altered, altered[own]}
		told      = finding{ReportedOnly, reported[own]}
		toldAlike = finding{ReportedOnly, alike[own]}
		theirs    = []finding{
			{Joined, append(joined[other], joined[unsaid]...)},
			{Altered, slices.Concat(edited[other], edited[unsaid], altered[other], altered[unsaid])},
		}
		tolds = finding{Unquoted, append(reported[other], reported[unsaid]...)}
	)
	if who.unknown() {
		asOthers.verdict = Elsewhere // whose words they are not, nobody can tell
	}
	// The claimed speaker's own words and reports come before what others say;
	// without a speaker, all that is quoted comes before all that is reported.
	order := slices.Concat([]finding{asSaid, asEdited, asUnsaid, inPieces, told, asOthers, asQuoted, asNotHis, asNobodys, ofSeveral, changed}, theirs, []finding{toldAlike, tolds})
	if who.given == "" {
		order = slices.Concat([]finding{asSaid, asEdited, asQuoted, asUnsaid, asNotHis, asNobodys, inPieces, ofSeveral, changed}, theirs, []finding{told, toldAlike, tolds})
	}
	for _, f := range order {
		if f.verdict == Elsewhere && len(f.matches) == 0 && len(standing.marked) > 0 {
			r.Verdict = Elsewhere
			r.draft = standing.marked
			return r, nil
		}
		if f.verdict == Unquoted && len(standing.across) > 0 {
			break
		}
		// A report that is only like the claim yields to the words themselves.
		if f.verdict == ReportedOnly && len(f.matches) > 0 && len(f.matches[0].edits) > 0 && len(standing.plain) > 0 {
			continue
		}
		if len(f.matches) > 0 {
			return r, k.settle(ctx, r, &c, f)
		}
	}
	if len(standing.across) > 0 {
		if r.Verdict = Altered; standing.pieces > 1 {
			r.Verdict = Joined
		}
		r.draft, r.Differences = standing.across, standing.added
		return r, nil
	}
	if len(standing.told) > 0 {
		r.Verdict, r.draft = ReportedOnly, standing.told
		return r, nil
	}
	if len(standing.plain) > 0 {
		r.Verdict, r.draft = Unquoted, standing.plain
		return r, nil
	}
	r.Verdict = NotFound
	return r, k.nearest(ctx, r, &c, who, near)
}

// avowed tells matches that are their speakers' words, as the articles have it, from
// those that are not said and those that are given as somebody else's.
func avowed(matches []match) (his, disowned, anothers []match) {
	for _, m := range matches {
		switch m.said() {
		case modality.Said:
			his = append(his, m)
		case modality.Anothers:
			anothers = append(anothers, m)
		default:
			disowned = append(disowned, m)
		}
	}
	return his, disowned, anothers
}

// byRelation tells matches apart by whose statements they are.
func (k *Checker) byRelation(who *asked, matches []match) (by [3][]match) {
	for _, m := range matches {
		rel := who.of(m.unit)
		by[rel] = append(by[rel], m)
	}
	return by
}

// inContents looks for the whole claim, word by word, in what mixed and reported
// statements say. Where none of it stands between marks it is reported; where
// pieces of several fragments do, they are joined; where one does, the reporter's
// words were put between the marks.
func (k *Checker) inContents(who *asked, c *claimed) (reported, altered, joined [3][]match) {
	x := k.index
	whole := run{0, len(c.words)}
	if len(c.pieces()) != 1 {
		return
	}
	for _, n := range x.candidates(c, whole) {
		u := &x.units[n]
		if x.skips(u.page) || u.fragment >= 0 {
			continue
		}
		at := x.find(c, whole, u, 0, false)
		if at < 0 {
			continue
		}
		m := match{unit: u, share: 1}
		inside := 0
		for _, q := range u.quoted {
			if piece := (run{max(q.from, at), min(q.to, at+whole.len())}); piece.len() > 0 {
				m.parts = append(m.parts, part{u, piece})
				inside += piece.len()
			}
		}
		rel := who.of(u)
		switch {
		case len(m.parts) == 0:
			m.parts = []part{{u, run{at, at + whole.len()}}}
			reported[rel] = append(reported[rel], m)
		case inside == whole.len() && len(m.parts) == 1:
			// Only case and diacritics differ, or it would be exact.
		default:
			next := at
			for _, p := range append(m.parts, part{u, run{at + whole.len(), at + whole.len()}}) {
				if next < p.words.from {
					m.edits = append(m.edits, edit{Added, run{p.words.from, p.words.from}, run{next - at, p.words.from - at}})
				}
				next = p.words.to
			}
			if len(m.parts) > 1 {
				joined[rel] = append(joined[rel], m)
			} else {
				altered[rel] = append(altered[rel], m)
			}
		}
	}
	for _, by := range []*[3][]match{&reported, &altered, &joined} {
		for rel := range by {
			slices.SortStableFunc(by[rel], func(a, b match) int { return compareUnits(a.unit, b.unit) })
		}
	}
	return reported, altered, joined
}

// best takes the first units of a ranking that are wanted; those of the claimed
// speaker's own statements come in any case.
func (k *Checker) best(who *asked, near []scored, wanted func(*unit) bool) []*unit {
	var units []*unit
	others, owns := 0, 0
	for _, s := range near {
		if others == aligned && (owns == aligned || who.given == "") {
			break
		}
		if !wanted(s.unit) {
			continue
		}
		mine := who.given != "" && who.of(s.unit) == own
		switch {
		case mine && owns < aligned:
			owns++
		case !mine && others < aligned:
			others++
		default:
			continue
		}
		units = append(units, s.unit)
	}
	return units
}

// alterations looks for quoted words that differ from the claim's in some.
func (k *Checker) alterations(who *asked, c *claimed, near []scored, found *[3][]match) {
	for _, u := range k.best(who, near, func(u *unit) bool { return u.fragment >= 0 }) {
		a := k.index.align(c, u.words)
		shortened := false
		if a.matched < len(c.words) || a.share() < 0.5 {
			if cut, ok := k.index.cut(c, u); ok {
				a, shortened = cut, true
			}
		}
		if len(a.edits) == 0 || a.matched < len(c.words) && (len(c.words) < minAltered || !k.index.like(c, &a, alteredShare)) || a.share() < 0.5 && !shortened {
			continue
		}
		rel := who.of(u)
		found[rel] = append(found[rel], match{unit: u, parts: []part{{u, a.unit}}, edits: a.edits, share: a.share()})
	}
	for rel := range found {
		slices.SortStableFunc(found[rel], func(a, b match) int {
			return cmp.Or(cmp.Compare(b.share, a.share), compareUnits(a.unit, b.unit))
		})
	}
}

// scattered reports whether the parts are of several articles.
func (m match) scattered() bool {
	return slices.ContainsFunc(m.parts, func(p part) bool { return p.unit.page != m.unit.page })
}

// slightly reports whether the best of the altered quotations has a word or two other
// than the claim's.
func slightly(altered []match) bool {
	if len(altered) == 0 {
		return false
	}
	n := 0
	for _, e := range altered[0].edits {
		n += max(e.unit.len(), e.claim.len())
	}
	return n <= 2
}

// joins looks for a claim that is made of pieces of several fragments of one
// speaker, or of one article.
func (k *Checker) joins(who *asked, c *claimed, near []scored, found *[3][]match) {
	if len(c.words) < 2*minPiece-1 {
		return
	}
	type group struct {
		key   string
		units []*unit
	}
	var groups []*group
	index := map[string]*group{}
	for _, u := range k.best(who, near, func(u *unit) bool { return u.fragment >= 0 }) {
		key := "article\x00" + string(u.page.article.ID)
		if names := k.names(who, u.speaker()); u.speaker() != "" {
			key = names[0]
		}
		if index[key] == nil {
			index[key] = &group{key: key}
			groups = append(groups, index[key])
		}
		index[key].units = append(index[key].units, u)
	}
	for _, g := range groups {
		parts := k.index.cover(c, g.units)
		if parts == nil {
			continue
		}
		rel := who.of(parts[0].unit)
		found[rel] = append(found[rel], match{unit: parts[0].unit, parts: parts, share: 1})
	}
}

// joinsSeveral looks for a claim that is made of pieces of what several people say in one
// article.
func (k *Checker) joinsSeveral(who *asked, c *claimed, near []scored) []match {
	if len(c.words) < 2*minPiece-1 {
		return nil
	}
	var pages []*page
	units := map[*page][]*unit{}
	for _, u := range k.best(who, near, func(u *unit) bool { return u.fragment >= 0 && u.speaker() != "" }) {
		if units[u.page] == nil {
			pages = append(pages, u.page)
		}
		units[u.page] = append(units[u.page], u)
	}
	for _, p := range pages {
		if parts := k.index.cover(c, units[p]); parts != nil {
			return []match{{unit: parts[0].unit, parts: parts, share: 1}}
		}
	}
	return nil
}

// reports looks for reported words that are near the claim's.
func (k *Checker) reports(who *asked, c *claimed, near []scored) (found [3][]match) {
	if len(c.words) < minNear {
		return found
	}
	for _, u := range k.best(who, near, func(u *unit) bool { return u.fragment < 0 }) {
		a := k.index.align(c, u.words)
		if a.content < 2 || !k.index.like(c, &a, reportShare) {
			continue
		}
		if fragments, outside := touched(u, &a); len(fragments) > 0 && outside < a.matched/2 {
			continue
		}
		rel := who.of(u)
		found[rel] = append(found[rel], match{unit: u, parts: []part{{u, a.unit}}, edits: a.edits, share: a.share()})
	}
	for rel := range found {
		slices.SortStableFunc(found[rel], func(a, b match) int {
			return cmp.Or(cmp.Compare(b.share, a.share), compareUnits(a.unit, b.unit))
		})
	}
	return found
}
