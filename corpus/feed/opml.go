package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"briefbot/corpus/format"
)

// maxOPML is the size above which no OPML file is read.
const maxOPML = 8 << 20

type opml struct {
	XMLName xml.Name  `xml:"opml"`
	Version string    `xml:"version,attr"`
	Head    opmlHead  `xml:"head"`
	Body    []outline `xml:"body>outline"`
}

type opmlHead struct {
	Title   string `xml:"title"`
	Created string `xml:"dateCreated,omitempty"`
}

type outline struct {
	Text     string    `xml:"text,attr,omitempty"`
	Title    string    `xml:"title,attr,omitempty"`
	Type     string    `xml:"type,attr,omitempty"`
	XMLURL   string    `xml:"xmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

// ReadOPML reads the feeds of an OPML file, in its order and out of all of its
// folders.
func ReadOPML(r io.Reader) ([]Feed, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxOPML+1))
	if err != nil {
		return nil, err
	}
	if len(b) > maxOPML {
		return nil, fmt.Errorf("larger than the limit of %d MB", maxOPML>>20)
	}
	if b, err = format.UTF8(b, ""); err != nil {
		return nil, fmt.Errorf("not OPML: %w", err)
	}
	var file opml
	d := xml.NewDecoder(bytes.NewReader(b))
	d.Strict = false
	if err := d.Decode(&file); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, errors.New("not OPML: it has no element")
		}
		return nil, fmt.Errorf("not OPML: %w", err)
	}
	var feeds []Feed
	var visit func(list []outline)
	visit = func(list []outline) {
		for _, o := range list {
			if o.XMLURL != "" {
				name := o.Title
				if name == "" {
					name = o.Text
				}
				feeds = append(feeds, Feed{Name: clean(name), URL: strings.TrimSpace(o.XMLURL)})
			}
			visit(o.Outlines)
		}
	}
	visit(file.Body)
	if len(feeds) == 0 {
		return nil, errors.New("no outline in it has an xmlUrl")
	}
	return feeds, nil
}

// WriteOPML writes the feeds, but no pages, as an OPML file.
func WriteOPML(w io.Writer, all []Status, now time.Time) error {
	file := opml{Version: "2.0", Head: opmlHead{Title: "Feeds of briefbot", Created: now.UTC().Format(time.RFC1123)}}
	for _, s := range all {
		if !s.Page {
			file.Body = append(file.Body, outline{Text: s.Name, Title: s.Name, Type: "rss", XMLURL: s.URL})
		}
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(file); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
