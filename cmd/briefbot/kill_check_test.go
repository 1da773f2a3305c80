package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"briefbot/briefing/render/markdown"
)

// complete reports whether the last message is the last of today's digest.
func (k *killing) complete(_ string, posted []string) bool {
	if len(posted) == 0 {
		return false
	}
	m := marked.FindStringSubmatch(posted[len(posted)-1])
	return m != nil && m[1] == k.days[len(k.days)-1].Format("2 January 2006") && m[2] == m[3]
}

// corrected reports whether every message that shows former words says what they are
// now.
func (k *killing) corrected(_ string, posted []string) bool {
	return !slices.ContainsFunc(posted, func(content string) bool {
		former, said := k.corrections(content)
		return said < former
	})
}

// lacking are the messages that are not corrected.
func (k *killing) lacking() []string {
	var found []string
	for _, channel := range k.channels {
		for _, m := range k.fake.Posted(channel) {
			if !k.corrected(channel, []string{m.Content}) {
				found = append(found, m.Content)
			}
		}
	}
	return found
}

// corrections counts the quotations of a message that read otherwise by now, and the
// lines that say so. What is struck out is told to have changed.
func (k *killing) corrections(content string) (former, said int) {
	seen := map[string]bool{}
	for _, found := range tookNumber.FindAllStringSubmatch(struck.ReplaceAllString(content, ""), -1) {
		var n int
		fmt.Sscan(found[1], &n)
		if k.restated[n] && found[0] == fmt.Sprintf(" took %d of", n) && !seen[found[1]] {
			seen[found[1]] = true
			former++
		}
	}
	return former, len(correction.FindAllString(content, -1))
}

var (
	marked     = regexp.MustCompile(`(?m)^-# .* · (\d+ \w+ \d{4}) · [a-z2-9]{5} · (\d+)/(\d+)$`)
	struck     = regexp.MustCompile(`~~[^~\n]*~~`)
	correction = regexp.MustCompile(`(?m)^-# (Correction, |Corrected )\d`)
	cited      = regexp.MustCompile(`example\.org/(\w+/\d+)`)
)

// check compares the channels with what they ought to hold. What is new is for
// package digest to say: here all channels must have been told the same, each
// thing once, and nearly all there was.
func (k *killing) check() {
	messages, corrections, all := 0, 0, map[string]string{} // the day of each article that is told
	for _, channel := range k.channels {
		day, part, parts := 0, 0, 0
		where := map[string]string{}
		for _, m := range k.fake.Posted(channel) {
			messages++
			found := marked.FindStringSubmatch(m.Content)
			if found == nil || day == len(k.days) {
				k.t.Fatalf("channel %s: a message without its place:\n%s", channel, m.Content)
			}
			date := k.days[day].Format("2 January 2006")
			if part++; part == 1 {
				fmt.Sscan(found[3], &parts)
			}
			if got, want := strings.Join(found[1:], " "), fmt.Sprintf("%s %d %d", date, part, parts); got != want {
				k.t.Fatalf("channel %s: message %s, want %s", channel, got, want)
			}
			former, said := k.corrections(m.Content)
			if corrections += said; said != former {
				k.t.Errorf("channel %s: %d quotations read otherwise now, and the message says so %d times:\n%s", channel, former, said, m.Content)
			}
			// Only a message that is full says no more than when it was corrected.
			if before, date, short := strings.Cut(m.Content, "\n-# Corrected "); short && said == 1 {
				date, _, _ = strings.Cut(date, "\n")
				if markdown.Len(before+"\n-# Correction, "+date+": a quotation above does not stand any more") <= 2000 {
					k.t.Errorf("channel %s: a correction says less than there is room for:\n%s", channel, m.Content)
				}
			}
			if strings.Contains(m.Content, "could not be posted") {
				k.t.Errorf("channel %s: every digest was posted, and this one says otherwise:\n%s", channel, m.Content)
			}
			for _, about := range cited.FindAllStringSubmatch(m.Content, -1) {
				if where[about[1]] != "" {
					continue // what is updated is cited again beside it
				}
				where[about[1]] = date
				_, n, _ := strings.Cut(about[1], "/")
				if n != fmt.Sprint(day) {
					k.t.Errorf("channel %s: %s is told first on %s, day %d", channel, about[1], date, day)
				}
			}
			if part == parts {
				day, part = day+1, 0
			}
		}
		if day != len(k.days) || part != 0 {
			k.t.Errorf("channel %s: %d digests on %d days, and %d messages", channel, day, len(k.days), part)
		}
		if len(all) == 0 {
			all = where
		}
		if diff := cmp.Diff(all, where); diff != "" {
			k.t.Errorf("channel %s was told something else than %s:\n%s", channel, k.channels[0], diff)
		}
	}
	if there := len(k.days) * len(k.topics); len(all) < there*9/10 {
		k.t.Errorf("%d of %d articles are told", len(all), there)
	}
	if messages <= len(k.channels)*len(k.days) {
		k.t.Errorf("%d messages: no digest has two", messages)
	}
	if len(k.days) > 3 && corrections == 0 {
		k.t.Error("no message was corrected")
	}
	k.t.Logf("%d messages about %d articles in each of %d channels, %d corrections", messages, len(all), len(k.channels), corrections)
}
