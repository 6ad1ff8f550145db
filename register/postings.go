package register

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// NewPosting gives an officer a role at a body from a day, to a last day or open. A
// secondment needs the document that orders it.
type NewPosting struct {
	OfficerID  string
	Org        string
	Role       workflow.Role
	From       models.Date
	To         models.Date
	Secondment bool
	Document   string
	// SignOff is the code of whoever gives the posting, where the session is not recent.
	SignOff SignOff
}

// administrators are the three who watch each other and see no personal data.
var administrators = []workflow.Role{workflow.SysAdmin, workflow.SecAdmin, workflow.AuditAdmin}

// rolesOf are the roles a body of a rank has; supervision and administration may sit
// anywhere.
var rolesOf = map[models.OrgKind][]workflow.Role{
	models.KindStation: {workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head},
	models.KindCounty:  {workflow.County, workflow.CountyLead},
	models.KindCity:    {workflow.City, workflow.CityLead},
	models.KindRegion:  {workflow.Region},
}

var anywhere = append([]workflow.Role{workflow.Auditor, workflow.PrivacyOfficer}, administrators...)

// Post gives an officer a posting. The three administrators exclude each other and
// every other role for the same person at the same time, under whatever account. Only
// the operator and a security administrator may, nobody for themselves, and none for an
// account that the same administrator made. Who gives one has proved who they are within
// RecentProof, or gives a code; else it is a SignOffRequired.
func (r *Registrar) Post(ctx context.Context, actor Actor, n NewPosting) (models.Posting, error) {
	if !keepsPosts(actor) {
		return models.Posting{}, ErrForbidden
	}
	signed, err := r.signAct(ctx, actor, n.SignOff)
	if err != nil {
		return models.Posting{}, err
	}
	p := models.Posting{ID: r.newID(), OfficerID: n.OfficerID, Org: n.Org, Role: string(n.Role), From: n.From, To: n.To,
		Secondment: n.Secondment, Document: n.Document}
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		o, err := store.One[models.Officer](tx, "id = ? and disabled_at is null", n.OfficerID)
		if errors.Is(err, store.ErrNotFound) {
			return withUnknown(r.postingFaults(tx, p))
		}
		if err != nil {
			return err
		}
		if o.PersonID == actor.PersonID {
			return ErrForbidden
		}
		a := r.begin(tx, actor)
		if err := a.otherHandMade(o); err != nil {
			return err
		}
		if err := signed.use(tx, actor); err != nil {
			return err
		}
		if err := r.checkPosting(tx, o, p); err != nil {
			return err
		}
		if err := store.Insert(tx, p); err != nil {
			return err
		}
		if err := a.audit(ActPostingAdded, p.ID, nil, auditPosting(p)); err != nil {
			return err
		}
		return a.logAccount(o.PersonID, ActPostingAdded)
	})
	return p, mapStore(err)
}

// otherHandMade refuses to give rights to an account of the administrator's own making:
// one alone could else make somebody up and empower them.
func (a *act) otherHandMade(o models.Officer) error {
	if a.actor.isOperator() {
		return nil
	}
	n, err := store.Count[models.AdminAct](a.tx, "object_id = ? and act = ? and officer_id = ?", o.ID, ActAccountAdded, a.actor.OfficerID)
	if err == nil && n > 0 {
		return invalid("officer", "own_account", "该账号由您新建，任职须由另一名安全管理员办理。", "You made this account; another security administrator gives its postings.")
	}
	return err
}

// auditPosting is a posting as the audit keeps it.
func auditPosting(p models.Posting) map[string]any {
	return map[string]any{"officer": p.OfficerID, "org": p.Org, "role": p.Role, "from": p.From, "to": p.To, "secondment": p.Secondment, "document": p.Document}
}

// withUnknown says that the officer is unknown beside all else that is wrong.
func withUnknown(wrong []FieldError, err error) error {
	if err != nil {
		return err
	}
	return &Invalid{Errors: append([]FieldError{fieldError("officer", "unknown_officer", "没有这名民警，或账号已停用。", "There is no such officer, or the account is disabled.")}, wrong...)}
}

func (r *Registrar) checkPosting(tx *store.Tx, o models.Officer, p models.Posting) error {
	if wrong, err := r.postingFaults(tx, p); err != nil || len(wrong) > 0 {
		return cmp.Or(err, refused(wrong))
	}
	return exclusive(tx, o, p)
}

// postingFaults are what is wrong with a posting, whoever is to hold it.
func (r *Registrar) postingFaults(tx *store.Tx, p models.Posting) ([]FieldError, error) {
	var wrong []FieldError
	if !p.From.Valid() || p.To != "" && (!p.To.Valid() || p.To < p.From) {
		wrong = append(wrong, fieldError("valid_from", "bad_period", "任职起止日期有误。", "The posting's first and last day do not make a period."))
	}
	if p.Secondment && p.Document == "" {
		wrong = append(wrong, fieldError("document", "required", "借调须填写文书号。", "A secondment needs its document."))
	}
	org, err := orgOf(tx, p.Org)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	if p.Role == "" {
		wrong = append(wrong, fieldError("role", "required", "请选择岗位。", "Choose the role."))
	}
	switch {
	case err != nil || org.MergedInto != "" || org.ValidTo != "" && org.ValidTo < p.From:
		wrong = append(wrong, fieldError("org", "unknown_body", "没有这个机构，或已撤并，请核对机构代码。", "There is no such body, or it was merged; check its code."))
	case p.Role == "": // said above
	case !slices.Contains(rolesOf[org.Kind], workflow.Role(p.Role)) && !slices.Contains(anywhere, workflow.Role(p.Role)):
		wrong = append(wrong, fieldError("role", "role_not_here", "该级机构没有这个岗位。", "A body of this rank has no such role.").Among(r.book.RoleCodes(slices.Concat(rolesOf[org.Kind], anywhere)), workflow.Word{}))
	}
	return wrong, nil
}

// exclusive refuses what the person's other postings of the same time exclude. The
// person's accounts are touched first, so that of two postings made at once the
// second sees the first.
func exclusive(tx *store.Tx, o models.Officer, p models.Posting) error {
	if _, err := tx.Exec("UPDATE officers SET failures = failures WHERE person_id = ?", o.PersonID); err != nil {
		return err
	}
	rows, err := store.Many[models.Posting](tx, "", "officer_id in (select id from officers where person_id = ?)", o.PersonID)
	if err != nil {
		return err
	}
	for _, x := range rows {
		if x.To != "" && x.To < p.From || p.To != "" && p.To < x.From {
			continue
		}
		if x.Org == p.Org && x.Role == p.Role {
			return invalid("role", "posted_already", o.Name+"在该机构已任此岗位，与新任职日期重叠；请先终止原任职，或改起止日期。", o.Name+" holds this role at this body in the same days already; end that posting first, or choose other days.")
		}
		if x.Role != p.Role && (isAdministrator(x.Role) || isAdministrator(p.Role)) {
			return invalid("role", "roles_exclude", "系统、安全、审计三类管理员互斥，也不得兼任业务岗位。",
				"The three administrators exclude each other and every other role.")
		}
	}
	return nil
}

func isAdministrator(role string) bool { return slices.Contains(administrators, workflow.Role(role)) }

// EndPosting ends a posting on its last day, today or later, or yesterday to end it at
// once. Postings are read anew with each request, so that nothing else need be told.
// The document of the end stands behind that of the beginning. The last officer who
// decides at a standing body is not taken from it.
func (r *Registrar) EndPosting(ctx context.Context, actor Actor, id string, last models.Date, document string) error {
	if !keepsPosts(actor) {
		return ErrForbidden
	}
	if !last.Valid() || last < r.Today().AddDays(-1) {
		return invalid("valid_to", "in_the_past", "任职不能追溯终止，最早为昨日。", "A posting is not ended in the past; yesterday is the earliest last day.")
	}
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		p, err := store.One[models.Posting](tx, "id = ?", id)
		if err != nil {
			return err
		}
		o, err := store.One[models.Officer](tx, "id = ?", p.OfficerID)
		if err != nil {
			return err
		}
		if p.To != "" && p.To < r.Today() {
			return invalid("valid_to", "ended_already", "该任职已终止。", "The posting has ended already.")
		}
		if last < p.From {
			// One that has yet to begin is called off.
			last = p.From.AddDays(-1)
		}
		a := r.begin(tx, actor)
		if err := a.keepsApprover(p, o, last); err != nil {
			return err
		}
		was := auditPosting(p)
		p.To = last
		if document != "" {
			p.Document += " / " + document
		}
		if _, err := store.Set[models.Posting](tx, map[string]any{"valid_to": last, "document": p.Document}, "id = ?", p.ID); err != nil {
			return err
		}
		if err := a.audit(ActPostingEnded, p.ID, was, auditPosting(p)); err != nil {
			return err
		}
		if err := a.letGo(o.ID, ""); err != nil {
			return err
		}
		return a.logAccount(o.PersonID, ActPostingEnded)
	})
	return mapStore(err)
}

// keepsApprover refuses to end a posting after which nobody would decide at a standing
// body, naming the body, the role and the officer. A body that is merged or closed by
// then needs nobody.
func (a *act) keepsApprover(p models.Posting, o models.Officer, last models.Date) error {
	org, err := orgOf(a.tx, p.Org)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	next := last.AddDays(1)
	if deciders[org.Kind] != workflow.Role(p.Role) || org.MergedInto != "" || org.ValidTo != "" && org.ValidTo < next || p.From > a.today {
		return nil
	}
	// The body is touched first, so that of two ends at once the second sees the first.
	if _, err := a.tx.Exec("UPDATE organisations SET name = name WHERE code = ?", org.Code); err != nil {
		return err
	}
	n, err := store.Count[models.Posting](a.tx, `org = ? and role = ? and officer_id <> ? and valid_from <= ? and (valid_to = '' or valid_to >= ?)
		and officer_id in (select id from officers where disabled_at is null)`, p.Org, p.Role, o.ID, next, next)
	if err != nil || n > 0 {
		return err
	}
	role := a.r.book.RoleWord(workflow.Role(p.Role))
	return invalid("posting", "last_approver", "“"+org.Name+"”的“"+role.Zh+"”只有"+o.Name+"一人，终止后无人审批：请先任命接替者。",
		o.Name+" is the only "+role.En+" at "+org.NameEn+"; nobody would decide there any more: post a successor first.")
}
