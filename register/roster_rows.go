package register

import (
	"cmp"
	"fmt"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// rowMarks are what tells the child of a roster's row from another's: the key of the intake
// or citizen number, and name, sex and day of birth together, since twins have two names.
func (a *act) rowMarks() (number, child string) {
	if s, ok := a.derivedChild(); ok {
		number = string(s.Key)
	}
	name, sex, born := a.fact(workflow.FactWardName), a.fact(workflow.FactWardSex), a.fact(workflow.FactWardBirth)
	if name != "" && sex != "" && born != "" {
		child = gb.Fold(name) + "|" + sex + "|" + born
	}
	return number, child
}

// sameChild names the item by which two rows list one child: a citizen or intake number, else
// the name, which stands for sex and day of birth with it; empty where they list two.
func (a *act) sameChild(other *act) workflow.Field {
	number, child := a.rowMarks()
	n, c := other.rowMarks()
	switch {
	case number != "" && number == n:
		return a.numberItem()
	case child != "" && child == c:
		return workflow.FactWardName
	}
	return ""
}

// numberItem is the item that the number among the row's marks is made of.
func (a *act) numberItem() workflow.Field {
	switch {
	case a.fact(workflow.FactWardNumber) != "":
		return workflow.FactWardNumber
	case a.fact(workflow.FactIntakeNo) != "":
		return workflow.FactIntakeNo
	}
	return workflow.FactWardName
}

// openRows are the open lines of a roster with what each declares, in their order.
func (a *act) openRows(batch string) ([]*act, error) {
	lines, err := store.Many[models.Case](a.tx, "number", "parent_id = ? and parent_id <> '' and closed_at is null", batch)
	if err != nil {
		return nil, err
	}
	forms, err := store.Many[models.CaseForm](a.tx, "case_id", "case_id in (select id from cases where parent_id = ? and parent_id <> '' and closed_at is null)", batch)
	if err != nil {
		return nil, err
	}
	its := map[string]models.CaseForm{}
	for _, f := range forms {
		its[f.CaseID] = f
	}
	var out []*act
	for _, c := range lines {
		def, ok := a.r.book.Get(workflow.Business(c.Business), c.Edition)
		if !ok {
			continue
		}
		n := a.r.begin(a.tx, a.actor)
		n.now, n.today, n.def, n.c = a.now, a.today, def, c
		if f, ok := its[c.ID]; ok {
			if err := n.openForm(f); err != nil {
				return nil, err
			}
		}
		out = append(out, n)
	}
	return out, nil
}

// eligibleOn is the day on which a ward must be a minor: that of the line's acceptance,
// before it today.
func (a *act) eligibleOn() models.Date { return cmp.Or(a.c.AcceptedOn, a.today) }

// sameRow is said of a row that lists the child of another one, at the item that is the same;
// number is that line's.
func sameRow(by workflow.Field, number string) FieldError {
	what := workflow.Word{Zh: "姓名、性别、出生日期", En: "name, sex and day of birth"}
	switch by {
	case workflow.FactWardNumber:
		what = workflow.Word{Zh: "公民身份号码", En: "citizen number"}
	case workflow.FactIntakeNo:
		what = workflow.Word{Zh: "入院登记号", En: "intake number"}
	}
	return fieldError("facts."+string(by), "same_as_row", "与名册中"+number+"号是同一儿童（"+what.Zh+"相同）：每名儿童只列一行，请核对更正，或者移出其中一行。", "This row lists the same child as "+number+" of the roster (by "+what.En+"): one row a child; correct it, or take one of both off.")
}

// rowFaults holds a line that is not searched for yet to what it was held to when it was
// listed: a minor, and no other row's child.
func (a *act) rowFaults() ([]FieldError, error) {
	if a.c.ParentID == "" || a.state() != workflow.Listed {
		return nil, nil
	}
	wrong := a.checkWard(a.form.Facts)
	rest, err := a.openRows(a.c.ParentID)
	if err != nil {
		return nil, err
	}
	for _, n := range rest {
		if n.c.ID == a.c.ID {
			continue
		}
		if by := a.sameChild(n); by != "" {
			return append(wrong, sameRow(by, n.c.Number)), nil
		}
	}
	return wrong, nil
}

// listedFaults is what is wrong in the rows of the roster as they are listed now, as
// line:field:code.
func (a *act) listedFaults() ([]string, error) {
	rows, err := a.openRows(a.c.ID)
	if err != nil {
		return nil, err
	}
	var out []string
	seen := map[string]string{} // the marks of the rows before, by the line that has them
	for _, n := range rows {
		for _, e := range n.checkWard(n.form.Facts) {
			out = append(out, fmt.Sprintf("%s:%s:%s", n.c.Number, e.Field, e.Code))
		}
		number, child := n.rowMarks()
		by, other := n.numberItem(), seen["n"+number]
		if other == "" {
			by, other = workflow.FactWardName, seen["c"+child]
		}
		if other != "" {
			e := sameRow(by, other)
			out = append(out, fmt.Sprintf("%s:%s:%s", n.c.Number, e.Field, e.Code))
		}
		if number != "" {
			seen["n"+number] = n.c.Number
		}
		if child != "" {
			seen["c"+child] = n.c.Number
		}
	}
	return out, nil
}
