package quotation

// This file finds out whom the text is about where a pronoun stands, and whether
// anybody knows whose the pronoun before it was.

// unknown is the speaker of the statement before, if that is a pronoun of the same
// gender of whom nobody knows whose it is: whom the text goes on to quote is no
// better known. It is zero otherwise.
func (f *finder) unknown(i, paragraph int, g gender) speaker {
	if i == 0 || g == unknownGender {
		return speaker{}
	}
	s := &f.statements[i-1]
	if paragraph-s.paragraph > 1 || len(s.who.who) > 0 || s.source.last-s.source.first != 1 {
		return speaker{}
	}
	t := &f.tokens[s.source.first]
	if t.is(cMasculine) && g == masculine || t.is(cFeminine) && g == feminine {
		return s.who
	}
	return speaker{}
}

// focusBonus is what it adds to a candidate that he is what the text is about where
// the pronoun stands.
const focusBonus = 1.5

// focus is the first token of the person whom the text is about where the pronoun
// stands: the full name or the known one that opens the pronoun's own sentence and
// of which that tells how the person feels, "Roe was glad to leave, she said"; else
// the one that opens the sentence before, in the same paragraph. It is -1 if nobody
// does.
func (f *finder) focus(pronoun, sentence, paragraph int) int {
	if r := f.opening(sentence, pronoun); !r.empty() {
		if f.form(&f.tokens[pronoun]) != "it" && f.feels(r.last) {
			return r.first
		}
		return -1
	}
	if sentence > f.paragraphs[paragraph].first {
		if r := f.opening(f.sentenceStart(sentence-1), sentence); !r.empty() {
			return r.first
		}
		return -1
	}
	if pronoun == sentence && paragraph > 0 {
		before := &f.paragraphs[paragraph-1]
		if end := before.first + len(before.tokens); end > before.first && f.sentenceStart(end-1) == before.first {
			if r := f.opening(before.first, end); !r.empty() {
				return r.first
			}
		}
	}
	return -1
}

// opening is the name of more than one word that opens the reporter's sentence at
// token i as its subject, with its apposition; empty if none does.
func (f *finder) opening(i, end int) run {
	if f.tokens[i].region >= 0 {
		return run{}
	}
	r := f.phraseAfter(i, end)
	if r.empty() || r.first != i {
		return run{}
	}
	head := f.beforeApposition(r)
	if !f.endsWithName(head) || f.joint(head) {
		return run{}
	}
	for k := head.first; k < head.last; k++ {
		if n, ok := f.beginning(k); ok && f.names[n].last == head.last && len(f.entities[f.names[n].who].parts) > 1 {
			return run{k, r.last}
		}
	}
	return run{}
}

// feels reports whether the verb at token i says how its subject feels or fares,
// which few know but himself.
func (f *finder) feels(i int) bool {
	if i >= len(f.tokens) {
		return false
	}
	switch f.form(&f.tokens[i]) {
	case "was", "is", "felt", "feels", "wanted", "wants", "hoped", "hopes", "knew", "knows", "saw", "heard", "learned", "woke", "worried", "worries":
		return true
	}
	return false
}
