package corpus

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"

	"briefbot/corpus/segment"
)

// copied is the ID of the article as a copy that its outlet published of the text
// that has its ID.
func (a *Article) copied() ID {
	sum := sha256.Sum256([]byte("outlet\x00" + segment.Fold(a.Outlet.Value) + "\x00" + string(a.ID)))
	return ID(hex.EncodeToString(sum[:8]))
}

// apart gives an article without an address an ID of its own where another outlet has
// published the same text: two outlets with one text are two articles, of which one is
// a copy. An article that names no outlet is the same as any with its text. Whoever's
// came first keeps the ID of the text.
func (in *ingest) apart(ctx context.Context, a *Article) error {
	if a.URL != "" || a.Outlet.Value == "" {
		return nil
	}
	own := a.copied()
	_, known, err := in.outletOf(ctx, own)
	if err != nil {
		return err
	}
	if !known {
		var first string
		if first, known, err = in.outletOf(ctx, a.ID); err != nil {
			return err
		}
		known = known && first != "" && segment.Fold(first) != segment.Fold(a.Outlet.Value)
	}
	if known {
		a.ID = own
	}
	return nil
}

// outletOf is the outlet of the article that is known by that ID, or that has it for
// those alone who are shown what the source brings. It reports false if there is none.
func (in *ingest) outletOf(ctx context.Context, id ID) (outlet string, known bool, err error) {
	theirs := Article{ID: id}
	theirs.For(in.Audience)
	for _, id := range []ID{id, theirs.ID} {
		if outlet, known = in.outlets[id]; known {
			return outlet, true, nil
		}
		d, err := in.Store.Document(ctx, id)
		switch {
		case err == nil:
			return d.Article.Outlet.Value, true, nil
		case !errors.Is(err, ErrNotFound):
			return "", false, err
		}
	}
	return "", false, nil
}
