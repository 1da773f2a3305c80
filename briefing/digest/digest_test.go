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
	}{
		{"before the time", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T06:59:59+01:00", 6 * time.Hour, "", ""},
		{"at the time", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T07:00:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00"},
		{"twice in a minute", "0 7 * * *", berlin, "2026-11-22", "2026-11-22T07:00:30+01:00", 6 * time.Hour, "", ""},
		{"the first ever", "0 7 * * *", berlin, "", "2026-11-22T08:00:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00"},
		{"down for an hour", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T08:00:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00"},
		{"down for too long", "0 7 * * *", berlin, "2026-11-21", "2026-11-22T13:00:01+01:00", 6 * time.Hour, "", ""},
		{"down for three days", "0 7 * * *", berlin, "2026-11-19", "2026-11-22T07:10:00+01:00", 6 * time.Hour, "2026-11-22", "2026-11-22T07:00:00+01:00"},
		{"up before midnight, down over the slot", "50 23 * * *", berlin, "2026-11-20", "2026-11-22T00:10:00+01:00", 6 * time.Hour, "2026-11-21", "2026-11-21T23:50:00+01:00"},
		{"weekdays only, on a Sunday", "0 7 * * 1-5", berlin, "2026-11-20", "2026-11-22T07:00:00+01:00", 6 * time.Hour, "", ""},
		{"weekdays only, on Monday", "0 7 * * 1-5", berlin, "2026-11-20", "2026-11-23T07:00:00+01:00", 6 * time.Hour, "2026-11-23", "2026-11-23T07:00:00+01:00"},
		{"the clock jumped back", "0 7 * * *", berlin, "2026-11-23", "2026-11-22T08:00:00+01:00", 6 * time.Hour, "", ""},
		{"leap day", "0 7 * * *", tokyo, "2028-02-28", "2028-02-29T07:00:00+09:00", 6 * time.Hour, "2028-02-29", "2028-02-29T07:00:00+09:00"},

		{"an hour that does not come", "30 2 * * *", berlin, "2026-03-28", "2026-03-29T03:30:00+02:00", 6 * time.Hour, "2026-03-29", "2026-03-29T03:30:00+02:00"},
		{"before it would come", "30 2 * * *", berlin, "2026-03-28", "2026-03-29T01:59:00+01:00", 6 * time.Hour, "", ""},
		{"an hour that comes twice, first", "30 2 * * *", berlin, "2026-10-24", "2026-10-25T02:30:00+02:00", 6 * time.Hour, "2026-10-25", "2026-10-25T02:30:00+02:00"},
		{"an hour that comes twice, again", "30 2 * * *", berlin, "2026-10-25", "2026-10-25T02:30:00+01:00", 6 * time.Hour, "", ""},
		{"spring in New York", "30 2 * * *", newYork, "2026-03-07", "2026-03-08T03:30:00-04:00", 6 * time.Hour, "2026-03-08", "2026-03-08T03:30:00-04:00"},
		{"autumn in New York, again", "30 1 * * *", newYork, "2026-11-01", "2026-11-01T01:30:00-05:00", 6 * time.Hour, "", ""},
		{"half an hour that does not come", "15 2 * * *", lordHowe, "2026-10-03", "2026-10-04T02:45:00+11:00", 6 * time.Hour, "2026-10-04", "2026-10-04T02:45:00+11:00"},
		{"half an hour that comes twice, again", "45 1 * * *", lordHowe, "2026-04-05", "2026-04-05T01:45:00+10:30", 6 * time.Hour, "", ""},
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
			slot, ok := Due(schedule, zone, test.last, now, test.catchup)
			if ok != (test.date != "") {
				t.Fatalf("due %v (%+v), want %q", ok, slot, test.date)
			}
			if ok && (slot.Date != test.date || slot.At.Format(time.RFC3339) != test.at) {
				t.Errorf("slot %s at %s, want %s at %s", slot.Date, slot.At.Format(time.RFC3339), test.date, test.at)
			}
		})
	}
}

// TestOncePerDay walks a year in steps of seven minutes: every local date gets
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
		for now := time.Date(2026, 1, 1, 0, 0, 0, 0, zone); now.Year() == 2026; now = now.Add(7 * time.Minute) {
			if slot, ok := Due(schedule, zone, last, now, time.Hour); ok {
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
