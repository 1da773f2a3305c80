package corpus

// A nameID numbers the names and roles of people that articles write. That of ""
// is 0.
type nameID uint32

// A nameTable numbers names and roles, of which most stand in many articles. It
// belongs to whoever takes in changes: one goroutine at a time.
type nameTable struct {
	texts []string
	ids   map[string]nameID
}

func newNameTable() *nameTable {
	t := &nameTable{ids: map[string]nameID{}}
	t.id("")
	return t
}

// id is the number of a name, given to it now if it has none.
func (t *nameTable) id(name string) nameID {
	id, ok := t.ids[name]
	if !ok {
		id = nameID(len(t.texts))
		t.texts = append(t.texts, name)
		t.ids[name] = id
	}
	return id
}

// named is what one document says of people.
type named struct {
	id       ID
	people   []namedPerson
	speakers []nameID // of each quotation
}

// A namedPerson is what is held in memory of a Person.
type namedPerson struct {
	name      nameID
	mentioned bool
	roles     []nameID
}

// name is what is held in memory of the people of a document.
func (t *nameTable) name(d *Document) named {
	n := named{id: d.Article.ID, people: make([]namedPerson, len(d.People)), speakers: make([]nameID, len(d.Quotations))}
	for i, p := range d.People {
		n.people[i] = namedPerson{t.id(p.Name), len(p.Mentions) > 0, make([]nameID, len(p.Roles))}
		for j, role := range p.Roles {
			n.people[i].roles[j] = t.id(role)
		}
	}
	for i, q := range d.Quotations {
		n.speakers[i] = t.id(q.Speaker)
	}
	return n
}
