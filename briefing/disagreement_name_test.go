package briefing

import "testing"

func TestOtherGiven(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"erika", "erik", true}, {"petra", "peter", true}, {"kari", "karl", true}, {"paula", "paul", true}, {"mario", "maria", true},
		{"sergei", "sergey", false}, {"mohammed", "muhammad", false}, {"tom", "thomas", false}, {"andrii", "andriy", false},
		{"bill", "william", false}, {"volodymyr", "vladimir", false}, {"erik", "eric", false}, {"jon", "john", false}, {"ana", "anna", false}, {"princes", "prince", false},
	} {
		if got := otherGiven(test.a, test.b); got != test.want {
			t.Errorf("%s, %s: %v", test.a, test.b, got)
		}
		if otherGiven(test.a, test.b) != otherGiven(test.b, test.a) {
			t.Errorf("%s, %s: another answer the other way round", test.a, test.b)
		}
	}
}
