package fakediscord

import (
	"fmt"
	"net/http"
)

// AddChannel adds a text channel to the guild.
func (s *Server) AddChannel(id, name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[id] = &Channel{ID: id, Guild: GuildID, Name: name, Permissions: AllPermissions}
}

// AddGuild adds a guild with one text channel. Clients that are connected hear
// nothing of it.
func (s *Server) AddGuild(id, channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.guilds = append(s.guilds, &Guild{ID: id, Name: "Guild " + id, Locale: "en-US"})
	s.channels[channel] = &Channel{ID: channel, Guild: id, Name: "news", Permissions: AllPermissions}
}

// RemoveChannel deletes a channel.
func (s *Server) RemoveChannel(id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.channels, id)
	s.touch()
}

// Permit sets what the bot may do in a channel.
func (s *Server) Permit(channel string, permissions int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[channel].Permissions = permissions
}

func (s *Server) getGuild(q *request) (int, any) {
	for _, g := range s.guilds {
		if g.ID == q.PathValue("guild") {
			return http.StatusOK, g
		}
	}
	return http.StatusNotFound, refusal{Code: 10004, Message: "Unknown Guild"}
}

func (s *Server) getChannel(q *request) (int, any) {
	c, status, refused := s.channel(q, ViewChannel)
	if c == nil {
		return status, refused
	}
	// What the bot may do there is a rule of the channel for the bot itself.
	type overwrite struct {
		ID    string `json:"id"`
		Type  int    `json:"type"`
		Allow string `json:"allow"`
		Deny  string `json:"deny"`
	}
	return http.StatusOK, struct {
		*Channel
		Overwrites []overwrite `json:"permission_overwrites"`
	}{c, []overwrite{{BotID, 1, fmt.Sprint(s.permissions(c)), fmt.Sprint(AllPermissions &^ s.permissions(c))}}}
}

func (s *Server) getRoles(q *request) (int, any) {
	if q.PathValue("guild") != GuildID {
		return http.StatusNotFound, refusal{Code: 10004, Message: "Unknown Guild"}
	}
	return http.StatusOK, append([]Role{{ID: GuildID, Name: "@everyone", Permissions: fmt.Sprint(AllPermissions)}}, s.roles...)
}

func (s *Server) getMember(q *request) (int, any) {
	if q.PathValue("guild") != GuildID || q.PathValue("user") != BotID {
		return http.StatusNotFound, refusal{Code: 10007, Message: "Unknown Member"}
	}
	return http.StatusOK, map[string]any{"user": bot, "roles": []string{}}
}

// AddRole adds a role to the guild.
func (s *Server) AddRole(r Role) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.roles = append(s.roles, r)
}

// SetSystemChannel names the channel in which the guild's members are greeted.
func (s *Server) SetSystemChannel(channel string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.guilds[0].System = channel
}
