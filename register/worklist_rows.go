package register

import (
	"fmt"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// rowsRead is what the rows of a page are made of, each kind read once for all of them
// and found again by the case's id.
type rowsRead struct {
	cases     map[string]models.Case
	forms     map[string]models.CaseForm
	subjects  map[string]models.CaseSubject
	papers    map[string][]models.Material
	tasks     map[string][]models.CaseTask
	proposals map[string][]models.CaseProposal
	acceptors map[string]string
	routes    map[string]string // the route of a birth that was entered last
	last      map[string]models.Entry
	origins   map[string]workflow.Word
	officers  map[string]models.Officer
	people    map[string]models.Person
	typed     map[string]models.CaseTyping // by the officer who reads the list
	sealed    map[string]bool
	names     map[string]workflow.Word
}

// asked is a body asked in a case.
type asked struct {
	CaseID string
	Name   string
	NameEn string
}

// workItems fills a page in: two messages to the database, however long the page.
func (a *act) workItems(found []worked) ([]WorkItem, error) {
	items := make([]WorkItem, 0, len(found))
	if len(found) == 0 {
		return items, nil
	}
	ids := make([]string, len(found))
	for i, w := range found {
		ids[i] = w.ID
	}
	read, err := a.readRows(ids)
	if err != nil {
		return nil, err
	}
	for _, w := range found {
		item, err := a.workItem(w, read)
		if err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	return items, nil
}

func (a *act) readRows(ids []string) (*rowsRead, error) {
	var cases []models.Case
	var forms []models.CaseForm
	var subjects []models.CaseSubject
	var papers []models.Material
	var tasks []models.CaseTask
	var proposals []models.CaseProposal
	var hands []models.CaseHand
	var last []models.Entry
	var origins []asked
	var typed []models.CaseTyping
	var routes []models.Entry
	err := a.tx.Together(store.Into(&cases, "", "id in ?", ids), store.Into(&forms, "", "case_id in ?", ids),
		store.Into(&subjects, "role, n", "case_id in ? and n = 1", ids), store.Into(&papers, "added_at, id", "case_id in ?", ids),
		store.Into(&tasks, "opened_at, id", "case_id in ? and required and done_at is null", ids), store.Into(&proposals, "at, id", "case_id in ? and closed_at is null", ids),
		store.Into(&hands, "", "case_id in ? and acceptor", ids), a.readTyped(&typed, ids),
		store.IntoRows(&routes, "select case_id, to_state from journal where case_id in ? and from_state <> to_state and to_state in ? order by seq", ids, routeStates()),
		store.IntoRows(&last, "select j.case_id, j.at from cases c join journal j on j.case_id = c.id and j.seq = c.seq where c.id in ?", ids),
		store.IntoRows(&origins, "select o.case_id, b.name, b.name_en from case_orgs o join organisations b on b.code = o.org where o.case_id in ? and o.seat = 'origin' and b.kind = 'station'", ids))
	if err != nil {
		return nil, err
	}
	r := &rowsRead{cases: keyed1(cases, func(c models.Case) string { return c.ID }), forms: keyed1(forms, func(f models.CaseForm) string { return f.CaseID }),
		papers: keyedMany(papers, func(m models.Material) string { return m.CaseID }), tasks: keyedMany(tasks, func(t models.CaseTask) string { return t.CaseID }),
		proposals: keyedMany(proposals, func(p models.CaseProposal) string { return p.CaseID }), last: keyed1(last, func(e models.Entry) string { return e.CaseID }),
		typed:     keyed1(typed, func(t models.CaseTyping) string { return t.CaseID }),
		acceptors: map[string]string{}, routes: map[string]string{}, origins: map[string]workflow.Word{}, subjects: map[string]models.CaseSubject{}}
	for _, h := range hands {
		r.acceptors[h.CaseID] = h.PersonID
	}
	for _, e := range routes {
		r.routes[e.CaseID] = routeNamed(e.To)
	}
	for _, o := range origins {
		r.origins[o.CaseID] = workflow.Word{Zh: o.Name, En: o.NameEn}
	}
	for _, s := range subjects {
		def, ok := a.r.book.Get(workflow.Business(r.cases[s.CaseID].Business), r.cases[s.CaseID].Edition)
		if ok && s.Role == string(def.Subject) {
			r.subjects[s.CaseID] = s
		}
	}
	return r, a.readNamed(r)
}

// readNamed reads whom and what the rows name.
func (a *act) readNamed(r *rowsRead) error {
	var holders, people, orgs, sites, parents []string
	for _, c := range r.cases {
		holders, orgs = append(holders, c.HolderID), append(orgs, c.HandlingOrg)
		sites, parents = append(sites, c.Site), append(parents, c.ParentID)
	}
	for _, s := range r.subjects {
		people = append(people, s.PersonID)
	}
	var officers []models.Officer
	var persons []models.Person
	var bodies []models.Organisation
	var places []models.ServiceSite
	var batches []models.Case
	var sealed []string
	err := a.tx.Together(store.Into(&officers, "", "id in ?", holders), store.Into(&persons, "", "id in ?", people), store.Into(&bodies, "", "code in ?", orgs),
		store.Into(&places, "", "id in ?", sites), store.Into(&batches, "", "id in ?", parents), readSealed(&sealed, people))
	r.officers, r.people = keyed1(officers, func(o models.Officer) string { return o.ID }), keyed1(persons, func(p models.Person) string { return p.ID })
	r.names = namesFrom(bodies, places, batches)
	r.sealed = map[string]bool{}
	for _, id := range sealed {
		r.sealed[id] = true
	}
	return err
}

func keyed1[T any](rows []T, key func(T) string) map[string]T {
	out := make(map[string]T, len(rows))
	for _, row := range rows {
		out[key(row)] = row
	}
	return out
}

func keyedMany[T any](rows []T, key func(T) string) map[string][]T {
	out := map[string][]T{}
	for _, row := range rows {
		out[key(row)] = append(out[key(row)], row)
	}
	return out
}

// workItem is one row. An act stands in for each case in turn, so that what is asked of
// the rule book is asked as for the case's own page; it has no transaction, so that no
// row can cost a read of its own.
func (a *act) workItem(w worked, r *rowsRead) (WorkItem, error) {
	c := r.cases[w.ID]
	at := &act{r: a.r, now: a.now, today: a.today, actor: a.actor, c: c}
	at.cache.route = r.routes[c.ID]
	at.def, _ = a.r.book.Get(workflow.Business(c.Business), c.Edition)
	item := WorkItem{QueueItem: at.queueItem(c, nil), Deadline: Deadline(w.Class), Group: groupOrder[w.Grp], ReceivedOn: received(c), Site: c.Site,
		SiteName: r.names[c.Site], HandlingName: r.names[c.HandlingOrg], ParentNumber: r.names[c.ParentID].Zh, LastAt: c.OpenedAt}
	if e, ok := r.last[c.ID]; ok {
		item.LastAt = e.At
	}
	item.LastOn = models.DateOf(item.LastAt)
	item.Overdue = item.Deadline == DeadlineOverdue
	item.Holder = r.officers[c.HolderID].Name
	if at.def == nil {
		return item, nil
	}
	item.BusinessName = at.def.Names
	if err := at.openForm(r.forms[c.ID]); err != nil {
		return item, err
	}
	if word, quiet := workflow.ListedWord(at.state()); quiet {
		item.StateName = word
	}
	at.days(&item)
	turn := at.turn()
	if w.Turn == 2 {
		turn.paused = false
	}
	item.Overdue = item.Overdue || item.Deadline == DeadlineOverdue
	item.StateFamily = turn.family
	if at.isReturned() {
		item.StateFamily = FamilyReturned
	}
	if row, ok := r.typed[c.ID]; ok && turn.draft {
		var err error
		if item.Typed, err = at.withTyped(row); err != nil {
			return item, err
		}
	}
	at.aboutSubject(&item, r)
	at.papersOf(&item, r.papers[c.ID])
	at.nextOf(&item, turn, w.Turn > 0, r)
	if w.Turn == 2 && !turn.asks(a.actor) { // no step of the state is theirs: their word is waited for
		item.Next, item.NextEvent = a.r.book.EventWord(workflow.PeerWord), workflow.PeerWord
		item.BulkEvent, item.BulkTo, item.BulkNeeds = "", "", nil
	}
	return item, nil
}

// received is receivedOn of a case.
func received(c models.Case) models.Date {
	switch {
	case c.LodgedOn != "":
		return c.LodgedOn
	case c.AcceptedOn != "":
		return c.AcceptedOn
	}
	return c.EnteredOn
}

// days says how near the day is, and how long a paused case has stood still.
func (a *act) days(item *WorkItem) {
	cal := a.r.Calendar()
	if a.c.DueOn != "" && a.c.ClosedAt == nil {
		item.DaysLeft, _ = cal.WorkdaysBetween(a.today, a.c.DueOn)
	}
	if item.Deadline != DeadlinePaused {
		return
	}
	item.PausedDays, _ = cal.WorkdaysBetween(a.c.EnteredOn, a.today)
	item.Left = workflow.Word{Zh: "计时暂停", En: "time stands still"}
	if item.PausedDays > 0 {
		item.Left = workflow.Word{Zh: fmt.Sprintf("计时暂停，已停%d个工作日", item.PausedDays), En: workflow.Counted(item.PausedDays, "time stands still, %d working day so far", "time stands still, %d working days so far")}
	}
}

// namesFrom are names by code or id; a batch goes by its case number.
func namesFrom(bodies []models.Organisation, places []models.ServiceSite, batches []models.Case) map[string]workflow.Word {
	out := map[string]workflow.Word{}
	for _, o := range bodies {
		out[o.Code] = workflow.Word{Zh: o.Name, En: o.NameEn}
	}
	for _, s := range places {
		out[s.ID] = workflow.Word{Zh: s.Name, En: s.NameEn}
	}
	for _, c := range batches {
		out[c.ID] = workflow.Word{Zh: c.Number, En: c.Number}
	}
	return out
}
