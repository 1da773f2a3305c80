package bot

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// The actions of the components below answers.
const (
	doPage    = "pg" // another page of a query, in the same message
	doView    = "vw" // another query, for the user alone
	doShare   = "sh"
	doExport  = "xp"
	doContext = "cx" // a passage in its place
	doCard    = "cd" // that passage as a picture
	doArticle = "ar" // what is known of a cited article
	doSpeaker = "sp" // what a speaker said, in the topic of the query
	doWhich   = "wp" // which of the passages is quoted wrongly
)

// views are the handlers of the components below answers.
func views(b *Bot) []handler {
	return []handler{
		{action: doPage, update: true, run: b.again},
		{action: doView, run: b.again},
		{action: doSpeaker, run: b.speaker},
		{action: doShare, update: true, run: b.share},
		{action: doExport, run: b.export},
		{action: doContext, run: b.context},
		{action: doCard, run: b.drawn},
		{action: doArticle, run: b.article},
		{action: doWhich, form: oneWrong, run: b.whichWrong},
	}
}

// commandOf is the command that a query of a kind comes from.
var commandOf = map[Kind]string{
	Brief: "brief", Ask: "ask", Quotes: "quotes", Timeline: "timeline", Voices: "brief", Conflicts: "brief",
	Sources: "sources", Verify: "verify", Message: "verify", News: "new",
}

// show answers a query with one of its pages, and the components that lead on
// from there.
func (b *Bot) show(ctx context.Context, r *request, q Query, n int) (*Answer, error) {
	r.stage(func() string {
		articles, outlets := b.opts.Desk.Stage(q)
		return say.Stage.In(r.language(), articles, outlets)
	})
	var grow func(*Answer)
	if r.grown != nil {
		grow = r.grow
	}
	a, err := b.opts.Desk.Answer(ctx, q, grow)
	if err != nil || a.empty() {
		return nil, err
	}
	if a, err = b.corrected(ctx, r, a); err != nil {
		return nil, err
	}
	shown := *a
	shown.page, shown.paged = n, q.id(doPage, 99) != ""
	shown.dress = func(n int, pages []page) []message.Control { return controls(r, q, a, n, pages) }
	return &shown, nil
}

// controls are the components below a page of an answer.
func controls(r *request, q Query, a *Answer, n int, pages []page) []message.Control {
	l := r.language()
	var turn []message.Control
	if len(pages) > 1 {
		previous, next := message.Button(say.Previous.In(l), q.id(doPage, max(n-1, 0))), message.Button(say.Next.In(l, min(n+2, len(pages)), len(pages)), q.id(doPage, n+1))
		previous.Disabled, next.Disabled = n == 0, n+1 >= len(pages)
		if previous.ID == next.ID {
			previous.ID = ""
		}
		turn = append(turn, previous, next)
	}
	if r.guild != "" {
		id := message.CustomID(doShare, commandOf[q.Kind])
		if len(a.Pictures) > 0 { // they are drawn again for everybody
			id = cmp.Or(message.CustomID(doShare, append([]string{commandOf[q.Kind]}, q.state(0, false)...)...), id)
		}
		share := message.Button(say.Share.In(l), id)
		share.Style = message.StylePrimary
		turn = append(turn, share)
	}
	turn = append(turn, message.Button(say.Export.In(l), q.id(doExport, 0)))

	var lead []message.Control
	if q.Topic != "" {
		for _, to := range []struct {
			kind  Kind
			label *language.Phrase
		}{{Brief, &say.Brief}, {Voices, &say.Voices}, {Timeline, &say.Timeline}, {Conflicts, &say.Conflicts}} {
			if to.kind != q.Kind {
				lead = append(lead, message.Button(to.label.In(l), Query{Kind: to.kind, Topic: q.Topic, Since: q.Since}.id(doView, 0)))
			}
		}
	}
	var passages, articles, speakers []message.Option
	for _, p := range a.Passages {
		if pages[n].blocks[p.Block] {
			passages = append(passages, message.Option{Label: fmt.Sprintf("[%d] %s", p.Number, p.Label), Value: p.Ref})
		}
	}
	if r.guild != "" && len(passages) > 0 && strings.Contains(pages[n].text+pages[n].below, "“") {
		turn = append(turn, message.Button(say.Wrong.In(l), message.CustomID(doWhich, commandOf[q.Kind])))
	}
	for _, c := range a.Articles {
		articles = append(articles, message.Option{Label: fmt.Sprintf("[%d] %s", c.Number, c.Name), Value: c.Ref, Description: c.Says})
	}
	for _, s := range a.Speakers {
		speakers = append(speakers, message.Option{Label: s.Name, Value: s.Value})
	}
	return []message.Control{
		message.Row(turn...), message.Row(lead...),
		message.Row(message.Menu(say.Speakers.In(l), Query{Kind: Quotes, Topic: q.Topic, Since: q.Since}.id(doSpeaker, 0), speakers...)),
		message.Row(message.Menu(say.Context.In(l), message.CustomID(doContext, commandOf[q.Kind]), passages...)),
		message.Row(message.Menu(say.Articles.In(l, len(a.Articles)), message.CustomID(doArticle, commandOf[q.Kind]), articles...)),
	}
}

// old is the error for a component whose state cannot be read.
func (b *Bot) old(r *request) error { return &UserError{b.sentenceOldUse(r)} }

// again answers the query in the component's state.
func (b *Bot) again(ctx context.Context, r *request) (*Answer, error) {
	q, page, err := b.asked(r)
	if err != nil {
		return nil, err
	}
	if q.Kind == News {
		return b.newsPage(ctx, r, q, page)
	}
	return b.show(ctx, r, q, page)
}

// speaker answers what the chosen speaker said.
func (b *Bot) speaker(ctx context.Context, r *request) (*Answer, error) {
	q, _, err := b.asked(r)
	if err != nil {
		return nil, err
	}
	if len(r.values) != 1 {
		return nil, b.old(r)
	}
	q.Speaker = r.values[0]
	return b.show(ctx, r, q, 0)
}

// export attaches the answer as JSON.
func (b *Bot) export(ctx context.Context, r *request) (*Answer, error) {
	q, _, err := b.asked(r)
	if err != nil {
		return nil, err
	}
	var since []byte
	if q.Kind == News {
		if since, err = b.newsFrom(ctx, r, q); err != nil {
			return nil, err
		}
	}
	data, err := b.opts.Desk.Export(ctx, q, since)
	if err != nil {
		return nil, err
	}
	name := "briefbot-" + commandOf[q.Kind] + ".json"
	return &Answer{Blocks: []string{say.Exported.In(r.language())}, files: []message.File{{Name: name, Kind: "application/json", Data: data}}}, nil
}

// context shows the chosen passage where it stands.
func (b *Bot) context(ctx context.Context, r *request) (*Answer, error) {
	if len(r.values) != 1 {
		return nil, b.old(r)
	}
	a, err := b.opts.Desk.Passage(ctx, r.values[0])
	if a, err = b.detail(r, a, err); err != nil {
		return a, err
	}
	shown := *a
	l := r.language()
	below := []message.Control{message.Button(say.Card.In(l), message.CustomID(doCard, r.values[0]))}
	if r.guild != "" {
		below = append(below, message.Button(say.Wrong.In(l), message.CustomID(doWrong, r.values[0])))
	}
	shown.rows = []message.Control{message.Row(below...)}
	return &shown, nil
}

// drawn shows a passage as a picture.
func (b *Bot) drawn(ctx context.Context, r *request) (*Answer, error) {
	ref := r.kept(0)
	if ref == "" {
		return nil, b.old(r)
	}
	p, err := b.opts.Desk.Card(ctx, ref)
	if err != nil || p == nil {
		return b.detail(r, nil, err)
	}
	a := &Answer{Blocks: []string{say.Carded.In(r.language())}, Pictures: []Picture{*p}}
	if r.guild != "" {
		a.rows = []message.Control{message.Row(message.Button(say.Wrong.In(r.language()), message.CustomID(doWrong, ref)))}
	}
	return a, nil
}

// article shows what is known of the chosen article.
func (b *Bot) article(ctx context.Context, r *request) (*Answer, error) {
	if len(r.values) != 1 {
		return nil, b.old(r)
	}
	a, err := b.opts.Desk.Article(ctx, r.values[0])
	return b.detail(r, a, err)
}

// detail is an answer about an article that the message cites, or the sentence
// that it is not what it was.
func (b *Bot) detail(r *request, a *Answer, err error) (*Answer, error) {
	if err == nil && a.empty() {
		command := r.kept(0)
		if b.find(command) == nil {
			command = "help"
		}
		return nil, userError(&say.Changed, r.language(), b.mention(command))
	}
	return a, err
}

// share posts the text of the message to the channel, for everybody, with the
// name of who shared it and nobody pinged; the button says that it did.
func (b *Bot) share(ctx context.Context, r *request) (*Answer, error) {
	m := r.source
	if m == nil || m.Content == "" {
		return nil, b.old(r)
	}
	rows, err := message.RowsOf(m)
	if err != nil {
		return nil, err
	}
	command := r.kept(0)
	if b.find(command) == nil {
		command = "help"
	}
	post := message.Message{Content: m.Content, Mentions: message.Nobody}
	for _, e := range m.Embeds {
		if e != nil && e.Description != "" {
			post.Embeds = append(post.Embeds, message.Embed{Description: e.Description, Color: accent})
		}
	}
	if q, _, ok := readState(r, r.state[min(1, len(r.state)):]); ok {
		switch again, err := b.opts.Desk.Answer(ctx, q, nil); {
		case err != nil:
			b.log.Warn("shared without its picture", "command", command, "guild", r.guild, "err", loggable(err))
		case !again.empty():
			post.Files = again.attached()
		}
	}
	l := language.Of(r.guildLocale)
	by := sharedBy(r.called, b.mention(command), l)
	if markdown.Len(post.Content)+1+markdown.Len(by) <= message.MaxContent {
		post.Content += "\n" + by
	} else {
		post.Embeds = append(post.Embeds, message.Embed{Description: by, Color: accent})
	}
	post.Rows = message.FitRows(without(rows, func(c message.Control) bool { return does(c, doShare) || does(c, doPage) || personal(c) }))
	if first, err := b.firstShare(ctx, r, m.ID, m.Content); err != nil {
		return nil, err
	} else if !first {
		return nil, errTwice
	}
	for i := range rows {
		for j := range rows[i].Components {
			if c := &rows[i].Components[j]; does(*c, doShare) {
				c.Label, c.Disabled, c.Style = say.Shared.In(r.language()), true, message.StyleSecondary
			}
		}
	}
	kept := message.Message{Content: m.Content, Rows: message.FitRows(rows), Mentions: message.Nobody, Embeds: post.Embeds[:min(len(post.Embeds), len(m.Embeds))]}
	return &Answer{as: &kept, public: &post}, nil
}

// sharedBy is the line under a shared answer. A name is cut before it is longer
// than the room for it.
func sharedBy(name, command string, l language.Language) string {
	name = markdown.Escape(message.Shorten(message.OneLine(name), 32))
	return say.SharedBy.In(l, cmp.Or(name, "?"), command)
}

// personal reports whether a component exports what is the asker's alone: what is
// new to them, a message that is remembered for them.
func personal(c message.Control) bool {
	_, state, ok := message.ReadID(c.ID)
	return ok && does(c, doExport) && len(state) == 8 && (Kind(state[0]) == News || Kind(state[0]) == Message && strings.HasPrefix(state[7], "#"))
}

// without is rows without those components.
func without(rows []message.Control, drop func(message.Control) bool) []message.Control {
	var out []message.Control
	for _, r := range rows {
		kept := message.Control{Type: message.TypeRow}
		for _, c := range r.Components {
			if !drop(c) {
				kept.Components = append(kept.Components, c)
			}
		}
		out = append(out, kept)
	}
	return out
}

// does reports whether a component has that action.
func does(c message.Control, action string) bool {
	return strings.HasPrefix(c.ID, message.CustomID(action))
}
