package register

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// BusinessAccess is the business under which a place's policy row sets how long an
// approval lasts: minor_access_days and lift_hours.
const BusinessAccess workflow.Business = "access"

// AccessWord names what those rows are about.
func AccessWord() workflow.Word { return workflow.Word{Zh: "查阅批准", En: "Approval of looks"} }

// AccessStateWord says how far a request for access is.
func AccessStateWord(state string) workflow.Word {
	switch state {
	case AccessOpen:
		return workflow.Word{Zh: "待批准", En: "Awaiting a decision"}
	case AccessGranted:
		return workflow.Word{Zh: "已批准", En: "Granted"}
	case AccessRefused:
		return workflow.Word{Zh: "未批准", En: "Refused access"}
	}
	return workflow.Word{}
}

// What a place has without a row of its own, and at most.
const (
	presetMinorDays, mostMinorDays = 7, 90
	presetLiftHours, mostLiftHours = 24, 24
)

// AccessRequestView is a request for access as officer, head and supervision see it. Of
// a sealed person it has no name.
type AccessRequestView struct {
	ID         string        `json:"id"`
	PersonID   string        `json:"person_id"`
	Name       string        `json:"name,omitempty"`
	Kind       string        `json:"kind"`
	OfficerID  string        `json:"officer_id"`
	Officer    string        `json:"officer"`
	Org        string        `json:"org"`
	Code       PurposeCode   `json:"purpose_code"`
	CodeName   workflow.Word `json:"purpose_name"`
	Purpose    string        `json:"purpose"`
	CaseID     string        `json:"case_id,omitempty"`
	CaseNumber string        `json:"case_number,omitempty"`
	AskedAt    time.Time     `json:"asked_at"`
	Until      time.Time     `json:"until"`
	State      string        `json:"state"`
	Ended      bool          `json:"ended"`
	DecidedBy  string        `json:"decided_by,omitempty"`
	DecidedAt  *time.Time    `json:"decided_at,omitempty"`
	Reason     string        `json:"reason,omitempty"`
	Uses       int64         `json:"uses"`
	MayDecide  bool          `json:"may_decide"`
}

// leads are the roles that answer for a body of a rank.
var leads = map[models.OrgKind]workflow.Role{models.KindStation: workflow.Head, models.KindCounty: workflow.CountyLead,
	models.KindCity: workflow.CityLead, models.KindRegion: workflow.Region}

// leadsOf are the bodies that the officer answers for.
func (a *act) leadsOf() ([]string, error) {
	var out []string
	for _, p := range a.actor.Postings {
		o, err := a.org(p.Org)
		if err != nil {
			return nil, err
		}
		if leads[o.Kind] == workflow.Role(p.Role) {
			out = append(out, p.Org)
		}
	}
	return out, nil
}

// decidersOf are the bodies whose heads decide for an officer's body: the body itself,
// and the one above it, which decides for a head who has no equal.
func (a *act) decidersOf(org string) ([]string, error) {
	bodies, err := a.above(org)
	return bodies[:min(len(bodies), 2)], err
}

// AccessRequests lists the requests that concern the officer: their own, those they
// decide on, and for supervision those of its area. state narrows; empty lists all, at
// most 200, the newest first.
func (r *Registrar) AccessRequests(ctx context.Context, actor Actor, state string) ([]AccessRequestView, error) {
	out := []AccessRequestView{}
	err := r.reading(ctx, actor, func(a *act) error {
		scope, err := a.watched()
		if err != nil {
			return err
		}
		where, args := "(officer_id = ? or org in ?)", []any{actor.OfficerID, append(scope, "")}
		if state != "" {
			where, args = where+" and state = ?", append(args, state)
		}
		if state == AccessOpen {
			where, args = where+" and until > ?", append(args, a.now)
		}
		rows, err := store.Many[models.AccessRequest](a.tx, "asked_at desc, id limit 200", where, args...)
		if err != nil {
			return err
		}
		if out, err = a.requestViews(rows); err != nil {
			return err
		}
		for _, v := range out {
			if v.Name != "" && v.OfficerID != actor.OfficerID {
				l := look{inCase: true, code: PurposeSupervision, purpose: "access_request", caseID: v.CaseID, approval: v.ID}
				if err := unlogged(store.Insert(a.tx, a.accessRow(l, "access_request", v.PersonID))); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

func (a *act) requestViews(rows []models.AccessRequest) ([]AccessRequestView, error) {
	out := []AccessRequestView{}
	var officers, people, cases []string
	for _, q := range rows {
		officers, people, cases = append(officers, q.OfficerID, q.DecidedBy), append(people, q.PersonID), append(cases, q.CaseID)
	}
	names, err := officerNames(a.tx, officers)
	if err != nil {
		return nil, err
	}
	persons, err := a.peopleByID(people)
	if err != nil {
		return nil, err
	}
	numbers, err := a.caseNumbers(cases)
	if err != nil {
		return nil, err
	}
	files, err := a.sealedFiles(people)
	if err != nil {
		return nil, err
	}
	for _, q := range rows {
		v := AccessRequestView{ID: q.ID, PersonID: q.PersonID, Kind: q.Kind, OfficerID: q.OfficerID, Officer: names[q.OfficerID], Org: q.Org, Code: PurposeCode(q.Code),
			CodeName: PurposeCode(q.Code).Word(), Purpose: q.Purpose, CaseID: q.CaseID, CaseNumber: numbers[q.CaseID], AskedAt: q.AskedAt, Until: q.Until,
			State: q.State, Ended: !q.Until.After(a.now), DecidedBy: names[q.DecidedBy], DecidedAt: q.DecidedAt, Reason: q.Reason}
		if q.Kind != AccessSealed {
			v.Name = persons[q.PersonID].Name
		}
		if files[q.PersonID].withheld() != "" {
			v.PersonID = a.hiddenID(q.ID, q.PersonID)
		}
		if v.Uses, err = store.Count[models.AccessLog](a.tx, "approval_id = ? and what <> 'access_request'", q.ID); err != nil {
			return nil, err
		}
		if v.MayDecide, err = a.decidesOn(q); err != nil {
			return nil, err
		}
		v.MayDecide = v.MayDecide && q.State == AccessOpen && !v.Ended
		out = append(out, v)
	}
	return out, nil
}

// decidesOn tells whether the officer is a head who may decide on a request: never on
// their own, under whatever account.
func (a *act) decidesOn(q models.AccessRequest) (bool, error) {
	asker, err := store.One[models.Officer](a.tx, "id = ?", q.OfficerID)
	none := errors.Is(err, store.ErrNotFound) // and asks on as of one elsewhere
	if err != nil && !none || asker.ID == a.actor.OfficerID || asker.PersonID == a.actor.PersonID {
		return false, err
	}
	mine, err := a.leadsOf()
	if err != nil || len(mine) == 0 {
		return false, err
	}
	bodies, err := a.decidersOf(q.Org)
	return !none && slices.ContainsFunc(bodies, func(o string) bool { return slices.Contains(mine, o) }), err
}

// DecideAccess grants or refuses a request, with the reason. Not the asker, nobody who
// must stand aside from the person, and nobody on break-glass; a request of others is
// not found.
func (r *Registrar) DecideAccess(ctx context.Context, actor Actor, id string, grant bool, reason string) (AccessRequestView, error) {
	var out AccessRequestView
	err := r.reading(ctx, actor, func(a *act) error {
		q, err := store.One[models.AccessRequest](a.tx, "id = ?", id)
		if err := ignoreMissing(err); err != nil {
			return err
		}
		if err := a.mayDecide(q); err != nil {
			return err
		}
		if err := checkReason(&reason); err != nil {
			return err
		}
		state, done := AccessRefused, ActAccessRefused
		if grant {
			state, done = AccessGranted, ActAccessGranted
		}
		n, err := store.Set[models.AccessRequest](a.tx, map[string]any{"state": state, "decided_by": actor.OfficerID, "decided_at": a.now, "reason": reason}, "id = ? and state = ?", id, AccessOpen)
		if err != nil {
			return err
		}
		if n == 0 {
			return notNow("decided_already", "未成年人网络保护条例 36", "该申请已有决定。", "The request has been decided already.")
		}
		if err := a.audit(done, id, map[string]any{"state": q.State}, map[string]any{"state": state, "until": q.Until}); err != nil {
			return err
		}
		q.State, q.DecidedBy, q.DecidedAt, q.Reason = state, actor.OfficerID, &a.now, reason
		views, err := a.requestViews([]models.AccessRequest{q})
		if err == nil {
			out = views[0]
		}
		return err
	})
	return out, err
}

// mayDecide refuses whoever may not decide on a request, or not any more.
func (a *act) mayDecide(q models.AccessRequest) error {
	if q.OfficerID == a.actor.OfficerID {
		return notNow("own_request", "未成年人网络保护条例 36", "不能批准自己的申请，须由本单位其他领导或上一级批准。", "Nobody decides on their own request: another head of the body, or the body above, does.")
	}
	may, err := a.decidesOn(q)
	if err != nil {
		return err
	}
	if !may {
		return ErrNotFound
	}
	if err := a.notOnGlass(); err != nil {
		return err
	}
	if err := a.standsAside(q.PersonID); err != nil {
		return err
	}
	if !q.Until.After(a.now) {
		return notNow("ended_already", "未成年人网络保护条例 36", "申请的期限已过，请申请人重新申请。", "The time asked for has passed; the officer asks anew.")
	}
	return nil
}

// mostAccess is how long an approval lasts at most at the officer's body.
func (a *act) mostAccess(kind string) (time.Duration, error) {
	orgs := a.actor.readerOrgs()
	if len(orgs) == 0 {
		return 0, ErrNotFound
	}
	p, err := a.findPolicy(string(BusinessAccess), orgs[0])
	if err != nil {
		return 0, err
	}
	if kind == AccessSealed {
		return time.Duration(p.whole("lift_hours", presetLiftHours, mostLiftHours)) * time.Hour, nil
	}
	return time.Duration(p.whole("minor_access_days", presetMinorDays, mostMinorDays)) * 24 * time.Hour, nil
}

// whole is a number of the policy row from 1 to most; without one, the preset.
func (p *Policy) whole(name string, preset, most int) int {
	var n int
	if json.Unmarshal(p.Options[name], &n) != nil || n < 1 || n > most {
		return preset
	}
	return n
}
