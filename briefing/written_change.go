package briefing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
)

// checkChange returns why a claim in which a model wrote what is new and what was
// before is not borne out, "" if it is: each half by its own citations, and what
// has changed is in both.
func checkChange(ctx context.Context, lib Library, claim *Claim) (Reason, string, error) {
	now, before, ok := claim.halves()
	if !ok {
		return UnknownPart, claim.Change.Joint(), nil
	}
	for _, half := range []*Claim{now, before} {
		if half.Author == "" {
			continue // the article's own words
		}
		if reason, detail, err := checkWritten(ctx, lib, half); reason != "" || err != nil {
			return reason, detail, err
		}
	}
	if lost := lostChange(now, before); lost != "" {
		return LostChange, lost, nil
	}
	return "", "", nil
}

// halves are what stands before the joint of a claim and behind it, each with its own
// citations. It reports false for a claim that is not made so.
func (c *Claim) halves() (now, before *Claim, ok bool) {
	joint := c.Change.Joint()
	at := slices.IndexFunc(c.Parts, func(p Part) bool { return p.Cited == 0 && p.Prose == joint })
	first := c.Before - 1 // citation
	if joint == "" || at < 1 || at == len(c.Parts)-1 || first < 1 || first >= len(c.Citations) {
		return nil, nil, false
	}
	half := func(parts []Part, citations []Citation, from int) *Claim {
		h := &Claim{Section: c.Section, Citations: citations}
		for _, p := range parts {
			if p.Cited == 0 {
				h.Author = c.Author
			} else if p.Cited -= from; p.Cited < 1 || p.Cited > len(citations) {
				return nil
			}
			h.Parts = append(h.Parts, p)
		}
		return h
	}
	now, before = half(c.Parts[:at], c.Citations[:first], 0), half(c.Parts[at+1:], c.Citations[first:], first)
	return now, before, now != nil && before != nil
}

// text is what readers read of the claim.
func (c *Claim) text() string {
	var b strings.Builder
	for _, p := range c.Parts {
		if p.Cited > 0 {
			b.WriteString(c.Citations[p.Cited-1].Words)
		} else {
			b.WriteString(p.Prose)
		}
	}
	return b.String()
}

// lostChange is what tells two reports apart, by their first citations, and is in one
// of them alone as they are told, "" if nothing is: the numbers; whether it is
// expected, has not happened, or is denied; and where neither differs, the names and
// the days.
func lostChange(now, before *Claim) string {
	type told struct{ report, text modality.Stance }
	read := func(c *Claim) told { return told{modality.StanceOf(c.Citations[0].Words), modality.StanceOf(c.text())} }
	a, b := read(now), read(before)
	differs := a.report.Awaits != b.report.Awaits || a.report.Negated != b.report.Negated || a.report.Denies != b.report.Denies
	for _, t := range []told{a, b} {
		if t.report.Awaits != t.text.Awaits || t.report.Negated != t.text.Negated || t.report.Denies != t.text.Denies {
			return "whether it is expected, denied or did not happen"
		}
	}
	for _, pair := range [][2]told{{a, b}, {b, a}} {
		for _, n := range pair[0].report.Numbers {
			if slices.Contains(pair[1].report.Numbers, n) {
				continue
			}
			differs = true
			if !slices.Contains(pair[0].text.Numbers, n) {
				return fmt.Sprint(n)
			}
		}
	}
	if differs {
		return ""
	}
	for _, pair := range [][2]*Claim{{now, before}, {before, now}} {
		report, other := pair[0].Citations[0].Words, pair[1].Citations[0].Words
		text := " " + phrase.Fold(pair[0].text()) + " "
		for _, n := range append(Names(report), daysNamed(report)...) {
			if folded := phrase.Fold(n); !strings.Contains(" "+phrase.Fold(other)+" ", " "+folded+" ") && !strings.Contains(text, " "+folded+" ") {
				return n
			}
		}
	}
	return ""
}

// daysNamed are the names of weekdays in a text.
func daysNamed(text string) []string {
	var days []string
	folded := " " + phrase.Fold(text) + " "
	for _, d := range []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"} {
		if strings.Contains(folded, " "+d+" ") {
			days = append(days, d)
		}
	}
	return days
}
