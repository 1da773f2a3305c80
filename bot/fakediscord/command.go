package fakediscord

import (
	"encoding/json"
	"net/http"
	"regexp"
	"time"
)

// Commands returns the registered commands.
func (s *Server) Commands() []Command {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Command(nil), s.commands...)
}

// Overwrites is how often the set of commands was written.
func (s *Server) Overwrites() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.overwrites
}

func (s *Server) getCommands(q *request) (int, any) {
	return http.StatusOK, append([]Command{}, s.commands...)
}

// permissionNumber finds permissions as strings, which Discord's guides ask for;
// its description has them as numbers.
var permissionNumber = regexp.MustCompile(`("default_member_permissions":)"([0-9]+)"`)

// putCommands replaces all commands. A command that was there keeps its
// identifier.
func (s *Server) putCommands(q *request) (int, any) {
	if q.PathValue("application") != AppID {
		return http.StatusNotFound, refusal{Code: 10002, Message: "Unknown Application"}
	}
	var raw []json.RawMessage
	json.Unmarshal(q.body, &raw)
	for _, one := range raw {
		if err := validate("ApplicationCommandUpdateRequest", permissionNumber.ReplaceAll(one, []byte("$1$2"))); err != nil {
			s.violate("%s: %v", q.route, err)
		}
	}
	var commands []Command
	if err := strict(q.body, &commands); err != nil {
		s.violate("%s: body: %v", q.route, err)
		return http.StatusBadRequest, refusal{Code: 50109, Message: "The request body contains invalid JSON."}
	}
	var p problems
	checkCommands(&p, commands)
	if bad := s.refuse(q.route, &p); bad != nil {
		return http.StatusBadRequest, bad
	}
	for i := range commands {
		c := &commands[i]
		c.ID, c.ApplicationID, c.Version = s.id(), AppID, s.id()
		c.Type = max(c.Type, 1)
		known := false
		for _, old := range s.commands {
			if old.Name == c.Name && old.Type == c.Type {
				c.ID, known = old.ID, true
			}
		}
		if !known {
			s.create(q.route)
		}
	}
	s.commands = commands
	s.overwrites++
	return http.StatusOK, append([]Command{}, commands...)
}

// createsPerDay is how many commands may be created within a day.
const createsPerDay = 200

// create counts a command that was not there. s.mu is held.
func (s *Server) create(route string) {
	now := s.now()
	s.creates = append(s.creates, now)
	for now.Sub(s.creates[0]) >= 24*time.Hour {
		s.creates = s.creates[1:]
	}
	if len(s.creates) == createsPerDay+1 {
		s.violate("%s: over %d commands were created within a day", route, createsPerDay)
	}
}

// Creates is how many commands were created within the last day.
func (s *Server) Creates() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.creates)
}

// Types of commands.
const (
	typeSlash       = 1
	typeMessageMenu = 3
)

// command returns the registered command of that type and name. s.mu is held.
func (s *Server) command(kind int, name string) *Command {
	for i := range s.commands {
		if s.commands[i].Name == name && s.commands[i].Type == kind {
			return &s.commands[i]
		}
	}
	return nil
}
