package page

import (
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

func TestMarkdown(t *testing.T) {
	tests := []struct{ text, want string }{
		{"plain <b> & text", "<p>plain &lt;b&gt; &amp; text</p>"},
		{"## Title\n**bold** and *thin*", "<h2>Title</h2><p><b>bold</b> and <i>thin</i></p>"},
		{"> “words”\n> more\nafter", "<blockquote><p>“words”</p><p>more</p></blockquote><p>after</p>"},
		{"-# small", "<small>small</small>"},
		{`\*not\* \# \[1\]`, "<p>*not* # [1]</p>"},
		{"__**marked**__", "<p><u><b>marked</b></u></p>"},
		{`[a \] b](<https://a.example/?x="1">)`, `<p><a title="https://a.example/?x=&#34;1&#34;">a ] b</a></p>`},
		{"</brief:12> in <#7> at <t:0:F>", "<p><span class=mention>/brief</span> in <span class=mention>#briefings</span> at <span class=mention>Thursday, 1 January 1970 00:00</span></p>"},
		{"<t:7200:R> or <t:-172800:R>, <t:60:t>", "<p><span class=mention>in 2 hours</span> or <span class=mention>2 days ago</span>, <span class=mention>00:01</span></p>"},
		{"a < b, 2 * 3, snake_case, <", "<p>a &lt; b, 2 * 3, snake_case, &lt;</p>"},
		{`<script>alert(1)</script>`, "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"},
	}
	for _, test := range tests {
		if got := string(markdown(test.text, time.Unix(0, 0))); got != test.want {
			t.Errorf("%q\n got %s\nwant %s", test.text, got, test.want)
		}
	}
}

// Whatever a message says, it becomes no markup of its own, and nothing hangs.
func FuzzMarkdown(f *testing.F) {
	f.Add("**a** <script> [x](y) \\")
	f.Add("> __**||`*_~~")
	f.Fuzz(func(t *testing.T, text string) {
		html := string(markdown(text, time.Unix(0, 0)))
		for _, tag := range []string{"<script", "<img", "<iframe", "javascript:\"", "onerror="} {
			if strings.Contains(html, tag) && !strings.Contains(text, tag) {
				t.Errorf("%q became %s", text, html)
			}
		}
		if strings.Contains(html, "<script") || strings.Contains(html, "<img") {
			t.Errorf("%q became %s", text, html)
		}
	})
}

func TestWrite(t *testing.T) {
	var b strings.Builder
	err := Write(&b, "a <page>", time.Unix(0, 0), []Entry{{What: "/brief", Messages: []*fakediscord.Message{{
		Content: "## Title", Flags: fakediscord.FlagEphemeral,
		Embeds:     []fakediscord.Embed{{Description: "below", Color: 0x2f6f8f}},
		Files:      []fakediscord.Upload{{Name: "a.png", Data: []byte("x")}, {Name: "a.json", Data: []byte("{}")}},
		Components: []fakediscord.Component{{Type: 1, Components: []fakediscord.Component{{Type: 2, Label: "Press <me>", Style: 1}, {Type: 3, Options: []fakediscord.SelectOption{{Label: "One"}, {Label: "Two", Default: true}}}}}},
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"a &lt;page&gt;", "<h2>Title</h2>", "border-color: #2f6f8f", "data:image/png;base64,eA==", "a.json · 0.0 KB",
		`<span class="button primary">Press &lt;me&gt;</span>`, "<li>One</li>", "<span class=chosen>Two</span>", "Only you can see this",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}
