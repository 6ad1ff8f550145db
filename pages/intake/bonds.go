package intake

import (
	"net/url"
	"slices"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// bondRow is a member of the household and what they are to be to its head: a row of the
// box that holds relations, a line each as PERSON=CODE name（term）.
type bondRow struct {
	id, name string
	// now is what they are to the present head, code what they are to be; empty is not
	// said, or does not go along.
	now  workflow.Word
	code string
}

// fetchMembers reads the household of the person chosen, where the form asks for the
// relations in it.
func (f *form) fetchMembers(r *desk.Request, query register.PersonQuery) error {
	p := f.people[workflow.FactPerson]
	if _, asked := f.def.FactsOf()[workflow.FactRelations]; !asked || p == nil || p.HouseholdID == "" {
		return nil
	}
	h, err := r.Reg.Household(r.Request().Context(), r.Actor, p.HouseholdID, query)
	if err != nil && !desk.IsNotFound(err) {
		return err
	}
	f.home = h
	return nil
}

// bonds are the rows of a box that holds relations: the household's members in its order,
// those of a household joined that has no head, then whoever else stands in it already. None where the household is not known yet, and
// for every other box.
func (f *form) bonds(v *ui.View, field workflow.Field) []bondRow {
	if field != workflow.FactRelations && field != workflow.FactRemaining {
		return nil
	}
	stands := map[string]bondRow{}
	var order []string
	for line := range strings.SplitSeq(f.boxes[box(field)], "\n") {
		id, rest, ok := strings.Cut(strings.TrimSpace(line), "=")
		if !ok {
			continue
		}
		code, name, _ := strings.Cut(rest, " ")
		stands[id] = bondRow{id: id, name: name, code: code}
		order = append(order, id)
	}
	var rows []bondRow
	for _, h := range []*register.HouseholdView{f.home, f.headless(field)} {
		if h == nil {
			continue
		}
		for _, m := range h.Members {
			row := bondRow{id: m.ID, name: m.Name, now: m.RelationName, code: stands[m.ID].code}
			if row.name == "" {
				row.name = v.T("未成年成员（看户口簿）", "a member under 18 (see the book)")
			}
			rows = append(rows, row)
		}
	}
	for _, id := range order {
		if !slices.ContainsFunc(rows, func(r bondRow) bool { return r.id == id }) {
			rows = append(rows, stands[id])
		}
	}
	return rows
}

// headless is the family household to join while nobody heads it: those who stand there are
// declared too.
func (f *form) headless(field workflow.Field) *register.HouseholdView {
	h := f.house
	if field != workflow.FactRelations || h == nil || h.Kind != models.FamilyHousehold || h.HeadID != "" || h.Status != register.HouseholdOpen || f.home != nil && f.home.ID == h.ID {
		return nil
	}
	return h
}

// readBonds puts the rows that were sent back into one box; ok is false where the form
// had no rows for it.
func readBonds(values url.Values, field workflow.Field) (text string, ok bool) {
	name := box(field)
	if !values.Has(name + ".row") {
		return "", false
	}
	lines := strings.FieldsFunc(values.Get(name+".more"), func(r rune) bool { return r == '\n' || r == '\r' })
	for _, row := range values[name+".row"] {
		id, who, _ := strings.Cut(row, " ")
		code := values.Get(name + "." + id)
		if code == "" {
			continue
		}
		who, _, _ = strings.Cut(who, "（")
		term, _ := gb.Relation(code).Term()
		lines = append(lines, id+"="+code+" "+who+"（"+term.Zh+"）")
	}
	return strings.Join(lines, "\n"), true
}

// often are the relations most asked for, which a list names first.
func often() []gb.Relation {
	return []gb.Relation{gb.RelationHead, gb.RelationSpouse, gb.RelationHusband, gb.RelationWife, gb.RelationSon, gb.RelationDaughter, "40", gb.RelationFather, gb.RelationMother, gb.RelationNotRelated}
}

// unseen tells whether the members of the household do not show here, since it is another
// station's: whoever else goes along is written as the household book has them.
func (f *form) unseen(field workflow.Field) bool {
	return f.home == nil && field == workflow.FactRelations
}

// bondName is a member's name without the relation that a kept line carries.
func bondName(m bondRow) string {
	name, _, _ := strings.Cut(m.name, "（")
	return name
}

// bondTitle is what the rows are called on the page, where nobody writes codes.
func bondTitle(v *ui.View, field workflow.Field) string {
	if field == workflow.FactRemaining {
		return v.T("留在原户的成员与新户主的关系", "Those who stay, and their relation to a new head")
	}
	return v.T("成员与户主的关系", "Members and their relation to the head")
}
