package quotation

import "strings"

// This file leaves out of a source what is not whom it names.

// speaking is the source without the words ahead of it and behind it that are no part of
// what it is called: "[that] officials", "[also] the chair", "one engineer [who]", "the
// lawyer[,]".
func (f *finder) speaking(r run) run {
	for ; r.last-r.first > 1; r.first++ {
		if w := f.form(&f.tokens[r.first]); w != "that" && w != "whether" && w != "also" && w != "now" && w != "than" && w != "often" {
			break
		}
	}
	for ; r.last-r.first > 1; r.last-- {
		switch t := &f.tokens[r.last-1]; f.form(t) {
		case "that", "who", "which", "the", "a", "an", "of", "in", "to", "and", "or", "is", "was", ",":
			continue
		}
		break
	}
	return r
}

// undergone reports whether the cue tells what was done to the source, and not what it
// said: "were arrested for", "was charged with".
func (f *finder) undergone(cue run) bool {
	if cue.last-cue.first < 3 || !f.tokens[cue.first].is(cAux) || !hasSuffix(f.form(&f.tokens[cue.last-2]), "ed") {
		return false
	}
	for i := cue.first; i < cue.last; i++ {
		if f.tokens[i].is(cSpeech | cAttitude) {
			return false
		}
	}
	w := f.form(&f.tokens[cue.last-1])
	return w == "for" || w == "with"
}

// dropCredit leaves out of a source the credit of a picture that has run into it, and
// the picture's description before that.
func (f *finder) dropCredit(r *run) {
	for !r.empty() {
		_, next := f.credit(f.tokens, r.first, r.last)
		if next >= r.last {
			return
		}
		r.first = next
	}
}

// dropDay leaves out of a source the day on which it spoke: "The army on Sunday denied".
func (f *finder) dropDay(r *run) {
	if r.last-r.first > 2 && f.tokens[r.last-1].is(cDay) && strings.EqualFold(f.form(&f.tokens[r.last-2]), "on") {
		r.last -= 2
	}
}
