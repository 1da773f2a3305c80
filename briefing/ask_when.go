package briefing

import (
	"slices"

	"briefbot/briefing/entail"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// datesDeed reports whether a date of a sentence may be that of the deed that is asked
// about, and is not that of another clause: of "said on Thursday that she would leave in
// May", May is when she leaves. Where the deed was not read, any date may be its.
func (a *asked) datesDeed(s *sentence, date corpus.Span) bool {
	at := s.clause.at
	if s.clause.standing == 0 {
		if a.question.premise == nil {
			return true
		}
		if at = a.premiseAt(s); at < 0 {
			return true
		}
	}
	clauses := a.clausesOf(s)
	own := clauseAt(s, clauses, at)
	if own < 0 {
		return true
	}
	if of := s.whenClause(clauses, date); of >= 0 {
		return of == own // "since 2018, when it withdrew"
	}
	for i, c := range clauses {
		if !slices.ContainsFunc(c.When, func(w corpus.Span) bool { return s.inText(w).Overlap(date) > 0 }) {
			continue
		}
		return i == own || i == own+1 && c.Link == "to" || len(clauses[own].When) == 0 && s.nearer(date, s.words[at], s.inText(c.At))
	}
	return len(clauses[own].When) == 0 || !slices.ContainsFunc(clauses, func(c entail.Clause) bool {
		return between(s.inText(c.At), s.words[at].Span, date)
	})
}

// whenClause is the clause that a date has behind it with "when", -1 for none.
func (s *sentence) whenClause(clauses []entail.Clause, date corpus.Span) int {
	i := slices.IndexFunc(s.words, func(w phrase.Token) bool { return w.Start >= date.End })
	if i < 0 || s.words[i].Fold != "when" {
		return -1
	}
	return slices.IndexFunc(clauses, func(c entail.Clause) bool { return s.inText(c.At).Start > s.words[i].Start })
}

// reportLeads are how many sentences an article begins with that tell its news.
const reportLeads = 5

// reportsDeed reports whether a sentence tells the deed that is asked about as the news
// of its article, whose day is the next best to that of the deed.
func (a *asked) reportsDeed(s *sentence) bool {
	q, d := &a.question, s.document
	if !s.tells || q.premise == nil || q.premise.deed.form != "" || q.premise.first || q.ahead || d.Article.Published.Time.IsZero() {
		return false
	}
	body := d.Sentences(clean.Body)
	return slices.ContainsFunc(body[:min(len(body), reportLeads)], func(l corpus.Span) bool { return l.Start == s.own.Start })
}

// dateless reports whether a question for a day is answered by no more than the days of
// the reports.
func (a *asked) dateless(claims []Claim) bool {
	if a.question.wants != sometime || len(claims) == 0 || len(a.claims) > 0 {
		return false
	}
	return !slices.ContainsFunc(a.found, func(s sentence) bool {
		return s.fits > 0 && slices.ContainsFunc(claims, func(c Claim) bool {
			return slices.ContainsFunc(c.Citations, func(at Citation) bool { return at.Article == s.document.Article.ID && at.Span.Overlap(s.own) > 0 })
		})
	})
}

// clauseAt is the clause of which word at is the verb, or stands in the object: of
// "announced her resignation" that of "announced". It is -1 for none.
func clauseAt(s *sentence, clauses []entail.Clause, at int) int {
	word := s.words[at].Span
	if i := slices.IndexFunc(clauses, func(c entail.Clause) bool { return s.inText(c.At).Start == word.Start }); i >= 0 {
		return i
	}
	return slices.IndexFunc(clauses, func(c entail.Clause) bool {
		return slices.ContainsFunc(slices.Concat(c.Object, c.Subject), func(p entail.Party) bool { return s.inText(p.Span).Covers(word) })
	})
}

// inText is a span of the sentence's own text as one of the article's.
func (s *sentence) inText(span corpus.Span) corpus.Span {
	return corpus.Span{Start: span.Start + s.own.Start, End: span.End + s.own.Start}
}

// nearer reports whether a date stands nearer to one word than to another.
func (s *sentence) nearer(date corpus.Span, word phrase.Token, other corpus.Span) bool {
	return gap(date, word.Span) < gap(date, other)
}

// gap is how many bytes lie between two spans.
func gap(a, b corpus.Span) int { return max(a.Start-b.End, b.Start-a.End, 0) }

// between reports whether a span lies between two others, whichever of them is first.
func between(x, a, b corpus.Span) bool {
	return a.End <= x.Start && x.End <= b.Start || b.End <= x.Start && x.End <= a.Start
}
