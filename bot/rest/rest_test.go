package rest

import (
	"context"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

// A calling is a client of a server of its own.
type calling struct {
	ctx    context.Context // of the test
	fake   *fakediscord.Server
	client *Client
}

// call makes a client that waits for as long as it does in the world where waiting
// only tells that something hangs.
func call(t *testing.T) *calling {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
	t.Cleanup(cancel)
	fake := fakediscord.New(t)
	client, err := New(ctx, fake.URL, fakediscord.Token, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	return &calling{ctx, fake, client}
}

// me asks who the bot is.
func (c *calling) me(ctx context.Context) error {
	return c.client.Do(ctx, "GET", "https://discord.com/api/v9/users/@me", nil, nil)
}
