package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"briefbot/bot"
	"briefbot/bot/message"
	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/briefing/digest"
	"briefbot/briefing/render"
	"briefbot/briefing/topics"
	"briefbot/corpus"
)

// room is where the bot asks: at the desk that a server is served from now, whose
// briefs it shows as Discord does.
type room struct{ *server }

var _ bot.Desk = room{}

// kinds are the kinds of questions that queries ask.
var kinds = map[bot.Kind]briefing.Kind{
	bot.Brief: briefing.Situation, bot.Conflicts: briefing.Situation, bot.Ask: briefing.Ask,
	bot.Quotes: briefing.Quotes, bot.Timeline: briefing.Timeline, bot.Voices: briefing.Quotes,
}

// A reply is an answer in both of its forms.
type reply struct {
	message render.Message
	export  func(io.Writer) error
	whole   bool // on one page, if it can be
	voices  []briefing.Voice
	picture *bot.Picture
}

// Answer implements bot.Desk.
func (r room) Answer(ctx context.Context, q bot.Query, grow func(*bot.Answer)) (*bot.Answer, error) {
	a, err := r.reply(ctx, q, grow)
	if err != nil {
		return nil, err
	}
	answer := newAnswer(a.message.In(q.Language))
	answer.Whole = a.whole
	if a.picture != nil {
		answer.Pictures = []bot.Picture{*a.picture}
	}
	for _, v := range a.voices {
		answer.Speakers = append(answer.Speakers, bot.Choice{Name: describe(v.Speaker, v.Statements()), Value: v.Speaker.Name})
	}
	return answer, nil
}

// Export implements bot.Desk.
func (r room) Export(ctx context.Context, q bot.Query, since []byte) ([]byte, error) {
	if q.Kind == bot.News {
		made, err := r.since(ctx, q, since)
		if err != nil {
			return nil, err
		}
		var b bytes.Buffer
		err = render.JSON(&b, made.Brief)
		return b.Bytes(), err
	}
	a, err := r.reply(ctx, q, nil)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = a.export(&b)
	return b.Bytes(), err
}

// reply takes in what has changed and answers. A brief and an answer grow while a
// model writes them.
func (r room) reply(ctx context.Context, q bot.Query, grow func(*bot.Answer)) (*reply, error) {
	d, err := r.desk(ctx, q.Guild)
	if err != nil {
		return nil, err
	}
	if err := d.follow(ctx); err != nil {
		return nil, err
	}
	if d, err = d.informed(ctx); err != nil {
		return nil, err
	}
	topic, err := d.topic(q)
	if err != nil {
		return nil, err
	}
	switch q.Kind {
	case bot.Verify, bot.Message:
		return d.checked(ctx, q, topic)
	case bot.Sources:
		return d.shelf(ctx, topic, q.Outlet)
	}
	question := briefing.Question{Kind: kinds[q.Kind], Text: q.Text, Since: q.Since, Asker: briefing.Asker{Guild: q.Guild, User: q.User}}
	if topic != nil {
		question.Topic = topic.Name
	}
	switch q.Kind {
	case bot.Quotes:
		question.Text = q.Speaker
	case bot.Ask:
		question.Asked = r.now()
	}
	if q.Kind == bot.Voices {
		voices, articles, err := d.engine.Voices(ctx, question)
		if err != nil {
			return nil, err
		}
		title := "Who said what"
		if topic != nil {
			title = topic.Title + " · who said what"
		}
		return &reply{
			message: render.DiscordVoices(title, voices, articles), voices: voices,
			export: func(w io.Writer) error { return render.VoicesJSON(w, q.Topic, voices, articles) },
		}, nil
	}
	var show func(*briefing.Brief)
	if grow != nil && (q.Kind == bot.Brief || q.Kind == bot.Ask) {
		show = func(b *briefing.Brief) {
			if !b.Abstained() {
				a := newAnswer(render.Discord(b).In(q.Language))
				a.Whole = q.Kind == bot.Brief
				grow(a)
			}
		}
	}
	b, err := d.engine.Stream(ctx, question, show)
	if err != nil {
		return nil, err
	}
	a := &reply{export: func(w io.Writer) error { return render.JSON(w, b) }}
	switch q.Kind {
	case bot.Quotes:
		a.message = render.DiscordQuotes(b, briefing.CitationKind(q.Said))
	case bot.Conflicts:
		found := false
		if a.message, found = render.DiscordSection(b, briefing.Conflicts, "where sources conflict"); !found {
			a.message.Blocks = append(a.message.Blocks, "Outlets do not differ on an event here, as far as I can tell.")
		}
	case bot.Timeline:
		a.message = render.Discord(b)
		if a.picture, err = chart(b); err != nil {
			return nil, err
		}
	default:
		a.message, a.whole = render.Discord(b), q.Kind == bot.Brief
	}
	return a, nil
}

// News implements bot.Desk.
func (r room) News(ctx context.Context, q bot.Query, since []byte) (*bot.Answer, []byte, error) {
	made, err := r.since(ctx, q, since)
	if err != nil {
		return nil, nil, err
	}
	a := newAnswer(render.Discord(made.Brief).In(q.Language))
	a.Whole = len(since) == 0
	return a, made.Next.Marshal(), nil
}

// since is what is new in a topic since a state.
func (r room) since(ctx context.Context, q bot.Query, since []byte) (*digest.Digest, error) {
	d, err := r.desk(ctx, q.Guild)
	if err != nil {
		return nil, err
	}
	if d, err = d.informed(ctx); err != nil {
		return nil, err
	}
	topic, err := d.topic(q)
	if err != nil {
		return nil, err
	}
	cursor, err := digest.ParseCursor(since)
	if err != nil {
		return nil, err
	}
	return d.digest(ctx, digest.Request{Topic: topic.Name, Had: cursor, Asker: briefing.Asker{Guild: q.Guild, User: q.User}, Now: r.now()})
}

// Unseen implements bot.Desk.
func (r room) Unseen(q bot.Query, since []byte) int {
	d := r.atHand(q.Guild)
	topic, err := d.topic(q)
	cursor, bad := digest.ParseCursor(since)
	if err != nil || bad != nil || topic == nil {
		return 0
	}
	n := 0
	for _, a := range d.engine.Corpus.Articles() {
		if d.engine.Corpus.Labelled(a.ID, topic.Name) && d.engine.Corpus.Arrived(a.ID) > cursor.Seq {
			n++
		}
	}
	return n
}

// shelf is what is held under a topic (nil for everything), of one outlet with
// its articles or of all.
func (d *desk) shelf(ctx context.Context, topic *briefing.Topic, outlet string) (*reply, error) {
	name := ""
	if topic != nil {
		name = topic.Name
	}
	articles, err := d.engine.Articles(briefing.Question{Topic: name})
	if err != nil {
		return nil, err
	}
	s := render.NewShelf(d.engine, articles)
	if err := d.addFeeds(ctx, s); err != nil {
		return nil, err
	}
	m := s.Discord()
	if outlet != "" {
		s = s.Only(outlet)
		m = s.DiscordArticles()
	}
	return &reply{message: m, export: s.JSON}, nil
}

// checked checks a quotation or a message, against the articles of a topic where one
// is given.
func (d *desk) checked(ctx context.Context, q bot.Query, topic *briefing.Topic) (*reply, error) {
	var report *check.Report
	var err error
	within := briefing.Question{Since: q.Since}
	if topic != nil {
		within.Topic = topic.Name
	}
	checks := d.checks.Within(within)
	if q.Kind == bot.Verify {
		report, err = checks.Quote(ctx, q.Text, q.Speaker)
	} else {
		report, err = checks.Message(ctx, q.Text)
	}
	if errors.Is(err, check.ErrNoWords) {
		return nil, bot.NothingToCheck(q)
	} else if err != nil {
		return nil, err
	}
	return &reply{message: render.CheckDiscord(report), export: func(w io.Writer) error { return render.CheckJSON(w, report) }}, nil
}

// newAnswer is a message with references to what it cites.
func newAnswer(m render.Message) *bot.Answer {
	a := &bot.Answer{Blocks: m.Blocks, Sources: m.Lines}
	for _, p := range m.Passages {
		a.Passages = append(a.Passages, message.Passage{
			Block: p.Block, Number: p.Number, Label: p.Label,
			Ref: fmt.Sprintf("%s:%d-%d:%s", p.At.Article, p.At.Span.Start, p.At.Span.End, p.At.Sum.String()[:sumDigits]),
		})
	}
	for _, c := range m.Articles {
		a.Articles = append(a.Articles, bot.Cited{Number: c.Number, Name: c.Name, Says: c.Says, Ref: string(c.Article)})
	}
	return a
}

// sumDigits is how much of a text's sum a reference has: enough to notice that
// the text has changed.
const sumDigits = 12

// Passage implements bot.Desk.
func (r room) Passage(ctx context.Context, ref string) (*bot.Answer, error) {
	doc, span, err := r.passage(ctx, ref)
	if err != nil || doc == nil {
		return &bot.Answer{}, err
	}
	return newAnswer(render.DiscordPassage(r.serving.Load().engine.Publisher(doc.Article), doc, span)), nil
}

// passage is what a reference means, nil where that is not what it was.
func (r room) passage(ctx context.Context, ref string) (*corpus.Document, corpus.Span, error) {
	id, rest, _ := strings.Cut(ref, ":")
	place, sum, _ := strings.Cut(rest, ":")
	first, last, _ := strings.Cut(place, "-")
	start, err1 := strconv.Atoi(first)
	end, err2 := strconv.Atoi(last)
	doc, err := r.document(ctx, id)
	span := corpus.Span{Start: start, End: end}
	if err != nil || doc == nil {
		return nil, span, err
	}
	if _, ok := doc.Article.Slice(span); !ok || err1 != nil || err2 != nil || span.Len() == 0 ||
		len(sum) != sumDigits || !strings.HasPrefix(doc.Article.Sum().String(), sum) {
		return nil, span, nil
	}
	return doc, span, nil
}

// Card implements bot.Desk.
func (r room) Card(ctx context.Context, ref string) (*bot.Picture, error) {
	doc, span, err := r.passage(ctx, ref)
	if err != nil || doc == nil {
		return nil, err
	}
	card, alt := render.Card(r.serving.Load().engine.Publisher(doc.Article), doc, span)
	var b bytes.Buffer
	if err := card.Write(&b); err != nil {
		return nil, err
	}
	return &bot.Picture{Name: "passage.png", Alt: alt, Data: b.Bytes()}, nil
}

// chart is a timeline as a picture, nil where nothing in it is dated.
func chart(b *briefing.Brief) (*bot.Picture, error) {
	timeline, alt, ok := render.Chart(b)
	if !ok {
		return nil, nil
	}
	var data bytes.Buffer
	if err := timeline.Write(&data); err != nil {
		return nil, err
	}
	return &bot.Picture{Name: "timeline.png", Alt: alt, Data: data.Bytes()}, nil
}

// Article implements bot.Desk.
func (r room) Article(ctx context.Context, ref string) (*bot.Answer, error) {
	doc, err := r.document(ctx, ref)
	if err != nil || doc == nil {
		return &bot.Answer{}, err
	}
	return newAnswer(render.DiscordArticle(r.serving.Load().engine.Publisher(doc.Article), doc)), nil
}

// document is the document of an identifier, nil if there is none: whoever was given
// one was shown the article.
func (r room) document(ctx context.Context, id string) (*corpus.Document, error) {
	doc, err := r.serving.Load().store.Document(ctx, corpus.ID(id))
	if errors.Is(err, corpus.ErrNotFound) {
		return nil, nil
	}
	return doc, err
}

// follow takes in what other processes have stored since.
func (d *desk) follow(ctx context.Context) error {
	_, err := d.engine.Corpus.Sync(ctx)
	return err
}

// topic is the topic of a query, nil if it is about none.
func (d *desk) topic(q bot.Query) (*briefing.Topic, error) {
	needed := q.Kind == bot.Brief || q.Kind == bot.Timeline || q.Kind == bot.Conflicts || q.Kind == bot.Voices || q.Kind == bot.News
	if q.Topic == "" && !needed {
		return nil, nil
	}
	if t := d.find(q.Guild, q.Topic); t != nil {
		return t, nil
	}
	var known []string
	for _, t := range d.visible(q.Guild) {
		_, short := topics.Split(t.Name)
		known = append(known, short)
	}
	return nil, bot.UnknownTopic(q, known)
}

// visible are the topics that a server sees: those of the configuration and its
// own.
func (d *desk) visible(guild string) []*briefing.Topic {
	var seen []*briefing.Topic
	for i := range d.engine.Topics {
		t := &d.engine.Topics[i]
		if of, _ := topics.Split(t.Name); of == "" || of == guild {
			seen = append(seen, t)
		}
	}
	return seen
}

// find is the topic that a server's users mean, nil if there is none.
func (d *desk) find(guild, name string) *briefing.Topic {
	for _, t := range d.visible(guild) {
		if t.Name == name {
			return t
		}
	}
	for _, t := range d.visible(guild) {
		called := *t
		_, called.Name = topics.Split(t.Name)
		if briefing.FindTopic([]briefing.Topic{called}, name) != nil {
			return t
		}
	}
	return nil
}
