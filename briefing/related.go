package briefing

import (
	"strings"

	"briefbot/briefing/event"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// How far a term that is related to the one that was asked for counts for it.
const (
	relatedShare = 0.7 // by the table
	familyShare  = 0.5 // of one kind of event
	formShare    = 0.6 // of one word, by its beginning
	stateShare   = 0.8 // a name of the same state
	seatShare    = 0.6 // a state for its capital, or the other way round
)

// likeness is how far a text's term stands for a question's.
func likeness(asked, term string) float64 {
	if asked == term {
		return 1
	}
	if related[term][asked] {
		return relatedShare
	}
	if n := commonPrefix(asked, term); n >= 5 && 10*n >= 7*max(len(asked), len(term)) {
		return formShare
	}
	if k := event.Kind(asked); k != "" && k == event.Kind(term) {
		return familyShare
	}
	if s := state.Of(asked); s != "" && s == state.Of(term) {
		if state.Capital(asked) != state.Capital(term) {
			return seatShare
		}
		return stateShare
	}
	return 0
}

func commonPrefix(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// related maps the stem that an article has to the stems that a question may
// have in its place.
var related = relate(
	"meet: talks meeting met press-conference conference visit summit",
	"build built: producing produced production manufactured made",
	"talks: negotiations dialogue meeting",
	"negotiate: talks dialogue negotiations",
	"phone: telephone call",
	"speak: conversation talk call telephone",
	"leave: withdrew withdrawal quit left",
	"newspaper: daily paper",
	"year: since",
	"need: require requires prerequisite necessary condition demand demands",
	"condition: provided unless prerequisite",
	"refuse: ruled rule rejected reject declined refused rejects",
	"reject: ruled refused rejects declined opposes opposed",
	"discuss: discussion discussions talks talked",
	"support: backs backed supports supported endorsed favours favors welcomed",
	"oppose: opposition rejects rejected against opposes",
	"resign: quit stepped resigned resignation",
	"die: killed dead death deaths",
	"kill: dead died deaths killed",
	"hurt: injured wounded",
	"injure: hurt wounded",
	"cost: price million billion",
	"buy: bought purchase acquired",
	"end: ended ceasefire halt stop stopped finished",
	"begin start: began started opened launched",
	"delay: postponed postpones delayed put",
	"cancel: cancelled called scrapped",
	"win: won victory beat",
	"pay: paid payment fine",
	"missile weapon: defence defense military arms",
	"strike: struck strikes attack attacks bombed",
	"position: opposition rejects supports insists",
	"close: shut closed closing closure",
	"table: negotiable negotiations discussion deal",
	"reason: because",

	// Forms that no stemmer joins.
	"break: broke broken",
	"bring: brought",
	"catch: caught",
	"choose: chose chosen",
	"draw: drew drawn",
	"drive: drove driven",
	"fall: fell fallen",
	"fight: fought",
	"find: found",
	"flee: fled",
	"fly: flew flown",
	"freeze: froze frozen",
	"get: got gotten",
	"give: gave given",
	"go: went gone",
	"grow: grew grown",
	"hear: heard",
	"hide: hid hidden",
	"hold: held",
	"keep: kept",
	"know: knew known",
	"lead: led",
	"lose: lost",
	"make: made",
	"rise: rose risen",
	"run: ran",
	"see: saw seen",
	"sell: sold",
	"send: sent",
	"shoot: shot",
	"show: shown",
	"sink: sank sunk",
	"spend: spent",
	"stand: stood",
	"steal: stole stolen",
	"swear: swore sworn",
	"take: took taken",
	"throw: threw thrown",
	"wear: wore worn",
	"write: wrote written",
)

// relate reads "asked asked: word word", which says that an article with one of
// the words may answer a question with one of the first.
func relate(lines ...string) map[string]map[string]bool {
	m := map[string]map[string]bool{}
	for _, line := range lines {
		question, words, _ := strings.Cut(line, ":")
		for _, q := range segment.Terms(nil, question) {
			for _, t := range segment.Terms(nil, words) {
				if m[t] == nil {
					m[t] = map[string]bool{}
				}
				m[t][q] = true
			}
		}
	}
	return m
}
