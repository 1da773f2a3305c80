package briefing

import (
	"strings"

	"briefbot/corpus/segment"
)

// The lexicon of happenings: which words tell that something of a kind took
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

// meetingForms are the nouns for ways in which people come together: what may be
// proposed, and what one report calls by another form than the next.
var meetingForms = stems("meeting summit conference talks call negotiations dialogue")

// states maps the names of a state, of its people and of its capital, which news
// takes for its government, to one name.
var states = func() map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(`iran iranian iranians tehran
turkey turkish turks ankara turkiye
israel israeli israelis
russia russian russians moscow kremlin
ukraine ukrainian ukrainians kyiv kiev
china chinese beijing
japan japanese tokyo
india indian indians
pakistan pakistani pakistanis islamabad
france french paris
germany german germans berlin
britain british uk u.k london
italy italian italians rome
spain spanish madrid
poland polish warsaw
greece greek greeks athens
egypt egyptian egyptians cairo
qatar qatari qataris doha
iraq iraqi iraqis baghdad
syria syrian syrians damascus
lebanon lebanese beirut
jordan jordanian jordanians amman
yemen yemeni yemenis
oman omani omanis muscat
canada canadian canadians ottawa
mexico mexican mexicans
brazil brazilian brazilians brasilia
argentina argentine argentines
venezuela venezuelan venezuelans caracas
colombia colombian colombians bogota
cuba cuban cubans havana
nigeria nigerian nigerians abuja
kenya kenyan kenyans nairobi
ethiopia ethiopian ethiopians
sudan sudanese khartoum
libya libyan libyans tripoli
algeria algerian algerians algiers
morocco moroccan moroccans rabat
tunisia tunisian tunisians tunis
australia australian australians canberra
indonesia indonesian indonesians jakarta
malaysia malaysian malaysians
thailand thai thais bangkok
vietnam vietnamese hanoi
philippines philippine filipino manila
bangladesh bangladeshi bangladeshis dhaka
afghanistan afghan afghans kabul
norway norwegian norwegians oslo
sweden swedish swedes stockholm
finland finnish finns helsinki
denmark danish danes copenhagen
netherlands dutch
belgium belgian belgians
austria austrian austrians vienna
switzerland swiss bern
hungary hungarian hungarians budapest
serbia serbian serbs belgrade
romania romanian romanians bucharest
bulgaria bulgarian bulgarians sofia
portugal portuguese lisbon
ireland irish dublin
chile chilean chileans
peru peruvian peruvians lima
armenia armenian armenians yerevan
azerbaijan azerbaijani azeri baku
kazakhstan kazakh astana
belarus belarusian minsk
taiwan taiwanese taipei
`) {
		names := strings.Fields(line)
		for _, n := range names {
			m[n] = names[0]
		}
	}
	for _, n := range []string{"us", "u.s", "america", "american", "americans", "washington", "usa"} {
		m[n] = "us"
	}
	return m
}()

// stateAreas are names in states that are an area: a city inside one does not
// contradict it.
var stateAreas = func() map[string]bool {
	m := map[string]bool{}
	for _, s := range states {
		m[s] = true
	}
	return m
}()

// stateOf is the state that a word names, "" for none. "US" is one, "us" is not.
func stateOf(t token) string {
	f := strings.TrimSuffix(t.fold, "'s")
	if f == "us" && !strings.HasPrefix(t.word, "US") {
		return ""
	}
	if !capital(t.word) {
		return ""
	}
	return states[f]
}

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

func stems(words string) map[string]bool {
	m := map[string]bool{}
	for _, stem := range segment.Terms(nil, words) {
		m[stem] = true
	}
	return m
}

// stem is the search term of one word, "" for a closed-class word.
func stem(word string) string {
	if terms := segment.Terms(nil, word); len(terms) > 0 {
		return terms[len(terms)-1]
	}
	return ""
}
