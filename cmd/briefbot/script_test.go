package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestMain lets tests run the program as the command "briefbot", or at another
// time.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"briefbot": main, "briefbot-at": mainAt})
}

// TestScripts runs every file of testdata/script: what a user types, and what he
// reads.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("COLUMNS", "80")
			return nil
		},
	})
}

// do runs the program in this process, outside of any terminal.
func do(t *testing.T, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	var out, errs bytes.Buffer
	getenv := func(key string) string { return map[string]string{"COLUMNS": "80"}[key] }
	err := run(context.Background(), args, getenv, strings.NewReader(""), &out, &errs)
	status = exitStatus(err, &errs)
	return out.String(), errs.String(), status
}

// TestReadme runs the commands of the README's sessions and compares what they
// print with what the README shows: in a block marked "console", a line that
// begins with "$ " is a command, and what follows is its output.
func TestReadme(t *testing.T) {
	name, err := filepath.Abs(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir()) // no config.yaml, no database
	var fresh strings.Builder
	rest, ran := string(readme), 0
	for {
		before, after, ok := strings.Cut(rest, "```console\n")
		fresh.WriteString(before)
		if !ok {
			break
		}
		session, tail, _ := strings.Cut(after, "```\n")
		fresh.WriteString("```console\n" + replay(t, session) + "```\n")
		rest = tail
		ran++
	}
	if ran == 0 {
		t.Fatal("the README shows no session")
	}
	if diff := cmp.Diff(string(readme), fresh.String()); diff != "" {
		if !*update {
			t.Fatalf("the README shows something else than the program prints (-README +program):\n%s", diff)
		}
		if err := os.WriteFile(name, []byte(fresh.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// replay is the session with the output that its commands have now.
func replay(t *testing.T, session string) string {
	var fresh strings.Builder
	for line := range strings.Lines(session) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		stdout, stderr, status := do(t, fields(t, command)[1:]...)
		if status != 0 {
			t.Errorf("%s: status %d: %s", strings.TrimSpace(command), status, stderr)
		}
		if fresh.Len() > 0 {
			fresh.WriteString("\n")
		}
		fresh.WriteString(line + stdout)
	}
	return fresh.String()
}

// fields splits a command line at spaces outside double quotation marks.
func fields(t *testing.T, line string) []string {
	var out []string
	for i, part := range strings.Split(strings.TrimSpace(line), `"`) {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	if len(out) == 0 || out[0] != "briefbot" {
		t.Fatalf("not a command of this program: %s", line)
	}
	return out
}
