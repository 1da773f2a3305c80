package modality

import "testing"

// TestTurnOf: a "not" and an "expected to" change only what they are about.
func TestTurnOf(t *testing.T) {
	for _, tt := range []struct {
		before, now string
		want        Turn
	}{
		{"The envoys are expected to meet on Friday.", "The envoys met on Friday.", Turned},
		{"Repairs of the bridge are set to begin in March.", "Repairs of the bridge began on Monday.", Turned},
		{"The talks remain frozen.", "The talks are expected to resume on Thursday.", Turned},
		{"The mayor invited several members of the board to the opening.", "The mayor invited several members of the board to the opening, but none of the Velm members came.", Turned},
		{"The bridge is safe.", "The bridge is not safe.", Turned},
		{"The hearing was set to go ahead with Jon Hale, the new head of the harbour.", "The new head of the harbour is Jon Hale, an engineer.", Restated},
		{"Talks of Tolva and Harne are expected on Friday.", "Talks of Tolva and Harne are expected on Saturday.", Turned},
		{"A decision on the ferry is expected on Friday.", "The decision on the ferry came on Friday.", Turned},
		{"The vote was scheduled for Monday, Ada Lind of the harbour board said.", "Ada Lind heads the harbour board.", Restated},
		{"Lowmoor, too, has old ties with Velm.", "Lowmoor, which has not joined the protest, has old ties with Velm.", Restated},
		{"The new head of the harbour is Jon Hale, an engineer.", "The hearing did not go ahead with the new head of the harbour, Jon Hale.", Apart},
		{"The office would talk of Hale alone and not Kober.", "The office would talk of Hale alone, it has said.", Restated},
		{"The storm could be the dearest in the history of Velm.", "The storm is expected to be the dearest in the history of Velm.", Restated},
		{"The storm gained strength before it hit the coast.", "The storm is expected to hit the coast again on Friday.", Apart},
		{"The mayor denied that the bridge is closed.", "The bridge is not closed.", Apart},
		{"The bridge is closed.", "The bridge is closed.", Apart},
	} {
		if got := TurnOf(tt.now, tt.before); got != tt.want {
			t.Errorf("%q after %q: %v, want %v", tt.now, tt.before, got, tt.want)
		}
	}
}

// TestRecount: another number of the same things, and nothing else.
func TestRecount(t *testing.T) {
	for _, tt := range []struct{ before, now, was, is string }{
		{"Some 200 people in Velm were asked to leave their houses.", "In Velm, 350 people have been asked to leave their houses.", "200", "350"},
		{"The flood killed 12 people and left 300 homeless.", "The flood killed 19 people.", "12", "19"},
		{"Repairs cost 2 million crowns.", "Repairs cost 3 million crowns.", "2 million", "3 million"},
		{"He moved 10 million crowns to Tolva, and at least 1 million is missing.", "He moved 10 million crowns to Tolva.", "", ""},
		{"A boy died who was 11 years old.", "The slide killed 22 people, the mayor said.", "", ""},
		{"The letters of June 24 are lost.", "The letters of May 25 are lost.", "", ""},
		{"The bridge was built in 1961.", "The bridge was built in 1962.", "", ""},
		{"Two bridges fell.", "Two boats sank.", "", ""},
	} {
		is, was, ok := Recount(tt.now, tt.before)
		if is != tt.is || was != tt.was || ok != (tt.is != "") {
			t.Errorf("%q after %q: %q, was %q, %v", tt.now, tt.before, is, was, ok)
		}
	}
}
