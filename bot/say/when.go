package say

import (
	"strings"
	"time"

	"briefbot/bot/language"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/digest/zone"
)

// How times and days are called.
var (
	at        = phrase{"%s at %s (%s)", "%s um %s (%s)", "%s à %s (%s)", "%s a las %s (%s)", "%s, saat %s (%s)"}
	everyDay  = phrase{"every day", "täglich", "chaque jour", "cada día", "her gün"}
	workdays  = phrase{"weekdays", "werktags (Mo–Fr)", "en semaine", "de lunes a viernes", "hafta içi"}
	weekends  = phrase{"weekends", "am Wochenende", "le week-end", "los fines de semana", "hafta sonu"}
	sunday    = phrase{"Sun", "So", "dim.", "dom", "Paz"}
	monday    = phrase{"Mon", "Mo", "lun.", "lun", "Pzt"}
	tuesday   = phrase{"Tue", "Di", "mar.", "mar", "Sal"}
	wednesday = phrase{"Wed", "Mi", "mer.", "mié", "Çar"}
	thursday  = phrase{"Thu", "Do", "jeu.", "jue", "Per"}
	friday    = phrase{"Fri", "Fr", "ven.", "vie", "Cum"}
	saturday  = phrase{"Sat", "Sa", "sam.", "sáb", "Cmt"}
)

// now stands behind a time.
var now = phrase{"now", "jetzt", "maintenant", "ahora", "şu an"}

// Zone is a zone as a list shows it.
func Zone(l language.Language, z *zone.Zone, at time.Time) string {
	return strings.Replace(z.Label(at), " now", " "+now.In(l), 1)
}

// Weekday names the days of the week, by time.Weekday.
var Weekday = [...]*phrase{&sunday, &monday, &tuesday, &wednesday, &thursday, &friday, &saturday}

// Week is the week as people who plan one read it.
var Week = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// Days writes a set of days in a language.
func Days(l language.Language, d digest.Days) string {
	switch d {
	case digest.EveryDay:
		return everyDay.In(l)
	case digest.Workdays:
		return workdays.In(l)
	case digest.Weekends:
		return weekends.In(l)
	}
	var names []string
	for _, day := range Week {
		if d.Has(day) {
			names = append(names, Weekday[day].In(l))
		}
	}
	return strings.Join(names, ", ")
}

// When says in a language when the digests of a subscription are due.
func When(l language.Language, s *subscription.Subscription) string {
	if s.Cron != "" {
		return s.When() // as whoever runs the bot wrote it
	}
	return at.In(l, Days(l, s.Days), s.At, s.Zone)
}
