package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/term"

	"briefbot/briefing"
	"briefbot/briefing/render"
)

// call is one call of the program: its surroundings and the flags that all
// commands have.
type call struct {
	getenv         func(string) string
	stdin          io.Reader
	stdout, stderr io.Writer
	now            func() time.Time

	configFile string
	corpusPath string
	json       bool
	since      string
	topic      string
	kind       string
	again      bool
	why        string
	undo       bool
	png        string
	explain    bool
	queries    string
	batch      bool
	topics     string
	posts      int
	all        bool
	speaker    string
	message    bool
	feed       feedOptions
	subscribe  digestOptions
}

type flagSet = flag.FlagSet

// flags makes a flag set with the flags that every command has. A value given
// before the command stands unless it is given again behind it.
func (c *call) flags(name string) *flagSet {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.StringVar(&c.configFile, "config", c.configFile, "read the configuration from `FILE` (config.yaml here, if there is one)")
	fs.StringVar(&c.corpusPath, "corpus", c.corpusPath, "answer from the articles at `PATH`, a file or a directory, without a database")
	fs.BoolVar(&c.json, "json", c.json, "print one JSON object")
	return fs
}

func sinceFlag(c *call, fs *flagSet) {
	fs.Func("since", "leave out what is older than `TIME`: a date, an RFC 3339 time, 24h, 7d, yesterday; in a database by when it arrived, with -corpus by when it was published", func(value string) error {
		if c.since = strings.TrimSpace(value); c.since == "" {
			return errors.New("no time is given")
		}
		return nil
	})
}

func topicFlag(c *call, fs *flagSet) {
	fs.StringVar(&c.topic, "topic", "", "answer from the articles of `TOPIC` alone, by its name, an alias or its title")
}

// scopeFlags narrow what is answered from.
func scopeFlags(c *call, fs *flagSet) {
	topicFlag(c, fs)
	sinceFlag(c, fs)
}

func sourcesFlags(c *call, fs *flagSet) {
	scopeFlags(c, fs)
	fs.BoolVar(&c.explain, "explain", false, "say of each article whether it belongs to the -topic, and which terms decided")
}

func quotesFlags(c *call, fs *flagSet) {
	scopeFlags(c, fs)
	fs.StringVar(&c.kind, "kind", "", "show statements of one `KIND` alone: direct, mixed or reported")
	fs.BoolVar(&c.explain, "explain", false, "say of each statement how it was found, and why it has this speaker")
}

func askFlags(c *call, fs *flagSet) {
	scopeFlags(c, fs)
	fs.BoolVar(&c.explain, "explain", false, "say how the passages were ranked and why they support an answer or do not")
}

func ingestFlags(c *call, fs *flagSet) {
	fs.BoolVar(&c.again, "again", false, "read and analyse everything anew, not only what has changed; without PATH, all that is stored too")
}

// parseFlags parses flags up to the first argument.
func parseFlags(fs *flagSet, args []string) error {
	err := fs.Parse(args)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		return &usageError{message: err.Error(), hint: fs.Name() + " -h lists the flags"}
	}
	return err
}

// interspersed parses flags before, between and behind the arguments, which it
// returns. "--" ends the flags.
func interspersed(fs *flagSet, args []string) ([]string, error) {
	var operands []string
	for {
		if err := parseFlags(fs, args); err != nil {
			return nil, err
		}
		rest := fs.Args()
		if len(rest) == 0 {
			return operands, nil
		}
		if n := len(args) - len(rest); n > 0 && args[n-1] == "--" {
			return append(operands, rest...), nil
		}
		operands, args = append(operands, rest[0]), rest[1:]
	}
}

// helpOr prints help where it was asked for with -h, and returns the error
// where not.
func (c *call) helpOr(err error, cmd *command) error {
	if !errors.Is(err, flag.ErrHelp) {
		return err
	}
	if cmd == nil {
		writeHelp(c.stdout)
	} else {
		c.writeUsage(c.stdout, *cmd)
	}
	return nil
}

func (c *call) writeUsage(w io.Writer, cmd command) {
	fmt.Fprintf(w, "%s\n\nUsage:\n    briefbot %s\n\nFlags:\n", cmd.says, strings.TrimSpace(cmd.name+" [FLAGS] "+cmd.args))
	fs := (&call{}).flags(cmd.name)
	if cmd.flags != nil {
		cmd.flags(&call{}, fs)
	}
	known := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	known.SetOutput(w)
	fs.VisitAll(func(f *flag.Flag) {
		if f.Name != "json" || cmd.json {
			known.Var(f.Value, f.Name, f.Usage)
		}
	})
	known.PrintDefaults()
	fmt.Fprintf(w, "\nExample:\n    %s\n", strings.TrimSpace("briefbot "+cmd.name+" "+cmd.example))
}

// usage is the error for a call with the wrong arguments.
func usage(name, args, example string) error {
	return &usageError{
		message: strings.TrimSpace(fmt.Sprintf("usage: briefbot %s %s", name, args)),
		hint:    strings.TrimSpace("for example: briefbot " + name + " " + example),
	}
}

// print shows a brief as the call wants it.
func (c *call) print(b *briefing.Brief) error {
	if c.json {
		return render.JSON(c.stdout, b)
	}
	return render.Text(c.stdout, b, c.style())
}

// style is what standard output can show: colour on a terminal alone, and there
// only without NO_COLOR.
func (c *call) style() render.Style {
	style := render.Style{Width: 80}
	if n, err := strconv.Atoi(c.getenv("COLUMNS")); err == nil && n >= 40 {
		style.Width = n
	}
	if f, ok := terminal(c.stdout); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width >= 40 {
			style.Width = min(width, 120)
		}
		style.Colour = c.getenv("NO_COLOR") == "" && c.getenv("TERM") != "dumb"
	}
	return style
}

// terminal reports whether w is a terminal.
func terminal(w io.Writer) (*os.File, bool) {
	f, ok := w.(*os.File)
	return f, ok && term.IsTerminal(int(f.Fd()))
}

// logger logs to standard error: text on a terminal, JSON otherwise.
func (c *call) logger(level slog.Level) *slog.Logger {
	options := &slog.HandlerOptions{Level: level}
	if _, ok := terminal(c.stderr); ok {
		return slog.New(slog.NewTextHandler(c.stderr, options))
	}
	return slog.New(slog.NewJSONHandler(c.stderr, options))
}
