package fakediscord

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Types of channels.
const (
	TextChannel  = 0
	NewsChannel  = 5
	NewsThread   = 10
	PublicThread = 11
	ForumChannel = 15
)

// RequireTag is the flag of a forum whose posts need a tag.
const RequireTag = 1 << 4

// A Tag is one that posts of a forum may carry; a moderated one is given by those
// who may manage threads.
type Tag struct {
	ID        string  `json:"id"`
	Name      string  `json:"name"`
	Moderated bool    `json:"moderated"`
	Emoji     *string `json:"emoji_name"`
}

// ThreadMetadata is what a thread has that no other channel does.
type ThreadMetadata struct {
	Archived bool      `json:"archived"`
	Locked   bool      `json:"locked"`
	After    int       `json:"auto_archive_duration"` // minutes
	Changed  time.Time `json:"archive_timestamp"`     // when it was last archived or opened
	Created  time.Time `json:"create_timestamp"`
}

var (
	threadArchived = refusal{Code: 50083, Message: "Thread is archived"}
	threadLocked   = refusal{Code: 160005, Message: "Thread is locked"}
	threadThere    = refusal{Code: 160004, Message: "A thread has already been created for this message"}
	wrongType      = refusal{Code: 50024, Message: "Cannot execute action on this channel type"}
	noTextChannel  = refusal{Code: 50008, Message: "Cannot send messages in a non-text channel"}
	tagRequired    = refusal{Code: 40067, Message: "A tag is required to create a forum post in this channel"}
	unknownTag     = refusal{Code: 10087, Message: "Unknown tag"}
)

// AddForum adds a forum to the guild.
func (s *Server) AddForum(id, name string, flags int, tags ...Tag) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[id] = &Channel{ID: id, Type: ForumChannel, Guild: GuildID, Name: name, Flags: flags, Tags: tags, Permissions: AllPermissions}
}

// SetTags replaces the tags of a forum.
func (s *Server) SetTags(forum string, tags ...Tag) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.channels[forum].Tags = tags
}

// Threads returns the threads and posts of a channel, oldest first. They are copies.
func (s *Server) Threads(channel string) []*Channel {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*Channel
	for _, c := range s.threads(func(c *Channel) bool { return c.Parent == channel }) {
		own := *c
		meta := *c.Thread
		own.Thread = &meta
		out = append(out, &own)
	}
	return out
}

// Archive archives a thread, and locks it, as those may who manage threads.
func (s *Server) Archive(thread string, locked bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.channels[thread].Thread
	t.Archived, t.Locked, t.Changed = true, locked, s.now().UTC()
	s.touch()
}

// threads are those that match, oldest first. s.mu is held.
func (s *Server) threads(match func(*Channel) bool) []*Channel {
	found := []*Channel{}
	for _, c := range s.channels {
		if c.Thread != nil && match(c) {
			found = append(found, c)
		}
	}
	slices.SortFunc(found, func(a, b *Channel) int {
		return int(min(max(int64(snowflake(a.ID, 0))-int64(snowflake(b.ID, 0)), -1), 1))
	})
	return found
}

// permissions are what the bot may do in a channel: in a thread what it may in the
// channel that the thread stands in. s.mu is held.
func (s *Server) permissions(c *Channel) int64 {
	if c.Thread != nil {
		if parent := s.channels[c.Parent]; parent != nil {
			return parent.Permissions
		}
		return 0
	}
	return c.Permissions
}

// inThread reports whether the channel of a request is a thread. s.mu is held.
func (s *Server) inThread(q *request) bool {
	c := s.channels[q.PathValue("channel")]
	return c != nil && c.Thread != nil
}

// awaken opens a thread that is archived, as a message in it does, and refuses
// messages where none can be. s.mu is held.
func (s *Server) awaken(c *Channel) (int, any) {
	switch {
	case c.Type == ForumChannel:
		return http.StatusBadRequest, noTextChannel
	case c.Thread == nil:
		return 0, nil
	case c.Thread.Locked && s.permissions(c)&ManageThreads == 0:
		return http.StatusForbidden, threadLocked
	}
	if c.Thread.Archived {
		c.Thread.Archived, c.Thread.Changed = false, s.now().UTC()
	}
	return 0, nil
}

// threadBody is what a thread is made with.
type threadBody struct {
	Name    string        `json:"name"`
	After   int           `json:"auto_archive_duration"`
	Slow    opt[int]      `json:"rate_limit_per_user"`
	Applied opt[[]string] `json:"applied_tags"`
	Message opt[rawBody]  `json:"message"`
}

// rawBody is a body within a body.
type rawBody []byte

func (r *rawBody) UnmarshalJSON(b []byte) error {
	*r = slices.Clone(b)
	return nil
}

// readThread decodes and checks what a thread is made with. s.mu is held.
func (s *Server) readThread(q *request, schema string) (*threadBody, *refusal) {
	if err := validate(schema, q.body); err != nil {
		s.violate("%s: %v", q.route, err)
	}
	b := &threadBody{After: 4320}
	if err := strict(q.body, b); err != nil {
		s.violate("%s: body: %v", q.route, err)
		return nil, &refusal{Code: 50109, Message: "The request body contains invalid JSON."}
	}
	var p problems
	p.between("name", length(strings.TrimSpace(b.Name)), 1, 100)
	if !slices.Contains([]int{60, 1440, 4320, 10080}, b.After) {
		p.add("auto_archive_duration", "%d is none", b.After)
	}
	p.between("applied_tags", len(b.Applied.Value), 0, 5)
	return b, s.refuse(q.route, &p)
}

// makeThread adds a thread. s.mu is held.
func (s *Server) makeThread(parent *Channel, id string, b *threadBody) *Channel {
	c := &Channel{
		ID: id, Type: PublicThread, Guild: parent.Guild, Name: b.Name, Parent: parent.ID, Owner: BotID, Applied: b.Applied.Value,
		Thread: &ThreadMetadata{After: b.After, Changed: s.now().UTC(), Created: s.now().UTC()},
	}
	if parent.Type == NewsChannel {
		c.Type = NewsThread
	}
	s.channels[id] = c
	s.happen()
	return c
}

// openThread makes a thread of a message. It has the message's identifier.
func (s *Server) openThread(q *request) (int, any) {
	c, status, refused := s.channel(q, CreatePublicThreads)
	if c == nil {
		return status, refused
	}
	if c.Type != TextChannel && c.Type != NewsChannel {
		return http.StatusBadRequest, wrongType
	}
	m := c.find(q.PathValue("message"))
	if m == nil {
		return http.StatusNotFound, unknownMessage
	}
	b, bad := s.readThread(q, "CreateTextThreadWithMessageRequest")
	switch {
	case bad != nil:
		return http.StatusBadRequest, bad
	case b.Message.Set || b.Applied.Set:
		s.violate("%s: a thread of a message has no message and no tags", q.route)
	case m.thread:
		return http.StatusBadRequest, threadThere // also where the thread is deleted by now
	}
	m.thread = true
	return http.StatusCreated, s.describe(s.makeThread(c, m.ID, b))
}

// createPost makes a post of a forum: a thread with its first message. Discord
// takes no nonce here.
func (s *Server) createPost(q *request) (int, any) {
	c, status, refused := s.channel(q, SendMessages)
	if c == nil {
		return status, refused
	}
	if c.Type != ForumChannel {
		return http.StatusBadRequest, wrongType
	}
	b, bad := s.readThread(q, "CreateForumThreadRequest")
	if bad != nil {
		return http.StatusBadRequest, bad
	}
	if len(b.Applied.Value) == 0 && c.Flags&RequireTag != 0 {
		return http.StatusBadRequest, tagRequired
	}
	for _, id := range b.Applied.Value {
		i := slices.IndexFunc(c.Tags, func(t Tag) bool { return t.ID == id })
		switch {
		case i < 0:
			return http.StatusNotFound, unknownTag
		case c.Tags[i].Moderated && c.Permissions&ManageThreads == 0:
			return http.StatusForbidden, missingPermissions
		}
	}
	body, bad := s.decodeMessage(q, b.Message.Value, "content embeds components allowed_mentions flags attachments sticker_ids")
	if bad != nil {
		return http.StatusBadRequest, bad
	}
	m := new(Message)
	m.apply(body)
	if m.empty() {
		return http.StatusBadRequest, emptyMessage
	}
	thread := s.makeThread(c, s.id(), b)
	s.store(thread, m)
	m.ID = thread.ID
	made := s.describe(thread)
	made.Message = m
	return http.StatusCreated, made
}

// described is a thread as Discord answers with it.
type described struct {
	*Channel
	Messages int      `json:"message_count"`
	Sent     int      `json:"total_message_sent"`
	Members  int      `json:"member_count"`
	Message  *Message `json:"message,omitempty"` // of a post that was made
}

func (s *Server) describe(c *Channel) described {
	return described{Channel: c, Messages: len(c.messages), Sent: len(c.messages), Members: 1}
}

func (s *Server) activeThreads(q *request) (int, any) {
	return http.StatusOK, map[string]any{"members": []any{}, "threads": s.threads(func(c *Channel) bool {
		return c.Guild == q.PathValue("guild") && !c.Thread.Archived && s.permissions(c)&ViewChannel != 0
	})}
}

// archivedThreads answers with those that were archived last first, of which it
// takes a limit and what they were archived before.
func (s *Server) archivedThreads(q *request) (int, any) {
	c, status, refused := s.channel(q, ReadMessageHistory)
	if c == nil {
		return status, refused
	}
	query := q.URL.Query()
	before := time.Now().AddDate(1000, 0, 0)
	if text := query.Get("before"); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			s.violate("%s: before %q", q.route, text)
		}
		before = at
	}
	limit := 50
	if text := query.Get("limit"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 2 || n > 100 {
			return http.StatusBadRequest, refusal{Code: 50035, Message: "Invalid Form Body"}
		}
		limit = n
	}
	found := s.threads(func(t *Channel) bool { return t.Parent == c.ID && t.Thread.Archived && t.Thread.Changed.Before(before) })
	slices.SortStableFunc(found, func(a, b *Channel) int { return b.Thread.Changed.Compare(a.Thread.Changed) })
	more := len(found) > limit
	return http.StatusOK, map[string]any{"members": []any{}, "threads": found[:min(len(found), limit)], "has_more": more}
}

// editChannel archives a thread or opens it. Nothing else of a channel is changed by
// a bot that posts.
func (s *Server) editChannel(q *request) (int, any) {
	c, status, refused := s.channel(q, ViewChannel)
	if c == nil {
		return status, refused
	}
	if err := validate("UpdateThreadRequestPartial", q.body); err != nil {
		s.violate("%s: %v", q.route, err)
	}
	var b struct {
		Archived opt[bool] `json:"archived"`
	}
	if err := strict(q.body, &b); err != nil || c.Thread == nil || !b.Archived.Set {
		s.violate("%s: body %s", q.route, q.body)
		return http.StatusBadRequest, wrongType
	}
	may := s.permissions(c)
	switch manages := may&ManageThreads != 0; {
	case manages:
	case c.Thread.Locked,
		b.Archived.Value && c.Owner != BotID,
		!b.Archived.Value && may&SendMessagesInThreads == 0:
		return http.StatusForbidden, missingPermissions
	}
	if c.Thread.Archived != b.Archived.Value {
		c.Thread.Archived, c.Thread.Changed = b.Archived.Value, s.now().UTC()
	}
	return http.StatusOK, s.describe(c)
}

// String names a thread as golden files do.
func (c *Channel) String() string {
	says := fmt.Sprintf("#%s", c.Name)
	if c.Thread == nil {
		return says
	}
	if len(c.Applied) > 0 {
		says += " [" + strings.Join(c.Applied, ", ") + "]"
	}
	if c.Thread.Archived {
		says += " (archived)"
	}
	return says
}

// AddPost makes a post of somebody else in a forum, archived or open.
func (s *Server) AddPost(forum, name string, archived bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.makeThread(s.channels[forum], s.id(), &threadBody{Name: name, After: 1440})
	c.Owner = "600000000000000000"
	c.Thread.Archived = archived
	s.touch()
}
