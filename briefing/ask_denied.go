package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// deniedBy is the stem of what a question with a question word asks about as not
// done: "sign" of "Which countries did not sign?"; "" for none.
func (q *question) deniedBy(at int) string {
	if at >= len(q.words) || !whWords[q.words[at].Fold] || q.said {
		return ""
	}
	for i := at + 1; i < len(q.words); i++ {
		if f := q.words[i].Fold; f != "not" && f != "never" && !strings.HasSuffix(f, "n't") && !strings.HasSuffix(f, "n’t") {
			continue
		}
		for _, w := range q.words[i+1:] {
			if s := phrase.Stem(w.Word); s != "" && !adverbs[w.Fold] && !phrase.Capital(w.Word) {
				return s
			}
		}
	}
	return ""
}

// deniedReach is how many words may stand between a negation and what it denies.
const deniedReach = 6

// denies reports whether a sentence tells that what the question asks about was not
// done.
func (a *asked) denies(s *sentence) bool {
	if !a.onWhatIsDenied(s) {
		return false
	}
	for i, w := range s.words {
		t := phrase.Stem(bare(w.Word))
		if t == "" {
			continue
		}
		if absences[a.question.denied][t] {
			return true
		}
		if likeness(a.question.denied, t) < familyShare {
			continue
		}
		for j := i - 1; j >= 0 && j >= i-deniedReach; j-- {
			if f := s.words[j].Fold; notWords[f] || strings.HasSuffix(f, "n't") || strings.HasSuffix(f, "n’t") || refusals[f] {
				return true
			}
			if clauseEnds[s.words[j].Fold] {
				break
			}
		}
	}
	return false
}

// onWhatIsDenied reports whether a sentence, with the one before it where a pronoun
// points there, has much of what the question is about beside the deed.
func (a *asked) onWhatIsDenied(s *sentence) bool {
	total, weights := 0.0, map[string]float64{}
	for _, t := range a.question.terms {
		if t != a.question.kind && !askedKinds[t] && likeness(a.question.denied, t) < familyShare {
			weights[t] = a.weights[t]
			total += a.weights[t]
		}
	}
	terms := segment.Terms(nil, s.own.Of(s.document.Article.Text))
	if slices.ContainsFunc(s.words, func(w phrase.Token) bool { return lonePronouns[w.Fold] }) {
		terms = append(terms, s.before...)
	}
	return total == 0 || share(bear(weights, terms), weights, total) >= mostly
}

// undenied reports whether it is asked what was not done and nothing that was found
// tells that.
func (a *asked) undenied() bool {
	return a.question.denied != "" && a.question.wants != someReason && !a.support.Outlets && !slices.ContainsFunc(a.found, func(s sentence) bool { return a.denies(&s) })
}

var (
	notWords = phrase.Set("not never no without nobody neither nor none")
	// askedKinds are the kinds of place that an answer has the name of instead.
	askedKinds = phrase.Stems("city country countries cities nation nations place town village capital region province state states")
	// absences are the words that tell that something was not done.
	absences = map[string]map[string]bool{
		phrase.Stem("attend"):  phrase.Stems("absent absence skipped skips skip boycotted boycott boycotts missed snubbed stayed"),
		phrase.Stem("sign"):    phrase.Stems("refused rejected boycotted"),
		phrase.Stem("vote"):    phrase.Stems("abstained abstention abstentions"),
		phrase.Stem("invite"):  phrase.Stems("uninvited snubbed excluded"),
		phrase.Stem("invited"): phrase.Stems("uninvited snubbed excluded"),
		phrase.Stem("win"):     phrase.Stems("lost winless"),
		phrase.Stem("play"):    phrase.Stems("missed sidelined benched"),
		phrase.Stem("survive"): phrase.Stems("died killed"),
	}
)
