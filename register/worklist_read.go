package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// worked is a case's place in a worklist: its group, whether the turn is the officer's
// (1, and 2 where the officer's body was asked), and the key that it is sorted by.
type worked struct {
	ID    string
	Turn  int
	Class string
	Grp   int
	Key   string
}

// tallied counts the cases of a queue that are alike in all that filters ask.
type tallied struct {
	Class    string
	Grp      int
	Business string
	Station  string
	Site     string
	Batch    string
	N        int64
}

// groupOrder are the groups as the database numbers them.
var groupOrder = []Group{GroupNow, GroupReady, GroupWaiting, GroupDone}

// worklistView is the queue with what it is grouped, filtered and sorted by: a with
// clause that ends in w. What stands still waits for others until the day of its
// reminder has come.
func (a *act) worklistView(q WorklistQuery) (arm, error) {
	inside := arm{}
	arms, err := a.worklistArms(q.Queue)
	if err != nil || len(arms) == 0 {
		return inside, err
	}
	inside.text, inside.args = unionAll(arms)
	text := "with q as (select id, max(turn) as turn from (" + inside.text + ") x group by id), " +
		"p as (select c.id, q.turn, c.business, c.handling_org as station, c.site, c.parent_id as batch, c.due_on, c.entered_on, " + urgentOn + " as urgent, " + receivedOn + " as received, " +
		"case when c.closed_at is not null then 1 else 0 end as ended, case when " + caseKey + " in ? then 1 else 0 end as ready, case when " + caseKey + " in ? and " + returnedHere + " then 1 else 0 end as back, " + classOf("q.turn = 2") + " as class from q join cases c on c.id = q.id), " +
		"g as (select p.*, case when ended = 1 then 3 when turn = 0 or class = '" + string(DeadlinePaused) + "' and (due_on = '' or due_on > ?) then 2 when ready = 1 and back = 0 then 1 else 0 end as grp from p), " +
		"w as (select g.*, " + sortKey(q) + " as sortkey from g) "
	args := slices.Concat(inside.args, []any{a.r.turns().ready, a.r.turns().returned}, a.classArgs(), []any{a.today})
	return arm{text, args}, nil
}

// receivedOn is when the applicant asked for a case, or where nobody did, when it was
// accepted or came to where it stands.
const receivedOn = "case when c.lodged_on <> '' then c.lodged_on when c.accepted_on <> '' then c.accepted_on else c.entered_on end"

// sortKey is what the order asked for sorts by; ended cases go by the day they ended.
func sortKey(q WorklistQuery) string {
	switch {
	case q.Queue == QueueDone:
		return "entered_on"
	case q.Sort == SortReceived:
		return "received"
	case q.Sort == SortDeadline:
		return "urgent"
	}
	return "case when grp = 0 and back = 1 then '0' when grp = 0 then '1' when grp = 1 then '2' else '3' end || urgent"
}

// returnedHere tells that a review sent the case back. The states in which that is asked
// are left with the short way back, so that whatever was returned here still is.
const returnedHere = "exists (select 1 from case_forms f where f.case_id = c.id and f.returns like '%\"event\":\"return\"%')"

// worklistArms are the ways into a queue, each giving a case and whether the turn is
// the officer's. What was sent back is told from the forms of the few cases that are
// away.
func (a *act) worklistArms(name string) ([]arm, error) {
	head := func(roles []workflow.Role) arm {
		y, askedTurn := a.r.turns().yours(roles), a.askedTurn(roles)
		h := arm{text: "select c.id, case when " + askedTurn.text + " then 2 when c.holder_id in ('', ?) and case when " + caseKey + " in ? and " + returnedHere + " then " + stepKey + " in ? else " + stepKey + " in ? end",
			args: append(askedTurn.args, a.actor.OfficerID, a.r.turns().returned, y.back, y.own)}
		if name == QueueApprovals {
			h.text += " or " + proposedToMe
			h.args = append(h.args, stepKeys(a.r.book, roles).confirms, a.actor.PersonID)
		}
		h.text += " then 1 else 0 end as turn from "
		return h
	}
	arms, err := a.armsWith(name, head)
	if err != nil || name != QueueReturned || len(arms) == 0 {
		return arms, err
	}
	plain, err := a.arms(name)
	if err != nil {
		return nil, err
	}
	away, err := a.sentBackCases(plain)
	ids := make([]string, len(away))
	for i, q := range away {
		ids[i] = q.ID
	}
	for i := range arms {
		arms[i].text += " and c.id in ?"
		arms[i].args = append(arms[i].args, ids)
	}
	return arms, err
}

// filterText keeps what the filters let pass; it has one text for ever.
const filterText = "(? = '' or business = ?) and (? = '' or station = ?) and (? = '' or site = ?) and (? = '' or batch = ?) and (? = '' or class = ?)"

func (q WorklistQuery) filterArgs() []any {
	var out []any
	for _, v := range []string{string(q.Business), q.Station, q.Site, q.Batch, string(q.Deadline)} {
		out = append(out, v, v)
	}
	return out
}

// check tells every wrong value of a query at once.
func (q *WorklistQuery) check(r *Registrar) error {
	var wrong []FieldError
	if q.Sort == "" {
		q.Sort = SortGroup
	}
	if !slices.Contains([]Sort{SortGroup, SortDeadline, SortReceived}, q.Sort) {
		wrong = append(wrong, fieldError("sort", "unknown_order", "没有这种排序，请选下一步、时限或受理日期。", "There is no such order; choose next act, deadline or day received."))
	}
	if q.Deadline != "" && !slices.Contains(Deadlines(), q.Deadline) {
		wrong = append(wrong, fieldError("deadline", "unknown_class", "没有这个时限类别，请从列表中选择。", "There is no such class of deadline; choose one of the list."))
	}
	if _, known := r.book.Current(q.Business, r.Today()); q.Business != "" && !known {
		wrong = append(wrong, r.noSuchBusiness("business").Errors...)
	}
	return refused(wrong)
}

// Deadlines lists the classes of a day, most urgent first.
func Deadlines() []Deadline {
	return []Deadline{DeadlineOverdue, DeadlineToday, DeadlineSoon, DeadlineAmple, DeadlinePaused, DeadlineNone}
}

func (r *Registrar) worklist(ctx context.Context, actor Actor, q WorklistQuery) (*Worklist, error) {
	if !slices.Contains(Worklists(), q.Queue) {
		return nil, ErrNotFound
	}
	if err := q.check(r); err != nil {
		return nil, err
	}
	after, err := readPlace(q.Queue+"/"+string(q.Sort), q.Cursor)
	if err != nil {
		return nil, err
	}
	q.Limit = pageLength(q.Limit)
	out := &Worklist{Queue: q.Queue, Items: []WorkItem{}, Counts: map[Deadline]int64{}, AsOf: r.Now()}
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		return r.begin(tx, actor).worklist(q, after, out)
	})
	return out, mapStore(err)
}

// worklist reads the counts and the page in one message, and then what the page's rows
// say.
func (a *act) worklist(q WorklistQuery, after listPlace, out *Worklist) error {
	view, err := a.worklistView(q)
	if err != nil || view.text == "" {
		return err
	}
	var tallies []tallied
	var rows []worked
	page := arm{view.text + "select id, turn, class, grp, sortkey as key from w where " + filterText, append(slices.Clone(view.args), q.filterArgs()...)}
	page = after.page(page, q.Queue == QueueDone, q.Limit+1)
	err = a.tx.Together(
		store.IntoRows(&tallies, view.text+"select class, grp, business, station, site, batch, count(*) as n from w group by class, grp, business, station, site, batch", view.args...),
		store.IntoRows(&rows, page.text, page.args...))
	if err != nil {
		return err
	}
	out.count(q, tallies)
	if len(rows) > q.Limit {
		rows = rows[:q.Limit]
		last := rows[q.Limit-1]
		out.Next = listPlace{last.Key, last.ID}.cursor(q.Queue + "/" + string(q.Sort))
	}
	if err := a.nameFacets(out); err != nil {
		return err
	}
	out.Items, err = a.workItems(rows)
	return err
}

// count adds the tallies up: the facets over the whole queue, the classes over what
// the other filters let pass, total and groups over what all do.
func (l *Worklist) count(q WorklistQuery, all []tallied) {
	groups := map[int]int64{}
	for _, t := range all {
		l.Businesses, l.Stations = tally(l.Businesses, t.Business, t.N), tally(l.Stations, t.Station, t.N)
		l.Sites, l.Batches = tally(l.Sites, t.Site, t.N), tally(l.Batches, t.Batch, t.N)
		if !q.passes(t) {
			continue
		}
		l.Counts[Deadline(t.Class)] += t.N
		if q.Deadline == "" || t.Class == string(q.Deadline) {
			l.Total += t.N
			groups[t.Grp] += t.N
		}
	}
	for n, g := range groupOrder {
		if groups[n] > 0 {
			w := groupWords()[g]
			w.Count = groups[n]
			l.Groups = append(l.Groups, w)
		}
	}
}

// passes tells whether the filters but the deadline's let a tally pass.
func (q WorklistQuery) passes(t tallied) bool {
	is := func(asked, has string) bool { return asked == "" || asked == has }
	return is(string(q.Business), t.Business) && is(q.Station, t.Station) && is(q.Site, t.Site) && is(q.Batch, t.Batch)
}

func tally(f []Facet, value string, n int64) []Facet {
	if value == "" {
		return f
	}
	i := slices.IndexFunc(f, func(x Facet) bool { return x.Value == value })
	if i < 0 {
		return append(f, Facet{Value: value, Count: n})
	}
	f[i].Count += n
	return f
}

// nameFacets gives the facets their names and puts them in order: businesses as the
// book has them, the others by value.
func (a *act) nameFacets(l *Worklist) error {
	names, err := a.namesOf(values(l.Stations), values(l.Sites), values(l.Batches))
	if err != nil {
		return err
	}
	for _, list := range [][]Facet{l.Stations, l.Sites, l.Batches} {
		for i, f := range list {
			list[i].Name = names[f.Value]
		}
		slices.SortFunc(list, func(x, y Facet) int { return cmpText(x.Value, y.Value) })
	}
	order := map[string]int{}
	for n, d := range a.r.book.All(a.today) {
		order[string(d.Business)] = n
	}
	for i, f := range l.Businesses {
		l.Businesses[i].Name = a.businessWord(f.Value)
	}
	slices.SortFunc(l.Businesses, func(x, y Facet) int { return order[x.Value] - order[y.Value] })
	return nil
}

func values(f []Facet) []string {
	out := make([]string, len(f))
	for i := range f {
		out[i] = f[i].Value
	}
	return out
}

// businessWord names a business by its edition in force.
func (a *act) businessWord(b string) workflow.Word {
	if d, ok := a.r.book.Current(workflow.Business(b), a.today); ok {
		return d.Names
	}
	return workflow.Word{Zh: b, En: b}
}

// namesOf are the names of bodies, sites and cases by their codes and ids, in one
// message.
func (a *act) namesOf(orgs, sites, cases []string) (map[string]workflow.Word, error) {
	var bodies []models.Organisation
	var places []models.ServiceSite
	var parents []models.Case
	err := a.tx.Together(store.Into(&bodies, "", "code in ?", orgs), store.Into(&places, "", "id in ?", sites), store.Into(&parents, "", "id in ?", cases))
	return namesFrom(bodies, places, parents), err
}
