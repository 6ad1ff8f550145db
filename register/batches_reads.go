package register

import (
	"context"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// BatchRow is an open roster as the list of rosters shows it. Own tells that one of
// the officer's bodies takes part in the roster itself; a body that is only asked
// about some of the lines has those counted alone, and Body stays empty for it.
type BatchRow struct {
	ID        string         `json:"id"`
	Number    string         `json:"number"`
	State     workflow.State `json:"state"`
	StateName workflow.Word  `json:"state_name"`
	Station   workflow.Word  `json:"station"`
	Body      string         `json:"body,omitempty"`
	Holder    string         `json:"holder,omitempty"`
	DueOn     models.Date    `json:"due_on,omitempty"`
	Own       bool           `json:"own"`
	Total     int64          `json:"total"`
	Ended     int64          `json:"ended"`
}

// Batches lists the open rosters in which the officer's bodies take part, or lines of
// which they are asked about, by number.
func (r *Registrar) Batches(ctx context.Context, actor Actor) ([]BatchRow, error) {
	out := []BatchRow{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		orgs := actor.readerOrgs()
		if len(orgs) == 0 {
			return nil
		}
		type row struct {
			ID, Number, State, Station, StationEn, Holder, DueOn string
			Own, Total, Ended                                    int64
		}
		open, args := a.unhidden()
		rows, err := store.Rows[row](tx, `with seen as (select distinct case_id from case_orgs where org in ?),
			lines as (select c.parent_id, count(*) as total, sum(case when c.closed_at is null then 0 else 1 end) as ended,
				sum(case when c.id in (select case_id from seen) and `+open+` then 1 else 0 end) as mine,
				sum(case when c.id in (select case_id from seen) and c.closed_at is not null and `+open+` then 1 else 0 end) as mine_ended
				from cases c where c.parent_id <> '' group by c.parent_id)
			select b.id, b.number, b.state, b.due_on, o.name as station, o.name_en as station_en, coalesce(h.name, '') as holder,
				case when b.id in (select case_id from seen) then 1 else 0 end as own,
				coalesce(case when b.id in (select case_id from seen) then l.total else l.mine end, 0) as total,
				coalesce(case when b.id in (select case_id from seen) then l.ended else l.mine_ended end, 0) as ended
			from cases b left join lines l on l.parent_id = b.id left join organisations o on o.code = b.handling_org left join officers h on h.id = b.holder_id
			where b.business = ? and b.closed_at is null and (b.id in (select case_id from seen) or l.mine > 0) order by b.number`, slices.Concat([]any{orgs}, args, args, []any{string(workflow.WardBatch)})...)
		if err != nil {
			return err
		}
		for _, x := range rows {
			b := BatchRow{ID: x.ID, Number: x.Number, State: workflow.State(x.State), StateName: r.book.StateWord(workflow.State(x.State)),
				Station: workflow.Word{Zh: x.Station, En: x.StationEn}, Holder: x.Holder, DueOn: models.Date(x.DueOn), Own: x.Own == 1, Total: x.Total, Ended: x.Ended}
			if b.Own {
				if b.Body, err = a.bodyOf(x.ID); err != nil {
					return err
				}
			}
			out = append(out, b)
		}
		return nil
	})
	return out, mapStore(err)
}

// bodyOf is the name of the institution that a roster declares.
func (a *act) bodyOf(batch string) (string, error) {
	form, err := store.One[models.CaseForm](a.tx, "case_id = ?", batch)
	if err != nil {
		return "", err
	}
	at := &act{r: a.r, tx: a.tx}
	if err := at.openForm(form); err != nil {
		return "", err
	}
	units, err := store.Many[models.Institution](a.tx, "id", "id = ?", at.form.Facts.Text(workflow.FactInstitution))
	if err != nil || len(units) == 0 {
		return "", err
	}
	return units[0].Name, nil
}

// BatchBody is the name of the institution of a roster that the officer may see.
func (r *Registrar) BatchBody(ctx context.Context, actor Actor, batch string) (string, error) {
	name := ""
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(batch); err != nil {
			return err
		}
		var err error
		name, err = a.bodyOf(batch)
		return err
	})
	return name, mapStore(err)
}

// BatchLine is a line of a roster as its page shows it: a line of a worklist, with
// where the child is registered. Origin, County and City are the bodies there; empty
// for a child without registration, or where the roster does not say. WaitedDays are
// the days since it came to its present state; UrgedAt is when somebody last urged it.
type BatchLine struct {
	WorkItem
	OriginCode string        `json:"origin_code,omitempty"`
	Origin     workflow.Word `json:"origin"`
	County     workflow.Word `json:"county"`
	City       workflow.Word `json:"city"`
	IntakeNo   string        `json:"intake_no,omitempty"`
	EnteredOn  models.Date   `json:"entered_on"`
	WaitedDays int           `json:"waited_days"`
	UrgedAt    *time.Time    `json:"urged_at,omitempty"`
	Closed     bool          `json:"closed"`
	// RegisterName is how the register writes the child, where the roster's name differs.
	RegisterName string `json:"register_name,omitempty"`
	// Undocumented tells that no document of guardianship is named yet.
	Undocumented bool `json:"undocumented,omitempty"`
	// Undone tells that nothing stands of what the line entered: a reversal undid it.
	Undone bool `json:"undone,omitempty"`
	// Events are the steps that the rule book writes for the state.
	Events []workflow.Event `json:"events"`
}

// BatchLines are all lines of a roster in whose case the officer's bodies take part,
// in the order of listing.
func (r *Registrar) BatchLines(ctx context.Context, actor Actor, batch string) ([]BatchLine, error) {
	var out []BatchLine
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(batch); err != nil {
			return err
		}
		var err error
		out, err = a.batchLines(batch)
		return err
	})
	return out, mapStore(err)
}

// AskedLines are the lines of a roster in which the officer's bodies take part and no
// other, with the roster's number: what a station of origin sees of it. A roster none
// of whose lines is theirs is not found.
func (r *Registrar) AskedLines(ctx context.Context, actor Actor, batch string) (string, []BatchLine, error) {
	var number string
	var out []BatchLine
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		var err error
		if out, err = a.batchLines(batch); err == nil && len(out) == 0 {
			err = ErrNotFound
		}
		if err != nil {
			return err
		}
		c, err := store.One[models.Case](tx, "id = ?", batch)
		number = c.Number
		return err
	})
	return number, out, mapStore(err)
}

// batchLines reads the lines that the officer may see, without those that are restricted
// and not theirs: a handful of messages to the database, however many they are.
func (a *act) batchLines(batch string) ([]BatchLine, error) {
	ours, args := a.ourCases()
	cases, err := store.Many[models.Case](a.tx, "number", "id in (select c.id from cases c where c.parent_id = ? and c.parent_id <> '' and "+ours+")", append([]any{batch}, args...)...)
	if err != nil || len(cases) == 0 {
		return nil, err
	}
	ids := make([]string, len(cases))
	for i, c := range cases {
		ids[i] = c.ID
	}
	read, err := a.readRows(ids)
	if err != nil {
		return nil, err
	}
	var seats []models.CaseOrg
	var orgs []models.Organisation
	var urged []models.Entry
	if err := a.tx.Together(store.Into(&seats, "org, seat", "case_id in ?", ids), store.Into(&orgs, "code", ""),
		store.Into(&urged, "at", "event = ? and case_id in ?", string(workflow.Urge), ids)); err != nil {
		return nil, err
	}
	places := keyed1(orgs, func(o models.Organisation) string { return o.Code })
	of := keyedMany(seats, func(s models.CaseOrg) string { return s.CaseID })
	last := keyed1(urged, func(e models.Entry) string { return e.CaseID })
	names, err := a.registerNames(ids)
	if err != nil {
		return nil, err
	}
	gone, err := undoneLines(a.tx, batch)
	if err != nil {
		return nil, err
	}
	out := make([]BatchLine, 0, len(cases))
	for _, c := range cases {
		l, err := a.batchLine(c, read, of[c.ID], places)
		if err != nil {
			return nil, err
		}
		if e, ok := last[c.ID]; ok {
			l.UrgedAt = &e.At
		}
		l.RegisterName, l.Undone = names[c.ID], slices.Contains(gone, c.ID)
		out = append(out, l)
	}
	return out, nil
}

func (a *act) batchLine(c models.Case, read *rowsRead, seats []models.CaseOrg, places map[string]models.Organisation) (BatchLine, error) {
	at := &act{r: a.r, now: a.now, today: a.today, actor: a.actor, c: c}
	def, ok := a.r.book.Get(workflow.Business(c.Business), c.Edition)
	if !ok {
		return BatchLine{}, ErrNotFound
	}
	at.def, at.seats = def, at.mine(slices.Clone(seats))
	if err := at.openForm(read.forms[c.ID]); err != nil {
		return BatchLine{}, err
	}
	w := worked{ID: c.ID, Class: string(at.deadline()), Turn: at.turnNumber()}
	item, err := a.workItem(w, read)
	if err != nil {
		return BatchLine{}, err
	}
	l := BatchLine{WorkItem: item, EnteredOn: c.EnteredOn, Closed: c.ClosedAt != nil, Events: def.Events(at.state())}
	if at.ownSeat() && !read.sealed[read.subjects[c.ID].PersonID] {
		l.IntakeNo = at.form.Facts.Text(workflow.FactIntakeNo)
	}
	if c.EnteredOn != "" {
		l.WaitedDays = c.EnteredOn.DaysUntil(a.today)
	}
	l.Undocumented = !at.form.Facts.Has(workflow.FactGuardianshipDoc)
	code := at.form.Facts.Text(workflow.FactOriginStation)
	for _, s := range seats {
		if s.Seat == string(workflow.Origin) && places[s.Org].Kind == models.KindStation {
			code = s.Org
		}
	}
	if station, ok := places[code]; ok {
		l.OriginCode, l.Origin = code, wordOf(station)
		county := places[station.Parent]
		l.County, l.City = wordOf(county), wordOf(places[county.Parent])
	}
	return l, nil
}

func wordOf(o models.Organisation) workflow.Word { return workflow.Word{Zh: o.Name, En: o.NameEn} }
