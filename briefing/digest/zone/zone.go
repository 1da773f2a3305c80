// Package zone finds a time zone by what people type for one: a city, a country,
// an abbreviation, a part of its name. The names are those of the IANA database;
// the rules are package time's.
package zone

import (
	_ "embed"
	"slices"
	"strings"
	"time"

	"briefbot/corpus/segment"
)

//go:embed zones.txt
var file string

// A Zone is one row of the table.
type Zone struct {
	Name    string // as time.LoadLocation takes it
	Country string // "" for UTC
	Where   string // in the country; "" where it has one zone

	words []string // folded, of the name, the country and the place
	city  string   // folded
	many  bool     // many people live in it
}

// A Table is all zones. It is made by New and never changes.
type Table struct {
	zones []*Zone // UTC, and then by country
	named map[string]*Zone
}

// abbreviations are what people call a zone by its clock, with the zone that most
// of them mean.
var abbreviations = map[string]string{
	"z": "UTC", "gmt": "UTC", "utc": "UTC", "bst": "Europe/London", "wet": "Europe/Lisbon", "cet": "Europe/Berlin", "cest": "Europe/Berlin", "mez": "Europe/Berlin",
	"eet": "Europe/Kyiv", "trt": "Europe/Istanbul", "msk": "Europe/Moscow", "irst": "Asia/Tehran", "gst": "Asia/Dubai", "pkt": "Asia/Karachi",
	"sgt": "Asia/Singapore", "hkt": "Asia/Hong_Kong", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "aest": "Australia/Sydney",
	"aedt": "Australia/Sydney", "awst": "Australia/Perth", "nzst": "Pacific/Auckland", "nzdt": "Pacific/Auckland", "et": "America/New_York",
	"est": "America/New_York", "edt": "America/New_York", "ct": "America/Chicago", "cdt": "America/Chicago",
	"mt": "America/Denver", "mst": "America/Denver", "mdt": "America/Denver", "pt": "America/Los_Angeles", "pst": "America/Los_Angeles",
	"pdt": "America/Los_Angeles", "brt": "America/Sao_Paulo", "uk": "Europe/London", "uae": "Asia/Dubai",
}

// several are what people in different places call zones of theirs, the likeliest
// first: none of them is chosen without asking.
var several = map[string][]string{
	"cst": {"America/Chicago", "Asia/Shanghai", "America/Mexico_City"},
	"ist": {"Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"},
	"usa": {"America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"},
}

// locales are the zones that most users of a language live in.
var locales = map[string]string{
	"de": "Europe/Berlin", "fr": "Europe/Paris", "es-ES": "Europe/Madrid", "es-419": "America/Mexico_City", "tr": "Europe/Istanbul",
	"en-GB": "Europe/London", "en-US": "America/New_York", "it": "Europe/Rome", "nl": "Europe/Amsterdam", "pl": "Europe/Warsaw",
	"pt-BR": "America/Sao_Paulo", "ru": "Europe/Moscow", "uk": "Europe/Kyiv", "ja": "Asia/Tokyo", "ko": "Asia/Seoul", "zh-CN": "Asia/Shanghai",
	"zh-TW": "Asia/Taipei", "hi": "Asia/Kolkata", "sv-SE": "Europe/Stockholm", "da": "Europe/Copenhagen", "no": "Europe/Oslo", "fi": "Europe/Helsinki",
	"el": "Europe/Athens", "cs": "Europe/Prague", "hu": "Europe/Budapest", "ro": "Europe/Bucharest", "bg": "Europe/Sofia", "hr": "Europe/Zagreb",
	"lt": "Europe/Vilnius", "th": "Asia/Bangkok", "vi": "Asia/Ho_Chi_Minh", "id": "Asia/Jakarta",
}

// common are offered to somebody who has typed nothing.
var common = []string{
	"UTC", "Europe/London", "Europe/Berlin", "Europe/Istanbul", "Europe/Kyiv", "Asia/Tehran", "Asia/Dubai", "Asia/Kolkata",
	"Asia/Singapore", "Asia/Tokyo", "Australia/Sydney", "America/New_York", "America/Chicago", "America/Los_Angeles", "America/Sao_Paulo",
}

// New reads the table.
func New() *Table {
	t := &Table{named: map[string]*Zone{}}
	t.add(&Zone{Name: "UTC"})
	for line := range strings.Lines(file) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := append(strings.Split(strings.TrimRight(line, "\n"), "\t"), "", "")
		t.add(&Zone{Name: fields[0], Country: fields[1], Where: fields[2]})
	}
	for _, name := range common {
		t.named[plain(name)].many = true
	}
	for _, name := range locales {
		t.named[plain(name)].many = true
	}
	return t
}

func (t *Table) add(z *Zone) {
	z.city = plain(z.Name[strings.LastIndexByte(z.Name, '/')+1:])
	z.words = append(strings.Fields(z.city), strings.Fields(plain(z.Country+" "+z.Where))...)
	t.zones = append(t.zones, z)
	t.named[plain(z.Name)] = z
}

// plain is a name as it is compared: folded, without the signs between words.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(segment.Fold(s), func(r rune) bool { return strings.ContainsRune(" _/()-,.'’", r) }), " ")
}

// Locale is the name of the zone that most users with Discord's locale live in,
// "" where nobody can say.
func Locale(locale string) string { return locales[locale] }

// mostOffered is how many zones are offered where none is meant.
const mostOffered = 5

// Only returns the name of the one zone that was typed: a name of the database, an
// abbreviation, a city or country with one zone, or the beginning of only one. Where
// it is none or may be several, the name is "" and others are the likeliest.
func (t *Table) Only(typed string) (name string, others []*Zone) {
	folded := plain(typed)
	for _, exact := range []*Zone{t.named[folded], t.named[plain(abbreviations[folded])]} {
		if exact != nil && folded != "" {
			return exact.Name, nil
		}
	}
	if typed = strings.TrimSpace(typed); strings.Contains(typed, "/") {
		if _, err := time.LoadLocation(typed); err == nil {
			return typed, nil
		}
	}
	if folded == "" {
		return "", nil
	}
	for _, fits := range []func(*Zone) bool{
		func(z *Zone) bool { return z.city == folded },
		func(z *Zone) bool { return plain(z.Country) == folded },
	} {
		if i := slices.IndexFunc(t.zones, fits); i >= 0 && !slices.ContainsFunc(t.zones[i+1:], fits) {
			return t.zones[i].Name, nil
		}
	}
	if others = t.Complete(typed, nil, mostOffered); len(others) == 1 {
		return others[0].Name, nil
	}
	return "", others
}

// Complete returns at most max zones that the beginning of a name may mean, the
// likeliest first. Where nothing is typed they are those of first, such as the
// zones that are in use, and some that many people live in.
func (t *Table) Complete(typed string, first []string, max int) []*Zone {
	typed = plain(typed)
	var found []*Zone
	take := func(z *Zone) {
		if z != nil && len(found) < max && !slices.Contains(found, z) {
			found = append(found, z)
		}
	}
	if typed == "" {
		for _, name := range slices.Concat(first, common) {
			take(t.named[plain(name)])
		}
		return found
	}
	take(t.named[plain(abbreviations[typed])])
	for _, name := range several[typed] {
		take(t.named[plain(name)])
	}
	for _, fits := range []func(*Zone) bool{
		func(z *Zone) bool { return z.city == typed || plain(z.Name) == typed },
		func(z *Zone) bool { return strings.HasPrefix(z.city, typed) },
		func(z *Zone) bool { return strings.HasPrefix(plain(z.Country), typed) },
		func(z *Zone) bool { return strings.HasPrefix(plain(z.Name), typed) },
		func(z *Zone) bool { return all(strings.Fields(typed), z.words) },
	} {
		// Of those that fit as well, the ones that many people live in.
		for _, many := range []bool{true, false} {
			for _, z := range t.zones {
				if z.many == many && fits(z) {
					take(z)
				}
			}
		}
	}
	return found
}

// all reports whether each of the beginnings begins one of the words.
func all(beginnings, words []string) bool {
	return !slices.ContainsFunc(beginnings, func(b string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, b) })
	})
}

// Label is the zone as a list of choices shows it: its name, what its clocks show
// at the instant now, its country.
func (z *Zone) Label(now time.Time) string {
	label := z.Name
	if where, err := time.LoadLocation(z.Name); err == nil {
		label += " – " + now.In(where).Format("15:04") + " now"
	}
	for _, more := range []string{z.Country, z.Where} {
		if more != "" {
			label += " · " + more
		}
	}
	return label
}
