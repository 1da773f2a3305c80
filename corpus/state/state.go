// Package state knows the names of states: of the country, of its people and of
// its capital, which news takes for its government. It is a leaf.
package state

import "strings"

// Of is the state that a folded word names, by one name for each ("iran" for
// "iranian" and "tehran"), "" for none.
func Of(word string) string { return states[strings.TrimSuffix(word, "'s")] }

// Names are the words for a state, of its people and of its capital; nil for what
// Of does not return.
func Names(state string) []string { return lines[state] }

// Capital reports whether a folded word is a capital or a seat of government,
// which is a place as well as a state.
func Capital(word string) bool { return capitals[strings.TrimSuffix(word, "'s")] }

// states maps each name to the first of its line; capitals are the words behind
// the semicolon; lines are all names by the first.
var states, capitals, lines = func() (map[string]string, map[string]bool, map[string][]string) {
	names, seats, all := map[string]string{}, map[string]bool{}, map[string][]string{}
	for line := range strings.Lines(table) {
		words, governments, _ := strings.Cut(line, ";")
		first := strings.Fields(words)[0]
		for word := range strings.FieldsSeq(words) {
			word = strings.ReplaceAll(word, "_", " ")
			names[word] = first
			all[first] = append(all[first], word)
		}
		for word := range strings.FieldsSeq(governments) {
			names[word], seats[word] = first, true
			all[first] = append(all[first], word)
		}
	}
	return names, seats, all
}()

const table = `us u.s america american americans usa united_states; washington
iran iranian iranians; tehran
turkey turkish turks turkiye; ankara
israel israeli israelis
russia russian russians; moscow kremlin
ukraine ukrainian ukrainians; kyiv kiev
china chinese; beijing
japan japanese; tokyo
india indian indians
pakistan pakistani pakistanis; islamabad
france french; paris
germany german germans; berlin
britain british uk u.k united_kingdom; london
italy italian italians; rome
spain spanish; madrid
poland polish; warsaw
greece greek greeks; athens
egypt egyptian egyptians; cairo
qatar qatari qataris; doha
iraq iraqi iraqis; baghdad
syria syrian syrians; damascus
lebanon lebanese; beirut
jordan jordanian jordanians; amman
yemen yemeni yemenis
oman omani omanis; muscat
canada canadian canadians; ottawa
mexico mexican mexicans
brazil brazilian brazilians; brasilia
argentina argentine argentines
venezuela venezuelan venezuelans; caracas
colombia colombian colombians; bogota
cuba cuban cubans; havana
nigeria nigerian nigerians; abuja
kenya kenyan kenyans; nairobi
ethiopia ethiopian ethiopians
sudan sudanese; khartoum
libya libyan libyans; tripoli
algeria algerian algerians; algiers
morocco moroccan moroccans; rabat
tunisia tunisian tunisians; tunis
australia australian australians; canberra
indonesia indonesian indonesians; jakarta
malaysia malaysian malaysians
thailand thai thais; bangkok
vietnam vietnamese; hanoi
philippines philippine filipino; manila
bangladesh bangladeshi bangladeshis; dhaka
afghanistan afghan afghans; kabul
norway norwegian norwegians; oslo
sweden swedish swedes; stockholm
finland finnish finns; helsinki
denmark danish danes; copenhagen
netherlands dutch
belgium belgian belgians
austria austrian austrians; vienna
switzerland swiss; bern
hungary hungarian hungarians; budapest
serbia serbian serbs; belgrade
romania romanian romanians; bucharest
bulgaria bulgarian bulgarians; sofia
portugal portuguese; lisbon
ireland irish; dublin
chile chilean chileans
peru peruvian peruvians; lima
armenia armenian armenians; yerevan
azerbaijan azerbaijani azeri; baku
kazakhstan kazakh; astana
belarus belarusian; minsk
taiwan taiwanese; taipei
`
