package render

import "briefbot/briefing/check"

// Verdict is what a verdict means: a title, and a sentence where a speaker was
// claimed.
func Verdict(v check.Verdict) (title, says string) { return verdicts[v].title, verdicts[v].says }
