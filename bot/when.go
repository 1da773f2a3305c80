package bot

import (
	"strings"
	"time"

	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/digest/zone"
)

// How times and days are called.
var (
	sayAt        = phrase{"%s at %s (%s)", "%s um %s (%s)", "%s à %s (%s)", "%s a las %s (%s)", "%s, saat %s (%s)"}
	sayEveryDay  = phrase{"every day", "täglich", "chaque jour", "cada día", "her gün"}
	sayWorkdays  = phrase{"weekdays", "werktags (Mo–Fr)", "en semaine", "de lunes a viernes", "hafta içi"}
	sayWeekends  = phrase{"weekends", "am Wochenende", "le week-end", "los fines de semana", "hafta sonu"}
	saySunday    = phrase{"Sun", "So", "dim.", "dom", "Paz"}
	sayMonday    = phrase{"Mon", "Mo", "lun.", "lun", "Pzt"}
	sayTuesday   = phrase{"Tue", "Di", "mar.", "mar", "Sal"}
	sayWednesday = phrase{"Wed", "Mi", "mer.", "mié", "Çar"}
	sayThursday  = phrase{"Thu", "Do", "jeu.", "jue", "Per"}
	sayFriday    = phrase{"Fri", "Fr", "ven.", "vie", "Cum"}
	saySaturday  = phrase{"Sat", "Sa", "sam.", "sáb", "Cmt"}
)

// sayNow stands behind a time.
var sayNow = phrase{"now", "jetzt", "maintenant", "ahora", "şu an"}

// zoneLabel is a zone as a list shows it.
func zoneLabel(l language, z *zone.Zone, now time.Time) string {
	return strings.Replace(z.Label(now), " now", " "+sayNow.in(l), 1)
}

// weekday names the days of the week, by time.Weekday.
var weekday = [...]*phrase{&saySunday, &sayMonday, &sayTuesday, &sayWednesday, &sayThursday, &sayFriday, &saySaturday}

// week is the week as people who plan one read it.
var week = [...]time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday, time.Saturday, time.Sunday}

// daysIn writes a set of days in a language.
func daysIn(l language, d digest.Days) string {
	switch d {
	case digest.EveryDay:
		return sayEveryDay.in(l)
	case digest.Workdays:
		return sayWorkdays.in(l)
	case digest.Weekends:
		return sayWeekends.in(l)
	}
	var names []string
	for _, day := range week {
		if d.Has(day) {
			names = append(names, weekday[day].in(l))
		}
	}
	return strings.Join(names, ", ")
}

// whenIn says in a language when the digests of a subscription are due.
func whenIn(l language, s *subscription.Subscription) string {
	if s.Cron != "" {
		return s.When() // as whoever runs the bot wrote it
	}
	return sayAt.in(l, daysIn(l, s.Days), s.At, s.Zone)
}
