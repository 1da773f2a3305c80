// Package subscription keeps who gets which digests where and when: in the
// store's notes, beside the one that the configuration names. It decides nothing
// about what is due (briefing/digest) and posts nothing (bot).
package subscription

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/digest"
)

// A Subscription is the digests of one channel at one time of the day.
type Subscription struct {
	// ID names it in commands and in the store: a few letters and digits, or
	// Configured.
	ID string `json:"id"`
	// Guild, Channel, Role and Owner are Discord's identifiers. Guild and Owner
	// are "" where nobody knows, Role where nobody is mentioned.
	Guild   string `json:"guild,omitempty"`
	Channel string `json:"channel"`
	Role    string `json:"role,omitempty"`
	Owner   string `json:"owner,omitempty"`
	// Locale is the owner's language, as Discord names it, "" where nobody knows.
	Locale string `json:"locale,omitempty"`
	// Topics are digested in this order; none means all that are configured.
	Topics []string `json:"topics,omitempty"`
	// At, Days and Zone say when: on the clocks of the zone, an IANA name.
	At   digest.Clock `json:"at"`
	Days digest.Days  `json:"days"`
	Zone string       `json:"zone"`
	// Quiet posts nothing where nothing is new.
	Quiet bool `json:"quiet,omitempty"`
	// Messages is the most messages a digest may have, 0 for DefaultMessages.
	Messages int `json:"messages,omitempty"`
	// Thread says where in the channel the messages stand; Tag is the name of the
	// tag that posts of a forum get, "" for none.
	Thread Thread `json:"thread,omitempty"`
	Tag    string `json:"tag,omitempty"`
	// Made is when it was made, Since when it was made or resumed: slots up to
	// then are none of its.
	Made  time.Time `json:"made,omitzero"`
	Since time.Time `json:"since,omitzero"`
	// Pause is why it is paused, nil if it is not.
	Pause *Pause `json:"pause,omitempty"`

	// Schedule stands for At and Days in the subscription of the configuration,
	// Cron is how it is written there.
	Schedule digest.Schedule `json:"-"`
	Cron     string          `json:"-"`
}

// A Thread says where the messages of a digest stand.
type Thread string

const (
	// InChannel: one after the other in the channel.
	InChannel Thread = ""
	// Further: the first in the channel, the others in a thread of it.
	Further Thread = "further"
	// Entries: a short message in the channel, and all that is new in a thread of it.
	Entries Thread = "entries"
	// Post: the channel is a forum, and each digest a post of it.
	Post Thread = "post"
)

// A Pause is why a subscription posts nothing.
type Pause struct {
	At time.Time `json:"at"`
	// By is who asked for it: a user's identifier, or "" for the command line.
	By string `json:"by,omitempty"`
	// Reason is what has to be mended, "" where somebody asked for the pause. Code
	// is Discord's error that led to it, 0 where it was none.
	Code   int    `json:"code,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Told says what became of telling the owner.
	Told Told `json:"told,omitempty"`
}

// Told is whether somebody was told of a pause.
type Told string

const (
	// NotYet: they are to be told.
	NotYet Told = ""
	// Yes: they were, once.
	Yes Told = "yes"
	// Nowhere: the bot may write in no channel where they would see it.
	Nowhere Told = "nowhere"
)

// Configured is the ID of the subscription in the configuration.
const Configured = "config"

const (
	// DefaultMessages and MaxMessages are how many messages a digest has at most.
	DefaultMessages = 3
	MaxMessages     = 10
	// maxTag is how long the name of a tag may be, in bytes. Discord's are 20
	// characters.
	maxTag = 100
	// perGuild is how many subscriptions a guild may have: more fit in no list.
	perGuild = 25
)

// An InvalidError says what of a subscription cannot be meant, in a sentence for
// whoever entered it. It holds what they entered.
type InvalidError struct {
	Sentence string
	// Same is the subscription that is there already, nil where that is not why.
	Same *Subscription
	// Full is how many subscriptions a guild may have, 0 where that is not why.
	Full int
}

func (e *InvalidError) Error() string { return e.Sentence }

func invalid(format string, args ...any) error {
	return &InvalidError{Sentence: fmt.Sprintf(format, args...)}
}

// ErrNotFound is returned for an ID that no subscription has.
var ErrNotFound = errors.New("there is no such subscription")

// Plan is when its digests are due. It returns an error for a zone that this
// machine does not know.
func (s *Subscription) Plan(catchup time.Duration) (digest.Plan, error) {
	zone, err := time.LoadLocation(s.Zone)
	if err != nil {
		return digest.Plan{}, fmt.Errorf("subscription %s: %w", s.ID, err)
	}
	p := digest.Plan{Schedule: s.Schedule, Zone: zone, Catchup: catchup, Since: s.Since}
	if p.Schedule == nil {
		p.Schedule = digest.Weekly{At: s.At, Days: s.Days}
	}
	return p, nil
}

// When says when it is due, as people read it.
func (s *Subscription) When() string {
	if s.Cron != "" {
		return fmt.Sprintf("%s (%s)", s.Cron, s.Zone)
	}
	return fmt.Sprintf("%s at %s (%s)", s.Days, s.At, s.Zone)
}

// Limit is the most messages a digest of it has.
func (s *Subscription) Limit() int {
	if s.Messages == 0 {
		return DefaultMessages
	}
	return s.Messages
}

// validate names the first thing that cannot be meant.
func (s *Subscription) validate() error {
	_, err := time.LoadLocation(s.Zone)
	switch {
	case !number(s.Channel):
		return invalid("%q is not the ID of a channel: Discord shows it by Copy Channel ID in developer mode", s.Channel)
	case s.Role != "" && !number(s.Role):
		return invalid("%q is not the ID of a role", s.Role)
	case s.Zone == "" || s.Zone == "Local" || err != nil:
		return invalid("%q is not a time zone: Europe/Berlin and America/New_York are", s.Zone)
	case s.Days&digest.EveryDay == 0:
		return invalid("there is no day on which it would come")
	case s.At < 0 || s.At >= 24*60:
		return invalid("%d is no minute of a day", s.At)
	case !slices.Contains([]Thread{InChannel, Further, Entries, Post}, s.Thread):
		return invalid("%q is no kind of thread: %s, %s and %s are", s.Thread, Further, Entries, Post)
	case s.Tag != "" && s.Thread != Post:
		return invalid("only posts of a forum have tags: the thread must be %q", Post)
	case len(s.Tag) > maxTag:
		return invalid("%q is too long for a tag", s.Tag)
	case s.Messages < 0 || s.Messages > MaxMessages:
		return invalid("a digest may have 1 to %d messages, not %d", MaxMessages, s.Messages)
	}
	return nil
}

// same reports whether two subscriptions would post the same.
func (s *Subscription) same(o *Subscription) bool {
	return s.Channel == o.Channel && s.At == o.At && s.Zone == o.Zone && s.Schedule == nil && o.Schedule == nil && slices.Equal(s.Topics, o.Topics)
}

// number reports whether s is an identifier of Discord's.
func number(s string) bool {
	return s != "" && len(s) <= 20 && strings.Trim(s, "0123456789") == ""
}
