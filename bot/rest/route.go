package rest

import (
	"net/http"
	"strings"
)

// A route says what a request counts as.
type route struct {
	// name has ":" for identifiers and tokens: it may be logged.
	name string
	// limit is what Discord limits together: the name with the channel, guild
	// or webhook that it is about.
	limit string
	// exempt requests do not count against the limit of the whole bot.
	exempt bool
	// repeatable requests do no more when sent twice.
	repeatable bool
}

// routeOf finds the route of a path such as "/api/v9/channels/7/messages".
func routeOf(method, path string) route {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) > 2 && parts[0] == "api" {
		parts = parts[2:]
	}
	name := make([]string, len(parts))
	limit := make([]string, len(parts))
	for i, part := range parts {
		name[i], limit[i] = part, part
		hidden := numeric(part)
		switch parts[0] {
		case "interactions":
			hidden = hidden || i == 2 // the token
		case "webhooks":
			hidden = hidden || i == 2
		}
		if !hidden {
			continue
		}
		name[i] = ":"
		if i > 2 || i == 2 && parts[0] != "webhooks" {
			limit[i] = ":"
		}
	}
	// An edit of a message is not repeated: an attempt that nobody waits for any more may
	// arrive behind the one that was answered, and undo what was edited meanwhile.
	edit := method == http.MethodPatch && parts[0] == "channels" && len(parts) > 2
	r := route{
		name:       method + " " + strings.Join(name, "/"),
		limit:      method + " " + strings.Join(limit, "/"),
		exempt:     parts[0] == "interactions" || parts[0] == "webhooks",
		repeatable: method != http.MethodPost && !edit,
	}
	if parts[0] == "interactions" {
		r.limit = r.name
	}
	return r
}

func numeric(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
