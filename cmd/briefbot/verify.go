package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/check"
	"briefbot/briefing/render"
)

func verifyFlags(c *call, fs *flagSet) {
	scopeFlags(c, fs)
	fs.StringVar(&c.speaker, "speaker", "", "ask whether `NAME` said it, not only whether anybody did")
	fs.BoolVar(&c.message, "message", false, "check every quotation of a whole message, read from standard input where no QUOTE is given")
}

// maxInput is how many bytes of a message are read.
const maxInput = 64 << 10

func runVerify(ctx context.Context, c *call, args []string) error {
	text := strings.TrimSpace(strings.Join(args, " "))
	if text == "" && c.message {
		read, err := io.ReadAll(io.LimitReader(c.stdin, maxInput))
		if err != nil {
			return fmt.Errorf("read the message: %w", err)
		}
		text = string(read)
	}
	if strings.TrimSpace(text) == "" {
		return usage("verify", "QUOTE", `"de-escalate" -speaker Erdogan`)
	}
	d, within, err := c.scope(ctx, briefing.Question{Topic: c.topic})
	if err != nil {
		return err
	}
	defer d.Close()
	checks := d.checks.Within(within)
	var r *check.Report
	if c.message {
		r, err = checks.Message(ctx, text)
	} else {
		r, err = checks.Quote(ctx, text, c.speaker)
	}
	switch {
	case errors.Is(err, check.ErrNoWords) && c.message:
		return &usageError{"the message has no quotation and no claim to check", `claims are words in quotation marks, and what it says that somebody said`}
	case errors.Is(err, check.ErrNoWords):
		return &usageError{"the quotation has no words", `for example: briefbot verify "de-escalate" -speaker Erdogan`}
	case err != nil:
		return hintTopic(err)
	case c.json:
		return render.CheckJSON(c.stdout, r)
	}
	return render.CheckText(c.stdout, r, c.style())
}
