package outbox

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/backoff"
	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/rest"
	"briefbot/bot/say"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render/markdown"
)

const (
	// archiveAfter is after how many minutes without a message Discord puts a
	// thread away: a day.
	archiveAfter = 1440
	// maxThreadName is how long a thread's name may be.
	maxThreadName = 100
	// postTries is how often making a post is tried of which nobody knows the
	// end.
	postTries = 3
)

// venue is where the messages of a digest stand that do not all stand in the channel
// itself.
type venue struct {
	Kind subscription.Thread `json:"kind"`
	Name string              `json:"name"`             // of the thread
	Tag  string              `json:"tag,omitempty"`    // the name of the tag that a post gets
	ID   string              `json:"thread,omitempty"` // the thread's identifier, once it is there
}

// venueOf is the venue of a slot, nil where its messages stand in the channel.
func venueOf(slot Slot) *venue {
	if slot.Thread == subscription.InChannel {
		return nil
	}
	date := slot.Date
	if day, err := time.Parse(time.DateOnly, slot.Date); err == nil {
		date = day.Format("2 January 2006")
	}
	date = " · " + date
	title := message.OneLine(cmp.Or(slot.Title, defaultTitle))
	return &venue{Kind: slot.Thread, Name: message.Shorten(title, maxThreadName-markdown.Len(date)) + date, Tag: slot.Tag}
}

// place is where the ith part of a digest goes: to the channel, or to a thread, which
// it makes where it needs one. Discord makes one thread of a message and no more, so
// that this can be done again after a crash. Where there is no message to make one
// of, because Discord did not take the first or somebody has deleted it, what is
// left stands in the channel.
func (o *Outbox) place(ctx context.Context, channel string, r *record, i int) (string, error) {
	switch {
	case r.Venue == nil, i == 0:
		return channel, nil
	case r.Venue.ID != "":
		return r.Venue.ID, nil
	case r.Parts[0].State != sent || r.Parts[0].Message == deleted:
		r.Venue = nil
		return channel, nil
	}
	first := r.Parts[0].Message
	address := discordgo.EndpointChannelMessage(channel, first) + "/threads"
	body := struct {
		Name  string `json:"name"`
		After int    `json:"auto_archive_duration"`
	}{r.Venue.Name, archiveAfter}
	begun := o.Now()
	for pause := o.Backoff; ; pause *= 2 {
		err := o.Rest.Do(ctx, http.MethodPost, address, body, nil)
		switch c, _ := rest.Code(err); {
		case err == nil, c == rest.CodeThreadThere:
			r.Venue.ID = first // a thread has the identifier of its message
			return first, nil
		case c == rest.CodeUnknownMessage:
			r.Venue = nil
			return channel, nil
		}
		if !rest.Unsure(err) || o.Now().Sub(begun) > nonceFor || backoff.Sleep(ctx, backoff.Jitter(pause)) != nil {
			return "", threadError(channel, err, &say.HintThreads)
		}
	}
}

// threadError makes a *ChannelError of an error that stays until somebody acts, with
// what to do where the permission is missing that the request needs.
func threadError(channel string, err error, permission *language.Phrase) error {
	err = Refused(channel, err)
	var e *ChannelError
	if errors.As(err, &e) && e.Code == rest.CodePermissions {
		return &ChannelError{channel, e.Code, permission.In(language.English)}
	}
	return err
}

// follow sends a part into the thread of a digest. Somebody who deletes a thread
// wants nothing more in it.
func (o *Outbox) follow(ctx context.Context, channel, thread string, p *part, save func() error) error {
	p.Channel = thread
	err := o.send(ctx, thread, p, message.Nobody, save)
	var e *ChannelError
	if !errors.As(err, &e) {
		return err
	}
	if e.Code == rest.CodeUnknownChannel {
		p.State, p.Message = sent, deleted
		return nil
	}
	if e.Code == rest.CodePermissions {
		return threadError(channel, err, &say.HintInThreads)
	}
	return &ChannelError{channel, e.Code, e.Hint}
}

// sendPost makes the post of a forum that begins with the first part of a digest, once.
// Discord knows no nonces there: of a request whose end is not known, and after a
// crash, the forum is searched for the mark, once the request cannot be under way
// any more: none is sent later than half of that after it was noted.
func (o *Outbox) sendPost(ctx context.Context, channel string, r *record, pings message.Mentions, save func() error) error {
	p := &r.Parts[0]
	certain := p.State == pending
	for try := 1; ; try++ {
		now, err := o.Rest.Date(ctx)
		if err != nil {
			return err
		}
		if p.State == sending {
			settled := 4 * o.RequestTimeout
			if err := backoff.Sleep(ctx, min(settled, settled-now.Sub(p.At))); err != nil {
				return err
			}
			id, err := o.searchPosts(ctx, channel, r.Venue.Name, p)
			if err != nil {
				return err
			}
			if id != "" {
				p.posted(r.Venue, id)
				return nil
			}
			p.State = pending
		}
		tags, err := o.tags(ctx, channel, r.Venue.Tag)
		if err != nil {
			return err
		}
		begun := time.Now()
		if now, err = o.Rest.Date(ctx); err != nil {
			return err
		}
		p.State, p.At = sending, now
		if err := save(); err != nil {
			return err
		}
		body := struct {
			Name    string          `json:"name"`
			After   int             `json:"auto_archive_duration"`
			Tags    []string        `json:"applied_tags,omitempty"`
			Message message.Message `json:"message"`
		}{r.Venue.Name, archiveAfter, tags, message.Message{Content: p.Text + "\n" + p.Mark, Rows: o.below(p), Mentions: pings, Flags: discordgo.MessageFlagsSuppressEmbeds}}
		var made struct {
			ID string `json:"id"`
		}
		soon, cancel := context.WithDeadline(ctx, begun.Add(2*o.RequestTimeout))
		err = o.Rest.Do(soon, http.MethodPost, discordgo.EndpointChannelThreads(channel), body, &made)
		cancel()
		if err == nil {
			p.posted(r.Venue, made.ID)
			return nil
		}
		switch f, _ := fateOf(err); {
		case f == drop:
			o.Log.Error("post of a digest is not taken", "channel", channel, "slot", p.Mark, "err", err)
			p.State = dropped
			return nil
		case f == halt && certain:
			p.State = pending
			return errors.Join(threadError(channel, err, &say.HintPosts), save())
		case f == halt:
			return threadError(channel, err, &say.HintPosts)
		case !rest.Unsure(err) || try == postTries:
			return err
		}
		certain = false
	}
}

// posted notes that a part began a post.
func (p *part) posted(at *venue, id string) {
	at.ID = id
	p.State, p.Channel, p.Message = sent, id, id
}

// tags are the identifiers of the tag of that name of a forum, none for "".
func (o *Outbox) tags(ctx context.Context, channel, name string) ([]string, error) {
	if name == "" {
		return nil, nil
	}
	forum, err := o.Channels.Channel(ctx, channel)
	if err != nil {
		return nil, Refused(channel, err)
	}
	if t := forum.Tag(name); t != nil {
		return []string{t.ID}, nil
	}
	return nil, &ChannelError{channel, rest.CodeUnknownTag, say.HintTagGone.In(language.English)}
}

// thread is what Discord says of one in a list.
type thread struct {
	ID     string `json:"id"`
	Parent string `json:"parent_id"`
	Owner  string `json:"owner_id"`
	Name   string `json:"name"`
	Meta   struct {
		Changed time.Time `json:"archive_timestamp"`
	} `json:"thread_metadata"`
}

// searchPosts looks for a part among the posts of a forum, those that are archived,
// too, and returns the post's identifier, "" if it is not there.
func (o *Outbox) searchPosts(ctx context.Context, forum, name string, p *part) (string, error) {
	guild, err := o.Channels.GuildOf(ctx, forum)
	if err != nil {
		return "", Refused(forum, err)
	}
	first := p.At.Add(-skew)
	var page struct {
		Threads []thread `json:"threads"`
		More    bool     `json:"has_more"`
	}
	look := func(address string) (string, error) {
		page.Threads, page.More = nil, false
		if err := o.Rest.Do(ctx, http.MethodGet, address, nil, &page); err != nil {
			return "", threadError(forum, err, &say.HintHistory)
		}
		for _, t := range page.Threads {
			if ok, err := o.began(ctx, forum, name, &t, p, rest.Snowflake(first)); ok || err != nil {
				return t.ID, err
			}
		}
		return "", nil
	}
	if id, err := look(discordgo.EndpointGuildActiveThreads(guild)); id != "" || err != nil {
		return id, err
	}
	query := url.Values{"limit": {fmt.Sprint(message.MaxPageLimit)}}
	for {
		id, err := look(discordgo.EndpointChannelPublicArchivedThreads(forum) + "?" + query.Encode())
		n := len(page.Threads)
		if id != "" || err != nil || !page.More || n == 0 {
			return id, err
		}
		oldest := page.Threads[n-1].Meta.Changed // they come by when they were archived
		if oldest.Before(first) {
			return "", nil
		}
		query.Set("before", oldest.UTC().Format(time.RFC3339Nano))
	}
}

// began reports whether a post begins with a part. One whose first message somebody
// has deleted is known by its name.
func (o *Outbox) began(ctx context.Context, forum, name string, t *thread, p *part, first uint64) (bool, error) {
	self, err := o.Channels.Me(ctx)
	if err != nil {
		return false, err
	}
	if n, err := strconv.ParseUint(t.ID, 10, 64); err != nil || n < first || t.Parent != forum || t.Owner != self {
		return false, nil
	}
	var m struct {
		Content string `json:"content"`
	}
	err = o.Rest.Do(ctx, http.MethodGet, discordgo.EndpointChannelMessage(t.ID, t.ID), nil, &m)
	switch c, _ := rest.Code(err); {
	case c == rest.CodeUnknownMessage:
		return t.Name == name, nil
	case c == rest.CodeUnknownChannel:
		return false, nil
	case err != nil:
		return false, Refused(forum, err)
	}
	return strings.HasSuffix(m.Content, p.Mark), nil
}

// editPosted edits a message of a digest. A thread that is archived is opened for as
// long as that takes.
func (o *Outbox) editPosted(ctx context.Context, channel, id string, body message.Message) error {
	edit := func() error {
		return o.Rest.Do(ctx, http.MethodPatch, discordgo.EndpointChannelMessage(channel, id), body, nil)
	}
	archive := func(yes bool) error {
		return o.Rest.Do(ctx, http.MethodPatch, discordgo.EndpointChannel(channel), map[string]bool{"archived": yes}, nil)
	}
	err := edit()
	if c, _ := rest.Code(err); c != rest.CodeArchived {
		return err
	}
	if err := archive(false); err != nil {
		return fmt.Errorf("open the thread: %w", err)
	}
	err = edit()
	if err := archive(true); err != nil {
		o.Log.Warn("a thread stays open", "channel", channel, "err", err)
	}
	return err
}
