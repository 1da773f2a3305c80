package outbox

import (
	"fmt"
	"net/http"

	"briefbot/bot/language"
	"briefbot/bot/rest"
	"briefbot/bot/say"
)

// A fate is what becomes of a message that Discord does not take.
type fate int

const (
	// again: trying later may help.
	again fate = iota
	// halt: nothing helps until somebody acts. The subscription is paused, and
	// they are told.
	halt
	// drop: this message is not taken however often it is sent.
	drop
	// done: it was taken before.
	done
)

// fates is what becomes of a message of a digest, by Discord's code. hint says
// what to do about a halt, nil for anything else.
var fates = map[int]struct {
	fate fate
	hint *language.Phrase
}{
	10003:  {halt, &say.HintChannelGone},
	10004:  {halt, &say.HintServerGone},
	50001:  {halt, &say.HintUnseen},
	50007:  {halt, &say.HintNoMessages},
	50008:  {halt, &say.HintNoText},
	50013:  {halt, &say.HintWrite},
	50024:  {halt, &say.HintWrongKind},
	40058:  {halt, &say.HintForum},
	40066:  {halt, &say.HintNoTags},
	40067:  {halt, &say.HintTagWanted},
	10087:  {halt, &say.HintTagGone},
	50083:  {halt, &say.HintArchived},
	160005: {halt, &say.HintLocked},
	160006: {halt, &say.HintManyThreads},
	160007: {halt, &say.HintManyThreads},
	200000: {halt, &say.HintAutoMod},
	240000: {halt, &say.HintAutoMod},

	10008: {done, nil}, // enforce_nonce finds the message, and somebody has deleted it

	rest.CodeEdits: {drop, nil},
	50005:          {drop, nil}, // somebody else's message

	40005: {drop, nil}, // too large
	50006: {drop, nil}, // empty
	50035: {drop, nil}, // not as Discord wants it
	50109: {drop, nil}, // no JSON

	20016:  {again, nil}, // slow mode
	20028:  {again, nil}, // the channel's rate limit
	40001:  {again, nil}, // unauthorized: the gateway says so too, and ends the bot
	40062:  {again, nil}, // the service's rate limit
	50027:  {again, nil},
	130000: {again, nil}, // overloaded
}

// fateOf says what becomes of a message that met an error.
func fateOf(err error) (f fate, hint string) {
	c, status := rest.Code(err)
	if known, ok := fates[c]; ok {
		if known.hint != nil {
			hint = known.hint.In(language.English)
		}
		return known.fate, hint
	}
	switch {
	case status == http.StatusForbidden, status == http.StatusNotFound:
		if c == 0 {
			return again, "" // not Discord's: something in between has answered
		}
		return halt, say.HintRefused.In(language.English, fmt.Sprint(c))
	case status == http.StatusBadRequest, status == http.StatusRequestEntityTooLarge:
		return drop, ""
	}
	return again, ""
}

// A ChannelError is returned where the bot may not post in a channel, or the
// channel is gone. Somebody has to do something about it: Hint says what.
type ChannelError struct {
	Channel string
	Code    int // Discord's
	Hint    string
}

func (e *ChannelError) Error() string {
	return fmt.Sprintf("post in channel %s: %s", e.Channel, e.Hint)
}

// Refused makes a *ChannelError of the error of a request about a channel that stays
// until somebody acts; any other it returns as it is.
func Refused(channel string, err error) error {
	if f, hint := fateOf(err); f == halt {
		c, _ := rest.Code(err)
		return &ChannelError{channel, c, hint}
	}
	return err
}
