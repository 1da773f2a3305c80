package briefing

import (
	"strings"
	"unicode"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A tongue is a language in which questions are not read, known by its closed-class
// words and letters.
type tongue struct {
	code, name string
	words      map[string]bool
	askers     map[string]bool // that may open a question
	letters    string          // that English does not have
}

// tongues are written by hand: question words, articles, prepositions, auxiliaries
// and the verb of saying.
var tongues = []tongue{
	{"de", "German", phrase.Set(`der die das den dem des ein eine einen einem und oder nicht mit von vom zu zum zur im am über auf für bei nach aus
		ist sind hat haben war waren wird werden wurde wurden kann sagte sagt gesagt sich auch noch es gibt seit um`),
		phrase.Set("wer wen wem wessen was wann wo wohin woher warum wieso weshalb wie wieviel wieviele welche welcher welches welchen gibt ist sind hat haben wird wurde"), "äöüß"},
	{"fr", "French", phrase.Set(`le la les un une des du de et ou ne pas avec pour dans sur par au aux est sont a ont été était dit que qui ce cette il elle
		sera y t`),
		phrase.Set("qui que quoi quand où ou pourquoi comment combien quel quelle quels quelles est-ce qu'est-ce qu’est-ce est"), "éèêàâçîïôûœ"},
	{"es", "Spanish", phrase.Set(`el la los las un una unos del de y o no con por para en sobre al es son fue fueron ha han dijo dice que se su está murió murieron hay`),
		phrase.Set("quién quien quiénes qué que cuándo cuando dónde donde por cómo como cuánto cuántos cuántas cuál cual cuáles es ha"), "áéíóúñ¿¡"},
	{"tr", "Turkish", phrase.Set(`ve bir bu da de için ile mi mı mu mü oldu dedi ne kadar hakkında olarak var yok değil neden`),
		phrase.Set("kim kime kimi ne nerede nereye niçin niye neden nasıl kaç hangi"), "ığşçöü"},
	{"it", "Italian", phrase.Set(`il lo la gli le un una del della dei delle di e o non con per su da dal nel nella è sono ha hanno stato detto che si`),
		phrase.Set("chi che cosa quando dove perché come quanto quanti quale quali"), "àèéìòù"},
	{"pt", "Portuguese", phrase.Set(`o os as um uma do da dos das de e ou não com por para em no na sobre é são foi foram disse que se`),
		phrase.Set("quem que quê quando onde porque como quanto quantos qual quais"), "ãõáéíóúçâêô"},
	{"nl", "Dutch", phrase.Set(`de het een en of niet met van voor op in over door is zijn heeft hebben werd wordt zei dat`),
		phrase.Set("wie wat wanneer waar waarom hoe hoeveel welke"), ""},
}

// languageOf is the language of a question, nil where it is English or not known.
// Words that English has too count for both.
func languageOf(words []phrase.Token) *tongue {
	english := 0
	for _, w := range words {
		if segment.StopWord(w.Fold) || questionWords[w.Fold] || sayings[w.Fold] || auxiliaries[w.Fold] {
			english++
		}
	}
	var best *tongue
	most := english
	for i := range tongues {
		t, n, own := &tongues[i], 0, 0
		for j, w := range words {
			word := strings.ToLower(w.Word)
			known := t.words[word] || t.askers[word]
			if known {
				n++
			}
			if known && j == 0 && t.askers[word] {
				n++
			}
			if t.letters != "" && strings.ContainsAny(word, t.letters) && (known || !phrase.Capital(w.Word)) {
				n, own = n+1, own+1
			}
		}
		if n > most && n >= 2 && (english == 0 || n > english+1 || own > 0) {
			best, most = t, n
		}
	}
	return best
}

// foreignScript is the name of the letters that most of a text is written in, ""
// for Latin ones.
func foreignScript(text string) string {
	counts, latin := map[string]int{}, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			for _, s := range scripts {
				if unicode.Is(s.table, r) {
					counts[s.name]++
				}
			}
		}
	}
	for _, s := range scripts {
		if counts[s.name] > latin {
			return s.name
		}
	}
	return ""
}

var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"Cyrillic", unicode.Cyrillic}, {"Arabic", unicode.Arabic}, {"Hebrew", unicode.Hebrew}, {"Greek", unicode.Greek},
	{"Chinese", unicode.Han}, {"Japanese", unicode.Hiragana}, {"Korean", unicode.Hangul}, {"Devanagari", unicode.Devanagari},
}

// sharedWords are the words of a question in another language that the articles may
// have all the same: names and numbers that they know.
func (e *Evidence) sharedWords(words []phrase.Token, t *tongue) string {
	var shared []string
	for _, w := range words {
		word := strings.ToLower(w.Word)
		if t != nil && (t.words[word] || t.askers[word]) || segment.StopWord(w.Fold) {
			continue
		}
		number, name := w.Word[0] >= '0' && w.Word[0] <= '9', phrase.Capital(w.Word) && (geo.State(w) != "" || len(e.Corpus.Resolve(bare(w.Word))) > 0)
		if (number || name) && e.Corpus.Known(phrase.Stem(bare(w.Word))) {
			shared = append(shared, bare(w.Word))
		}
	}
	return strings.Join(shared, " ")
}
