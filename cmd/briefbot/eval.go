package main

import (
	"context"
	"fmt"

	"briefbot/corpus/quotation"
)

func runEval(_ context.Context, c *call, args []string) error {
	if len(args) != 1 || args[0] != "quotations" {
		return usage("eval", "quotations < IN.jsonl > OUT.jsonl", "quotations < articles.jsonl")
	}
	if err := quotation.Eval(c.stdin, c.stdout, quotation.Options{}); err != nil {
		return fmt.Errorf("eval quotations: %w", err)
	}
	return nil
}
