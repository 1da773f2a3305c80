package fakediscord

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

// Each limit of Discord's, at it and one beyond it, as the server itself sees it:
// Discord's own description need not be there.
func TestBoundaries(t *testing.T) {
	x := func(n int) string { return strings.Repeat("x", n) }
	list := func(n int, one func(i int) string) string {
		var all []string
		for i := range n {
			all = append(all, one(i))
		}
		return "[" + strings.Join(all, ",") + "]"
	}
	embed := func(f string) func(int) string {
		return func(n int) string { return fmt.Sprintf(`{"embeds":[`+f+`]}`, x(n)) }
	}
	component := func(f string) func(int) string {
		return func(n int) string {
			return fmt.Sprintf(`{"components":[{"type":1,"components":[`+f+`]}]}`, x(n))
		}
	}
	choose := func(f string) func(int) string {
		return component(`{"type":3,"custom_id":"s","options":[` + f + `]}`)
	}
	buttons := func(n int, at string) string {
		return list(n, func(i int) string {
			return fmt.Sprintf(`{"type":2,"style":1,"label":"a","custom_id":"%s%d"}`, at, i)
		})
	}
	file := func(n int) Upload { return Upload{"a", make([]byte, n)} }
	command := func(f string) func(int) string {
		return func(n int) string { return fmt.Sprintf(`[{"name":"a","description":"b",`+f+`}]`, x(n)) }
	}
	commands := func(kind int, description string) func(int) string {
		return func(n int) string {
			return list(n, func(i int) string {
				return fmt.Sprintf(`{"type":%d,"name":"a%d","description":"%s"}`, kind, i, description)
			})
		}
	}
	option := func(f string) func(int) string {
		return command(`"options":[{"type":3,"name":"o","description":"p",` + f + `}]`)
	}
	message := func(p *problems, raw string, files []Upload) error {
		m := &messageBody{files: files}
		err := strict([]byte(raw), m)
		checkMessage(p, m)
		return err
	}
	set := func(p *problems, raw string, _ []Upload) error {
		var all []Command
		err := json.Unmarshal([]byte(raw), &all)
		checkCommands(p, all)
		return err
	}
	for _, tt := range []struct {
		name  string
		check func(p *problems, raw string, files []Upload) error
		body  func(n int) string
		max   int
		at    string // where the problem is
		files func(n int) []Upload
	}{
		{"content", message, func(n int) string { return `{"content":"` + x(n) + `"}` }, 2000, "content", nil},
		{"content beyond the basic plane", message, func(n int) string { return `{"content":"` + strings.Repeat("𝕏", n/2) + x(n%2) + `"}` }, 2000, "content", nil},
		{"nonce", message, func(n int) string { return `{"nonce":"` + x(n) + `","enforce_nonce":true}` }, 25, "nonce", nil},
		{"embeds", message, func(n int) string {
			return `{"embeds":` + list(n, func(int) string { return `{"title":"a"}` }) + `}`
		}, 10, "embeds", nil},
		{"embed, title", message, embed(`{"title":"%s"}`), 256, "embeds.0.title", nil},
		{"embed, description", message, embed(`{"description":"%s"}`), 4096, "embeds.0.description", nil},
		{"embed, spaces do not count", message, embed(`{"description":"   %s   "}`), 4096, "embeds.0.description", nil},
		{"embed, fields", message, func(n int) string {
			return `{"embeds":[{"fields":` + list(n, func(int) string { return `{"name":"a","value":"b"}` }) + `}]}`
		}, 25, "embeds.0.fields", nil},
		{"embed, field, name", message, embed(`{"fields":[{"name":"%s","value":"b"}]}`), 256, "embeds.0.fields.0.name", nil},
		{"embed, field, value", message, embed(`{"fields":[{"name":"a","value":"%s"}]}`), 1024, "embeds.0.fields.0.value", nil},
		{"embed, footer", message, embed(`{"footer":{"text":"%s"}}`), 2048, "embeds.0.footer.text", nil},
		{"embed, author", message, embed(`{"author":{"name":"%s"}}`), 256, "embeds.0.author.name", nil},
		{"embed, url", message, embed(`{"title":"a","url":"%s"}`), 2048, "embeds.0.url", nil},
		{"embeds in sum", message, func(n int) string {
			return fmt.Sprintf(`{"embeds":[{"description":"%s"},{"title":"abcd","description":"%s"}]}`, x(3000), x(n-3004))
		}, 6000, "embeds", nil},
		{"rows", message, func(n int) string {
			return `{"components":` + list(n, func(i int) string {
				return `{"type":1,"components":` + buttons(1, fmt.Sprint(i, "-")) + `}`
			}) + `}`
		}, 5, "components", nil},
		{"buttons", message, func(n int) string { return `{"components":[{"type":1,"components":` + buttons(n, "b") + `}]}` }, 5, "components.0.components", nil},
		{"custom_id", message, component(`{"type":2,"style":1,"label":"a","custom_id":"%s"}`), 100, "components.0.components.0.custom_id", nil},
		{"button, label", message, component(`{"type":2,"style":1,"label":"%s","custom_id":"a"}`), 80, "components.0.components.0.label", nil},
		{"button, url", message, component(`{"type":2,"style":5,"label":"a","url":"%s"}`), 512, "components.0.components.0.url", nil},
		{"select, placeholder", message, component(`{"type":3,"custom_id":"s","placeholder":"%s","options":[{"label":"a","value":"b"}]}`), 150, "components.0.components.0.placeholder", nil},
		{"select, options", message, func(n int) string {
			return component(`{"type":3,"custom_id":"s%s","options":` + strings.ReplaceAll(list(n, func(i int) string { return fmt.Sprintf(`{"label":"a","value":"b%d"}`, i) }), "%", "%%") + `}`)(0)
		}, 25, "components.0.components.0.options", nil},
		{"select, label", message, choose(`{"label":"%s","value":"b"}`), 100, "components.0.components.0.options.0.label", nil},
		{"select, value", message, choose(`{"label":"a","value":"%s"}`), 100, "components.0.components.0.options.0.value", nil},
		{"select, description", message, choose(`{"label":"a","value":"b","description":"%s"}`), 100, "components.0.components.0.options.0.description", nil},
		{"select, most", message, func(n int) string {
			return fmt.Sprintf(`{"components":[{"type":1,"components":[{"type":3,"custom_id":"s","max_values":%d,"options":[{"label":"a","value":"b"}]}]}]}`, n)
		}, 1, "components.0.components.0.max_values", nil},
		{"input, label", message, component(`{"type":4,"style":1,"custom_id":"i","label":"%s"}`), 45, "components.0.components.0.label", nil},
		{"input, placeholder", message, component(`{"type":4,"style":1,"custom_id":"i","label":"a","placeholder":"%s"}`), 100, "components.0.components.0.placeholder", nil},
		{"input, value", message, component(`{"type":4,"style":1,"custom_id":"i","label":"a","value":"%s"}`), 4000, "components.0.components.0.value", nil},
		{"components in sum", message, func(n int) string {
			return `{"flags":32768,"components":[{"type":17,"components":` + list(n-1, func(int) string { return `{"type":10,"content":"x"}` }) + `}]}`
		}, 40, "components", nil},
		{"files", message, func(int) string { return `{}` }, 10, "attachments", func(n int) []Upload {
			var all []Upload
			for range n {
				all = append(all, file(1))
			}
			return all
		}},
		{"file", message, func(int) string { return `{}` }, 10 << 20, "files.0", func(n int) []Upload { return []Upload{file(n)} }},
		{"files in sum", message, func(int) string { return `{}` }, 25 << 20, "files", func(n int) []Upload {
			return []Upload{file(10 << 20), file(10 << 20), file(n - 20<<20)}
		}},
		{"file, what is to be seen", message, func(n int) string {
			return `{"attachments":[{"id":"0","filename":"a.png","description":"` + x(n) + `"}]}`
		}, 1024, "attachments.0.description", nil},
		{"commands", set, commands(1, "b"), 100, "commands", nil},
		{"commands of users", set, commands(2, ""), 15, "user commands", nil},
		{"commands of messages", set, commands(3, ""), 15, "message commands", nil},
		{"command, name", set, func(n int) string { return `[{"name":"` + x(n) + `","description":"b"}]` }, 32, "0.name", nil},
		{"command, description", set, func(n int) string { return `[{"name":"a","description":"` + x(n) + `"}]` }, 100, "0.description", nil},
		{"command, name elsewhere", set, command(`"name_localizations":{"de":"%s"}`), 32, "0.name_localizations.de", nil},
		{"command, description elsewhere", set, command(`"description_localizations":{"de":"%s"}`), 100, "0.description_localizations.de", nil},
		{"options", set, func(n int) string {
			return `[{"name":"a","description":"b","options":` + list(n, func(i int) string {
				return fmt.Sprintf(`{"type":3,"name":"o%d","description":"p"}`, i)
			}) + `}]`
		}, 25, "0.options", nil},
		{"option, description", set, func(n int) string {
			return `[{"name":"a","description":"b","options":[{"type":3,"name":"o","description":"` + x(n) + `"}]}]`
		}, 100, "0.options.0.description", nil},
		{"choices", set, func(n int) string {
			return option(`"min_length":0%s,"choices":` + list(n, func(i int) string { return fmt.Sprintf(`{"name":"a","value":"b%d"}`, i) }))(0)
		}, 25, "0.options.0.choices", nil},
		{"choice, name", set, option(`"choices":[{"name":"%s","value":"b"}]`), 100, "0.options.0.choices.0.name", nil},
		{"choice, value", set, option(`"choices":[{"name":"a","value":"%s"}]`), 100, "0.options.0.choices.0.value", nil},
		{"choice, name elsewhere", set, option(`"choices":[{"name":"a","name_localizations":{"de":"%s"},"value":"b"}]`), 100, "0.options.0.choices.0.name_localizations.de", nil},
		{"option, length", set, func(n int) string { return option(fmt.Sprintf(`"max_length":%d%%s`, n))(0) }, 6000, "0.options.0.max_length", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for n := tt.max; n <= tt.max+1; n++ {
				var p problems
				var files []Upload
				if tt.files != nil {
					files = tt.files(n)
				}
				if err := tt.check(&p, tt.body(n), files); err != nil {
					t.Fatalf("%v: %s", err, tt.body(n))
				}
				var at []string
				for _, one := range p {
					at = append(at, one.path)
				}
				if want := strings.Repeat(tt.at, n-tt.max); strings.Join(at, " ") != want {
					t.Errorf("%d: problems at %q, want %q", n, at, want)
				}
			}
		})
	}
}

// What the languages of a command weigh: of each text the longest counts.
func TestWeight(t *testing.T) {
	x := strings.Repeat("x", 100)
	option := func(i int) string {
		one := fmt.Sprintf(`{"name":"%s","name_localizations":{"de":"%s"},"value":"%s"}`, x[:50], x, x[:90])
		return fmt.Sprintf(`{"type":3,"name":"o%d","description":"%s","description_localizations":{"de":"%s"},"choices":[%s]}`, i, x[:1], x[:98], strings.TrimSuffix(strings.Repeat(one+",", 10), ","))
	}
	for last := range 2 {
		// A command of 2, four options of 2 + 98 + 10 × 190 = 2000.
		raw := fmt.Sprintf(`[{"name":"a","description":"%s","options":[%s,%s,%s,{"type":3,"name":"p","description":"%s","choices":%s}]}]`,
			"b", option(1), option(2), option(3), x[:97+last], `[`+strings.TrimSuffix(strings.Repeat(fmt.Sprintf(`{"name":"%s","value":"%s"},`, x, x[:90]), 10), ",")+`]`)
		var all []Command
		if err := json.Unmarshal([]byte(raw), &all); err != nil {
			t.Fatal(err)
		}
		var p problems
		checkCommands(&p, all)
		if len(p) != last {
			t.Errorf("%d more: problems %v", last, p)
		}
	}
}

// What a thread and a post are made with.
func TestThreadBoundaries(t *testing.T) {
	x := strings.Repeat("x", 101)
	const forum = "700000000000000900"
	const message = `"message":{"content":"x","allowed_mentions":{"parse":[]}}`
	for _, tt := range []struct{ name, body, want string }{
		{"name", `{"name":"` + x[:100] + `"}`, ""},
		{"name, longer", `{"name":"` + x + `"}`, "name: 101"},
		{"no name", `{"name":"  "}`, "name: 0"},
		{"a day", `{"name":"x","auto_archive_duration":1440}`, ""},
		{"a day and a minute", `{"name":"x","auto_archive_duration":1441}`, "auto_archive_duration: 1441"},
		{"five tags", `{"name":"x","applied_tags":["1","1","1","1","1"],` + message + `}`, ""},
		{"six tags", `{"name":"x","applied_tags":["1","1","1","1","1","1"],` + message + `}`, "applied_tags: 6"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := New(t)
			s.AddForum(forum, "forum", 0, Tag{ID: "1", Name: "a"})
			to := "/channels/" + forum + "/threads"
			if !strings.Contains(tt.body, "message") {
				to = "/channels/" + ChannelID + "/messages/" + s.Give(ChannelID, "there").ID + "/threads"
			}
			status, _, _ := client{t, s}.do("POST", to, tt.body)
			got := strings.Join(s.Forgive(), "\n")
			if !strings.Contains(got, tt.want) || (got == "") != (tt.want == "") || (status == 201) != (tt.want == "") {
				t.Errorf("status %d, violations %q, want one with %q", status, got, tt.want)
			}
		})
	}
}
