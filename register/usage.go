package register

import (
	"context"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// UsageView is one look at a person: who, at which body, when, what, why, and by which
// case or approval.
type UsageView struct {
	At         time.Time     `json:"at"`
	OfficerID  string        `json:"officer_id"`
	Officer    string        `json:"officer"`
	Org        string        `json:"org"`
	OrgName    workflow.Word `json:"org_name"`
	What       string        `json:"what"`
	Code       PurposeCode   `json:"purpose_code,omitempty"`
	CodeName   workflow.Word `json:"purpose_name"`
	Purpose    string        `json:"purpose"`
	CaseID     string        `json:"case_id,omitempty"`
	CaseNumber string        `json:"case_number,omitempty"`
	ApprovalID string        `json:"approval_id,omitempty"`
}

// Usage is the looks at a person, newest first. More tells that there were others.
type Usage struct {
	Items []UsageView `json:"items"`
	More  bool        `json:"more"`
}

// mostUsage is how many looks one answer lists.
const mostUsage = 500

// usageRoles see who looked at whom: supervision, and the window that gives people
// their slip (个人信息保护法 45).
var usageRoles = []workflow.Role{workflow.Auditor, workflow.PrivacyOfficer, workflow.Clerk, workflow.Head}

// UsageRoles are the roles that may see who has looked at a person.
func UsageRoles() []workflow.Role { return slices.Clone(usageRoles) }

// PersonUsage lists who has looked at a person of the officer's area, when, why and by
// which case. It shows nothing of the person, so that neither approval nor lift is
// asked; the looking is itself logged. Supervision needs no further purpose, the window
// names the person's request.
func (r *Registrar) PersonUsage(ctx context.Context, actor Actor, id string, q PersonQuery) (Usage, error) {
	out := Usage{Items: []UsageView{}}
	err := r.reading(ctx, actor, func(a *act) error {
		if !actor.Has(usageRoles...) {
			return ErrNotFound
		}
		id, err := a.behind(id)
		if err != nil {
			return err
		}
		p, ok, err := a.personByID(id)
		if err != nil {
			return err
		}
		within, err := a.within(p.Org, actor.readerOrgs())
		if err != nil {
			return err
		}
		if !ok || !within {
			return ErrNotFound
		}
		y := why{code: q.Code, words: q.Purpose}
		if err := y.check(); err != nil {
			return err
		}
		if !y.stated() {
			if !actor.Has(watchers...) {
				return &PurposeRequired{}
			}
			y.code, y.words = PurposeSupervision, PurposeSupervision.Word().Zh
		}
		rows, err := store.Many[models.AccessLog](a.tx, "at desc, id desc limit 501", "person_id = ? and purpose <> 'account'", id)
		if err != nil {
			return err
		}
		if len(rows) > mostUsage {
			rows, out.More = rows[:mostUsage], true
		}
		if out.Items, err = a.usageViews(rows); err != nil {
			return err
		}
		l := y.outside()
		return unlogged(store.Insert(a.tx, a.accessRow(l, "usage", id)))
	})
	if err != nil {
		return Usage{}, err
	}
	return out, nil
}

func (a *act) usageViews(rows []models.AccessLog) ([]UsageView, error) {
	out := []UsageView{}
	var officers, cases, orgs []string
	for _, l := range rows {
		officers, cases, orgs = append(officers, l.OfficerID), append(cases, l.CaseID), append(orgs, l.Org)
	}
	if len(rows) == 0 {
		return out, nil
	}
	names, err := officerNames(a.tx, officers)
	if err != nil {
		return nil, err
	}
	numbers, err := a.caseNumbers(cases)
	if err != nil {
		return nil, err
	}
	bodies, err := store.Many[models.Organisation](a.tx, "code", "code in ?", orgs)
	if err != nil {
		return nil, err
	}
	named := map[string]workflow.Word{}
	for _, o := range bodies {
		named[o.Code] = workflow.Word{Zh: o.Name, En: o.NameEn}
	}
	for _, l := range rows {
		out = append(out, UsageView{At: l.At, OfficerID: l.OfficerID, Officer: names[l.OfficerID], Org: l.Org, OrgName: named[l.Org], What: l.What, Code: PurposeCode(l.Code),
			CodeName: PurposeCode(l.Code).Word(), Purpose: l.Purpose, CaseID: l.CaseID, CaseNumber: numbers[l.CaseID], ApprovalID: l.ApprovalID})
	}
	return out, nil
}
