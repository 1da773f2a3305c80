package briefing

import (
	"context"
	"slices"
	"strings"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
)

// An inquiry is a question with all that was made of it.
type inquiry struct {
	asked   *asked // the question as it was read, names corrected
	reading Reading
	claims  []Claim
}

// answered reports whether a claim answers.
func (in *inquiry) answered() bool {
	return slices.ContainsFunc(in.claims, func(c Claim) bool { return c.Section != Nearest })
}

// inquire answers the question, once however often it is called.
func (e *Evidence) inquire(ctx context.Context) (*inquiry, error) {
	if e.inquiry != nil {
		return e.inquiry, nil
	}
	in := &inquiry{}
	if err := in.read(ctx, e); err != nil {
		return nil, err
	}
	e.inquiry = in
	return in, nil
}

// of is the same evidence for another question.
func (e *Evidence) of(text string) *Evidence {
	other := *e
	other.Question.Text, other.inquiry = text, nil
	return &other
}

func (in *inquiry) read(ctx context.Context, e *Evidence) error {
	var err error
	q := parse(e.Question.Text)
	if t, name := e.foreign(q.words); name != "" {
		in.reading.Language = name
		if in.asked, err = e.of(e.sharedWords(q.words, t)).ask(ctx, searchedHits); err == nil {
			in.claims = nearest3(in.asked.found)
		}
		return err
	}
	if in.asked, err = e.ask(ctx, searchedHits); err != nil {
		return err
	}
	if err := in.correct(ctx, e); err != nil {
		return err
	}
	parts := partsOf(in.asked.Question.Text)
	if len(parts) < 2 {
		if in.claims, err = in.asked.reply(ctx, &in.reading); err != nil {
			return err
		}
	} else if err := in.answerParts(ctx, parts); err != nil {
		return err
	}
	if len(in.claims) == 0 && in.reading.Pronoun == "" {
		in.claims = in.asked.nearest()
	}
	return nil
}

// reply answers the question; no claims mean that the corpus does not say.
func (a *asked) reply(ctx context.Context, r *Reading) ([]Claim, error) {
	if r.Pronoun = a.question.pronoun; r.Pronoun != "" {
		return nil, nil
	}
	if a.asksForNews() && len(a.unknown) == 0 {
		claims, newest, err := a.news(ctx)
		if err != nil || len(claims) > 0 {
			r.Latest = newest
			return claims, err
		}
	}
	claims, newest, err := a.officeHolder(ctx)
	if err != nil || len(claims) > 0 {
		r.Latest = newest
		return claims, err
	}
	return a.say(r), nil
}

// say answers a question that is for more than the news.
func (a *asked) say(r *Reading) []Claim {
	if r.Unspecific = a.newsAlone(); r.Unspecific {
		return nil
	}
	if a.factoid() {
		return a.sayLearnt(r)
	}
	if supported, _ := a.judge(); !supported {
		if claims := a.contrary(); len(claims) > 0 {
			r.Contrary = true
			return claims
		}
		r.Untold = a.untold()
		r.Denied = a.undenied()
		r.Unexplained = r.Untold == "" && a.unexplained()
		return nil
	}
	if len(a.claims) > 0 {
		return a.claims
	}
	claims := a.choose()
	if len(claims) == 0 {
		r.Denied = a.question.denied != "" && a.question.wants != someReason
		r.Unexplained = a.unexplained()
		return nil
	}
	if a.unspecific(claims) {
		r.Unspecific = true
		return nil
	}
	around := a.around()
	if a.question.confirmed {
		if k, ok := around.confirmations(a.Question.Text); ok {
			claims = []Claim{k.claim(Answer)}
			for _, c := range k.Citations {
				a.given[place{c.Article, c.Span}] = true
			}
		}
	}
	r.Reported = a.dateless(claims)
	if a.question.present || a.question.latest {
		r.Latest = a.newest(claims)
	}
	return append(claims, a.differ(around)...)
}

// sayLearnt answers a question for one thing by what was learnt.
func (a *asked) sayLearnt(r *Reading) []Claim {
	var claims []Claim
	if len(a.unknown) == 0 && a.unsaid() == "" {
		claims = a.claimsOf(a.chooseLearnt())
	}
	if len(claims) == 0 {
		r.Untold = a.untold()
		return nil
	}
	if r.Unspecific = a.unspecific(claims); r.Unspecific {
		return nil
	}
	r.Reported = a.dateless(claims)
	if a.question.present || a.question.latest {
		r.Latest = a.newest(claims)
	}
	return append(claims, a.differ(a.around())...)
}

// foreign is the language of a question in which questions are not read, unless the
// articles are in it.
func (e *Evidence) foreign(words []phrase.Token) (t *tongue, name string) {
	if t = languageOf(words); t == nil {
		return nil, foreignScript(e.Question.Text)
	}
	for _, a := range e.Corpus.Articles() {
		if a.Language == t.code && e.Holds(a) {
			return nil, ""
		}
	}
	return t, t.name
}

// answerParts answers each part of the question, and says which have no answer.
func (in *inquiry) answerParts(ctx context.Context, parts []questionPart) error {
	whole := in.asked
	said := map[place]bool{}
	for i, part := range parts {
		text := part.text
		if part.refers {
			text = whole.resolve(in.claims, text)
		}
		a, err := whole.of(text).ask(ctx, searchedHits)
		if err != nil {
			return err
		}
		var r Reading
		claims, err := a.reply(ctx, &r)
		if err != nil {
			return err
		}
		if len(claims) == 0 {
			in.reading.Open = append(in.reading.Open, part.label)
			if i == 0 {
				in.reading.Untold, in.reading.Pronoun = r.Untold, r.Pronoun
			}
			continue
		}
		kept, again := 0, false
		for _, c := range claims {
			at := place{c.Citations[0].Article, c.Citations[0].Span}
			if again = again || kept == 0 && said[at]; said[at] || kept == perPart {
				continue
			}
			said[at] = true
			c.Of = part.label
			in.claims = append(in.claims, c)
			kept++
		}
		if again && kept == 0 {
			in.also(parts[:i+1])
		}
	}
	if len(in.reading.Open) == len(parts) {
		in.reading.Open = nil
	}
	return nil
}

// perPart is how many claims answer a part of a question.
const perPart = 3

// also marks the claims of the last answered part as answering the one behind it too.
func (in *inquiry) also(parts []questionPart) {
	label := parts[len(parts)-1].label
	for i := range in.claims {
		if !strings.Contains(in.claims[i].Of, label) {
			in.claims[i].Of += " · " + label
			return
		}
	}
}

// resolve puts the one person whom the answer so far names in the place of the
// pronoun with which a part of a question goes on.
func (a *asked) resolve(claims []Claim, text string) string {
	who := ""
	if names := a.question.names; len(names) > 0 && len(a.Corpus.Resolve(names[0])) == 1 && a.question.wants != somebody {
		who = names[0]
	}
	for i := range claims {
		if who != "" {
			break
		}
		for _, s := range a.found {
			if c := claims[i].Citations[0]; s.document.Article.ID == c.Article && s.span == c.Span {
				for _, p := range s.people {
					if !a.asksFor(p) && strings.Contains(p.Name, " ") && phrase.Capital(p.Name) && geo.StateNamed(p.Name) == "" {
						who = p.Name
						break
					}
				}
			}
		}
	}
	if who == "" {
		return text
	}
	words := strings.Fields(text)
	for i, w := range words {
		if f := strings.Trim(strings.ToLower(w), "?.,"); f == "he" || f == "she" || f == "they" || f == "it" || f == "him" || f == "her" {
			words[i] = strings.Replace(w, strings.Trim(w, "?.,"), who, 1)
			break
		}
	}
	return strings.Join(words, " ")
}
