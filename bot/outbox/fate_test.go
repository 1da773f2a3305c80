package outbox

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

// A channel that refuses gets what could not be said once it does not any more,
// and the caller is told what to do.
func TestChannelRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name        string
		permissions int64
		code        int
		hint        string
	}{
		{"may not write", fakediscord.ViewChannel, 50013, "give it Send Messages"},
		{"may not see", 0, 50001, "give it View Channel"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := newPosting(t, func(r *posting) { r.opts.Now = r.fake.Now })
			r.make()
			defer r.box.stop()
			refused := func(day int) {
				t.Helper()
				var e *ChannelError
				err := r.box.Post(r.ctx, slotOf(day), world(day))
				if !errors.As(err, &e) || e.Code != tt.code || !strings.Contains(err.Error(), tt.hint) {
					t.Errorf("error %v, want code %d", err, tt.code)
				}
			}
			r.fake.Permit(fakediscord.ChannelID, tt.permissions)
			refused(1)
			r.fake.Advance(24 * time.Hour)
			refused(2)
			r.fake.Permit(fakediscord.ChannelID, fakediscord.AllPermissions)
			if err := r.box.Post(r.ctx, slotOf(2), world(2)); err != nil {
				t.Error(err)
			}
			if got := items(r.fake); !slices.Equal(got, upTo(4)) {
				t.Errorf("items %v", got)
			}
		})
	}
	r := newPosting(t)
	r.make()
	defer r.box.stop()
	var e *ChannelError
	err := r.box.Post(r.ctx, Slot{Channel: "1", Date: "2026-11-21"}, world(1))
	if !errors.As(err, &e) || e.Code != 10003 || !strings.Contains(err.Error(), "the channel is gone") {
		t.Errorf("unknown channel: %v", err)
	}
}

// What becomes of a message is in the table, by code; what is not there by status.
func TestFates(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		status, code int
		want         fate
	}{
		{404, 10003, halt}, {404, 10004, halt}, {403, 50001, halt}, {403, 50007, halt}, {403, 50013, halt}, {400, 50024, halt}, {403, 99999, halt},
		{404, 0, again}, {403, 0, again},
		{404, 10008, done}, {400, 50035, drop}, {400, 99999, drop}, {413, 0, drop},
		{400, 40058, halt}, {400, 40066, halt}, {400, 40067, halt}, {404, 10087, halt}, {400, 50008, halt}, {400, 50083, halt},
		{400, 160005, halt}, {400, 160006, halt}, {400, 160007, halt}, {400, 200000, halt}, {400, 240000, halt},
		{400, 50006, drop}, {400, 50109, drop}, {403, 50005, drop}, {413, 40005, drop}, {429, 30046, drop},
		{400, 20016, again}, {401, 40001, again}, {400, 40062, again}, {401, 50027, again},
		{400, 20028, again}, {401, 0, again}, {403, 130000, again}, {500, 0, again},
	} {
		t.Run(fmt.Sprint(tt.status, " ", tt.code), func(t *testing.T) {
			t.Parallel()
			r := newPosting(t)
			r.make()
			defer r.box.stop()
			r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.Refused(tt.status, tt.code, "no"))
			err := r.box.Post(r.ctx, slotOf(1), world(1))
			switch tt.want {
			case halt:
				var e *ChannelError
				if !errors.As(err, &e) || e.Code != tt.code || e.Hint == "" {
					t.Errorf("error %v", err)
				}
			case done, drop:
				// The other message of the digest is posted all the same.
				if got := items(r.fake); err != nil || !slices.Equal(got, []int{2}) {
					t.Errorf("items %v, error %v", got, err)
				}
			case again:
				if errors.As(err, new(*ChannelError)) {
					t.Errorf("error %v", err)
				}
				if err := r.box.Post(r.ctx, slotOf(1), world(1)); err != nil {
					t.Errorf("again: %v", err)
				}
				if got := items(r.fake); !slices.Equal(got, upTo(2)) {
					t.Errorf("items %v", got)
				}
			}
		})
	}
}

// TestFatesHaveHints: whatever halts a digest says what to do about it.
func TestFatesHaveHints(t *testing.T) {
	t.Parallel()
	for code, f := range fates {
		if (f.fate == halt) != (f.hint != nil) {
			t.Errorf("%d: fate %d, hint %v", code, f.fate, f.hint)
		}
	}
}
