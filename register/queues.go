package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The queues. Mine is what the officer holds; Station what nobody holds and one of
// the officer's roles can take further; Approvals what waits for a decision of theirs;
// Waiting what they touched last and others must take on, and what they hold while somebody
// outside is to answer, until the day of the reminder; Overdue what is past its
// day while the authority's time runs; Returned what was sent back to where they work.
const (
	QueueMine      = "mine"
	QueueStation   = "station"
	QueueApprovals = "approvals"
	QueueWaiting   = "waiting"
	QueueOverdue   = "overdue"
	QueueReturned  = "returned"
)

// Queues lists the names of the queues, in the order that pages show them.
func Queues() []string {
	return []string{QueueMine, QueueStation, QueueApprovals, QueueReturned, QueueOverdue, QueueWaiting}
}

// QueuePage is a page of a queue, most urgent first; what has no day comes last. Next
// asks for the page after it and is empty on the last. Total counts the whole queue,
// read in the same picture of the database as the page.
type QueuePage struct {
	Items []QueueItem `json:"items"`
	Next  string      `json:"next,omitempty"`
	Total int64       `json:"total"`
}

// QueueItem is a case as a queue shows it.
type QueueItem struct {
	ID           string            `json:"id"`
	Number       string            `json:"number"`
	Business     workflow.Business `json:"business"`
	BusinessName workflow.Word     `json:"business_name"`
	State        workflow.State    `json:"state"`
	StateName    workflow.Word     `json:"state_name"`
	Version      int64             `json:"version"`
	DueOn        models.Date       `json:"due_on,omitempty"`
	Left         workflow.Word     `json:"left"`
	Overdue      bool              `json:"overdue"`
	Late         bool              `json:"late"`
	Holder       string            `json:"holder,omitempty"`
	Subject      string            `json:"subject"`
	Handling     string            `json:"handling_station"`
	Parent       string            `json:"parent,omitempty"`
}

// How long a page is when nothing is asked, and at most.
const (
	pageUsual = 20
	pageMost  = 100
)

// Queue is one page of a queue of the officer. It holds nothing that the officer may
// not open, and nothing for an administrator.
func (r *Registrar) Queue(ctx context.Context, actor Actor, name, cursor string, limit int) (*QueuePage, error) {
	if !slices.Contains(Queues(), name) {
		return nil, ErrNotFound
	}
	after, err := readCursor(name, cursor)
	if err != nil {
		return nil, err
	}
	if limit <= 0 {
		limit = pageUsual
	}
	limit = min(limit, pageMost)
	page := &QueuePage{Items: []QueueItem{}}
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		found, total, err := a.queue(name, after, limit+1)
		if err != nil {
			return err
		}
		page.Total = total
		if len(found) > limit {
			found = found[:limit]
			page.Next = found[limit-1].cursor(name)
		}
		page.Items, err = a.queueItems(found)
		return err
	})
	return page, mapStore(err)
}

// queue is the ids of a page in order, and how many the whole queue has.
func (a *act) queue(name string, after queued, limit int) ([]queued, int64, error) {
	arms, err := a.arms(name)
	if err != nil || len(arms) == 0 {
		return nil, 0, err
	}
	if name == QueueReturned {
		return a.returned(arms, after, limit)
	}
	text, args := joinArms(arms)
	rows, err := store.Rows[queued](a.tx, "with q as ("+text+") select q.id, q.urgent, (select count(*) from q) as total from q "+
		"where q.urgent > ? or (q.urgent = ? and q.id > ?) order by q.urgent, q.id limit ?",
		append(args, after.Urgent, after.Urgent, after.ID, limit)...)
	if err != nil || len(rows) > 0 {
		return rows, totalOf(rows), err
	}
	if after == (queued{}) {
		return nil, 0, nil
	}
	rest, err := store.Rows[int64](a.tx, "with q as ("+text+") select count(*) from q", args...)
	if err != nil {
		return nil, 0, err
	}
	return nil, rest[0], nil
}

func totalOf(rows []queued) int64 {
	if len(rows) == 0 {
		return 0
	}
	return rows[0].Total
}

// returned is the queue of what was sent back.
func (a *act) returned(arms []arm, after queued, limit int) ([]queued, int64, error) {
	rows, err := a.sentBackCases(arms)
	var page []queued
	for _, q := range rows {
		later := q.Urgent > after.Urgent || q.Urgent == after.Urgent && q.ID > after.ID
		if later && len(page) < limit {
			page = append(page, q)
		}
	}
	return page, int64(len(rows)), err
}

// sentBackCases are the cases of the arms that were sent back. Where a case must go
// back to stands in its form; only a case that is away has any, so these few are read
// and judged here.
func (a *act) sentBackCases(arms []arm) ([]queued, error) {
	text, args := joinArms(arms)
	rows, err := store.Rows[queued](a.tx, sentBackText(text), args...)
	return slices.DeleteFunc(rows, func(q queued) bool { return !sentBack(q.Returns) }), err
}

// sentBackText reads the cases of a query that are away, in order.
func sentBackText(of string) string {
	return "with q as (" + of + ") select q.id, q.urgent, f.returns from q join case_forms f on f.case_id = q.id where f.returns <> '' order by q.urgent, q.id"
}

// queueItems fills a page in.
func (a *act) queueItems(found []queued) ([]QueueItem, error) {
	items := make([]QueueItem, 0, len(found))
	if len(found) == 0 {
		return items, nil
	}
	ids := make([]string, len(found))
	for i, q := range found {
		ids[i] = q.ID
	}
	cases, err := byKey(a.tx, func(c models.Case) string { return c.ID }, "id in ?", ids)
	if err != nil {
		return nil, err
	}
	var holders []string
	for _, c := range cases {
		holders = append(holders, c.HolderID)
	}
	officers, err := byKey(a.tx, func(o models.Officer) string { return o.ID }, "id in ?", holders)
	if err != nil {
		return nil, err
	}
	subjects, err := byKey(a.tx, func(s models.CaseSubject) string { return s.CaseID + "|" + s.Role }, "case_id in ? and n = 1", ids)
	if err != nil {
		return nil, err
	}
	var people []string
	for _, s := range subjects {
		people = append(people, s.PersonID)
	}
	sealed, err := a.sealedAmong(people)
	if err != nil {
		return nil, err
	}
	seats, err := a.seatsOf(ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		c := cases[id]
		item := a.queueItem(c, seats[id])
		item.Holder = officers[c.HolderID].Name
		if def, ok := a.r.book.Get(workflow.Business(c.Business), c.Edition); ok {
			item.BusinessName = def.Names
			s := subjects[id+"|"+string(def.Subject)]
			if item.Subject = s.Name; sealed[s.PersonID] {
				item.Subject = SealedWord().Zh
			}
		}
		items = append(items, item)
	}
	return items, nil
}

// byKey reads rows and sorts them by a key.
func byKey[T any](tx *store.Tx, key func(T) string, where string, ids []string) (map[string]T, error) {
	rows, err := store.Many[T](tx, "", where, ids)
	out := make(map[string]T, len(rows))
	for _, row := range rows {
		out[key(row)] = row
	}
	return out, err
}

func (a *act) queueItem(c models.Case, seats []models.CaseOrg) QueueItem {
	return QueueItem{ID: c.ID, Number: c.Number, Business: workflow.Business(c.Business), State: workflow.State(c.State),
		StateName: a.r.book.StateWord(workflow.State(c.State)), Version: c.Version, DueOn: c.DueOn, Left: a.left(c.DueOn),
		Overdue: c.DueOn != "" && c.DueOn < a.today && (!a.standsStill(c) || a.askedIn(c, seats)), Late: c.Late, Handling: c.HandlingOrg, Parent: c.ParentID}
}

// NextFromStation takes the most urgent case of the station's queue in hand: of many
// who ask at once each gets another. Cases that the officer must stand aside from are
// passed over, and so are those that stand still until their reminder comes. Status 204 without a body says that there is nothing to take.
func (r *Registrar) NextFromStation(ctx context.Context, actor Actor) (Answer, error) {
	out := Answer{Status: 204}
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		out = Answer{Status: 204}
		after := queued{}
		for {
			found, _, err := r.begin(tx, actor).queue(QueueStation, after, pageUsual)
			if err != nil || len(found) == 0 {
				return err
			}
			for _, q := range found {
				a := r.begin(tx, actor)
				taken, err := a.takeInHand(q.ID)
				if err != nil {
					return err
				}
				if taken {
					out, err = a.answer("", 200)
					return err
				}
			}
			after = found[len(found)-1]
		}
	})
	return out, mapStore(err)
}

// takeInHand takes a case that nobody holds; false when another was first, or when the
// officer may not act in it.
func (a *act) takeInHand(id string) (bool, error) {
	if err := a.load(id); err != nil {
		return false, err
	}
	if !ordinaryWork(a.def, a.state(), a.actor.standings(a.seats)) {
		return false, nil // asked for their word alone: the case stays free for those who handle it
	}
	if a.restsStill() {
		return false, nil
	}
	g, _ := a.r.book.Guard(workflow.GNotRecused)
	facts, err := a.gather(g.Reads)
	if err != nil || !a.r.book.Holds(workflow.GNotRecused, facts) {
		return false, err
	}
	n, err := store.Set[models.Case](a.tx, map[string]any{"holder_id": a.actor.OfficerID, "held_at": a.now},
		"id = ? and holder_id = '' and closed_at is null and version = ?", id, a.c.Version)
	if err != nil || n == 0 {
		return false, err
	}
	if err := a.read(id); err != nil {
		return false, err
	}
	if err := a.opened(); err != nil {
		return false, err
	}
	return true, a.logAccess("case")
}

// restsStill tells that the case waits for somebody else, its time standing still, and that
// the day of the reminder has not come: there is nothing to do about it yet.
func (a *act) restsStill() bool {
	return a.standsStill(a.c) && !a.askedIn(a.c, a.seats) && (a.c.DueOn == "" || a.c.DueOn > a.today)
}
