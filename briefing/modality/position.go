package modality

import (
	"briefbot/briefing/phrase"
)

// A Leaning is what the words by which a statement is given say of whether somebody
// takes a position with it.
type Leaning struct {
	// Takes is true where the verb itself takes one: "rejected", "vowed", "accused".
	Takes bool
	// Tells is true where it tells only that something is so: "noted", "according to".
	Tells bool
	// Wills is true where what is said is wanted, promised, demanded or not accepted.
	Wills bool
	// Judges is true where it calls something good or bad.
	Judges bool
	// Recalls is true of what was said or done before.
	Recalls bool
}

// LeaningOf reads the cue of a statement and what was said.
func LeaningOf(cue, content string) Leaning {
	return Leaning{
		Takes:   phrase.In(cue, stances) || phrase.In(content, []string{" calling for ", " called for "}),
		Tells:   cue == "" || phrase.In(cue, tellings),
		Wills:   phrase.In(content, wills),
		Judges:  phrase.In(content, judgements),
		Recalls: phrase.In(cue, recalls),
	}
}

// Recalls reports whether a passage says that it tells of what was before: "previously",
// "last month", "during his earlier bid".
func Recalls(passage string) bool { return phrase.In(passage, recalls) || LongPast(passage) }

// LongPast reports whether a passage names a time that is past for weeks at least.
func LongPast(passage string) bool { return phrase.In(passage, pastTimes) }

// Phrases stand between spaces, as package phrase looks for them.
var (
	stances = []string{
		" vow ", " vows ", " vowed ", " vowing ", " pledge ", " pledges ", " pledged ", " pledging ", " promise ", " promises ", " promised ", " promising ",
		" reject ", " rejects ", " rejected ", " rejecting ", " refuse ", " refuses ", " refused ", " refusing ", " rule out ", " rules out ", " ruled out ", " ruling out ",
		" demand ", " demands ", " demanded ", " demanding ", " insist ", " insists ", " insisted ", " insisting ", " urge ", " urges ", " urged ", " urging ",
		" call for ", " calls for ", " called for ", " calling for ", " called on ", " calls on ", " calling on ", " warn ", " warns ", " warned ", " warning ",
		" threaten ", " threatens ", " threatened ", " condemn ", " condemns ", " condemned ", " condemning ", " denounce ", " denounces ", " denounced ", " denouncing ",
		" criticize ", " criticizes ", " criticized ", " criticizing ", " criticise ", " criticised ", " slam ", " slams ", " slammed ", " slamming ", " blast ", " blasts ", " blasted ",
		" accuse ", " accuses ", " accused ", " accusing ", " blame ", " blames ", " blamed ", " blaming ", " defend ", " defends ", " defended ", " defending ",
		" deny ", " denies ", " denied ", " denying ", " dismiss ", " dismisses ", " dismissed ", " dismissing ", " oppose ", " opposes ", " opposed ", " opposing ",
		" support ", " supports ", " supported ", " back ", " backs ", " backed ", " welcome ", " welcomes ", " welcomed ", " endorse ", " endorsed ",
		" called ", " calls ", " calling ", " described ", " describes ", " describing ", " branded ", " branding ", " labeled ", " labelled ",
		" argue ", " argues ", " argued ", " arguing ", " maintain ", " maintains ", " maintained ", " countered ", " pushed back ", " hit back ",
		" committed ", " agreed to ", " offered ", " offers ", " hopes ", " hoped ", " wants ", " wanted ", " asked ", " asks ", " appealed ", " cautioned ", " seeks ", " sought ",
	}
	tellings = []string{
		" according to ", " noted ", " notes ", " noting ", " confirmed ", " confirms ", " estimated ", " estimates ", " pointed out ", " predicts ", " predicted ",
		" citing ", " cited ", " revealed ", " reported ", " added ", " adds ", " adding ", " explained ", " explains ", " ordered ", " issued ", " raised ", " claiming ",
		" acknowledged ", " recalled ", " described how ", " joked ", " announced ", " showed ", " shows ", " found ", " signed ", " agreed ",
	}
	wills = []string{
		" must ", " should ", " need to ", " needs to ", " have to ", " has to ", " will ", " won't ", " will not ", " would ", " going to ", " gonna ", " never ", " cannot ", " can't ",
		" not ", " want ", " wants ", " hope ", " hopes ", " ready ", " determined ", " committed ", " commitment ", " refuse ", " demand ", " unless ", " until ", " confident ", " let us ", " let's ",
		" we'll ", " i'll ", " don't ", " no one ", " nobody ", " required ", " critical ", " calls for ", " support ", " oppose ", " opposes ", " condemns ", " provided that ", " only if ", " as long as ", " non-negotiable ", " ready to ",
	}
	judgements = []string{
		" wrong ", " unfair ", " illegal ", " unlawful ", " legal ", " unacceptable ", " unjustified ", " reckless ", " dangerous ", " irresponsible ", " shameful ", " disgrace ", " disgraceful ",
		" sham ", " farce ", " mistake ", " victim ", " corrupt ", " baseless ", " chaos ", " horrific ", " outrageous ", " appalling ", " horrendous ", " abuse ",
		" unprecedented ", " threat ", " provocation ", " provocations ", " bully ", " evil ", " terrorism ", " terrorists ", " insult ", " slap ", " attacked ", " destabilizing ", " misinformed ",
		" unnecessary ", " appropriate ", " important ", " historic ", " proud ", " justice ", " injustice ", " politically motivated ", " hoax ", " witch hunt ", " lies ", " lie ",
	}
	recalls   = []string{" previously ", " once ", " had ", " has for years ", " famously ", " would have ", " earlier ", " previous "}
	pastTimes = []string{" last month ", " last year ", " years ago ", " months ago "}
)
