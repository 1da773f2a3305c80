package digest

import (
	"testing"
	"time"

	"github.com/robfig/cron/v3"
)

// TestDue reads "now" on the clock of the zone.
func TestDue(t *testing.T) {
	const (
		berlin   = "Europe/Berlin"
		newYork  = "America/New_York"
		lordHowe = "Australia/Lord_Howe" // changes by half an hour
		tokyo    = "Asia/Tokyo"          // never changes
	)
	tests := []struct {
		name, schedule, zone string
		last, now            string
		catchup              time.Duration
		date, at             string // of the slot that is due; "" for none
		missed               int
	}{
		{"before the time", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T06:59:59+01:00", 6 * time.Hour, "", "", 0},
		{"at the time", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T07:00:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00", 0},
		{"twice in a minute", "0 7 * * *", berlin, "2026-11-22", "2026-11-22T07:00:30+01:00", 6 * time.Hour, "", "", 0},
		{"the first ever", "0 7 * * *", berlin, "", "2026-11-22T08:00:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00", 0},
		{"down for an hour", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T08:00:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00", 0},
		{"down for too long", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T13:00:01+01:00", 6 * time.Hour, "", "", 0},
		{"down for three days", "0 7 * * *", berlin, "2026-11-19", "2026-11-22T07:10:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00", 2},
		{"up before midnight, down over the slot", "50 23 * * *", berlin, "2026-11-20", "2026-11-22T00:10:00+01:00", 6 * time.Hour, "2026-11-21", "2026-11-21T23:50:00+01:00", 0},
		{"weekdays only, on a Sunday", "0 7 * * 1-5", berlin, "2026-11-20", "2026-11-22T07:00:00+01:00", 6 * time.Hour, "", "", 0},
		{"weekdays only, on Monday", "0 7 * * 1-5", berlin, "2026-11-20", "2026-11-23T07:00:00+01:00", 6 * time.Hour, "2026-11-23", "2026-11-23T07:00:00+01:00", 0},
		{"the clock jumped back", "0 7 * * *", berlin, "2026-11-23", "2026-11-22T08:00:00+01:00", 6 * time.Hour, "", "", 0},
		{"leap day", "0 7 * * *", tokyo, "2028-02-28", "2028-02-29T07:00:00+09:00", 6 * time.Hour, "2028-02-29", "2028-02-29T07:00:00+09:00", 0},

		{"down for three days, and for too long today", "0 7 * * *", berlin, "2026-11-19", "2026-11-22T15:00:00+01:00", 6 * time.Hour, "", "", 0},
		{"the day after that", "0 7 * * *", berlin, "2026-11-19", "2026-11-23T07:00:00+01:00", 6 * time.Hour, "2026-11-23", "2026-11-23T07:00:00+01:00", 3},
		{"down for three days over a weekend", "0 7 * * 1-5", berlin, "2026-11-19", "2026-11-23T07:00:00+01:00", 6 * time.Hour, "2026-11-23", "2026-11-23T07:00:00+01:00", 1},
		{"the catch-up is a whole day", "0 7 * * *", berlin, "2026-11-20", "2026-11-22T06:59:59+01:00", 24 * time.Hour, "2026-11-21", "2026-11-21T07:00:00+01:00", 0},
		{"leap days only", "0 7 29 2 *", berlin, "2024-02-29", "2028-02-29T07:00:00+01:00", 6 * time.Hour, "2028-02-29", "2028-02-29T07:00:00+01:00", 0},
		{"down over a clock change", "30 2 * * *", berlin, "2026-03-27", "2026-03-29T03:30:00+02:00", 6 * time.Hour, "2026-03-29", "2026-03-29T03:30:00+02:00", 1},

		{"midnight that does not come", "0 0 * * *", "Africa/Cairo", "2026-04-23", "2026-04-24T01:00:00+03:00", 6 * time.Hour, "2026-04-24", "2026-04-24T01:00:00+03:00", 0},
		{"a zone that stopped changing its clocks", "0 7 * * *", "Europe/Istanbul", "2016-11-05", "2016-11-06T07:00:00+03:00", 6 * time.Hour, "2016-11-06", "2016-11-06T07:00:00+03:00", 0},
		{"a zone that moved by half an hour", "45 23 * * *", "Asia/Pyongyang", "2018-05-03", "2018-05-05T00:15:00+09:00", 6 * time.Hour, "2018-05-04", "2018-05-05T00:15:00+09:00", 0},
		{"a day that does not come", "0 7 * * *", "Pacific/Apia", "2011-12-29", "2011-12-31T07:00:00+14:00", 6 * time.Hour, "2011-12-31", "2011-12-31T07:00:00+14:00", 0},
		{"the evening before it", "0 7 * * *", "Pacific/Apia", "2011-12-29", "2011-12-29T23:59:00-10:00", 6 * time.Hour, "", "", 0},

		{"an hour that does not come", "30 2 * * *", berlin, "2026-03-28", "2026-03-29T03:30:00+02:00", 6 * time.Hour, "2026-03-29", "2026-03-29T03:30:00+02:00", 0},
		{"before it would come", "30 2 * * *", berlin, "2026-03-28", "2026-03-29T01:59:00+01:00", 6 * time.Hour, "", "", 0},
		{"an hour that comes twice, first", "30 2 * * *", berlin, "2026-10-24", "2026-10-25T02:30:00+02:00", 6 * time.Hour, "2026-10-25", "2026-10-25T02:30:00+02:00", 0},
		{"an hour that comes twice, again", "30 2 * * *", berlin, "2026-10-25", "2026-10-25T02:30:00+01:00", 6 * time.Hour, "", "", 0},
		{"spring in New York", "30 2 * * *", newYork, "2026-03-07", "2026-03-08T03:30:00-04:00", 6 * time.Hour, "2026-03-08", "2026-03-08T03:30:00-04:00", 0},
		{"autumn in New York, again", "30 1 * * *", newYork, "2026-11-01", "2026-11-01T01:30:00-05:00", 6 * time.Hour, "", "", 0},
		{"half an hour that does not come", "15 2 * * *", lordHowe, "2026-10-03", "2026-10-04T02:45:00+11:00", 6 * time.Hour, "2026-10-04", "2026-10-04T02:45:00+11:00", 0},
		{"half an hour that comes twice, first", "45 1 * * *", lordHowe, "2026-04-04", "2026-04-05T01:45:00+11:00", 6 * time.Hour, "2026-04-05", "2026-04-05T01:45:00+11:00", 0},
		{"half an hour that comes twice, again", "45 1 * * *", lordHowe, "2026-04-05", "2026-04-05T01:45:00+10:30", 6 * time.Hour, "", "", 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			schedule, err := cron.ParseStandard(test.schedule)
			if err != nil {
				t.Fatal(err)
			}
			zone, err := time.LoadLocation(test.zone)
			if err != nil {
				t.Fatal(err)
			}
			now, err := time.Parse(time.RFC3339, test.now)
			if err != nil {
				t.Fatal(err)
			}
			slot, ok := Plan{Schedule: schedule, Zone: zone, Catchup: test.catchup}.Due(test.last, now)
			if ok != (test.date != "") {
				t.Fatalf("due %v (%+v), want %q", ok, slot, test.date)
			}
			if ok && (slot.Date != test.date || slot.At.Format(time.RFC3339) != test.at || slot.Missed != test.missed) {
				t.Errorf("slot %s at %s, %d missed, want %s at %s, %d", slot.Date, slot.At.Format(time.RFC3339), slot.Missed, test.date, test.at, test.missed)
			}
			if ok && slot.Late != now.Sub(slot.At) {
				t.Errorf("late by %s", slot.Late)
			}
		})
	}
}

// TestOncePerDay walks a year in steps of 17 minutes: every local date gets
// its slot once, whatever the clocks do.
func TestOncePerDay(t *testing.T) {
	for _, name := range []string{"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		schedule, err := cron.ParseStandard("30 2 * * *")
		if err != nil {
			t.Fatal(err)
		}
		last, posted := "", 0
		for now := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); now.Year() == 2026; now = now.Add(17 * time.Minute) {
			if slot, ok := (Plan{Schedule: schedule, Zone: zone, Catchup: time.Hour}).Due(last, now); ok {
				if want := now.Format(time.DateOnly); slot.Date != want {
					t.Fatalf("%s: slot %s on %s", name, slot.Date, want)
				}
				last = slot.Date
				posted++
			}
		}
		if posted != 365 {
			t.Errorf("%s: %d slots in a year, want 365", name, posted)
		}
	}
}

func TestDaily(t *testing.T) {
	for spec, ok := range map[string]bool{"0 7 * * *": true, "0 7 * * 1-5": true, "0 7,19 * * *": false, "* * * * *": false, "0 0 31 2 *": false} {
		schedule, err := cron.ParseStandard(spec)
		if err != nil {
			t.Fatal(err)
		}
		if err := Daily(schedule); (err == nil) != ok {
			t.Errorf("%s: %v", spec, err)
		}
	}
}

// TestRulesChange: a government moves the clocks, and the zone that briefbot
// knows says so from one start to the next. No date has two digests, and none has
// none.
func TestRulesChange(t *testing.T) {
	for _, test := range []struct{ before, after int }{{3, 2}, {2, 3}, {-5, -4}, {12, -12}} {
		old, young := time.FixedZone("old", test.before*3600), time.FixedZone("new", test.after*3600)
		at := func(zone *time.Location) Plan {
			return Plan{Schedule: Weekly{At: 7 * 60, Days: EveryDay}, Zone: zone, Catchup: 6 * time.Hour}
		}
		last, posted := "", ""
		for now := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC); now.Day() < 26; now = now.Add(10 * time.Minute) {
			zone := old
			if now.Day() >= 23 {
				zone = young
			}
			if slot, ok := at(zone).Due(last, now); ok {
				last = slot.Date
				posted += " " + slot.Date[8:]
			}
		}
		if want := " 20 21 22 23 24 25"; posted != want && posted != " 19"+want && posted != want+" 26" {
			t.Errorf("from %+d to %+d: posted %s", test.before, test.after, posted)
		}
	}
}

// TestSince: what was due before a subscription was made or resumed is none of
// its slots.
func TestSince(t *testing.T) {
	zone := time.FixedZone("", 3600)
	made := time.Date(2026, 11, 22, 9, 0, 0, 0, zone)
	p := Plan{Schedule: Weekly{At: 7 * 60, Days: EveryDay}, Zone: zone, Catchup: 6 * time.Hour, Since: made}
	if slot, ok := p.Due("", made.Add(time.Hour)); ok {
		t.Errorf("%+v is due an hour after it was made", slot)
	}
	next, ok := p.Next("", made)
	if !ok || next.Date != "2026-11-23" || next.At.Format(time.RFC3339) != "2026-11-23T07:00:00+01:00" {
		t.Errorf("next %+v, %v", next, ok)
	}
	if slot, ok := p.Due("2026-11-19", next.At); !ok || slot.Date != next.Date || slot.Missed != 0 {
		t.Errorf("due %+v, %v; what was due while it was paused is not missed", slot, ok)
	}
	if next, ok := p.Next("2026-11-23", made); !ok || next.Date != "2026-11-24" {
		t.Errorf("next after the 23rd %+v, %v", next, ok)
	}
	if next, ok := (Plan{Schedule: Weekly{}, Zone: zone}).Next("", made); ok {
		t.Errorf("a schedule without days: %+v", next)
	}
}

// TestWeekly compares Weekly with the cron expression that says the same.
func TestWeekly(t *testing.T) {
	for _, test := range []struct {
		weekly Weekly
		spec   string
	}{
		{Weekly{7 * 60, EveryDay}, "0 7 * * *"}, {Weekly{23*60 + 59, Weekends}, "59 23 * * 0,6"}, {Weekly{0, Workdays}, "0 0 * * 1-5"},
		{Weekly{150, 1 << time.Wednesday}, "30 2 * * 3"},
	} {
		schedule, err := cron.ParseStandard(test.spec)
		if err != nil {
			t.Fatal(err)
		}
		a, b := time.Date(2028, 2, 20, 12, 34, 56, 0, time.UTC), time.Date(2028, 2, 20, 12, 34, 56, 0, time.UTC)
		for range 400 {
			a, b = test.weekly.Next(a), schedule.Next(b)
			if !a.Equal(b) {
				t.Fatalf("%s: %s, and cron says %s", test.spec, a, b)
			}
		}
	}
}

func TestParseDays(t *testing.T) {
	for in, want := range map[string]string{
		"every day": "every day", "Daily": "every day", "WEEKDAYS": "weekdays", "mon-fri": "weekdays", "Monday – Friday": "", "Sat, Sun": "weekends",
		"fri-mon": "Mon, Fri, Sat, Sun", "Mon,wed,FRIDAY": "Mon, Wed, Fri", "tue and thu": "Tue, Thu", "Mo Di": "", "": "", "someday": "", "m": "", "mon,": "Mon", "Thurs.": "Thu",
	} {
		days, err := ParseDays(in)
		if (err == nil) != (want != "") || err == nil && days.String() != want {
			t.Errorf("ParseDays(%q) = %q, %v, want %q", in, days, err, want)
		}
		if err == nil {
			if again, err := ParseDays(days.String()); err != nil || again != days {
				t.Errorf("%q is read as %q, %v", days, again, err)
			}
		}
	}
}

func TestParseClock(t *testing.T) {
	for in, want := range map[string]string{
		"7": "07:00", "07:00": "07:00", "7am": "07:00", "7:30 PM": "19:30", "6.45pm": "18:45", "18.30": "18:30", "18h30": "18:30", "6h": "06:00", "0730": "07:30", "noon": "12:00",
		"12 a.m.": "00:00", "24:00": "", "7:60": "", "": "", "later": "", "-1": "", "7 7": "",
	} {
		c, err := ParseClock(in)
		if (err == nil) != (want != "") || err == nil && c.String() != want {
			t.Errorf("ParseClock(%q) = %s, %v, want %q", in, c, err, want)
		}
	}
}
