// Package page draws messages in the look of Discord, as a static HTML page that
// loads nothing, for human eyes: what a test sees as text, a person sees here as
// a reader would.
package page

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"briefbot/bot/fakediscord"
)

// An Entry is what somebody did and the messages that came of it.
type Entry struct {
	What     string
	Messages []*fakediscord.Message
	// Form is the form that was shown instead, nil for none.
	Form *fakediscord.Form
}

//go:embed page.html
var source string

// Write writes a page of entries, as it is read at a time. Clocks are UTC.
func Write(w io.Writer, title string, now time.Time, entries []Entry) error {
	t, err := template.New("page").Funcs(template.FuncMap{
		"markdown": func(text string) template.HTML { return markdown(text, now) },
		"chosen":   chosen,
		"picture":  picture,
		"style":    style,
		"size":     func(u fakediscord.Upload) string { return fmt.Sprintf("%.1f KB", float64(len(u.Data))/1000) },
		"colour":   func(n int) template.CSS { return template.CSS(fmt.Sprintf("#%06x", n&0xffffff)) },
		"or": func(a, b string) string {
			if a == "" {
				return b
			}
			return a
		},
	}).Parse(source)
	if err != nil {
		return fmt.Errorf("read the page: %w", err)
	}
	if err := t.Execute(w, struct {
		Title   string
		Entries []Entry
	}{title, entries}); err != nil {
		return fmt.Errorf("write the page: %w", err)
	}
	return nil
}

// picture is the address of an attached picture, "" for another file.
func picture(u fakediscord.Upload) template.URL {
	if !strings.HasSuffix(u.Name, ".png") {
		return ""
	}
	return template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(u.Data))
}

// chosen is what a select shows that has been used: the labels of its choices, ""
// where there are none.
func chosen(c fakediscord.Component) string {
	var labels []string
	for _, o := range c.Options {
		if o.Default {
			labels = append(labels, o.Label)
		}
	}
	return strings.Join(labels, ", ")
}

// style is the class of a button.
func style(c fakediscord.Component) string {
	switch {
	case c.Disabled:
		return "off"
	case c.Style == 1:
		return "primary"
	case c.Style == 3:
		return "good"
	case c.Style == 4:
		return "danger"
	}
	return "plain"
}

// markdown is text as Discord sets it: the parts of its Markdown that the bot
// uses. Everything else stands as it was typed.
func markdown(text string, now time.Time) template.HTML {
	var b strings.Builder
	quoting := false
	for _, line := range strings.Split(text, "\n") {
		rest, quote := strings.CutPrefix(line, "> ")
		if quote != quoting {
			if quoting = quote; quote {
				b.WriteString("<blockquote>")
			} else {
				b.WriteString("</blockquote>")
			}
		}
		tag, body := "p", rest
		for _, mark := range []struct{ prefix, tag string }{{"### ", "h3"}, {"## ", "h2"}, {"# ", "h1"}, {"-# ", "small"}, {"- ", "li"}} {
			if after, ok := strings.CutPrefix(rest, mark.prefix); ok {
				tag, body = mark.tag, after
				break
			}
		}
		if body == "" {
			b.WriteString("<p class=gap></p>")
			continue
		}
		b.WriteString("<" + tag + ">" + inline(body, now) + "</" + tag + ">")
	}
	if quoting {
		b.WriteString("</blockquote>")
	}
	return template.HTML(b.String())
}

// pairs are the marks around text, the longer ones first.
var pairs = []struct{ mark, open, close string }{
	{"**", "<b>", "</b>"}, {"__", "<u>", "</u>"}, {"~~", "<s>", "</s>"}, {"||", "<span class=spoiler>", "</span>"},
	{"*", "<i>", "</i>"}, {"_", "<i>", "</i>"}, {"`", "<code>", "</code>"},
}

// inline sets what stands within a line.
func inline(s string, now time.Time) string {
	var b strings.Builder
outer:
	for s != "" {
		if len(s) > 1 && s[0] == '\\' && strings.IndexByte("\\`*_{}[]()#+-.!|<>~:@", s[1]) >= 0 {
			b.WriteString(template.HTMLEscapeString(s[1:2]))
			s = s[2:]
			continue
		}
		for _, p := range pairs {
			if after, ok := strings.CutPrefix(s, p.mark); ok {
				if end := closing(after, p.mark); end > 0 {
					b.WriteString(p.open + inline(after[:end], now) + p.close)
					s = after[end+len(p.mark):]
					continue outer
				}
			}
		}
		if html, n := link(s, now); n > 0 {
			b.WriteString(html)
			s = s[n:]
			continue
		}
		if html, n := mention(s, now); n > 0 {
			b.WriteString(html)
			s = s[n:]
			continue
		}
		n := strings.IndexAny(s[1:], "\\*_~|`[<") + 1
		if n == 0 {
			n = len(s)
		}
		b.WriteString(template.HTMLEscapeString(s[:n]))
		s = s[n:]
	}
	return b.String()
}

// closing is where the mark stands again that is not escaped, -1 if nowhere.
func closing(s, mark string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' {
			i++
		} else if strings.HasPrefix(s[i:], mark) {
			return i
		}
	}
	return -1
}

// link is a masked link at the beginning of s, and its length.
func link(s string, now time.Time) (html string, n int) {
	if s[0] != '[' {
		return "", 0
	}
	end := closing(s[1:], "](")
	if end < 0 {
		return "", 0
	}
	address := s[1+end+2:]
	stop := strings.IndexByte(address, ')')
	if stop < 0 {
		return "", 0
	}
	href := strings.Trim(address[:stop], "<>")
	return `<a title="` + template.HTMLEscapeString(href) + `">` + inline(s[1:1+end], now) + "</a>", 1 + end + 2 + stop + 1
}

// mention is a command, a channel or a time at the beginning of s, and its length.
func mention(s string, now time.Time) (html string, n int) {
	if s[0] != '<' {
		return "", 0
	}
	end := strings.IndexByte(s, '>')
	if end < 0 {
		return "", 0
	}
	inner := s[1:end]
	show := ""
	switch {
	case strings.HasPrefix(inner, "/") && strings.Contains(inner, ":"):
		show, _, _ = strings.Cut(inner, ":")
	case strings.HasPrefix(inner, "#"):
		show = "#briefings"
	case strings.HasPrefix(inner, "@"):
		show = "@somebody"
	case strings.HasPrefix(inner, "t:"):
		var unix int64
		if _, err := fmt.Sscanf(inner, "t:%d", &unix); err != nil {
			return "", 0
		}
		show = clock(time.Unix(unix, 0).UTC(), inner[strings.LastIndexByte(inner, ':')+1:], now)
	default:
		return "", 0
	}
	return "<span class=mention>" + template.HTMLEscapeString(show) + "</span>", end + 1
}

// clock is a time as Discord shows it in a style.
func clock(at time.Time, style string, now time.Time) string {
	switch style {
	case "t":
		return at.Format("15:04")
	case "d", "D":
		return at.Format("2 January 2006")
	case "F":
		return at.Format("Monday, 2 January 2006 15:04")
	case "R":
		return relative(at.Sub(now))
	}
	return at.Format("2 January 2006 15:04")
}

// relative is how long it is until then, or has been.
func relative(d time.Duration) string {
	n, unit := int(d.Abs()/time.Minute), "minute"
	switch {
	case d.Abs() >= 48*time.Hour:
		n, unit = int(d.Abs()/(24*time.Hour)), "day"
	case d.Abs() >= time.Hour:
		n, unit = int(d.Abs()/time.Hour), "hour"
	}
	if n != 1 {
		unit += "s"
	}
	if d < 0 {
		return fmt.Sprintf("%d %s ago", n, unit)
	}
	return fmt.Sprintf("in %d %s", n, unit)
}
