package modality

import "testing"

func TestModality(t *testing.T) {
	tests := []struct {
		name     string
		is       func(string) bool
		yes, not string
	}{
		{"Expects", Expects, "The envoys are expected to meet in Velm.", "The envoys met in Velm."},
		{"Qualifies", Qualifies, "They say, however, that nothing is settled.", "They say that nothing is settled."},
		{"Qualifies", Qualifies, "But nothing is settled.", "Nothing of what both sides had written down in Velm was settled, but they go on."},
		{"Answers", Answers, "For its part, Tolva wants a ferry.", "Tolva wants a ferry of its own."},
		{"LeavesOpen", LeavesOpen, "It remains to be seen who pays.", "The harbour pays."},
		{"Unsaid", Unsaid, "The mayor did not mention the ferry.", "The mayor mentioned the ferry."},
		{"AboutReporting", AboutReporting, "The Post has contacted the mayor for comment.", "The mayor commented on the ferry."},
		{"Commits", Commits, "The mayor will not have a ferry.", "The mayor will have a ferry."},
		{"Explains", Explains, "Why the ferry sank", "Ferry sinks off Velm"},
		{"Explains", Explains, "Ferry sinks: Here's what we know", "The ferry that sank"},
		{"Honours", Honours, "The ferry was named boat of the year.", "The ferry was named after a mayor."},
		{"Courteous", Courteous, "“I am grateful to the crew,” the mayor said.", "“I will sell the ferry,” the mayor said."},
		{"Awaited", Awaited, "The mayor has yet to answer.", "The mayor has answered."},
		{"Attends", Attends, "Fishermen will take part.", "Fishermen will strike."},
		{"Leans", Leans, "These, too, were sold.", "Two ferries were sold."},
		{"Leans", Leans, "", "Ferries."},
		{"Impersonal", Impersonal, "It is not clear who pays.", "The harbour paid; it is not clear with what."},
		{"Pointer", Pointer, "they", "envoys"},
	}
	for _, test := range tests {
		if !test.is(test.yes) {
			t.Errorf("%s is false of %q", test.name, test.yes)
		}
		if test.is(test.not) {
			t.Errorf("%s is true of %q", test.name, test.not)
		}
	}
}
