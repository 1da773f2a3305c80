// Briefbot follows running news stories from a corpus of articles. It answers
// with words that were found again, byte for byte, in the article it names.
//
// The program from the ground upwards:
//
//   - corpus/segment cuts text into paragraphs, sentences and search terms;
//     corpus/clean says which lines of a page are the article;
//     corpus/quotation says who said what, by rules and by a model that
//     corpus/quotation/train makes; corpus/shingle finds near copies; corpus/bm25
//     is the inverted index. These are leaves: text goes in, byte offsets come
//     out.
//   - corpus ties them together: an Article is analysed into a Document, kept by
//     a Store (corpus/sqlite, corpus/memory; corpus/storetest is what a store
//     must do) and searched through a Corpus. Articles come from a Source
//     (corpus/source) and are decoded by their format (corpus/format); what comes
//     over HTTP is asked for by corpus/fetch, which refuses what is not public, and
//     corpus/feed keeps the list of feeds. corpus/sample is the corpus that is
//     built in.
//   - What a sentence says is read by leaves below briefing: briefing/phrase its
//     words, briefing/dates its days, briefing/geo its places and states,
//     briefing/modality whether it expects, denies or leaves open; briefing/event
//     reads what articles tell of events and which tellings are of one;
//     briefing/entail compares a sentence of a model with its evidence.
//   - briefing answers a question: a Writer drafts, Verify strikes what the
//     articles do not bear out and makes a Brief of the rest: a situation brief,
//     an answer, who said what, what is new, a timeline, and where outlets
//     differ. briefing/llm is the writer on a model. briefing/check says whether
//     somebody said what he is said to have said; briefing/story groups articles
//     into stories, briefing/novelty knows what in them is new; briefing/digest
//     says when a digest is due and what is in it. briefing/render shows a Brief,
//     and nothing else.
//   - bot speaks Discord: slash commands in, messages out. Below it bot/rest makes
//     requests, bot/gateway keeps the connections that events come from, bot/message
//     is what can be sent, bot/channel what is known of channels, bot/outbox posts each
//     digest once, bot/say has what the bot says in the languages of bot/language, and
//     bot/notebook its notes. bot/fakediscord is the server that all of it is tested
//     against.
//   - cmd/briefbot is this program: one file for each subcommand, the
//     configuration, and the clock.
//
// Imports go downwards only; ladder_test.go holds them to it.
package main

import (
	"briefbot/briefing"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"
	_ "time/tzdata" // zones on machines without them

	"briefbot/briefing/render"
	"briefbot/corpus/misspell"
	"briefbot/corpus/sqlite"
)

func main() {
	os.Exit(exitStatus(run(context.Background(), os.Args[1:], os.Getenv, os.Stdin, os.Stdout, os.Stderr), os.Stderr))
}

// run is the program. It returns a *usageError for a call that makes no sense,
// and nil where a question was answered or abstained from.
func run(ctx context.Context, args []string, getenv func(string) string, stdin io.Reader, stdout, stderr io.Writer) error {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := &call{getenv: getenv, stdin: stdin, stdout: stdout, stderr: stderr, now: time.Now}
	return c.run(ctx, args)
}

func (c *call) run(ctx context.Context, args []string) error {
	fs := c.flags("briefbot")
	if err := parseFlags(fs, args); err != nil {
		return c.helpOr(err, nil)
	}
	rest := fs.Args()
	if len(rest) == 0 {
		writeHelp(c.stdout)
		return nil
	}
	for _, cmd := range commands() {
		if cmd.name != rest[0] {
			continue
		}
		fs := c.flags("briefbot " + cmd.name)
		if cmd.flags != nil {
			cmd.flags(c, fs)
		}
		operands, err := interspersed(fs, rest[1:])
		if err != nil {
			return c.helpOr(err, &cmd)
		}
		if c.json && !cmd.json {
			return &usageError{message: cmd.name + " has no -json", hint: "briefbot help " + cmd.name + " lists its flags"}
		}
		return hintReadOnly(cmd.run(ctx, c, operands))
	}
	return unknownCommand(rest[0])
}

// hintReadOnly says of a call that would have to write a database that can only be
// read what to do.
func hintReadOnly(err error) error {
	if !errors.Is(err, sqlite.ErrReadOnly) {
		return err
	}
	return &hintedError{err, "this has to write: database in config.yaml names a file that may be written, in a directory that may be"}
}

// unknownCommand is the error for a command that there is not, with the one that may
// be meant.
func unknownCommand(typed string) error {
	var names []string
	for _, cmd := range commands() {
		names = append(names, cmd.name)
	}
	hint := "briefbot help lists the commands"
	if name := nearest(strings.TrimLeft(typed, "-/"), names); name != "" {
		hint = "did you mean briefbot " + name + "? " + hint
	}
	return &usageError{message: fmt.Sprintf("unknown command %q", typed), hint: hint}
}

// nearest is the name that is spelt most like what was typed, the first of several,
// "" where none is.
func nearest(typed string, names []string) string {
	best, most := "", 2
	for _, name := range names {
		if d := misspell.Distance(strings.ToLower(typed), name, most); d <= most && 2*d < len(name) {
			best, most = name, d-1
		}
	}
	return best
}

// A command is one subcommand.
type command struct {
	name string
	args string // as the usage line shows them
	says string // one line for help
	// flags adds the command's own flags to those that all commands have.
	flags func(c *call, fs *flagSet)
	run   func(ctx context.Context, c *call, args []string) error
	json  bool // knows -json
	// example are arguments that somebody may give it, "" for none.
	example string
}

// commands is the one table of subcommands, in the order of help.
func commands() []command {
	return []command{
		{"brief", "TOPIC", "situation brief on a topic: bottom line, positions, what is open", scopeFlags, runBrief, true, "iran-us"},
		{"ask", "QUESTION", "answer in the corpus's own words, or that it does not say", askFlags, runAsk, true, `"When are the talks expected?"`},
		{"quotes", "SPEAKER", "who said what: direct, mixed, reported", quotesFlags, runQuotes, true, "Araghchi"},
		{"verify", "QUOTE", "whether somebody said this: exact, altered, reported, or not in the corpus", verifyFlags, runVerify, true, `"de-escalate" -speaker Erdogan`},
		{"timeline", "TOPIC", "what happened when, and what is expected", timelineFlags, runTimeline, true, "iran-us"},
		{"digest", "[TOPIC]", "what is new since -since; subscribe, list, preview, pause, resume, remove, why: what serve posts", digestFlags, runDigest, true, "iran-us -since yesterday"},
		{"sources", "", "outlets, their labels and their newest article", sourcesFlags, runSources, true, "-topic iran-us"},
		{"article", "ID", "one article: who wrote it, when, for whom, and how that is known", nil, runArticle, true, "istanbul-talks.md"},
		{"ingest", "[PATH...]", "take articles into the database, from paths or the configured sources", ingestFlags, runIngest, false, "articles/"},
		{"feed", "add|list|remove|status|test [URL]", "feeds and pages that are followed, and how they fare", feedFlags, runFeed, true, "add https://www.example.org/feed.xml"},
		{"remove", "ARTICLE", "take an article down for good, with what is cited from it", removeFlags, runRemove, false, "24ad08a93631d1b3"},
		{"check", "", "whether configuration, database, sources and Discord are in order", nil, runCheck, false, ""},
		{"serve", "", "run the Discord bot and its daily digest", nil, runServe, false, ""},
		{"eval", "quotations|retrieval|seeds|clusters|digest", "write predictions or figures for a benchmark", evalFlags, runEval, false, "quotations < articles.jsonl"},
		{"version", "", "print the version", nil, runVersion, false, ""},
		{"help", "[COMMAND]", "print this", nil, runHelp, false, "quotes"},
	}
}

func runHelp(_ context.Context, c *call, args []string) error {
	if len(args) == 0 {
		writeHelp(c.stdout)
		return nil
	}
	i := slices.IndexFunc(commands(), func(cmd command) bool { return cmd.name == args[0] })
	if i < 0 {
		return unknownCommand(args[0])
	}
	c.writeUsage(c.stdout, commands()[i])
	return nil
}

func writeHelp(w io.Writer) {
	fmt.Fprint(w, `briefbot answers from a corpus of news articles, in words that stand there.

Usage:
    briefbot [-config FILE] [-corpus PATH] COMMAND [-json] [FLAGS] [ARGUMENTS]

Commands:
`)
	for _, cmd := range commands() {
		call := strings.TrimSpace(cmd.name + " " + cmd.args)
		if len(call) > 20 { // a line of its own
			call += "\n    " + strings.Repeat(" ", 20)
		}
		fmt.Fprintf(w, "    %-20s %s\n", call, cmd.says)
	}
	fmt.Fprint(w, `
Without -corpus, the database that "briefbot ingest" filled answers; without
one, the sample corpus that is built in. Exit status: 0 answered or abstained,
1 error, 2 usage.

Examples:
    briefbot brief iran-us
    briefbot -corpus articles/ quotes Araghchi
    briefbot ask "When are the talks expected?" -json
`)
}

// A usageError is a call that makes no sense: exit status 2.
type usageError struct{ message, hint string }

func (e *usageError) Error() string { return e.message }

// A hintedError is an error with advice on what to do about it.
type hintedError struct {
	err  error
	hint string
}

func (e *hintedError) Error() string { return e.err.Error() }
func (e *hintedError) Unwrap() error { return e.err }

// exitStatus reports err on stderr and returns the status that it means.
func exitStatus(err error, stderr io.Writer) int {
	if err == nil {
		return 0
	}
	var usage *usageError
	var hinted *hintedError
	var unknown *briefing.UnknownTopicError
	status, hint := 1, ""
	switch {
	case errors.As(err, &usage):
		status, hint = 2, usage.hint
	case errors.As(err, &hinted):
		hint = hinted.hint
	}
	if errors.As(err, &unknown) {
		status = 2
	}
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(stderr, "briefbot: error: %s\n", render.Plain(strings.TrimRight(line, "\n")))
	}
	if hint != "" {
		fmt.Fprintf(stderr, "hint: %s\n", hint)
	}
	return status
}
