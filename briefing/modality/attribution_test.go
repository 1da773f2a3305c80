package modality

import (
	"strings"
	"testing"

	"briefbot/corpus/segment"
)

// TestAttribution: the sentences mark the speaker by < >, the cue by { }, what was said
// by [ ]; none of these is part of the text. What is asked for stands between the last
// quotation marks.
func TestAttribution(t *testing.T) {
	tests := []struct {
		sentence string
		want     Attribution
	}{
		{`<Ode> {said} ["the ferry sails"].`, Said},
		{`<Ode> {did not tell sailors that} ["the ferry sails"].`, NotSaid},
		{`<Ode> {didn’t say} ["the ferry sails"].`, NotSaid},
		{`<Ode> has never {said} ["the ferry sails"], her lawyer said.`, NotSaid},
		{`<Ode> did not only {say} ["the ferry sails"].`, Said},
		{`<Ode> did not hesitate to {say} ["the ferry sails"].`, Said},
		{`<Ode>, who never said why, {told} reporters ["the ferry sails"].`, Said},
		{`<Ode> did not hide her anger, {saying} ["the ferry sails"].`, Said},
		{`["The ferry sails,"] <Ode> never {said}.`, NotSaid},
		{`["The ferry does not sail,"] <Ode> {said}.`, Said},
		{`<Ode> {denied saying} ["the ferry sails"].`, NotSaid},
		{`<Ode> {denied} [having called the ferry "a wreck"].`, NotSaid},
		{`<Ode> {denied} [that she had said "no more boats"].`, NotSaid},
		{`<Ode> {denied} having called the ferry ["a wreck"].`, NotSaid},
		{`<Ode> {denied} it, calling the tale ["a lie"].`, Said},
		{`<Ode> {denied} all and said ["it is a lie"].`, Said},
		{`<Ode> {denied} ["any part in it"].`, Said},
		{`<Ode> {refused to say} ["sorry"].`, NotSaid},
		{`<Ode> left without {saying} ["sorry"].`, NotSaid},
		{`<Ode> stopped short of {calling} [it "a wreck"].`, NotSaid},
		{`<She> doesn’t like to {say} [words like “layoff”].`, NotSaid},
		{`Nor did <Ode> {say} ["sorry"].`, NotSaid},
		{`If <Ode> {says} ["the ferry sails"], the crew will strike.`, Supposed},
		{`If the wind drops, <Ode> {says}, ["the ferry sails"].`, Said},
		{`<Ode> might {say} ["the ferry sails"].`, Supposed},
		{`A fake post quoted <Ode> as {saying} ["the ferry sails"].`, Faked},
		{`A fake post made the rounds, and <Ode> {said} ["the ferry sails"].`, Said},
		{`Rivals falsely claimed that <Ode> {said} ["the ferry sails"].`, Faked},
		{`<Ode> was misquoted as {saying} ["the ferry sails"].`, Faked},
		{`<Ode> was wrongly quoted as {saying} ["the ferry sails"].`, Faked},
		{`<Ode> wrongly {said} ["the ferry sails"].`, Said},
		{`<Ode> {said:} [“She said ‘we burn the ferry’ and I believed her.”]`, Anothers},
		{`<Ode> {said:} [“I said ‘we burn the ferry’ and I meant it.”]`, Said},
		{`<Ode> {said:} [“I never said ‘we burn the ferry’.”]`, NotSaid},
		{`<Ode> {said:} [“‘We burn the ferry,’ he told me.”]`, Anothers},
		{`<Ode> {said:} [“The ‘green ferry’ is black.”]`, Said},
		{`<Critics> {say} [Ode said "let it sink"].`, Anothers},
		{`<Ode> {said} [she had called it "a wreck"].`, Said},
		{`<Ode> {said} [the ferry was "a wreck"].`, Said},
		{`<Ode> quoted the mayor as {saying} [the ferry was "a wreck"].`, Anothers},
		{`The Post quoted <Ode> as {saying} [the ferry was "a wreck"].`, Said},
		{`<Ode> was quoted as {saying} [the ferry was "a wreck"].`, Said},
		{`<Ode>, quoting the mayor, {said} [the ferry was "a wreck"].`, Anothers},
		{`<Ode> {said} [the mayor had promised her "a new ferry"].`, Anothers},
		{`<Ode> {said} [the mayor told sailors that the ferry was "a wreck"].`, Anothers},
		{`<Ode> {said} [what the mayor said was "a lie"].`, Said},
		{`<Ode> {said} [the boat was called "a wreck"].`, Said},
		{`<Ode> {said} [the plan called for "a new ferry"].`, Said},
		{`<Ode's office> {said} [he had never called the ferry "a wreck"].`, NotSaid},
		{`A fake post that spread on Friday had <Ode> {say} ["the ferry sails"].`, Faked},
		{`In a doctored video that spread on Friday, <Ode> {says} ["the ferry sails"].`, Faked},
		{`In a video about a fake bank, <Ode> {says} ["the ferry sails"].`, Said},
		{`It was not true that <Ode> {called} [the ferry "a wreck"].`, NotSaid},
		{`Ode rejected claims that <he> {had called} [the ferry "a wreck"].`, NotSaid},
	}
	for _, test := range tests {
		s, text, quoted := marked(test.sentence)
		if got := s.Of(text, quoted); got != test.want {
			t.Errorf("%s: %d, want %d", text, got, test.want)
		}
	}
}

// marked reads a sentence of TestAttribution.
func marked(sentence string) (s Statement, text string, quoted segment.Span) {
	var b strings.Builder
	at := map[rune]int{}
	span := func(open rune) segment.Span { return segment.Span{Start: at[open], End: b.Len()} }
	for _, r := range sentence {
		switch r {
		case '<', '{', '[':
			at[r] = b.Len()
		case '>':
			s.Mention = span('<')
		case '}':
			s.Cue = span('{')
		case ']':
			s.Content = span('[')
		default:
			b.WriteRune(r)
		}
	}
	text = b.String()
	s.Sentence.End = len(text)
	content := s.Content.Of(text)
	s.Direct = strings.HasPrefix(content, "\"") || strings.HasPrefix(content, "“")
	open, closed := strings.LastIndexAny(content, "“‘"), 0
	if open < 0 {
		open = strings.IndexByte(content, '"')
	}
	if inner := strings.LastIndex(content, "‘"); inner >= 0 {
		open = inner
	}
	_, rest, _ := cutMark(content[open:])
	size := len(rest) - len(strings.TrimLeft(rest, marks))
	closed = strings.IndexAny(rest[size:], "\"”’")
	quoted.Start = s.Content.Start + open + size
	quoted.End = quoted.Start + closed
	return s, text, quoted
}

// TestDenies: a cue of refusal turns what it brings into its contrary.
func TestDenies(t *testing.T) {
	for cue, want := range map[string]bool{
		"denied": true, "has ruled out": true, "rejected": true, "disputes": true,
		"said": false, "did not deny": false, "never ruled out": false, "confirmed": false,
	} {
		if got := Denies(cue); got != want {
			t.Errorf("Denies(%q) is %v", cue, got)
		}
	}
}
