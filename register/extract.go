package register

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Extract is what the register says of the person about whom a case asks the place of the
// entry: the household and the relation to its head, who is guardian, and how many other
// cases are open. It is a proposal for the answer's extract, which an officer looks at and
// may change. Both texts are empty where the entry is not kept by a body of the officer's
// or one below, and for a person who is protected or whose file is sealed: what goes to
// another place of them is written by hand. The look is logged.
func (r *Registrar) Extract(ctx context.Context, actor Actor, caseID string) (workflow.Word, error) {
	var out workflow.Word
	err := r.reading(ctx, actor, func(a *act) error {
		if err := a.load(caseID); err != nil {
			return err
		}
		p, ok, err := a.person()
		if err != nil || !ok || p.Status != models.StatusActive {
			return err
		}
		if hidden, err := a.protected(p); err != nil || hidden {
			return err
		}
		if here, err := a.within(p.Org, a.actor.readerOrgs()); err != nil || !here {
			return err
		}
		l, err := a.mayRead([]string{p.ID}, "", p.Org, why{caseID: a.c.ID})
		if err == nil {
			l, err = a.mayOpen(p, l)
		}
		var closed *ApprovalRequired
		if errors.As(err, &closed) {
			return nil
		}
		if err != nil {
			return err
		}
		if out, err = a.extract(p); err != nil {
			return err
		}
		return a.logLook(l, "extract", p)
	})
	return out, err
}

func (a *act) extract(p models.Person) (workflow.Word, error) {
	var zh, en []string
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return workflow.Word{}, err
	}
	if ok {
		kind, relation := HouseholdKindWord(string(h.Kind)), relationWord(p.Relation)
		zh = append(zh, "户号 "+h.Number+"（"+kind.Zh+"），"+h.Address, "与户主关系："+relation.Zh)
		en = append(en, "household "+h.Number+" ("+kind.En+"), "+h.Address, "relation to the head: "+relation.En)
	}
	guards, err := a.guardians(p.ID)
	if err != nil {
		return workflow.Word{}, err
	}
	views, err := a.guardianViews(guards)
	if err != nil {
		return workflow.Word{}, err
	}
	var who []string
	for _, g := range views {
		who = append(who, g.Guardian+g.Body)
	}
	if len(who) == 0 {
		zh, en = append(zh, "登记簿未记监护人"), append(en, "no guardian on file")
	} else {
		zh, en = append(zh, "监护人："+strings.Join(who, "、")), append(en, "guardian: "+strings.Join(who, ", "))
	}
	n, err := store.Count[models.Case](a.tx, "closed_at is null and id <> ? and id in (select case_id from case_subjects where person_id = ?)", a.c.ID, p.ID)
	if err != nil {
		return workflow.Word{}, err
	}
	if n == 0 {
		zh, en = append(zh, "无其他在办业务"), append(en, "no other open case")
	} else {
		zh, en = append(zh, "另有在办业务 "+strconv.FormatInt(n, 10)+" 件"), append(en, "other open cases: "+strconv.FormatInt(n, 10))
	}
	return workflow.Word{Zh: strings.Join(zh, "；") + "。", En: strings.Join(en, "; ") + "."}, nil
}
