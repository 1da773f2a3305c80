package render

import (
	"regexp"
	"strings"

	"briefbot/briefing/render/markdown"
)

// In returns the message with our own words in the language of a locale ("de",
// "es-419"): headings, remarks, counts. What it has no translation for stays
// English; the words of articles and of users are never touched.
func (m Message) In(locale string) Message {
	main, _, _ := strings.Cut(locale, "-")
	l, ok := tongues[main]
	if !ok {
		return m
	}
	blocks := make([]string, len(m.Blocks))
	for i, block := range m.Blocks {
		lines := strings.Split(block, "\n")
		for j := range lines {
			if i > 0 || j > 0 || !m.typed {
				lines[j] = l.line(lines[j])
			}
		}
		blocks[i] = strings.Join(lines, "\n")
	}
	m.Blocks = blocks
	m.Lines = append([]string(nil), m.Lines...)
	for i, line := range m.Lines {
		name, labels, ok := strings.Cut(line, " – *")
		if !ok {
			continue
		}
		for _, label := range []string{"note after its article", "republished by an unnamed site"} {
			if own := ours[label][l]; own != "" {
				labels = strings.ReplaceAll(labels, label, markdown.Escape(own))
			}
		}
		m.Lines[i] = name + " – *" + labels
	}
	return m
}

// A tongue is a column of the tables below.
type tongue int

var tongues = map[string]tongue{"de": 0, "fr": 1, "es": 2, "tr": 3}

var (
	leadKind = regexp.MustCompile(`^• \*\*(direct|mixed|reported)(\*\*|,)`)
	tailNote = regexp.MustCompile(` \*\((paraphrase|expected)(;|\)\*$)`)
)

// line is a line of a block in that language. An item is left as it is, but for
// the kind before it and the note behind it: the rest is an article's.
func (l tongue) line(s string) string {
	switch {
	case strings.HasPrefix(s, "> "):
		return s
	case strings.HasPrefix(s, "• "):
		s = leadKind.ReplaceAllStringFunc(s, func(m string) string {
			parts := leadKind.FindStringSubmatch(m)
			return "• **" + l.word(parts[1]) + parts[2]
		})
		return tailNote.ReplaceAllStringFunc(s, func(m string) string {
			parts := tailNote.FindStringSubmatch(m)
			return " *(" + l.word(parts[1]) + parts[2]
		})
	case strings.HasPrefix(s, "## "):
		title := strings.TrimPrefix(s, "## ")
		at := strings.LastIndex(title, " · ")
		if at < 0 {
			if own, ok := l.phrase(title); ok {
				return "## " + own
			}
			return s
		}
		if own, ok := l.phrase(title[at+len(" · "):]); ok {
			return "## " + title[:at] + " · " + own
		}
		return s
	case strings.HasPrefix(s, "### "):
		if own, ok := l.phrase(strings.TrimPrefix(s, "### ")); ok {
			return "### " + own
		}
		return s
	case strings.HasPrefix(s, "-# "):
		if own, ok := l.phrase(strings.TrimPrefix(s, "-# ")); ok {
			return "-# " + own
		}
		return s
	case strings.HasPrefix(s, "**"):
		label, rest, ok := strings.Cut(strings.TrimPrefix(s, "**"), "**")
		if own, known := l.phrase(label); ok && known {
			return "**" + own + "**" + rest
		}
		return s
	}
	if own, ok := l.phrase(s); ok {
		return own
	}
	return s
}

func (l tongue) word(english string) string {
	if own := ours[english][l]; own != "" {
		return own
	}
	return english
}

// phrase is a text of ours in that language, both of them escaped. Of a remark that
// is put together of several the parts are looked up.
func (l tongue) phrase(escaped string) (string, bool) {
	text := markdown.Plain(escaped)
	if own := ours[text][l]; own != "" {
		return markdown.Escape(own), true
	}
	for _, t := range templates {
		found := t.english.FindStringSubmatch(text)
		if found == nil {
			continue
		}
		own := t.own[l]
		for i, group := range found[1:] {
			if t.ours {
				if part, ok := l.phrase(markdown.Escape(group)); ok {
					group = markdown.Plain(part)
				}
			}
			own = strings.ReplaceAll(own, "$"+string(rune('1'+i)), group)
		}
		return markdown.Escape(own), true
	}
	return "", false
}

// ours are texts of ours, in German, French, Spanish and Turkish.
var ours = map[string][4]string{
	"situation brief":        {"Lagebild", "synthèse", "resumen", "durum özeti"},
	"what is new":            {"was ist neu", "quoi de neuf", "qué hay de nuevo", "yenilikler"},
	"What is new":            {"Was ist neu", "Quoi de neuf", "Qué hay de nuevo", "Yenilikler"},
	"timeline":               {"Zeitleiste", "chronologie", "cronología", "zaman çizelgesi"},
	"where sources conflict": {"wo Quellen sich widersprechen", "où les sources divergent", "en qué difieren las fuentes", "kaynakların çeliştiği yer"},
	"who said what":          {"wer sagte was", "qui a dit quoi", "quién dijo qué", "kim ne dedi"},
	"Who said what":          {"Wer sagte was", "Qui a dit quoi", "Quién dijo qué", "Kim ne dedi"},
	"Sources":                {"Quellen", "Sources", "Fuentes", "Kaynaklar"},

	"Bottom line":            {"Das Wichtigste", "L’essentiel", "Lo esencial", "Özü"},
	"Positions":              {"Positionen", "Positions", "Posturas", "Tutumlar"},
	"Sources conflict":       {"Quellen widersprechen sich", "Les sources divergent", "Las fuentes difieren", "Kaynaklar çelişiyor"},
	"Open":                   {"Offen", "En suspens", "Pendiente", "Açık kalan"},
	"Named but not speaking": {"Genannt, aber ohne Äußerung", "Nommé sans prendre la parole", "Nombrado sin hablar", "Anılıyor ama konuşmuyor"},
	"Nearest passages, which do not support an answer": {"Nächste Stellen, die keine Antwort tragen", "Passages les plus proches, qui n’étayent pas de réponse", "Pasajes más cercanos, que no sustentan una respuesta", "En yakın parçalar; bir yanıtı desteklemiyor"},
	"Nearest, which is not the same":                   {"Am nächsten, aber nicht dasselbe", "Le plus proche, mais différent", "Lo más cercano, que no es lo mismo", "En yakını; aynısı değil"},

	"direct":     {"wörtlich", "direct", "directa", "doğrudan"},
	"mixed":      {"gemischt", "mixte", "mixta", "karışık"},
	"reported":   {"berichtet", "rapporté", "referida", "aktarılan"},
	"paraphrase": {"sinngemäß", "paraphrase", "paráfrasis", "başka sözlerle"},
	"expected":   {"erwartet", "attendu", "previsto", "bekleniyor"},

	"note after its article":         {"Notiz nach dem Artikel", "note d’après l’article", "nota según su artículo", "haberinden sonra not"},
	"republished by an unnamed site": {"nachgedruckt von einer ungenannten Seite", "repris par un site non nommé", "republicado por un sitio sin nombre", "adsız bir sitede yeniden yayımlandı"},
	"undated":                        {"ohne Datum", "sans date", "sin fecha", "tarihsiz"},
	"no byline":                      {"ohne Autorenzeile", "sans signature", "sin firma", "imzasız"},
	"none of them dated":             {"keiner mit Datum", "aucun daté", "ninguno con fecha", "hiçbiri tarihli değil"},
	"reported speech stands without quotation marks: its words are the outlet's": {"Berichtetes steht ohne Anführungszeichen: Die Worte sind die des Mediums", "le discours rapporté est sans guillemets : ses mots sont ceux du média", "lo referido va sin comillas: las palabras son del medio", "aktarılan söz tırnaksızdır: sözcükler yayınındır"},

	"The corpus does not say.":                                      {"Die Artikel sagen es nicht.", "Les articles ne le disent pas.", "Los artículos no lo dicen.", "Haberler bunu söylemiyor."},
	"No article here belongs to this topic.":                        {"Kein Artikel hier gehört zu diesem Thema.", "Aucun article ici ne relève de ce sujet.", "Ningún artículo de aquí es de este tema.", "Buradaki hiçbir haber bu konuya ait değil."},
	"There is no article to answer from.":                           {"Es gibt keinen Artikel, aus dem zu antworten wäre.", "Il n’y a aucun article d’où répondre.", "No hay ningún artículo del que responder.", "Yanıt çıkarılacak haber yok."},
	"No article in the corpus bears out a brief on this topic.":     {"Kein Artikel trägt ein Lagebild zu diesem Thema.", "Aucun article n’étaye une synthèse sur ce sujet.", "Ningún artículo sustenta un resumen de este tema.", "Hiçbir haber bu konuda bir özeti desteklemiyor."},
	"The corpus knows no speaker of that name.":                     {"Die Artikel kennen niemanden dieses Namens, der spricht.", "Les articles ne connaissent personne de ce nom qui parle.", "Los artículos no conocen a nadie con ese nombre que hable.", "Haberlerde bu adla konuşan biri yok."},
	"The corpus has no statement by this speaker.":                  {"Die Artikel haben keine Äußerung dieser Person.", "Les articles n’ont aucun propos de cette personne.", "Los artículos no tienen declaraciones de esta persona.", "Haberlerde bu kişinin sözü yok."},
	"No article here lets anybody speak.":                           {"Kein Artikel hier lässt jemanden sprechen.", "Aucun article ici ne donne la parole.", "Ningún artículo de aquí deja hablar a nadie.", "Buradaki hiçbir haber kimseyi konuşturmuyor."},
	"There is none of that kind.":                                   {"Davon gibt es nichts.", "Il n’y en a pas de ce genre.", "No hay ninguna de ese tipo.", "Bu türden yok."},
	"Outlets do not differ on an event here, as far as I can tell.": {"Soweit ich sehe, widersprechen sich Medien hier zu keinem Ereignis.", "Autant que je sache, les médias ne divergent ici sur aucun événement.", "Que yo vea, los medios no difieren aquí sobre ningún hecho.", "Görebildiğim kadarıyla yayınlar burada hiçbir olayda ayrılmıyor."},

	"Exact":                        {"Genau so", "Exact", "Exacta", "Aynen"},
	"Exact words, another speaker": {"Genaue Worte, andere Person", "Mots exacts, autre personne", "Palabras exactas, otra persona", "Aynı sözler, başka kişi"},
	"Attributed differently":       {"Verschieden zugeschrieben", "Attribuée diversement", "Atribuida de modo distinto", "Farklı kişilere atfedilmiş"},
	"Altered":                      {"Verändert", "Altérée", "Alterada", "Değiştirilmiş"},
	"Altered: pieces joined":       {"Verändert: Stücke verbunden", "Altérée : morceaux réunis", "Alterada: trozos unidos", "Değiştirilmiş: parçalar birleştirilmiş"},
	"Reported, not quoted":         {"Berichtet, nicht zitiert", "Rapportée, non citée", "Referida, no citada", "Aktarılmış, alıntılanmamış"},
	"Found elsewhere":              {"Anderswo gefunden", "Trouvée ailleurs", "Hallada en otra parte", "Başka yerde bulundu"},
	"Occurs, not quoted":           {"Kommt vor, nicht zitiert", "Présente, non citée", "Aparece, no citada", "Geçiyor, alıntı değil"},
	"Not in the corpus":            {"Nicht in den Artikeln", "Absente des articles", "No está en los artículos", "Haberlerde yok"},
	"Without quotation marks":      {"Ohne Anführungszeichen", "Sans guillemets", "Sin comillas", "Tırnaksız"},
	"No support found":             {"Kein Beleg gefunden", "Rien à l’appui", "Sin sustento", "Dayanak bulunamadı"},
	"The words stand between quotation marks in the corpus, as this speaker’s.":                             {"Die Worte stehen in Anführungszeichen in den Artikeln, als die dieser Person.", "Les mots sont entre guillemets dans les articles, attribués à cette personne.", "Las palabras están entre comillas en los artículos, como de esta persona.", "Sözler haberlerde tırnak içinde, bu kişinin olarak duruyor."},
	"The words stand between quotation marks in the corpus.":                                                {"Die Worte stehen in Anführungszeichen in den Artikeln.", "Les mots sont entre guillemets dans les articles.", "Las palabras están entre comillas en los artículos.", "Sözler haberlerde tırnak içinde duruyor."},
	"The words stand between quotation marks, but as somebody else’s.":                                      {"Die Worte stehen in Anführungszeichen, aber als die einer anderen Person.", "Les mots sont entre guillemets, mais d’une autre personne.", "Las palabras están entre comillas, pero como de otra persona.", "Sözler tırnak içinde, ama başkasının olarak."},
	"The words stand between quotation marks, but the articles, as read here, do not agree whose they are.": {"Die Worte stehen in Anführungszeichen, aber die Artikel, so wie hier gelesen, sind sich nicht einig, wessen sie sind.", "Les mots sont entre guillemets, mais les articles, tels que lus ici, ne s’accordent pas sur leur auteur.", "Las palabras están entre comillas, pero los artículos, tal como se leen aquí, no coinciden en de quién son.", "Sözler tırnak içinde, ama haberler, burada okunduğu kadarıyla, kimin olduğunda birleşmiyor."},
	"The corpus has a quotation like it, in other words.":                                                   {"Die Artikel haben ein ähnliches Zitat, mit anderen Worten.", "Les articles ont une citation semblable, en d’autres mots.", "Los artículos tienen una cita parecida, con otras palabras.", "Haberlerde buna benzeyen, başka sözlerle bir alıntı var."},
	"The pieces are quoted, but apart; as one quotation nobody has them.":                                   {"Die Stücke sind zitiert, aber getrennt; als ein Zitat hat sie niemand.", "Les morceaux sont cités, mais séparément ; personne ne les a en une citation.", "Los trozos están citados, pero por separado; nadie los tiene como una cita.", "Parçalar alıntı, ama ayrı ayrı; tek alıntı olarak kimsede yok."},
	"The words are in what an article reports; they are the reporter’s, not the speaker’s.":                 {"Die Worte stehen in einem Bericht; es sind die des Berichterstatters, nicht der Person.", "Les mots sont dans ce qu’un article rapporte ; ce sont ceux du journaliste.", "Las palabras están en lo que un artículo refiere; son del periodista.", "Sözler bir haberin aktardığında; muhabirin, kişinin değil."},
	"No article here has it, quoted or reported.":                                                           {"Kein Artikel hier hat es, weder zitiert noch berichtet.", "Aucun article ici ne l’a, ni citée ni rapportée.", "Ningún artículo de aquí la tiene, ni citada ni referida.", "Buradaki hiçbir haberde yok; ne alıntı ne aktarma."},
	"Quoted, but not as said":   {"Zitiert, aber nicht als gesagt", "Citée, mais pas comme dite", "Citada, pero no como dicha", "Alıntı, ama söylenmiş olarak değil"},
	"Quoted as another’s words": {"Als fremde Worte zitiert", "Citée comme les mots d’autrui", "Citada como palabras ajenas", "Başkasının sözü olarak alıntı"},
	"The words stand between quotation marks, but the article says that the speaker it names did not say them.":                    {"Die Worte stehen in Anführungszeichen, aber der Artikel sagt, dass die genannte Person sie nicht gesagt hat.", "Les mots sont entre guillemets, mais l’article dit que la personne nommée ne les a pas dits.", "Las palabras están entre comillas, pero el artículo dice que la persona nombrada no las dijo.", "Sözler tırnak içinde, ama haber adı geçen kişinin bunları söylemediğini belirtiyor."},
	"The words stand between quotation marks, but the article only supposes that the speaker it names says them.":                  {"Die Worte stehen in Anführungszeichen, aber der Artikel nimmt nur an, dass die genannte Person sie sagt.", "Les mots sont entre guillemets, mais l’article suppose seulement que la personne nommée les dit.", "Las palabras están entre comillas, pero el artículo solo supone que la persona nombrada las dice.", "Sözler tırnak içinde, ama haber adı geçen kişinin bunları söylediğini yalnızca varsayıyor."},
	"The words stand between quotation marks, but the article says that they were put into the mouth of the speaker it names.":     {"Die Worte stehen in Anführungszeichen, aber der Artikel sagt, dass sie der genannten Person in den Mund gelegt wurden.", "Les mots sont entre guillemets, mais l’article dit qu’ils ont été prêtés à tort à la personne nommée.", "Las palabras están entre comillas, pero el artículo dice que fueron puestas en boca de la persona nombrada.", "Sözler tırnak içinde, ama haber bunların adı geçen kişiye yakıştırıldığını belirtiyor."},
	"The words stand in what a speaker is quoted as saying, who gives them as somebody else’s.":                                    {"Die Worte stehen in einem Zitat, dessen Sprecher sie als die einer anderen Person wiedergibt.", "Les mots sont dans une citation dont l’auteur les donne comme ceux d’autrui.", "Las palabras están en una cita de quien las da como de otra persona.", "Sözler birinin alıntısında, onun başkasına ait diye aktardığı sözler olarak duruyor."},
	"The message itself says that the speaker did not say it.":                                                                     {"Die Nachricht selbst sagt, dass die Person es nicht gesagt hat.", "Le message dit lui-même que la personne ne l’a pas dit.", "El propio mensaje dice que la persona no lo dijo.", "Mesajın kendisi kişinin bunu söylemediğini belirtiyor."},
	"The message itself only supposes that the speaker says it.":                                                                   {"Die Nachricht selbst nimmt nur an, dass die Person es sagt.", "Le message suppose seulement que la personne le dit.", "El propio mensaje solo supone que la persona lo dice.", "Mesajın kendisi kişinin bunu söylediğini yalnızca varsayıyor."},
	"The message itself says that it was put into the speaker’s mouth.":                                                            {"Die Nachricht selbst sagt, dass es der Person in den Mund gelegt wurde.", "Le message dit lui-même que cela a été prêté à tort à la personne.", "El propio mensaje dice que fue puesto en boca de la persona.", "Mesajın kendisi bunun kişiye yakıştırıldığını belirtiyor."},
	"The corpus has the same words, with other capitals or accents.":                                                               {"Die Artikel haben dieselben Worte, mit anderer Großschreibung oder anderen Akzenten.", "Les articles ont les mêmes mots, avec d’autres majuscules ou accents.", "Los artículos tienen las mismas palabras, con otras mayúsculas o acentos.", "Haberlerde aynı sözler var; büyük harfler veya işaretler farklı."},
	"The corpus has the same words, but with brackets or an ellipsis of the article’s own among them, which the claim leaves out.": {"Die Artikel haben dieselben Worte, aber mit Klammern oder Auslassungspunkten des Artikels, die in der Behauptung fehlen.", "Les articles ont les mêmes mots, mais avec des crochets ou des points de suspension de l’article, absents de l’affirmation.", "Los artículos tienen las mismas palabras, pero con corchetes o puntos suspensivos del artículo, que faltan en lo afirmado.", "Haberlerde aynı sözler var, ama haberin kendi köşeli ayraçları veya üç noktasıyla; iddiada bunlar yok."},
	"The speaker’s nearest statement is a denial, or the claim is: it does not support the claim.":                                 {"Die nächstliegende Äußerung ist ein Dementi, oder die Behauptung ist eines: Sie stützt die Behauptung nicht.", "Le propos le plus proche est un démenti, ou l’affirmation en est un : il ne l’étaye pas.", "La declaración más cercana es un desmentido, o lo es lo afirmado: no lo sustenta.", "Kişinin en yakın sözü bir yalanlama ya da iddia öyle: iddiayı desteklemiyor."},
	"The words stand in the articles, but no statement or passage with them can be shown.":                                         {"Die Worte stehen in den Artikeln, aber keine Äußerung oder Stelle mit ihnen lässt sich zeigen.", "Les mots sont dans les articles, mais aucun propos ni passage qui les porte ne peut être montré.", "Las palabras están en los artículos, pero no puede mostrarse ninguna declaración ni pasaje con ellas.", "Sözler haberlerde var, ama onları içeren bir söz ya da parça gösterilemiyor."},
	"The article tells them as what the speaker denies.":                                                                           {"Der Artikel gibt sie als das wieder, was die Person bestreitet.", "L’article les donne comme ce que la personne dément.", "El artículo las da como lo que la persona niega.", "Haber bunları kişinin yalanladığı şey olarak aktarıyor."},
	"The article does not give what is shown as said by this speaker: it is denied, only supposed, made up, or another’s.":         {"Der Artikel gibt das Gezeigte nicht als von dieser Person gesagt: Es ist bestritten, nur angenommen, erfunden oder von jemand anderem.", "L’article ne donne pas ce qui est montré comme dit par cette personne : c’est démenti, supposé, inventé ou d’autrui.", "El artículo no da lo mostrado como dicho por esta persona: está desmentido, supuesto, inventado o es de otra.", "Haber gösterileni bu kişinin söylediği olarak vermiyor: yalanlanmış, varsayılmış, uydurulmuş ya da başkasının."},
	"The words stand between quotation marks, but no article names this speaker for them.":                                         {"Die Worte stehen in Anführungszeichen, aber kein Artikel nennt diese Person dafür.", "Les mots sont entre guillemets, mais aucun article ne les attribue à cette personne.", "Las palabras están entre comillas, pero ningún artículo las atribuye a esta persona.", "Sözler tırnak içinde, ama hiçbir haber bunlar için bu kişiyi anmıyor."},
	"The words stand between quotation marks, but no article names a speaker for them.":                                            {"Die Worte stehen in Anführungszeichen, aber kein Artikel nennt jemanden dafür.", "Les mots sont entre guillemets, mais aucun article ne les attribue.", "Las palabras están entre comillas, pero ningún artículo las atribuye.", "Sözler tırnak içinde, ama hiçbir haber bunlar için birini anmıyor."},
	"The words stand in an article, outside of any quotation of this speaker.":                                                     {"Die Worte stehen in einem Artikel, außerhalb jedes Zitats dieser Person.", "Les mots sont dans un article, hors de toute citation de cette personne.", "Las palabras están en un artículo, fuera de toda cita de esta persona.", "Sözler bir haberde, bu kişinin alıntılarının dışında geçiyor."},
	"The words stand in an article, outside of any quotation.":                                                                     {"Die Worte stehen in einem Artikel, außerhalb jedes Zitats.", "Les mots sont dans un article, hors de toute citation.", "Las palabras están en un artículo, fuera de toda cita.", "Sözler bir haberde, her türlü alıntının dışında geçiyor."},
	"No statement of this speaker comes near it.":                                                                                  {"Keine Äußerung dieser Person kommt dem nahe.", "Aucun propos de cette personne n’en est proche.", "Ninguna declaración de esta persona se le acerca.", "Bu kişinin hiçbir sözü buna yaklaşmıyor."},
	"No statement comes near it.":                                                                         {"Keine Äußerung kommt dem nahe.", "Aucun propos n’en est proche.", "Ninguna declaración se le acerca.", "Hiçbir söz buna yaklaşmıyor."},
	"The corpus knows no speaker of the name that was given.":                                             {"Die Artikel kennen niemanden des angegebenen Namens, der spricht.", "Les articles ne connaissent personne du nom donné qui parle.", "Los artículos no conocen a nadie con el nombre dado que hable.", "Haberlerde verilen adla konuşan biri yok."},
	"Left out: a negation right before the words in the article.":                                         {"Weggelassen: eine Verneinung direkt vor den Worten im Artikel.", "Omis : une négation juste avant les mots dans l’article.", "Omitido: una negación justo antes de las palabras en el artículo.", "Atlanmış: haberde sözlerin hemen önünde bir olumsuzluk var."},
	"Of the claim and what is nearest to it, one has a negation, or the contrary of a word of the other.": {"Von der Behauptung und dem Nächstliegenden hat eines eine Verneinung oder das Gegenteil eines Wortes des anderen.", "De l’affirmation et de ce qui s’en approche le plus, l’un a une négation, ou le contraire d’un mot de l’autre.", "De lo afirmado y lo más cercano, uno tiene una negación, o lo contrario de una palabra del otro.", "İddia ile ona en yakın olandan birinde olumsuzluk, ya da ötekindeki bir sözün karşıtı var."},
	"The speaker’s nearest statement is on what is to come, or may; the claim is not.":                    {"Die nächstliegende Aussage der Person spricht von dem, was kommen soll oder kann, die Behauptung nicht.", "La déclaration la plus proche parle de ce qui doit ou peut arriver, l’affirmation non.", "La declaración más cercana habla de lo que ha de venir o puede venir; lo afirmado, no.", "Konuşanın en yakın sözü olacak ya da olabilecek bir şeyi anlatıyor; iddia anlatmıyor."},
	"The pieces are quoted, but apart, and as the words of different people.":                             {"Die Stücke sind zitiert, aber getrennt, und als Worte verschiedener Personen.", "Les morceaux sont cités, mais séparément, et comme les mots de personnes différentes.", "Las piezas están citadas, pero por separado, y como palabras de personas distintas.", "Parçalar alıntılanmış, ama ayrı ayrı ve farklı kişilerin sözleri olarak."},
	"In quotation marks, but not as said: denied, only supposed, or made up":                              {"In Anführungszeichen, aber nicht als gesagt: bestritten, nur angenommen oder erfunden", "Entre guillemets, mais pas comme dit : démenti, supposé ou inventé", "Entre comillas, pero no como dicho: desmentido, supuesto o inventado", "Tırnak içinde, ama söylenmiş olarak değil: yalanlanmış, varsayılmış ya da uydurulmuş"},
	"The nearest statement of the speaker; whether it says the same is for the reader to judge.":          {"Die nächstliegende Äußerung; ob sie dasselbe sagt, beurteilt, wer liest.", "Le propos le plus proche ; au lecteur de juger s’il dit la même chose.", "La declaración más cercana; si dice lo mismo, lo juzga quien lee.", "Kişinin en yakın sözü; aynı şeyi söyleyip söylemediğine okur karar verir."},
}

// templates are texts of ours with values in them: $1 is the first.
var templates = []struct {
	english *regexp.Regexp
	ours    bool // the values are texts of ours too
	own     [4]string
}{
	{regexp.MustCompile(`^searched: (.+) from (\d+) outlets?$`), true, [4]string{"durchsucht: $1, Medien: $2", "cherché dans : $1, médias : $2", "buscado en: $1, medios: $2", "arandı: $1, yayın: $2"}},
	{regexp.MustCompile(`^searched: (\d+) articles?$`), false, [4]string{"durchsucht: Artikel: $1", "cherché dans : articles : $1", "buscado en: artículos: $1", "arandı: haber: $1"}},
	{regexp.MustCompile(`^(\d+) notes? after articles \(not the articles themselves\)$`), false, [4]string{"$1 Notizen nach Artikeln (nicht die Artikel selbst)", "$1 notes d’après des articles (pas les articles eux-mêmes)", "$1 notas según artículos (no los artículos mismos)", "haberlerden $1 not (haberlerin kendisi değil)"}},
	{regexp.MustCompile(`^(\d+) articles?, (\d+) of them notes after articles$`), false, [4]string{"$1 Artikel, davon $2 Notizen nach Artikeln", "$1 articles, dont $2 notes d’après des articles", "$1 artículos, de ellos $2 notas según artículos", "$1 haber, $2 tanesi haberlerden not"}},
	{regexp.MustCompile(`^(\d+) articles?$`), false, [4]string{"$1 Artikel", "$1 articles", "$1 artículos", "$1 haber"}},
	{regexp.MustCompile(`^the newest (\d+) of (.+)$`), true, [4]string{"die neuesten $1 von $2", "les $1 plus récents de $2", "los $1 más recientes de $2", "$2 içinden en yeni $1"}},
	{regexp.MustCompile(`^(\d+) new of (\d+) articles?$`), false, [4]string{"$1 neue von $2 Artikeln", "$1 nouveaux sur $2 articles", "$1 nuevos de $2 artículos", "$2 haberden $1 yeni"}},
	{regexp.MustCompile(`^no new article among (\d+) articles? here$`), false, [4]string{"kein neuer unter $1 Artikeln hier", "aucun nouveau parmi $1 articles ici", "ninguno nuevo entre $1 artículos aquí", "buradaki $1 haber arasında yeni yok"}},
	{regexp.MustCompile(`^(\d+) direct · (\d+) mixed · (\d+) reported · (\d+) outlets?$`), false, [4]string{"$1 wörtlich · $2 gemischt · $3 berichtet · Medien: $4", "$1 directs · $2 mixtes · $3 rapportés · médias : $4", "$1 directas · $2 mixtas · $3 referidas · medios: $4", "$1 doğrudan · $2 karışık · $3 aktarılan · yayın: $4"}},
	{regexp.MustCompile(`^(\d+) direct · (\d+) mixed · (\d+) reported · (\d+) outlets? · named but silent in (\d+)$`), false, [4]string{"$1 wörtlich · $2 gemischt · $3 berichtet · Medien: $4 · genannt, aber stumm in $5", "$1 directs · $2 mixtes · $3 rapportés · médias : $4 · nommé sans parler dans $5", "$1 directas · $2 mixtas · $3 referidas · medios: $4 · nombrado sin hablar en $5", "$1 doğrudan · $2 karışık · $3 aktarılan · yayın: $4 · $5 haberde anılıyor ama konuşmuyor"}},
	{regexp.MustCompile(`^[Tt]hat is (\d+) origins?: copies count once\.?$`), false, [4]string{"Ursprünge, ohne Kopien: $1", "origines, sans les copies : $1", "orígenes, sin las copias: $1", "kopyalar sayılmadan özgün kaynak: $1"}},
	{regexp.MustCompile(`^(.+) \(~ marks an inferred date\)$`), true, [4]string{"$1 (~ heißt erschlossenes Datum)", "$1 (~ marque une date déduite)", "$1 (~ marca una fecha deducida)", "$1 (~ çıkarılmış tarih)"}},
	{regexp.MustCompile(`^shown: (direct|mixed|reported) alone$`), true, [4]string{"gezeigt: nur $1", "montré : $1 seulement", "se muestra: solo $1", "gösterilen: yalnızca $1"}},
	{regexp.MustCompile(`^the name may also mean (.+)$`), false, [4]string{"der Name kann auch bedeuten: $1", "le nom peut aussi désigner : $1", "el nombre puede ser también: $1", "ad şunu da gösterebilir: $1"}},
	{regexp.MustCompile(`^No article here names (.+)\.$`), false, [4]string{"Kein Artikel hier nennt $1.", "Aucun article ici ne nomme $1.", "Ningún artículo de aquí nombra a $1.", "Buradaki hiçbir haberde $1 geçmiyor."}},
	{regexp.MustCompile(`^No article arrived since (.+): the newest of (\d+) articles? arrived (.+)\.$`), false, [4]string{"Seit $1 kam kein Artikel: der neueste von $2 kam $3.", "Aucun article n’est arrivé depuis $1 : le dernier de $2 est arrivé le $3.", "Ningún artículo llegó desde $1: el último de $2 llegó el $3.", "$1 tarihinden beri haber gelmedi: $2 haberin en yenisi $3 geldi."}},
	{regexp.MustCompile(`^No article was published since (.+): the newest of (\d+) articles? is of (.+)\.$`), false, [4]string{"Seit $1 erschien kein Artikel: der neueste von $2 ist vom $3.", "Aucun article n’a paru depuis $1 : le plus récent de $2 est du $3.", "Ningún artículo se publicó desde $1: el más reciente de $2 es del $3.", "$1 tarihinden beri haber yayımlanmadı: $2 haberin en yenisi $3 tarihli."}},
	{regexp.MustCompile(`^No article is dated since (.+): none of (\d+) articles? has a date\.$`), false, [4]string{"Kein Artikel hat ein Datum seit $1: keiner von $2 hat eines.", "Aucun article n’est daté depuis $1 : aucun de $2 n’a de date.", "Ningún artículo tiene fecha desde $1: ninguno de $2 la tiene.", "$1 tarihinden beri tarihli haber yok: $2 haberin hiçbirinin tarihi yok."}},
	{regexp.MustCompile(`^No article has that name as it was given; this is for (.+)\.$`), false, [4]string{"Kein Artikel hat den Namen so; dies gilt für $1.", "Aucun article n’a ce nom ainsi ; ceci vaut pour $1.", "Ningún artículo tiene ese nombre así; esto es para $1.", "Hiçbir haberde ad böyle geçmiyor; bu $1 için."}},
	{regexp.MustCompile(`^Named for these words, with the number of articles: (.+); (\d+) more\.$`), false, [4]string{"Für diese Worte genannt, mit der Zahl der Artikel: $1; weitere: $2.", "Nommés pour ces mots, avec le nombre d’articles : $1 ; $2 de plus.", "Nombrados para estas palabras, con el número de artículos: $1; $2 más.", "Bu sözler için anılanlar, haber sayısıyla: $1; $2 kişi daha."}},
	{regexp.MustCompile(`^Named for these words, with the number of articles: (.+)\.$`), false, [4]string{"Für diese Worte genannt, mit der Zahl der Artikel: $1.", "Nommés pour ces mots, avec le nombre d’articles : $1.", "Nombrados para estas palabras, con el número de artículos: $1.", "Bu sözler için anılanlar, haber sayısıyla: $1."}},
	{regexp.MustCompile(`^No name stands in the paragraph of the words: they are taken to go on from what (.+) says before\.$`), false, [4]string{"Im Absatz der Worte steht kein Name: Sie gelten als Fortsetzung dessen, was $1 davor sagt.", "Aucun nom dans le paragraphe des mots : ils sont lus comme la suite de ce que dit $1 avant.", "No hay nombre en el párrafo de las palabras: se leen como continuación de lo que $1 dice antes.", "Sözlerin paragrafında ad yok: önce $1 ne diyorsa onun devamı sayıldılar."}},
	{regexp.MustCompile(`^No name stands in the paragraph of the words: (\[.+\]) is taken to be (.+), who is named before\.$`), false, [4]string{"Im Absatz der Worte steht kein Name: $1 gilt als $2, davor genannt.", "Aucun nom dans le paragraphe des mots : $1 est lu comme $2, nommé avant.", "No hay nombre en el párrafo de las palabras: $1 se lee como $2, nombrado antes.", "Sözlerin paragrafında ad yok: $1 daha önce anılan $2 sayıldı."}},
	{regexp.MustCompile(`^Dropped: (.+)$`), false, [4]string{"Weggelassen: $1", "Omis : $1", "Omitido: $1", "Atılmış: $1"}},
	{regexp.MustCompile(`^Added: (.+)$`), false, [4]string{"Hinzugefügt: $1", "Ajouté : $1", "Añadido: $1", "Eklenmiş: $1"}},
	{regexp.MustCompile(`^Changed: (.+)$`), false, [4]string{"Geändert: $1", "Changé : $1", "Cambiado: $1", "Değiştirilmiş: $1"}},
	{regexp.MustCompile(`^Coverage of the claim’s words, by their rarity: (\d+) %$`), false, [4]string{"Anteil der Worte der Behauptung, nach Seltenheit: $1 %", "Part des mots de l’affirmation, selon leur rareté : $1 %", "Parte de las palabras de lo afirmado, según su rareza: $1 %", "İddianın sözlerinin payı, seyrekliğe göre: % $1"}},
	{regexp.MustCompile(`^What is nearest shares (\d+) % of the claim’s words, by their rarity, but does not say them so\.$`), false, [4]string{"Das Nächstliegende teilt $1 % der Worte der Behauptung, nach Seltenheit, sagt sie aber nicht so.", "Le plus proche partage $1 % des mots de l’affirmation, selon leur rareté, mais ne les dit pas ainsi.", "Lo más cercano comparte el $1 % de las palabras de lo afirmado, según su rareza, pero no las dice así.", "En yakın olan, iddianın sözlerinin % $1 kadarını paylaşıyor (seyrekliğe göre), ama öyle söylemiyor."}},
	{regexp.MustCompile(`^The words stand in at least (\d+) articles?, between quotation marks in (\d+)\.$`), false, [4]string{"Die Worte stehen in mindestens $1 Artikeln, in Anführungszeichen in $2.", "Les mots sont dans au moins $1 articles, entre guillemets dans $2.", "Las palabras están en al menos $1 artículos, entre comillas en $2.", "Sözler en az $1 haberde var, $2 haberde tırnak içinde."}},
	{regexp.MustCompile(`^The words stand in (\d+) articles?, between quotation marks in (\d+)\.$`), false, [4]string{"Artikel mit den Worten: $1, davon in Anführungszeichen: $2.", "Articles avec ces mots : $1, dont entre guillemets : $2.", "Artículos con esas palabras: $1, entre comillas: $2.", "Sözlerin geçtiği haber: $1, tırnak içinde: $2."}},
	{regexp.MustCompile(`^(\d+) claims? checked$`), false, [4]string{"Geprüfte Behauptungen: $1", "Affirmations vérifiées : $1", "Afirmaciones comprobadas: $1", "Denetlenen iddia: $1"}},
	{regexp.MustCompile(`^(\d+) more claims? in the message not checked\.$`), false, [4]string{"Weitere Behauptungen der Nachricht, nicht geprüft: $1.", "Autres affirmations du message, non vérifiées : $1.", "Otras afirmaciones del mensaje, sin comprobar: $1.", "Mesajda denetlenmeyen başka iddia: $1."}},
	{regexp.MustCompile(`^Claimed: (.+)$`), false, [4]string{"Behauptet: $1", "Affirmé : $1", "Afirmado: $1", "İddia: $1"}},
	{regexp.MustCompile(`^(\d+)\. (.+)$`), true, [4]string{"$1. $2", "$1. $2", "$1. $2", "$1. $2"}},
}
