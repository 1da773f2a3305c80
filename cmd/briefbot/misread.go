package main

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"
)

var (
	unknownField = regexp.MustCompile(`^line (\d+): field (\S+) not found in type `)
	wrongType    = regexp.MustCompile(`(?s)^line (\d+): cannot unmarshal !!(\w+).* into (\S+)$`)
)

// yamlKinds are YAML's tags, and yamlWants what a field of a Go type takes, as
// whoever writes a configuration would name them.
var (
	yamlKinds = map[string]string{
		"int": "a number", "float": "a number", "str": "text", "bool": "true or false",
		"null": "nothing", "seq": "a list", "map": "fields", "timestamp": "a date",
	}
	yamlWants = map[string]string{
		"int": "a whole number", "int64": "a whole number", "float64": "a number", "string": "text",
		"bool": "true or false", "time.Duration": "a time such as 30m",
	}
)

// misread says in words of the file, a line for each thing, why data is not a
// configuration. Values are not shown: they may be secrets.
func misread(data []byte, err error) error {
	var fields *yaml.TypeError
	if !errors.As(err, &fields) {
		says := strings.TrimPrefix(err.Error(), "yaml: ")
		if line, ok := tabbed(data); ok && strings.HasSuffix(says, "cannot start any token") {
			return fmt.Errorf("line %d: is indented with a tab: YAML takes spaces alone", line)
		}
		return errors.New(says)
	}
	var lines []string
	for _, says := range fields.Errors {
		if m := unknownField.FindStringSubmatch(says); m != nil {
			says = fmt.Sprintf("line %s: there is no field %s here", m[1], m[2])
		} else if m := wrongType.FindStringSubmatch(says); m != nil {
			says = fmt.Sprintf("line %s: want %s, have %s", m[1], wanted(m[3]), yamlKinds[m[2]])
		}
		lines = append(lines, says)
	}
	return errors.New(strings.Join(lines, "\n"))
}

// wanted is what a field of a Go type takes.
func wanted(goType string) string {
	switch want, ok := yamlWants[goType]; {
	case ok:
		return want
	case strings.HasPrefix(goType, "[]"):
		return "a list"
	default:
		return "fields of its own"
	}
}

// tabbed is the first line that is indented with a tab, counted from 1.
func tabbed(data []byte) (line int, ok bool) {
	for text := range bytes.Lines(data) {
		line++
		if indent := text[:len(text)-len(bytes.TrimLeft(text, " \t"))]; bytes.ContainsRune(indent, '\t') {
			return line, true
		}
	}
	return 0, false
}
