package outbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/notebook"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
)

const (
	forumChannel = "700000000000000003"
	newsTag      = "710000000000000001"
	staffTag     = "710000000000000002"
)

// forumTags are those of the forum in these tests.
var forumTags = []fakediscord.Tag{{ID: newsTag, Name: "News"}, {ID: staffTag, Name: "Staff", Moderated: true}}

// venues are where digests may stand, with the slots that stand there.
var venues = map[string]func(day int) Slot{
	"further": func(day int) Slot {
		s := slotOf(day)
		s.Thread = subscription.Further
		return s
	},
	"entries": func(day int) Slot {
		s := slotOf(day)
		s.Thread = subscription.Entries
		return s
	},
	"post": func(day int) Slot {
		s := slotOf(day)
		s.Channel, s.Thread, s.Tag = forumChannel, subscription.Post, "news"
		return s
	},
}

// told are the entries of a day that are all bullets.
func bullets(day int) Compose {
	return func(ctx context.Context, since []byte, last string) (*Edition, error) {
		e, err := world(day)(ctx, since, last)
		if err != nil {
			return nil, err
		}
		for i := range e.Sections[0].Entries {
			e.Sections[0].Entries[i] = "• " + e.Sections[0].Entries[i]
		}
		e.Sections[0].Head = "## Harbour"
		return e, nil
	}
}

// stands is how the digests of a channel stand: the channel's messages, each with the
// thread that it has, and the posts. Entries are named by their numbers.
func stands(f *fakediscord.Server, channel string) []string {
	short := func(m *fakediscord.Message) string {
		lines := strings.Split(m.Content, "\n")
		var said []string
		for _, l := range lines {
			var n int
			switch {
			case strings.HasPrefix(l, "• item "):
				fmt.Sscanf(l, "• item %d", &n)
				said = append(said, fmt.Sprint("item ", n))
			case strings.HasPrefix(l, "-# all of it"):
				said = append(said, l[3:])
			case strings.HasPrefix(l, "## "):
				said = append(said, l[3:])
			}
		}
		return strings.Join(append(said, lines[len(lines)-1][strings.LastIndex(lines[len(lines)-1], " ")+1:]), ", ")
	}
	var out []string
	threads := f.Threads(channel)
	for _, m := range f.Posted(channel) {
		out = append(out, short(m))
		for _, t := range threads {
			if t.ID == m.ID {
				out = append(out, "  "+t.String())
				for _, m := range f.Posted(t.ID) {
					out = append(out, "    "+short(m))
				}
			}
		}
	}
	for _, t := range threads {
		if slices.ContainsFunc(f.Posted(channel), func(m *fakediscord.Message) bool { return m.ID == t.ID }) {
			continue
		}
		out = append(out, t.String())
		for _, m := range f.Posted(t.ID) {
			out = append(out, "  "+short(m))
		}
	}
	return out
}

// wanted is how the digests of two days stand.
var wanted = map[string][]string{
	"further": {
		"Harbour, item 1, 1/2", "  #harbour · 21 November 2026", "    item 2, 2/2",
		"Harbour, item 3, 1/2", "  #harbour · 22 November 2026", "    item 4, 2/2",
	},
	"entries": {
		"Harbour, all of it, 2 entries, is in the thread below, 1/3", "  #harbour · 21 November 2026", "    item 1, 2/3", "    item 2, 3/3",
		"Harbour, all of it, 2 entries, is in the thread below, 1/3", "  #harbour · 22 November 2026", "    item 3, 2/3", "    item 4, 3/3",
	},
	"post": {
		"#harbour · 21 November 2026 [" + newsTag + "]", "  Harbour, item 1, 1/2", "  item 2, 2/2",
		"#harbour · 22 November 2026 [" + newsTag + "]", "  Harbour, item 3, 1/2", "  item 4, 2/2",
	},
}

// threaded is a bot on a server with a forum.
func threaded(t *testing.T, set ...func(*posting)) *posting {
	t.Helper()
	r := newPosting(t, append([]func(*posting){func(r *posting) {
		r.fake.AddForum(forumChannel, "digests", fakediscord.RequireTag, forumTags...)
		r.opts.RequestTimeout = 500 * time.Millisecond // four times that is waited for
	}}, set...)...)
	r.make()
	t.Cleanup(func() { r.box.stop() })
	return r
}

// postAgain posts a digest as the schedule does: again, where that may help, since a
// machine may be slow.
func (r *posting) postAgain(t *testing.T, slot Slot, compose Compose) {
	t.Helper()
	var err error
	for range 5 {
		if err = r.box.Post(r.ctx, slot, compose); err == nil || errors.As(err, new(*ChannelError)) {
			break
		}
	}
	if err != nil {
		t.Error(err)
	}
}

func (r *posting) stand(t *testing.T, venue string) {
	t.Helper()
	if got := stands(r.fake, venues[venue](1).Channel); !slices.Equal(got, wanted[venue]) {
		t.Errorf("%s stands\n%s\nwant\n%s", venue, strings.Join(got, "\n"), strings.Join(wanted[venue], "\n"))
	}
}

// Digests stand in threads and posts of their own, once, whatever fails.
func TestThreads(t *testing.T) {
	t.Parallel()
	faults := []struct {
		name  string
		n     int
		fault fakediscord.FaultOf
	}{
		{"none", 0, nil},
		{"429", 1, fakediscord.Met(fakediscord.RateLimited(50 * time.Millisecond))},
		{"502 before", 2, fakediscord.Met(fakediscord.StatusBefore(502))},
		{"502 after", 1, fakediscord.Met(fakediscord.StatusAfter(502))},
		{"503 after", 1, fakediscord.Met(fakediscord.StatusAfter(503))},
		{"reset before", 1, fakediscord.Met(fakediscord.ResetBefore())},
		{"reset after", 2, fakediscord.Met(fakediscord.ResetAfter())},
		{"hang before", 1, (*fakediscord.Hangs).Before},
		{"hang after", 1, (*fakediscord.Hangs).After},
	}
	for venue, slot := range venues {
		for _, tt := range faults {
			routes := []string{fakediscord.CreateMessage, fakediscord.OpenThread}
			if venue == "post" {
				routes[1] = fakediscord.CreatePost
			}
			for _, route := range routes {
				if tt.n == 0 && route != fakediscord.CreateMessage {
					continue
				}
				t.Run(venue+" "+tt.name+" "+route, func(t *testing.T) {
					t.Parallel()
					r := threaded(t)
					if tt.n > 0 {
						r.fake.Fail(route, tt.n, tt.fault(r.hung))
					}
					for day := 1; day <= 2; day++ {
						for range 2 {
							r.postAgain(t, slot(day), bullets(day))
						}
					}
					r.stand(t, venue)
				})
			}
		}
	}
}

// breaking is a notebook that ends a process after its nth write, before what was
// written can be acted on; 0 for never.
type breaking struct {
	notebook.Store
	left int
	end  context.CancelFunc
}

func (b *breaking) Put(ctx context.Context, batch *corpus.Batch) error {
	err := b.Store.Put(ctx, batch)
	if b.left--; b.left == 0 {
		b.end()
	}
	return err
}

// A process ends after any of its writes, or after Discord has done any of what it
// was asked for: the one after it finishes what was begun, once.
func TestThreadsAfterACrash(t *testing.T) {
	t.Parallel()
	for venue, slot := range venues {
		for n := 1; n <= 6; n++ {
			for _, route := range []string{"", fakediscord.CreateMessage, fakediscord.OpenThread, fakediscord.CreatePost} {
				if (venue == "post") == (route == fakediscord.OpenThread) && route != "" && route != fakediscord.CreateMessage || route != "" && n > 2 {
					continue
				}
				t.Run(fmt.Sprint(venue, " ", route, " ", n), func(t *testing.T) {
					t.Parallel()
					r := threaded(t)
					ctx, end := context.WithCancel(r.ctx)
					opts := r.opts
					if route == "" {
						opts.Notes = &breaking{r.opts.Notes, n, end}
					} else {
						count := 0
						r.fake.FailWhere(route, 1, func(*http.Request) bool { count++; return count == n }, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
							end()
							fakediscord.ResetAfter()(w, q, serve, done)
						})
					}
					b, err := open(opts)
					if err != nil {
						t.Fatal(err)
					}
					for day := 1; day <= 2; day++ {
						if b.Post(ctx, slot(day), bullets(day)) != nil {
							break
						}
					}
					b.stop()
					for day := 1; day <= 2; day++ {
						r.postAgain(t, slot(day), bullets(day))
					}
					r.fake.Forget()
					r.stand(t, venue)
				})
			}
		}
	}
}

// A post that was made and of which nobody heard is found again a week later, though
// it is archived by then, and whatever it was renamed to.
func TestPostIsFoundLater(t *testing.T) {
	t.Parallel()
	r := threaded(t, func(r *posting) { r.opts.Now = r.fake.Now })
	ctx, end := context.WithCancel(r.ctx)
	slot := venues["post"]
	r.fake.Fail(fakediscord.CreatePost, 1, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		end()
		fakediscord.ResetAfter()(w, q, serve, done)
	})
	if err := r.box.Post(ctx, slot(1), bullets(1)); err == nil {
		t.Error("no error, though nobody knows whether it was posted")
	}
	r.fake.Archive(r.fake.Threads(forumChannel)[0].ID, false)
	for n := range 150 { // others' posts, in two pages
		r.fake.Advance(time.Minute)
		r.fake.AddPost(forumChannel, fmt.Sprint("other ", n), true)
	}
	r.fake.Advance(7 * 24 * time.Hour)
	for day := 1; day <= 2; day++ {
		r.postAgain(t, slot(day), bullets(day))
	}
	got := slices.DeleteFunc(stands(r.fake, forumChannel), func(s string) bool { return strings.HasPrefix(s, "#other") })
	if !slices.Equal(got, wanted["post"]) {
		t.Errorf("it stands\n%s", strings.Join(got, "\n"))
	}
}
