package story

import (
	"fmt"

	"briefbot/corpus/segment"
	"briefbot/corpus/shingle"
)

// reprint is the containment of shingles from which on an article counts as
// taken over from another. Reports that were written apart and quote the same
// statement share less.
const reprint = .4

// An Origin is a source that is independent of a story's other origins, as far
// as their articles show, with all that goes back to it.
type Origin struct {
	// Name is the origin or outlet that the first of its articles names, "" if it
	// names none.
	Name    string
	Reports []Report
}

// A Report is an article with the reason why it belongs to its origin.
type Report struct {
	Article string
	// Because says in words why the article is not an origin of its own: a phrase
	// without a full stop, "" for the origin's first article.
	Because string
}

// Origins counts how many independent origins a story has. An article belongs
// to the origin of an earlier one if its wording is taken from it, or if both
// name the same origin, or the same outlet where they name no origin. Origins
// are in the order of their first articles; none is returned for a story that
// does not exist.
//
// Two origins are not proof that two people knew: reports that do not say where
// they have it from can go back to the same source.
func (g *Groups) Origins(id ID) []Origin {
	_, of := g.group(id)
	if of == nil {
		return nil
	}
	return origins(of.articles)
}

func origins(articles []member) []Origin {
	var (
		origins []Origin
		of      = make([]int, len(articles)) // article → its origin
		named   = map[string]int{}           // folded name → origin
		index   = shingle.Index{Limit: len(articles)}
	)
	for i, m := range articles {
		name, how := m.origin, "first published by"
		if name == "" {
			name, how = m.outlet, "also published by"
		}
		key := segment.Fold(name)
		at, because := -1, ""
		if known, ok := named[key]; ok && name != "" {
			at, because = known, how+" "+name
		} else if c := index.Near(m.shingles); len(c) > 0 && c[0].Containment >= reprint {
			at = of[c[0].Text]
			because = fmt.Sprintf("%.0f %% of its wording is that of article %s", 100*c[0].Containment, articles[c[0].Text].id)
		}
		if at < 0 {
			at = len(origins)
			origins = append(origins, Origin{Name: name})
		}
		if name != "" {
			if _, ok := named[key]; !ok {
				named[key] = at
			}
		}
		of[i] = at
		origins[at].Reports = append(origins[at].Reports, Report{m.id, because})
		index.Add(m.shingles)
	}
	return origins
}
