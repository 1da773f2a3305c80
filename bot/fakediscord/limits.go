package fakediscord

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
)

// Discord's limits. Text is counted in UTF-16 units, the strictest reading.
const (
	maxContent    = 2000
	maxNonce      = 25
	maxEmbeds     = 10
	maxEmbedText  = 6000
	maxRows       = 5
	maxInRow      = 5
	maxComponents = 40
	maxCustomID   = 100
	maxOptions    = 25
	maxChoices    = 25
	maxCommand    = 8000
	maxFiles      = 10
	maxFile       = 10 << 20 // bytes that anybody may attach
	maxFileSum    = 25 << 20 // of a request
	maxAlt        = 1024
)

func length(s string) int { return len(utf16.Encode([]rune(s))) }

// checkMessage adds what Discord refuses about a message.
func checkMessage(p *problems, m *messageBody) {
	v2 := m.Flags.Value&FlagComponentsV2 != 0
	p.between("content", length(m.Content.Value), 0, maxContent)
	p.between("nonce", length(string(m.Nonce.Value)), 0, maxNonce)
	if m.EnforceNonce.Value && m.Nonce.Value == "" {
		p.add("nonce", "must be there if enforce_nonce is")
	}
	if v2 && (m.Content.Value != "" || len(m.Embeds.Value) > 0) {
		p.add("flags", "a message of components has neither content nor embeds")
	}
	checkEmbeds(p, m.Embeds.Value)
	checkComponents(p, m.Components.Value, v2)
	checkFiles(p, m)
}

func checkFiles(p *problems, m *messageBody) {
	var described []struct {
		Description string `json:"description"`
	}
	json.Unmarshal(m.Attachments.Value, &described)
	p.between("attachments", max(len(described), len(m.files)), 0, maxFiles)
	for i, d := range described {
		p.between(fmt.Sprintf("attachments.%d.description", i), length(d.Description), 0, maxAlt)
	}
	sum := 0
	for i, f := range m.files {
		sum += len(f.Data)
		p.between(fmt.Sprintf("files.%d", i), len(f.Data), 1, maxFile)
	}
	p.between("files", sum, 0, maxFileSum)
}

func checkEmbeds(p *problems, embeds []Embed) {
	p.between("embeds", len(embeds), 0, maxEmbeds)
	sum := 0
	text := func(path, s string, low, high int) {
		n := length(strings.TrimSpace(s))
		sum += n
		p.between(path, n, low, high)
	}
	for i, e := range embeds {
		at := func(key string) string { return fmt.Sprintf("embeds.%d.%s", i, key) }
		text(at("title"), e.Title, 0, 256)
		text(at("description"), e.Description, 0, 4096)
		p.between(at("url"), len(e.URL), 0, 2048)
		p.between(at("fields"), len(e.Fields), 0, 25)
		for j, f := range e.Fields {
			text(at(fmt.Sprintf("fields.%d.name", j)), f.Name, 1, 256)
			text(at(fmt.Sprintf("fields.%d.value", j)), f.Value, 1, 1024)
		}
		if e.Footer != nil {
			text(at("footer.text"), e.Footer.Text, 1, 2048)
		}
		if e.Author != nil {
			text(at("author.name"), e.Author.Name, 1, 256)
		}
		if e.Title == "" && e.Description == "" && len(e.Fields) == 0 && e.Footer == nil && e.Author == nil && e.Image == nil && e.Thumbnail == nil {
			p.add(fmt.Sprintf("embeds.%d", i), "is empty")
		}
	}
	p.between("embeds", sum, 0, maxEmbedText)
}

func checkComponents(p *problems, components []Component, v2 bool) {
	if !v2 {
		p.between("components", len(components), 0, maxRows)
	}
	total := 0
	ids := make(map[string]bool)
	var walk func(path string, c *Component)
	walk = func(path string, c *Component) {
		total++
		if c.CustomID != "" {
			p.between(path+".custom_id", length(c.CustomID), 1, maxCustomID)
			if ids[c.CustomID] {
				p.add(path+".custom_id", "is there twice: %q", c.CustomID)
			}
			ids[c.CustomID] = true
		}
		switch c.Type {
		case ActionRow:
			p.between(path+".components", len(c.Components), 1, maxInRow)
			for _, in := range c.Components {
				if in.Type != Button && len(c.Components) > 1 {
					p.add(path+".components", "a select stands alone in its row")
				}
			}
		case Button:
			checkButton(p, path, c)
		case StringSelect:
			checkSelect(p, path, c)
		case TextInput:
			p.between(path+".label", length(c.Label), 1, 45)
			p.between(path+".placeholder", length(c.Placeholder), 0, 100)
			p.between(path+".value", length(c.Value), 0, 4000)
			p.between(path+".min_length", c.MinLength, 0, 4000)
			p.between(path+".max_length", c.MaxLength, 0, 4000)
		}
		for i := range c.Components {
			walk(fmt.Sprintf("%s.components.%d", path, i), &c.Components[i])
		}
		if c.Accessory != nil {
			walk(path+".accessory", c.Accessory)
		}
	}
	for i := range components {
		if !v2 && components[i].Type != ActionRow {
			p.add(fmt.Sprintf("components.%d.type", i), "must be an action row")
		}
		walk(fmt.Sprintf("components.%d", i), &components[i])
	}
	p.between("components", total, 0, maxComponents)
}

func checkButton(p *problems, path string, c *Component) {
	const link = 5
	p.between(path+".label", length(c.Label), 0, 80)
	p.between(path+".url", len(c.URL), 0, 512)
	switch {
	case c.Style == link && (c.URL == "" || c.CustomID != ""):
		p.add(path, "a link button has an address and no custom_id")
	case c.Style != link && (c.URL != "" || c.CustomID == ""):
		p.add(path, "a button has a custom_id and no address")
	}
	if c.Label == "" && c.Emoji == nil {
		p.add(path, "a button has a label or an emoji")
	}
}

func checkSelect(p *problems, path string, c *Component) {
	p.between(path+".options", len(c.Options), 1, maxOptions)
	p.between(path+".placeholder", length(c.Placeholder), 0, 150)
	if c.CustomID == "" {
		p.add(path+".custom_id", "must be there")
	}
	p.between(path+".max_values", c.MaxValues, 0, len(c.Options))
	values := make(map[string]bool)
	for i, o := range c.Options {
		at := fmt.Sprintf("%s.options.%d", path, i)
		p.between(at+".label", length(o.Label), 1, 100)
		p.between(at+".value", length(o.Value), 1, 100)
		p.between(at+".description", length(o.Description), 0, 100)
		if values[o.Value] {
			p.add(at+".value", "is there twice: %q", o.Value)
		}
		values[o.Value] = true
	}
}

// checkChoices adds what Discord refuses about the choices of an option.
func checkChoices(p *problems, path string, choices []Choice) {
	p.between(path, len(choices), 0, maxChoices)
	for i, c := range choices {
		at := fmt.Sprintf("%s.%d", path, i)
		p.between(at+".name", length(c.Name), 1, 100)
		for locale, name := range c.NameLocalizations {
			p.between(at+".name_localizations."+locale, length(name), 1, 100)
		}
		if v, ok := c.Value.(string); ok {
			p.between(at+".value", length(v), 0, 100)
		}
	}
}

var commandName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// checkCommands adds what Discord refuses about a set of commands.
func checkCommands(p *problems, commands []Command) {
	count := make(map[int]int)
	names := make(map[string]bool)
	for i := range commands {
		c := &commands[i]
		at := fmt.Sprint(i)
		kind := max(c.Type, 1)
		count[kind]++
		key := fmt.Sprint(kind, c.Name)
		if names[key] {
			p.add(at+".name", "is there twice: %q", c.Name)
		}
		names[key] = true
		if kind == 1 {
			checkName(p, at, c.Name, c.Description, c.NameLocalizations, c.DescriptionLocalizations)
		} else {
			p.between(at+".name", length(c.Name), 1, 32)
			p.between(at+".description", length(c.Description), 0, 0)
		}
		sum := weigh(c.Name, c.Description, c.NameLocalizations, c.DescriptionLocalizations) + checkOptions(p, at, c.Options, 0)
		p.between(at, sum, 0, maxCommand)
	}
	p.between("commands", count[1], 0, 100)
	p.between("user commands", count[2], 0, 15)
	p.between("message commands", count[3], 0, 15)
}

// checkOptions returns how many characters the options have in sum.
func checkOptions(p *problems, path string, options []CommandOption, depth int) (sum int) {
	p.between(path+".options", len(options), 0, maxOptions)
	optional := false
	names := make(map[string]bool)
	for i := range options {
		o := &options[i]
		at := fmt.Sprintf("%s.options.%d", path, i)
		checkName(p, at, o.Name, o.Description, o.NameLocalizations, o.DescriptionLocalizations)
		if names[o.Name] {
			p.add(at+".name", "is there twice: %q", o.Name)
		}
		names[o.Name] = true
		if o.Required && optional {
			p.add(at+".required", "required options stand before optional ones")
		}
		optional = optional || !o.Required
		if o.Autocomplete && len(o.Choices) > 0 {
			p.add(at+".choices", "an option has choices or autocomplete")
		}
		if o.MinLength != nil {
			p.between(at+".min_length", *o.MinLength, 0, 6000)
		}
		if o.MaxLength != nil {
			p.between(at+".max_length", *o.MaxLength, 1, 6000)
		}
		checkChoices(p, at+".choices", o.Choices)
		if depth > 2 {
			p.add(at, "is nested too deep")
		}
		sum += weigh(o.Name, o.Description, o.NameLocalizations, o.DescriptionLocalizations)
		for _, c := range o.Choices {
			sum += weigh(c.Name, "", c.NameLocalizations, nil) + length(fmt.Sprint(c.Value))
		}
		sum += checkOptions(p, at, o.Options, depth+1)
	}
	return sum
}

func checkName(p *problems, at, name, description string, names, descriptions map[string]string) {
	one := func(path, name string) {
		if !commandName.MatchString(name) || strings.ContainsFunc(name, unicode.IsUpper) {
			p.add(path, "%q is no name of a command", name)
		}
	}
	one(at+".name", name)
	for locale, n := range names {
		one(at+".name_localizations."+locale, n)
	}
	p.between(at+".description", length(description), 1, 100)
	for locale, d := range descriptions {
		p.between(at+".description_localizations."+locale, length(d), 1, 100)
	}
}

// weigh is the length of a name and a description, the longest language counting.
func weigh(name, description string, names, descriptions map[string]string) int {
	longest := func(s string, others map[string]string) int {
		n := length(s)
		for _, o := range others {
			n = max(n, length(o))
		}
		return n
	}
	return longest(name, names) + longest(description, descriptions)
}
