package render

import (
	"fmt"
	"io"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/render/markdown"
)

// DiscordVoices writes who speaks in the articles of a topic, in Discord's
// Markdown, and how many articles were searched for it.
func DiscordVoices(title string, voices []briefing.Voice, articles int) Message {
	m := Message{Blocks: []string{"## " + markdown.Escape(title) + "\n-# searched: " + plural(articles, "article")}}
	for _, v := range voices {
		line := "• **" + markdown.Escape(v.Speaker.Name) + "**"
		if len(v.Speaker.Roles) > 0 {
			line += " – " + markdown.Escape(oneLine(v.Speaker.Roles[0]))
		}
		if v.Party != "" {
			line += " *(" + markdown.Escape(v.Party) + ")*"
		}
		m.Blocks = append(m.Blocks, line+"\n-# "+counts(v))
	}
	if len(voices) == 0 {
		m.Blocks = append(m.Blocks, "No article here lets anybody speak.")
	}
	return m
}

func counts(v briefing.Voice) string {
	var parts []string
	for _, c := range []struct {
		n    int
		kind string
	}{{v.Direct, "direct"}, {v.Mixed, "mixed"}, {v.Reported, "reported"}} {
		parts = append(parts, fmt.Sprintf("%d %s", c.n, c.kind))
	}
	return strings.Join(append(parts, plural(v.Outlets, "outlet")), " · ")
}

// Voice is a speaker of a topic in JSON.
type Voice struct {
	Speaker  string   `json:"speaker"`
	Roles    []string `json:"roles,omitempty"`
	Party    string   `json:"party,omitempty"`
	Direct   int      `json:"direct"`
	Mixed    int      `json:"mixed"`
	Reported int      `json:"reported"`
	Outlets  int      `json:"outlets"`
}

// VoicesJSON writes who speaks as one JSON object.
func VoicesJSON(w io.Writer, topic string, voices []briefing.Voice, articles int) error {
	o := struct {
		Kind     string  `json:"kind"`
		Topic    string  `json:"topic,omitempty"`
		Articles int     `json:"articles"`
		Speakers []Voice `json:"speakers"`
	}{"voices", topic, articles, []Voice{}}
	for _, v := range voices {
		o.Speakers = append(o.Speakers, Voice{v.Speaker.Name, v.Speaker.Roles, v.Party, v.Direct, v.Mixed, v.Reported, v.Outlets})
	}
	return writeJSON(w, o)
}
