package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
	"briefbot/corpus/source"
	"briefbot/corpus/sqlite"
)

// startEnv is the time at which mainAt begins.
const startEnv = "BRIEFBOT_TEST_START"

// mainAt is the program with a clock that begins at a time of the test's.
func mainAt() {
	start, err := time.Parse(time.RFC3339Nano, os.Getenv(startEnv))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	begun := time.Now()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := &call{
		getenv: os.Getenv, stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		now: func() time.Time { return start.Add(time.Since(begun)) },
	}
	os.Exit(exitStatus(c.run(ctx, os.Args[1:]), os.Stderr))
}

// killing is a bot that is killed again and again.
type killing struct {
	t        *testing.T
	fake     *fakediscord.Server
	db       *sqlite.DB
	random   *rand.Rand
	config   string
	channels []string
	days     []time.Time
	topics   []string
	log      lockedBuffer
	kills    int
	texts    []string     // of all articles
	restated map[int]bool // the numbers in quotations that were changed
	patience int          // how often more a life may be too long
	late     bool         // the last one was
	calm     bool         // no more faults: they leave edits in doubt, for which nothing but time helps
}

// TestKilled kills the program, SIGKILL, at random moments: when Discord has
// received its nth request, stored or edited a message, answered, or somewhat
// later; while Discord limits, fails after it has done what was asked, breaks the
// connection; one process, or two at once; and lets days pass in between, on which
// articles change what they quote. Every slot of every channel is posted, each
// message of it once, in order, each day's news are told by that day's digest, and
// each message that shows former words says once what they are now.
func TestKilled(t *testing.T) {
	kills := 200
	if testing.Short() {
		kills = 6
	}
	seed := uint64(1) // BRIEFBOT_TEST_SEED makes other choices; the machine makes others each time
	if s := os.Getenv("BRIEFBOT_TEST_SEED"); s != "" {
		fmt.Sscan(s, &seed)
	}
	t.Logf("seed %d", seed)
	f, err := fakediscord.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	k := &killing{t: t, fake: f, random: rand.New(rand.NewPCG(seed, 0)), topics: []string{"ferry", "bridge", "school", "tower", "mill"}, restated: map[int]bool{}}
	k.prepare(t.TempDir())
	begun := time.Now()
	for k.kills < kills {
		k.day()
		for k.life(k.kills < kills, k.complete) {
		}
		// A digest is corrected for 30 days, and the last channels wait for long where
		// every process is killed while it corrects the first.
		if len(k.days)%20 == 0 {
			k.settle()
		}
	}
	k.settle()
	for _, v := range f.Forgive() {
		// Each process keeps to the pace by itself; not every fault is met.
		if !strings.Contains(v, "over 50 requests within a second") && !strings.HasPrefix(v, "fault on ") {
			t.Error(v)
		}
	}
	k.check()
	t.Logf("%d kills over %d days and %d channels in %s: %d requests to post, %d searches", k.kills, len(k.days), len(k.channels),
		time.Since(begun).Round(time.Second), len(f.Calls(fakediscord.CreateMessage)), len(f.Calls(fakediscord.ListMessages)))
	if t.Failed() {
		t.Log(k.log.String())
	}
}

// prepare writes the configuration, and subscribes six channels to digests of two
// or three messages.
func (k *killing) prepare(dir string) {
	t := k.t
	k.config = filepath.Join(dir, "config.yaml")
	config := fmt.Sprintf("discord: {url: %q}\ntopics:\n", k.fake.URL)
	for _, topic := range k.topics {
		config += fmt.Sprintf("  - {name: %s, title: The %s, required: [[%s]]}\n", topic, topic, topic)
	}
	if err := os.WriteFile(k.config, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	var err error
	if k.db, err = sqlite.Open(t.Context(), filepath.Join(dir, "briefbot.db")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { k.db.Close() })
	k.fake.Advance(24*time.Hour + time.Until(time.Now().Truncate(24*time.Hour).Add(7*time.Hour)))
	book := subscription.NewBook(k.db, nil, func() time.Time { return k.fake.Now().Add(-time.Hour) })
	for i := range 6 {
		id := fmt.Sprint(700000000000000001 + i)
		if i > 0 {
			k.fake.AddChannel(id, fmt.Sprint("news-", i))
		}
		k.channels = append(k.channels, id)
		_, err := book.Add(t.Context(), subscription.Subscription{
			Guild: fakediscord.GuildID, Channel: id, Topics: k.topics, At: 7 * 60, Days: digest.EveryDay, Zone: "UTC", Messages: subscription.MaxMessages,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// day lets a day begin, with its news.
func (k *killing) day() {
	if len(k.days) > 0 {
		k.gone()
		k.fake.Advance(k.days[len(k.days)-1].AddDate(0, 0, 1).Sub(k.fake.Now()))
	}
	now := k.fake.Now()
	n := len(k.days)
	k.days = append(k.days, now)
	files := fstest.MapFS{}
	for i, topic := range k.topics {
		text := k.news(topic, n, i, now)
		k.texts = append(k.texts, text)
		files[fmt.Sprintf("%s-%d.md", topic, n)] = &fstest.MapFile{Data: []byte(text)}
	}
	if n > 0 {
		// Digests are corrected for some weeks, in which many processes are killed.
		old := len(k.texts) - len(k.topics) - 1 - k.random.IntN(min(3, n)*len(k.topics))
		files[fmt.Sprintf("again-%d.md", n)] = &fstest.MapFile{Data: []byte(k.restate(old))}
	}
	in := &corpus.Ingester{Log: quiet, Store: k.db, Now: func() time.Time { return now }, Report: func(corpus.Receipt) {}}
	if err := in.Ingest(k.t.Context(), &source.FS{Label: fmt.Sprint("day ", n), Files: files}); err != nil {
		k.t.Fatal(err)
	}
}

// vocabulary is what the news are made of: every line is drawn from anew for each
// article.
var vocabulary = [][]string{
	strings.Fields("Abel Berg Carr Dahl Eden Falk Gray Holt Ives Jarl Kerr Lund Moss Nord Olin Park Quin Rask Sund Tofte Udall Voss Ward Yates Zorn"),
	strings.Fields("captain painter senator teacher farmer banker doctor sailor singer mason baker judge pilot nurse tailor broker"),
	strings.Fields("repaired painted sold insured inspected closed reopened photographed measured leased cleaned financed heated replaced moved flooded"),
	strings.Fields("lanterns barrels ladders carpets windows engines benches pumps cables hinges mirrors anchors boilers shelves tiles ropes"),
	strings.Fields("Oslo Riga Ghent Turin Lyon Porto Gdansk Split Bergen Malmo Cadiz Bari Kiel Graz Lublin Vaasa"),
	strings.Fields("fog frost thunder drought hail snow heat wind rain mist sleet smoke"),
	strings.Fields("auction lawsuit festival strike audit wedding funeral regatta concert census harvest election"),
}

// news is an article of a day: what it says is in no other.
func (k *killing) news(topic string, day, i int, now time.Time) string {
	n := 1000 + 10*day + i
	word := make([]string, len(vocabulary))
	for i, line := range vocabulary {
		word[i] = line[k.random.IntN(len(line))]
	}
	said := fmt.Sprintf("The %s’s %s %s %s %d %s from %s after the %s.", topic, word[1], word[0], word[2], n, word[3], word[4], word[6])
	return fmt.Sprintf("---\ntitle: The %s, %s and %s\nurl: https://example.org/%s/%d\noutlet: The Harbour Gazette\npublished: %s\n---\n\n"+
		"%s It happened near the %s, in %s.\n\n“%s took %d of our %s, and %s would rather have had %s than another %s like that,” %s said in %s.\n",
		topic, word[3], word[5], topic, day, now.Format(time.DateOnly), said, topic, word[5], word[5], n, word[3], word[4], word[5], word[6], word[0], word[4])
}

// restate is an article in which a quotation reads otherwise: its number has a 9 in
// front.
func (k *killing) restate(i int) string {
	var n int
	fmt.Sscan(tookNumber.FindStringSubmatch(k.texts[i])[1], &n)
	k.restated[n] = true
	k.texts[i] = strings.Replace(k.texts[i], fmt.Sprintf(" took %d of", n), fmt.Sprintf(" took 9%d of", n), 1)
	return k.texts[i]
}

var tookNumber = regexp.MustCompile(` took 9?(\d{4}) of`)

// settle lets the program live until all is corrected.
func (k *killing) settle() {
	k.gone()
	k.fake.Advance(10 * time.Minute) // an edit whose end nobody knows is waited for
	k.patience, k.calm = 2, true
	for k.life(false, k.corrected) {
	}
	k.patience, k.calm = 0, false
}

// gone waits until what the dead have sent has arrived. No network holds a request
// for longer than Discord knows its nonce, so that none may when time passes.
func (k *killing) gone() {
	ctx, cancel := context.WithTimeout(k.t.Context(), time.Minute)
	defer cancel()
	if err := k.fake.WaitGone(ctx); err != nil {
		k.t.Fatal(err)
	}
}

// life starts the program, once or twice at the same time, with faults on the way,
// and lets it live until it is killed or all channels are as they must be. It reports
// whether they are not.
func (k *killing) life(kill bool, ok func(channel string, posted []string) bool) (more bool) {
	long := 3 * time.Minute
	if k.calm {
		long = time.Minute + time.Minute/2 // and then again, when what was in doubt has settled
	}
	ctx, cancel := context.WithTimeout(k.t.Context(), long)
	defer cancel()
	k.fake.Forget() // faults that the last one did not meet
	k.gone()
	for n := k.random.IntN(3); n > 0 && !k.calm; n-- {
		route := []string{fakediscord.CreateMessage, fakediscord.EditMessage}[k.random.IntN(4)/3]
		k.fake.Fail(route, 1, []fakediscord.Fault{
			fakediscord.RateLimited(50 * time.Millisecond), fakediscord.StatusAfter(502), fakediscord.ResetAfter(), fakediscord.ResetBefore(),
			fakediscord.StatusBefore(503), fakediscord.Delayed(30 * time.Millisecond),
		}[k.random.IntN(6)])
	}
	if k.late {
		k.fake.Advance(10 * time.Minute)
		k.late = false
	}
	if k.random.IntN(4) == 0 {
		k.fake.Advance(7 * time.Minute) // Discord has forgotten the nonces
	}
	at := k.fake.Now().Format(time.RFC3339Nano)
	var all []*exec.Cmd
	for range 1 + k.random.IntN(4)/3 {
		cmd := exec.Command("briefbot-at", "-config", k.config, "serve")
		cmd.Env = append(os.Environ(), startEnv+"="+at, "DISCORD_TOKEN="+fakediscord.Token)
		cmd.Stderr = &k.log
		if err := cmd.Start(); err != nil {
			k.t.Fatal(err)
		}
		all = append(all, cmd)
	}
	defer func() {
		for _, cmd := range all {
			if cmd != nil {
				cmd.Process.Kill() // the test has failed
				cmd.Wait()
			}
		}
	}()
	posted := make(chan error, 1)
	go func() { posted <- k.fake.WaitEach(ctx, k.channels, ok) }()
	for i, cmd := range all {
		reached := make(chan error, 1)
		if kill {
			events, delay := 1+k.random.IntN(40), time.Duration(k.random.IntN(4000))*time.Microsecond
			go func() {
				err := k.fake.WaitEvents(ctx, events)
				time.AfterFunc(delay, func() { reached <- err })
			}()
		}
		select {
		case err := <-reached:
			k.bear(err)
			more = true
		case err := <-posted:
			k.bear(err)
			posted <- err
			more = err != nil
		}
		all[i] = nil
		cmd.Process.Kill()
		cmd.Wait()
		k.kills++
	}
	return more
}

// bear fails the test unless the error is that a life was too long, where that may
// be: when nothing but corrections is left, one that a fault has left in doubt is
// waited for by the program for longer than by this test. Then time passes before
// the next life.
func (k *killing) bear(err error) {
	if err == nil {
		return
	}
	if k.patience--; !errors.Is(err, context.DeadlineExceeded) || k.patience < 0 {
		k.t.Fatalf("%v\nnot corrected: %q\n%s", err, k.lacking(), k.log.String())
	}
	k.late = true
}
