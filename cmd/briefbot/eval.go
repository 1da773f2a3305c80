package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"briefbot/briefing/render"
	"briefbot/corpus/quotation"
)

// An evaluation writes what a benchmark wants to see of one part of the program.
type evaluation struct {
	name    string
	args    string // as the usage line shows them
	example string
	// fits reports whether the flags and the arguments do.
	fits func(c *call, args []string) bool
	run  func(ctx context.Context, c *call, args []string) error
}

func evaluations() []evaluation {
	return []evaluation{
		{"quotations", "< IN.jsonl > OUT.jsonl", "< articles.jsonl",
			func(_ *call, args []string) bool { return len(args) == 0 }, evalQuotations},
		{"retrieval", "-corpus CORPUS -queries QUERIES > OUT.jsonl", "-corpus news.jsonl -queries questions.jsonl",
			func(c *call, args []string) bool { return len(args) == 0 && c.corpusPath != "" && c.queries != "" }, evalRetrieval},
		{"seeds", "DIR", "../shared",
			func(_ *call, args []string) bool { return len(args) == 1 }, evalSeeds},
		{"clusters", "[-batch] < IN.jsonl > OUT.jsonl", "< articles.jsonl",
			func(_ *call, args []string) bool { return len(args) == 0 }, evalClusters},
		{"digest", "[-k N] -topics TOPICS.json < IN.jsonl > OUT.jsonl", "-k 5 -topics topics.json < sentences.jsonl",
			func(c *call, args []string) bool { return len(args) == 0 && c.topics != "" && c.posts > 0 }, evalDigest},
	}
}

func evalFlags(c *call, fs *flagSet) {
	fs.StringVar(&c.queries, "queries", "", "retrieval: read the questions from `FILE`, one JSON object a line")
	fs.StringVar(&c.topics, "topics", "", "digest: read the topics' titles and queries from `FILE`, one JSON object")
	fs.IntVar(&c.posts, "k", 5, "digest: post at most `N` sentences a day of a topic")
	fs.BoolVar(&c.batch, "batch", false, "clusters: read everything before the first story is told")
}

func runEval(ctx context.Context, c *call, args []string) error {
	all := evaluations()
	i := -1
	if len(args) > 0 {
		i = slices.IndexFunc(all, func(e evaluation) bool { return e.name == args[0] })
	}
	if i < 0 {
		return usage("eval", "quotations|retrieval|seeds|clusters|digest ...", "quotations < articles.jsonl")
	}
	e := all[i]
	if !e.fits(c, args[1:]) {
		return usage("eval", e.name+" "+e.args, e.name+" "+e.example)
	}
	if err := e.run(ctx, c, args[1:]); err != nil {
		return fmt.Errorf("eval %s: %w", e.name, err)
	}
	return nil
}

func evalQuotations(_ context.Context, c *call, _ []string) error {
	return quotation.Eval(c.stdin, c.stdout, quotation.Options{})
}

// remark says on standard error what is odd about an input that is used all the
// same; "" is nothing.
func (c *call) remark(says string) {
	if says != "" {
		fmt.Fprintf(c.stderr, "briefbot: %s\n", render.Plain(says))
	}
}

// seconds is a time in seconds since 1970, as benchmarks have it.
type seconds struct {
	known bool
	at    int64
}

// UnmarshalJSON takes whole numbers, however they are written, and null.
func (s *seconds) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		return nil
	}
	f, err := strconv.ParseFloat(string(b), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) > maxSeconds {
		return errors.New("ts: want whole seconds since 1970")
	}
	*s = seconds{true, int64(f)}
	return nil
}

// maxSeconds is the last second of the year 9999, behind which no date can be
// written.
const maxSeconds = 253402300799
