package say

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"briefbot/bot/language"
	"briefbot/briefing/render/markdown"
)

// Translated is what another package says in English in a language: a text that
// follows one of the patterns of reasons and hints. What stands for %s is
// translated in its turn, where it follows one.
func Translated(l language.Language, says string) string {
	if l == language.English {
		return says
	}
	for _, p := range patterns() {
		m := p.match.FindStringSubmatch(says)
		if m == nil {
			continue
		}
		args := make([]any, len(m)-1)
		for i, arg := range m[1:] {
			args[i] = arg
			if arg != says {
				args[i] = Translated(l, arg)
			}
		}
		return fmt.Sprintf(p.phrase[l], args...)
	}
	return says
}

// Sentence is plain English text of another package as a sentence of Markdown in a
// language: translated where it can be, escaped, with a capital and a full stop.
func Sentence(l language.Language, says string) string {
	says = strings.Join(strings.Fields(Translated(l, says)), " ")
	first, n := utf8.DecodeRuneInString(says)
	return markdown.Escape(string(unicode.ToUpper(first))+says[n:]) + "."
}

type pattern struct {
	phrase *phrase
	match  *regexp.Regexp
}

var patterns = sync.OnceValue(func() []pattern {
	var all []pattern
	add := func(p *phrase) {
		all = append(all, pattern{p, regexp.MustCompile(`^` + strings.ReplaceAll(regexp.QuoteMeta(p[language.English]), "%s", "(.+?)") + `$`)})
	}
	for i := range reasons {
		add(&reasons[i])
	}
	for _, h := range hints {
		add(h)
	}
	return all
})

// reasons are what packages briefing/topics, corpus/feed and corpus/fetch say, the
// longer of two that both match first.
var reasons = []phrase{
	{"topics are added in a server", "Themen werden in einem Server hinzugefügt", "les sujets s’ajoutent sur un serveur", "los temas se añaden en un servidor", "konular bir sunucuda eklenir"},
	{"the name %s: take small letters, digits and hyphens, up to %s, such as harbour-bridge", "der Name %s: kleine Buchstaben, Ziffern und Bindestriche, bis zu %s, etwa harbour-bridge", "le nom %s : des minuscules, chiffres et traits d’union, jusqu’à %s, par exemple harbour-bridge", "el nombre %s: minúsculas, cifras y guiones, hasta %s, por ejemplo harbour-bridge", "%s adı: küçük harf, rakam ve kısa çizgi, en çok %s, örneğin harbour-bridge"},
	{"the title: up to %s characters", "der Titel: bis zu %s Zeichen", "le titre : jusqu’à %s caractères", "el título: hasta %s caracteres", "başlık: en çok %s karakter"},
	{"the title has characters that cannot be shown", "der Titel hat Zeichen, die sich nicht zeigen lassen", "le titre a des caractères impossibles à afficher", "el título tiene caracteres que no se pueden mostrar", "başlıkta gösterilemeyen karakterler var"},
	{"there is a topic %s already, for everybody", "ein Thema %s gibt es schon, für alle", "il y a déjà un sujet %s, pour tout le monde", "ya hay un tema %s, para todos", "%s konusu zaten var, herkes için"},
	{"there is a topic %s already: remove it first", "ein Thema %s gibt es schon: zuerst entfernen", "il y a déjà un sujet %s : retirez-le d’abord", "ya hay un tema %s: quítalo primero", "%s konusu zaten var: önce onu kaldır"},
	{"a server has at most %s topics: remove one first", "ein Server hat höchstens %s Themen: zuerst eines entfernen", "un serveur a au plus %s sujets : retirez-en d’abord un", "un servidor tiene como máximo %s temas: quita uno primero", "bir sunucunun en çok %s konusu olur: önce birini kaldır"},
	{"this server has no topic %s of its own", "dieser Server hat kein eigenes Thema %s", "ce serveur n’a pas de sujet %s à lui", "este servidor no tiene un tema propio %s", "bu sunucunun kendine ait %s konusu yok"},
	{"the term %s is too long: up to %s characters", "das Wort %s ist zu lang: bis zu %s Zeichen", "le mot %s est trop long : jusqu’à %s caractères", "la palabra %s es demasiado larga: hasta %s caracteres", "%s sözcüğü çok uzun: en çok %s karakter"},
	{"the term %s has characters other than letters, digits, blanks, hyphens, points, apostrophes and &", "das Wort %s hat andere Zeichen als Buchstaben, Ziffern, Leerzeichen, Bindestriche, Punkte, Apostrophe und &", "le mot %s a d’autres caractères que lettres, chiffres, espaces, traits d’union, points, apostrophes et &", "la palabra %s tiene otros caracteres que letras, cifras, espacios, guiones, puntos, apóstrofos y &", "%s sözcüğünde harf, rakam, boşluk, kısa çizgi, nokta, kesme işareti ve & dışında karakter var"},
	{"the term %s is in every article: take one that tells articles apart", "das Wort %s steht in jedem Artikel: eines nehmen, das Artikel unterscheidet", "le mot %s est dans chaque article : prenez-en un qui distingue les articles", "la palabra %s está en todos los artículos: toma una que los distinga", "%s sözcüğü her haberde geçer: haberleri ayıran birini al"},
	{"a group has at most %s terms", "eine Gruppe hat höchstens %s Wörter", "un groupe a au plus %s mots", "un grupo tiene como máximo %s palabras", "bir grupta en çok %s sözcük olur"},
	{"which words must an article have? Terms of a group are separated by commas, groups by semicolons: harbour, port; bridge", "welche Wörter muss ein Artikel haben? In einer Gruppe stehen Kommas, zwischen Gruppen Semikolons: harbour, port; bridge", "quels mots un article doit-il avoir ? Virgules dans un groupe, points-virgules entre les groupes : harbour, port; bridge", "¿qué palabras debe tener un artículo? Comas dentro de un grupo, punto y coma entre grupos: harbour, port; bridge", "bir haberde hangi sözcükler olmalı? Grup içinde virgül, gruplar arasında noktalı virgül: harbour, port; bridge"},
	{"there may be %s groups of terms at most", "höchstens %s Gruppen von Wörtern sind möglich", "il peut y avoir au plus %s groupes de mots", "puede haber como máximo %s grupos de palabras", "en çok %s sözcük grubu olabilir"},

	{"a server adds at most %s feeds: remove one first", "ein Server fügt höchstens %s Feeds hinzu: zuerst einen entfernen", "un serveur ajoute au plus %s flux : retirez-en d’abord un", "un servidor añade como máximo %s fuentes: quita una primero", "bir sunucu en çok %s akış ekler: önce birini kaldır"},
	{"%s was not added by this server", "%s wurde nicht von diesem Server hinzugefügt", "%s n’a pas été ajouté par ce serveur", "%s no lo añadió este servidor", "%s bu sunucu tarafından eklenmedi"},
	{"no feed is called %s", "kein Feed heißt %s", "aucun flux ne s’appelle %s", "ninguna fuente se llama %s", "%s adında bir akış yok"},
	{"%s stands in config.yaml, and is taken out there", "%s steht in config.yaml und wird dort herausgenommen", "%s est dans config.yaml et s’y retire", "%s está en config.yaml y se quita allí", "%s config.yaml içinde durur, oradan çıkarılır"},
	{"%s is followed already, as %s", "%s wird schon gelesen, als %s", "%s est déjà suivi, sous le nom %s", "%s ya se sigue, como %s", "%s zaten izleniyor, %s adıyla"},
	{"%s feeds are followed, and that is as many as there can be", "%s Feeds werden gelesen, mehr können es nicht sein", "%s flux sont suivis, c’est le maximum", "se siguen %s fuentes, y no puede haber más", "%s akış izleniyor, daha fazlası olmaz"},
	{"the name of a feed has a letter or a digit at least", "der Name eines Feeds hat mindestens einen Buchstaben oder eine Ziffer", "le nom d’un flux a au moins une lettre ou un chiffre", "el nombre de una fuente tiene al menos una letra o una cifra", "bir akışın adında en az bir harf ya da rakam olur"},
	{"another source is called %s already", "eine andere Quelle heißt schon %s", "une autre source s’appelle déjà %s", "otra fuente ya se llama %s", "başka bir kaynağın adı zaten %s"},

	{"it", "er", "il", "la fuente", "akış"}, // of which a feed's reason is said
	{"%s is not a web address", "%s ist keine Webadresse", "%s n’est pas une adresse web", "%s no es una dirección web", "%s bir web adresi değil"},
	{"%s is not an address that begins with http:// or https://", "%s beginnt nicht mit http:// oder https://", "%s ne commence pas par http:// ou https://", "%s no empieza por http:// ni https://", "%s http:// ya da https:// ile başlamıyor"},
	{"%s names no host", "%s nennt keinen Rechner", "%s ne nomme pas d’hôte", "%s no nombra ningún servidor", "%s bir sunucu adı içermiyor"},
	{"%s holds a user name or password; only what is public is read, so take them out", "%s enthält Benutzername oder Passwort; nur Öffentliches wird gelesen, also ohne sie", "%s contient un nom d’utilisateur ou un mot de passe ; seul le public est lu, retirez-les", "%s contiene usuario o contraseña; solo se lee lo público, así que quítalos", "%s kullanıcı adı ya da parola içeriyor; yalnızca herkese açık olan okunur, onları çıkar"},
	{"%s leads to a %s address (%s), which feeds may not reach", "%s führt zu einer Adresse, die Feeds nicht erreichen dürfen (%s: %s)", "%s mène à une adresse que les flux ne peuvent atteindre (%s : %s)", "%s lleva a una dirección que las fuentes no pueden alcanzar (%s: %s)", "%s akışların erişemeyeceği bir adrese gidiyor (%s: %s)"},
	{"%s leads to an address that is not public (%s)", "%s führt zu einer Adresse, die nicht öffentlich ist (%s)", "%s mène à une adresse qui n’est pas publique (%s)", "%s lleva a una dirección que no es pública (%s)", "%s herkese açık olmayan bir adrese gidiyor (%s)"},
	{"%s asks for a log-in (HTTP 401); only what is public is read", "%s verlangt eine Anmeldung (HTTP 401); nur Öffentliches wird gelesen", "%s demande une connexion (HTTP 401) ; seul ce qui est public est lu", "%s pide iniciar sesión (HTTP 401); solo se lee lo público", "%s oturum açmayı istiyor (HTTP 401); yalnızca herkese açık olan okunur"},
	{"%s asks for payment (HTTP 402); only what is public is read", "%s verlangt Bezahlung (HTTP 402); nur Öffentliches wird gelesen", "%s demande un paiement (HTTP 402) ; seul ce qui est public est lu", "%s pide un pago (HTTP 402); solo se lee lo público", "%s ödeme istiyor (HTTP 402); yalnızca herkese açık olan okunur"},
	{"%s refuses us (HTTP 403); ask the publisher whether programs may read it", "%s weist uns ab (HTTP 403); beim Verlag fragen, ob Programme es lesen dürfen", "%s nous refuse (HTTP 403) ; demandez à l’éditeur si des programmes peuvent le lire", "%s nos rechaza (HTTP 403); pregunta al editor si los programas pueden leerlo", "%s bizi geri çeviriyor (HTTP 403); programların okuyup okuyamayacağını yayıncıya sor"},
	{"%s is not there (HTTP 404); look on the site for its new address", "%s ist nicht da (HTTP 404); auf der Seite nach der neuen Adresse sehen", "%s n’existe pas (HTTP 404) ; cherchez sa nouvelle adresse sur le site", "%s no está (HTTP 404); busca su nueva dirección en el sitio", "%s orada değil (HTTP 404); sitede yeni adresine bak"},
	{"%s is gone for good, says its host (HTTP 410); remove it, or look for what follows it", "%s ist für immer weg, sagt der Server (HTTP 410); entfernen oder den Nachfolger suchen", "%s a disparu pour de bon, dit son hôte (HTTP 410) ; retirez-le ou cherchez ce qui lui succède", "%s ha desaparecido para siempre, dice su servidor (HTTP 410); quítalo o busca qué lo sustituye", "%s temelli kaldırılmış (HTTP 410); çıkar ya da yerine geleni ara"},
	{"%s is asked too often (HTTP 429); it is asked more rarely", "%s wird zu oft gefragt (HTTP 429); es wird seltener gefragt", "%s est interrogé trop souvent (HTTP 429) ; il le sera moins", "%s recibe demasiadas peticiones (HTTP 429); se le pedirá menos", "%s çok sık soruluyor (HTTP 429); daha seyrek sorulacak"},
	{"%s is withheld for legal reasons (HTTP 451)", "%s wird aus rechtlichen Gründen zurückgehalten (HTTP 451)", "%s est retenu pour des raisons juridiques (HTTP 451)", "%s se retiene por motivos legales (HTTP 451)", "%s hukuki nedenlerle verilmiyor (HTTP 451)"},
	{"%s is not available for the moment (HTTP 503); it is asked again", "%s ist im Augenblick nicht erreichbar (HTTP 503); es wird wieder gefragt", "%s est indisponible pour le moment (HTTP 503) ; il sera réinterrogé", "%s no está disponible por ahora (HTTP 503); se volverá a pedir", "%s şu anda kullanılamıyor (HTTP 503); yeniden sorulacak"},
	{"%s has trouble of its own (HTTP %s); it is asked again", "%s hat selbst eine Störung (HTTP %s); es wird wieder gefragt", "%s a ses propres ennuis (HTTP %s) ; il sera réinterrogé", "%s tiene problemas propios (HTTP %s); se volverá a pedir", "%s kendi sorununu yaşıyor (HTTP %s); yeniden sorulacak"},
	{"%s refuses our request (HTTP %s)", "%s weist unsere Anfrage ab (HTTP %s)", "%s refuse notre demande (HTTP %s)", "%s rechaza nuestra petición (HTTP %s)", "%s isteğimizi geri çeviriyor (HTTP %s)"},
	{"%s shows a check for robots instead (HTTP %s); ask the publisher to let feed readers through", "%s zeigt stattdessen eine Prüfung für Roboter (HTTP %s); den Verlag bitten, Feedleser durchzulassen", "%s montre à la place un contrôle anti-robots (HTTP %s) ; demandez à l’éditeur de laisser passer les lecteurs de flux", "%s muestra en su lugar un control de robots (HTTP %s); pide al editor que deje pasar a los lectores", "%s onun yerine robot denetimi gösteriyor (HTTP %s); yayıncıdan akış okuyucularına izin vermesini iste"},
	{"%s has a host name that nobody knows; is it spelled right", "%s hat einen Rechnernamen, den niemand kennt; ist er richtig geschrieben", "%s a un nom d’hôte que personne ne connaît ; est-il bien écrit", "%s tiene un nombre de servidor que nadie conoce; está bien escrito", "%s adresindeki sunucu adını kimse bilmiyor; doğru mu yazıldı"},
	{"%s refuses connections; its server may be down", "%s nimmt keine Verbindungen an; vielleicht läuft der Server nicht", "%s refuse les connexions ; son serveur est peut-être arrêté", "%s rechaza conexiones; su servidor puede estar caído", "%s bağlantıları geri çeviriyor; sunucusu çalışmıyor olabilir"},

	{"%s, %s items, all with their full text", "%s, %s Einträge, alle mit ganzem Text", "%s, %s éléments, tous en texte intégral", "%s, %s entradas, todas con el texto completo", "%s, %s öge, hepsi tam metinli"},
	{"%s, 1 item, all with their full text", "%s, 1 Eintrag, mit ganzem Text", "%s, 1 élément, en texte intégral", "%s, 1 entrada, con el texto completo", "%s, 1 öge, tam metinli"},
	{"%s, %s items, all of them excerpts", "%s, %s Einträge, alle nur Auszüge", "%s, %s éléments, tous des extraits", "%s, %s entradas, todas extractos", "%s, %s öge, hepsi kesit"},
	{"%s, 1 item, all of them excerpts", "%s, 1 Eintrag, nur ein Auszug", "%s, 1 élément, un extrait", "%s, 1 entrada, un extracto", "%s, 1 öge, kesit"},
	{"%s, %s items, %s of them excerpts", "%s, %s Einträge, davon %s Auszüge", "%s, %s éléments, dont %s extraits", "%s, %s entradas, %s de ellas extractos", "%s, %s öge, %s tanesi kesit"},
	{"%s, 0 items", "%s, keine Einträge", "%s, aucun élément", "%s, ninguna entrada", "%s, öge yok"},
}
