// Package say has what the bot says to users, in every language that it speaks:
// labels, sentences, hints and days. Phrases that belong to one table, such as the
// tasks of /help, stand there.
//
// They say what to do, and never what broke inside. No phrase has quotation marks:
// those are for the words of articles.
package say

import "briefbot/bot/language"

type phrase = language.Phrase

// Labels of buttons and selects.
var (
	Previous  = phrase{"Previous", "Zurück", "Précédent", "Anterior", "Önceki"}
	Next      = phrase{"Next (%d/%d)", "Weiter (%d/%d)", "Suivant (%d/%d)", "Siguiente (%d/%d)", "Sonraki (%d/%d)"}
	Share     = phrase{"Share to channel", "Im Kanal teilen", "Partager dans le salon", "Compartir en el canal", "Kanalda paylaş"}
	Shared    = phrase{"Shared", "Geteilt", "Partagé", "Compartido", "Paylaşıldı"}
	Export    = phrase{"Export", "Exportieren", "Exporter", "Exportar", "Dışa aktar"}
	Voices    = phrase{"Who said what", "Wer sagte was", "Qui a dit quoi", "Quién dijo qué", "Kim ne dedi"}
	Timeline  = phrase{"Timeline", "Zeitleiste", "Chronologie", "Cronología", "Zaman çizelgesi"}
	Conflicts = phrase{"Conflicts", "Widersprüche", "Désaccords", "Discrepancias", "Çelişkiler"}
	Brief     = phrase{"Brief", "Lagebild", "Synthèse", "Resumen", "Özet"}
	Context   = phrase{"In context …", "Im Zusammenhang …", "En contexte …", "En contexto …", "Bağlamı içinde …"}
	Articles  = phrase{"Sources (%d) …", "Quellen (%d) …", "Sources (%d) …", "Fuentes (%d) …", "Kaynaklar (%d) …"}
	Speakers  = phrase{"What did … say?", "Was sagte … ?", "Qu’a dit … ?", "¿Qué dijo … ?", "… ne dedi?"}
	Wrong     = phrase{"Wrong quote?", "Falsch zitiert?", "Citation fausse ?", "¿Cita errónea?", "Alıntı yanlış mı?"}
)

// Titles, and what stands beside a choice.
var (
	HelpTitle = phrase{"What do you want to do?", "Was möchtest du tun?", "Que voulez-vous faire ?", "¿Qué quieres hacer?", "Ne yapmak istiyorsun?"}
	HelpMenu  = phrase{"I want to …", "Ich möchte …", "Je veux …", "Quiero …", "Şunu istiyorum …"}
	NewTitle  = phrase{"What is new", "Was ist neu", "Quoi de neuf", "Qué hay de nuevo", "Yenilikler"}
	NewMenu   = phrase{"What is new in …", "Was ist neu bei …", "Quoi de neuf sur …", "Qué hay de nuevo en …", "Şu konuda yeni olan …"}
	Unseen    = phrase{"new articles: %d", "neue Artikel: %d", "nouveaux articles : %d", "artículos nuevos: %d", "yeni haber: %d"}
	NotLooked = phrase{"you have not looked yet", "noch nicht angesehen", "pas encore consulté", "aún no lo has mirado", "henüz bakmadın"}
	Forget    = phrase{"Delete what you keep of me", "Löschen, was von mir da ist", "Effacer ce qui me concerne", "Borrar lo que guardas de mí", "Benimle ilgili olanı sil"}
)

// Sentences.
var (
	Old = phrase{
		"This message is from an older version of the bot, and its buttons are no longer understood. Run %s again.",
		"Diese Nachricht stammt von einer älteren Version des Bots; ihre Knöpfe werden nicht mehr verstanden. Bitte %s noch einmal ausführen.",
		"Ce message vient d’une version plus ancienne du bot et ses boutons ne sont plus compris. Relancez %s.",
		"Este mensaje es de una versión anterior del bot y sus botones ya no se entienden. Ejecuta %s de nuevo.",
		"Bu mesaj botun eski bir sürümünden; düğmeleri artık anlaşılmıyor. %s komutunu yeniden çalıştır.",
	}
	Busy = phrase{
		"Too many people are asking at this moment. Try again in a minute.",
		"Im Augenblick fragen zu viele Leute. Bitte in einer Minute noch einmal.",
		"Trop de personnes posent des questions en ce moment. Réessayez dans une minute.",
		"Demasiadas personas preguntan en este momento. Inténtalo de nuevo en un minuto.",
		"Şu anda çok fazla kişi soruyor. Bir dakika sonra yeniden dene.",
	}
	Late = phrase{
		"This took too long, and I gave up. Try again, or ask something narrower.",
		"Das hat zu lange gedauert, ich habe aufgegeben. Bitte noch einmal, oder etwas Engeres fragen.",
		"Cela a pris trop de temps et j’ai abandonné. Réessayez, ou posez une question plus précise.",
		"Tardó demasiado y lo dejé. Inténtalo de nuevo o pregunta algo más concreto.",
		"Çok uzun sürdü, vazgeçtim. Yeniden dene ya da daha dar bir şey sor.",
	}
	Ending = phrase{
		"I am being restarted. Ask again in a minute.",
		"Ich werde gerade neu gestartet. Bitte in einer Minute noch einmal fragen.",
		"Je redémarre. Reposez la question dans une minute.",
		"Me están reiniciando. Pregunta de nuevo en un minuto.",
		"Yeniden başlatılıyorum. Bir dakika sonra yeniden sor.",
	}
	Broken = phrase{
		"Something went wrong on my side; it is in my log. Try again, and tell whoever runs this bot if it stays so.",
		"Bei mir ist etwas schiefgegangen; es steht in meinem Protokoll. Bitte noch einmal, und wenn es so bleibt, dem Betreiber sagen.",
		"Quelque chose a mal tourné de mon côté ; c’est dans mon journal. Réessayez, et prévenez qui gère ce bot si cela persiste.",
		"Algo salió mal de mi lado; está en mi registro. Inténtalo de nuevo y avisa a quien gestiona este bot si sigue así.",
		"Benim tarafımda bir şey ters gitti; günlüğüme yazıldı. Yeniden dene, sürerse botu çalıştırana haber ver.",
	}
	PageMissing = phrase{
		"A part of the answer is missing here: Discord did not take it, and my log says why. Ask for less at once, such as a shorter time.",
		"Hier fehlt ein Teil der Antwort: Discord hat ihn nicht angenommen, mein Protokoll sagt warum. Auf einmal weniger fragen, etwa nach einer kürzeren Zeit.",
		"Il manque ici une partie de la réponse : Discord ne l’a pas acceptée, mon journal dit pourquoi. Demandez moins à la fois, par exemple une période plus courte.",
		"Aquí falta una parte de la respuesta: Discord no la aceptó y mi registro dice por qué. Pide menos de una vez, por ejemplo un período más corto.",
		"Yanıtın bir bölümü burada eksik: Discord kabul etmedi, nedeni günlüğümde. Bir kerede daha azını iste, örneğin daha kısa bir süre.",
	}
	Cool = phrase{
		"That was a lot at once. Ask again <t:%d:R>.",
		"Das war viel auf einmal. Bitte <t:%d:R> wieder fragen.",
		"Cela fait beaucoup d’un coup. Reposez votre question <t:%d:R>.",
		"Eso fue mucho de una vez. Pregunta de nuevo <t:%d:R>.",
		"Bir kerede çok oldu. <t:%d:R> yeniden sor.",
	}
	CoolGuild = phrase{
		"This server has asked a lot at once. Ask again <t:%d:R>.",
		"Dieser Server hat viel auf einmal gefragt. Bitte <t:%d:R> wieder fragen.",
		"Ce serveur a posé beaucoup de questions d’un coup. Reposez la vôtre <t:%d:R>.",
		"Este servidor preguntó mucho de una vez. Pregunta de nuevo <t:%d:R>.",
		"Bu sunucu bir kerede çok sordu. <t:%d:R> yeniden sor.",
	}
	Working = phrase{
		"reading the articles …", "lese die Artikel …", "lecture des articles …", "leyendo los artículos …", "haberler okunuyor …",
	}
	Stage = phrase{
		"found %d articles from %d outlets, reading …",
		"%d Artikel von %d Medien gefunden, lese …",
		"%d articles de %d médias trouvés, lecture …",
		"%d artículos de %d medios encontrados, leyendo …",
		"%d haber, %d yayın bulundu, okunuyor …",
	}
	Writing = phrase{
		"writing …", "schreibe …", "rédaction …", "escribiendo …", "yazılıyor …",
	}
	NotShared = phrase{
		"I may not write in this channel, so nobody else sees it. Somebody who manages the server can allow it: Send Messages.",
		"Ich darf in diesem Kanal nicht schreiben, also sieht es sonst niemand. Wer den Server verwaltet, kann es erlauben: Nachrichten senden.",
		"Je ne peux pas écrire dans ce salon : personne d’autre ne le voit. Qui gère le serveur peut l’autoriser : Envoyer des messages.",
		"No puedo escribir en este canal, así que nadie más lo ve. Quien gestiona el servidor puede permitirlo: Enviar mensajes.",
		"Bu kanala yazamıyorum, başkası görmüyor. Sunucuyu yöneten biri izin verebilir: Mesaj Gönder.",
	}
	SharedBy = phrase{
		"-# Shared by %s with %s", "-# Geteilt von %s mit %s", "-# Partagé par %s avec %s", "-# Compartido por %s con %s", "-# Paylaşan: %s, %s ile",
	}
	Changed = phrase{
		"The article has changed since, or is not kept any more. Run %s again.",
		"Der Artikel hat sich seither geändert oder ist nicht mehr da. Bitte %s noch einmal ausführen.",
		"L’article a changé depuis, ou n’est plus conservé. Relancez %s.",
		"El artículo ha cambiado desde entonces o ya no está. Ejecuta %s de nuevo.",
		"Haber o zamandan beri değişti ya da artık tutulmuyor. %s komutunu yeniden çalıştır.",
	}
	Card = phrase{
		"As a picture", "Als Bild", "En image", "Como imagen", "Resim olarak",
	}
	Carded = phrase{
		"The passage where it stands; the sum tells the text that it was taken from.",
		"Die Stelle im Zusammenhang; die Prüfsumme nennt den Text, aus dem sie stammt.",
		"Le passage à sa place ; la somme identifie le texte dont il est tiré.",
		"El pasaje en su lugar; la suma identifica el texto del que procede.",
		"Pasaj bulunduğu yerde; özet, alındığı metni gösterir.",
	}
	Exported = phrase{
		"The answer as JSON: every claim with its citations, byte offsets and sums.",
		"Die Antwort als JSON: jede Aussage mit Belegen, Byte-Positionen und Prüfsummen.",
		"La réponse en JSON : chaque affirmation avec ses citations, positions d’octets et sommes.",
		"La respuesta en JSON: cada afirmación con sus citas, posiciones de bytes y sumas.",
		"Yanıt JSON olarak: her ifade, kaynakları, bayt konumları ve özetleriyle.",
	}
	Long = phrase{
		"That is too long: %d characters at most.",
		"Das ist zu lang: höchstens %d Zeichen.",
		"C’est trop long : %d caractères au plus.",
		"Es demasiado largo: como máximo %d caracteres.",
		"Çok uzun: en fazla %d karakter.",
	}
	Since = phrase{
		"%s is no time that I know. Try yesterday, 24h, 7d, Friday or 2026-01-30.",
		"%s ist keine Zeit, die ich kenne. Zum Beispiel: yesterday, 24h, 7d, Friday oder 2026-01-30.",
		"%s n’est pas une date que je connais. Essayez yesterday, 24h, 7d, Friday ou 2026-01-30.",
		"%s no es una fecha que conozca. Prueba yesterday, 24h, 7d, Friday o 2026-01-30.",
		"%s bildiğim bir zaman değil. yesterday, 24h, 7d, Friday ya da 2026-01-30 dene.",
	}
	UnknownTopic = phrase{
		"There is no topic %s here. There is: %s.",
		"Ein Thema %s gibt es hier nicht. Es gibt: %s.",
		"Il n’y a pas de sujet %s ici. Il y a : %s.",
		"No hay ningún tema %s aquí. Hay: %s.",
		"Burada %s diye bir konu yok. Olanlar: %s.",
	}
	NoWords = phrase{
		"There are no words in this quotation.",
		"In diesem Zitat stehen keine Worte.",
		"Il n’y a pas de mots dans cette citation.",
		"No hay palabras en esta cita.",
		"Bu alıntıda söz yok.",
	}
	NoClaims = phrase{
		"This message has nothing to check: no words in quotation marks, and nothing that it says somebody said.",
		"In dieser Nachricht ist nichts zu prüfen: keine Worte in Anführungszeichen und nichts, was jemand gesagt haben soll.",
		"Il n’y a rien à vérifier dans ce message : pas de mots entre guillemets, et rien que quelqu’un aurait dit.",
		"En este mensaje no hay nada que comprobar: ni palabras entre comillas ni nada que alguien haya dicho.",
		"Bu mesajda denetlenecek bir şey yok: ne tırnak içinde söz ne de birinin söylediği bildirilen bir şey.",
	}
	NothingToCheck = phrase{
		"This message has no text to check.",
		"Diese Nachricht hat keinen Text, der zu prüfen wäre.",
		"Ce message n’a pas de texte à vérifier.",
		"Este mensaje no tiene texto que comprobar.",
		"Bu mesajda denetlenecek metin yok.",
	}
	Promise = phrase{
		"Words in quotation marks were found again, letter by letter, in the article that is named, said by the person who is named. What cannot be found there is not said.",
		"Worte in Anführungszeichen wurden Buchstabe für Buchstabe im genannten Artikel wiedergefunden, gesagt von der genannten Person. Was sich dort nicht findet, wird nicht gesagt.",
		"Les mots entre guillemets ont été retrouvés, lettre pour lettre, dans l’article nommé, dits par la personne nommée. Ce qui ne s’y trouve pas n’est pas dit.",
		"Las palabras entre comillas se han vuelto a encontrar, letra por letra, en el artículo citado, dichas por la persona citada. Lo que no está ahí no se dice.",
		"Tırnak içindeki sözler, adı geçen haberde, adı geçen kişinin ağzından harfi harfine yeniden bulunmuştur. Orada bulunmayan söylenmez.",
	}
	FirstLook = phrase{
		"Your first look in this channel: this is where things stand. From now on %s shows what has changed.",
		"Dein erster Blick in diesem Kanal: So ist der Stand. Ab jetzt zeigt %s, was sich geändert hat.",
		"Votre premier passage dans ce salon : voici où en sont les choses. Désormais, %s montre ce qui a changé.",
		"Tu primera mirada en este canal: así están las cosas. Desde ahora %s muestra lo que ha cambiado.",
		"Bu kanaldaki ilk bakışın: durum bu. Bundan sonra %s neyin değiştiğini gösterir.",
	}
	NoTopics = phrase{
		"There are no topics yet.", "Es gibt noch keine Themen.", "Il n’y a pas encore de sujets.", "Todavía no hay temas.", "Henüz konu yok.",
	}
	Privacy = phrase{
		"## Privacy\n**Not read:** messages in channels. I see what you type into a command, and a message whose menu you choose me from; neither is stored, nor written to my log.\n**Stored of you:** how far you have read with /new, by channel. In memory alone, until I restart: your recent picks, and for an hour long messages that you had me check, so that their pages turn.\n**Stored of a server:** its digests and who set them up, its topics and feeds, and reports of wrong quotations without names. Deleted when I am removed from it.\n**Sent to others:** nothing but the answers, to Discord. If whoever runs this bot has set up a language model, questions and the passages found for them go to that, never who asks; without one, nothing leaves.",
		"## Datenschutz\n**Nicht gelesen:** Nachrichten in Kanälen. Ich sehe, was du in einen Befehl schreibst, und eine Nachricht, aus deren Menü du mich aufrufst; beides wird weder gespeichert noch protokolliert.\n**Von dir gespeichert:** wie weit du mit /new gelesen hast, je Kanal. Nur im Speicher bis zum Neustart: deine letzten Auswahlen, und eine Stunde lang lange Nachrichten, die ich prüfen sollte, damit sie sich blättern lassen.\n**Von einem Server gespeichert:** seine Übersichten und wer sie einrichtete, Themen, Feeds, und Meldungen falscher Zitate ohne Namen. Gelöscht, wenn ich entfernt werde.\n**An andere gesendet:** nur die Antworten, an Discord. Hat der Betreiber ein Sprachmodell eingerichtet, gehen Fragen und die dazu gefundenen Stellen dorthin, nie, wer fragt; ohne eines verlässt nichts das Haus.",
		"## Confidentialité\n**Pas lus :** les messages des salons. Je vois ce que vous écrivez dans une commande, et un message depuis le menu duquel vous m’appelez ; rien de cela n’est conservé ni journalisé.\n**Conservé de vous :** où vous en êtes avec /new, par salon. En mémoire seulement, jusqu’au redémarrage : vos derniers choix et, une heure, les longs messages à vérifier, pour en tourner les pages.\n**Conservé d’un serveur :** ses résumés et qui les a créés, ses sujets et flux, et les signalements de citations fausses, sans noms. Effacé quand on me retire.\n**Envoyé à d’autres :** rien que les réponses, à Discord. Si qui gère ce bot a installé un modèle de langue, les questions et les passages trouvés lui sont envoyés, jamais qui demande ; sinon, rien ne sort.",
		"## Privacidad\n**No se leen:** los mensajes de los canales. Veo lo que escribes en un comando y un mensaje desde cuyo menú me llamas; nada de eso se guarda ni se registra.\n**Guardado de ti:** hasta dónde has leído con /new, por canal. Solo en memoria, hasta reiniciar: tus últimas elecciones y, una hora, los mensajes largos que me hiciste comprobar, para pasar sus páginas.\n**Guardado de un servidor:** sus resúmenes y quién los creó, sus temas y fuentes, y los avisos de citas erróneas, sin nombres. Se borra cuando me quitan.\n**Enviado a otros:** solo las respuestas, a Discord. Si quien gestiona este bot ha configurado un modelo de lenguaje, las preguntas y los pasajes hallados van a él, nunca quién pregunta; sin uno, no sale nada.",
		"## Gizlilik\n**Okunmaz:** kanallardaki mesajlar. Bir komuta yazdığını ve menüsünden beni seçtiğin mesajı görürüm; ikisi de saklanmaz, günlüğe yazılmaz.\n**Senden saklanan:** /new ile nereye kadar okuduğun, kanal kanal. Yalnızca bellekte, yeniden başlayana dek: son seçimlerin ve bir saat, denetlettiğin uzun mesajlar; sayfaları çevrilsin diye.\n**Sunucudan saklanan:** özetleri ve kimin kurduğu, konuları, akışları ve adsız yanlış alıntı bildirimleri. Çıkarıldığımda silinir.\n**Başkalarına gönderilen:** yalnızca yanıtlar, Discord’a. Botu çalıştıran bir dil modeli kurduysa sorular ve bulunan bölümler ona gider, kimin sorduğu asla; yoksa hiçbir şey dışarı çıkmaz.",
	}
	ModelHere = phrase{
		"**Set up here:** a language model at %s.", "**Hier eingerichtet:** ein Sprachmodell auf %s.", "**Installé ici :** un modèle de langue sur %s.", "**Configurado aquí:** un modelo de lenguaje en %s.", "**Burada kurulu:** %s adresinde bir dil modeli.",
	}
	EmbedderHere = phrase{
		"**Set up here:** a service at %s that compares meanings. It gets every article’s passages, and questions; never who asks.",
		"**Hier eingerichtet:** ein Dienst auf %s, der Bedeutungen vergleicht. Er bekommt die Stellen aller Artikel und Fragen; nie, wer fragt.",
		"**Installé ici :** un service sur %s qui compare les sens. Il reçoit les passages de tous les articles et les questions, jamais qui demande.",
		"**Configurado aquí:** un servicio en %s que compara significados. Recibe los pasajes de todos los artículos y las preguntas, nunca quién pregunta.",
		"**Burada kurulu:** %s adresinde anlamları karşılaştıran bir hizmet. Bütün haberlerin bölümlerini ve soruları alır, kimin sorduğunu asla.",
	}
	Kept = phrase{
		"Reading positions kept of you now: %d.", "Jetzt von dir gespeicherte Lesestände: %d.", "Positions de lecture conservées de vous maintenant : %d.", "Posiciones de lectura guardadas de ti ahora: %d.", "Şu anda senden saklanan okuma yeri: %d.",
	}
	Forgot = phrase{
		"Deleted: your recent picks and your reading positions (%d). Nothing of you is kept any more.",
		"Gelöscht: deine letzten Auswahlen und deine Lesestände (%d). Von dir ist nichts mehr gespeichert.",
		"Effacé : vos derniers choix et vos positions de lecture (%d). Plus rien n’est conservé de vous.",
		"Borrado: tus últimas elecciones y tus posiciones de lectura (%d). Ya no se guarda nada tuyo.",
		"Silindi: son seçimlerin ve okuma yerlerin (%d). Seninle ilgili artık bir şey saklanmıyor.",
	}
	ForgotNothing = phrase{
		"There was nothing to delete: nothing of you is kept.",
		"Es gab nichts zu löschen: Von dir ist nichts gespeichert.",
		"Il n’y avait rien à effacer : rien n’est conservé de vous.",
		"No había nada que borrar: no se guarda nada tuyo.",
		"Silinecek bir şey yoktu: seninle ilgili hiçbir şey saklanmıyor.",
	}
	Managers = phrase{
		"This is for members who may manage the server.",
		"Das ist für Mitglieder, die den Server verwalten dürfen.",
		"C’est réservé aux membres qui peuvent gérer le serveur.",
		"Esto es para miembros que pueden gestionar el servidor.",
		"Bu, sunucuyu yönetebilen üyeler içindir.",
	}
)

// The welcome.
var (
	Welcome = phrase{
		"I answer from news articles, in their own words, with a citation behind every sentence. What the articles do not say, I do not say. %s shows what I can do.",
		"Ich antworte aus Nachrichtenartikeln, in deren Worten, mit einem Beleg hinter jedem Satz. Was die Artikel nicht sagen, sage ich nicht. %s zeigt, was ich kann.",
		"Je réponds d’après des articles de presse, avec leurs mots et une référence derrière chaque phrase. Ce que les articles ne disent pas, je ne le dis pas. %s montre ce que je sais faire.",
		"Respondo a partir de artículos de prensa, con sus palabras y una cita tras cada frase. Lo que los artículos no dicen, no lo digo. %s muestra lo que sé hacer.",
		"Haberlerden, onların sözleriyle, her cümlenin ardında kaynakla yanıt veririm. Haberlerin söylemediğini söylemem. %s neler yapabildiğimi gösterir.",
	}
	Try        = phrase{"Try a brief", "Ein Lagebild ansehen", "Essayer une synthèse", "Probar un resumen", "Bir özet dene"}
	TryDigest  = phrase{"Set up a morning digest", "Morgenübersicht einrichten", "Configurer un résumé matinal", "Configurar un resumen matinal", "Sabah özeti kur"}
	TryPrivacy = phrase{"Privacy", "Datenschutz", "Confidentialité", "Privacidad", "Gizlilik"}
	DigestHow  = phrase{
		"Members who may manage the server set it up with %s: topic, channel, local time. It posts what is new, and each thing once.",
		"Mitglieder, die den Server verwalten dürfen, richten sie mit %s ein: Thema, Kanal, Ortszeit. Sie bringt Neues, und alles nur einmal.",
		"Les membres qui peuvent gérer le serveur le configurent avec %s : sujet, salon, heure locale. Il publie ce qui est nouveau, une seule fois.",
		"Los miembros que pueden gestionar el servidor lo configuran con %s: tema, canal, hora local. Publica lo nuevo, una sola vez.",
		"Sunucuyu yönetebilen üyeler %s ile kurar: konu, kanal, yerel saat. Yeni olanı, her birini bir kez paylaşır.",
	}
)

// Reports of wrong quotations.
var (
	WhatWrong     = phrase{"What is wrong with it?", "Was stimmt daran nicht?", "Qu’est-ce qui ne va pas ?", "¿Qué está mal?", "Neresi yanlış?"}
	WhatWrongHint = phrase{
		"Another speaker, words cut off, another meaning …", "Anderer Sprecher, Worte abgeschnitten, anderer Sinn …", "Un autre auteur, des mots coupés, un autre sens …", "Otro autor, palabras cortadas, otro sentido …", "Başka biri söyledi, sözler kesik, başka anlam …",
	}
	WhatRight    = phrase{"The correction, for everybody to read", "Die Berichtigung, für alle zu lesen", "La correction, lisible par tous", "La corrección, para que todos la lean", "Herkesin okuyacağı düzeltme"}
	Correction   = phrase{"Correction", "Berichtigung", "Correction", "Corrección", "Düzeltme"}
	Publish      = phrase{"Publish a correction", "Berichtigung veröffentlichen", "Publier une correction", "Publicar una corrección", "Düzeltme yayımla"}
	Dismiss      = phrase{"Dismiss", "Verwerfen", "Écarter", "Descartar", "Kapat"}
	ReportsTitle = phrase{"Said to be quoted wrongly", "Als falsch zitiert gemeldet", "Signalé comme mal cité", "Señalado como mal citado", "Yanlış alıntılandığı söylenenler"}
	ReportsMenu  = phrase{"Look at …", "Ansehen …", "Regarder …", "Ver …", "Şuna bak …"}
	Reported     = phrase{
		"Thank you. Those who manage this server see it with %s; who said so is not kept.",
		"Danke. Wer diesen Server verwaltet, sieht es mit %s; wer es meldete, wird nicht gespeichert.",
		"Merci. Ceux qui gèrent ce serveur le voient avec %s ; l’auteur du signalement n’est pas conservé.",
		"Gracias. Quienes gestionan este servidor lo ven con %s; no se guarda quién lo dijo.",
		"Teşekkürler. Sunucuyu yönetenler %s ile görür; kimin bildirdiği saklanmaz.",
	}
	ManyReports = phrase{
		"There are too many open reports in this server: those who manage it look at them first.",
		"In diesem Server sind zu viele Meldungen offen: Wer ihn verwaltet, sieht sie zuerst durch.",
		"Trop de signalements sont ouverts sur ce serveur : ceux qui le gèrent les examinent d’abord.",
		"Hay demasiados avisos abiertos en este servidor: quienes lo gestionan los miran primero.",
		"Bu sunucuda çok fazla açık bildirim var: önce yönetenler onlara bakmalı.",
	}
	NobodyHere = phrase{
		"There is nobody here to report it to: do it in a server.",
		"Hier ist niemand, dem man es melden könnte: bitte in einem Server.",
		"Il n’y a personne ici à qui le signaler : faites-le sur un serveur.",
		"Aquí no hay a quién avisar: hazlo en un servidor.",
		"Burada bildirilecek kimse yok: bir sunucuda yap.",
	}
	NoReports = phrase{
		"Nobody has reported a wrong quotation.", "Niemand hat ein falsches Zitat gemeldet.", "Personne n’a signalé de citation fausse.", "Nadie ha señalado una cita errónea.", "Kimse yanlış alıntı bildirmedi.",
	}
	Settled = phrase{
		"This report is settled already. %s shows those that are open.",
		"Diese Meldung ist schon erledigt. %s zeigt die offenen.",
		"Ce signalement est déjà réglé. %s montre ceux qui restent.",
		"Este aviso ya está resuelto. %s muestra los abiertos.",
		"Bu bildirim zaten kapandı. %s açık olanları gösterir.",
	}
	Gone = phrase{
		"The article has changed since, or is not kept any more.",
		"Der Artikel hat sich seither geändert oder ist nicht mehr da.",
		"L’article a changé depuis, ou n’est plus conservé.",
		"El artículo ha cambiado desde entonces o ya no está.",
		"Haber o zamandan beri değişti ya da artık tutulmuyor.",
	}
	CorrectedBy = phrase{"published by %s, for this server", "veröffentlicht von %s, für diesen Server", "publié par %s, pour ce serveur", "publicado por %s, para este servidor", "yayımlayan: %s, bu sunucu adına"}
	Corrected   = phrase{
		"Published in this channel.", "In diesem Kanal veröffentlicht.", "Publié dans ce salon.", "Publicado en este canal.", "Bu kanalda yayımlandı.",
	}
	Dismissed = phrase{
		"Dismissed.", "Verworfen.", "Écarté.", "Descartado.", "Kapatıldı.",
	}
)

// What servers add.
var (
	Added   = phrase{"Added:", "Hinzugefügt:", "Ajouté :", "Añadido:", "Eklendi:"}
	Removed = phrase{"Removed:", "Entfernt:", "Retiré :", "Quitado:", "Kaldırıldı:"}

	ArticleCount = phrase{"articles: %d", "Artikel: %d", "articles : %d", "artículos: %d", "haber: %d"}
	Failing      = phrase{"%s – since <t:%d:R>", "%s – seit <t:%d:R>", "%s – depuis <t:%d:R>", "%s – desde <t:%d:R>", "%s – <t:%d:R> beri"}
	Read         = phrase{"items: %d, read <t:%d:R>", "Einträge: %d, gelesen <t:%d:R>", "éléments : %d, lu <t:%d:R>", "entradas: %d, leído <t:%d:R>", "öge: %d, okundu <t:%d:R>"}
	Unread       = phrase{"not read yet", "noch nicht gelesen", "pas encore lu", "aún sin leer", "henüz okunmadı"}
	TooLong      = phrase{"(too long to be shown here)", "(zu lang, um hier zu stehen)", "(trop long pour figurer ici)", "(demasiado largo para mostrarse aquí)", "(burada gösterilemeyecek kadar uzun)"}
	MoreSources  = phrase{"sources: %d", "Quellen: %d", "sources : %d", "fuentes: %d", "kaynak: %d"}
	AndMore      = phrase{"and %d more", "und %d weitere", "et %d de plus", "y %d más", "ve %d tane daha"}
	LeftOut      = phrase{"%d more pages are left out: ask something narrower.", "%d weitere Seiten fehlen: bitte etwas Engeres fragen.", "%d autres pages sont omises : posez une question plus précise.", "se omiten %d páginas más: pregunta algo más concreto.", "%d sayfa daha gösterilmedi: daha dar bir şey sor."}
	WhichOne     = phrase{"Which one is it?", "Welches ist es?", "Laquelle est-ce ?", "¿Cuál es?", "Hangisi?"}
	NotKept      = phrase{
		"I keep messages that I check for an hour at most, and not over a restart. Choose me in the menu of the message again.",
		"Nachrichten, die ich prüfe, behalte ich höchstens eine Stunde und nicht über einen Neustart. Wähle mich noch einmal im Menü der Nachricht.",
		"Je garde les messages que je vérifie une heure au plus, et pas après un redémarrage. Choisissez-moi de nouveau dans le menu du message.",
		"Guardo los mensajes que compruebo una hora como máximo, y no tras un reinicio. Elígeme de nuevo en el menú del mensaje.",
		"Denetlediğim mesajları en çok bir saat, yeniden başlayana dek tutarım. Mesajın menüsünden beni yeniden seç.",
	}
	LookedSince = phrase{
		"You have looked again since: %s shows what is new now.",
		"Du hast seither wieder nachgesehen: %s zeigt, was jetzt neu ist.",
		"Vous avez regardé depuis : %s montre ce qui est nouveau maintenant.",
		"Has vuelto a mirar desde entonces: %s muestra lo nuevo ahora.",
		"O zamandan beri yeniden baktın: %s şimdi yeni olanı gösterir.",
	}
	NewToday = phrase{"%d new today", "heute %d neu", "%d de plus aujourd’hui", "%d nuevos hoy", "bugün %d yeni"}

	NoOwnTopics = phrase{
		"This server has no topic of its own. Add one: %s",
		"Dieser Server hat kein eigenes Thema. Hinzufügen: %s",
		"Ce serveur n’a pas de sujet à lui. En ajouter un : %s",
		"Este servidor no tiene temas propios. Añade uno: %s",
		"Bu sunucunun kendi konusu yok. Ekle: %s",
	}
	NoFeeds = phrase{
		"No feed is read. Add one: %s", "Es wird kein Feed gelesen. Hinzufügen: %s", "Aucun flux n’est lu. En ajouter un : %s", "No se lee ninguna fuente. Añade una: %s", "Hiçbir akış okunmuyor. Ekle: %s",
	}
)
