package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// version is what the next release will be called; a build from a module proxy
// or a checkout says more.
const version = "0.1.0-dev"

func runVersion(_ context.Context, c *call, _ []string) error {
	line := "briefbot " + version
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				line += " " + s.Value[:12]
			}
		}
		line += " " + info.GoVersion
	}
	_, err := fmt.Fprintln(c.stdout, line)
	return err
}
