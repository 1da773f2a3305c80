package briefing

import (
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A deedWord is one deed as questions and articles name it.
type deedWord struct {
	// past is the past form of verb, the stem of the one of the words of questions
	// that stands for the deed.
	past, verb string
	// told are the stems of the words that tell of it, phrases the pairs of words.
	told    map[string]bool
	phrases map[string]bool
	// either is true where it is the same to do it and to have it done to one:
	// whoever was killed has died.
	either bool
	// turns is true where some of the words tell it from another's side: who is
	// beaten has lost.
	turns bool
	// form is the stem of a verb that is none of the deeds, "" for one that is.
	form string
}

// deeds are the deeds that a question may take for given, by the stems of the words
// by which it names them.
var deeds = readDeeds(
	"die dies died dying: died dies die dying dead death deaths killed slain murdered assassinated executed drowned funeral passed_away passes_away",
	"kill kills killed murder murdered slay slain: killed kills killing killings murder murdered murders assassinated assassination slain slew shot stabbed",
	"assassinate assassinated: assassinated assassination killed murdered slain shot",
	"execute executed: executed execution executions hanged hanging beheaded",
	"shoot shot: shot shoot shooting shoots gunned gunshot opened_fire",
	"stab stabbed: stabbed stabbing stab knife",
	"resign resigned resigns: resigned resign resigns resignation resigning quit quits stepped_down step_down steps_down stepping_down stood_down standing_down stepped_aside",
	"quit quits: quit quits resigned resign resigns resignation resigning stepped_down step_down steps_down stepping_down stood_down standing_down stepped_aside left leave leaves leaving exit exited withdrew withdrawal",
	"leave left exit exited: left leave leaves leaving departed departs departure exit exited quit quits resigned resignation withdrew withdrawal stepped_down stepping_down",
	"retire retired: retired retire retires retiring retirement",
	"arrest arrested detain detained: arrested arrest arrests detained detention custody captured apprehended jailed",
	"jail jailed imprison imprisoned: jailed imprisoned jail prison sentenced detained detention",
	"charge charged indict indicted: charged charges indicted indictment",
	"convict convicted: convicted conviction guilty",
	"sentence sentenced: sentenced sentence sentences",
	"acquit acquitted: acquitted acquittal cleared",
	"sue sued: sued sues suing sue lawsuit lawsuits suit litigation",
	"free freed release released: released release releases freed frees freedom swap",
	"lose lost: lost loses lose losing loss defeat defeated beaten ousted",
	"buy bought acquire acquired purchase purchased: bought buys buy buying purchase purchased acquired acquires acquire acquisition takeover",
	"sell sold: sold sell sells selling sale",
	"marry married wed: married marry marries marrying marriage wedding wed husband wife spouse",
	"divorce divorced: divorced divorce divorcing split separated",
	"elect elected: elected election elects won win victory",
	"appoint appointed hire hired nominate nominated: appointed appoint appoints appointment named chosen picked tapped hired nominated nomination",
	"fire fired sack sacked dismiss dismissed oust ousted: fired fires firing sacked sacking dismissed dismissal ousted ouster removed",
	"invade invaded: invaded invasion invade invades invading",
	"visit visited: visited visit visits visiting toured arrived arrives landed lands",
	"apologise apologised apologize apologized: apologized apologised apology apologies apologize apologizes apologise sorry",
	"withdraw withdrew: withdrew withdraws withdraw withdrawing withdrawal withdrawn left leave leaves leaving exit exited quit quits pulled_out pulling_out pull_out pulls_out",
	"ban banned: banned ban bans banning prohibited outlawed barred",
	"cancel cancelled canceled: cancelled canceled cancels cancel cancellation cancelling scrapped axed called_off",
	"postpone postponed: postponed postpones postponement delayed pushed_back put_off",
	"crash crashed: crashed crash crashes collision collided",
	"abdicate abdicated: abdicated abdication abdicate abdicates",
	"endorse endorsed: endorsed endorses endorse endorsement endorsing",
	"pardon pardoned: pardoned pardons pardon pardoning clemency",
	"impeach impeached: impeached impeachment impeach",
	"hospitalise hospitalised hospitalize hospitalized: hospitalized hospitalised hospital",
	"kidnap kidnapped abduct abducted: kidnapped kidnapping abducted abduction kidnap",
	"confess confessed: confessed confession confess confesses admitted admits",
	"surrender surrendered: surrendered surrender surrenders surrendering",
	"deport deported: deported deportation deport",
	"extradite extradited: extradited extradition extradite",
	"overthrow overthrew overthrown: overthrew overthrown overthrow toppled coup ousted",
	"recall recalled: recalled recall recalls recalling",
	"suspend suspended: suspended suspension suspends suspend suspending",
	"merge merged: merged merger merge merging",
	"ratify ratified: ratified ratification ratify ratifies",
	"veto vetoed: vetoed veto vetoes",
	"testify testified: testified testimony testify testifies testifying",
	"injure injured wound wounded hurt: injured injury injuries injures wounded wounds hurt",
	"escape escaped flee fled: escaped escape escapes fled flee flees fleeing",
	"adopt adopted: adopted adoption adopts adopt",
	"collapse collapsed: collapsed collapse collapses collapsing",
	"invent invented: invented inventor invention invents",
	"hack hacked: hacked hackers hack hacking breach breached",
	"evacuate evacuated: evacuated evacuation evacuate evacuations",
	"ambush ambushed: ambushed ambush",
	"boycott boycotted: boycotted boycott boycotts boycotting",
	"expel expelled: expelled expulsion expel expels",
	"rob robbed: robbed robbery rob",
	"poison poisoned: poisoned poisoning poison",
	"beat beaten defeat defeated: beat beats beating beaten defeated defeats defeat defeating victory win won",
	"refuse refuses refused: refused refuses refuse refusing refusal declined declines declining ruled_out rules_out ruling_out",
	"become became: became become becomes becoming elected selected chosen picked appointed named sworn ascended assumed crowned inaugurated",
	"hit hits: hit hits hitting struck strikes slammed slams landfall battered pummeled pummelled",
	"miss missed: missed misses miss missing skipped skips absent absence sidelined",
	"win won: won win wins winning winner winners victory victories victorious triumph triumphed clinched champion champions beat defeated claimed",
)

// either are the deeds of which who did it and to whom it was done are the same:
// whoever was killed has died.
var either = phrase.Stems("die lose become")

// turned are the deeds that some words tell from another's side.
var turned = phrase.Set("die lose beat win marry")

// readDeeds reads "asked asked: told told two_words": the first word that tells is
// the past form of the first that asks.
func readDeeds(lines ...string) map[string]*deedWord {
	m := map[string]*deedWord{}
	for _, line := range lines {
		asked, told, _ := strings.Cut(line, ":")
		d := &deedWord{told: map[string]bool{}, phrases: map[string]bool{}}
		for i, w := range strings.Fields(told) {
			if i == 0 {
				d.past = w
			}
			if a, b, two := strings.Cut(w, "_"); two {
				d.phrases[a+" "+b] = true
				continue
			}
			d.told[deedStem(w)] = true
		}
		for w := range strings.FieldsSeq(asked) {
			if d.verb == "" {
				d.verb = deedStem(w)
			}
			d.either = d.either || either[deedStem(w)]
			d.turns = d.turns || turned[w]
			m[deedStem(w)] = d
		}
	}
	return m
}

// did is the past of a verb of the deed: "resigned" of "resign", and of "quit", whose
// past the table does not have, "did quit". The word is the questioner's own.
func (d *deedWord) did(word string) string {
	if deedStem(word) == d.verb || deedStem(word) == deedStem(d.past) {
		return d.past
	}
	return "did " + word
}

// tells reports whether the deed is told by word i.
func (d *deedWord) tells(words []phrase.Token, i int) bool {
	if d.form != "" {
		return likeness(d.form, phrase.Stem(bare(words[i].Word))) > familyShare
	}
	if i+1 < len(words) && d.phrases[words[i].Fold+" "+words[i+1].Fold] {
		return true
	}
	return d.told[deedStem(bare(words[i].Word))]
}

// deedAt is the deed that a question names by word i, nil for none.
func deedAt(words []phrase.Token, i int) *deedWord {
	if i >= len(words) || segment.StopWord(words[i].Fold) && words[i].Fold != "won" || phrase.Capital(words[i].Word) && i > 0 {
		return nil
	}
	if i+1 < len(words) && strings.HasPrefix(words[i].Fold, "step") && words[i+1].Fold == "down" {
		return deeds[phrase.Stem("resign")]
	}
	return deeds[deedStem(bare(words[i].Word))]
}

// deedStem is the stem of a word, the word itself where search has none for it:
// "won" is half of "won't" there.
func deedStem(word string) string {
	if s := phrase.Stem(word); s != "" {
		return s
	}
	return segment.Fold(word)
}
