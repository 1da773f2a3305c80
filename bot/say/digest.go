package say

// What /digest says: of who may use it, and of what there is.
var (
	InServer = phrase{
		"Digests belong to a server: run this in one.",
		"Digests gehören zu einem Server: bitte dort ausführen.",
		"Les digests appartiennent à un serveur : lancez cette commande sur un serveur.",
		"Los resúmenes pertenecen a un servidor: ejecútalo en uno.",
		"Bültenler bir sunucuya aittir: komutu bir sunucuda çalıştır.",
	}
	MayManage = phrase{
		"Only members who may manage the server can do this: they have **Manage Server** in Server Settings → Roles.",
		"Das können nur Mitglieder, die den Server verwalten dürfen: Sie haben **Server verwalten** in Servereinstellungen → Rollen.",
		"Seuls les membres qui peuvent gérer le serveur le peuvent : ils ont **Gérer le serveur** dans Paramètres du serveur → Rôles.",
		"Solo pueden hacerlo los miembros que gestionan el servidor: tienen **Gestionar servidor** en Ajustes del servidor → Roles.",
		"Bunu yalnızca sunucuyu yönetebilen üyeler yapabilir: Sunucu Ayarları → Roller içinde **Sunucuyu Yönet** yetkisi olanlar.",
	}
	NoDigest = phrase{
		"There is no digest **%s** in this server any more. %s shows those that there are.",
		"Einen Digest **%s** gibt es in diesem Server nicht mehr. %s zeigt die vorhandenen.",
		"Il n’y a plus de digest **%s** sur ce serveur. %s montre ceux qui existent.",
		"Ya no hay ningún resumen **%s** en este servidor. %s muestra los que hay.",
		"Bu sunucuda artık **%s** diye bir bülten yok. %s var olanları gösterir.",
	}
	NoDigests = phrase{
		"This server has no digest yet. %s makes one.",
		"Dieser Server hat noch keinen Digest. %s richtet einen ein.",
		"Ce serveur n’a pas encore de digest. %s en crée un.",
		"Este servidor aún no tiene resúmenes. %s crea uno.",
		"Bu sunucunun henüz bülteni yok. %s ile kurulur.",
	}
	WhichDigest = phrase{
		"This server has %d digests: choose one with the option **digest**. %s shows them.",
		"Dieser Server hat %d Digests: bitte einen mit der Option **digest** wählen. %s zeigt sie.",
		"Ce serveur a %d digests : choisissez-en un avec l’option **digest**. %s les montre.",
		"Este servidor tiene %d resúmenes: elige uno con la opción **digest**. %s los muestra.",
		"Bu sunucunun %d bülteni var: **bülten** seçeneğiyle birini seç. %s hepsini gösterir.",
	}
	DigestGone = phrase{
		"This digest is not there any more.", "Diesen Digest gibt es nicht mehr.", "Ce digest n’existe plus.", "Este resumen ya no existe.", "Bu bülten artık yok.",
	}
	AllTopics    = phrase{"all topics", "alle Themen", "tous les sujets", "todos los temas", "bütün konular"}
	DigestsTitle = phrase{"Digests of this server (%d)", "Digests dieses Servers (%d)", "Digests de ce serveur (%d)", "Resúmenes de este servidor (%d)", "Bu sunucunun bültenleri (%d)"}
	ShowOne      = phrase{"Show one …", "Einen zeigen …", "En montrer un …", "Mostrar uno …", "Birini göster …"}
	AllDigests   = phrase{"All digests", "Alle Digests", "Tous les digests", "Todos los resúmenes", "Bütün bültenler"}
	Where        = phrase{"%s in <#%s>, %s", "%s in <#%s>, %s", "%s dans <#%s>, %s", "%s en <#%s>, %s", "%s, <#%s> kanalında, %s"}
	NextDigest   = phrase{"Next: <t:%d:F> (<t:%d:R>)", "Der nächste: <t:%d:F> (<t:%d:R>)", "Le prochain : <t:%d:F> (<t:%d:R>)", "El próximo: <t:%d:F> (<t:%d:R>)", "Sıradaki: <t:%d:F> (<t:%d:R>)"}
	NeverDue     = phrase{"It is never due.", "Er ist nie fällig.", "Il n’est jamais dû.", "Nunca llega su hora.", "Zamanı hiç gelmiyor."}

	Paused     = phrase{"**Paused** since <t:%d:f>", "**Angehalten** seit <t:%d:f>", "**Suspendu** depuis <t:%d:f>", "**En pausa** desde <t:%d:f>", "**Duraklatıldı**, <t:%d:f> tarihinden beri"}
	PausedShow = phrase{"paused", "angehalten", "suspendu", "en pausa", "duraklatıldı"}
	PausedBy   = phrase{"by <@%s>", "von <@%s>", "par <@%s>", "por <@%s>", "<@%s> tarafından"}
	PausedHere = phrase{"by whoever runs this bot", "vom Betreiber dieses Bots", "par qui gère ce bot", "por quien gestiona este bot", "botu çalıştıran tarafından"}
	NotTold    = phrase{
		"I had no channel to tell you", "Ich hatte keinen Kanal, um es zu sagen", "Je n’avais pas de salon pour vous le dire", "No tenía canal para decírtelo", "Sana bildirecek bir kanalım yoktu",
	}
)

// What a digest is like, and what can be done about it.
var (
	AtMostOne   = phrase{"at most 1 message", "höchstens 1 Nachricht", "1 message au plus", "como máximo 1 mensaje", "en çok 1 mesaj"}
	AtMost      = phrase{"at most %d messages", "höchstens %d Nachrichten", "%d messages au plus", "como máximo %d mensajes", "en çok %d mesaj"}
	SaysQuiet   = phrase{"says so when nothing is new", "sagt es, wenn nichts neu ist", "le dit quand rien n’est nouveau", "lo dice cuando no hay nada nuevo", "yenilik yoksa söyler"}
	IsQuiet     = phrase{"says nothing when nothing is new", "schweigt, wenn nichts neu ist", "se tait quand rien n’est nouveau", "calla cuando no hay nada nuevo", "yenilik yoksa susar"}
	MentionsNo  = phrase{"mentions nobody", "erwähnt niemanden", "ne mentionne personne", "no menciona a nadie", "kimseyi etiketlemez"}
	Mentions    = phrase{"mentions <@&%s>", "erwähnt <@&%s>", "mentionne <@&%s>", "menciona a <@&%s>", "<@&%s> rolünü etiketler"}
	Further     = phrase{"further messages in a thread", "weitere Nachrichten in einem Thread", "les messages suivants dans un fil", "los mensajes siguientes en un hilo", "sonraki mesajlar bir alt başlıkta"}
	Entries     = phrase{"everything in a thread", "alles in einem Thread", "tout dans un fil", "todo en un hilo", "her şey bir alt başlıkta"}
	EachPost    = phrase{"a post each", "je ein Beitrag", "un post chacun", "una publicación cada uno", "her biri bir gönderi"}
	EachTagged  = phrase{"a post each, tag %s", "je ein Beitrag, Tag %s", "un post chacun, tag %s", "una publicación cada uno, etiqueta %s", "her biri bir gönderi, etiket %s"}
	DigestNamed = phrase{"digest %s", "Digest %s", "digest %s", "resumen %s", "bülten %s"}

	Preview = phrase{"Preview", "Vorschau", "Aperçu", "Vista previa", "Önizle"}
	Pause   = phrase{"Pause", "Anhalten", "Suspendre", "Pausar", "Duraklat"}
	Resume  = phrase{"Resume", "Fortsetzen", "Reprendre", "Reanudar", "Sürdür"}
	Remove  = phrase{"Remove", "Entfernen", "Supprimer", "Eliminar", "Kaldır"}

	PreviewFor = phrase{
		"Preview for <#%s>: nothing is posted, and the next digest tells the same and what comes until then.",
		"Vorschau für <#%s>: Es wird nichts gepostet; der nächste Digest sagt dasselbe, und was bis dahin kommt.",
		"Aperçu pour <#%s> : rien n’est publié ; le prochain digest dira la même chose, et ce qui arrive d’ici là.",
		"Vista previa para <#%s>: no se publica nada; el próximo resumen dirá lo mismo y lo que llegue hasta entonces.",
		"<#%s> için önizleme: hiçbir şey yayımlanmaz; sıradaki bülten aynısını ve o zamana kadar gelenleri söyler.",
	}
	WouldBeSilent = phrase{
		"Nothing is new. This digest is silent then, so it would not be posted.",
		"Nichts ist neu. Dieser Digest schweigt dann, also würde er nicht gepostet.",
		"Rien n’est nouveau. Ce digest se tait alors : il ne serait pas publié.",
		"No hay nada nuevo. Este resumen calla entonces, así que no se publicaría.",
		"Yeni bir şey yok. Bu bülten öyle günlerde susar, yani yayımlanmazdı.",
	}
	PausedNotice = phrase{
		"I could not post the digest **%s** in <#%s>, so I have paused it: %s.\nThen `/digest resume` starts it again. Nothing is lost: the next digest tells what is new since the last one.",
		"Ich konnte den Digest **%s** in <#%s> nicht posten und habe ihn angehalten: %s.\nDanach setzt `/digest resume` ihn fort. Nichts geht verloren: Der nächste Digest sagt, was seit dem letzten neu ist.",
		"Je n’ai pas pu publier le digest **%s** dans <#%s> et je l’ai suspendu : %s.\nEnsuite `/digest resume` le reprend. Rien n’est perdu : le prochain digest dit ce qui est nouveau depuis le dernier.",
		"No pude publicar el resumen **%s** en <#%s> y lo he pausado: %s.\nDespués, `/digest resume` lo reanuda. No se pierde nada: el próximo resumen cuenta lo nuevo desde el último.",
		"**%s** bültenini <#%s> kanalında yayımlayamadım ve duraklattım: %s.\nSonra `/digest resume` onu sürdürür. Hiçbir şey kaybolmaz: sıradaki bülten sonuncudan beri yeni olanı söyler.",
	}
	PausedAlready = phrase{"It is paused already.", "Er ist schon angehalten.", "Il est déjà suspendu.", "Ya está en pausa.", "Zaten duraklatılmış."}
	PausedNow     = phrase{"Paused.", "Angehalten.", "Suspendu.", "En pausa.", "Duraklatıldı."}
	NotPaused     = phrase{"It was not paused.", "Er war nicht angehalten.", "Il n’était pas suspendu.", "No estaba en pausa.", "Duraklatılmamıştı."}
	Resumed       = phrase{
		"Resumed: the next one tells what is new since the last.",
		"Fortgesetzt: Der nächste sagt, was seit dem letzten neu ist.",
		"Repris : le prochain dit ce qui est nouveau depuis le dernier.",
		"Reanudado: el próximo cuenta lo nuevo desde el último.",
		"Sürdürülüyor: sıradaki, sonuncudan beri yeni olanı söyler.",
	}
	InConfig = phrase{
		"This digest is in the configuration of the bot: whoever runs the bot can take it out there. Here it can be paused.",
		"Dieser Digest steht in der Konfiguration des Bots: Wer den Bot betreibt, kann ihn dort herausnehmen. Hier kann er angehalten werden.",
		"Ce digest est dans la configuration du bot : qui gère le bot peut l’en retirer. Ici, on peut le suspendre.",
		"Este resumen está en la configuración del bot: quien lo gestiona puede quitarlo allí. Aquí se puede pausar.",
		"Bu bülten botun yapılandırmasında: botu çalıştıran oradan çıkarabilir. Burada duraklatılabilir.",
	}
	RemoveAsk  = phrase{"Remove this digest? What it has posted stays.", "Diesen Digest entfernen? Was er gepostet hat, bleibt.", "Supprimer ce digest ? Ce qu’il a publié reste.", "¿Eliminar este resumen? Lo que ha publicado se queda.", "Bu bülten kaldırılsın mı? Yayımladıkları kalır."}
	RemoveIt   = phrase{"Remove it", "Ja, entfernen", "Oui, supprimer", "Sí, eliminar", "Evet, kaldır"}
	KeepIt     = phrase{"Keep it", "Behalten", "Garder", "Conservar", "Kalsın"}
	RemovedOne = phrase{"Removed: %s", "Entfernt: %s", "Supprimé : %s", "Eliminado: %s", "Kaldırıldı: %s"}
)

// What cannot be subscribed.
var (
	NoLength = phrase{
		"The length is a number of messages, 1 to %d.", "Die Länge ist eine Zahl von Nachrichten, 1 bis %d.", "La longueur est un nombre de messages, de 1 à %d.", "La longitud es un número de mensajes, de 1 a %d.", "Uzunluk, 1 ile %d arasında bir mesaj sayısıdır.",
	}
	NotEveryone = phrase{
		"A digest can mention a role, but not everyone: choose another role, or none.",
		"Ein Digest kann eine Rolle erwähnen, aber nicht alle: bitte eine andere Rolle wählen oder keine.",
		"Un digest peut mentionner un rôle, mais pas tout le monde : choisissez un autre rôle, ou aucun.",
		"Un resumen puede mencionar un rol, pero no a todos: elige otro rol, o ninguno.",
		"Bülten bir rolü etiketleyebilir ama herkesi değil: başka bir rol seç ya da hiç seçme.",
	}
	ManyTopics = phrase{
		"A digest has at most %d topics: leave them out for all of them.",
		"Ein Digest hat höchstens %d Themen: Ohne Angabe hat er alle.",
		"Un digest a au plus %d sujets : sans indication, il les a tous.",
		"Un resumen tiene como máximo %d temas: sin indicarlos, los tiene todos.",
		"Bir bültende en çok %d konu olur: boş bırakılırsa hepsi.",
	}
	NoTime = phrase{
		"That is no time of the day: %s. 07:00, 7am and 18:30 are.",
		"Das ist keine Uhrzeit: %s. Zum Beispiel 07:00, 7am oder 18:30.",
		"Ce n’est pas une heure : %s. Par exemple 07:00, 7am ou 18:30.",
		"Eso no es una hora: %s. Por ejemplo 07:00, 7am o 18:30.",
		"Bu bir saat değil: %s. Örneğin 07:00, 7am ya da 18:30.",
	}
	NoDays = phrase{
		"Those are no days: %s. Examples: weekdays, weekends, every day, Mon Wed Fri.",
		"Das sind keine Tage: %s. Zum Beispiel: weekdays (werktags), weekends, every day (täglich), Mon Wed Fri.",
		"Ce ne sont pas des jours : %s. Par exemple : weekdays (en semaine), weekends, every day (chaque jour), Mon Wed Fri.",
		"Eso no son días: %s. Por ejemplo: weekdays (laborables), weekends, every day (cada día), Mon Wed Fri.",
		"Bunlar gün değil: %s. Örneğin: weekdays (hafta içi), weekends, every day (her gün), Mon Wed Fri.",
	}
	SeveralZones = phrase{
		"Which time zone is meant by %s? Give one of these, or any other by its name: %s.",
		"Welche Zeitzone ist mit %s gemeint? Bitte eine von diesen oder eine andere mit ihrem Namen: %s.",
		"De quel fuseau s’agit-il avec %s ? Donnez l’un de ceux-ci, ou un autre par son nom : %s.",
		"¿A qué zona horaria se refiere %s? Da una de estas, u otra por su nombre: %s.",
		"%s ile hangi saat dilimi kastediliyor? Bunlardan birini ya da adıyla başkasını ver: %s.",
	}
	FeedFails = phrase{
		"**%s** cannot be read since <t:%d:f>: %s.",
		"**%s** ist seit <t:%d:f> nicht zu lesen: %s.",
		"**%s** est illisible depuis <t:%d:f> : %s.",
		"**%s** no se puede leer desde <t:%d:f>: %s.",
		"**%s**, <t:%d:f> tarihinden beri okunamıyor: %s.",
	}
	FeedLastRead = phrase{
		"It was last read on <t:%d:f>.",
		"Zuletzt gelesen wurde es am <t:%d:f>.",
		"La dernière lecture date du <t:%d:f>.",
		"Se leyó por última vez el <t:%d:f>.",
		"En son <t:%d:f> tarihinde okundu.",
	}
	FeedAskedAgain = phrase{
		"It is asked again all the same, and nothing that it holds then is lost; the digests say so until it answers.",
		"Es wird trotzdem weiter gefragt, und nichts, was es dann hat, geht verloren; die Digests sagen es, bis es antwortet.",
		"Il est tout de même interrogé de nouveau, et rien de ce qu’il contient alors n’est perdu ; les digests le disent jusqu’à ce qu’il réponde.",
		"Se le sigue preguntando de todos modos, y nada de lo que tenga entonces se pierde; los resúmenes lo dicen hasta que responda.",
		"Yine de sorulmaya devam edilir ve o zaman içinde olan hiçbir şey kaybolmaz; yanıt verene dek bültenler bunu söyler.",
	}
	NoZone = phrase{
		"I know no time zone %s. Type a city or a country: Berlin, New York, Turkey.",
		"Ich kenne keine Zeitzone %s. Bitte eine Stadt oder ein Land auf Englisch: Berlin, New York, Turkey.",
		"Je ne connais pas de fuseau %s. Tapez une ville ou un pays, en anglais : Berlin, New York, Turkey.",
		"No conozco la zona horaria %s. Escribe una ciudad o un país, en inglés: Berlin, New York, Turkey.",
		"%s diye bir saat dilimi bilmiyorum. İngilizce bir kent ya da ülke yaz: Berlin, New York, Turkey.",
	}
	SameDigest = phrase{
		"The same digest is there already: **%s**, %s.",
		"Denselben Digest gibt es schon: **%s**, %s.",
		"Le même digest existe déjà : **%s**, %s.",
		"El mismo resumen ya existe: **%s**, %s.",
		"Aynı bülten zaten var: **%s**, %s.",
	}
	ManyDigests = phrase{
		"A server has at most %d digests: remove one first.",
		"Ein Server hat höchstens %d Digests: bitte zuerst einen entfernen.",
		"Un serveur a au plus %d digests : supprimez-en d’abord un.",
		"Un servidor tiene como máximo %d resúmenes: elimina uno primero.",
		"Bir sunucunun en çok %d bülteni olur: önce birini kaldır.",
	}
)

// Permissions, as Discord calls them in each language.
var (
	ViewChannel   = phrase{"View Channel", "Kanal anzeigen", "Voir le salon", "Ver canal", "Kanalı Görüntüle"}
	SendMessages  = phrase{"Send Messages", "Nachrichten senden", "Envoyer des messages", "Enviar mensajes", "Mesaj Gönder"}
	CreatePosts   = phrase{"Create Posts", "Beiträge erstellen", "Créer des posts", "Crear publicaciones", "Gönderi Oluştur"}
	ReadHistory   = phrase{"Read Message History", "Nachrichtenverlauf anzeigen", "Voir les anciens messages", "Leer el historial de mensajes", "Mesaj Geçmişini Oku"}
	CreateThreads = phrase{"Create Public Threads", "Öffentliche Threads erstellen", "Créer des fils publics", "Crear hilos públicos", "Herkese Açık Alt Başlıklar Oluştur"}
	InThreads     = phrase{"Send Messages in Threads", "Nachrichten in Threads senden", "Envoyer des messages dans les fils", "Enviar mensajes en hilos", "Alt Başlıklarda Mesaj Gönder"}
	InPosts       = phrase{"Send Messages in Posts", "Nachrichten in Beiträgen senden", "Envoyer des messages dans les posts", "Enviar mensajes en publicaciones", "Gönderilerde Mesaj Gönder"}
	ManageThreads = phrase{"Manage Threads", "Threads verwalten", "Gérer les fils", "Gestionar hilos", "Alt Başlıkları Yönet"}
	ManagePosts   = phrase{"Manage Posts", "Beiträge verwalten", "Gérer les posts", "Gestionar publicaciones", "Gönderileri Yönet"}
	WhyHistory    = phrase{
		"to see after a breakdown what I have posted already, and not post it twice",
		"um nach einem Ausfall zu sehen, was schon gepostet ist, und es nicht doppelt zu posten",
		"pour voir après une panne ce qui est déjà publié, et ne pas le publier deux fois",
		"para ver tras una avería qué está ya publicado y no publicarlo dos veces",
		"bir arızadan sonra neyin yayımlandığını görmek ve iki kez yayımlamamak için",
	}
	WhyModerated = phrase{
		"because only those who have it may use that tag", "weil nur damit dieser Tag vergeben werden darf", "car il la faut pour donner ce tag", "porque solo así se puede usar esa etiqueta", "çünkü o etiketi ancak bu yetkisi olan kullanabilir",
	}
	CannotPost = phrase{
		"I cannot post in <#%s>: I need **%s** there",
		"Ich kann in <#%s> nicht posten: Ich brauche dort **%s**",
		"Je ne peux pas publier dans <#%s> : il m’y faut **%s**",
		"No puedo publicar en <#%s>: allí necesito **%s**",
		"<#%s> kanalında yayımlayamıyorum: orada **%s** gerekiyor",
	}
	GiveIt = phrase{
		"Give it to me in **Edit Channel** (the gear beside the channel’s name) **→ Permissions → Advanced permissions**: add briefbot there and allow **%s**",
		"Gib es mir in **Kanal bearbeiten** (das Zahnrad neben dem Kanalnamen) **→ Berechtigungen → Erweiterte Berechtigungen**: dort briefbot hinzufügen und **%s** erlauben",
		"Donnez-la-moi dans **Modifier le salon** (la roue à côté du nom) **→ Permissions → Permissions avancées** : ajoutez-y briefbot et autorisez **%s**",
		"Dámelo en **Editar canal** (el engranaje junto al nombre) **→ Permisos → Permisos avanzados**: añade allí a briefbot y permite **%s**",
		"**Kanalı Düzenle** (kanal adının yanındaki çark) **→ İzinler → Gelişmiş izinler** içinde ver: briefbot’u ekle ve **%s** iznini aç",
	}
	Denied = phrase{
		"; a rule of the channel denies it at present", "; zurzeit verweigert es eine Regel des Kanals", " ; une règle du salon la refuse pour l’instant", "; ahora lo niega una regla del canal", "; şu anda kanalın bir kuralı bunu engelliyor",
	}
	WholeServer = phrase{
		". For all channels it is **Server Settings → Roles → briefbot → Permissions**",
		". Für alle Kanäle: **Servereinstellungen → Rollen → briefbot → Berechtigungen**",
		". Pour tous les salons : **Paramètres du serveur → Rôles → briefbot → Permissions**",
		". Para todos los canales: **Ajustes del servidor → Roles → briefbot → Permisos**",
		". Bütün kanallar için: **Sunucu Ayarları → Roller → briefbot → İzinler**",
	}
	TryAgain = phrase{"Then try this again.", "Danach bitte noch einmal.", "Puis réessayez.", "Luego inténtalo de nuevo.", "Sonra yeniden dene."}
	NoPlace  = phrase{
		"A digest goes to a text channel or a forum of this server: <#%s> is none.",
		"Ein Digest geht in einen Textkanal oder ein Forum dieses Servers: <#%s> ist keins davon.",
		"Un digest va dans un salon textuel ou un forum de ce serveur : <#%s> n’en est pas un.",
		"Un resumen va a un canal de texto o un foro de este servidor: <#%s> no lo es.",
		"Bülten bu sunucunun bir metin kanalına ya da forumuna gider: <#%s> öyle değil.",
	}
	NoForum = phrase{
		"<#%s> is no forum, and only posts of a forum have tags: leave the tag out.",
		"<#%s> ist kein Forum, und nur Beiträge eines Forums haben Tags: bitte ohne Tag.",
		"<#%s> n’est pas un forum, et seuls les posts d’un forum ont des tags : laissez le tag de côté.",
		"<#%s> no es un foro, y solo las publicaciones de un foro tienen etiquetas: quita la etiqueta.",
		"<#%s> forum değil; etiketler yalnızca forum gönderilerinde olur: etiketi bırak.",
	}
	NeedsTag = phrase{
		"<#%s> wants a tag on every post: choose one with the option **tag**. It has: %s.",
		"<#%s> verlangt einen Tag an jedem Beitrag: bitte mit der Option **tag** wählen. Es hat: %s.",
		"<#%s> veut un tag sur chaque post : choisissez-en un avec l’option **tag**. Il a : %s.",
		"<#%s> pide una etiqueta en cada publicación: elige una con la opción **etiqueta**. Tiene: %s.",
		"<#%s> her gönderide etiket istiyor: **etiket** seçeneğiyle seç. Olanlar: %s.",
	}
	NoTag = phrase{
		"<#%s> has no tag %s. It has: %s.", "<#%s> hat keinen Tag %s. Es hat: %s.", "<#%s> n’a pas de tag %s. Il a : %s.", "<#%s> no tiene la etiqueta %s. Tiene: %s.", "<#%s> forumunda %s etiketi yok. Olanlar: %s.",
	}
	NoRole = phrase{
		"That role is not there any more: choose another, or none.", "Diese Rolle gibt es nicht mehr: bitte eine andere wählen oder keine.", "Ce rôle n’existe plus : choisissez-en un autre, ou aucun.", "Ese rol ya no existe: elige otro, o ninguno.", "O rol artık yok: başka bir rol seç ya da hiç seçme.",
	}
	NoMention = phrase{
		"I may not mention <@&%s>. Allow it in **Server Settings → Roles →** that role **→ Allow anyone to @mention this role**, and run this again; or leave the role out.",
		"Ich darf <@&%s> nicht erwähnen. Erlaube es in **Servereinstellungen → Rollen →** diese Rolle **→ Jedem erlauben, diese Rolle zu erwähnen**, und versuche es noch einmal; oder lass die Rolle weg.",
		"Je ne peux pas mentionner <@&%s>. Autorisez-le dans **Paramètres du serveur → Rôles →** ce rôle **→ Permettre à tout le monde de mentionner ce rôle**, puis réessayez ; ou laissez le rôle de côté.",
		"No puedo mencionar a <@&%s>. Permítelo en **Ajustes del servidor → Roles →** ese rol **→ Permitir que cualquiera mencione este rol** e inténtalo de nuevo; o deja el rol fuera.",
		"<@&%s> rolünü etiketleyemiyorum. **Sunucu Ayarları → Roller →** o rol **→ Herkesin bu rolü etiketlemesine izin ver** ile izin ver ve yeniden dene; ya da rolü bırak.",
	}
)

// What a draft says.
var (
	Draft     = phrase{"A new digest", "Ein neuer Digest", "Un nouveau digest", "Un resumen nuevo", "Yeni bir bülten"}
	DraftHint = phrase{
		"Nothing is set up until you press **%s**.", "Nichts ist eingerichtet, bis du **%s** drückst.", "Rien n’est en place tant que vous n’appuyez pas sur **%s**.", "No se configura nada hasta que pulses **%s**.", "**%s** düğmesine basana dek hiçbir şey kurulmaz.",
	}
	DraftMayPost = phrase{
		"I may post there.", "Ich darf dort posten.", "Je peux y publier.", "Puedo publicar allí.", "Orada yayımlayabiliyorum.",
	}
	DraftNotYet = phrase{"Not yet:", "Noch nicht:", "Pas encore :", "Todavía no:", "Henüz değil:"}
	Subscribe   = phrase{"Subscribe", "Einrichten", "Mettre en place", "Configurar", "Kur"}
	DraftDone   = phrase{"Done:", "Eingerichtet:", "C’est fait :", "Hecho:", "Kuruldu:"}
	DraftFirst  = phrase{
		"The first one tells where things stand, the ones after it what is new.",
		"Der erste sagt, wie der Stand ist, die danach, was neu ist.",
		"Le premier dit où en sont les choses, les suivants ce qui est nouveau.",
		"El primero cuenta cómo están las cosas; los siguientes, lo nuevo.",
		"İlki durumu anlatır, sonrakiler yeni olanı.",
	}
	TopicsMenu      = phrase{"All topics …", "Alle Themen …", "Tous les sujets …", "Todos los temas …", "Bütün konular …"}
	QuietOff        = phrase{"Quiet days: say so", "Ohne Neues: sagen", "Rien de neuf : le dire", "Sin novedades: decirlo", "Yenilik yoksa: söyle"}
	QuietOn         = phrase{"Quiet days: silent", "Ohne Neues: schweigen", "Rien de neuf : se taire", "Sin novedades: callar", "Yenilik yoksa: sus"}
	ThreadOff       = phrase{"Thread: none", "Thread: keiner", "Fil : aucun", "Hilo: ninguno", "Alt başlık: yok"}
	ThreadMore      = phrase{"Thread: further messages", "Thread: weitere Nachrichten", "Fil : messages suivants", "Hilo: mensajes siguientes", "Alt başlık: sonraki mesajlar"}
	ThreadAll       = phrase{"Thread: everything", "Thread: alles", "Fil : tout", "Hilo: todo", "Alt başlık: hepsi"}
	TagIs           = phrase{"Tag: %s", "Tag: %s", "Tag : %s", "Etiqueta: %s", "Etiket: %s"}
	DraftOther      = phrase{"Other time, zone …", "Andere Zeit, Zone …", "Autre heure, fuseau …", "Otra hora, zona …", "Başka saat, dilim …"}
	DraftOtherTitle = phrase{"Time, zone, length", "Zeit, Zone, Länge", "Heure, fuseau, longueur", "Hora, zona, longitud", "Saat, dilim, uzunluk"}
	TimeLabel       = phrase{"Time of the day", "Uhrzeit", "Heure", "Hora", "Saat"}
	ZoneLabel       = phrase{"Time zone: a city or a country", "Zeitzone: Stadt oder Land, englisch", "Fuseau : ville ou pays, en anglais", "Zona: ciudad o país, en inglés", "Saat dilimi: kent ya da ülke, İngilizce"}
	LengthLabel     = phrase{"At most so many messages", "Höchstens so viele Nachrichten", "Nombre maximal de messages", "Máximo de mensajes", "En çok kaç mesaj"}
)
