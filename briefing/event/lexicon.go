package event

import (
	"strings"

	"briefbot/corpus/segment"
)

// The lexicon of events: which words tell that something of a kind took
// place. It is written by hand and knows no story.
//
// A kind is a family: whoever holds talks in a city has arrived there, and two
// reports that differ about the city differ whichever of these words they use.
var kinds = stemTable(
	"meet: talks talk meeting met meet meets negotiations negotiated summit conference visit visited visiting visits arrive arrived arriving arrives arrival hosted",
	"call: telephone telephoned phone phoned call",
	"attack: attack attacked attacks strike struck strikes bombed bombing bombardment shelled shelling raid raided war conflict invasion invaded airstrike airstrikes warfare clashes",
	"disaster: crash crashed sank sunk sinking capsized derailed explosion exploded fire blaze earthquake quake flood flooded landslide avalanche collision collided collapsed collapse storm",
	"die: killed killing kills dead died deaths die drowned",
	"injure: injured injuring wounded wounding injuries hurt",
	"missing: missing",
	"protest: protest protests protested rally rallied marched demonstration demonstrations demonstrated unrest",
	"vote: election elected elections vote voted referendum",
	"sign: sign signed signing signs treaty",
	"arrest: arrested arrest arrests detained jailed sentenced convicted charged",
	"deploy: deployed deployment deploy warships troops",
	"withdraw: withdrew withdrawal withdraw withdrawn quit",
	"build: built build building produced producing production manufactured",
	"open: opened opening opens reopened inaugurated",
	"launch: launched launch",
	"appoint: appointed appointment named",
	"buy: bought acquired buy acquisition sold purchase purchased",
	"found: founded founding founded established",
	"close: closed closes closing closure shut",
	"land: landed",
	"release: released freed release",
	"win: won wins beat defeated",
	"propose: proposed proposes propose proposing suggested suggests urging urged urges offered",
)

// Kind is the kind of event that a search term tells of ("meet", "attack"), ""
// for none.
func Kind(stem string) string { return kinds[stem] }

// stemTable reads "kind: word word" into kinds by stem.
func stemTable(lines ...string) map[string]string {
	m := map[string]string{}
	for _, line := range lines {
		kind, words, _ := strings.Cut(line, ":")
		for _, stem := range segment.Terms(nil, words) {
			m[stem] = kind
		}
	}
	return m
}
