package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/backoff"
	"briefbot/bot/gateway"
	"briefbot/bot/rest"
	"briefbot/corpus"
)

// keepRegistering registers the commands, trying again for as long as it takes.
// It returns an error only where trying again cannot help.
func (b *Bot) keepRegistering(ctx context.Context, app string) error {
	pause := b.opts.Backoff
	for {
		err := b.register(ctx, app)
		if err == nil || ctx.Err() != nil {
			return nil
		}
		if _, status := rest.Code(err); status == http.StatusUnauthorized {
			return gateway.BadToken(status)
		} else if status == http.StatusBadRequest {
			// The table of commands is wrong: the next attempt would be, too.
			b.log.Error("commands not registered", "err", err)
			return nil
		}
		b.log.Warn("commands not registered", "err", err, "retry", pause)
		if backoff.Sleep(ctx, backoff.Jitter(pause)) != nil {
			return nil
		}
		pause = backoff.Next(pause)
	}
}

// register writes the set of commands to Discord unless it did so before:
// Discord counts how many are written in a day.
func (b *Bot) register(ctx context.Context, app string) error {
	specs := make([]*discordgo.ApplicationCommand, len(b.commands))
	for i := range b.commands {
		specs[i] = b.commands[i].spec
	}
	raw, err := json.Marshal(specs)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(raw)
	want := hex.EncodeToString(sum[:])

	key := "bot/commands/" + app
	unlock, err := b.opts.Notes.Lock(ctx, key)
	if err != nil {
		return err
	}
	defer unlock()
	have, err := b.opts.Notes.Note(ctx, key)
	if err != nil {
		return err
	}
	var known registration
	if json.Unmarshal(have, &known) == nil && known.Sum == want {
		b.know(known.IDs)
		return nil
	}
	// A bot that ends now finishes this first: between the writing and its note
	// the same set would be written again.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), b.opts.Grace)
	defer cancel()
	begun := time.Now()
	var registered []struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	}
	write := func(specs []*discordgo.ApplicationCommand) error {
		return b.rest.Do(ctx, http.MethodPut, discordgo.EndpointApplicationGlobalCommands(app), specs, &registered)
	}
	err = write(specs)
	if _, status := rest.Code(err); status == http.StatusBadRequest {
		// An application that users may not install for themselves takes no commands
		// for them. Without its note the whole set is tried again at the next start.
		b.log.Warn("commands are registered for servers alone: see Installation in the developer portal", "err", err)
		err, want = write(forServers(specs)), ""
	}
	if err != nil {
		return err
	}
	known = registration{Sum: want, IDs: make(map[string]string)}
	for _, c := range registered {
		known.IDs[c.Name] = c.ID
	}
	b.know(known.IDs)
	b.log.Info("commands registered", "count", len(specs), "took", time.Since(begun).Round(time.Millisecond))
	note, err := json.Marshal(known)
	if err != nil {
		return err
	}
	return b.opts.Notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: note}})
}

// forServers are the commands without what concerns users who install the bot for
// themselves.
func forServers(specs []*discordgo.ApplicationCommand) []*discordgo.ApplicationCommand {
	own := make([]*discordgo.ApplicationCommand, len(specs))
	for i, spec := range specs {
		copied := *spec
		copied.IntegrationTypes, copied.Contexts = nil, nil
		own[i] = &copied
	}
	return own
}

// registration is the note of the commands that Discord has: the sum of what
// was sent, and the identifiers that came back.
type registration struct {
	Sum string            `json:"sum"`
	IDs map[string]string `json:"ids"` // by name
}

func (b *Bot) know(ids map[string]string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ids = ids
}

// mention is a command as users can click it: "brief", or "digest list" for a
// subcommand. Before the commands are registered it is the bare name.
func (b *Bot) mention(command string) string {
	name, _, _ := strings.Cut(command, " ")
	b.mu.Lock()
	id := b.ids[name]
	b.mu.Unlock()
	if id == "" {
		return "**/" + command + "**"
	}
	return "</" + command + ":" + id + ">"
}
