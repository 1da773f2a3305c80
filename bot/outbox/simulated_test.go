package outbox

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/corpus"
)

// float64FromLog is a number from 1 to most, as often between 1 and 10 as between
// 10 and 100.
func float64FromLog(draw, most float64) float64 { return math.Exp(draw * math.Log(most)) }

const (
	simDays  = 3
	simEvery = 30 * time.Minute // how far the days are apart
	simItems = 3                // a day, of which two make a message
)

// simPad makes messages of items.
var simPad = [simItems]int{1000, 1000, 300}

// simPress writes what the bots of a simulation post: items of a day, each of which
// quotes an article of its own; some of the articles are corrected later.
type simPress struct {
	*simulation
	begin     time.Time
	corrected map[int]time.Duration // by item, after the beginning
}

func (s *simPress) day() int { return int(s.fake.Now().Sub(s.begin) / simEvery) }

func simArticle(n int) corpus.ID { return corpus.ID(fmt.Sprint("article-", n)) }

// words are what an item quotes.
func (s *simPress) words(n int) (string, corpus.Sum) {
	if at, ok := s.corrected[n]; ok && s.fake.Now().Sub(s.begin) >= at {
		return fmt.Sprint("changed ", n), corpus.Sum{byte(n), 2}
	}
	return fmt.Sprint("original ", n), corpus.Sum{byte(n), 1}
}

func (s *simPress) compose(day int) Compose {
	return func(_ context.Context, since []byte, _ string) (*Edition, error) {
		last := 0
		fmt.Sscan(string(since), &last)
		e := &Edition{State: fmt.Append(nil, simItems*day)}
		section := Section{}
		for n := last + 1; n <= simItems*day; n++ {
			words, sum := s.words(n)
			section.Entries = append(section.Entries, fmt.Sprintf("• item %d: “%s” \\[%d\\] %s", n, words, n, strings.Repeat("x", simPad[n%simItems])))
			section.Sources = append(section.Sources, fmt.Sprintf("\\[%d\\] The Daily", n))
			section.Cites = append(section.Cites, Cite{n, simArticle(n), sum, []Quote{{words, words}}})
		}
		e.Sections = []Section{section}
		return e, nil
	}
}

// amendments are those that there are by now.
func (s *simPress) amendments() []Amendment {
	var all []Amendment
	for n := 1; n <= simItems*simDays; n++ {
		if at, ok := s.corrected[n]; ok && s.fake.Now().Sub(s.begin) >= at {
			all = append(all, Amendment{
				Article: simArticle(n), Before: corpus.Sum{byte(n), 1}, At: s.begin.Add(at), Now: simArticle(n), Sum: corpus.Sum{byte(n), 2}, Publisher: "The Daily",
				Quotes: []Requote{{Before: fmt.Sprint("original ", n), After: fmt.Sprint("changed ", n), Shown: true}},
			})
		}
	}
	return all
}

// round does what is due, as serve does every minute. It reports whether all is done.
func (s *simPress) round(ctx context.Context, p *process) bool {
	done := true
	must := func(what string, err error) {
		if err != nil {
			done = false
			s.tell(p.name, "%s: %v", what, err)
		}
	}
	if day := min(s.day(), simDays); day > 0 {
		must("post", p.bot.Post(ctx, slotOf(day), s.compose(day)))
	}
	must("amend", p.bot.Amend(ctx, s.amendments()))
	must("notify", p.bot.Notify(ctx, Notice{Key: "hello", Guild: fakediscord.GuildID, Text: "hello", Mark: "hello 1"}))
	return done
}

// machine starts a process, and another one whenever it ends, until the time is over.
func (s *simPress) machine(name string, draw *rand.Rand, end time.Time) {
	for n := 1; time.Now().Before(end); n++ {
		p, ctx := s.start(fmt.Sprint(name, n), draw)
		for p.lives() && time.Now().Before(end) {
			if s.round(ctx, p) {
				time.Sleep(simEvery/6 + p.up(simEvery/3))
			} else {
				time.Sleep(p.long(5 * time.Minute))
			}
		}
		if p.lives() {
			p.die()
		}
		p.end()
		p.bot.stop()
		if p.one(2) {
			time.Sleep(p.long(time.Hour))
		}
	}
}

func simulate(t *testing.T, seed uint64) {
	draw := rand.New(rand.NewPCG(seed, 1))
	begin := time.Date(2026, 11, 20, 7, 0, 0, 0, time.UTC)
	s := &simPress{newSimulation(begin), begin, map[int]time.Duration{}}
	s.fake.SetSystemChannel(noticeChannel)
	s.fake.AddChannel(noticeChannel, "greetings")
	at := time.Duration(0)
	for n := 1; n <= simItems*simDays; n++ {
		if draw.IntN(2) == 0 {
			at = time.Duration(draw.Int64N(int64((simDays + 1) * simEvery)))
		}
		if draw.IntN(3) > 0 { // often several at once
			s.corrected[n] = at
		}
	}
	end := time.Now().Add((simDays + 1) * simEvery)
	running := make(chan bool)
	machines := 1 + draw.IntN(3)
	for n := range machines {
		go func() {
			s.machine(string(rune('A'+n))+".", rand.New(rand.NewPCG(seed, uint64(n+2))), end)
			running <- true
		}()
	}
	for range machines {
		<-running
	}
	time.Sleep(5 * time.Minute) // what is on its way arrives
	s.calm = true
	p, ctx := s.start("the last", draw)
	for try := 0; !s.round(ctx, p); try++ {
		if try == 5 {
			t.Error("not everything can be done")
			break
		}
		time.Sleep(5 * time.Minute)
	}
	p.bot.stop()
	p.end()
	s.check(t)
	for _, v := range s.fake.Violations() {
		if !strings.Contains(v, "over 50 requests") {
			t.Error(v)
		}
	}
	if t.Failed() {
		t.Logf("seed %d, BRIEFBOT_TEST_SEED=%d runs it alone:\n%s", seed, seed, strings.Join(s.story, "\n"))
	}
}

const noticeChannel = "700000000000000009"

var simItem = regexp.MustCompile(`(?m)^• item (\d+): “(\w+) \d+”`)

// check compares the channels with what they must hold.
func (s *simPress) check(t *testing.T) {
	var got []int
	for _, m := range s.fake.Posted(fakediscord.ChannelID) {
		for _, found := range simItem.FindAllStringSubmatch(m.Content, -1) {
			var n int
			fmt.Sscan(found[1], &n)
			got = append(got, n)
			lines := strings.Count(m.Content, fmt.Sprintf("now reads: “changed %d”", n))
			want := 0
			if _, ok := s.corrected[n]; ok && found[2] == "original" {
				want = 1
			}
			if lines != want {
				t.Errorf("item %d has %d corrections, want %d:\n%s", n, lines, want, strings.ReplaceAll(m.Content, strings.Repeat("x", 100), "…"))
			}
		}
	}
	if !slices.Equal(got, upTo(simItems*simDays)) {
		t.Errorf("items %v", got)
	}
	if n := len(s.fake.Posted(noticeChannel)); n != 1 {
		t.Errorf("%d notices", n)
	}
}

// TestSimulated: whatever happens to the processes, the clocks and the network, every
// item is posted once and in order, every correction stands once, and so does the
// notice.
func TestSimulated(t *testing.T) {
	if s := os.Getenv("BRIEFBOT_TEST_SEED"); s != "" {
		var seed uint64
		fmt.Sscan(s, &seed)
		synctest.Test(t, func(t *testing.T) { simulate(t, seed) })
		return
	}
	runs := 500
	if testing.Short() {
		runs = 50
	}
	if s := os.Getenv("BRIEFBOT_TEST_RUNS"); s != "" {
		fmt.Sscan(s, &runs)
	}
	for seed := range runs {
		synctest.Test(t, func(t *testing.T) { simulate(t, uint64(seed)) })
		if t.Failed() {
			return
		}
	}
}
