package source

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"briefbot/corpus/fetch"
)

// FuzzFeed reads whatever a server may say; the state that comes of it is read
// again, and the same answer brings nothing new.
func FuzzFeed(f *testing.F) {
	f.Add([]byte(`<rss version="2.0"><channel><title>x</title><item><title>One</title><guid>1</guid><link>http://a.example/1</link><description>Text…</description></item></channel></rss>`), "text/xml")
	f.Add([]byte(`<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>One</title><id>1</id></entry></feed>`), "application/atom+xml; charset=iso-8859-1")
	f.Add([]byte(`{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{"id": "1", "content_text": "One"}]}`), "application/feed+json")
	f.Fuzz(func(t *testing.T, body []byte, media string) {
		feed := &Feed{Label: "x", URL: "http://a.example/feed", Now: func() time.Time { return time.Unix(1.7e9, 0) }, Client: fetch.New(fetch.Options{Pause: -1, Transport: answer{body, media}})}
		state := []byte(nil)
		for round := range 2 {
			for d, err := range feed.Fetch(context.Background(), state) {
				if err != nil {
					t.Fatal(err)
				}
				if round == 1 && len(d.Articles) > 0 {
					t.Fatalf("delivered again: %s", d.Name)
				}
				if d.State != nil {
					state = d.State
				}
			}
			if _, err := ReadHealth(state); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// answer is what the network says, always.
type answer struct {
	body  []byte
	media string
}

func (a answer) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	w.Header().Set("Content-Type", a.media)
	_, _ = w.Write(a.body)
	res := w.Result()
	res.Request = r
	return res, nil
}
