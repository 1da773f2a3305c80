// Package modality says how a sentence tells what it tells: as expected, denied,
// undecided, demanded; whether it stands alone, or limits the sentence before it.
//
// It looks for set phrases of English news prose, in whole words, whatever their
// case; it knows no story, and nothing of what is told.
package modality

import (
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// Expects reports whether a sentence tells of what is to come, not of what has
// been: "are expected to", "would", "if".
func Expects(sentence string) bool { return phrase.In(sentence, expectations) }

// Foresees reports whether a sentence says that something is to be, and not only that
// it may be: "is expected to", "will", but not "could", "if", "will not".
func Foresees(sentence string) bool {
	return phrase.In(sentence, waiting) || phrase.In(sentence, []string{" will "}) && !phrase.In(sentence, []string{" will not "})
}

// Qualifies reports whether a sentence limits the one before it ("They say,
// however, …"), so that one is not to be had without the other.
func Qualifies(sentence string) bool {
	return phrase.In(head(sentence), contrasts)
}

// Answers reports whether a sentence sets another side's position against the one
// before it.
func Answers(sentence string) bool { return phrase.In(head(sentence), replies) }

// LeavesOpen reports whether a sentence says that something is not known, not
// decided or not said.
func LeavesOpen(sentence string) bool { return phrase.In(sentence, openings) }

// Awaited reports whether a sentence says of something that it has not come about yet.
func Awaited(sentence string) bool { return phrase.In(sentence, []string{" not yet ", " yet to "}) }

// AwaitedIn is the part of a sentence, folded, that says what has not come about, or is
// not known or decided, when it is written: behind "has not", "unclear when", "is
// expected to". It is "" where there is none.
func AwaitedIn(sentence string) string {
	folded := " " + phrase.Fold(sentence) + " "
	at := len(folded)
	for _, list := range [][]string{pending, waiting} {
		for _, p := range list {
			i := strings.Index(folded, p)
			if i < 0 {
				continue
			}
			next, _, _ := strings.Cut(folded[i+len(p):], " ")
			if strings.Contains(p, "clear ") || strings.Contains(p, "certain ") || strings.Contains(p, "known ") {
				if !asking[next] {
					return folded // "The day remains unclear"
				}
			}
			at = min(at, i+len(p))
		}
	}
	return strings.TrimPrefix(folded[at:], "to ") // of "is expected to" the lists have the beginning, too
}

// Unsaid reports whether a sentence says that somebody did not say something.
func Unsaid(sentence string) bool { return phrase.In(sentence, silences) }

// AboutReporting reports whether a sentence is about how the news was gathered.
func AboutReporting(sentence string) bool { return phrase.In(sentence, gatherings) }

// Explains reports whether a headline promises no news but what is known of it, what
// it means, or what somebody thinks of it: "Why …", "What to know about …", "Opinion: …".
func Explains(headline string) bool {
	folded := phrase.Fold(headline)
	first, _, _ := strings.Cut(folded, " ")
	return explaining[first] || strings.HasSuffix(strings.TrimSpace(headline), "?") || phrase.In(headline, explanations)
}

// Honours reports whether a sentence is about an award.
func Honours(sentence string) bool { return phrase.In(sentence, honours) }

// Courteous reports whether a statement thanks, congratulates, condoles or wishes well,
// and says nothing of what is to be done.
func Courteous(statement string) bool { return phrase.In(statement, courtesies) }

// Repeats reports whether a sentence says itself that it was reported before.
func Repeats(sentence string) bool {
	return phrase.In(sentence, []string{" previously reported ", " reported previously ", " earlier reported ", " as previously "})
}

// Commits reports whether a statement draws a line: says what somebody will not
// have, or insists on.
func Commits(statement string) bool { return phrase.In(statement, lines) }

// Refusals is in how many ways a statement says firmly what somebody will not have:
// "ruled out any talk of it, describing it as non-negotiable" does so in two.
func Refusals(statement string) int {
	n := 0
	for _, r := range refusals {
		if phrase.In(statement, []string{r}) {
			n++
		}
	}
	return n
}

// Attends reports whether a sentence says that somebody is or will be present.
func Attends(sentence string) bool { return phrase.In(sentence, attendances) }

// Pointer reports whether a folded word, at the beginning of a sentence, points to
// what stands before it.
func Pointer(fold string) bool { return pointers[fold] }

// Leans reports whether a sentence begins with a word that points back, so that
// it does not stand alone.
func Leans(sentence string) bool {
	for s := range segment.Words(sentence) {
		return pointers[segment.Fold(s.Of(sentence))]
	}
	return true
}

// Impersonal reports whether a sentence begins with an "it" that points to nothing:
// "It is not clear whether …".
func Impersonal(sentence string) bool {
	folded := phrase.Fold(head(sentence))
	return strings.HasPrefix(folded, "it ") && phrase.In(folded, impersonals)
}

// head is the beginning of a sentence, where it says how it hangs together with the
// one before it.
func head(sentence string) string { return sentence[:min(len(sentence), 60)] }

var asking = phrase.Set("when whether how what where who why which if")

// Lapsed reports whether a sentence says what had been expected, and is no more: "had
// been scheduled to end".
func Lapsed(sentence string) bool { return overdue.MatchString(sentence) }

// Phrases stand between spaces, as package phrase looks for them.
var (
	expectations = []string{
		" expected to ", " expected on ", " is expected ", " are expected ", " due to take ", " due to meet ", " due to be held ",
		" scheduled ", " planned for ", " plans to ", " plan to ", " set to ", " set for ", " is to meet ", " are to meet ",
		" will ", " would ", " could ", " may ", " might ", " if ", " likely to ", " hopes to ", " intends to ", " about to ",
	}
	pending = []string{
		" has not ", " have not ", " hasn't ", " haven't ", " not yet ", " yet to ", " unclear ", " not clear ", " uncertain ", " not known ", " consider whether ",
		" considering ", " decide whether ", " deciding whether ", " whether to ", " remains to be seen ",
	}
	contrasts = []string{" however ", " but ", " though ", " although ", " yet ", " nevertheless ", " still "}
	replies   = []string{" for its part ", " for his part ", " for her part ", " for their part "}
	openings  = []string{
		" did not specifically ", " did not refer ", " did not mention ", " did not say ", " not clear ", " unclear ", " uncertain ",
		" tenuous ", " remains to be seen ", " not yet ", " yet to ", " no agreement ", " declined to say ", " declined to rule ",
		" remain frozen ", " remains frozen ", " stalled ", " unresolved ", " not known ", " unknown ",
		" decide whether ", " decided whether ", " deciding whether ", " know whether ", " say whether ", " wonder whether ",
		" wondering whether ", " sure whether ", " see whether ", " determine whether ", " consider whether ", " considering whether ",
	}
	silences = []string{
		" did not specifically ", " did not refer ", " did not mention ", " did not say ", " declined to say ", " not known ", " unclear ", " not clear ",
	}
	attendances = []string{
		" attend ", " attending ", " take part ", " taking part ", " participate ", " participating ", " join ", " joining ", " be present ",
	}
	gatherings = []string{
		" for comment ", " reached out ", " has contacted ", " immediately respond ", " immediately responded ", " time of publication ",
		" could not be reached ", " contributed to this report ", " previously reported ", " independently verify ", " receive a response ", " received a response ", " respond to a request ", " responded to a request ", " in an email to ",
	}
	honours = []string{
		" of the year ", " person of ", " award ", " awards ", " awarded ", " prize ", " medal ", " honored with ", " honoured with ", " hall of fame ", " cover of ",
	}
	courtesies = []string{
		" thank ", " thanks ", " thanked ", " grateful ", " gratitude ", " congratulate ", " congratulated ", " congratulations ", " condolences ", " sympathy ",
		" sympathies ", " tribute ", " honor to ", " honour to ", " privilege ", " proud of ", " proud to ", " heartfelt ", " prayers ", " welcome home ", " joked ", " joking ", " quipped ", " happy birthday ", " heroes ",
	}
	explanations = []string{
		" what to know ", " what we know ", " what it means ", " what does ", " things to know ", " things you need ", " pros and cons ", " how we got here ",
		" here's why ", " here's what ", " here's how ", " inside ",
	}
	explaining = map[string]bool{
		"why": true, "how": true, "what": true, "who": true, "opinion": true, "analysis": true, "explainer": true, "inside": true, "review": true, "watch": true,
	}
	impersonals = []string{" not clear ", " unclear ", " uncertain ", " not known ", " unknown ", " remains to be seen ", " not yet clear "}
	lines       = []string{
		" not ", " cannot ", " never ", " no ", " reject ", " rejects ", " rejected ", " rule out ", " rules out ", " ruled out ", " refuse ", " refuses ",
		" refused ", " demand ", " demands ", " demanded ", " demanding ", " insist ", " insists ", " insisted ", " insisting ",
		" only if ", " unless ", " provided that ", " unacceptable ", " must ", " oppose ", " opposes ", " opposition ",
	}
	refusals = []string{
		" reject ", " rejects ", " rejected ", " rule out ", " rules out ", " ruled out ", " refuse ", " refuses ", " refused ", " unacceptable ", " non-negotiable ", " red line ", " red lines ",
		" provided that ", " only if ", " unless ",
	}
	pointers = map[string]bool{
		"he": true, "she": true, "it": true, "they": true, "this": true, "these": true, "that": true, "those": true,
		"his": true, "her": true, "their": true, "its": true, "but": true, "however": true, "both": true, "such": true,
		"meanwhile": true, "also": true, "and": true, "so": true, "instead": true, "there": true,
	}
)
