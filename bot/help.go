package bot

import (
	"context"
	"strconv"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/say"
)

// doHelp shows how the chosen task is done.
const doHelp = "hp"

// helpCommand is /help: what one can do, by task.
func helpCommand(b *Bot) command {
	return command{
		spec:    &discordgo.ApplicationCommand{Name: "help", Description: "What you can ask, and what the answers are worth"},
		private: true,
		run: func(_ context.Context, r *request) (*Answer, error) {
			return b.help(r, -1), nil
		},
		uses: append([]handler{{action: doHelp, update: true, run: func(_ context.Context, r *request) (*Answer, error) {
			if len(r.values) != 1 {
				return nil, b.old(r)
			}
			n, err := strconv.Atoi(r.values[0])
			if err != nil || n < 0 || n >= len(helpTasks) {
				return nil, b.old(r)
			}
			return b.help(r, n), nil
		}}}, welcomes(b)...),
	}
}

// help is what /help says: all tasks, or how one of them is done (-1 for none).
func (b *Bot) help(r *request, chosen int) *Answer {
	l := r.language()
	a := &Answer{Blocks: []string{titlePrefix + say.HelpTitle.In(l)}}
	var options []message.Option
	for i := range helpTasks {
		t := &helpTasks[i]
		if b.find(t.command) == nil || t.manage && !r.manages() {
			continue
		}
		options = append(options, message.Option{Label: t.task.In(l), Value: strconv.Itoa(i), Default: i == chosen})
		if chosen < 0 {
			a.Blocks = append(a.Blocks, "• "+t.task.In(l)+" – "+b.mention(t.shown()))
		}
	}
	if chosen >= 0 {
		t := &helpTasks[chosen]
		a.Blocks = append(a.Blocks, "**"+t.task.In(l)+"** – "+b.mention(t.shown()), t.how.In(l))
	}
	a.Blocks = append(a.Blocks, "\n-# "+say.Promise.In(l))
	a.rows = []message.Control{message.Row(message.Menu(say.HelpMenu.In(l), message.CustomID(doHelp), options...))}
	return a
}

// A helpTask is something that people want to do, and with which command.
type helpTask struct {
	command   string
	sub       string // "" for none
	manage    bool   // for members who may manage the server
	task, how phrase
}

func (t *helpTask) shown() string {
	if t.sub != "" {
		return t.command + " " + t.sub
	}
	return t.command
}

var helpTasks = []helpTask{
	{command: "brief", task: phrase{
		"See where a story stands", "Sehen, wo eine Geschichte steht", "Voir où en est une affaire", "Ver cómo está un tema", "Bir konunun durumunu görmek",
	}, how: phrase{
		"The bottom line, who holds what, where outlets differ, what is open. The buttons below lead to who said what, the timeline and the conflicts.",
		"Das Wichtigste, wer was vertritt, wo Medien einander widersprechen, was offen ist. Die Knöpfe darunter führen zu Zitaten, Zeitleiste und Widersprüchen.",
		"L’essentiel, qui défend quoi, où les médias divergent, ce qui reste ouvert. Les boutons mènent aux propos, à la chronologie et aux désaccords.",
		"Lo esencial, quién sostiene qué, en qué difieren los medios y qué queda abierto. Los botones llevan a las citas, la cronología y las discrepancias.",
		"Özü, kimin ne savunduğu, yayınların nerede ayrıldığı ve neyin açık olduğu. Düğmeler sözlere, zaman çizelgesine ve çelişkilere götürür.",
	}},
	{command: "ask", task: phrase{
		"Ask one question", "Eine Frage stellen", "Poser une question", "Hacer una pregunta", "Bir soru sormak",
	}, how: phrase{
		"In your own words. You get the articles’ words with citations, or that they do not say. Works in private messages, too.",
		"In eigenen Worten. Die Antwort sind Worte der Artikel mit Belegen, oder dass sie es nicht sagen. Geht auch in Privatnachrichten.",
		"Avec vos mots. La réponse : les mots des articles avec leurs références, ou qu’ils n’en disent rien. Fonctionne aussi en message privé.",
		"Con tus palabras. La respuesta son las palabras de los artículos con sus citas, o que no lo dicen. También en mensajes privados.",
		"Kendi sözlerinle. Yanıt, haberlerin kaynaklı sözleridir ya da bir şey söylemedikleridir. Özel mesajda da çalışır.",
	}},
	{command: "quotes", task: phrase{
		"Find what somebody said", "Finden, was jemand gesagt hat", "Trouver ce que quelqu’un a dit", "Encontrar lo que alguien dijo", "Birinin ne dediğini bulmak",
	}, how: phrase{
		"By name, alias or office. Word for word where they are quoted; what is only reported stands without quotation marks.",
		"Nach Name, Beiname oder Amt. Wörtlich, wo zitiert wird; was nur berichtet ist, steht ohne Anführungszeichen.",
		"Par nom, surnom ou fonction. Mot pour mot quand il y a citation ; ce qui est seulement rapporté est sans guillemets.",
		"Por nombre, apodo o cargo. Palabra por palabra donde hay cita; lo que solo se refiere va sin comillas.",
		"Ad, takma ad ya da görevle. Alıntılandığı yerde sözcüğü sözcüğüne; yalnızca aktarılan tırnaksız durur.",
	}},
	{command: "verify", task: phrase{
		"Check a quotation", "Ein Zitat prüfen", "Vérifier une citation", "Comprobar una cita", "Bir alıntıyı denetlemek",
	}, how: phrase{
		"Paste the words, and who is said to have said them. For somebody’s message: its menu → Apps → Check this message.",
		"Die Worte einfügen, und wer sie gesagt haben soll. Für eine Nachricht: ihr Menü → Apps → Nachricht prüfen.",
		"Collez les mots, et qui les aurait dits. Pour un message : son menu → Applications → Vérifier ce message.",
		"Pega las palabras y quién las habría dicho. Para un mensaje: su menú → Apps → Comprobar mensaje.",
		"Sözleri ve kime ait olduğu söylendiğini yapıştır. Bir mesaj için: menüsü → Uygulamalar → Bu mesajı denetle.",
	}},
	{command: "new", task: phrase{
		"See what is new to me", "Sehen, was für mich neu ist", "Voir ce qui est nouveau pour moi", "Ver qué hay de nuevo para mí", "Benim için yeni olanı görmek",
	}, how: phrase{
		"What has changed since you last looked in this channel.",
		"Was sich geändert hat, seit du zuletzt in diesem Kanal nachgesehen hast.",
		"Ce qui a changé depuis votre dernier passage dans ce salon.",
		"Lo que ha cambiado desde la última vez que miraste en este canal.",
		"Bu kanalda en son baktığından beri ne değişti.",
	}},
	{command: "timeline", task: phrase{
		"Put events in order", "Ereignisse ordnen", "Mettre les événements en ordre", "Ordenar los hechos", "Olayları sıraya koymak",
	}, how: phrase{
		"What happened when, and what is expected; inferred dates carry a ~.",
		"Was wann geschah, und was erwartet wird; erschlossene Daten tragen ein ~.",
		"Ce qui s’est passé quand, et ce qui est attendu ; les dates déduites portent un ~.",
		"Qué pasó cuándo y qué se espera; las fechas deducidas llevan un ~.",
		"Ne zaman ne oldu ve ne bekleniyor; çıkarılan tarihlerde ~ vardır.",
	}},
	{command: "sources", task: phrase{
		"Know where it comes from", "Wissen, woher es kommt", "Savoir d’où cela vient", "Saber de dónde viene", "Nereden geldiğini bilmek",
	}, how: phrase{
		"The outlets behind the answers, what to know of each, and how fresh they are.",
		"Die Medien hinter den Antworten, was man über jedes wissen sollte, und wie frisch sie sind.",
		"Les médias derrière les réponses, ce qu’il faut en savoir, et leur fraîcheur.",
		"Los medios detrás de las respuestas, qué conviene saber de cada uno y lo recientes que son.",
		"Yanıtların ardındaki yayınlar, her biri hakkında bilinmesi gereken ve ne kadar taze oldukları.",
	}},
	{command: "digest", sub: "subscribe", manage: true, task: phrase{
		"Get a digest every morning", "Jeden Morgen eine Übersicht", "Un résumé chaque matin", "Un resumen cada mañana", "Her sabah bir özet",
	}, how: phrase{
		"In a channel of your choice, at your local time: only what is new, and each only once.",
		"In einem Kanal eurer Wahl, zu eurer Ortszeit: nur Neues, und alles nur einmal.",
		"Dans le salon de votre choix, à votre heure : seulement le nouveau, et une seule fois.",
		"En el canal que elijas, a tu hora local: solo lo nuevo, y una sola vez.",
		"Seçtiğin kanalda, yerel saatinle: yalnızca yeni olan, her biri bir kez.",
	}},
	{command: "topic", sub: "add", manage: true, task: phrase{
		"Follow a story of our own", "Ein eigenes Thema verfolgen", "Suivre notre propre sujet", "Seguir un tema propio", "Kendi konumuzu izlemek",
	}, how: phrase{
		"Give it a name, a title and the words that an article must have to belong to it.",
		"Mit einem Namen, einem Titel und den Wörtern, die ein Artikel haben muss, um dazuzugehören.",
		"Donnez un nom, un titre et les mots qu’un article doit avoir pour en faire partie.",
		"Dale un nombre, un título y las palabras que un artículo debe tener para pertenecer.",
		"Bir ad, bir başlık ve bir haberin konuya ait olması için taşıması gereken sözcükleri ver.",
	}},
	{command: "privacy", task: phrase{
		"Know what is stored", "Wissen, was gespeichert wird", "Savoir ce qui est conservé", "Saber qué se guarda", "Neyin saklandığını bilmek",
	}, how: phrase{
		"What is stored, who receives what, and a button that deletes what is kept of you.",
		"Was gespeichert wird, wer was bekommt, und ein Knopf, der löscht, was von dir da ist.",
		"Ce qui est conservé, qui reçoit quoi, et un bouton qui efface ce qui vous concerne.",
		"Qué se guarda, quién recibe qué y un botón que borra lo tuyo.",
		"Ne saklanır, kim ne alır ve seninle ilgili olanı silen bir düğme.",
	}},
}
