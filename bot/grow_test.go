package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/message"
	"briefbot/bot/rest"
)

// early is what stands of an answer after n sentences.
func early(n int) *Answer {
	return deskAnswer("## The harbour", strings.Repeat("A sentence "+cite(1)+". ", n))
}

// edited are the texts that a reply was given, in order, and when.
func edited(t *testing.T, f *fakediscord.Server) (texts []string, at []time.Time) {
	t.Helper()
	for _, c := range f.Calls(fakediscord.EditReply) {
		var m struct {
			Content    string
			Components []any
		}
		if err := json.Unmarshal(c.Body, &m); err != nil {
			t.Fatal(err)
		}
		texts, at = append(texts, fmt.Sprint(m.Content, " rows:", len(m.Components) > 0)), append(at, c.At)
	}
	return texts, at
}

// A message grows by what is written, no faster than the pace and without what is
// overtaken meanwhile; the answer is last.
func TestGrow(t *testing.T) {
	t.Parallel()
	const pace = 30 * time.Millisecond
	r := start(t, func(r *running) { r.opts.Grow = pace })
	r.desk.grow = func(ctx context.Context, show func(*Answer)) {
		show(&Answer{}) // nothing stands yet
		show(early(1))
		r.fake.WaitCalls(ctx, fakediscord.EditReply, 1)
		for n := range 3 {
			show(early(2 + n))
		}
		r.fake.WaitCalls(ctx, fakediscord.EditReply, 2)
		show(early(5)) // may be overtaken by the answer
	}
	i, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.fake.WaitCalls(r.ctx, fakediscord.EditReply, 3); err != nil {
		t.Fatal(err)
	}
	settle(r.bot)
	texts, at := edited(t, r.fake)
	for n, sentences := range []int{1, 4} {
		if got := strings.Count(texts[n], "A sentence"); got != sentences || !strings.Contains(texts[n], "\n-# writing … rows:false") ||
			!strings.Contains(texts[n], "The Daily") {
			t.Errorf("look %d: %s", n, texts[n])
		}
	}
	if between := at[1].Sub(at[0]); between < pace {
		t.Errorf("%v between two looks", between)
	}
	if last := texts[len(texts)-1]; !strings.Contains(last, "The two mayors met") || !strings.HasSuffix(last, "rows:true") || strings.Contains(last, "writing …") {
		t.Errorf("at last: %s", last)
	}
	if m := i.Messages(); len(m) != 1 || !strings.Contains(m[0].Content, "The two mayors met") {
		t.Errorf("%d messages", len(m))
	}
}

// The answer waits for a look that is under way, so that it stays.
func TestGrowIsOverBeforeTheAnswer(t *testing.T) {
	t.Parallel()
	r := start(t)
	ready := make(chan struct{})
	r.fake.Fail(fakediscord.EditReply, 1, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		serve(httptest.NewRecorder())
		<-ready
		time.Sleep(50 * time.Millisecond) // in which nothing may be sent
		if n := len(r.fake.Calls(fakediscord.EditReply)); n != 1 {
			t.Errorf("%d edits while the first is under way", n)
		}
		r.hung.Before()(w, q, serve, done)
	})
	r.desk.grow = func(ctx context.Context, show func(*Answer)) {
		show(early(1))
		r.fake.WaitCalls(ctx, fakediscord.EditReply, 1)
		close(ready)
	}
	m := r.ask("brief", harbour)
	settle(r.bot)
	// The look is repeated, since nobody knows whether it was shown.
	if texts, _ := edited(t, r.fake); len(texts) != 3 || texts[0] != texts[1] || !strings.Contains(texts[2], "The two mayors met") {
		t.Errorf("%q; the reply is %s", texts, fakediscord.Render(m))
	}
}

// Where the message is gone, nothing more is written, by the desk or by the bot.
func TestGrowNobodyWaits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		set  func(*running)
		show bool
	}{
		{"growing", func(r *running) { r.opts.Grow = time.Millisecond }, true},
		{"waiting", quickStages, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := start(t, tt.set)
			r.fake.Fail(fakediscord.EditReply, 1, fakediscord.Refused(404, rest.CodeUnknownMessage, "Unknown Message"))
			stopped := make(chan error, 1)
			r.desk.grow = func(ctx context.Context, show func(*Answer)) {
				if tt.show {
					show(early(1))
				}
				<-ctx.Done()
				stopped <- context.Cause(ctx)
			}
			if _, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour); err != nil {
				t.Fatal(err)
			}
			select {
			case err := <-stopped:
				if err != errGone {
					t.Errorf("ended by %v", err)
				}
			case <-r.ctx.Done():
				t.Fatal("the desk writes on")
			}
			settle(r.bot)
			if texts, _ := edited(t, r.fake); len(texts) != 1 {
				t.Errorf("edited after it was gone: %q", texts)
			}
			r.desk.grow = nil
			r.works()
		})
	}
}

// What is on its way fits a message, whatever its length.
func TestGrownPage(t *testing.T) {
	for _, whole := range []bool{false, true} {
		for n := range 120 {
			a := early(n)
			a.Blocks = append(a.Blocks, strings.Repeat("word ", 40*n))
			a.Whole = whole
			m := grownPage(&request{locale: "tr"}, a)
			if len(m.Content) > message.MaxContent || len(m.Rows) > 0 || len(m.Embeds) > 0 && len(m.Embeds[0].Description) > maxBelow+100 {
				t.Errorf("%d sentences, whole %t: %d and %d embeds", n, whole, len(m.Content), len(m.Embeds))
			}
			if text := fmt.Sprint(m.Content, m.Embeds); strings.Count(text, "yazılıyor …") != 1 {
				t.Errorf("%d sentences: %s", n, text)
			}
		}
	}
}

// Who asks is told where the model is that answers on this server.
func TestPrivacyNamesTheModel(t *testing.T) {
	t.Parallel()
	for _, host := range []string{"llm.example:8080", ""} {
		r := start(t, func(r *running) {
			r.opts.Model = func(guild string) string {
				if guild != fakediscord.GuildID {
					t.Errorf("server %q", guild)
				}
				return host
			}
			r.opts.Embedder = func(string) string {
				if host == "" {
					return ""
				}
				return "vectors.example"
			}
		})
		m := r.ask("privacy")
		if got := strings.Contains(m.Content, "a language model at llm.example:8080."); got != (host != "") {
			t.Errorf("host %q: %s", host, fakediscord.Render(m))
		}
		if got := strings.Contains(m.Content, "a service at vectors.example that compares meanings."); got != (host != "") {
			t.Errorf("host %q: %s", host, fakediscord.Render(m))
		}
	}
}
