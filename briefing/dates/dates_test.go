package dates

import (
	"fmt"
	"testing"
	"time"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// TestIn reads date expressions in an article of Wednesday, 4 February 2026.
func TestIn(t *testing.T) {
	base := time.Date(2026, 2, 4, 9, 30, 0, 0, time.UTC)
	tests := []struct {
		sentence string
		want     string // the day as shown; "" for none
		from, to string
	}{
		{"They met on January 30, 2026.", "30 Jan 2026", "2026-01-30", "2026-01-30"},
		{"They met on 30 January 2026 in Graz.", "30 Jan 2026", "2026-01-30", "2026-01-30"},
		{"They met on Friday, 30 January.", "~30 Jan 2026", "2026-01-30", "2026-01-30"},
		{"They met on Tuesday, Jan. 27, 2026.", "27 Jan 2026", "2026-01-27", "2026-01-27"},
		{"They met on the 2nd of March 2025.", "2 Mar 2025", "2025-03-02", "2025-03-02"},
		{"They met on Dec. 28.", "~28 Dec 2025", "2025-12-28", "2025-12-28"},
		{"They met on 2026-01-30.", "30 Jan 2026", "2026-01-30", "2026-01-30"},
		{"They met on Monday.", "~2 Feb 2026", "2026-02-02", "2026-02-02"},
		{"They met on Wednesday.", "~4 Feb 2026", "2026-02-04", "2026-02-04"},
		{"They met last Wednesday.", "~28 Jan 2026", "2026-01-28", "2026-01-28"},
		{"They are expected to meet on Friday.", "~6 Feb 2026", "2026-02-06", "2026-02-06"},
		{"They meet next Monday.", "~9 Feb 2026", "2026-02-09", "2026-02-09"},
		{"Yesterday they met.", "~3 Feb 2026", "2026-02-03", "2026-02-03"},
		{"Read on in Harbour TODAY and in Island Today.", "", "", ""},
		{"They met yesterday.", "~3 Feb 2026", "2026-02-03", "2026-02-03"},
		{"They met two days ago.", "~2 Feb 2026", "2026-02-02", "2026-02-02"},
		{"They met last week.", "~week of 26 Jan 2026", "2026-01-26", "2026-02-01"},
		{"They met last month.", "~Jan 2026", "2026-01-01", "2026-01-31"},
		{"They met earlier this year.", "~2026", "2026-01-01", "2026-02-04"},
		{"They met three months ago.", "~Nov 2025", "2025-11-01", "2025-11-30"},
		{"They met in June 2025.", "Jun 2025", "2025-06-01", "2025-06-30"},
		{"They met in February of 2022.", "Feb 2022", "2022-02-01", "2022-02-28"},
		{"They met in late December.", "~late Dec 2025", "2025-12-20", "2025-12-31"},
		{"They met in mid-June.", "~mid Jun 2025", "2025-06-10", "2025-06-21"},
		{"They met last spring.", "~spring 2025", "2025-03-01", "2025-05-31"},
		{"They met in the spring of 2019.", "spring 2019", "2019-03-01", "2019-05-31"},
		{"They have met since 2018.", "2018", "2018-01-01", "2018-12-31"},
		{"They met in May.", "~May 2025", "2025-05-01", "2025-05-31"},
		{"They will meet in May.", "~May 2026", "2026-05-01", "2026-05-31"},
		{"May they meet.", "", "", ""},
		{"Theresa May met them.", "", "", ""},
		{"They found water in 2000 homes.", "", "", ""},
		{"They march on.", "", "", ""},
		{"They drove 2018 miles.", "", "", ""},
		{"They met on 31 February 2026.", "", "", ""},
	}
	for _, test := range tests {
		whole := segment.Span{End: len(test.sentence)}
		whens := In(test.sentence, whole, base)
		switch {
		case test.want == "" && len(whens) > 0:
			t.Errorf("%s: %q is %s, want no date", test.sentence, whens[0].Span.Of(test.sentence), whens[0].Day())
		case test.want == "":
		case len(whens) != 1:
			t.Errorf("%s: %d dates, want one", test.sentence, len(whens))
		default:
			w := whens[0]
			from, to := w.From.Format(time.DateOnly), w.To.Format(time.DateOnly)
			if w.Day() != test.want || from != test.from || to != test.to {
				t.Errorf("%s: %s, %s to %s; want %s, %s to %s", test.sentence, w.Day(), from, to, test.want, test.from, test.to)
			}
		}
		// Without the article's date only what is spelled out remains.
		for _, w := range In(test.sentence, whole, time.Time{}) {
			if w.Inferred {
				t.Errorf("%s: inferred without a date to infer from", test.sentence)
			}
		}
	}
}

// TestWeekdays resolves bare weekdays in an article of Wednesday, 4 February 2026.
func TestWeekdays(t *testing.T) {
	published := time.Date(2026, 2, 4, 9, 30, 0, 0, time.UTC)
	for text, want := range map[string]string{
		"They met on Friday.":                                                    "[Friday 2026-01-30]",
		"They met on Wednesday.":                                                 "[Wednesday 2026-02-04]",
		"They are expected to meet on Friday.":                                   "[Friday 2026-02-06]",
		"They will, she said, have met on Friday.":                               "[Friday 2026-01-30]",
		"They met on Tuesday, Jan. 27.":                                          "[]",
		"They met on Tuesday 27 January.":                                        "[]",
		"They met on Monday, marking a year of silence.":                         "[Monday 2026-02-02]",
		"On Monday they met. They will on Thursday.":                             "[Monday 2026-02-02 Thursday 2026-02-05]",
		"They met on Thursday and Friday.":                                       "[Thursday 2026-01-29 Friday 2026-01-30]",
		"When they meet on Thursday and Friday, the war will be the topic.":      "[Thursday 2026-02-05 Friday 2026-02-06]",
		"When they met on Thursday, Friday and Saturday, nobody spoke.":          "[Thursday 2026-01-29 Friday 2026-01-30 Saturday 2026-01-31]",
		"The fair runs from Friday to Sunday.":                                   "[Friday 2026-02-06 Sunday 2026-02-08]",
		"The fair ran from Friday through Sunday.":                               "[Friday 2026-01-30 Sunday 2026-02-01]",
		"The court sits on Wednesday or Thursday, and will rule on Monday night": "[Wednesday 2026-02-04 Thursday 2026-02-05 Monday 2026-02-09]",
		"Rain fell on Friday night and Saturday morning.":                        "[Friday 2026-01-30 Saturday 2026-01-31]",
		"They meet next Tuesday and Wednesday.":                                  "[Tuesday 2026-02-10 Wednesday 2026-02-11]",
		"They met last Wednesday.":                                               "[Wednesday 2026-01-28]",
		"They met. Roth left on Thursday and will be back on Friday.":            "[Thursday 2026-02-05 Friday 2026-02-06]",
		"They met.":                    "[]",
		"They will meet on Wednesday.": "[Wednesday 2026-02-04]",

		"The ferry would reopen on Thursday.":                                "[Thursday 2026-02-05]",
		"Roth would have met them on Friday.":                                "[Friday 2026-01-30]",
		"Roth met them on Thursday, when the article was written on.":        "[Thursday 2026-02-05]",
		"On Friday, Roth will travel to Lund.":                               "[Friday 2026-02-06]",
		"On Friday, Roth travelled to Lund, where he will stay.":             "[Friday 2026-01-30]",
		"Roth said that on Friday the court will rule.":                      "[Friday 2026-02-06]",
		"He said he would resign on Saturday.":                               "[Saturday 2026-02-07]",
		"He said on Monday he would resign.":                                 "[Monday 2026-02-02]",
		"She is set to lead the party after voting for it on Friday.":        "[Friday 2026-01-30]",
		"They may annex it as expected after the votes that ended Monday.":   "[Monday 2026-02-02]",
		"He will step down, announcing the end of his term on Monday.":       "[Monday 2026-02-02]",
		"The port announced a plan to expand the harbour on Monday.":         "[Monday 2026-02-02]",
		"They agreed to meet on Friday.":                                     "[Friday 2026-02-06]",
		"They agreed to a truce on Friday.":                                  "[Friday 2026-01-30]",
		"The hearing begins on Thursday.":                                    "[Thursday 2026-02-05]",
		"Talks planned for Friday were put off.":                             "[Friday 2026-02-06]",
		"Roth was due to appear in court on Friday.":                         "[Friday 2026-02-06]",
		"The storm is expected to hit the ravaged coast on Friday.":          "[Friday 2026-02-06]",
		"A court scheduled her trial to start on Friday.":                    "[Friday 2026-02-06]",
		"Roth will visit Lund, a spokesman confirmed on Tuesday.":            "[Tuesday 2026-02-03]",
		"She has been accused of striking a guard on Friday.":                "[Friday 2026-01-30]",
		"The votes will be counted after the ballots cast Tuesday were lost": "[Tuesday 2026-02-03]",
	} {
		got := []string{}
		for _, d := range Weekdays(text, segment.Span{End: len(text)}, published) {
			if d.Span.Of(text) != d.Word {
				t.Errorf("%s: %q is at %q", text, d.Word, d.Span.Of(text))
			}
			got = append(got, d.Word+" "+d.Date.Format(time.DateOnly))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("%s: %v, want %s", text, got, want)
		}
		if days := Weekdays(text, segment.Span{End: len(text)}, time.Time{}); days != nil {
			t.Errorf("%s: %v without a date to count from", text, days)
		}
	}
}

// FuzzIn holds every date to its place in the sentence, to an order, and to a
// length that its precision allows.
func FuzzIn(f *testing.F) {
	f.Add("They met on Friday, 30 January, after two years ago and in late May of 2020 last spring 2026-01-30.")
	f.Add("last this next earlier later mid- since the 1st of")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip() // no article is
		}
		end := 0
		for _, w := range In(text, segment.Span{End: len(text)}, time.Date(2026, 2, 4, 0, 0, 0, 0, time.UTC)) {
			if !w.Span.In(text) || w.Span.Len() == 0 || w.Span.Start < end {
				t.Fatalf("span %v in %q", w.Span, text)
			}
			end = w.Span.End
			if w.To.Before(w.From) || w.Precision == ToDay && !w.To.Equal(w.From) || w.To.Sub(w.From) > 366*24*time.Hour {
				t.Fatalf("%q: %v to %v, %s", w.Span.Of(text), w.From, w.To, w.Precision)
			}
		}
	})
}
