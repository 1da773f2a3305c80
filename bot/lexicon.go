package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
)

// phrase is short for it in tables.
type phrase = language.Phrase

// A term is a command, a subcommand, an option or a choice as users read it. The
// English name is the one that the bot goes by.
type term struct {
	name, says phrase // says is "" in all languages for what has no description
}

// lexicon is how commands and their parts are called, by path: "quotes",
// "/quotes.kind", "/quotes.kind.direct". An option that has no entry under its own
// path has that of its name alone.
var lexicon = map[string]term{
	"/brief": {
		phrase{"brief", "lage", "synthese", "resumen", "özet"},
		phrase{"What is known about a topic, with sources", "Was über ein Thema bekannt ist, mit Quellen", "Ce que l’on sait d’un sujet, avec les sources", "Lo que se sabe de un tema, con fuentes", "Bir konu hakkında bilinenler, kaynaklarıyla"},
	},
	"/ask": {
		phrase{"ask", "frage", "question", "pregunta", "sor"},
		phrase{"Ask the articles; what they do not say is not answered", "Die Artikel fragen; was sie nicht sagen, wird nicht beantwortet", "Interroger les articles ; ce qu’ils ne disent pas reste sans réponse", "Pregunta a los artículos; lo que no dicen no se responde", "Haberlere sor; söylemedikleri yanıtlanmaz"},
	},
	"/quotes": {
		phrase{"quotes", "zitate", "citations", "citas", "sözler"},
		phrase{"What somebody said, word for word where they are quoted", "Was jemand gesagt hat, wörtlich, wo zitiert wird", "Ce que quelqu’un a dit, mot pour mot s’il est cité", "Lo que alguien dijo, palabra por palabra donde hay cita", "Birinin söyledikleri, alıntılandığı yerde sözcüğü sözcüğüne"},
	},
	"/verify": {
		phrase{"verify", "prüfen", "verifier", "verificar", "doğrula"},
		phrase{"Whether a quotation is in the articles: exact, altered, only reported, or not at all", "Ob ein Zitat in den Artikeln steht: genau, verändert, nur berichtet oder gar nicht", "Si une citation est dans les articles : exacte, altérée, rapportée ou absente", "Si una cita está en los artículos: exacta, alterada, solo referida o en ninguno", "Bir alıntı haberlerde var mı: aynen, değişik, yalnızca aktarılmış ya da hiç"},
	},
	"/Check this message": {
		name: phrase{"Check this message", "Nachricht prüfen", "Vérifier ce message", "Comprobar mensaje", "Bu mesajı denetle"},
	},
	"/timeline": {
		phrase{"timeline", "zeitleiste", "chronologie", "cronología", "zaman-çizelgesi"},
		phrase{"What happened when in a topic, and what is expected", "Was in einem Thema wann geschah, und was erwartet wird", "Ce qui s’est passé quand dans un sujet, et ce qui est attendu", "Qué pasó cuándo en un tema y qué se espera", "Bir konuda ne zaman ne oldu ve ne bekleniyor"},
	},
	"/new": {
		phrase{"new", "neues", "nouveau", "novedades", "yeni"},
		phrase{"What has changed since you last looked here", "Was sich geändert hat, seit du zuletzt hier nachgesehen hast", "Ce qui a changé depuis votre dernier passage ici", "Qué ha cambiado desde la última vez que miraste aquí", "Buraya son baktığından beri ne değişti"},
	},
	"/sources": {
		phrase{"sources", "quellen", "sources", "fuentes", "kaynaklar"},
		phrase{"Which outlets the answers come from, and how fresh they are", "Aus welchen Medien die Antworten stammen, und wie frisch sie sind", "De quels médias viennent les réponses, et leur fraîcheur", "De qué medios vienen las respuestas y lo recientes que son", "Yanıtlar hangi yayınlardan geliyor ve ne kadar taze"},
	},
	"/reports": {
		phrase{"reports", "meldungen", "signalements", "avisos", "bildirimler"},
		phrase{"What members say is quoted wrongly; publish a correction", "Was Mitglieder als falsch zitiert melden; Berichtigung veröffentlichen", "Ce que des membres signalent comme mal cité ; publier une correction", "Lo que los miembros señalan como mal citado; publicar una corrección", "Üyelerin yanlış alıntı dedikleri; düzeltme yayımla"},
	},
	"/help": {
		phrase{"help", "hilfe", "aide", "ayuda", "yardım"},
		phrase{"What you can ask, and what the answers are worth", "Was man fragen kann, und was die Antworten wert sind", "Ce que l’on peut demander, et ce que valent les réponses", "Qué se puede preguntar y qué valen las respuestas", "Neler sorulabilir ve yanıtların değeri ne"},
	},
	"/privacy": {
		phrase{"privacy", "datenschutz", "confidentialite", "privacidad", "gizlilik"},
		phrase{"What is stored, who receives what, and how to delete it", "Was gespeichert wird, wer was bekommt, und wie man es löscht", "Ce qui est conservé, qui reçoit quoi, et comment l’effacer", "Qué se guarda, quién recibe qué y cómo borrarlo", "Ne saklanır, kim ne alır ve nasıl silinir"},
	},
	"/topic": {
		phrase{"topic", "thema", "sujet", "tema", "konu"},
		phrase{"Stories that this server follows: add, list, remove", "Themen, die dieser Server verfolgt: hinzufügen, auflisten, entfernen", "Sujets que suit ce serveur : ajouter, lister, retirer", "Temas que sigue este servidor: añadir, listar, quitar", "Bu sunucunun izlediği konular: ekle, listele, kaldır"},
	},
	"/topic.add": {
		phrase{"add", "hinzufügen", "ajouter", "añadir", "ekle"},
		phrase{"Follow a story of your own", "Ein eigenes Thema verfolgen", "Suivre un sujet à vous", "Seguir un tema propio", "Kendi konunuzu izleyin"},
	},
	"/topic.list": {
		phrase{"list", "liste", "liste", "lista", "liste"},
		phrase{"The stories that this server follows", "Die Themen, die dieser Server verfolgt", "Les sujets que suit ce serveur", "Los temas que sigue este servidor", "Bu sunucunun izlediği konular"},
	},
	"/topic.remove": {
		phrase{"remove", "entfernen", "retirer", "quitar", "kaldır"},
		phrase{"Follow a story no more", "Ein Thema nicht mehr verfolgen", "Ne plus suivre un sujet", "Dejar de seguir un tema", "Bir konuyu artık izleme"},
	},
	"/topic.add.name": {
		phrase{"name", "name", "nom", "nombre", "ad"},
		phrase{"One word, such as harbour-bridge", "Ein Wort, etwa harbour-bridge", "Un mot, par exemple harbour-bridge", "Una palabra, como harbour-bridge", "Tek sözcük, örneğin harbour-bridge"},
	},
	"/topic.remove.name": {
		phrase{"name", "name", "nom", "nombre", "ad"},
		phrase{"One word, such as harbour-bridge", "Ein Wort, etwa harbour-bridge", "Un mot, par exemple harbour-bridge", "Una palabra, como harbour-bridge", "Tek sözcük, örneğin harbour-bridge"},
	},
	"/topic.add.title": {
		phrase{"title", "titel", "titre", "título", "başlık"},
		phrase{"What readers see", "Was Leser sehen", "Ce que voient les lecteurs", "Lo que ven los lectores", "Okurların gördüğü"},
	},
	"/topic.add.terms": {
		phrase{"terms", "wörter", "mots", "palabras", "sözcükler"},
		phrase{"What an article must have: harbour, port; bridge – a comma is or, a semicolon is and", "Was ein Artikel haben muss: Hafen, Kai; Brücke – Komma heißt oder, Semikolon heißt und", "Ce qu’un article doit avoir : port, quai; pont – virgule = ou, point-virgule = et", "Lo que debe tener un artículo: puerto, muelle; puente – coma es o, punto y coma es y", "Haberde olması gereken: liman, iskele; köprü – virgül veya, noktalı virgül ve"},
	},
	"/feed": {
		phrase{"feed", "feed", "flux", "fuente", "akış"},
		phrase{"Where articles come from: add, list, remove feeds", "Woher Artikel kommen: Feeds hinzufügen, auflisten, entfernen", "D’où viennent les articles : ajouter, lister, retirer des flux", "De dónde vienen los artículos: añadir, listar, quitar fuentes", "Haberlerin kaynağı: akış ekle, listele, kaldır"},
	},
	"/feed.add": {
		phrase{"add", "hinzufügen", "ajouter", "añadir", "ekle"},
		phrase{"Read a feed from now on; what it holds already is news to nobody", "Einen Feed ab jetzt lesen; was er schon enthält, gilt nicht als neu", "Lire un flux désormais ; ce qu’il contient déjà n’est pas nouveau", "Leer una fuente desde ahora; lo que ya contiene no es nuevo", "Bir akışı şimdiden oku; içindekiler yeni sayılmaz"},
	},
	"/feed.list": {
		phrase{"list", "liste", "liste", "lista", "liste"},
		phrase{"The feeds that are read, and how they fare", "Die gelesenen Feeds, und wie es um sie steht", "Les flux lus, et leur état", "Las fuentes que se leen y cómo van", "Okunan akışlar ve durumları"},
	},
	"/feed.remove": {
		phrase{"remove", "entfernen", "retirer", "quitar", "kaldır"},
		phrase{"Read a feed no more; its articles stay", "Einen Feed nicht mehr lesen; seine Artikel bleiben", "Ne plus lire un flux ; ses articles restent", "Dejar de leer una fuente; sus artículos quedan", "Bir akışı artık okuma; haberleri kalır"},
	},
	"/feed.add.address": {
		phrase{"address", "adresse", "adresse", "dirección", "adres"},
		phrase{"The address of a feed: RSS, Atom or JSON", "Die Adresse eines Feeds: RSS, Atom oder JSON", "L’adresse d’un flux : RSS, Atom ou JSON", "La dirección de una fuente: RSS, Atom o JSON", "Bir akışın adresi: RSS, Atom ya da JSON"},
	},
	"/feed.add.name": {
		phrase{"name", "name", "nom", "nombre", "ad"},
		phrase{"What to call it; its own title where this is left out", "Wie er heißen soll; ohne Angabe sein eigener Titel", "Comment l’appeler ; sinon son propre titre", "Cómo llamarla; si falta, su propio título", "Ne denecek; boşsa kendi başlığı"},
	},
	"/feed.remove.name": {
		phrase{"name", "name", "nom", "nombre", "ad"},
		phrase{"Which one", "Welcher", "Lequel", "Cuál", "Hangisi"},
	},
	"/digest": {
		phrase{"digest", "digest", "digest", "digest", "bülten"},
		phrase{"Digests of what is new, in a channel of this server", "Digests mit dem, was neu ist, in einem Kanal dieses Servers", "Des digests de ce qui est nouveau, dans un salon de ce serveur", "Resúmenes de lo nuevo, en un canal de este servidor", "Bu sunucunun bir kanalında yenilikler bülteni"},
	},
	"/digest.subscribe": {
		phrase{"subscribe", "abonnieren", "abonner", "suscribir", "abone-ol"},
		phrase{"Post a digest every day, or on some days", "Jeden Tag oder an manchen Tagen einen Digest posten", "Publier un digest chaque jour, ou certains jours", "Publicar un resumen cada día o algunos días", "Her gün ya da bazı günler bülten yayımla"},
	},
	"/digest.list": {
		phrase{"list", "liste", "liste", "lista", "liste"},
		phrase{"All digests of this server: when the next one comes, and what is wrong", "Alle Digests dieses Servers: wann der nächste kommt, und was nicht stimmt", "Tous les digests de ce serveur : quand vient le prochain, et ce qui ne va pas", "Todos los resúmenes de este servidor: cuándo llega el próximo y qué falla", "Bu sunucunun bültenleri: sıradaki ne zaman, sorun ne"},
	},
	"/digest.preview": {
		phrase{"preview", "vorschau", "apercu", "vista-previa", "önizle"},
		phrase{"The digest as it would be now; nobody else sees it", "Der Digest, wie er jetzt wäre; sonst sieht ihn niemand", "Le digest tel qu’il serait maintenant ; personne d’autre ne le voit", "El resumen como sería ahora; nadie más lo ve", "Bültenin şu anki hâli; başkası görmez"},
	},
	"/digest.pause": {
		phrase{"pause", "anhalten", "suspendre", "pausar", "duraklat"},
		phrase{"Post none until it is resumed", "Keinen posten, bis er fortgesetzt wird", "Ne plus en publier jusqu’à la reprise", "No publicar hasta que se reanude", "Sürdürülene kadar yayımlama"},
	},
	"/digest.resume": {
		phrase{"resume", "fortsetzen", "reprendre", "reanudar", "sürdür"},
		phrase{"Post again: the next one tells what is new since the last", "Wieder posten: der nächste sagt, was seit dem letzten neu ist", "Publier de nouveau : le prochain dit ce qui est nouveau depuis le dernier", "Publicar de nuevo: el próximo cuenta lo nuevo desde el último", "Yeniden yayımla: sıradaki, sonuncudan beri yeni olanı söyler"},
	},
	"/digest.remove": {
		phrase{"remove", "entfernen", "supprimer", "eliminar", "kaldır"},
		phrase{"Post none any more", "Keinen mehr posten", "Ne plus en publier du tout", "No publicar más", "Artık yayımlama"},
	},
	"/digest.why": {
		phrase{"why", "warum", "pourquoi", "por-qué", "neden"},
		phrase{"Why something is in the digests, or is not", "Warum etwas in den Digests steht oder nicht", "Pourquoi quelque chose est dans les digests, ou non", "Por qué algo está en los resúmenes o no", "Bir şey bültende neden var ya da yok"},
	},
	"/digest.subscribe.topic": {
		phrase{"topic", "thema", "sujet", "tema", "konu"},
		phrase{"What about; several with commas between them. All topics, if you leave it out", "Worüber; mehrere mit Komma. Ohne Angabe alle Themen", "À quel sujet ; plusieurs séparés par des virgules. Sinon, tous", "Sobre qué; varios separados por comas. Si no, todos los temas", "Ne hakkında; birden çoğu virgülle. Boşsa bütün konular"},
	},
	"/digest.subscribe.time": {
		phrase{"time", "zeit", "heure", "hora", "saat"},
		phrase{"When, on the clocks of the zone: 07:00, 7am, 18:30. At 07:00, if you leave it out", "Wann, nach den Uhren der Zone: 07:00, 18:30. Ohne Angabe um 07:00", "Quand, à l’heure du fuseau : 07:00, 18h30. Sinon, 07:00", "Cuándo, en la hora de la zona: 07:00, 18:30. Si no, 07:00", "Dilimin saatiyle ne zaman: 07:00, 18:30. Boşsa 07:00"},
	},
	"/digest.subscribe.zone": {
		phrase{"zone", "zone", "fuseau", "zona", "dilim"},
		phrase{"Whose clocks: a city, a country or an abbreviation", "Wessen Uhren: eine Stadt, ein Land oder eine Abkürzung", "L’heure de qui : une ville, un pays ou une abréviation", "La hora de quién: una ciudad, un país o una abreviatura", "Kimin saati: bir kent, ülke ya da kısaltma"},
	},
	"/digest.subscribe.days": {
		phrase{"days", "tage", "jours", "dias", "günler"},
		phrase{"On which days: weekdays, weekends, Mon, Wed, Fri. Every day, if you leave it out", "An welchen Tagen: weekdays, weekends, Mon, Wed, Fri. Ohne Angabe täglich", "Quels jours : weekdays, weekends, Mon, Wed, Fri. Sinon, chaque jour", "Qué días: weekdays, weekends, Mon, Wed, Fri. Si no, todos", "Hangi günler: weekdays, weekends, Mon, Wed, Fri. Boşsa her gün"},
	},
	"/digest.subscribe.channel": {
		phrase{"channel", "kanal", "salon", "canal", "kanal"},
		phrase{"Where: a text channel or a forum. In this channel, if you leave it out", "Wo: ein Textkanal oder ein Forum. Ohne Angabe in diesem Kanal", "Où : un salon textuel ou un forum. Sinon, dans ce salon", "Dónde: un canal de texto o un foro. Si no, en este canal", "Nerede: bir metin kanalı ya da forum. Boşsa bu kanalda"},
	},
	"/digest.subscribe.thread": {
		phrase{"thread", "thread", "fil", "hilo", "alt-başlık"},
		phrase{"What stands in a thread of the channel. Nothing, if you leave it out", "Was in einem Thread des Kanals steht. Ohne Angabe nichts", "Ce qui va dans un fil du salon. Sinon, rien", "Qué va en un hilo del canal. Si no, nada", "Kanalın bir alt başlığında ne dursun. Boşsa hiçbir şey"},
	},
	"/digest.subscribe.thread.further": {name: phrase{"further", "weitere Nachrichten", "messages suivants", "mensajes siguientes", "sonraki mesajlar"}},
	"/digest.subscribe.thread.entries": {name: phrase{"entries", "alles", "tout", "todo", "hepsi"}},
	"/digest.subscribe.tag": {
		phrase{"tag", "tag", "tag", "etiqueta", "etiket"},
		phrase{"The tag of the posts, in a forum. None, if you leave it out", "Der Tag der Beiträge, in einem Forum. Ohne Angabe keiner", "Le tag des posts, dans un forum. Sinon, aucun", "La etiqueta de las publicaciones, en un foro. Si no, ninguna", "Forumda gönderilerin etiketi. Boşsa yok"},
	},
	"/digest.subscribe.silent": {
		phrase{"silent", "still", "silence", "silencio", "sessiz"},
		phrase{"Post nothing on a day without news. Otherwise one line says so", "An einem Tag ohne Neues nichts posten. Sonst sagt es eine Zeile", "Ne rien publier un jour sans nouvelles. Sinon, une ligne le dit", "No publicar nada en un día sin novedades. Si no, una línea lo dice", "Yenilik olmayan gün yayımlama. Yoksa bir satır söyler"},
	},
	"/digest.subscribe.length": {
		phrase{"length", "länge", "longueur", "longitud", "uzunluk"},
		phrase{"At most so many messages; 3, if you leave it out", "Höchstens so viele Nachrichten; ohne Angabe 3", "Au plus tant de messages ; sinon, 3", "Como máximo tantos mensajes; si no, 3", "En çok bu kadar mesaj; boşsa 3"},
	},
	"/digest.subscribe.mention": {
		phrase{"mention", "erwähnen", "mention", "mencionar", "etiketle"},
		phrase{"A role that the first message mentions. Nobody, if you leave it out", "Eine Rolle, die die erste Nachricht erwähnt. Ohne Angabe niemand", "Un rôle que le premier message mentionne. Sinon, personne", "Un rol que el primer mensaje menciona. Si no, nadie", "İlk mesajın etiketlediği rol. Boşsa kimse"},
	},
	"digest": {
		phrase{"digest", "digest", "digest", "digest", "bülten"},
		phrase{"Which digest; not needed where there is one", "Welcher Digest; nicht nötig, wo es einen gibt", "Quel digest ; inutile s’il n’y en a qu’un", "Qué resumen; no hace falta si hay uno", "Hangi bülten; tekse gerekmez"},
	},
	"/digest.why.item": {
		phrase{"item", "was", "quoi", "qué", "ne"},
		phrase{"A headline, an address or some words of it", "Eine Überschrift, eine Adresse oder ein paar Worte daraus", "Un titre, une adresse ou quelques mots", "Un titular, una dirección o algunas palabras", "Bir başlık, adres ya da birkaç sözcük"},
	},
	"topic": {
		phrase{"topic", "thema", "sujet", "tema", "konu"},
		phrase{"Which topic", "Welches Thema", "Quel sujet", "Qué tema", "Hangi konu"},
	},
	"since": {
		phrase{"since", "seit", "depuis", "desde", "beri"},
		phrase{"Only what was published since: yesterday, 24h, Friday, 2026-01-30", "Nur, was seither erschien: gestern, 24h, Freitag, 2026-01-30", "Seulement ce qui est paru depuis : hier, 24h, vendredi, 2026-01-30", "Solo lo publicado desde: ayer, 24h, viernes, 2026-01-30", "Yalnızca o zamandan beri yayımlanan: dün, 24h, cuma, 2026-01-30"},
	},
	"speaker": {
		phrase{"speaker", "wer", "qui", "quien", "kim"},
		phrase{"A name or an office", "Ein Name oder ein Amt", "Un nom ou une fonction", "Un nombre o un cargo", "Bir ad ya da görev"},
	},
	"question": {
		phrase{"question", "frage", "question", "pregunta", "soru"},
		phrase{"In your own words", "In eigenen Worten", "Avec vos mots", "Con tus palabras", "Kendi sözlerinle"},
	},
	"quote": {
		phrase{"quote", "zitat", "citation", "cita", "alıntı"},
		phrase{"The words, as somebody quotes them", "Die Worte, wie jemand sie zitiert", "Les mots, tels qu’on les cite", "Las palabras, como alguien las cita", "Sözler, birinin aktardığı gibi"},
	},
	"outlet": {
		phrase{"outlet", "medium", "media", "medio", "yayın"},
		phrase{"One outlet, with its articles", "Ein Medium, mit seinen Artikeln", "Un média, avec ses articles", "Un medio, con sus artículos", "Bir yayın, haberleriyle"},
	},
	"/quotes.kind": {
		phrase{"kind", "art", "genre", "tipo", "tür"},
		phrase{"Word for word, only reported, or a mixture of both", "Wörtlich, nur berichtet oder beides gemischt", "Mot pour mot, seulement rapporté, ou un mélange", "Palabra por palabra, solo referido o una mezcla", "Sözcüğü sözcüğüne, yalnızca aktarılmış ya da karışık"},
	},
	"/quotes.kind.direct":   {name: phrase{"direct", "wörtlich", "direct", "directa", "doğrudan"}},
	"/quotes.kind.mixed":    {name: phrase{"mixed", "gemischt", "mixte", "mixta", "karışık"}},
	"/quotes.kind.reported": {name: phrase{"reported", "berichtet", "rapporté", "referida", "aktarılmış"}},
}

// locales are Discord's locales of each language but English.
var locales = []struct {
	locale   discordgo.Locale
	language language.Language
}{
	{discordgo.German, language.German}, {discordgo.French, language.French}, {discordgo.SpanishES, language.Spanish},
	{"es-419", language.Spanish}, {discordgo.Turkish, language.Turkish},
}

// termOf is the entry of a path, or of its last name alone.
func termOf(path string) (term, bool) {
	if t, ok := lexicon[path]; ok {
		return t, true
	}
	t, ok := lexicon[path[strings.LastIndexByte(path, '.')+1:]]
	return t, ok
}

// translations are a phrase by locale, nil where it has none.
func translations(p phrase) map[discordgo.Locale]string {
	var m map[discordgo.Locale]string
	for _, l := range locales {
		if p[l.language] == "" {
			continue
		}
		if m == nil {
			m = map[discordgo.Locale]string{}
		}
		m[l.locale] = p[l.language]
	}
	return m
}

// localise fills in what a command and its parts are called in every language.
func localise(c *discordgo.ApplicationCommand) {
	t, ok := termOf("/" + c.Name)
	if ok {
		if names := translations(t.name); names != nil {
			c.NameLocalizations = &names
		}
		if says := translations(t.says); says != nil && c.Description != "" {
			c.DescriptionLocalizations = &says
		}
	}
	localiseOptions("/"+c.Name, c.Options)
}

func localiseOptions(path string, options []*discordgo.ApplicationCommandOption) {
	for _, o := range options {
		own := path + "." + o.Name
		if t, ok := termOf(own); ok {
			o.NameLocalizations, o.DescriptionLocalizations = translations(t.name), translations(t.says)
		}
		for _, c := range o.Choices {
			if t, ok := lexicon[own+"."+c.Name]; ok {
				c.NameLocalizations = map[discordgo.Locale]string{}
				for locale, name := range translations(t.name) {
					c.NameLocalizations[locale] = name
				}
			}
		}
		localiseOptions(own, o.Options)
	}
}

// place says where commands can be used, and who may at first: those of the
// second kind are for members who may manage the server, until its
// administrators say otherwise.
func place(c *command) {
	guild := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	servers := []discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	if c.manage {
		permission := int64(discordgo.PermissionManageGuild)
		c.spec.DefaultMemberPermissions = &permission
		c.spec.Contexts, c.spec.IntegrationTypes = &guild, &servers
		return
	}
	anywhere := append(guild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel)
	anyhow := append(servers, discordgo.ApplicationIntegrationUserInstall)
	c.spec.Contexts, c.spec.IntegrationTypes = &anywhere, &anyhow
}
