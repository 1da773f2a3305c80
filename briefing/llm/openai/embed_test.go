package openai_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"briefbot/briefing/llm"
	"briefbot/briefing/llm/openai"
	"briefbot/briefing/llm/openai/fakeopenai"
)

// newEmbedder is a setting with an embedder instead of a client. The vector of a
// text is its length and its number of words.
func newEmbedder(t *testing.T, dimensions int, change func(*openai.Options)) (*setting, *openai.Embedder) {
	t.Helper()
	var options openai.Options
	s := newSetting(t, func(o *openai.Options) {
		if change != nil {
			change(o)
		}
		options = *o
	})
	s.Embed = func(text string) []float32 {
		return []float32{float32(len(text)), float32(len(strings.Fields(text))), 1}
	}
	e, err := openai.NewEmbedder(options, dimensions)
	if err != nil {
		t.Fatal(err)
	}
	return s, e
}

var embedded = []string{"a", "a text that nobody may log", "one two"}

// TestEmbed has vectors come for the texts that they are of, in whatever order.
func TestEmbed(t *testing.T) {
	for _, test := range []struct {
		fault      fakeopenai.Fault
		dimensions int
		want       [][]float32
	}{
		{fakeopenai.None, 0, [][]float32{{1, 1, 1}, {26, 6, 1}, {7, 2, 1}}},
		{fakeopenai.Unnumbered, 0, [][]float32{{1, 1, 1}, {26, 6, 1}, {7, 2, 1}}},
		{fakeopenai.None, 2, [][]float32{{1, 1}, {26, 6}, {7, 2}}},
		{fakeopenai.ServerError, 0, [][]float32{{1, 1, 1}, {26, 6, 1}, {7, 2, 1}}},
		{fakeopenai.RateLimit, 0, [][]float32{{1, 1, 1}, {26, 6, 1}, {7, 2, 1}}},
	} {
		s, e := newEmbedder(t, test.dimensions, nil)
		s.Fail(test.fault)
		got, tokens, err := e.Embed(context.Background(), embedded)
		if err != nil || tokens != 9 || !slices.EqualFunc(got, test.want, slices.Equal) {
			t.Errorf("%q, %d dimensions: %v, %d tokens, %v; want %v", test.fault, test.dimensions, got, tokens, err, test.want)
		}
		body := s.Calls()[0].Body
		if body["model"] != model || body["user"] != nil || (body["dimensions"] != nil) != (test.dimensions > 0) {
			t.Errorf("sent %v", body)
		}
	}
	s, e := newEmbedder(t, 0, nil)
	if got, _, err := e.Embed(context.Background(), nil); len(got) != 0 || err != nil || len(s.Calls()) != 0 {
		t.Errorf("of nothing: %v, %v, %d calls", got, err, len(s.Calls()))
	}
}

func TestEmbedFaults(t *testing.T) {
	quick := func(o *openai.Options) { o.Call, o.Stall = 60*time.Millisecond, 30*time.Millisecond }
	for _, test := range []struct {
		fault      fakeopenai.Fault
		change     func(*openai.Options)
		dimensions int
		cause      llm.Cause
		calls      int
	}{
		{fakeopenai.BadKey, nil, 0, llm.KeyRejected, 1},
		{fakeopenai.UnknownModel, nil, 0, llm.NoModel, 1},
		{fakeopenai.RateLimit, nil, 0, llm.Busy, 3},
		{fakeopenai.RateLimitLong, nil, 0, llm.Busy, 1},
		{fakeopenai.ServerError, nil, 0, llm.Broken, 3},
		{fakeopenai.Unavailable, nil, 0, llm.Busy, 3},
		{fakeopenai.SlowFirstByte, quick, 0, llm.TooSlow, 3},
		{fakeopenai.Stall, patient, 0, llm.TooSlow, 1},
		{fakeopenai.Cut, nil, 0, llm.CutShort, 1},
		{fakeopenai.HTML, nil, 0, llm.Broken, 1},
		{fakeopenai.WrongDimension, nil, 3, llm.Broken, 1},
		{fakeopenai.MixedDimension, nil, 0, llm.Broken, 1},
		{fakeopenai.ShortBatch, nil, 0, llm.Broken, 1},
		{fakeopenai.Misnumbered, nil, 0, llm.Broken, 1},
	} {
		t.Run(string(test.fault), func(t *testing.T) {
			t.Parallel()
			s, e := newEmbedder(t, test.dimensions, test.change)
			s.Always(test.fault)
			_, _, err := e.Embed(context.Background(), embedded)
			var f *llm.Failure
			if !errors.As(err, &f) || f.Cause != test.cause {
				t.Errorf("%v, want %s", err, test.cause)
			}
			if n := len(s.Calls()); n != test.calls {
				t.Errorf("%d calls, want %d", n, test.calls)
			}
			clean(t, err)
		})
	}
}

// TestEmbedWithoutService has a service without embeddings, and one that is gone;
// what fails again and again is left alone.
func TestEmbedWithoutService(t *testing.T) {
	s, e := newEmbedder(t, 0, nil)
	s.Embed = nil
	var f *llm.Failure
	if _, _, err := e.Embed(context.Background(), embedded); !errors.As(err, &f) || f.Cause != llm.NoModel {
		t.Errorf("without embeddings: %v", err)
	}
	s.Server.Server.Close()
	for range 5 {
		if _, _, err := e.Embed(context.Background(), embedded); !errors.As(err, &f) || f.Cause != llm.Unreachable {
			t.Errorf("gone: %v", err)
		}
	}
	if f.After == 0 {
		t.Errorf("%v, want that it is left alone", f)
	}
	if _, err := openai.NewEmbedder(openai.Options{URL: "https://llm.example/v1", Transport: http.DefaultTransport}, 0); err == nil {
		t.Error("without a model: no error")
	}
}
