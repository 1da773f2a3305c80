package message

import (
	"strings"

	"briefbot/briefing/render/markdown"
)

// idVersion is the version of the custom_ids that this version of the bot makes
// and reads. Raise it where a state changes its meaning: buttons that are in
// channels already then get a plain answer in place of a guess.
const idVersion = "1"

// CustomID names an action and its state. It is "" where that is longer than
// Discord takes: the component is then left out.
func CustomID(action string, state ...string) string {
	parts := []string{idVersion, action}
	for _, s := range state {
		parts = append(parts, idEscape.Replace(s))
	}
	id := strings.Join(parts, "|")
	if markdown.Len(id) > MaxCustomID {
		return ""
	}
	return id
}

// ReadID reads what CustomID wrote. It reports false for what another version
// wrote, or nobody.
func ReadID(id string) (action string, state []string, ok bool) {
	parts := strings.Split(id, "|")
	if len(parts) < 2 || parts[0] != idVersion {
		return "", nil, false
	}
	for _, s := range parts[2:] {
		state = append(state, idUnescape.Replace(s))
	}
	return parts[1], state, true
}

var (
	idEscape   = strings.NewReplacer("%", "%25", "|", "%7C")
	idUnescape = strings.NewReplacer("%7C", "|", "%25", "%")
)
