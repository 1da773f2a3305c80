package clean

import "strings"

// A mark is what a rule says of a line.
type mark struct {
	class Class
	why   string
}

// Reasons that other rules ask about.
const (
	whyLink       = "link to another story"
	whyHeading    = "heading of related stories"
	whyVideo      = "video of the page"
	whyNewsletter = "newsletter"
	whyFollow     = "follow us"
	whyGlued      = "label and link run together"
	whyAddress    = "an address alone"
	whyBy         = "begins with \"by\" and names"
	whyAuthor     = "names its author"
	whyBeside     = "name beside the date"
	whySignature  = "names before the first paragraph"
	whyDesk       = "signed by a desk"
	whyReporters  = "names its reporters"
	whyUpdate     = "says that it was updated"
	whyDate       = "a date alone"
	whyHour       = "a time alone"
	whySigned     = "signs the paragraph above"
	whyReach      = "says where to reach its author"
	whyPlace      = "place or agency before a dash"
	whyLead       = "opens the paragraph with place, day or agency"
)

// inline are the reasons for lines that pages put between an article's
// paragraphs, so that what comes after them may be the article still.
var inline = map[string]bool{whyLink: true, whyVideo: true, whyNewsletter: true, whyGlued: true, whyUpdate: true, whyReporters: true, whyReach: true, whySigned: true, whyHour: true, "affiliate notice": true, "advertisement": true, "page control": true, "no word": true}

// exact are whole lines that are page and not article, compared by key: lower
// case, straight apostrophes, single spaces, nothing but letters and digits at
// either end.
var exact = phrases([]phrase{
	{Share, "share button", `share|share this|share this article|share this story|share this post|share this page|share article|share story
		|share on facebook|share on twitter|share on x|share on whatsapp|share on linkedin|share via email|share by email|copy link|link copied|copy link to clipboard
		|email this article|print this article|print this page|save article|save this article|gift this article|tell a friend|spread the word|tweet this
		|teilen|artikel teilen|drucken|merken|partager|compartir`},
	{Share, "audio player", `listen|listen now|listen to this article|listen to article|listen to the article|listen to story|audio player|play audio|listen to this story
		|your browser does not support the audio element|your browser does not support the video tag|your browser does not support html5 video|artikel anhören`},
	{Navigation, "advertisement", `advertisement|advertisements|advertising|ad|ads|sponsored|sponsored content|promoted|promoted content|paid content|anzeige|werbung|publicité
		|story continues below advertisement|story continues below|article continues below|article continues below advertisement|article continues after advertisement|advertisement - story continues below
		|continue reading the main story|scroll to continue|ad feedback|video ad feedback|report this ad|skip advertisement|remove ads|advertisement - scroll to continue`},
	{Navigation, "page control", `menu|search|skip to content|skip to main content|skip to navigation|back to top|top|close|open|home|homepage|log in|login|sign in|sign up|register|subscribe|subscribe now|my account
		|loading|loading...|please wait|next|previous|prev|next article|previous article|next post|previous post|next page|show more|load more|see more|view more|view all|see all|show all|expand|read full story|full story
		|view comments|show comments|hide comments|comments are closed|comments|comment|no comments|0 comments|leave a reply|leave a comment|post a comment|post comment|add a comment|join the conversation|write a comment|cancel reply|log in to comment|reply
		|terms of use|terms of service|terms and conditions|privacy policy|cookie policy|privacy notice|contact us|contact|about us|about|help|faq|site map|sitemap|rss|imprint|impressum|datenschutz|careers|advertise with us|accessibility
		|view in gallery|view gallery|open in gallery|image gallery|photo gallery|gallery|slideshow|next up|up next|now playing|watch live|live tv|watch now|replay|more videos|replay more videos|just watched|must watch|watch video|play video|close dialog|enable javascript
		|download our app|download the app|get the app|available on google play|app store|google play|download on the app store|get it on google play|enter your email|email address|your email address|submit|accept|accept all|accept all cookies|reject all|manage cookies|cookie settings|manage preferences|i agree|got it
		|toggle navigation|toggle menu|open menu|close menu|hide caption|toggle caption|enlarge this image|enlarge image|view full size|click to enlarge|zum seitenanfang|mehr anzeigen|kommentare|startseite`},
	{Related, whyHeading, `related|related topics|related topic|related articles|related article|related stories|related story|related news|related posts|related post|related content|related links|related items|related coverage|related reading|related video|related videos
		|read more|read also|read next|also read|see also|more on this story|more on this topic|more on this|more stories|more news|more from us|more like this|more to read|more headlines|more coverage|further reading|recommended|recommended for you|recommended stories|recommended reading|recommended articles|you may also like|you might also like|you may like|you might be interested in
		|most read|most popular|most viewed|most shared|most watched|most commented|trending|trending now|trending stories|trending topics|popular|popular posts|popular stories|popular now|top stories|top news|latest|latest news|latest stories|latest posts|latest articles|latest headlines|recent posts|recent stories|recent articles|recent news|recent comments
		|editor's pick|editor's picks|editors' picks|editor's choice|editors' choice|don't miss|do not miss|what to read next|what others are reading|others also read|keep reading|continue reading|also in the news|in other news|elsewhere on the web|from around the web|from the web|around the web|sponsored stories|you may have missed
		|categories|category|tags|tag|tagged|topics|topic|topics in this article|topics in this story|filed under|keywords|archives|archive|in this section|more in this section|section|sections|explore more|explore topics|discover more|mehr zum thema|lesen sie auch|das könnte sie auch interessieren|meistgelesen|verwandte artikel|themen|schlagwörter|auch interessant`},
	{Share, whyFollow, `follow us|follow us on|follow us on twitter|follow us on facebook|follow us on x|follow us on instagram|follow us on google news|follow|connect with us|stay connected|like us on facebook|join us on telegram|folgen sie uns
		|on telegram|on twitter|on facebook|on instagram|on youtube|on whatsapp|follow us on telegram|follow us on youtube|follow us on whatsapp|follow us on linkedin`},
	{Navigation, whyNewsletter, `newsletter|newsletters|newsletter sign-up|newsletter signup|email newsletter|daily newsletter|get our newsletter|subscribe to our newsletter|sign up for our newsletter|join our newsletter|get breaking news alerts|thank you for subscribing|thanks for subscribing|thanks for signing up`},
})

// openings are beginnings of lines that are page. A line is meant only if it is
// short (at most max words) and, where there are any, holds one of the needles:
// an article, too, may begin a sentence with "Follow".
var openings = []opening{
	{Share, "share button", 14, []string{"share this ", "share on ", "share via ", "share to ", "click to share", "email this ", "print this "}, nil},
	{Share, "audio player", 20, []string{"getting your ", "listen to ", "audio: ", "this audio ", "hear this "}, []string{"audio", "listen to this", "this article", "this story", "podcast"}},
	{Share, whyFollow, 40, []string{"follow ", "like ", "join ", "connect with ", "find ", "you can follow ", "you can also follow", "stay up to date", "stay updated", "stay connected"}, []string{" us on ", " twitter", " facebook", " instagram", " telegram", " whatsapp", " google news", " youtube", " linkedin", " mastodon", " bluesky", " tiktok", "@"}},
	{Share, whyFollow, 14, []string{"on twitter:", "on facebook:", "on instagram:", "on telegram:", "on x:", "email:", "twitter:", "facebook:", "instagram:", "tweets by", "reach him at", "reach her at", "reach them at", "reach the reporter"}, nil},
	{Navigation, whyNewsletter, 60, []string{"sign up ", "subscribe ", "get ", "receive ", "register ", "join ", "want ", "for more ", "enter your ", "start your ", "this is ", "already a subscriber", "not a subscriber", "if you ", "enjoy", "to receive ", "stay informed", "never miss ", "don't miss ", "looking for ", "here's how to sign up", "click here ", "tap here ", "the best of ", "our "}, []string{"newsletter", "your inbox", "to your email", "email alerts", "breaking news alerts", "push notifications", "sign up here", "subscribe here", "sign up for free", "sign up now", "subscribe now", "subscribe today", "digital subscriber", "digital subscription", "our app", "our podcast", "our weekly", "our daily", "your email address", "you get your podcasts"}},
	{Navigation, whyNewsletter, 30, []string{"thank you for subscribing", "thanks for subscribing", "thank you for signing", "thanks for reading", "support our journalism", "support independent journalism", "become a member", "become a subscriber", "donate to ", "you have been successfully added", "this newsletter was", "by signing up"}, nil},
	{Navigation, "cookie notice", 120, []string{"we use cookies", "we and our partners", "this site uses cookies", "this website uses cookies", "our website uses cookies", "our site uses cookies", "by continuing to use", "by continuing to browse", "by clicking accept", "by clicking \"accept", "we value your privacy", "we care about your privacy", "your privacy choices", "cookies help us", "wir verwenden cookies", "diese website verwendet cookies"}, nil},
	{Navigation, "cookie notice", 40, []string{"by using ", "by subscribing", "by signing up", "by submitting", "by registering", "by entering your"}, []string{"privacy", "terms"}},
	{Related, whyLink, 40, []string{"read more:", "read more about ", "read also:", "also read:", "also read |", "read next:", "read:", "see also:", "also see:", "related:", "related article", "related story", "related stories:", "related coverage:", "more on this:", "more:", "read the full ", "read the whole story", "read more from", "watch:", "watch live:", "for more, click here", "watch |", "watch more", "in pictures:", "in photos:", "photos:", "video:", "listen:", "analysis:", "explainer:", "opinion:", "live updates:", "don't miss:", "recommended:", "must read:", "click here to read", "click here for more", "click to read", "click for more", "for more on this", "for more news", "lesen sie auch", "lesen sie mehr", "mehr zum thema", "mehr dazu:", "siehe auch:"}, nil},
	{Navigation, "affiliate notice", 80, []string{"recommendations are independently chosen by", "purchases you make through our links", "prices were accurate at the time", "the product experts at ", "we occasionally recommend ", "if you make a purchase by clicking", "when you buy through "}, nil},
	{Navigation, whyNewsletter, 30, []string{"just for subscribers", "subscribers, go deeper"}, nil},
	{Navigation, "page control", 14, []string{"check your local forecast"}, nil},
	{Navigation, whyNewsletter, 60, []string{"a version of this ", "this story is part of ", "this article is part of ", "this is an excerpt from ", "this story originally ran in ", "this article originally ran in "}, []string{"newsletter"}},
	{Related, whyHeading, 6, []string{"more from ", "more in ", "latest in ", "latest from ", "trending in ", "top stories in ", "most read in ", "popular in ", "mehr aus "}, nil},
	{Related, "topics", 30, []string{"tags:", "tagged:", "tagged with", "filed under", "topics:", "categories:", "category:", "posted in ", "keywords:", "related topics:", "themen:", "schlagwörter:"}, nil},
	{Navigation, "comments", 30, []string{"your email address will not be published", "required fields are marked", "save my name", "log in to leave", "log in to comment", "you must be logged in", "please log in", "comments are ", "be the first to comment", "notify me of ", "have your say", "what do you think? ", "let us know in the comments", "tell us what you think", "leave your comment"}, nil},
	{Navigation, "page control", 25, []string{"your browser ", "please enable javascript", "enable javascript", "javascript is ", "this content is not available", "this content requires", "this video is ", "this video can not", "an error occurred", "sorry, ", "you are using an outdated", "to view this content", "view this post on", "a post shared by", "if you're having trouble", "need to refresh your", "loading ", "open extended reactions"}, []string{"browser", "javascript", "cookies", "video", "try again", "content", "instagram", "shared by", "loading ", "reactions", "page"}},
	{Navigation, whyVideo, 30, []string{"just watched", "video ad feedback", "ad feedback", "now playing", "watch this video", "watch the video", "watch the full", "must watch", "replay more videos", "close dialog"}, nil},
	{Navigation, whyVideo, 90, []string{"just watched ", "must watch "}, []string{"replay more videos", "must watch "}},
	{Caption, "gallery of pictures", 5000, []string{"photos: ", "hide caption "}, []string{" photos: ", "/getty images", "getty images "}},
	{Navigation, whyUpdate, 60, []string{"editor's note: this page recaps", "this page recaps", "this story is developing", "this is a developing story", "follow here for ", "check back here for "}, nil},
	{Navigation, "advertisement", 12, []string{"advertisement ", "sponsored by", "presented by", "story continues below", "article continues below", "article continues after", "paid for by"}, nil},
	{Navigation, "address notice", 30, []string{"download the ", "download our "}, []string{" app", "android", "ios", "play store"}},
}

// inside are words anywhere in a short line that no article says of itself.
var inside = []opening{
	{Navigation, "address notice", 30, []string{"can also be accessed at", "alternate addresses", "alternative addresses", "mirror sites", "mirror site:"}, nil},
	{Share, "audio player", 25, []string{"audio player ready", "trinity audio", "audio is auto-generated", "audio is generated", "ai-generated voice", "audio version of this article", "listen to this article"}, nil},
	{Navigation, whyNewsletter, 60, []string{"sign up for our", "sign up to our", "subscribe to our", "sign up here", "subscribe to the newsletter", "delivered to your inbox", "straight to your inbox", "in your inbox every", "sign up for the newsletter", "melden sie sich für unseren newsletter"}, nil},
	{Navigation, "cookie notice", 80, []string{"we use cookies", "uses cookies to", "accept our use of cookies", "consent to our use of cookies", "cookie policy and", "privacy policy and terms of"}, nil},
	{Navigation, "affiliate notice", 80, []string{"we may earn an affiliate", "we may earn a commission", "may earn us a commission", "purchases you make through our links"}, nil},
	{Navigation, "comments", 25, []string{"leave a comment below", "in the comments below", "join the conversation below", "comments section below"}, nil},
}

// social are the words that rows of share buttons are made of; a line of these
// alone with one of the first is such a row.
var (
	socialStrong = words(`share tweet facebook twitter whatsapp linkedin telegram reddit pinterest flipboard messenger instapaper tumblr vkontakte mastodon bluesky threads`)
	socialWeak   = words(`x email e-mail mail print copy link url pocket sms pin save bookmark gift post send comment comments this article story page on via to by with your friends friend and or more click here opens in a new window tab icon logo button instagram youtube tiktok rss follow us line viber wechat flip 0 1 2 3`)
)

// desks end the name of an editorial department that signs for an outlet.
var desks = words(`desk newsdesk staff bureau correspondent correspondents reporter reporters newsroom agencies redaktion`)

// sections are words that stand before "Desk" without naming the outlet.
var sections = words(`news online web digital international foreign national world city sports sport business politics political metro local staff special senior our own from the central night breaking features entertainment economic economy`)

// agencies are the words that credit a picture or open a dateline, and the name
// under which each publisher is known.
var agencies = []struct{ word, name string }{
	{"AP", "The Associated Press"}, {"AP Photo", "The Associated Press"}, {"Associated Press", "The Associated Press"}, {"The Associated Press", "The Associated Press"},
	{"Reuters", "Reuters"}, {"REUTERS", "Reuters"}, {"AFP", "Agence France-Presse"}, {"dpa", "dpa"}, {"DPA", "dpa"}, {"UPI", "UPI"}, {"IRNA", "IRNA"}, {"Xinhua", "Xinhua"}, {"TASS", "TASS"},
	{"Anadolu", "Anadolu"}, {"AA", "Anadolu"}, {"Bloomberg", "Bloomberg"}, {"CNN", "CNN"}, {"EFE", "EFE"}, {"ANI", "ANI"}, {"PTI", "PTI"}, {"IANS", "IANS"}, {"Kyodo", "Kyodo"}, {"Yonhap", "Yonhap"}, {"BNO News", "BNO News"},
}

type phrase struct {
	class Class
	why   string
	lines string // separated by |
}

func phrases(table []phrase) map[string]mark {
	m := map[string]mark{}
	for _, p := range table {
		for line := range strings.SplitSeq(p.lines, "|") {
			line = key(line)
			if _, ok := m[line]; !ok && line != "" {
				m[line] = mark{p.class, p.why}
			}
		}
	}
	return m
}

type opening struct {
	class   Class
	why     string
	max     int // words
	begin   []string
	needles []string // nil: none needed
}

func (o *opening) fits(v *view, at func(s, part string) bool) bool {
	if v.words > o.max || !containsAny(v.key, o.begin, at) {
		return false
	}
	return o.needles == nil || containsAny(v.key, o.needles, strings.Contains)
}

func containsAny(s string, parts []string, at func(s, part string) bool) bool {
	for _, p := range parts {
		if at(s, p) {
			return true
		}
	}
	return false
}

func words(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}
