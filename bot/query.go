package bot

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
)

// Kind is the kind of a query. Its values stand in buttons: none is given a new
// meaning.
type Kind string

const (
	Brief     Kind = "b" // what is known about a topic
	Ask       Kind = "a" // a question
	Quotes    Kind = "q" // what a speaker said
	Timeline  Kind = "t" // what happened when in a topic
	Voices    Kind = "w" // who says how much in a topic
	Conflicts Kind = "c" // where the sources of a topic differ
	Sources   Kind = "s" // the outlets
	Verify    Kind = "v" // whether a speaker said what is quoted
	Message   Kind = "m" // whether what a message says was said
	News      Kind = "n" // what has come since
)

// A Query is what a user wants to know: all that an answer depends on beside the
// articles. It travels in the buttons below the answer.
type Query struct {
	Kind Kind
	// Text is the question, the quotation, the message; on one line but for a
	// message.
	Text string
	// Topic and Speaker are the values of choices, or what a user typed instead.
	Topic, Speaker string
	// Said leaves statements of one kind: direct, mixed or reported.
	Said string
	// Since leaves out what was published before, Outlet what others published.
	Since  time.Time
	Outlet string
	// Guild is the server that is asked from, "" for none: its own topics count.
	Guild string
	// User is who asks, "" where nobody does, for budgets alone.
	User string
	// Language is the locale of the user.
	Language string
}

// query is the query as this user asks it.
func (r *request) query(q Query) Query {
	q.Guild, q.User, q.Language = r.guild, r.user, r.locale
	return q
}

// state is the query as fields of a custom_id. A text that is too long for that
// is not in it: its sum is, by which it is known again in the title of the
// message (see readQuery), or among the messages that were checked lately.
func (q Query) state(page int, short bool) []string {
	text := "=" + q.Text
	if short {
		text = "#" + textSum(q.Text)
	}
	since := ""
	if !q.Since.IsZero() {
		since = strconv.FormatInt(q.Since.Unix(), 36)
	}
	return []string{string(q.Kind), strconv.Itoa(page), q.Said, since, q.Topic, q.Speaker, q.Outlet, text}
}

// id is the custom_id of an action on the query, "" where it does not fit.
func (q Query) id(action string, page int) string {
	if id := message.CustomID(action, q.state(page, false)...); id != "" {
		return id
	}
	if q.Kind != Ask && q.Kind != Message {
		return "" // neither its title has the text nor the memory
	}
	return message.CustomID(action, q.state(page, true)...)
}

// asked is the query in the state of a component, and the page; a sentence where it
// cannot be read any more.
func (b *Bot) asked(r *request) (q Query, page int, err error) {
	if sum, ok := strings.CutPrefix(r.kept(7), "#"); ok && Kind(r.kept(0)) == Message {
		says, ok := b.texts.of(r.user, sum, b.opts.Now())
		if !ok {
			return q, 0, userError(&say.NotKept, r.language())
		}
		if q, page, ok = readState(r, append(slices.Clone(r.state[:7]), "="+says)); ok {
			return q, page, nil
		}
	} else if q, page, ok = readQuery(r); ok {
		return q, page, nil
	}
	return q, 0, b.old(r)
}

// readQuery reads the state of a component. It reports false where the state is
// none, or the text is not to be found any more.
func readQuery(r *request) (q Query, page int, ok bool) { return readState(r, r.state) }

// readState is as readQuery, for a state.
func readState(r *request, state []string) (q Query, page int, ok bool) {
	if len(state) != 8 {
		return q, 0, false
	}
	q = Query{Kind: Kind(state[0]), Said: state[2], Topic: state[4], Speaker: state[5], Outlet: state[6], Guild: r.guild, User: r.user, Language: r.locale}
	page, err := strconv.Atoi(state[1])
	if err != nil || page < 0 {
		return q, 0, false
	}
	if since := state[3]; since != "" {
		unix, err := strconv.ParseInt(since, 36, 64)
		if err != nil {
			return q, 0, false
		}
		q.Since = time.Unix(unix, 0).UTC()
	}
	text := state[7]
	if full, ok := strings.CutPrefix(text, "="); ok {
		q.Text = full
		return q, page, true
	}
	sum, ok := strings.CutPrefix(text, "#")
	if !ok || r.source == nil {
		return q, 0, false
	}
	title, _, _ := strings.Cut(strings.TrimPrefix(r.source.Content, titlePrefix), "\n")
	q.Text = markdown.Plain(title)
	return q, page, textSum(q.Text) == sum
}

// textSum tells questions apart. Quotation marks do not count: a title has none.
func textSum(s string) string {
	sum := sha256.Sum256([]byte(strings.NewReplacer("'", "", "’", "").Replace(unquoted(s))))
	return hex.EncodeToString(sum[:6])
}

// single is what a user wrote, with single quotation marks for double ones: those
// are kept for words that were found again in an article.
func single(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\'' || r == '’' || r == '‘' || !unicode.In(r, unicode.Quotation_Mark):
			return r
		case unicode.In(r, unicode.Pi, unicode.Ps):
			return '‘'
		case unicode.In(r, unicode.Pf, unicode.Pe):
			return '’'
		}
		return '\''
	}, s)
}

// unquoted is a text without quotation marks of any kind.
func unquoted(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\'' && r != '’' && unicode.In(r, unicode.Quotation_Mark) {
			return -1
		}
		return r
	}, s)
}
