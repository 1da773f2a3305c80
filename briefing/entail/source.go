package entail

// reporting reports whether a verb says that somebody says something.
func reporting(v *verb) bool {
	return v != nil && (english.classes[v.lemma].has(cReporting) || speech[v.lemma])
}

// attribute finds on whose word a sentence stands: "according to", ", he said".
func (p *parser) attribute() {
	var source *verb
	if len(p.by) > 0 {
		source = &verb{lemma: "say", subject: p.by, finite: true, at: -1, in: p.sentence}
		defer func() { p.verbs = append(p.verbs, source) }()
	}
	for i, v := range p.verbs {
		if i == 0 || !reporting(v) || v.parent != nil || !v.finite || v.link != "" || v.passive {
			continue
		}
		// Nothing told stands behind it, and a clause before it.
		next := v.at + 1
		for p.kind(next) == kNoun || p.kind(next) == kPrep {
			next++
		}
		tells := p.kind(next) == kSub && p.chunks[next].word == "that"
		for _, w := range p.verbs {
			tells = tells || w.parent == v
		}
		if tells || p.kind(next) != kStop && p.kind(next) != kComma && p.kind(next) != kRel {
			continue
		}
		if k := p.markBefore(v); !k {
			continue
		}
		own := len(v.subject) > 0 && v.subject[0].at > p.verbs[i-1].at // ", its head, Fidan, told reporters"
		if len(v.object) > 0 && p.kind(v.at-1) == kComma && !own {
			v.subject, v.object = v.object, nil // ", said Fidan"
		}
		source = v
		if x := v.subject; len(x) == 1 && x[0].pron && persons[x[0].tokens[0].fold] && len(x[0].also) == 0 && p.verbs[0].parent == nil && len(p.verbs[0].subject) == 1 {
			x[0].also = append(x[0].also, p.verbs[0].subject[0]) // ", he said"
		}
	}
	if source == nil {
		return
	}
	if x := source.subject; len(x) == 1 && source.at > 0 && x[0].its && x[0].by == nil && len(p.verbs[0].subject) == 1 && p.verbs[0].subject[0].named() {
		x[0].by = p.verbs[0].subject[0] // ", his lawyer said"
		for _, y := range x[0].also {
			y.by = x[0].by
		}
	}
	for _, v := range p.verbs {
		if v != source && v.parent == nil && !v.content() && (source.at < 0 || v.at < source.at) {
			v.parent, v.loose = source, false
		}
	}
}

// content reports whether the verb is of a clause that says what a noun is about: "the
// claim that Ruritania fired". It is not said that it is so.
func (v *verb) content() bool {
	return v.parent == nil && (v.link == "that" || v.link == "whether")
}

// markBefore reports whether a comma stands before the subject of v.
func (p *parser) markBefore(v *verb) bool {
	for i := v.at - 1; i >= 0; i-- {
		switch p.kind(i) {
		case kComma, kStop:
			return true
		case kVerb, kSub, kRel, kConj:
			return false
		}
	}
	return false
}

// tellsClause are verbs behind which "that" may be left out.
var tellsClause = set("say claim think believe warn insist add confirm announce deny expect hope argue know find show hear fear suggest tell report state note stress acknowledge admit predict estimate conclude allege assert maintain explain agree declare indicate reveal understand mean promise pledge vow remind assure inform convince ask disclose testify concede caution recall complain observe remark boast write")

// speech are verbs of saying something that "say" can stand for.
var speech = set("say tell state add note remark announce declare report stress emphasise emphasize reiterate warn insist claim argue maintain explain acknowledge write allege assert describe confirm admit reply respond predict comment disclose reveal testify concede caution recall complain observe")
