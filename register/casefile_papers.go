package register

import (
	"context"
	"encoding/json"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// Colleague is an officer who may be named in a step of a case: posted today at a body
// that takes part in it.
type Colleague struct {
	OfficerID string        `json:"officer"`
	Name      string        `json:"name"`
	Role      workflow.Word `json:"role"`
	Body      workflow.Word `json:"body"`
}

// Colleagues lists the officers who may be named in a step of the case, the officer's
// own body first, without the officer.
func (r *Registrar) Colleagues(ctx context.Context, actor Actor, id string) ([]Colleague, error) {
	out := []Colleague{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		var rows []struct{ ID, Name, Role, Body, BodyEn string }
		read := store.IntoRows(&rows, `select o.id, o.name, p.role, b.name as body, b.name_en as body_en from postings p
			join officers o on o.id = p.officer_id join organisations b on b.code = p.org
			where p.org in (select org from case_orgs where case_id = ?) and o.disabled_at is null and o.id <> ?
			and p.valid_from <= ? and (p.valid_to = '' or p.valid_to >= ?)
			order by case when p.org = ? then 0 else 1 end, p.org, o.username`, a.c.ID, actor.OfficerID, a.today, a.today, actor.orgHere(a.seats))
		if err := tx.Together(read); err != nil {
			return err
		}
		for _, row := range rows {
			w := r.book.RoleWord(workflow.Role(row.Role))
			out = append(out, Colleague{OfficerID: row.ID, Name: row.Name, Role: workflow.Word{Zh: w.Zh, En: w.En}, Body: workflow.Word{Zh: row.Body, En: row.BodyEn}})
		}
		return nil
	})
	return out, mapStore(err)
}

// orgHere is the body at which the officer takes part in a case.
func (a Actor) orgHere(seats []models.CaseOrg) string {
	for _, s := range seats {
		for _, p := range a.Postings {
			if p.Org == s.Org {
				return p.Org
			}
		}
	}
	return ""
}

// DecisionView is a reasoned decision as it is printed. Input is what the deciding
// officer wrote; what is restricted is left out for everybody, since the sheet goes
// into other hands.
type DecisionView struct {
	Number  string         `json:"number"`
	Event   workflow.Event `json:"event"`
	Label   workflow.Word  `json:"label"`
	Body    workflow.Word  `json:"body"`
	Level   workflow.Level `json:"level"`
	Adverse bool           `json:"adverse"`
	Input   workflow.Facts `json:"input"`
	Grounds string         `json:"grounds"`
	Remedy  string         `json:"remedy,omitempty"`
	At      time.Time      `json:"at"`
}

// Decisions lists the decisions of a case, newest first. The look is logged.
func (r *Registrar) Decisions(ctx context.Context, actor Actor, id string) ([]DecisionView, error) {
	out := []DecisionView{}
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		if err := a.logAccess("decisions"); err != nil {
			return err
		}
		rows, err := store.Many[models.Decision](tx, "seq desc", "case_id = ?", id)
		if err != nil {
			return err
		}
		for _, d := range rows {
			v, err := a.decisionView(d)
			if err != nil {
				return err
			}
			out = append(out, v)
		}
		return nil
	})
	return out, mapStore(err)
}

func (a *act) decisionView(d models.Decision) (DecisionView, error) {
	v := DecisionView{Number: d.Number, Event: workflow.Event(d.Kind), Label: a.r.book.EventWord(workflow.Event(d.Kind)), Level: workflow.Level(d.Level),
		Adverse: d.Adverse, Remedy: d.Remedy, At: d.At, Input: workflow.Facts{}}
	o, err := a.org(d.Org)
	if err != nil {
		return v, err
	}
	v.Body = workflow.Word{Zh: o.Name, En: o.NameEn}
	plain, err := a.r.keys.Open(placeDecision(d.ID), d.Sealed)
	if err != nil {
		return v, err
	}
	var body struct {
		Input   workflow.Facts `json:"input"`
		Grounds string         `json:"grounds"`
	}
	if err := json.Unmarshal(plain, &body); err != nil {
		return v, err
	}
	if over, err := a.sealedOver(); err != nil || over {
		return v, err
	}
	for f, x := range a.visible(body.Input) {
		if rule, ok := a.r.book.Field(f); ok && rule.Class != "D" {
			v.Input[f] = x
		}
	}
	v.Grounds = body.Grounds
	return v, nil
}

// Remedy is what the applicant may do against a decision that the officer is about to
// make in a case (行政复议法 20, 24; 行政诉讼法 46): the text that goes on the sheet.
func (r *Registrar) Remedy(ctx context.Context, actor Actor, id string) (string, error) {
	out := ""
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		o, err := a.org(actor.orgHere(a.seats))
		if err != nil {
			return err
		}
		out, err = a.remedy(o)
		return err
	})
	return out, mapStore(err)
}
