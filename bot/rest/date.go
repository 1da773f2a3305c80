package rest

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

const (
	// dateFor is for how long Discord's clock is reckoned from what it was.
	dateFor = time.Minute
	// DateOff is by how much Date may be early: by how much the clock of this machine
	// and the time that passes may differ until then, and how long an answer may take
	// that tells it.
	DateOff = 10 * time.Second
)

// dates is Discord's clock, as its answers tell it. What is posted is dated by it,
// since that of this machine may be set at any time, and another process may run
// where it shows another time.
type dates struct {
	mu     sync.Mutex
	told   time.Time // by the last answer, to the second
	at     moment    // when it came
	silent bool      // the last answer had no date: it came through a server that sends none
}

// moment is a point in time on this machine.
type moment struct {
	wall time.Time // what its clock shows, which may be set
	at   time.Time // by the time that passes, which stands still while it sleeps
}

// since is how much time has passed. It reports false where the two say otherwise:
// the clock was set, or the machine slept.
func (m moment) since(wall time.Time) (passed time.Duration, sure bool) {
	passed = time.Since(m.at)
	off := wall.Round(0).Sub(m.wall.Round(0)) - passed
	return passed, off.Abs() <= DateOff
}

// note takes the header Date of the answer to a request of that moment. One that
// was long on its way, or waited for a process that was stopped, tells nothing.
func (d *dates) note(header string, asked moment, wall time.Time) {
	told, err := http.ParseTime(header)
	took, sure := asked.since(wall)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.silent = err != nil; err == nil && sure && took <= DateOff {
		d.told, d.at = told, moment{wall, time.Now()}
	}
}

// read returns Discord's time. It reports false where no answer tells.
func (d *dates) read(wall time.Time) (time.Time, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	passed, sure := d.at.since(wall)
	if d.told.IsZero() || !sure || passed > dateFor {
		return time.Time{}, false
	}
	return d.told.Add(passed), true
}

// none reports whether the last answer had no date.
func (d *dates) none() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.silent
}

// errDate is returned where Discord's time cannot be had: the next try may tell it.
var errDate = errors.New("discord does not tell the time")

// Date is Discord's time: never later than it is there, and earlier by DateOff at the
// most. Where its answers have no date, it is this machine's.
func (c *Client) Date(ctx context.Context) (time.Time, error) {
	for try := 0; ; try++ {
		if t, ok := c.dates.read(c.Now()); ok {
			return t, nil
		}
		if try == Attempts {
			return time.Time{}, errDate
		}
		if err := c.Do(ctx, http.MethodGet, discordgo.EndpointGateway, nil, nil); err != nil {
			return time.Time{}, err
		}
		if c.dates.none() {
			return c.Now(), nil
		}
	}
}

// past reports whether the deadline of a context is over. Its own timer cannot be
// asked: a process that was stopped goes on before its timers do, and on a machine
// that slept none has run.
func past(ctx context.Context) bool {
	end, ok := ctx.Deadline()
	now := time.Now()
	return ok && (!now.Before(end) || !now.Round(0).Before(end.Round(0)))
}
