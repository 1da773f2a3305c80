package gateway

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"briefbot/bot/backoff"
)

// Shards are the connections that a bot has at the gateway, each of them for some
// of its servers. The zero value is as many as Discord recommends, all of them in
// this process.
type Shards struct {
	// Count is how many there are, over all processes; 0 asks Discord.
	Count int
	// Own are the numbers, from 0, of those that this process keeps; none means
	// all of them. It needs a Count, which all processes must agree about.
	Own []int
}

// Validate returns an error for shards that there cannot be.
func (s Shards) Validate() error {
	const most = 16384
	switch {
	case s.Count < 0 || s.Count > most:
		return fmt.Errorf("count: want 0 to %d, have %d", most, s.Count)
	case len(s.Own) > 0 && s.Count == 0:
		return errors.New("own: needs a count, the same for every process")
	}
	for i, n := range s.Own {
		switch {
		case n < 0 || n >= s.Count:
			return fmt.Errorf("own: want 0 to %d, have %d", s.Count-1, n)
		case slices.Contains(s.Own[:i], n):
			return fmt.Errorf("own: %d is there twice", n)
		}
	}
	return nil
}

// ownShards returns the numbers of the shards of this process, and how many there are
// in all. It asks Discord until it knows, and returns an error only where asking
// again cannot help or ctx is done.
func (g *Gateway) ownShards(ctx context.Context, starts *starts) (own []int, count int, err error) {
	own, count = g.Shards.Own, g.Shards.Count
	for pause := g.Backoff; count == 0; pause = backoff.Next(pause) {
		info, err := starts.ask(ctx)
		if err == nil {
			count = max(info.Shards, 1)
			break
		}
		if errors.As(err, new(*RefusedError)) || ctx.Err() != nil {
			return nil, 0, err
		}
		g.Log.Warn("discord does not say how many shards it wants", "err", err, "retry", pause)
		if err := backoff.Sleep(ctx, backoff.Jitter(pause)); err != nil {
			return nil, 0, err
		}
	}
	if len(own) == 0 {
		for n := range count {
			own = append(own, n)
		}
	}
	return own, count, nil
}
