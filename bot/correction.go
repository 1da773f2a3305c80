package bot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"briefbot/bot/notebook"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// A correction is what those who manage a server published about a passage. It
// stands below every later answer in that server that cites the passage.
type correction struct {
	Ref  string    `json:"ref"`
	Says string    `json:"says"`
	At   time.Time `json:"at"`
}

// maxCorrections bounds how many corrections of a server are kept, the latest.
const maxCorrections = 100

func correctionPrefix(guild string) string { return guildPrefix(guild) + "correction/" }

// keepCorrection notes a correction in place of the report that it settles.
func (b *Bot) keepCorrection(ctx context.Context, guild, settled string, c correction) error {
	raw, err := json.Marshal(c)
	if err != nil {
		return err
	}
	sum := sha256.Sum256([]byte(c.Ref))
	// By time, so that the oldest come first.
	key := correctionPrefix(guild) + c.At.UTC().Format("20060102T150405") + "-" + hex.EncodeToString(sum[:4])
	notes := map[string][]byte{key: raw, reportKey(guild, settled): nil}
	keys, err := notebook.Keys(ctx, b.opts.Notes, correctionPrefix(guild))
	if err != nil {
		return err
	}
	for i := range max(len(keys)+1-maxCorrections, 0) {
		notes[keys[i]] = nil
	}
	return b.opts.Notes.Put(ctx, &corpus.Batch{Notes: notes})
}

// corrected is the answer with the corrections of what it cites at its end.
func (b *Bot) corrected(ctx context.Context, r *request, a *Answer) (*Answer, error) {
	if r.guild == "" || len(a.Passages) == 0 {
		return a, nil
	}
	cited := map[string]int{}
	for _, p := range a.Passages {
		cited[p.Ref] = p.Number
	}
	var blocks []string
	for note, err := range b.opts.Notes.Notes(ctx, correctionPrefix(r.guild)) {
		if err != nil {
			return nil, err
		}
		var c correction
		if err := json.Unmarshal(note.Value, &c); err != nil {
			return nil, fmt.Errorf("note %s: %w", note.Key, err)
		}
		if n := cited[c.Ref]; n > 0 {
			blocks = append(blocks, fmt.Sprintf("**%s** <t:%d:f> %s – %s", say.Correction.In(r.language()), c.At.Unix(),
				markdown.Escape(fmt.Sprintf("[%d]", n)), markdown.Escape(c.Says)))
		}
	}
	if len(blocks) == 0 {
		return a, nil
	}
	own := *a
	own.Blocks = append(a.Blocks[:len(a.Blocks):len(a.Blocks)], blocks...)
	return &own, nil
}
