package bot

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

const (
	doWrong   = "wq" // opens the form for a report of a wrong quotation
	doReport  = "wr" // the form comes back
	doLook    = "rl" // shows a report
	doCorrect = "rc" // opens the form for a correction
	doPublish = "rp" // the form comes back
	doDismiss = "rd"

	maxReport  = 500 // what is said about a passage
	maxReports = 25  // open ones of a server: a select has no more
)

// A report says that a passage is quoted wrongly. Who said so is not kept.
type report struct {
	Ref  string    `json:"ref"` // of the passage
	Says string    `json:"says"`
	At   time.Time `json:"at"`
}

func reportKey(guild, id string) string { return guildPrefix(guild) + "report/" + id }

// reportsCommand is /reports: what members say is quoted wrongly, for those who
// may manage the server. They see the passage where it stands, and can publish a
// correction in the channel.
func reportsCommand(b *Bot) command {
	return command{
		spec:    &discordgo.ApplicationCommand{Name: "reports", Description: "What members say is quoted wrongly; publish a correction"},
		private: true,
		manage:  true,
		run:     b.reports,
		uses: []handler{
			{action: doWrong, form: func(r *request) *message.Form {
				return wrongForm(r, cmp.Or(r.kept(0), strings.Join(r.values, "")))
			}},
			{action: doReport, run: b.report},
			{action: doLook, run: managing(b.look)},
			{action: doCorrect, form: func(r *request) *message.Form {
				l := r.language()
				return &message.Form{ID: message.CustomID(doPublish, r.kept(0)), Title: say.Correction.In(l), Inputs: []message.Control{
					message.Input("says", say.WhatRight.In(l), "", "", maxReport, true),
				}}
			}},
			{action: doPublish, run: managing(b.correct)},
			{action: doDismiss, run: managing(b.dismiss)},
		},
	}
}

// managing keeps a handler for members who may manage the server: a button can be
// pressed by everybody who sees it.
func managing(do run) run {
	return func(ctx context.Context, r *request) (*Answer, error) {
		if !r.manages() {
			return nil, userError(&say.Managers, r.language())
		}
		return do(ctx, r)
	}
}

// quotedIn are the passages that the message of a component shows, as the options of
// its select.
func quotedIn(r *request) []message.Option {
	if r.source == nil {
		return nil
	}
	rows, err := message.RowsOf(r.source)
	if err != nil {
		return nil
	}
	for _, line := range rows {
		for _, c := range line.Components {
			if does(c, doContext) {
				return c.Options
			}
		}
	}
	return nil
}

// oneWrong is the form for a report of the passage that a message shows, nil where it
// does not show just one.
func oneWrong(r *request) *message.Form {
	options := quotedIn(r)
	if len(options) != 1 {
		return nil
	}
	return wrongForm(r, options[0].Value)
}

// wrongForm is the form for a report of a passage.
func wrongForm(r *request, ref string) *message.Form {
	l := r.language()
	return &message.Form{ID: message.CustomID(doReport, ref), Title: say.Wrong.In(l), Inputs: []message.Control{
		message.Input("says", say.WhatWrong.In(l), say.WhatWrongHint.In(l), "", maxReport, true),
	}}
}

// whichWrong asks which of the passages of a message is quoted wrongly.
func (b *Bot) whichWrong(_ context.Context, r *request) (*Answer, error) {
	options := quotedIn(r)
	if len(options) == 0 {
		return nil, b.old(r)
	}
	l := r.language()
	return &Answer{
		Blocks: []string{"**" + say.Wrong.In(l) + "**"},
		rows:   []message.Control{message.Row(message.Menu(say.WhichOne.In(l), message.CustomID(doWrong), options...))},
	}, nil
}

// report keeps what a member says of a passage, for those who manage the server.
func (b *Bot) report(ctx context.Context, r *request) (*Answer, error) {
	l := r.language()
	says, err := bounded(r, "says", maxReport)
	if err != nil {
		return nil, err
	}
	says = single(says)
	ref := r.kept(0)
	a, err := b.opts.Desk.Passage(ctx, ref)
	switch {
	case err != nil:
		return nil, err
	case a.empty() || says == "":
		return nil, b.old(r)
	case r.guild == "":
		return nil, userError(&say.NobodyHere, l)
	}
	open, err := b.openReports(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	if len(open) >= maxReports {
		return nil, userError(&say.ManyReports, l)
	}
	raw, err := json.Marshal(report{Ref: ref, Says: says, At: b.opts.Now().UTC().Truncate(time.Second)})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(ref + says)) // the same twice is one
	key := reportKey(r.guild, hex.EncodeToString(sum[:8]))
	if err := b.opts.Notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: raw}}); err != nil {
		return nil, err
	}
	return &Answer{Blocks: []string{say.Reported.In(l, b.mention("reports"))}}, nil
}

// An openReport is a report with its identifier.
type openReport struct {
	id string
	report
}

// openReports are the reports of a server, oldest first.
func (b *Bot) openReports(ctx context.Context, guild string) ([]openReport, error) {
	var open []openReport
	prefix := reportKey(guild, "")
	for note, err := range b.opts.Notes.Notes(ctx, prefix) {
		if err != nil {
			return nil, err
		}
		o := openReport{id: note.Key[len(prefix):]}
		if err := json.Unmarshal(note.Value, &o.report); err != nil {
			return nil, fmt.Errorf("note %s: %w", note.Key, err)
		}
		open = append(open, o)
	}
	sort.SliceStable(open, func(i, j int) bool { return open[i].At.Before(open[j].At) })
	return open, nil
}

func (b *Bot) reports(ctx context.Context, r *request) (*Answer, error) {
	l := r.language()
	if !r.manages() {
		return nil, userError(&say.Managers, l)
	}
	open, err := b.openReports(ctx, r.guild)
	if err != nil {
		return nil, err
	}
	if len(open) == 0 {
		return &Answer{Blocks: []string{say.NoReports.In(l)}}, nil
	}
	a := &Answer{Blocks: []string{titlePrefix + say.ReportsTitle.In(l)}}
	var options []message.Option
	for _, o := range open {
		a.Blocks = append(a.Blocks, fmt.Sprintf("• <t:%d:R> %s", o.At.Unix(), markdown.Escape(o.Says)))
		options = append(options, message.Option{Label: o.Says, Value: o.id})
	}
	a.rows = []message.Control{message.Row(message.Menu(say.ReportsMenu.In(l), message.CustomID(doLook), options...))}
	return a, nil
}

// readReport is the report of an identifier; a sentence if it is settled already.
func (b *Bot) readReport(ctx context.Context, r *request, id string) (*report, error) {
	var o report
	raw, err := b.opts.Notes.Note(ctx, reportKey(r.guild, id))
	if err != nil {
		return nil, err
	}
	if raw == nil {
		return nil, userError(&say.Settled, r.language(), b.mention("reports"))
	}
	return &o, json.Unmarshal(raw, &o)
}

// look shows a report with the passage that it is about.
func (b *Bot) look(ctx context.Context, r *request) (*Answer, error) {
	if len(r.values) != 1 {
		return nil, b.old(r)
	}
	o, err := b.readReport(ctx, r, r.values[0])
	if err != nil {
		return nil, err
	}
	a, err := b.opts.Desk.Passage(ctx, o.Ref)
	if err != nil {
		return nil, err
	}
	l := r.language()
	shown := &Answer{}
	if a.empty() {
		shown.Blocks = []string{say.Gone.In(l)}
	} else {
		shown.Blocks = append(shown.Blocks, a.Blocks...)
	}
	shown.Blocks = append(shown.Blocks, "**"+say.Wrong.In(l)+"** "+markdown.Escape(o.Says))
	correct := message.Button(say.Publish.In(l), message.CustomID(doCorrect, r.values[0]))
	correct.Style = message.StylePrimary
	shown.rows = []message.Control{message.Row(correct, message.Button(say.Dismiss.In(l), message.CustomID(doDismiss, r.values[0])))}
	return shown, nil
}

// correct publishes a correction in the channel and settles the report.
func (b *Bot) correct(ctx context.Context, r *request) (*Answer, error) {
	says, err := bounded(r, "says", maxReport)
	if err != nil {
		return nil, err
	}
	says = single(says)
	o, err := b.readReport(ctx, r, r.kept(0))
	if err != nil {
		return nil, err
	}
	passage, err := b.opts.Desk.Passage(ctx, o.Ref)
	if err != nil {
		return nil, err
	}
	l := language.Of(r.guildLocale)
	now := b.opts.Now()
	head := fmt.Sprintf("**%s** <t:%d:t> – %s", say.Correction.In(l), now.Unix(), markdown.Escape(says))
	public := &Answer{Blocks: []string{head}, language: l}
	if !passage.empty() {
		public.Blocks = append(public.Blocks, passage.Blocks...)
	}
	public.Blocks = append(public.Blocks, "-# "+say.CorrectedBy.In(l, markdown.Escape(message.Shorten(message.OneLine(r.called), 32))))
	post := paginate(public)[0]
	a := &Answer{Blocks: []string{say.Corrected.In(r.language())}, public: &post}
	a.delivered = func(ctx context.Context) error {
		return b.keepCorrection(ctx, r.guild, r.kept(0), correction{Ref: o.Ref, Says: says, At: now.UTC().Truncate(time.Second)})
	}
	return a, nil
}

// dismiss settles a report without a word to anybody.
func (b *Bot) dismiss(ctx context.Context, r *request) (*Answer, error) {
	if _, err := b.readReport(ctx, r, r.kept(0)); err != nil {
		return nil, err
	}
	if err := b.settle(ctx, r.guild, r.kept(0)); err != nil {
		return nil, err
	}
	return &Answer{Blocks: []string{say.Dismissed.In(r.language())}}, nil
}

func (b *Bot) settle(ctx context.Context, guild, id string) error {
	return b.drop(ctx, []string{reportKey(guild, id)})
}
