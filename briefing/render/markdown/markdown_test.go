package markdown

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestEscape(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"plain", "The ministers met on Friday.", "The ministers met on Friday."},
		{"marks", "a*b_c~d`e|f", `a\*b\_c\~d\` + "`" + `e\|f`},
		{"backslash", `C:\temp`, `C:\\temp`},
		{"heading", "# Breaking", `\# Breaking`},
		{"hash inside", "No. #1 of 3", "No. #1 of 3"},
		{"subtext", "-# small", `\-# small`},
		{"list", "- one\n + two\n10. three", "\\- one\n \\+ two\n10\\. three"},
		{"dash inside", "long-range", "long-range"},
		{"block quote", "> said\n>>> said", "\\> said\n\\>>> said"},
		{"mention", "<@42> <#7> <t:0:R>", `\<@42> \<#7> \<t:0:R>`},
		{"everyone", "@everyone @Here @home", `\@everyone \@Here @home`},
		{"masked link", "[win](https://a.example)", `\[win\](https\://a.example)`},
		{"invitation", "discord.gg/abc", `discord.gg\/abc`},
		{"fence", "```go\nx\n```", "\\`\\`\\`go\nx\n\\`\\`\\`"},
		{"controls", "a\x00b\rc\u0085d", "abcd"},
		{"crlf", "a\r\n- b", "a\n\\- b"},
		{"decimal at start", "3.5 million", `3\.5 million`},
		{"hebrew", "שלום 3", "\u2068שלום 3\u2069"},
		{"override", "a\u202eb", "\u2068a\u202eb\u2069"},
		{"open isolate", "a\u2067b", "\u2068a\u2067b\u2069\u2069"},
		{"stray end", "a\u2069b", "\u2068\u2068a\u2069b\u2069"},
	} {
		if got := Escape(tt.in); got != tt.want {
			t.Errorf("%s: Escape(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

func TestEscapeQuoted(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"- not a list", "- not a list"},
		{"one\n  two", "one two"},
		{"one \r\n\r\ntwo", "one two"},
		{"a *word*", `a \*word\*`},
	} {
		if got := EscapeQuoted(tt.in); got != tt.want {
			t.Errorf("EscapeQuoted(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestLink(t *testing.T) {
	for _, tt := range []struct{ text, address, want string }{
		{"1", "https://a.example/x", "[1](<https://a.example/x>)"},
		{"[1]", "https://a.example/x", `[\[1\]](<https://a.example/x>)`},
		{"a ] b", "https://a.example/x", `[a ) b](<https://a.example/x>)`},
		{"p", "https://a.example/x_(y)#:~:text=in%20it,é", "[p](<https://a.example/x_%28y%29#:~:text=in%20it,%C3%A9>)"},
		{"p", "https://a.example/>) @everyone", "[p](<https://a.example/%3E%29%20@everyone>)"},
		{"p", "javascript:alert(1)", "p"},
		{"p", "", "p"},
	} {
		if got := Link(tt.text, tt.address); got != tt.want {
			t.Errorf("Link(%q, %q) = %q, want %q", tt.text, tt.address, got, tt.want)
		}
	}
}

func TestLen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if got, want := Len(s), len(utf16.Encode([]rune(s))); got != want {
			t.Fatalf("Len(%q) = %d, want %d", s, got, want)
		}
	})
}

// effects is what Discord's client would make of text, as far as text of
// others can be of harm: a scanner of its own, written from the platform's
// description and not from Escape. At each place the first pattern that fits
// wins, as there.
var effects = []struct {
	name string
	line bool // at the start of a line only
	re   *regexp.Regexp
}{
	{"escape", false, regexp.MustCompile(`^\\[^0-9A-Za-z\s]`)},
	{"heading", true, regexp.MustCompile(`^\s*#{1,3}\s`)},
	{"subtext", true, regexp.MustCompile(`^\s*-#\s`)},
	{"list", true, regexp.MustCompile(`^\s*([*+-]|\d+\.)\s`)},
	{"block quote", true, regexp.MustCompile(`^\s*(>>>|>)\s`)},
	{"code", false, regexp.MustCompile("^`+[^`]")},
	{"bold", false, regexp.MustCompile(`^(\*+|_+|~~|\|\|)`)},
	{"masked link", false, regexp.MustCompile(`^\[[^\]]*\]\(`)},
	{"mention", false, regexp.MustCompile(`^<(@[!&]?\d|#\d|t:|a?:\w+:\d|/|id:|sound:|https?:|mailto:|tel:|\+)`)},
	{"everyone", false, regexp.MustCompile(`^@(?i:everyone|here)`)},
	{"address", false, regexp.MustCompile(`^[A-Za-z]+://\S`)},
	{"invitation", false, regexp.MustCompile(`^(?i)discord(\.gg|(app)?\.com/invite)/`)},
}

// show returns what a reader sees and what else happens.
func show(s string) (seen string, happens []string) {
	var b strings.Builder
	start := true
	for s != "" {
		var name, match string
		for _, e := range effects {
			if m := e.re.FindString(s); m != "" && (!e.line || start) {
				name, match = e.name, m
				break
			}
		}
		switch name {
		case "escape":
			b.WriteString(match[1:])
			s = s[len(match):]
		case "":
			r := []rune(s[:min(len(s), 4)])[0]
			start = r == '\n'
			b.WriteRune(r)
			s = s[len(string(r)):]
			continue
		default:
			happens = append(happens, name)
			s = s[len(match):]
		}
		start = false
	}
	return b.String(), happens
}

func hostile() *rapid.Generator[string] {
	piece := rapid.OneOf(
		rapid.SampledFrom([]string{
			"# ", "-# ", "- ", "+ ", "1. ", "> ", ">>> ", "*", "**", "_", "~~", "||", "`", "```\n", "\n", "\r\n", " ", "\t",
			"[", "]", "](", ")", "<@1>", "<#1>", "<t:1:R>", "<:a:1>", "</brief:1>", "<https://a.example>", "@everyone", "@here",
			"https://a.example", "discord.gg/x", `\`, "\u202e", "\u202c", "\u2067", "\u2069", "\u200b", "\u200f", "\x00", "“", "”",
			"שלום", "سلام", "𝕏", "word", "10", ".",
		}),
		rapid.StringN(0, 4, -1),
	)
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
	})
}

// visible leaves out what a reader cannot see and what has no width.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if bidi(r) || hidden(r) && r != '\n' {
			return -1
		}
		return r
	}, s)
}

func TestNothingHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile().Draw(t, "s")
		seen, happens := show(Escape(s))
		if len(happens) > 0 {
			t.Fatalf("Escape(%q) = %q makes %q", s, Escape(s), happens)
		}
		if got, want := visible(seen), visible(s); got != want {
			t.Fatalf("Escape(%q) is seen as %q, want %q", s, got, want)
		}
		if got, want := Plain(Escape(s)), visible(s); got != want {
			t.Fatalf("Plain(Escape(%q)) = %q, want %q", s, got, want)
		}
	})
}

func TestQuotedWordsStayWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile().Draw(t, "s")
		in := "- He said “" + EscapeQuoted(s) + "” twice"
		seen, happens := show(in[2:])
		if len(happens) > 0 {
			t.Fatalf("%q makes %q", in, happens)
		}
		if got, want := visible(seen), "He said “"+visible(oneLine(s))+"” twice"; got != want {
			t.Fatalf("seen %q, want %q", got, want)
		}
	})
}

// No isolate of a line may be open at its end, and none of what stands before
// it may be closed by it.
func TestDirectionStaysInside(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := hostile().Draw(t, "s")
		for line := range strings.Lines(Escape(s)) {
			depth := 0
			for _, r := range line {
				switch {
				case r >= 0x2066 && r <= 0x2068:
					depth++
				case r == 0x2069:
					depth--
				case bidi(r) && depth == 0:
					t.Fatalf("%q: %U outside of an isolate", line, r)
				}
				if depth < 0 {
					t.Fatalf("%q: closes what it did not open", line)
				}
			}
			if depth != 0 {
				t.Fatalf("%q: %d isolates stay open", line, depth)
			}
		}
	})
}

func FuzzEscape(f *testing.F) {
	f.Add("> [a](b) @everyone\n# x")
	f.Fuzz(func(t *testing.T, s string) {
		Escape(s)
		EscapeQuoted(s)
		Link(s, s)
		Plain(s)
		s = s[:min(len(s), 500)] // show takes time by the square of the length
		if _, happens := show(Escape(strings.ToValidUTF8(s, "?"))); len(happens) > 0 {
			t.Fatalf("Escape(%q) makes %q", s, happens)
		}
	})
}
