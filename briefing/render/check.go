package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/briefing/modality"
)

// verdicts says what each verdict means: as a title, and as a sentence.
var verdicts = map[check.Verdict]struct{ title, says string }{
	check.Exact:        {"Exact", "The words stand between quotation marks in the corpus, as this speaker’s."},
	check.Disputed:     {"Attributed differently", "The words stand between quotation marks, but the articles, as read here, do not agree whose they are."},
	check.OtherSpeaker: {"Exact words, another speaker", "The words stand between quotation marks, but as somebody else’s."},
	check.NotAsSaid:    {"Quoted, but not as said", "The words stand between quotation marks, but the article says that the speaker it names did not say them."},
	check.Anothers:     {"Quoted as another’s words", "The words stand in what a speaker is quoted as saying, who gives them as somebody else’s."},
	check.Altered:      {"Altered", "The corpus has a quotation like it, in other words."},
	check.Joined:       {"Altered: pieces joined", "The pieces are quoted, but apart; as one quotation nobody has them."},
	check.ReportedOnly: {"Reported, not quoted", "The words are in what an article reports; they are the reporter’s, not the speaker’s."},
	check.Elsewhere:    {"Found elsewhere", "The words stand between quotation marks, but no article names this speaker for them."},
	check.Unquoted:     {"Occurs, not quoted", "The words stand in an article, outside of any quotation of this speaker."},
	check.NotFound:     {"Not in the corpus", "No article here has it, quoted or reported."},
	check.Near:         {"Without quotation marks", "The nearest statement of the speaker; whether it says the same is for the reader to judge."},
	check.NoSupport:    {"No support found", "No statement of this speaker comes near it."},
}

// unsaid are the sentences on words that stand beside a speaker and are not his.
var unsaid = map[modality.Attribution]string{
	modality.Supposed: "The words stand between quotation marks, but the article only supposes that the speaker it names says them.",
	modality.Faked:    "The words stand between quotation marks, but the article says that they were put into the mouth of the speaker it names.",
}

// stated are the sentences on what a message itself makes of a claim.
var stated = map[modality.Attribution]string{
	modality.NotSaid:  "The message itself says that the speaker did not say it.",
	modality.Supposed: "The message itself only supposes that the speaker says it.",
	modality.Faked:    "The message itself says that it was put into the speaker’s mouth.",
}

// attributions are the names of attributions in JSON.
var attributions = map[modality.Attribution]string{
	modality.NotSaid: "not_said", modality.Supposed: "supposed", modality.Faked: "made_up", modality.Anothers: "anothers",
}

// nobodys are the sentences that are other ones where no speaker was claimed.
var nobodys = map[check.Verdict]string{
	check.Exact:     "The words stand between quotation marks in the corpus.",
	check.Elsewhere: "The words stand between quotation marks, but no article names a speaker for them.",
	check.Unquoted:  "The words stand in an article, outside of any quotation.",
	check.NoSupport: "No statement comes near it.",
}

// CheckText writes a report for a terminal.
func CheckText(w io.Writer, r *check.Report, style Style) error {
	return writePage(w, r.Brief, layCheck(r), style)
}

// CheckDiscord writes a report in Discord's Markdown.
func CheckDiscord(r *check.Report) Message { return discordPage(r.Brief, layCheck(r)) }

// layCheck lays a report out. What was claimed is shown without quotation marks:
// those are kept for what was found again.
func layCheck(r *check.Report) page {
	p := page{subtitle: searched(r.Brief)}
	if r.Message {
		p.title = plural(len(r.Results), "claim") + " checked"
	}
	for i, result := range r.Results {
		v := verdicts[result.Verdict]
		claimed := echo(result.Quote)
		if result.Claimed != "" {
			claimed += " · " + or(result.Speaker, echo(result.Claimed))
		}
		why := remark(result)
		if r.Brief.Question().Topic != "" && r.Brief.Coverage().Articles == 0 {
			why = noneOfTopic
		}
		bl := block{heading: fmt.Sprintf("%d. %s", i+1, v.title), remark: "Claimed: " + claimed + "\n" + why}
		if !r.Message {
			p.title, bl.heading = v.title, ""
		}
		bl.items = items(r.Brief, result.Matches, result.Verdict != check.NotAsSaid)
		p.blocks = append(p.blocks, bl)
		if near := items(r.Brief, result.Nearest, true); len(near) > 0 {
			p.blocks = append(p.blocks, block{heading: "Nearest, which is not the same", items: near})
		}
	}
	if r.More > 0 {
		p.blocks = append(p.blocks, block{remark: plural(r.More, "more claim") + " in the message not checked."})
	}
	for i, d := range r.Brief.Articles() {
		p.sources = append(p.sources, sourceOf(r.Brief, i+1, d.Article))
	}
	return p
}

// remark says what the verdict means and what is to be said besides.
func remark(r *check.Result) string {
	lines := []string{says(r)}
	if stated := stated[r.Stated]; stated != "" {
		lines = append(lines, stated)
	}
	if r.Verdict == check.Exact && len(r.Namesakes) > 0 {
		lines[0] = nobodys[check.Exact]
	}
	switch {
	case r.Meant:
		lines = append(lines, "No article has that name as it was given; this is for "+r.Speaker+".")
	case r.Claimed != "" && r.Speaker == "":
		lines = append(lines, "The corpus knows no speaker of the name that was given.")
	}
	if len(r.Namesakes) > 0 {
		lines = append(lines, "The article gives a surname that several in it have, and which of them is meant is not clear: "+echoes(r.Namesakes)+".")
	}
	if len(r.Named) > 1 || len(r.Named) > 0 && r.Claimed != "" && r.Speaker == "" {
		lines = append(lines, "Named for these words, with the number of articles: "+named(r.Named)+".")
	}
	switch {
	case r.Verdict == check.ReportedOnly && r.Denied:
		lines = append(lines, "The article tells them as what the speaker denies.")
	case r.Verdict != check.NotAsSaid && r.Verdict != check.Anothers && len(r.Matches) > 0 && r.As != modality.Said:
		lines = append(lines, "The article does not give what is shown as said by this speaker: it is denied, only supposed, made up, or another’s.")
	}
	if i := r.Inferred; i != nil && len(r.Matches) > 0 {
		lines = append(lines, inference(i))
	}
	for _, d := range r.Differences {
		lines = append(lines, difference(d))
	}
	if r.Cut && r.Verdict != check.NotAsSaid {
		lines = append(lines, "Left out: a negation right before the words in the article.")
	}
	if r.Contrary && !r.Denied && (r.Verdict == check.Near || r.Verdict == check.NotFound && len(r.Nearest) > 0) {
		lines = append(lines, "Of the claim and what is nearest to it, one has a negation, or the contrary of a word of the other.")
	}
	if r.Verdict == check.Near && len(r.Matches) > 0 && modality.Expects(r.Matches[0].Claim.Citations[0].Words) && !modality.Expects(r.Quote) {
		lines = append(lines, "The speaker’s nearest statement is on what is to come, or may; the claim is not.")
	}
	switch {
	case r.Coverage > 0 && r.Verdict == check.Near:
		lines = append(lines, fmt.Sprintf("Coverage of the claim’s words, by their rarity: %.0f %%", 100*r.Coverage))
	case r.Coverage > 0 && len(r.Nearest) > 0:
		lines = append(lines, fmt.Sprintf("What is nearest shares %.0f %% of the claim’s words, by their rarity, but does not say them so.", 100*r.Coverage))
	}
	if r.Articles > 0 {
		more := ""
		if r.AtLeast {
			more = "at least "
		}
		lines = append(lines, fmt.Sprintf("The words stand in %s%s, between quotation marks in %d.", more, plural(r.Articles, "article"), r.Quoted))
		if r.Origins > 0 && r.Origins < r.Articles {
			lines = append(lines, "That is "+plural(r.Origins, "origin")+": copies count once.")
		}
	}
	return strings.Join(lines, "\n")
}

// says is the sentence on the verdict.
func says(r *check.Result) string {
	switch {
	case r.Verdict == check.NotAsSaid && unsaid[r.As] != "":
		return unsaid[r.As]
	case r.Verdict == check.Altered && r.SameWords:
		return "The corpus has the same words, with other capitals or accents."
	case r.Verdict == check.Altered && r.Marked:
		return "The corpus has the same words, but with brackets or an ellipsis of the article’s own among them, which the claim leaves out."
	case r.Verdict == check.Joined && ofSeveral(r.Matches):
		return "The pieces are quoted, but apart, and as the words of different people."
	case r.Verdict == check.Near && r.Contrary && r.Denied:
		return "The speaker’s nearest statement is a denial, or the claim is: it does not support the claim."
	case r.Verdict == check.NotFound && r.Articles > 0:
		return "The words stand in the articles, but no statement or passage with them can be shown."
	case r.Claimed == "" && nobodys[r.Verdict] != "":
		return nobodys[r.Verdict]
	}
	return verdicts[r.Verdict].says
}

// ofSeveral reports whether what is shown is of several speakers.
func ofSeveral(matches []check.Match) bool {
	return slices.ContainsFunc(matches, func(m check.Match) bool {
		a, b := m.Claim.Citations[0].Speaker, matches[0].Claim.Citations[0].Speaker
		return a != "" && b != "" && a != b
	})
}

// echoes are names, apart by commas.
func echoes(names []string) string {
	var all []string
	for _, n := range names {
		all = append(all, echo(n))
	}
	return strings.Join(all, ", ")
}

// named are the people whom articles name for words, with how many do.
func named(people []check.Named) string {
	var all []string
	for _, p := range people[:min(len(people), maxNamed)] {
		all = append(all, fmt.Sprintf("%s (%d)", echo(p.Speaker), p.Articles))
	}
	if more := len(people) - maxNamed; more > 0 {
		return strings.Join(all, "; ") + fmt.Sprintf("; %d more", more)
	}
	return strings.Join(all, "; ")
}

// maxNamed is how many people are listed; the rest are counted.
const maxNamed = 6

// inference says how a speaker is known whom the paragraph does not name.
func inference(i *check.Inference) string {
	if i.Word == "" {
		return "No name stands in the paragraph of the words: they are taken to go on from what " + echo(i.Speaker) + " says before."
	}
	return "No name stands in the paragraph of the words: [" + strings.ToLower(echo(i.Word)) + "] is taken to be " + echo(i.Speaker) + ", who is named before."
}

// difference is one difference in a line. Neither side has marks around it.
func difference(d check.Difference) string {
	article, claim := unmarked(oneLine(d.Article)), echo(d.Claim)
	switch d.Op {
	case check.Dropped:
		return "Dropped: " + article
	case check.Added:
		return "Added: " + claim
	}
	return "Changed: " + article + " → " + claim
}

// items are statements behind their speakers, kinds and cues; without kinds where they
// are not said.
func items(b *briefing.Brief, matches []check.Match, said bool) []item {
	var out []item
	for _, m := range matches {
		cited := &m.Claim.Citations[0]
		it := item{runs: runs(m.Claim), cites: shown(m.Claim)}
		if st := b.Statement(cited); st != nil {
			it.lead = string(cited.Kind)
			if !said && cited.Speaker != "" {
				it.lead = cited.Speaker
			} else if cited.Speaker != "" {
				it.lead = cited.Speaker + ", " + it.lead
				if !it.runs[0].verbatim {
					it.runs = it.runs[1:] // the name once is enough
				}
			}
			via := oneLine(words(b.Document(cited.Article).Article.Text, st.Via))
			if via != "" && st.Via != st.Cue && !slices.ContainsFunc(it.runs, func(r run) bool { return strings.Contains(r.text, via) }) {
				it.note = "via: " + via
			}
		}
		for _, day := range b.Days(m.Claim) {
			it.note = join(it.note, fmt.Sprintf("%s: ~%s", day.Word, day.Date.Format("2 Jan 2006")))
		}
		out = append(out, it)
	}
	return out
}

// longEcho is how many characters of a claim are shown.
const longEcho = 300

// echo is what somebody wrote, on one line, without quotation marks, and cut
// where it is long.
func echo(s string) string {
	runes := []rune(unmarked(oneLine(plain(s))))
	if len(runes) > longEcho {
		return strings.TrimSpace(string(runes[:longEcho])) + "…"
	}
	return string(runes)
}

// unmarked is s without quotation marks.
func unmarked(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"“”„‟«»‹›「」『』＂", r) {
			return -1
		}
		return r
	}, s))
}
