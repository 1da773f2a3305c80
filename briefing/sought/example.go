package sought

import (
	"strings"

	"briefbot/briefing/phrase"
)

// Examples are the stems of things of the kind that a noun names, for nouns that
// questions often ask with: what stands in texts as they do is of that kind. It is nil
// for other nouns. The noun is a stem.
func Examples(noun string) []string { return examples[noun] }

// Common reports whether what the noun names, a stem, is written without a capital, as
// colours are.
func Common(noun string) bool { return common[noun] }

// Kinds are the nouns that have examples, in order.
func Kinds() []string { return kinds }

var (
	kinds    []string
	common   = map[string]bool{}
	examples = func() map[string][]string {
		m := map[string][]string{}
		for line := range strings.Lines(exampleTable) {
			nouns, words, ok := strings.Cut(strings.TrimSpace(line), ":")
			if !ok {
				continue
			}
			var stems []string
			own := strings.HasPrefix(nouns, "~ ")
			nouns = strings.TrimPrefix(nouns, "~ ")
			for w := range strings.FieldsSeq(words) {
				stems = append(stems, phrase.Stem(w))
			}
			for noun := range strings.FieldsSeq(nouns) {
				m[phrase.Stem(noun)] = stems
				kinds = append(kinds, phrase.Stem(noun))
				common[phrase.Stem(noun)] = own
			}
		}
		return m
	}()
)

// exampleTable has the nouns of a line with examples of what they name, with "~" before
// what is written without a capital.
const exampleTable = `
state: texas ohio oregon maryland nebraska
country nation: france japan brazil kenya norway
city town capital: chicago paris denver oslo tokyo
continent: europe africa asia
region province: siberia tuscany bavaria quebec
island: sicily crete bermuda
planet: mars venus jupiter saturn
~ colour color: red green purple yellow
~ sport: tennis chess golf hockey football
team club franchise: yankees lakers broncos chelsea liverpool
company firm business corporation: microsoft toyota pfizer siemens walmart
carmaker automaker: toyota ford volkswagen
retailer supermarket chain store: walmart kroger costco ikea
restaurant: mcdonald starbucks
bank: citigroup barclays hsbc
airline carrier: lufthansa qantas ryanair jetblue
network broadcaster channel: nbc cbs cnn espn
newspaper magazine: guardian newsweek times
platform app service website: facebook youtube netflix twitter
~ animal creature species: dog tiger eagle whale
~ insect: butterfly bee mosquito beetle
~ bird: eagle owl parrot
breed: poodle terrier labrador
~ disease illness virus infection: malaria measles cholera flu
~ drug medicine: aspirin morphine insulin
~ currency: dollar yen euro pound
language: french arabic spanish
university college school: harvard yale princeton stanford
storm hurricane typhoon: katrina sandy irma
religion faith: islam christianity buddhism
~ metal element: iron lithium gold
~ food dish: pizza cheese bread
~ drink beverage: beer coffee lemonade
~ fruit: apple banana mango
month: january june october
day weekday: monday thursday
party: labour democrats republicans tories
award prize trophy: oscar grammy emmy pulitzer
event contest tournament: olympics wimbledon superbowl
~ instrument: guitar piano violin
~ weapon: rifle missile knife
~ vehicle: truck bus motorcycle
~ substance chemical material: ammonia plastic asbestos
~ crime offence charge: murder fraud robbery
agency organization organisation body: nasa unesco fda
`

// FirstNames are the stems of names of persons, by which a name is known for one.
func FirstNames() []string { return firstNames }

var firstNames = []string{phrase.Stem("michael"), phrase.Stem("susan"), phrase.Stem("carlos"), phrase.Stem("ahmed"), phrase.Stem("laura")}
