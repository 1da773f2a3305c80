package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
)

// version is what the next release will be called; a build from a module proxy
// or a checkout says more.
const version = "0.1.0-dev"

func runVersion(_ context.Context, c *call, _ []string) error {
	line := "briefbot " + version
	if info, ok := debug.ReadBuildInfo(); ok {
		if revision := setting(info, "vcs.revision"); len(revision) >= 12 {
			line += " " + revision[:12]
		}
		line += " " + info.GoVersion
	}
	_, err := fmt.Fprintln(c.stdout, line)
	return err
}

// build tells this program from others that were built of other code: by its
// revision, or where none is known by the file that runs.
func build() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		if revision := setting(info, "vcs.revision"); revision != "" && setting(info, "vcs.modified") == "false" {
			return revision
		}
	}
	if path, err := os.Executable(); err == nil {
		if file, err := os.Stat(path); err == nil {
			return fmt.Sprintf("%d bytes of %s", file.Size(), file.ModTime())
		}
	}
	return version
}

func setting(info *debug.BuildInfo, key string) string {
	for _, s := range info.Settings {
		if s.Key == key {
			return s.Value
		}
	}
	return ""
}
