package picture

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the golden pictures")

var pictures = []struct {
	name    string
	picture interface{ Write(io.Writer) error }
}{
	{"timeline", &Timeline{
		Title:   "River treaty · timeline",
		Remarks: []string{"searched: 9 articles from 4 outlets · 2 Mar 2026 – ~9 Mar 2026 (~ marks an inferred date)"},
		Events: []Event{
			{Date: "2019", Text: "the upper states left the treaty on the river", Numbers: "[1]"},
			{Date: "~2 Mar 2026", Inferred: true, Text: "The water ministers of both states met in Kaspar on Monday, and Ayşe Yıldız spoke of “a door that is open”.", Numbers: "[2] [3]"},
			{Date: "~6 Mar 2026", Inferred: true, Expected: true, Text: "A second round is expected on Friday, according to two officials who asked not to be named.", Numbers: "[2]"},
		},
		Earlier: 4,
	}},
	{"timeline-empty", &Timeline{Title: "River treaty · timeline", Remarks: []string{"no event here is dated"}}},
	{"card", &Card{
		Speaker: "Dana Whitlock", About: "water minister",
		Before: "Dana Whitlock, the water minister, said on Monday the dam was sound. “",
		Words:  "We looked at every gate and found nothing wrong,",
		After:  "” Whitlock said. The valley has had rain for nine days.",
		Outlet: "Valley Courier", Details: "local paper · ~2 Mar 2026 · by Ines Kober",
		Proof: []string{"https://news.example/dam", "bytes 70–118 of the text with SHA-256 3967e552de31"},
	}},
	{"card-bare", &Card{Words: strings.Repeat("Donaudampfschifffahrtsgesellschaft", 3), Outlet: "an unnamed site"}},
}

// The pictures are the golden ones, but for what other processors round
// otherwise: the mean difference of a channel is below one in 255.
func TestPictures(t *testing.T) {
	for _, test := range pictures {
		t.Run(test.name, func(t *testing.T) {
			var b, again bytes.Buffer
			if err := test.picture.Write(&b); err != nil {
				t.Fatal(err)
			}
			if err := test.picture.Write(&again); err != nil || !bytes.Equal(b.Bytes(), again.Bytes()) {
				t.Errorf("drawn twice, the picture is another: %v", err)
			}
			golden := filepath.Join("testdata", test.name+".png")
			if *update {
				if err := os.WriteFile(golden, b.Bytes(), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if d := difference(t, decode(t, want), decode(t, b.Bytes())); d >= 1 {
				t.Errorf("the picture differs from %s by %.2f of 255; look at it and run with -update", golden, d)
			}
		})
	}
}

// The comparison tells pictures that differ in one line of text.
func TestDifference(t *testing.T) {
	card := *pictures[2].picture.(*Card)
	var a, b bytes.Buffer
	if err := card.Write(&a); err != nil {
		t.Fatal(err)
	}
	card.Outlet = "Village Herald"
	card.Speaker = "Omar Keel"
	if err := card.Write(&b); err != nil {
		t.Fatal(err)
	}
	if d := difference(t, decode(t, a.Bytes()), decode(t, b.Bytes())); d < 1 {
		t.Errorf("another speaker differs by %.2f of 255 only", d)
	}
}

func decode(t *testing.T, b []byte) image.Image {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// difference is the mean over the channels of those pixels that are not the same
// ground in both, 255 for pictures of different sizes.
func difference(t *testing.T, a, b image.Image) float64 {
	t.Helper()
	if a.Bounds() != b.Bounds() {
		return 255
	}
	ground := a.At(width/2, 10)
	sum, n := 0.0, 1.0
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			p, q := a.At(x, y), b.At(x, y)
			if p == ground && q == ground {
				continue
			}
			r1, g1, b1, a1 := p.RGBA()
			r2, g2, b2, a2 := q.RGBA()
			for _, pair := range [][2]uint32{{r1, r2}, {g1, g2}, {b1, b2}, {a1, a2}} {
				sum += float64(max(pair[0], pair[1])-min(pair[0], pair[1])) / 257
				n++
			}
		}
	}
	return sum / n
}

// Whatever the text, lines fit their room and no byte but white space is lost.
func FuzzWrap(f *testing.F) {
	all, err := newFaces()
	if err != nil {
		f.Fatal(err)
	}
	f.Add("the dam was sound", "“We looked”", uint16(300))
	f.Add(strings.Repeat("ab", 200), " ", uint16(40))
	f.Add("\u200b\u202e", "مرحبا 𝒳", uint16(90))
	f.Fuzz(func(t *testing.T, a, b string, room uint16) {
		if !utf8.ValidString(a) || !utf8.ValidString(b) || room < 60 {
			t.Skip()
		}
		lines := wrap([]piece{{a, style{face: all.body}}, {b, style{face: all.small}}}, float64(room))
		var got strings.Builder
		for _, l := range lines {
			w := 0.0
			for _, p := range l.pieces {
				w += p.style.face.width(p.text)
				got.WriteString(p.text)
			}
			if len([]rune(strings.TrimSpace(got.String()))) > 1 && w > float64(room)+all.body.width(" ")+60 {
				t.Errorf("a line of %.0f in a room of %d", w, room)
			}
		}
		strip := func(s string) string {
			return strings.Join(strings.FieldsFunc(s, isBreak), "")
		}
		if strip(got.String()) != strip(a+b) {
			t.Errorf("%q became %q", a+b, got.String())
		}
	})
}
