package bot

import (
	"fmt"
	"strings"
)

// A language is one of those that the bot speaks.
type language int

const (
	english language = iota
	german
	french
	spanish
	turkish
	languages // how many there are
)

// languageOf is the language of a locale, English where the bot does not speak
// it.
func languageOf(locale string) language {
	main, _, _ := strings.Cut(locale, "-")
	switch main {
	case "de":
		return german
	case "fr":
		return french
	case "es":
		return spanish
	case "tr":
		return turkish
	}
	return english
}

// A phrase is a fixed text of the bot's, in each language.
type phrase [languages]string

// in is the phrase in a language, English where it has no other.
func (p *phrase) in(l language, args ...any) string {
	text := p[l]
	if text == "" {
		text = p[english]
	}
	if len(args) == 0 {
		return text
	}
	return fmt.Sprintf(text, args...)
}

// Labels of buttons and selects.
var (
	sayPrevious  = phrase{"Previous", "Zurück", "Précédent", "Anterior", "Önceki"}
	sayNext      = phrase{"Next (%d/%d)", "Weiter (%d/%d)", "Suivant (%d/%d)", "Siguiente (%d/%d)", "Sonraki (%d/%d)"}
	sayShare     = phrase{"Share to channel", "Im Kanal teilen", "Partager dans le salon", "Compartir en el canal", "Kanalda paylaş"}
	sayShared    = phrase{"Shared", "Geteilt", "Partagé", "Compartido", "Paylaşıldı"}
	sayExport    = phrase{"Export", "Exportieren", "Exporter", "Exportar", "Dışa aktar"}
	sayVoices    = phrase{"Who said what", "Wer sagte was", "Qui a dit quoi", "Quién dijo qué", "Kim ne dedi"}
	sayTimeline  = phrase{"Timeline", "Zeitleiste", "Chronologie", "Cronología", "Zaman çizelgesi"}
	sayConflicts = phrase{"Conflicts", "Widersprüche", "Désaccords", "Discrepancias", "Çelişkiler"}
	sayBrief     = phrase{"Brief", "Lagebild", "Synthèse", "Resumen", "Özet"}
	sayContext   = phrase{"In context …", "Im Zusammenhang …", "En contexte …", "En contexto …", "Bağlamı içinde …"}
	sayArticles  = phrase{"Sources (%d) …", "Quellen (%d) …", "Sources (%d) …", "Fuentes (%d) …", "Kaynaklar (%d) …"}
	saySpeakers  = phrase{"What did … say?", "Was sagte … ?", "Qu’a dit … ?", "¿Qué dijo … ?", "… ne dedi?"}
	sayWrong     = phrase{"Wrong quote?", "Falsch zitiert?", "Citation fausse ?", "¿Cita errónea?", "Alıntı yanlış mı?"}
)

// Sentences. They say what to do, and never what broke inside.
var (
	sayOld = phrase{
		"This message is from an older version of the bot, and its buttons are no longer understood. Run %s again.",
		"Diese Nachricht stammt von einer älteren Version des Bots; ihre Knöpfe werden nicht mehr verstanden. Bitte %s noch einmal ausführen.",
		"Ce message vient d’une version plus ancienne du bot et ses boutons ne sont plus compris. Relancez %s.",
		"Este mensaje es de una versión anterior del bot y sus botones ya no se entienden. Ejecuta %s de nuevo.",
		"Bu mesaj botun eski bir sürümünden; düğmeleri artık anlaşılmıyor. %s komutunu yeniden çalıştır.",
	}
	sayBusy = phrase{
		"Too many people are asking at this moment. Try again in a minute.",
		"Im Augenblick fragen zu viele Leute. Bitte in einer Minute noch einmal.",
		"Trop de personnes posent des questions en ce moment. Réessayez dans une minute.",
		"Demasiadas personas preguntan en este momento. Inténtalo de nuevo en un minuto.",
		"Şu anda çok fazla kişi soruyor. Bir dakika sonra yeniden dene.",
	}
	sayLate = phrase{
		"This took too long, and I gave up. Try again, or ask something narrower.",
		"Das hat zu lange gedauert, ich habe aufgegeben. Bitte noch einmal, oder etwas Engeres fragen.",
		"Cela a pris trop de temps et j’ai abandonné. Réessayez, ou posez une question plus précise.",
		"Tardó demasiado y lo dejé. Inténtalo de nuevo o pregunta algo más concreto.",
		"Çok uzun sürdü, vazgeçtim. Yeniden dene ya da daha dar bir şey sor.",
	}
	sayEnding = phrase{
		"I am being restarted. Ask again in a minute.",
		"Ich werde gerade neu gestartet. Bitte in einer Minute noch einmal fragen.",
		"Je redémarre. Reposez la question dans une minute.",
		"Me están reiniciando. Pregunta de nuevo en un minuto.",
		"Yeniden başlatılıyorum. Bir dakika sonra yeniden sor.",
	}
	sayBroken = phrase{
		"Something went wrong on my side; it is in my log. Try again, and tell whoever runs this bot if it stays so.",
		"Bei mir ist etwas schiefgegangen; es steht in meinem Protokoll. Bitte noch einmal, und wenn es so bleibt, dem Betreiber sagen.",
		"Quelque chose a mal tourné de mon côté ; c’est dans mon journal. Réessayez, et prévenez qui gère ce bot si cela persiste.",
		"Algo salió mal de mi lado; está en mi registro. Inténtalo de nuevo y avisa a quien gestiona este bot si sigue así.",
		"Benim tarafımda bir şey ters gitti; günlüğüme yazıldı. Yeniden dene, sürerse botu çalıştırana haber ver.",
	}
	sayCool = phrase{
		"That was a lot at once. Ask again <t:%d:R>.",
		"Das war viel auf einmal. Bitte <t:%d:R> wieder fragen.",
		"Cela fait beaucoup d’un coup. Reposez votre question <t:%d:R>.",
		"Eso fue mucho de una vez. Pregunta de nuevo <t:%d:R>.",
		"Bir kerede çok oldu. <t:%d:R> yeniden sor.",
	}
	sayCoolGuild = phrase{
		"This server has asked a lot at once. Ask again <t:%d:R>.",
		"Dieser Server hat viel auf einmal gefragt. Bitte <t:%d:R> wieder fragen.",
		"Ce serveur a posé beaucoup de questions d’un coup. Reposez la vôtre <t:%d:R>.",
		"Este servidor preguntó mucho de una vez. Pregunta de nuevo <t:%d:R>.",
		"Bu sunucu bir kerede çok sordu. <t:%d:R> yeniden sor.",
	}
	sayWorking = phrase{
		"reading the articles …", "lese die Artikel …", "lecture des articles …", "leyendo los artículos …", "haberler okunuyor …",
	}
	sayStage = phrase{
		"found %d articles from %d outlets, reading …",
		"%d Artikel von %d Medien gefunden, lese …",
		"%d articles de %d médias trouvés, lecture …",
		"%d artículos de %d medios encontrados, leyendo …",
		"%d haber, %d yayın bulundu, okunuyor …",
	}
	sayNotShared = phrase{
		"I may not write in this channel, so nobody else sees it. Somebody who manages the server can allow it: Send Messages.",
		"Ich darf in diesem Kanal nicht schreiben, also sieht es sonst niemand. Wer den Server verwaltet, kann es erlauben: Nachrichten senden.",
		"Je ne peux pas écrire dans ce salon : personne d’autre ne le voit. Qui gère le serveur peut l’autoriser : Envoyer des messages.",
		"No puedo escribir en este canal, así que nadie más lo ve. Quien gestiona el servidor puede permitirlo: Enviar mensajes.",
		"Bu kanala yazamıyorum, başkası görmüyor. Sunucuyu yöneten biri izin verebilir: Mesaj Gönder.",
	}
	saySharedBy = phrase{
		"-# Shared by %s with %s", "-# Geteilt von %s mit %s", "-# Partagé par %s avec %s", "-# Compartido por %s con %s", "-# Paylaşan: %s, %s ile",
	}
	sayChanged = phrase{
		"The article has changed since, or is not kept any more. Run %s again.",
		"Der Artikel hat sich seither geändert oder ist nicht mehr da. Bitte %s noch einmal ausführen.",
		"L’article a changé depuis, ou n’est plus conservé. Relancez %s.",
		"El artículo ha cambiado desde entonces o ya no está. Ejecuta %s de nuevo.",
		"Haber o zamandan beri değişti ya da artık tutulmuyor. %s komutunu yeniden çalıştır.",
	}
	sayExported = phrase{
		"The answer as JSON: every claim with its citations, byte offsets and sums.",
		"Die Antwort als JSON: jede Aussage mit Belegen, Byte-Positionen und Prüfsummen.",
		"La réponse en JSON : chaque affirmation avec ses citations, positions d’octets et sommes.",
		"La respuesta en JSON: cada afirmación con sus citas, posiciones de bytes y sumas.",
		"Yanıt JSON olarak: her ifade, kaynakları, bayt konumları ve özetleriyle.",
	}
	sayLong = phrase{
		"That is too long: %d characters at most.",
		"Das ist zu lang: höchstens %d Zeichen.",
		"C’est trop long : %d caractères au plus.",
		"Es demasiado largo: como máximo %d caracteres.",
		"Çok uzun: en fazla %d karakter.",
	}
	saySince = phrase{
		"%s is no time that I know. Try yesterday, 24h, 7d, Friday or 2026-01-30.",
		"%s ist keine Zeit, die ich kenne. Zum Beispiel: yesterday, 24h, 7d, Friday oder 2026-01-30.",
		"%s n’est pas une date que je connais. Essayez yesterday, 24h, 7d, Friday ou 2026-01-30.",
		"%s no es una fecha que conozca. Prueba yesterday, 24h, 7d, Friday o 2026-01-30.",
		"%s bildiğim bir zaman değil. yesterday, 24h, 7d, Friday ya da 2026-01-30 dene.",
	}
	sayNothingToCheck = phrase{
		"This message has no text to check.",
		"Diese Nachricht hat keinen Text, der zu prüfen wäre.",
		"Ce message n’a pas de texte à vérifier.",
		"Este mensaje no tiene texto que comprobar.",
		"Bu mesajda denetlenecek metin yok.",
	}
	sayNobodySpeaks = phrase{
		"Nobody speaks there.", "Dort spricht niemand.", "Personne n’y parle.", "Allí no habla nadie.", "Orada kimse konuşmuyor.",
	}
)
