package format

import (
	"flag"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/casetest"
	"briefbot/corpus/clean"
)

var update = flag.Bool("update", false, "write what the tests get as what they want")

// received is the moment at which the cases' inputs arrive.
var received = time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC)

// TestCases reads every testdata/*.txtar. Its first file is the input, under the
// name that it has; "want" is what comes of it.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			c := casetest.Read(t, name)
			file, text := c.Input(t)
			in := Input{Name: file, Bytes: []byte(text), Received: received}
			articles, err := Decode(in)
			for _, a := range articles {
				again, err := Again(a, received)
				if d := cmp.Diff(a, again); err != nil || d != "" {
					t.Errorf("decoded again: %v\n%s", err, d)
				}
			}
			got := describe(articles, err)
			if *update {
				c.Set(t, "want", got)
				return
			}
			if d := cmp.Diff(c.File("want"), got); d != "" {
				t.Error(d)
			}
		})
	}
}

// describe writes articles and errors as the cases keep them.
func describe(articles []*corpus.Article, err error) string {
	var b strings.Builder
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			fmt.Fprintf(&b, "error: %s\n", line)
		}
	}
	for _, a := range articles {
		fmt.Fprintf(&b, "article: %s, %s\n", a.Format, a.Language)
		for _, s := range []struct{ name, value string }{{"path", a.Path}, {"ref", a.Ref}, {"url", a.URL}} {
			if s.value != "" {
				fmt.Fprintf(&b, "%s: %s\n", s.name, s.value)
			}
		}
		for _, f := range []struct {
			name string
			corpus.Field
		}{{"headline", a.Headline}, {"outlet", a.Outlet}, {"byline", a.Byline}, {"origin", a.Origin}} {
			if f.Value != "" || f.How != "" {
				fmt.Fprintf(&b, "%s: %s  [%s]\n", f.name, f.Value, f.How)
			}
		}
		if p := a.Published; !p.Time.IsZero() || p.How != "" {
			mark, date := "", "none"
			if p.Inferred {
				mark = "~"
			}
			if !p.Time.IsZero() {
				date = p.Time.Format(time.RFC3339)
			}
			fmt.Fprintf(&b, "published: %s%s  [%s]\n", mark, date, p.How)
		}
		if a.Note {
			b.WriteString("note\n")
		}
		for _, l := range clean.Lines(a.Text) {
			fmt.Fprintf(&b, "\t%-10s %s\n", l.Class, l.Of(a.Text))
		}
	}
	return b.String()
}

func TestTextIsTheFile(t *testing.T) {
	for _, s := range []string{"\ufeffA headline without a full stop\r\n\r\nThe body, with\ttabs and  spaces. \r\n", "x", "a\u00a0b\n\n\n"} {
		articles, err := Decode(Input{Name: "a.txt", Bytes: []byte(s)})
		if err != nil || len(articles) != 1 || articles[0].Text != s || string(articles[0].Raw) != s {
			t.Errorf("%q: %v, %v", s, articles, err)
		}
	}
}

func TestRefused(t *testing.T) {
	tests := []struct{ name, bytes, want string }{
		{"a.txt", "", "a.txt: empty"},
		{"a.md", " \n\t\n", "a.md: empty"},
		{"a.txt", "caf\xe9 closed", "a.txt: not UTF-8: byte 0xe9 at offset 3"},
		{"a.jsonl", "{\"body\": \"caf\xe9\"}", "a.jsonl: line 1: not UTF-8: byte 0xe9 is byte 14 of the line"},
		{"a.md", "caf\xe9", "a.md: not UTF-8: byte 0xe9 at offset 3"},
		{"a.txt", "text\x00text", "a.txt: binary: a zero byte at offset 4"},
		{"a.html", "<p>text\x00text", "a.html: binary: a zero byte at offset 7"},
		{"a.txt", "%PDF-1.7 …", "a.txt: a PDF, not an article"},
		{"a.bin", "\x7fELF....", "a.bin: a program, not an article"},
		{"a.csv", "a,b\n1,2\n", `a.csv: unknown format (extension ".csv"); known: text, Markdown, HTML, RSS, Atom, JSON Feed, JSONL`},
		{"a.xml", "<?xml version=\"1.0\"?><catalog><book/></catalog>", "a.xml: unknown format: XML, but neither RSS nor Atom"},
		{"a.xml", "<!DOCTYPE rss [<!ENTITY a \"aaaa\">]><rss><channel><item><title>&a;</title></item></channel></rss>", "a.xml: XML with entities of its own, refused"},
		{"a.rss", "<rss><channel><title>x</title></channel></rss>", "a.rss: a feed without items"},
		{"a.html", "<html><head><title>x</title></head><body><script>1</script></body></html>", "a.html: no text in the page"},
		{"a.md", "---\ntitle: x\n", "a.md: front matter: line 1 opens it, and no line of three hyphens ends it"},
		{"a.md", "---\ntitle: x\n---\n\n", "a.md: no text"},
		{"a.md", "---\ntitle: [x\n---\ntext\n", "a.md: front matter: line 2: did not find expected ',' or ']'"},
		{"a.md", "---\n- x\n---\ntext\n", "a.md: front matter: line 2: want keys and values"},
		{"a.md", "---\nlayout: post\ntitle:\n  de: x\n---\ntext\n", "a.md: front matter: line 3: title: want a plain value"},
		{"a.md", "---\ntitle: x\npublished: 2099-01-01\n---\ntext\n", `a.md: front matter: line 3: published: date "2099-01-01": the year 2099 is out of range`},
		{"a.md", "---\npublished: 2026-04-01\n---\ntext\n", "a.md: front matter: line 2: published: date 2026-04-01: after it was received (2026-03-20)"},
		{"a.md", "---\nafter: The Courier\n---\ntext\n", `a.md: front matter: line 2: after: "The Courier": want an outlet, a comma and a date: date "The Courier": not understood; write it as 2026-01-31 or 2026-01-31T10:11:00Z`},
	}
	for _, tt := range tests {
		articles, err := Decode(Input{Name: tt.name, Bytes: []byte(tt.bytes), Received: received})
		if len(articles) > 0 || err == nil || err.Error() != tt.want {
			t.Errorf("%s %.20q:\n got %v, %v\nwant %s", tt.name, tt.bytes, len(articles), err, tt.want)
		}
	}
	big := make([]byte, MaxBytes+1)
	if _, err := Decode(Input{Name: "a.txt", Bytes: big}); err == nil || !strings.Contains(err.Error(), "larger than the limit of 32 MB") {
		t.Error(err)
	}
}

func TestFormatChosen(t *testing.T) {
	tests := []struct{ name, media, bytes, want string }{
		{"a", "", "A text without an extension.", "text"},
		{"a.page", "", "<!DOCTYPE html><p>Hello there, reader.", "html"},
		{"https://example.org/a.txt", "text/html; charset=utf-8", "<p>Hello there, reader.", "html"},
		{"https://example.org/feed", "application/xml", `<?xml version="1.0"?><rss><channel><item><title>x</title></item></channel></rss>`, "feed"},
		{"a.json", "", `{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1", "content_text": "x"}]}`, "feed"},
		{"a.json", "", `{"body": "x"}`, "jsonl"},
		{"a.post", "", "---\ntitle: x\n---\ntext", "markdown"},
		{"a.xml", "", "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>Hello there, reader.</p></body></html>", "html"},
		{"a.TXT", "", "text", "text"},
	}
	for _, tt := range tests {
		articles, err := Decode(Input{Name: tt.name, MediaType: tt.media, Bytes: []byte(tt.bytes)})
		if err != nil || len(articles) != 1 || articles[0].Format != tt.want {
			t.Errorf("%s %s: %v, %v; want %s", tt.name, tt.media, articles, err, tt.want)
		}
	}
}

func TestCharsets(t *testing.T) {
	const page = "<html><head><title>x</title></head><body><p>The caf\xe9 on the quay \x93is closed\x94.</p></body></html>"
	for _, in := range []Input{
		{Name: "a.html", Bytes: []byte(strings.Replace(page, "<head>", `<head><meta charset="windows-1252">`, 1))},
		{Name: "a.html", MediaType: "text/html; charset=windows-1252", Bytes: []byte(page)},
	} {
		articles, err := Decode(in)
		if err != nil || !strings.Contains(articles[0].Text, "The café on the quay “is closed”.") {
			t.Errorf("%v: %v", articles, err)
		}
	}
	wide := []byte{0xff, 0xfe}
	for _, r := range "<p>The quay is closed.</p>" {
		wide = append(wide, byte(r), 0)
	}
	if articles, err := Decode(Input{Name: "a.html", Bytes: wide}); err != nil || articles[0].Text != "The quay is closed." {
		t.Errorf("UTF-16: %v, %v", articles, err)
	}
}

// fuzz runs one decoder, without the recovery of Decode, on whatever bytes.
func fuzz(f *testing.F, format string, extension string, decode func(Input) ([]*corpus.Article, error)) {
	files, _ := filepath.Glob("testdata/" + format + "-*.txtar")
	for _, name := range files {
		_, text := casetest.Read(f, name).Input(f)
		f.Add([]byte(text))
	}
	f.Add([]byte(""))
	f.Fuzz(func(t *testing.T, b []byte) {
		in := Input{Name: "a" + extension, Bytes: b}
		if _, err := pick(in); err != nil {
			return
		}
		articles, _ := decode(in)
		for _, a := range articles {
			if strings.TrimSpace(a.Text) == "" && format != "text" {
				t.Errorf("an article without text")
			}
			if a.ID == "" || a.Format == "" || a.Language == "" {
				t.Errorf("an article without identity: %+v", a)
			}
			for _, l := range clean.Lines(a.Text) {
				if !l.In(a.Text) {
					t.Errorf("line %d out of range", l.Number)
				}
			}
		}
		again, _ := decode(in)
		if len(again) != len(articles) {
			t.Fatal("two runs differ")
		}
		for i := range again {
			if again[i].ID != articles[i].ID || again[i].Text != articles[i].Text {
				t.Error("two runs differ")
			}
		}
	})
}

func FuzzText(f *testing.F)     { fuzz(f, "text", ".txt", decodeText) }
func FuzzMarkdown(f *testing.F) { fuzz(f, "markdown", ".md", decodeMarkdown) }
func FuzzHTML(f *testing.F)     { fuzz(f, "html", ".html", decodeHTML) }
func FuzzFeed(f *testing.F)     { fuzz(f, "feed", ".xml", decodeFeed) }
func FuzzJSONL(f *testing.F)    { fuzz(f, "jsonl", ".jsonl", decodeJSONL) }

func BenchmarkDecode(b *testing.B) {
	paragraph := "The harbour board met on Tuesday and put off its vote on the new quay once more, because three of its members had asked for another report on the older of the two locks."
	inputs := []Input{
		{Name: "a.txt", Bytes: []byte(strings.Repeat(paragraph+"\n\n", 40))},
		{Name: "a.html", Bytes: []byte("<html><head><title>x</title></head><body><nav>Home</nav><article>" + strings.Repeat("<p>"+paragraph+"</p>\n", 40) + "</article></body></html>")},
		{Name: "a.jsonl", Bytes: []byte(strings.Repeat(`{"id": "1", "title": "x", "body": "`+strings.Repeat(paragraph+`\n\n`, 40)+"\"}\n", 10))},
	}
	for _, in := range inputs {
		b.Run(strings.TrimPrefix(in.Name, "a."), func(b *testing.B) {
			b.SetBytes(int64(len(in.Bytes)))
			for b.Loop() {
				if _, err := Decode(in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
