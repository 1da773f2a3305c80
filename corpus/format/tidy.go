package format

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tidy mends a page before its main content is looked for, while its attributes
// still say what is what: what stands beside the article goes, so does an invitation
// to subscribe, captions become captions, and a heading that was never closed ends
// where the text begins.
func tidy(doc *html.Node) {
	var gone, captions, headings []*html.Node
	for n := range doc.Descendants() {
		switch {
		case n.Type != html.ElementNode:
		case besides[strings.ToLower(attribute(n, "role"))], invites(n):
			gone = append(gone, n)
		case isCaption(n):
			captions = append(captions, n)
		case headingTags[n.DataAtom] && find(n, atom.P) != nil:
			headings = append(headings, n)
		}
	}
	for _, n := range captions {
		n.Data, n.DataAtom = "figcaption", atom.Figcaption
	}
	for _, n := range headings {
		closeHeading(n)
	}
	for _, n := range gone {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
}

// besides are the roles of what is no part of the article (WAI-ARIA 1.2).
var besides = map[string]bool{"complementary": true, "navigation": true, "search": true, "dialog": true, "alertdialog": true, "menu": true, "menubar": true}

var headingTags = map[atom.Atom]bool{atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true}

// longestInvitation is the number of bytes above which what is marked as a paywall is
// taken for the text behind it, which pages mark alike.
const longestInvitation = 800

// longestOpening is the number of bytes at the beginning of an invitation in which it
// must invite.
const longestOpening = 120

// invitations are what a paywall says instead of the text.
var invitations = []string{"to continue reading", "continue reading", "already a subscriber", "subscribe", "log in to read", "sign in to read", "abonnieren"}

// invites reports whether an element is what stands at the place of the text for those
// who do not pay: it is marked so, short, and begins with an invitation.
func invites(n *html.Node) bool {
	marked := false
	for class := range strings.FieldsSeq(strings.ToLower(attribute(n, "class") + " " + attribute(n, "id"))) {
		marked = marked || strings.Contains(class, "paywall") || strings.Contains(class, "regwall")
	}
	if !marked {
		return false
	}
	text := strings.ToLower(beginning(n, longestInvitation))
	if len(text) > longestInvitation {
		return false
	}
	text = text[:min(len(text), longestOpening)]
	for _, words := range invitations {
		if strings.Contains(text, words) {
			return true
		}
	}
	return false
}

// longestCaption is the number of bytes above which nothing is a caption.
const longestCaption = 600

// isCaption reports whether an element is marked as what stands below a picture, and is
// not the frame around both.
func isCaption(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.P && n.DataAtom != atom.Span {
		return false
	}
	marked := false
	for class := range strings.FieldsSeq(strings.ToLower(attribute(n, "class"))) {
		class = strings.TrimSuffix(strings.TrimSuffix(class, "-text"), "__text")
		rest, ok := strings.CutSuffix(class, "caption")
		marked = marked || ok && (rest == "" || strings.HasSuffix(rest, "-") || strings.HasSuffix(rest, "_"))
	}
	return marked && find(n, atom.Img) == nil && find(n, atom.Figcaption) == nil && len(beginning(n, longestCaption)) <= longestCaption
}

// closeHeading ends a heading before the first block in it: what follows stands behind
// it.
func closeHeading(h *html.Node) {
	first := h.FirstChild
	for first != nil && !blocks[tag(first)] {
		first = first.NextSibling
	}
	if h.Parent == nil {
		return
	}
	before := h.NextSibling
	for first != nil {
		next := first.NextSibling
		h.RemoveChild(first)
		h.Parent.InsertBefore(first, before)
		first = next
	}
}
