package bot

import (
	"fmt"
	"net/http"
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
// what to do about a halt.
var fates = map[int]struct {
	fate fate
	hint string
}{
	10003:  {halt, "the channel is gone; subscribe another"},
	10004:  {halt, "the bot is not in that server any more; invite it again"},
	50001:  {halt, "the bot does not see the channel; give it View Channel in Edit Channel → Permissions"},
	50007:  {halt, "the user takes no messages from the bot; subscribe a channel"},
	50008:  {halt, "nobody can write in a channel of that kind; subscribe another, or a forum with its posts"},
	50013:  {halt, "the bot may not write in the channel; give it Send Messages in Edit Channel → Permissions"},
	50024:  {halt, "nobody can post in a channel of that kind; subscribe another"},
	40058:  {halt, "the channel is a forum and takes posts alone; subscribe it again"},
	40066:  {halt, "the bot may use none of the forum's tags; make one that everybody may use, and subscribe with it"},
	40067:  {halt, "the forum wants a tag on every post; subscribe with one"},
	10087:  {halt, "the forum's tag is gone; subscribe with another"},
	50083:  {halt, "the thread is archived; open it again, or subscribe a channel"},
	160005: {halt, "the thread is locked; unlock it, or subscribe a channel"},
	160006: {halt, "the server has as many open threads as Discord allows; close some"},
	160007: {halt, "the server has as many open threads of announcements as Discord allows; close some"},
	200000: {halt, "the server's AutoMod stopped the message; let the bot pass in Server Settings → AutoMod"},
	240000: {halt, "the server's filter stopped the message; let the bot pass in Server Settings → AutoMod"},

	10008: {done, ""}, // enforce_nonce finds the message, and somebody has deleted it

	codeEdits: {drop, ""},
	50005:     {drop, ""}, // somebody else's message

	40005: {drop, ""}, // too large
	50006: {drop, ""}, // empty
	50035: {drop, ""}, // not as Discord wants it
	50109: {drop, ""}, // no JSON

	20016:  {again, ""}, // slow mode
	20028:  {again, ""}, // the channel's rate limit
	40001:  {again, ""}, // unauthorized: the gateway says so too, and ends the bot
	40062:  {again, ""}, // the service's rate limit
	50027:  {again, ""},
	130000: {again, ""}, // overloaded
}

// fateOf says what becomes of a message that met an error.
func fateOf(err error) (f fate, hint string) {
	c, status := code(err)
	if known, ok := fates[c]; ok {
		return known.fate, known.hint
	}
	switch {
	case status == http.StatusForbidden, status == http.StatusNotFound:
		if c == 0 {
			return again, "" // not Discord's: something in between has answered
		}
		return halt, fmt.Sprintf("Discord does not let the bot post there (%d)", c)
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

// channelError makes a *ChannelError of an error that stays until somebody acts.
func channelError(channel string, err error) error {
	if f, hint := fateOf(err); f == halt {
		c, _ := code(err)
		return &ChannelError{channel, c, hint}
	}
	return err
}
