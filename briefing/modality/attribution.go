package modality

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// An Attribution is what an article makes of words that it sets behind a name: that
// he said them, or something else.
type Attribution uint8

// The attributions. All but Said take the words from the speaker.
const (
	// Said words are the speaker's, as the article tells it.
	Said Attribution = iota
	// NotSaid words are those that he did not say, would not say, or denies having said.
	NotSaid
	// Supposed words are those that he says if something happens, might say, or is
	// asked about.
	Supposed
	// Faked words are put into his mouth, as the article says itself: by a forgery, a
	// parody, a misquotation.
	Faked
	// Anothers words are those that he says somebody else said.
	Anothers
)

// A Statement is what is to be known of a statement for its attribution: where its
// parts stand in the article's text, in bytes.
type Statement struct {
	// Sentence holds the attributing clause, Content what was said, with its marks;
	// Cue and Mention may be empty.
	Sentence, Content, Cue, Mention segment.Span
	// Direct is true where all of Content stands between quotation marks.
	Direct bool
}

// Attribution is what the clause of the cue makes of the statement.
func (s Statement) Attribution(text string) Attribution {
	from := s.Sentence.Start
	if s.Content.Start < s.Cue.Start && s.Content.End > from {
		from = s.Content.End
	}
	if s.Cue.Len() == 0 || s.Cue.Start < from || s.Cue.End > len(text) {
		return Said
	}
	before, cue := plainly(text[from:s.Cue.Start]), plainly(text[s.Cue.Start:s.Cue.End])
	c := clause{lead: before, before: before, between: before, cue: cue}
	if s.quotes(text, from) {
		return Anothers
	}
	if s.Mention.Start >= from && s.Mention.End <= s.Cue.Start {
		c.lead, c.between = plainly(text[from:s.Mention.Start]), plainly(text[s.Mention.End:s.Cue.Start])
	}
	switch of := c.attribution(); {
	case of == NotSaid && s.asks(text):
	case of != Said:
		return of
	case s.deniesSaying(text, cue):
		return NotSaid
	}
	return Said
}

// quotes reports whether the speaker, or whoever is told of ahead of him, gives the words
// as somebody else's: "Roth quoted the mayor as saying", "Roth, quoting the mayor, said".
func (s Statement) quotes(text string, from int) bool {
	before := text[from:s.Cue.Start]
	m := quoting.FindStringIndex(before)
	if m == nil || wasQuoted.MatchString(before[:m[0]]) {
		return false
	}
	verb := from + m[0]
	// Whoever stands behind the verb is quoted, and the words are his.
	return s.Mention.Len() == 0 || s.Mention.End <= verb
}

// asks reports whether the statement is a question that is not answered: "did not say
// why …, but called it “a sham”".
func (s Statement) asks(text string) bool {
	return !s.Direct && s.Cue.End <= s.Content.Start && questions.MatchString(plainly(text[s.Content.Start:s.Content.End]))
}

// deniesSaying reports whether what the cue denies is that something was said: "denied
// having called the board “a sham”".
func (s Statement) deniesSaying(text, cue string) bool {
	if !Denies(cue) || !disputing.MatchString(cue) || s.Cue.End > s.Content.Start {
		return false
	}
	head, _, quotes := cutMark(text[s.Cue.End:s.Content.End])
	found := havingSaid.FindString(plainly(head))
	return quotes && found != "" && !phrase.In(found, []string{" and ", " but "})
}

// Of is the attribution of words that stand between quotation marks in the statement,
// at a span of the text without their marks: all of a fragment, or a quotation within
// one.
func (s Statement) Of(text string, quoted segment.Span) Attribution {
	if of := s.Attribution(text); of != Said {
		return of
	}
	if quoted.Start < s.Content.Start || quoted.End > s.Content.End {
		return Said
	}
	head := plainly(strings.Trim(text[s.Content.Start:quoted.Start], marks))
	if !s.Direct {
		if s.Cue.End > s.Content.Start && s.Cue.Start < s.Content.End {
			return Said
		}
		for _, telling := range tells {
			if found := telling.FindStringSubmatch(head); found != nil && !clefts.MatchString(found[1]) && !calls.MatchString(found[2]) {
				return s.inner(found[1], found[2])
			}
		}
		return Said
	}
	if verb := lastOf(quotes, head); verb >= 0 && opens.MatchString(head[verb:]) {
		return s.inner(head[:verb], head[verb:])
	}
	if tail := behind.FindStringSubmatch(plainly(strings.TrimLeft(text[quoted.End:s.Content.End], marks))); tail != nil {
		return s.inner(tail[1]+" ", tail[2])
	}
	return Said
}

// inner is the attribution of what stands within the statement behind a verb of
// saying.
func (s Statement) inner(before, verb string) Attribution {
	if i := strings.LastIndexAny(before, ".,;:–—"); i >= 0 {
		before = before[i+1:]
	}
	subject := strings.Fields(before)
	if len(subject) == 0 || passive.MatchString(before) {
		return Said
	}
	self := firstPersons
	if !s.Direct {
		self = thirdPersons
	}
	for _, w := range subject {
		if w, _, _ = strings.Cut(w, "'"); self[w] {
			// Himself: what he said before, or never said.
			before = strings.TrimSpace(before)
			return clause{before: before, between: before, cue: verb}.attribution()
		}
	}
	return Anothers
}

// A clause is what attributes words, in small letters: the lead ahead of the speaker,
// all that stands ahead of the cue, what stands between the speaker and it, the cue.
type clause struct{ lead, before, between, cue string }

// attribution is what the clause makes of the words.
func (c clause) attribution() Attribution {
	verb := lastOf(saying, c.cue)
	if verb < 0 {
		return Said
	}
	before := c.before + " " + c.cue[:verb]
	switch {
	case misquoting.MatchString(before), forgery.MatchString(c.lead), forged.MatchString(c.lead):
		return Faked
	case notSaying.MatchString(before), untrue.MatchString(before):
		return NotSaid
	case supposing.MatchString(c.lead), mighty.MatchString(c.between + " " + c.cue[:verb]):
		return Supposed
	}
	return Said
}

// lastOf is where the last match begins in a text, -1 if it has none.
func lastOf(verb *regexp.Regexp, text string) int {
	at := verb.FindAllStringIndex(text, -1)
	if len(at) == 0 {
		return -1
	}
	return at[len(at)-1][0]
}

// Denies reports whether a cue turns what it brings into its contrary: "denied",
// "has ruled out", but not "did not deny".
func Denies(cue string) bool {
	folded := plainly(cue)
	at := denying.FindStringIndex(folded)
	return at != nil && !negation.MatchString(folded[:at[0]])
}

// Tells reports whether a cue says no more than that something was said: "told",
// "has confirmed that", but not "praised". What it brings is the whole claim.
func Tells(cue string) bool {
	folded := plainly(cue)
	return telling.MatchString(folded) || strings.HasPrefix(folded, "according")
}

// marks are quotation marks of every style, and what stands around them.
const marks = "\"“”„‟«»‹›「」『』＂‘’‚'` "

// closing says what closes what an opening mark opens.
var closing = map[rune]string{
	'"': "\"", '“': "”", '„': "“”", '«': "»", '‹': "›", '「': "」", '『': "』", '＂': "＂", '`': "'", '‘': "’",
}

// cutMark cuts a text at its first quotation mark, which is returned with the rest.
func cutMark(text string) (head, rest string, ok bool) {
	for i, r := range text {
		if closing[r] != "" {
			return text[:i], text[i:], true
		}
	}
	return text, "", false
}

// plainly is a text in small letters on one line, with straight apostrophes, and
// with a mark alone for what stands between quotation marks in it.
func plainly(text string) string {
	var b strings.Builder
	for {
		head, rest, ok := cutMark(text)
		b.WriteString(head)
		if !ok {
			break
		}
		mark, size := utf8.DecodeRuneInString(rest)
		end := strings.IndexAny(rest[size:], closing[mark])
		b.WriteString(" \" ")
		if end < 0 {
			text = rest[size:]
			continue
		}
		_, last := utf8.DecodeRuneInString(rest[size+end:])
		text = rest[size+end+last:]
	}
	folded := strings.ToLower(strings.ReplaceAll(b.String(), "’", "'"))
	return strings.Join(strings.Fields(folded), " ")
}

// Patterns for clauses in small letters. What stands ahead of a verb ends with a space.
var (
	saying = regexp.MustCompile(`\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|call(?:s|ed|ing)?|claim(?:s|ed|ing)?|promis(?:e|es|ed|ing)|` +
		`stat(?:e|es|ed|ing)|writ(?:e|es|ing|ten)|wrote|us(?:e|es|ed|ing)|utter(?:s|ed|ing)?|describ(?:e|es|ed|ing)|suggest(?:s|ed|ing)?|` +
		`declar(?:e|es|ed|ing)|announc(?:e|es|ed|ing)|sp(?:eak|eaks|oke|oken|eaking)|threaten(?:s|ed|ing)?|ask(?:s|ed|ing)?|shout(?:s|ed|ing)?|` +
		`insist(?:s|ed|ing)?|add(?:s|ed|ing)?|repeat(?:s|ed|ing)?|tweet(?:s|ed|ing)?|post(?:s|ed|ing)?)\b`)
	// Verbs that bring a quotation within a quotation.
	quotes = regexp.MustCompile(`\b(?:say|says|said|saying|tell|tells|told|call|calls|called|ask|asks|asked|write|writes|wrote|shout|shouts|shouted)\b`)
	// Clauses of reported words that give what follows as somebody's.
	tells = []*regexp.Regexp{
		regexp.MustCompile(`^((?:[^\s,.;:]+ ){1,4}?)((?:said|says|told [^\s,.;:]+|wrote)(?: that)?[,:]?)$`),
		regexp.MustCompile(`^((?:[^\s,.;:]+ ){1,4}?)((?:said|says|told [^\s,.;:]+)(?: that)?(?: [^\s,.;:]+){1,6})$`),
		regexp.MustCompile(`^((?:[^\s,.;:]+ ){1,5}?)((?:promised|threatened|described|labelled|labeled|dubbed|assured|warned|pledged|vowed|accused)(?: [^\s,.;:]+){0,4})$`),
		regexp.MustCompile(`^((?:[^\s,.;:]+ ){1,5}?)(called (?:it|him|her|them|this|(?:the|a|his|her|their) [^\s,.;:]+|[^\s,.;:]+)(?: as)?)$`),
	}
	// Subjects that are what was said, and not who said it.
	clefts = regexp.MustCompile(`\b(?:what|which|that|whatever|as|how|why|for|on)\b`)
	calls  = regexp.MustCompile(`^called (?:for|on|off|up|out|in)\b`)
	// Who quotes somebody else, and who is quoted.
	quoting   = regexp.MustCompile(`\b(?:(?:quot(?:ed|es|ing)|cit(?:ed|es|ing)) (?:[^\s,.;:]+ ){1,6}as $|quoting (?:[^\s,.;:]+ ){0,5}[^\s,.;:]+, ?(?:[^\s,.;:]+ ?){0,3}$)`)
	wasQuoted = regexp.MustCompile(`(?i)\b(?:was|were|is|are|been|being|mis)(?: \w+ly)? ?$`)
	// What is not answered, and what is denied.
	questions  = regexp.MustCompile(`^(?:why|whether|if|what|how|where|when|who|whom|which)\b`)
	disputing  = regexp.MustCompile(`(?i)\b(?:den(?:y|ies|ied|ying)|disput)`)
	havingSaid = regexp.MustCompile(`^(?:[^\s,.;:]+ ){0,4}?(?:said|saying|told|telling|called|calling|describ(?:ed|ing)|written|writing|used|using|promis(?:ed|ing)|ask(?:ed|ing))\b`)
	// How far a verb may stand ahead of the mark.
	opens    = regexp.MustCompile(`^\S+(?: [^\s,.;:]+){0,3}[,:]?$`)
	behind   = regexp.MustCompile(`^[,.]? ?((?:he|she|they|i|we|you|the [a-z'-]+|my [a-z'-]+|[a-z'-]+)(?: (?:have|had|has|never|always|once|then|later|also))*) (said|says|told|asked|wrote|replied|shouted)\b`)
	negation = regexp.MustCompile(`(?:\b(?:not|never|cannot|neither|nor|hardly)|n't)\b`)

	manner    = `(?: (?:ever|even|actually|really|once|also|specifically|yet|himself|herself|themselves|publicly|explicitly|then|now|have|has|had|been|be|to))*`
	notSaying = regexp.MustCompile(`(?:^|[\s,])(?:` +
		`(?:\S*n't|not|never|cannot|nor|neither)` + manner + `(?: (?:like|want|wish|care|choose|intend|mean|dare|going|able|willing|prepared|ready|stoop|go so far as))?` + manner +
		`|(?:never|nowhere|neither|nor|at no point|at no time)(?: (?:before|once|again))? (?:did|has|have|had|does|do|was|is)(?: [^\s,.;:]+){1,4}` +
		`|(?:refus(?:e|es|ed|ing|al)|declin(?:e|es|ed|ing)|fail(?:s|ed|ing)?|forgot|neglected|unwilling|reluctant|unable|yet) to` + manner +
		`|(?:avoid(?:s|ed|ing)?|without|instead of|short of|refrain(?:s|ed|ing)? from|rather than)` + manner +
		`|(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing))(?: (?:ever|having|that|he|she|they|it|had|has|have|to))*` +
		`) $`)
	supposing = regexp.MustCompile(`(?:^|[\s,;:(–—])(?:if|unless|whether|suppose|supposing|imagine|should|as though)(?: (?:the|a|an|mr|mrs|ms))?$`)
	mighty    = regexp.MustCompile(`(?:^| )(?:might|may|could|ought to|(?:would|should) have)(?: (?:also|well|even|then|still|simply|just|easily|as well|have))* $`)

	falsely    = `(?:falsely|wrongly|erroneously|incorrectly|mistakenly|fraudulently)`
	misquoting = regexp.MustCompile(`\bmisquot\w+(?: [^\s,.;:]+){0,5} as(?: having)? $|` +
		`\b` + falsely + ` (?:been |being )?(?:quot|attribut|report|claim|accus|alleg|show|depict|credit)\w*(?: [^\s,.;:]+){0,6} $`)
	fakes   = `(?:faked?|fabricated|doctored|bogus|forged|hoax|parody|spoof|satirical|satire|deepfake|deep-fake|made-up|invented|manipulated|photoshopped|ai-generated|computer-generated|imposter|impostor|phon(?:e)?y|counterfeit)`
	forgery = regexp.MustCompile(`\b` + fakes + `\b` +
		`(?: [^\s,.;:]+){0,6} (?:quot|attribut|claim|show|depict|mak|pretend|purport)\w*(?: (?:that|to|the|how))?$|` +
		`\b` + fakes + ` (?:[^\s,.;:]+ ){1,8}(?:had|has|having|made|makes|making|let|lets)$|` +
		`\b` + falsely + ` (?:quot|attribut|report|claim|alleg|show|depict)\w*(?: (?:that|to|the))?$`)
	// A forgery in which somebody speaks.
	forged = regexp.MustCompile(`\b(?:in|on|by) (?:an?|the|one) (?:[^\s,.;:]+ ){0,2}` + fakes + ` (?:[^\s,.;:]+ ){0,2}` +
		`(?:posts?|videos?|clips?|recordings?|audio|letters?|statements?|tweets?|images?|messages?|interviews?|articles?|screenshots?|accounts?|press releases?)(?: [^\s,.;:]+){0,8},?$`)
	// What is not so, or is rejected.
	untrue = regexp.MustCompile(`\b(?:not true|untrue|false|a lie|a myth|no truth [^.;:]*) that(?: [^\s,.;:]+){0,5} $|` +
		`\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|disput\w*|refut\w*) (?:[^\s,.;:]+ ){0,3}` +
		`(?:claims?|reports?|allegations?|suggestions?|accusations?|rumou?rs?|assertions?)(?: [^\s,.;:]+){0,2} that(?: [^\s,.;:]+){0,5} $`)
	denying = regexp.MustCompile(`\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing)|rebut(?:s|ted|ting)?|` +
		`dismiss(?:es|ed|ing)?|contest(?:s|ed|ing)?|disavow(?:s|ed|ing)?|rul(?:e|es|ed|ing) out|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|disagree(?:s|d|ing)?|contradict(?:s|ed|ing)?)\b`)
	telling = regexp.MustCompile(`\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|stat(?:e|es|ed|ing)|add(?:s|ed|ing)?|announc(?:e|es|ed|ing)|` +
		`confirm(?:s|ed|ing)?|declar(?:e|es|ed|ing)|report(?:s|ed|ing)?|claim(?:s|ed|ing)?|not(?:e|es|ed|ing)|explain(?:s|ed|ing)?|argu(?:e|es|ed|ing)|` +
		`insist(?:s|ed|ing)?|maintain(?:s|ed|ing)?|warn(?:s|ed|ing)?|stress(?:es|ed|ing)?|emphasi[sz](?:e|es|ed|ing)|writ(?:e|es|ing|ten)|wrote|` +
		`suggest(?:s|ed|ing)?|acknowledg(?:e|es|ed|ing)|admit(?:s|ted|ting)?|believ(?:e|es|ed|ing)|th(?:ink|inks|ought)|hop(?:e|es|ed|ing)|` +
		`expect(?:s|ed|ing)?|assert(?:s|ed|ing)?|reiterat(?:e|es|ed|ing)|repeat(?:s|ed|ing)?|reveal(?:s|ed|ing)?|answer(?:s|ed|ing)?|repl(?:y|ies|ied)|` +
		`remark(?:s|ed)?|observ(?:e|es|ed)|predict(?:s|ed)?|estimat(?:e|es|ed)|conclud(?:e|es|ed)|indicat(?:e|es|ed)|mean(?:s|t)?|as(?:k|ks|ked))\b`)
	passive = regexp.MustCompile(`\b(?:is|was|were|are|been|be|being|so)(?: \w+ly)? $`)

	firstPersons = phrase.Set("i we me us my our let")
	thirdPersons = phrase.Set("he she they it i we his her their himself herself")
)
