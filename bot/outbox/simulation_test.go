package outbox

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/notebook"
	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// A simulation is some machines that run the bot on one store, one Discord, and the
// network between them, in a time of their own. What happens to them is drawn from
// a seed: processes end or are stopped anywhere, for a moment or for half an hour,
// and go on where they were; clocks are set; locks are lost; requests are lost, late,
// or overtake one another, and their answers; Discord fails, limits, and shows a
// message some time after it stored it.
type simulation struct {
	fake  *fakediscord.Server
	notes *memory.Store
	calm  bool // nothing is drawn any more

	mu    sync.Mutex // guards what follows, and whether a process lives or is stopped
	locks map[string]*lockOf
	story []string
}

// lockOf is a lock that a process holds by a lease.
type lockOf struct {
	by    *process
	times int // it was taken
}

// leaseFor is how long a lease is kept of whom nobody hears.
const leaseFor = 30 * time.Second

func newSimulation(day time.Time) *simulation {
	s := &simulation{fake: fakediscord.Unplugged(), notes: memory.New(), locks: map[string]*lockOf{}}
	s.fake.Advance(time.Until(day))
	s.fake.KnowNonces(3 * time.Minute)
	return s
}

func (s *simulation) tell(who, format string, args ...any) {
	now := s.fake.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.story = append(s.story, now.UTC().Format("15:04:05.000 ")+who+": "+fmt.Sprintf(format, args...))
}

// process is one process of a machine.
type process struct {
	*simulation
	name  string
	draw  *rand.Rand
	off   time.Duration // its machine's clock is wrong by that
	until time.Time     // it is stopped until then
	ended time.Time     // zero as long as it lives
	end   context.CancelFunc
	bot   *box
}

// start starts a process. It ends with end, or when something kills it.
func (s *simulation) start(name string, draw *rand.Rand) (*process, context.Context) {
	p := &process{simulation: s, name: name, draw: draw}
	if !s.calm && p.one(3) {
		p.off = p.up(4*time.Hour) - 2*time.Hour
	}
	ctx, cancel := context.WithCancel(context.Background())
	p.end = cancel
	var err error
	p.bot, err = open(options{Notes: &gatedNotes{s.notes, p}, Now: func() time.Time { return s.fake.Now().Add(p.off) }})
	if err != nil {
		panic(err)
	}
	p.bot.Rest.Next = &simWire{p}
	p.bot.Rest.Jitter = func(d time.Duration) time.Duration { return d*3/4 + p.up(d/2) }
	outer := p.bot.Rest.Session.Client.Transport
	p.bot.Rest.Session.Client.Transport = roundTrip(func(r *http.Request) (*http.Response, error) {
		if err := p.step("before " + r.Method); err != nil {
			return nil, err
		}
		return outer.RoundTrip(r)
	})
	s.tell(name, "starts, its clock is off by %v", p.off)
	return p, ctx
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// one is true once in n times, up is a time up to d.
func (p *process) one(n int) bool { return p.draw.IntN(n) == 0 }
func (p *process) up(d time.Duration) time.Duration {
	return time.Duration(p.draw.Int64N(int64(d) + 1))
}

// long is a time that is often short and sometimes as long as d.
func (p *process) long(d time.Duration) time.Duration {
	return time.Duration(float64(time.Millisecond) * float64FromLog(p.draw.Float64(), float64(d/time.Millisecond)))
}

// step is where a process may end, be stopped, or find its clock set. It returns
// errCrash once it has ended.
func (p *process) step(at string) error {
	time.Sleep(p.up(3 * time.Millisecond))
	if !p.calm && p.lives() {
		switch p.draw.IntN(90) {
		case 0, 1:
			p.tell(p.name, "is killed %s", at)
			p.die()
			p.end()
		case 2, 3, 4:
			d := p.long(30 * time.Minute)
			p.tell(p.name, "is stopped for %v %s", d, at)
			p.mu.Lock()
			p.until = time.Now().Add(d)
			p.mu.Unlock()
		case 5:
			p.off = p.up(48*time.Hour) - 24*time.Hour
			p.tell(p.name, "has a clock that is set to be off by %v", p.off)
		}
	}
	for time.Now().Before(p.until) {
		time.Sleep(time.Until(p.until))
	}
	if !p.lives() {
		return errCrash
	}
	return nil
}

func (p *process) die() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = time.Now()
}

func (p *process) lives() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.ended.IsZero()
}

// gatedNotes are the notes as a process uses them.
type gatedNotes struct {
	notebook.Store
	p *process
}

func (n *gatedNotes) Note(ctx context.Context, key string) ([]byte, error) {
	if err := n.p.step("before reading"); err != nil {
		return nil, err
	}
	v, err := n.Store.Note(ctx, key)
	return v, errors.Join(err, n.p.step("after reading"))
}

func (n *gatedNotes) Put(ctx context.Context, b *corpus.Batch) error {
	if err := n.p.step("before writing"); err != nil {
		return err
	}
	err := n.Store.Put(context.WithoutCancel(ctx), b)
	if errors.Is(err, corpus.ErrChanged) {
		n.p.tell(n.p.name, "may not write: %v", err)
	}
	return errors.Join(err, n.p.step("after writing"))
}

// Lock takes a lease: also that of a process that has ended, or was stopped for so
// long that it expired, and sometimes that of one whose machine has another clock.
func (n *gatedNotes) Lock(ctx context.Context, name string) (func(), error) {
	for {
		if err := errors.Join(n.p.step("before locking"), ctx.Err()); err != nil {
			return nil, err
		}
		if unlock := n.p.take(name); unlock != nil {
			return unlock, nil
		}
		time.Sleep(n.p.up(leaseFor))
	}
}

// take takes a lease, if it can be had, and returns what gives it back.
func (p *process) take(name string) (unlock func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	l := p.locks[name]
	if l == nil {
		l = &lockOf{}
		p.locks[name] = l
	}
	by := l.by
	if by != nil && by.ended.IsZero() && (time.Until(by.until) <= 0 || !p.one(3)) && (p.calm || !p.one(200)) {
		return nil
	}
	l.by = p
	l.times++
	mine := l.times
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if l.times == mine {
			l.by = nil
		}
	}
}

// simWire is the network between a process and Discord.
type simWire struct{ p *process }

// RoundTrip sends a request. What is on its way arrives whether or not anybody waits
// for the answer.
func (w *simWire) RoundTrip(r *http.Request) (*http.Response, error) {
	p := w.p
	var body []byte
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body)
	}
	sent := r.Clone(context.Background())
	sent.Body, sent.GetBody = io.NopCloser(bytes.NewReader(body)), nil
	there, back, lag := p.up(200*time.Millisecond), p.up(200*time.Millisecond), time.Duration(0)
	what, mutates := 0, r.Method != http.MethodGet
	if !p.calm {
		what, lag = p.draw.IntN(40), p.up(5*time.Second)
	}
	switch what {
	case 1, 2:
		there = p.up(40 * time.Second)
	case 3:
		back = p.up(40 * time.Second)
	}
	if r.Method == http.MethodPatch && !p.calm && p.one(4) {
		there = p.up(40 * time.Second) // one that undoes another's edit is seldom enough
	}
	type answer struct {
		res *http.Response
		err error
	}
	came := make(chan answer, 1)
	go func() {
		time.Sleep(there)
		if what == 4 || what == 5 {
			p.tell("network", "loses %s of %s", r.Method, p.name)
			came <- answer{nil, errors.New("connection reset")}
			return
		}
		if what == 6 || what == 7 {
			came <- answer{plainAnswer([]int{500, 502, 503, 504}[what%4], "", p.fake), nil}
			return
		}
		if what == 8 {
			came <- answer{plainAnswer(429, `{"message":"slow down","retry_after":2.5,"global":false}`, p.fake), nil}
			return
		}
		res, err := p.fake.RoundTrip(sent)
		if mutates {
			p.tell("discord", "does %s of %s", r.Method, p.name)
		}
		if err == nil && strings.Contains(r.URL.RawQuery, "after=") {
			p.hide(res, lag)
		}
		time.Sleep(back)
		switch what {
		case 9, 10:
			p.tell("network", "loses the answer to %s of %s", r.Method, p.name)
			came <- answer{nil, errors.New("connection reset")}
		case 11, 12:
			came <- answer{plainAnswer(502, "", p.fake), nil}
		default:
			came <- answer{res, err}
		}
	}()
	var a answer
	select {
	case a = <-came:
	case <-r.Context().Done():
		a.err = r.Context().Err()
	}
	if err := p.step("after " + r.Method); err != nil {
		return nil, err
	}
	return a.res, a.err
}

func plainAnswer(status int, body string, f *fakediscord.Server) *http.Response {
	return &http.Response{
		StatusCode: status, Body: io.NopCloser(strings.NewReader(body)),
		Header: http.Header{"Date": {f.Now().UTC().Format(http.TimeFormat)}},
	}
}

// hide takes the messages of a list that were stored too short a time ago.
func (s *simulation) hide(res *http.Response, lag time.Duration) {
	var all, shown []json.RawMessage
	raw, _ := io.ReadAll(res.Body)
	if json.Unmarshal(raw, &all) == nil {
		shown = []json.RawMessage{}
		for _, m := range all {
			var of struct {
				At time.Time `json:"timestamp"`
			}
			if json.Unmarshal(m, &of) == nil && s.fake.Now().Sub(of.At) >= lag {
				shown = append(shown, m)
			}
		}
		raw, _ = json.Marshal(shown)
	}
	res.Body = io.NopCloser(bytes.NewReader(raw))
}
