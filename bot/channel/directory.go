// Package channel tells what Discord knows of a channel, and what the bot may do there.
package channel

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"sync"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/rest"
)

// A Directory asks Discord, and remembers what does not change: who the bot is, and to
// which server a channel belongs. Several goroutines may use it.
type Directory struct {
	rest *rest.Client

	mu    sync.Mutex
	self  string            // the bot's user, "" before it was asked for
	homes map[string]string // the server of a channel
}

// New returns a directory that asks by a client.
func New(c *rest.Client) *Directory { return &Directory{rest: c, homes: map[string]string{}} }

// Permissions are what the bot may do in a channel, and in its server without the
// channel's rules, where the server has these roles. They are found by Discord's
// documented order: everyone, roles, the rules for everyone, for roles, for the member.
func (d *Directory) Permissions(ctx context.Context, c *Info, roles []Role) (there, whole int64, err error) {
	self, err := d.Me(ctx)
	if err != nil {
		return 0, 0, err
	}
	var member struct {
		Roles []string `json:"roles"`
	}
	if err := d.rest.Do(ctx, http.MethodGet, discordgo.EndpointGuildMember(c.Guild, self), nil, &member); err != nil {
		return 0, 0, err
	}
	for _, r := range roles {
		if r.ID == c.Guild || slices.Contains(member.Roles, r.ID) {
			whole |= int64(r.Permissions)
		}
	}
	if whole&discordgo.PermissionAdministrator != 0 {
		return whole, whole, nil
	}
	there = whole
	apply := func(match func(o overwrite) bool) {
		var allow, deny int64
		for _, o := range c.Overwrites {
			if match(o) {
				allow |= int64(o.Allow)
				deny |= int64(o.Deny)
			}
		}
		there = there&^deny | allow
	}
	apply(func(o overwrite) bool { return o.ID == c.Guild })
	apply(func(o overwrite) bool { return o.Type == 0 && o.ID != c.Guild && slices.Contains(member.Roles, o.ID) })
	apply(func(o overwrite) bool { return o.Type == 1 && o.ID == self })
	return there, whole, nil
}

// Channel is what Discord says of a channel.
func (d *Directory) Channel(ctx context.Context, channel string) (*Info, error) {
	c := new(Info)
	return c, d.rest.Do(ctx, http.MethodGet, discordgo.EndpointChannel(channel), nil, c)
}

// GuildOf is the server that a channel belongs to. It is remembered: a channel
// does not move.
func (d *Directory) GuildOf(ctx context.Context, channel string) (string, error) {
	d.mu.Lock()
	guild := d.homes[channel]
	d.mu.Unlock()
	if guild != "" {
		return guild, nil
	}
	c, err := d.Channel(ctx, channel)
	if err != nil {
		return "", err
	}
	if c.Guild == "" {
		return "", errors.New("the channel belongs to no server")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.homes[channel] = c.Guild
	return c.Guild, nil
}

// Me returns the identifier of the bot's user.
func (d *Directory) Me(ctx context.Context) (string, error) {
	d.mu.Lock()
	self := d.self
	d.mu.Unlock()
	if self != "" {
		return self, nil
	}
	var user struct {
		ID string `json:"id"`
	}
	if err := d.rest.Do(ctx, http.MethodGet, discordgo.EndpointUser("@me"), nil, &user); err != nil {
		return "", err
	}
	if user.ID == "" {
		return "", fmt.Errorf("the bot's user has no identifier")
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.self = user.ID
	return user.ID, nil
}

// Roles are those of a server.
func (d *Directory) Roles(ctx context.Context, guild string) ([]Role, error) {
	var roles []Role
	err := d.rest.Do(ctx, http.MethodGet, discordgo.EndpointGuildRoles(guild), nil, &roles)
	return roles, err
}

// Mine is what the bot may do in a channel.
func (d *Directory) Mine(ctx context.Context, c *Info) (int64, error) {
	roles, err := d.Roles(ctx, c.Guild)
	if err != nil {
		return 0, err
	}
	mine, _, err := d.Permissions(ctx, c, roles)
	return mine, err
}
