package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/bot/fakediscord"
	"briefbot/bot/fakediscord/page"
)

// gallery is the flag's name for where the pages go; without it they are made all
// the same, and thrown away.
const galleryVariable = "BRIEFBOT_GALLERY"

// A deed is what a visitor of the gallery does: a command, or with press what
// stands below the last answer.
type deed struct {
	who     string // "" for a reader, "manager", a locale, or both
	command string
	options []fakediscord.Option
	press   string
	menu    string // the message that "Check this message" is called on
}

var opt = fakediscord.Opt

// silentChannel is one that the bot may not write in.
const silentChannel = "700000000000000008"

// rooms are the pages of the gallery.
var rooms = []struct {
	name  string
	deeds []deed
}{
	{"briefs", []deed{
		{command: "brief", options: []fakediscord.Option{opt("topic", "iran-us")}},
		{press: "[4] "},
		{press: "As a picture"},
	}},
	{"views", []deed{
		{command: "brief", options: []fakediscord.Option{opt("topic", "iran-us")}},
		{press: "Conflicts"},
	}},
	{"voices", []deed{
		{command: "brief", options: []fakediscord.Option{opt("topic", "iran-us")}},
		{press: "Who said what"},
		{press: "Donald Trump"},
	}},
	{"timeline", []deed{
		{command: "timeline", options: []fakediscord.Option{opt("topic", "iran-us")}},
	}},
	{"answers", []deed{
		{command: "ask", options: []fakediscord.Option{opt("question", "Where did Araghchi and Fidan meet?")}},
		{command: "ask", options: []fakediscord.Option{opt("question", "Did the talks take place?")}},
		{command: "ask", options: []fakediscord.Option{opt("question", "What did the pope say about the drones?")}},
	}},
	{"quotes", []deed{
		{command: "quotes", options: []fakediscord.Option{opt("speaker", "Araghchi")}},
		{command: "quotes", options: []fakediscord.Option{opt("speaker", "nobody")}},
	}},
	{"verify", []deed{
		{command: "verify", options: []fakediscord.Option{opt("quote", "help is on its way")}},
		{command: "verify", options: []fakediscord.Option{opt("quote", "help is finally on its way"), opt("speaker", "Trump")}},
		{command: "verify", options: []fakediscord.Option{opt("quote", "non-negotiable"), opt("speaker", "Araghchi")}},
		{command: "verify", options: []fakediscord.Option{opt("quote", "the moon is made of cheese")}},
		{menu: "Trump said “help is on its way” and Fidan said “we shall see”. @everyone"},
	}},
	{"sources", []deed{
		{command: "sources"},
		{command: "new"},
		{command: "new"},
	}},
	{"help", []deed{
		{command: "help"},
		{command: "privacy"},
		{who: "de", command: "help"},
		{who: "de", command: "brief", options: []fakediscord.Option{opt("topic", "mars")}},
	}},
	{"digest", []deed{
		{who: "manager", command: "digest subscribe", options: []fakediscord.Option{opt("topic", "iran-us"), opt("time", "07:00"), opt("zone", "Berlin")}},
		{who: "manager", press: "Thread: none"},
		{who: "manager", press: "Subscribe"},
		{who: "manager de", command: "digest subscribe", options: []fakediscord.Option{opt("time", "18:30"), opt("days", "weekdays"), opt("channel", silentChannel)}},
		{who: "manager de", command: "digest list"},
	}},
	{"managing", []deed{
		{who: "manager", command: "topic add", options: []fakediscord.Option{opt("name", "ferry"), opt("title", "The ferry"), opt("terms", "ferry, island")}},
		{who: "manager de", command: "topic list"},
		{who: "manager de", command: "topic add", options: []fakediscord.Option{opt("name", "ferry"), opt("title", "The ferry"), opt("terms", "ferry")}},
		{who: "manager", command: "feed list"},
		{who: "manager", command: "digest list"},
		{who: "manager", command: "digest preview"},
		{who: "manager", command: "digest preview", options: []fakediscord.Option{opt("digest", "config")}},
		{who: "manager", command: "digest why", options: []fakediscord.Option{opt("item", "Istanbul"), opt("digest", "config")}},
		{who: "manager", command: "reports"},
		{command: "digest list"},
	}},
}

// TestGallery shows what the bot says over the sample corpus as pages in the look
// of Discord, for human eyes; with Chromium also as pictures, as wide as a desktop
// and a telephone:
//
//	BRIEFBOT_GALLERY=/tmp/gallery go test ./cmd/briefbot -run Gallery
func TestGallery(t *testing.T) {
	dir := os.Getenv(galleryVariable)
	if dir == "" {
		dir = t.TempDir()
	} else if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	f := fakediscord.New(t)
	f.AddChannel(silentChannel, "silent")
	f.Permit(silentChannel, fakediscord.ViewChannel|fakediscord.ReadMessageHistory)
	s := startServing(t, f, t.TempDir(), "", evening)
	ctx := patience(t)
	if err := f.WaitReady(ctx); err != nil {
		t.Fatalf("%v\n%s", err, s.log.String())
	}
	var files []string
	done := 0
	for n, room := range rooms {
		var entries []page.Entry
		var last *fakediscord.Message
		visitors := map[string]*fakediscord.User{}
		for _, d := range room.deeds {
			u := visitors[d.who]
			if u == nil {
				u = f.User(fmt.Sprintf("%s %d %s", room.name, n, d.who))
				locale, manages := strings.CutPrefix(d.who, "manager")
				if manages {
					u = u.Managing()
				}
				if locale = strings.TrimSpace(locale); locale != "" {
					u = u.Speaking(locale)
				}
				visitors[d.who] = u
			}
			what, i, err := d.do(ctx, u, last)
			if err != nil {
				t.Fatalf("%s: %s: %v", room.name, what, err)
			}
			if _, err = i.Reply(ctx); err != nil {
				t.Fatalf("%s: %s: %v\n%s", room.name, what, err, s.log.String())
			}
			// What came first may say no more than what is waited for, and what is noted
			// of a user is noted after the answer.
			done++
			if err := s.log.waitLines(ctx, done, `"msg":"command"`); err != nil {
				t.Fatal(err)
			}
			if last, err = i.Reply(ctx); err != nil {
				t.Fatalf("%s: %s: %v", room.name, what, err)
			}
			if last.Content == "" && len(last.Embeds) == 0 {
				t.Errorf("%s: %s: the answer is empty", room.name, what)
			}
			shown := i.Messages()
			if len(shown) == 0 {
				shown = []*fakediscord.Message{last} // that was there before, and is another now
			}
			entries = append(entries, page.Entry{What: what, Messages: shown})
		}
		name := filepath.Join(dir, room.name+".html")
		file, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := page.Write(file, "briefbot · "+room.name, evening, entries); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium is not installed: the pages are not photographed")
	}
	if os.Getenv(galleryVariable) == "" {
		files = files[:1] // enough to see that they can be
	}
	for _, file := range files {
		for width, height := range map[int]int{1000: 2600, 400: 4200} {
			shot := strings.TrimSuffix(file, ".html") + fmt.Sprintf("-%d.png", width)
			out, err := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
				fmt.Sprintf("--window-size=%d,%d", width, height), "--screenshot="+shot, "file://"+file).CombinedOutput()
			if err != nil {
				t.Fatalf("%s: %v\n%s", shot, err, out)
			}
			if height := crop(t, shot); height < 200 {
				t.Errorf("%s shows nothing", shot)
			}
		}
	}
}

// crop cuts off what is empty at the bottom of a picture and returns the height
// that is left.
func crop(t *testing.T, name string) int {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	whole := img.Bounds()
	bottom := whole.Max.Y - 1
	for empty := img.At(0, bottom); bottom > 0; bottom-- {
		x := 0
		for x < whole.Max.X && img.At(x, bottom) == empty {
			x++
		}
		if x < whole.Max.X {
			break
		}
	}
	whole.Max.Y = min(whole.Max.Y, bottom+20)
	cut := image.NewRGBA(whole)
	draw.Draw(cut, whole, img, image.Point{}, draw.Src)
	var b bytes.Buffer
	if err := png.Encode(&b, cut); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, b.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return bottom
}

// do does the deed and says what it was.
func (d *deed) do(ctx context.Context, u *fakediscord.User, last *fakediscord.Message) (what string, i *fakediscord.Interaction, err error) {
	switch {
	case d.menu != "":
		i, err := u.Menu(ctx, "Check this message", u.Message(d.menu))
		return "Check this message: " + d.menu, i, err
	case d.press != "":
		for _, row := range last.Components {
			for _, c := range row.Components {
				if c.Label == d.press {
					i, err := u.Click(ctx, last, c.CustomID)
					return "presses " + c.Label, i, err
				}
				for _, o := range c.Options {
					if strings.HasPrefix(o.Label, d.press) {
						i, err := u.Select(ctx, last, c.CustomID, o.Value)
						return "chooses " + o.Label, i, err
					}
				}
			}
		}
		return d.press, nil, errNoComponent
	}
	what = "/" + d.command
	for _, o := range d.options {
		what += fmt.Sprintf(" %s:%v", o.Name, o.Value)
	}
	i, err = u.Slash(ctx, d.command, d.options...)
	return what, i, err
}
