package bot

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/gateway"
	"briefbot/bot/rest"
)

// Whatever the gateway does, commands work again.
func TestGatewayFaults(t *testing.T) {
	t.Parallel()
	before := func(n int, f fakediscord.GatewayFault) func(*running) {
		return func(r *running) { r.fake.FailConnect(n, f) }
	}
	// Nothing but time tells that such a connection never comes about, or is mute. One
	// that is given up because a machine is slow is followed by another.
	never := func(r *running) { r.opts.OpenTimeout = time.Second }
	mute := func(r *running) {
		r.fake.SetHeartbeat(400 * time.Millisecond) // the library itself gives up after five
		r.opts.Silence = 2 * time.Second
	}
	for _, tt := range []struct {
		name   string
		set    func(*running)
		before func(*running) // the first connection
		during func(*running)
	}{
		{"op 7 instead of READY, twice", never, before(2, fakediscord.ReconnectInsteadOfReady()), nil},
		{"op 9 instead of READY", nil, before(1, fakediscord.InvalidInsteadOfReady(false)), nil},
		{"op 9, resumable, instead of READY", nil, before(1, fakediscord.InvalidInsteadOfReady(true)), nil},
		{"silence instead of READY", never, before(1, fakediscord.SilenceInsteadOfReady()), nil},
		{"broken instead of READY", nil, before(1, fakediscord.DropInsteadOfReady()), nil},
		{"closed with 4000 instead of READY", nil, before(1, fakediscord.CloseInsteadOfReady(4000, "Unknown error.")), nil},
		{"no gateway at first", nil, func(r *running) { r.fake.Fail("GET /gateway", 4, fakediscord.StatusBefore(503)) }, nil},
		{"op 7", nil, nil, func(r *running) { r.fake.Reconnect() }},
		{"op 7, then op 7 instead of READY", never, nil, func(r *running) {
			r.fake.FailConnect(1, fakediscord.ReconnectInsteadOfReady())
			r.fake.Reconnect()
		}},
		{"op 9, resumable", nil, nil, func(r *running) { r.fake.Invalidate(true) }},
		{"op 9", nil, nil, func(r *running) { r.fake.Invalidate(false) }},
		{"closed with 4000", nil, nil, func(r *running) { r.fake.CloseGateway(4000, "Unknown error.") }},
		{"closed with 4007", nil, nil, func(r *running) { r.fake.CloseGateway(4007, "Invalid seq.") }},
		{"closed with 4009", nil, nil, func(r *running) { r.fake.CloseGateway(4009, "Session timed out.") }},
		{"dropped", nil, nil, func(r *running) { r.fake.Drop() }},
		{"alive and mute", mute, nil, func(r *running) { r.fake.Mute() }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRunning(t, func(r *running) {
				if tt.set != nil {
					tt.set(r)
				}
			})
			if tt.before != nil {
				tt.before(r)
			}
			r.run()
			if tt.during != nil {
				r.works()
				n := r.fake.Identifies()
				begun := time.Now()
				tt.during(r)
				if err := r.fake.WaitIdentifies(r.ctx, n+1); err != nil {
					t.Fatal(err)
				}
				t.Logf("identified again after %v", time.Since(begun).Round(time.Millisecond))
			}
			r.works()
			if got := r.fake.Intents(); got != 1 {
				t.Errorf("intents %d, want those of guilds alone", got)
			}
		})
	}
}

// A connection that was given up must not deliver events any more.
func TestOneConnection(t *testing.T) {
	t.Parallel()
	r := start(t, func(r *running) {
		r.fake.SetHeartbeat(400 * time.Millisecond) // the library itself gives up after five
		r.opts.Silence = 2 * time.Second
	})
	r.fake.Mute()
	if err := r.fake.WaitIdentifies(r.ctx, 2); err != nil {
		t.Fatal(err)
	}
	if err := r.fake.WaitConnections(r.ctx, 1); err != nil {
		t.Fatal(err)
	}
	r.works()
}

// A connection that is alive and mute is given up before the third heartbeat goes
// out unanswered, if all goes by the clock: the library itself would wait for five.
func TestMuteIsNoticed(t *testing.T) {
	t.Parallel()
	const interval = 41250 * time.Millisecond // Discord's
	opts := testBot(t).opts
	if longest := opts.Silence + opts.Silence/4; longest > 2*interval {
		t.Errorf("noticed after up to %v, heartbeats come every %v", longest, interval)
	}
	r := start(t, func(r *running) {
		r.fake.SetHeartbeat(interval / 40)
		r.opts.Silence = opts.Silence / 40
	})
	r.works()
	r.fake.Mute()
	if err := r.fake.WaitIdentifies(r.ctx, 2); err != nil {
		t.Fatal(err)
	}
	if n := r.fake.Unanswered(); n < 1 || n > 4 { // on a machine that is not slow, 2
		t.Errorf("%d heartbeats were not answered", n)
	}
	r.works()
}

func TestRefused(t *testing.T) {
	t.Parallel()
	code := func(code int) func(*running) {
		return func(r *running) { r.fake.FailConnect(1, fakediscord.CloseInsteadOfReady(code, "no")) }
	}
	for _, tt := range []struct {
		name string
		set  func(*running) // nil: refused when it connects again, with the code of the name
		want string
	}{
		{"wrong token", func(r *running) { r.opts.Token = "wrong" }, "DISCORD_TOKEN"},
		{"4004", code(4004), "DISCORD_TOKEN"},
		{"4010", code(4010), "shard"},
		{"4011", code(4011), "shard"},
		{"4012", code(4012), "update briefbot"},
		{"4013", code(4013), "intents"},
		{"4014", code(4014), "developer portal"},
		{"4004 while it runs", nil, "DISCORD_TOKEN"},
		{"4010 while it runs", nil, "shard"},
		{"4011 while it runs", nil, "shard"},
		{"4012 while it runs", nil, "update briefbot"},
		{"4013 while it runs", nil, "intents"},
		{"4014 while it runs", nil, "developer portal"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newRunning(t)
			if tt.set != nil {
				tt.set(r)
			}
			r.run()
			if tt.set == nil {
				r.works()
				code := 0
				fmt.Sscan(tt.name, &code)
				r.fake.FailConnect(1, fakediscord.CloseInsteadOfReady(code, "no"))
				r.fake.CloseGateway(4000, "Unknown error.") // which is no refusal
			}
			err := <-r.end
			r.end <- nil
			var refused *gateway.RefusedError
			if !errors.As(err, &refused) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Run returned %v, want a refusal with %q", err, tt.want)
			}
			if n := r.fake.Identifies(); n >= 3 {
				t.Errorf("%d IDENTIFYs", n)
			}
			if s := r.log.String(); strings.Contains(s, fakediscord.Token) {
				t.Error("the token is in the log")
			}
		})
	}
}

func TestRegisteredOnce(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	for range 2 {
		r.run()
		r.works()
		r.stop()
		if err := <-r.end; err != nil {
			t.Fatal(err)
		}
		r.end <- nil
	}
	if n := r.fake.Overwrites(); n != 1 {
		t.Errorf("commands were written %d times for one set", n)
	}
	r.make()
	r.bot.commands[0].spec.Description = "Something new"
	r.connect()
	if err := r.fake.WaitCalls(r.ctx, fakediscord.PutCommands, 2); err != nil {
		t.Error("a changed set is not written")
	}
}

func TestRegisteringGoesOn(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.fake.Fail(fakediscord.PutCommands, 1, fakediscord.RateLimited(50*time.Millisecond))
	r.fake.Fail(fakediscord.PutCommands, rest.Attempts+1, fakediscord.StatusBefore(502))
	r.run()
	r.works()
}

// An application that users may not install for themselves still has its commands.
func TestRegisteredForServersAlone(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.fake.Fail(fakediscord.PutCommands, 1, fakediscord.Refused(400, 50035, "Invalid Form Body"))
	r.run()
	r.works()
	for _, c := range r.fake.Commands() {
		if len(c.IntegrationTypes) > 0 || len(c.Contexts) > 0 {
			t.Errorf("%s is registered for users: %v, %v", c.Name, c.IntegrationTypes, c.Contexts)
		}
	}
	if !strings.Contains(r.log.String(), "Installation in the developer portal") {
		t.Error("the log does not say what to do")
	}
}
