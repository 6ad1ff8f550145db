package register

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// queued is a case's place in a queue: by its day, then by its id. What has no day is
// put behind every other by noDay.
type queued struct {
	ID      string
	Urgent  string
	Total   int64
	Returns string
}

const noDay = "9999-12-31"

// cursor is the place as the next page's start. It says nothing about anybody.
func (q queued) cursor(name string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(name + "|" + q.Urgent + "|" + q.ID))
}

func readCursor(name, cursor string) (queued, error) {
	if cursor == "" {
		return queued{}, nil
	}
	plain, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.SplitN(string(plain), "|", 3)
	if err != nil || len(parts) != 3 || parts[0] != name || !models.Date(parts[1]).Valid() {
		return queued{}, invalid("cursor", "bad_cursor", "翻页标记无效，请从第一页开始。", "The cursor is not one of this queue; begin with the first page.")
	}
	return queued{Urgent: parts[1], ID: parts[2]}, nil
}

// arm is one way by which a case belongs to a queue: a query of ids with their
// urgency. A queue is the union of its arms, so each is answered from its own index.
type arm struct {
	text string
	args []any
}

func joinArms(arms []arm) (string, []any) {
	texts := make([]string, len(arms))
	var args []any
	for i, m := range arms {
		texts[i] = m.text
		args = append(args, m.args...)
	}
	return strings.Join(texts, "\nunion\n"), args
}

const (
	// urgentOn is a case's day, or the one behind every other.
	urgentOn = "case when c.due_on = '' then '" + noDay + "' else c.due_on end"
	armHead  = "select c.id, " + urgentOn + " as urgent from "
	// armHandled are the cases that bodies below handle, armTakenIn those they took in
	// for another, armAsked those in which the body was asked from another seat.
	armHandled = "cases c join case_orgs o on o.case_id = c.id and o.org = ? and o.seat = 'own' where c.closed_at is null and c.handling_org in ?"
	armTakenIn = "cases c join case_orgs o on o.case_id = c.id and o.org = ? and o.seat = 'own' where c.closed_at is null and c.acceptance_org <> c.handling_org and c.acceptance_org in ?"
	armAsked   = "case_orgs o join cases c on c.id = o.case_id where o.org = ? and o.seat <> 'own' and c.closed_at is null"
	// stepKey says where a case stands and from which seat one looks at it.
	stepKey = "(o.seat || '/' || c.business || '/' || c.edition || '/' || c.state)"
	// caseKey says where a case stands, whoever looks.
	caseKey = "(c.business || '/' || c.edition || '/' || c.state)"
	// unsent tells of a draft that whoever writes it has not handed in, and that no other
	// case opened. The day until which it is kept calls nobody else to it.
	unsent = "c.lodged_on = '' and c.origin_case = '' and c.parent_id = ''"
	// peerAsked tells that the body was asked for its word on an entry of its own and has not
	// given it.
	peerAsked = "o.seat = 'origin' and exists (select 1 from case_tasks t where t.case_id = c.id and t.org = o.org and t.kind = 'peer_word' and t.done_at is null)"
	// proposedToMe finds what another person proposed and one of the officer's roles
	// confirms.
	proposedToMe = stepKey + " in ? and exists (select 1 from case_proposals p where p.case_id = c.id and p.closed_at is null and p.state = c.state and p.person_id <> ?)"
	// doneDays are how long an ended case stays in its officers' queue.
	doneDays = 30
)

// The same ways to cases that have ended since an instant.
const (
	endedHandled = "cases c join case_orgs o on o.case_id = c.id and o.org = ? and o.seat = 'own' where c.handling_org in ? and c.closed_at is not null and c.closed_at >= ?"
	endedTakenIn = "cases c join case_orgs o on o.case_id = c.id and o.org = ? and o.seat = 'own' where c.acceptance_org <> c.handling_org and c.acceptance_org in ? and c.closed_at is not null and c.closed_at >= ?"
	endedAsked   = "case_orgs o join cases c on c.id = o.case_id where o.org = ? and o.seat <> 'own' and c.closed_at is not null and c.closed_at >= ?"
)

// arms are the ways into a queue, each giving a case's id and its day.
func (a *act) arms(name string) ([]arm, error) {
	return a.armsWith(name, func([]workflow.Role) arm { return arm{text: armHead} })
}

// armsWith are the ways into a queue for every body the officer is posted to, each
// with the roles held there. The head says what is read of each case.
func (a *act) armsWith(name string, head func([]workflow.Role) arm) ([]arm, error) {
	roles := a.rolesByOrg()
	var out []arm
	for _, org := range a.actor.orgs() {
		if len(roles[org]) == 0 {
			continue
		}
		below, err := reach(a.tx, org)
		if err != nil {
			return nil, err
		}
		h := head(roles[org])
		where, args := a.queueFilter(name, roles[org])
		open, mine := a.unshut(roles[org])
		where, args = where+open, append(args, mine...)
		add := func(from string, seen ...any) {
			out = append(out, arm{h.text + from + where, slices.Concat(h.args, seen, args)})
		}
		if name == QueueDone {
			since := a.now.AddDate(0, 0, -doneDays)
			add(endedHandled, org, below, since)
			add(endedTakenIn, org, below, since)
			add(endedAsked, org, since)
			continue
		}
		add(armHandled, org, below)
		add(armTakenIn, org, below)
		add(armAsked, org)
	}
	return out, nil
}

// rolesByOrg are the officer's roles at each body, an administrator's left out.
func (a *act) rolesByOrg() map[string][]workflow.Role {
	out := map[string][]workflow.Role{}
	for _, p := range a.actor.Postings {
		if !isAdministrator(p.Role) {
			out[p.Org] = append(out[p.Org], workflow.Role(p.Role))
		}
	}
	return out
}

// reach is a body and all below it.
func reach(tx *store.Tx, org string) ([]string, error) {
	return store.Rows[string](tx, `with recursive reach(code) as (select code from organisations where code = ? union
		select o.code from organisations o join reach r on o.parent = r.code) select code from reach`, org)
}

// queueFilter is what a queue asks of a case beyond being the body's; of no queue,
// nothing.
func (a *act) queueFilter(name string, roles []workflow.Role) (string, []any) {
	if name == "" {
		return "", nil
	}
	keys := stepKeys(a.r.book, roles)
	switch name {
	case QueueMine:
		return " and c.holder_id = ?", []any{a.actor.OfficerID}
	case QueueStation:
		return " and (c.holder_id = '' and " + stepKey + " in ? and not (" + caseKey + " in ? and " + unsent + ")" + peerTurn(roles) + ")", []any{keys.work, a.r.turns().drafts}
	case QueueApprovals:
		return " and (" + stepKey + " in ? or " + proposedToMe + ")", []any{keys.checks, keys.confirms, a.actor.PersonID}
	case QueueWaiting:
		return " and (c.last_officer = ? and c.holder_id <> ? and not (" + stepKey + " in ?) or c.holder_id = ? and " + caseKey + " in ? and (c.due_on = '' or c.due_on > ?))",
			[]any{a.actor.OfficerID, a.actor.OfficerID, keys.work, a.actor.OfficerID, a.r.turns().paused, a.today}
	case QueueOverdue:
		asked := a.askedTurn(roles)
		return " and c.due_on <> '' and c.due_on < ? and (not (" + caseKey + " in ?) or " + asked.text + ")", append([]any{a.today, a.r.turns().paused}, asked.args...)
	case QueueDrafts:
		return " and " + caseKey + " in ? and c.holder_id in ('', ?) and (c.opened_by = ? or c.holder_id = ?)",
			[]any{a.r.turns().drafts, a.actor.OfficerID, a.actor.OfficerID, a.actor.OfficerID}
	case QueueReturned: // of those, what was sent back is told from the forms
		return " and (" + stepKey + " in ? or " + stepKey + " in ?)", []any{keys.work, a.r.turns().yours(roles).back}
	case QueueDone:
		return " and c.business <> ? and (c.last_officer = ? or exists (select 1 from case_hands h where h.case_id = c.id and h.person_id = ?))",
			[]any{string(BusinessLoad), a.actor.OfficerID, a.actor.PersonID}
	}
	return " and " + stepKey + " in ?", []any{keys.work}
}

// askedTurn tells that the officer's body was asked and has the turn; whoever holds the
// case at the handling body does not matter then.
func (a *act) askedTurn(roles []workflow.Role) arm {
	y := a.r.turns().yours(roles)
	return arm{"(" + stepKey + " in ? or " + stepKey + " in ? and c.due_on <> '' and c.due_on < ?" + peerTurn(roles) + ")", []any{y.asked, y.above, a.today}}
}

// peerTurn is peerAsked as a further way into a list, for those who answer.
func peerTurn(roles []workflow.Role) string {
	if slices.Contains(roles, workflow.Clerk) || slices.Contains(roles, workflow.Head) {
		return " or " + peerAsked
	}
	return ""
}

// keyed are the places of the rule book, as stepKey writes them, where some roles have
// work, decide, or confirm what another proposed.
type keyed struct{ work, checks, confirms []string }

func stepKeys(b *workflow.Book, roles []workflow.Role) keyed {
	out := keyed{work: []string{}, checks: []string{}, confirms: []string{}}
	for _, d := range b.Editions() {
		work, checks, confirms, wide := places{}, places{}, places{}, widely(d)
		for _, s := range d.Steps {
			if furthers(s, wide) {
				work.add(s.From, roles, s.By)
				work.add(s.From, roles, s.Propose)
			}
			switch {
			case s.TwoPerson():
				confirms.add(s.From, roles, s.By)
			case s.Hand == workflow.Checks && furthers(s, wide):
				checks.add(s.From, roles, s.By)
			}
		}
		out.work, out.checks, out.confirms = work.keys(out.work, d), checks.keys(out.checks, d), confirms.keys(out.confirms, d)
	}
	return out
}

// places are states of one definition, each as seen from a seat.
type places map[place]bool

type place struct {
	seat  workflow.Seat
	state workflow.State
}

func (p places) add(from []workflow.State, roles []workflow.Role, by []workflow.By) {
	for _, who := range by {
		if !slices.Contains(roles, who.Role) {
			continue
		}
		for _, s := range from {
			p[place{who.Seat, s}] = true
		}
	}
}

func (p places) keys(to []string, d *workflow.Definition) []string {
	for at := range p {
		to = append(to, string(at.seat)+"/"+string(d.Business)+"/"+string(d.Edition)+"/"+string(at.state))
	}
	return to
}

// sentBack tells whether the newest place that a case must go back to was left by a
// return.
func sentBack(returns string) bool {
	var stack []returnEntry
	if json.Unmarshal([]byte(returns), &stack) != nil || len(stack) == 0 {
		return false
	}
	return stack[len(stack)-1].Event == workflow.Return
}

// left says in words how long there is: working days, as officers count.
func (a *act) left(due models.Date) workflow.Word {
	if due == "" {
		return workflow.Word{Zh: "无期限", En: "no deadline"}
	}
	n, provisional := a.r.Calendar().WorkdaysBetween(a.today, due)
	w := workflow.Word{Zh: fmt.Sprintf("还剩%d个工作日", n), En: workflow.Counted(n, "%d working day left", "%d working days left")}
	switch {
	case due == a.today:
		w = workflow.Word{Zh: "今日到期", En: "due today"}
	case due > a.today && n == 0:
		w = workflow.Word{Zh: "最近一个工作日前到期", En: "due before the next working day"}
	case due < a.today && n == 0:
		w = workflow.Word{Zh: "已逾期", En: "overdue"}
	case due < a.today:
		w = workflow.Word{Zh: fmt.Sprintf("已逾期%d个工作日", -n), En: workflow.Counted(-n, "%d working day overdue", "%d working days overdue")}
	}
	if provisional {
		w.Zh, w.En = w.Zh+"（暂定）", w.En+" (provisional)"
	}
	return w
}
