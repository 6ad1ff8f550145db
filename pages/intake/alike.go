package intake

import (
	"errors"
	"net/url"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/pages/desk"
	"hukou/register"
	"hukou/workflow"
)

// likeness is whom the form brings into the register, as far as it is typed: a newborn,
// or whoever is entered for the first time.
type likeness struct {
	name string
	born models.Date
}

// sought is the person typed; nobody until name and birth date can be read, and in a
// business that enters nobody.
func (f *form) sought() likeness {
	asked := f.def.FactsOf()
	for _, of := range []struct{ name, born workflow.Field }{{workflow.FactChildName, workflow.FactChildBirthDate}, {workflow.FactWardName, workflow.FactWardBirth}} {
		if _, is := asked[of.name]; !is {
			continue
		}
		name, born := strings.TrimSpace(f.boxes[box(of.name)]), models.Date(desk.Date(strings.TrimSpace(f.boxes[box(of.born)])))
		if len([]rune(name)) >= 2 && born.Valid() {
			return likeness{name: models.MapInterpuncts(name), born: born}
		}
	}
	return likeness{}
}

// text is how the page says for whom it looked last.
func (l likeness) text() string { return strings.TrimSpace(string(l.born) + " " + l.name) }

// lookAlike finds persons of the register with the declared name and birth date, or a
// day beside it. It warns and decides nothing: twins and namesakes are not one person.
func (f *form) lookAlike(r *desk.Request) error {
	f.alike, f.looked = nil, true
	who := f.sought()
	if who.name == "" {
		return nil
	}
	out, err := r.Reg.Search(r.Request().Context(), r.Actor, register.SearchQuery{Q: who.name, Kind: register.SearchPeople, Purpose: purpose, CaseID: f.view.ID})
	var wrong *register.Invalid
	if errors.As(err, &wrong) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, h := range out.Items {
		near := h.BirthDate.Valid() && h.BirthDate >= who.born.AddDays(-1) && h.BirthDate <= who.born.AddDays(1)
		if near && gb.Fold(h.Name) == gb.Fold(who.name) && !f.chosen(h.ID) {
			f.alike = append(f.alike, h)
		}
	}
	return nil
}

// chosen tells whether a box of the form names the entry already.
func (f *form) chosen(person string) bool {
	return slices.ContainsFunc(f.def.Facts, func(rule workflow.FactRule) bool { return f.boxes[box(rule.Field)] == person })
}

// lookWhileTyped looks again where the person typed is another than the page looked for:
// each look is logged, so nobody is looked for twice.
func (f *form) lookWhileTyped(r *desk.Request, values url.Values) error {
	if !values.Has("alike.of") || values.Get("alike.of") == f.sought().text() {
		return nil
	}
	return f.lookAlike(r)
}

func (f *form) alikeIDs() string {
	var ids []string
	for _, h := range f.alike {
		ids = append(ids, h.ID)
	}
	return strings.Join(ids, " ")
}

// passes tells whether the officer has been shown everybody like the person typed.
func (f *form) passes(r *desk.Request, values url.Values) (bool, error) {
	if err := f.lookAlike(r); err != nil {
		return false, err
	}
	seen := strings.Fields(values.Get("alike.seen"))
	f.held = slices.ContainsFunc(f.alike, func(h register.Hit) bool { return !slices.Contains(seen, h.ID) })
	return !f.held, nil
}
