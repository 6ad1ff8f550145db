package register

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The kinds of files that need an approval to be read outside an assigned case.
const (
	AccessMinor  = "minor"  // 未成年人网络保护条例 36
	AccessSealed = "sealed" // also inside a case
)

// The states of a request for access.
const (
	AccessOpen    = "open"
	AccessGranted = "granted"
	AccessRefused = "refused"
)

// ApprovalRequired says that the file is one of a minor, or sealed, and that the officer
// has no approval for it in force; nothing was shown. Kind says which.
type ApprovalRequired struct{ Kind string }

// Error says what to do.
func (e *ApprovalRequired) Error() string {
	return "the file (" + e.Kind + ") needs an approval: ask the head of your body for access"
}

// Condition is the refusal in words, with its article.
func (e *ApprovalRequired) Condition() workflow.Condition {
	if e.Kind == AccessSealed {
		return workflow.Condition{Code: "sealed", Basis: "民法典 1110; 未成年人保护法 103", Message: workflow.Word{
			Zh: "该登记已封存（已注销/保护）。确需查阅的，写明用途申请开启，由本单位领导批准，到时自动封存。",
			En: "The entry is sealed. To see it, ask for a lift with your purpose; a head of your body decides, and it locks itself again."}}
	}
	return workflow.Condition{Code: "minor_file", Basis: "未成年人网络保护条例 36", Message: workflow.Word{
		Zh: "这是未成年人的登记，不在您承办的业务之内，须经本单位领导批准才能查阅。请写明用途申请查阅。",
		En: "This is the file of a minor outside your cases: a head of your body must approve the look. Ask for access with your purpose."}}
}

// aftercare is for how many days after its end a case still counts as assigned for the
// files of its minors: prints, delivery and second looks come after the entry.
const aftercare = 30

// mayOpen tells on what the file of a person opens, who may be looked at as such: a
// sealed one by a lift, a minor's by an assigned case or an approval, and either by a
// break-glass.
func (a *act) mayOpen(p models.Person, l look) (look, error) {
	closed, err := a.closedFiles([]models.Person{p}, l)
	if err != nil {
		return l, err
	}
	f := closed[p.ID]
	if f.withheld() != "" {
		return l, &ApprovalRequired{Kind: f.kind}
	}
	return f.apply(l), nil
}

// closedFile is how the file of a person that needs more than a purpose stands for the
// officer: kind is empty where nothing closes it, approval what opens it.
type closedFile struct {
	kind     string
	caseID   string
	approval string
}

// withheld is what closes the file to the officer; empty for an open one.
func (f closedFile) withheld() string {
	if f.approval != "" {
		return ""
	}
	return f.kind
}

func (f closedFile) apply(l look) look {
	l.approval = f.approval
	if l.caseID == "" {
		l.caseID = f.caseID
	}
	if f.kind == AccessSealed {
		l.class = classD
	}
	return l
}

// closedFiles tells of some people whose files need an approval, which of them this
// officer has, in few reads whatever the number of people.
func (a *act) closedFiles(people []models.Person, l look) (map[string]closedFile, error) {
	out := map[string]closedFile{}
	var ids, minors []string
	for _, p := range people {
		ids = append(ids, p.ID)
		if !l.inCase && minorOn(p, a.today) {
			minors = append(minors, p.ID)
		}
	}
	if len(ids) == 0 {
		return out, nil
	}
	assigned, err := a.assignedCases(minors)
	if err != nil {
		return nil, err
	}
	for _, id := range minors {
		out[id] = closedFile{kind: AccessMinor, caseID: assigned[id]}
		if assigned[id] != "" {
			out[id] = closedFile{caseID: assigned[id]}
		}
	}
	sealed, err := a.sealedAmong(ids)
	if err != nil {
		return nil, err
	}
	for id := range sealed {
		out[id] = closedFile{kind: AccessSealed}
	}
	return out, a.openFiles(out)
}

// openFiles notes the approvals in force among closed files.
func (a *act) openFiles(files map[string]closedFile) error {
	var ids []string
	for id, f := range files {
		if f.kind != "" {
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	granted, err := store.Many[models.AccessRequest](a.tx, "until, id", "officer_id = ? and person_id in ? and state = ? and until > ?", a.actor.OfficerID, ids, AccessGranted, a.now)
	if err != nil {
		return err
	}
	glass, err := a.glass()
	if err != nil {
		return err
	}
	for _, id := range ids {
		f := files[id]
		f.approval = glass.ID
		for _, g := range granted {
			if g.PersonID == id && g.Kind == f.kind {
				f.approval = g.ID
			}
		}
		files[id] = f
	}
	return nil
}

// assignedCases are the cases by which the files of some people are open to the officer
// without an approval: one of the officer's bodies of which the person is a subject, that
// is open or ended not long ago, itself or the batch whose line it is. A restricted one
// opens nothing to whoever has no part in it.
func (a *act) assignedCases(people []string) (map[string]string, error) {
	out := map[string]string{}
	if len(people) == 0 {
		return out, nil
	}
	type row struct{ PersonID, CaseID string }
	since := a.now.AddDate(0, 0, -aftercare)
	ours, args := a.ourCases()
	rows, err := store.Rows[row](a.tx, "SELECT s.person_id, s.case_id FROM case_subjects s JOIN cases c ON c.id = s.case_id WHERE s.person_id in ? AND s.person_id <> '' "+
		"AND (c.closed_at IS NULL OR c.closed_at > ? OR EXISTS (SELECT 1 FROM cases b WHERE b.id = c.parent_id AND c.parent_id <> '' AND (b.closed_at IS NULL OR b.closed_at > ?))) AND c.business <> ? AND "+ours,
		append([]any{people, since, since, string(BusinessLoad)}, args...)...)
	for _, r := range rows {
		out[r.PersonID] = max(out[r.PersonID], r.CaseID)
	}
	return out, err
}

// AccessAsk is an officer's wish to see the file of one person, for a purpose, until an
// instant; zero means as long as the place allows.
type AccessAsk struct {
	PersonID string
	Code     PurposeCode
	Purpose  string
	CaseID   string
	Until    time.Time
	Key      string
}

// AskAccess asks for access to the file of a minor or a sealed one. Who may not look at
// the person for a purpose at all finds nobody; who must stand aside from them may not
// ask. The head of the officer's body decides.
func (r *Registrar) AskAccess(ctx context.Context, actor Actor, q AccessAsk) (Answer, error) {
	var out Answer
	err := r.reading(ctx, actor, func(a *act) error {
		person, err := a.behind(q.PersonID)
		if err != nil {
			return err
		}
		p, ok, err := a.personByID(person)
		if err != nil {
			return err
		}
		l, err := a.mayRead([]string{person}, "", p.Org, why{code: q.Code, words: q.Purpose, caseID: q.CaseID})
		if err == nil && !ok {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		ans, done, err := a.replay(q.Key, hashRequest("access", q.PersonID, q.Code, q.Purpose, q.CaseID, q.Until))
		if err != nil || done {
			out = ans
			return err
		}
		row, err := a.newRequest(p, l, q.Until)
		if err != nil {
			return err
		}
		if err := store.Insert(a.tx, row); err != nil {
			return err
		}
		if err := a.logLook(l, "access_asked", p); err != nil {
			return err
		}
		v, err := a.requestViews([]models.AccessRequest{row})
		if err != nil {
			return err
		}
		out = Answer{Status: 201, Body: []byte(jsonText(v[0]))}
		return a.keep(q.Key, out)
	})
	return out, err
}

// newRequest is the request of a look, if the file needs one and nothing forbids it.
func (a *act) newRequest(p models.Person, l look, until time.Time) (models.AccessRequest, error) {
	closed, err := a.closedFiles([]models.Person{p}, look{inCase: l.inCase})
	if err != nil {
		return models.AccessRequest{}, err
	}
	kind := closed[p.ID].kind
	if kind == "" {
		return models.AccessRequest{}, invalid("person_id", "no_approval_needed", "查阅此人的登记不需要批准，说明用途即可查看。", "This file needs no approval; a purpose opens it.")
	}
	if err := a.standsAside(p.ID); err != nil {
		return models.AccessRequest{}, err
	}
	asked, err := store.Count[models.AccessRequest](a.tx, "person_id = ? and officer_id = ? and state = ? and until > ?", p.ID, a.actor.OfficerID, AccessOpen, a.now)
	if err != nil {
		return models.AccessRequest{}, err
	}
	if asked > 0 {
		return models.AccessRequest{}, invalid("person_id", "asked_already", "您已申请查阅此人，正等领导批准。", "You have asked for this already; the head has yet to decide.")
	}
	most, err := a.mostAccess(kind)
	if err != nil {
		return models.AccessRequest{}, err
	}
	if until.IsZero() {
		until = a.now.Add(most)
	}
	if until = until.UTC(); !until.After(a.now) || until.After(a.now.Add(most)) {
		return models.AccessRequest{}, invalid("until", "too_long", "截止时间须在现在之后，且不超过规定的最长期限。", "The end must lie ahead, and no further than the place allows.")
	}
	row := a.accessRow(l, "", p.ID)
	return models.AccessRequest{ID: a.r.newID(), PersonID: p.ID, OfficerID: a.actor.OfficerID, Org: row.Org, Kind: kind, Code: string(l.code), Purpose: l.purpose,
		CaseID: l.caseID, AskedAt: a.now, Until: until, State: AccessOpen}, nil
}

// standsAside refuses whoever has to do with a person as themselves, as kin or by a
// declaration (公务员法 76).
func (a *act) standsAside(person string) error {
	mine := person == a.actor.PersonID
	if !mine && a.actor.PersonID != "" {
		k, err := loadKin(a.tx, a.actor.PersonID, []string{person})
		if err != nil {
			return err
		}
		_, mine = Related(k.graph, a.actor.PersonID, person)
	}
	rows, err := a.recusals()
	if err != nil {
		return err
	}
	for _, d := range rows {
		mine = mine || d.PersonID == person
	}
	if mine {
		return notNow("recused", "公务员法 76", "当事人是您本人、您的近亲属，或者您已申请回避：请由其他民警办理。", "The person is yourself or your kin, or you have declared recusal: leave it to another officer.")
	}
	return nil
}

// notNow refuses an act outside the steps of a case for one condition.
func notNow(code string, basis workflow.Basis, zh, en string) error {
	return &Refused{Refusal: workflow.Refusal{Cause: workflow.Unmet, Unmet: []workflow.Condition{{Code: code, Message: workflow.Word{Zh: zh, En: en}, Basis: basis}}}}
}

// checkReason refuses an empty reason, and one that no record should carry.
func checkReason(text *string) error {
	*text = strings.TrimSpace(*text)
	if *text == "" || utf8.RuneCountInString(*text) > workflow.MaxText || !utf8.ValidString(*text) {
		return invalid("reason", "required", "请填写理由，最多200字。", "Give the reason, in at most 200 characters.")
	}
	return nil
}
