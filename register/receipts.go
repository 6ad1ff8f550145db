package register

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// Receipt is what the sheet of a step said when it was given out, beside the step's own
// words: a receipt, a notice of what is lacking or a decision. It stands in the journal
// with the step, so that a reprint says the same whatever the case became since.
type Receipt struct {
	// Subject and Applicant are the names as they were declared then.
	Subject   string `json:"subject,omitempty"`
	Applicant string `json:"applicant,omitempty"`
	// Papers are the kinds that were handed in by then.
	Papers []workflow.MaterialKind `json:"papers,omitempty"`
	// Items are what a notice asks for; Body is who issued the sheet, by the name of then.
	Items []string       `json:"items,omitempty"`
	Body  *workflow.Word `json:"body,omitempty"`
	// Place is where the case was taken in, and where more is brought: the station with its
	// service site, by the names of then.
	Place *workflow.Word `json:"place,omitempty"`
	// DueOn is the day promised: before acceptance the one by which the office tells
	// whether it accepts or what lacks, after it the one of the decision.
	DueOn       models.Date `json:"due_on,omitempty"`
	Provisional bool        `json:"provisional,omitempty"`
}

// noteReceipt keeps, in the journal row of the step, what its receipt says.
func (a *act) noteReceipt(to workflow.State) error {
	accepted := a.req.Event == workflow.Accept || a.req.Event == workflow.DeemAccepted
	_, sheet := a.detail["sheet"]
	if a.dec.Proposing || !accepted && !sheet && a.req.Event != workflow.Lodge {
		return nil
	}
	out := Receipt{Applicant: a.fact(workflow.FactApplicantName)}
	switch {
	case accepted:
		out.DueOn, out.Provisional = a.decidedBy(to)
	case a.req.Event == workflow.Lodge:
		out.DueOn, out.Provisional = a.c.DueOn, a.c.Provisional
	}
	if err := a.noteIssue(&out); err != nil {
		return err
	}
	who, _, err := a.subject()
	if err != nil {
		return err
	}
	out.Subject = who.Name
	papers, err := a.materials()
	if err != nil {
		return err
	}
	for _, m := range papers {
		if kind := workflow.MaterialKind(m.Kind); !slices.Contains(out.Papers, kind) {
			out.Papers = append(out.Papers, kind)
		}
	}
	a.note("receipt", out)
	return nil
}

// noteIssue adds who issues the sheet and where the case was taken in, and what a notice
// asks for.
func (a *act) noteIssue(out *Receipt) error {
	if a.req.Event == workflow.RequestCorrection || a.req.Event == workflow.AskSupplement {
		out.Items = a.req.Input.List(workflow.InItems)
	}
	var bodies []models.Organisation
	var sites []models.ServiceSite
	err := a.tx.Together(store.Into(&bodies, "code", "code in ?", []string{a.c.HandlingOrg, a.c.AcceptanceOrg}), store.Into(&sites, "id", "id = ?", a.c.Site))
	for _, o := range bodies {
		if o.Code == a.c.HandlingOrg {
			out.Body = &workflow.Word{Zh: o.Name, En: o.NameEn}
		}
		if o.Code == a.c.AcceptanceOrg {
			out.Place = &workflow.Word{Zh: o.Name, En: o.NameEn}
		}
	}
	if a.issuer.Code != "" {
		out.Body = &workflow.Word{Zh: a.issuer.Name, En: a.issuer.NameEn}
	}
	if len(sites) == 1 && out.Place != nil {
		out.Place.En = cmp.Or(out.Place.En, out.Place.Zh) + " · " + cmp.Or(sites[0].NameEn, sites[0].Name)
		out.Place.Zh += " · " + sites[0].Name
	}
	return err
}

// decidedBy is the day by which the case is decided, reckoned from its acceptance: the
// periods of all stages on its way, one after the other, and of every level that may yet
// have to decide. Time of others stands still and is none of them (行政许可法 42, 43, 45).
func (a *act) decidedBy(at workflow.State) (due models.Date, provisional bool) {
	way := []workflow.State{at}
	for _, next := range a.ahead(a.actor.PersonID) {
		if a.decidesInto(way[len(way)-1], next) || a.def.Ended(next) {
			break
		}
		way = append(way, next)
	}
	levels := []workflow.State{workflow.StationReview, workflow.CountyReview, workflow.CityReview}
	for _, s := range levels[:min(int(a.pureLevel()), len(levels))] {
		if len(a.def.From(s)) > 0 && !slices.Contains(way, s) {
			way = append(way, s)
		}
	}
	due = a.c.AcceptedOn
	for _, s := range way {
		limit, has := a.def.Limits[s]
		if !has || stands(a.def, s) {
			continue
		}
		day, unsure := a.r.Calendar().Due(due, a.span(limit))
		due, provisional = day, provisional || unsure
	}
	if due == a.c.AcceptedOn {
		due = ""
	}
	return due, provisional
}

// decidesInto tells that the decision leads from one state to the other.
func (a *act) decidesInto(from, to workflow.State) bool {
	return slices.ContainsFunc(a.def.From(from), func(s workflow.Step) bool {
		return slices.Contains(s.To, to) && slices.Contains(s.Do, workflow.EffDecisionSheet) && !s.Adverse
	})
}

// Receipt is the receipt of the step that an event names, as it was given out: of
// acceptance for Accept, of the papers for Lodge. Of a case from before receipts were
// kept it has the day alone; false where no such step was taken.
func (r *Registrar) Receipt(ctx context.Context, actor Actor, id string, on workflow.Event) (out Receipt, kept bool, err error) {
	events := []workflow.Event{on}
	if on == workflow.Accept {
		events = append(events, workflow.DeemAccepted)
	}
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		rows, err := store.Many[models.Entry](tx, "seq desc limit 1", "case_id = ? and event in ?", a.c.ID, events)
		if err != nil || len(rows) == 0 {
			return err
		}
		rec, err := r.openRecord(rows[0])
		if err != nil {
			return err
		}
		if kept, err = a.keptIn(rec, &out); kept || err != nil {
			return err
		}
		if on == workflow.Accept {
			return a.promisedOf(&out)
		}
		return nil
	})
	return out, kept, mapStore(err)
}

// keptIn reads what the journal row keeps of its sheet; false where it keeps nothing.
func (a *act) keptIn(rec Record, out *Receipt) (bool, error) {
	if rec.Detail["receipt"] == nil {
		return false, nil
	}
	err := json.Unmarshal([]byte(jsonText(rec.Detail["receipt"])), out)
	if a.form.Facts.Bool(factRestricted) && a.c.HolderID != a.actor.OfficerID {
		out.Subject, out.Applicant = "", "" // as lists say nothing of them
	}
	if err != nil || out.Subject == "" {
		return true, err
	}
	who, err := a.shownSubjects()
	if i := slices.IndexFunc(who, func(s models.CaseSubject) bool { return s.Role == string(a.def.Subject) }); i >= 0 && who[i].Name == SealedWord().Zh {
		if out.Applicant == out.Subject {
			out.Applicant = who[i].Name
		}
		out.Subject = who[i].Name
	}
	return true, err
}

// Issued is what the notice or decision of a number said when it was issued, beside its
// step's own words. False for a sheet from before that was kept, and for no such sheet.
func (r *Registrar) Issued(ctx context.Context, actor Actor, id, number string) (out Receipt, kept bool, err error) {
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(id); err != nil {
			return err
		}
		rows, err := store.Many[models.Entry](tx, "seq desc", "case_id = ?", a.c.ID)
		if err != nil {
			return err
		}
		for _, row := range rows {
			rec, err := r.openRecord(row)
			if err != nil {
				return err
			}
			if a.sheetOf(rec) == number {
				kept, err = a.keptIn(rec, &out)
				return err
			}
		}
		return nil
	})
	return out, kept, mapStore(err)
}

// promisedOf is the day of a receipt that was not kept: the period that began with the
// acceptance.
func (a *act) promisedOf(out *Receipt) error {
	rows, err := store.Many[models.CaseClock](a.tx, "started_on, id limit 1", "case_id = ? and started_on = ?", a.c.ID, a.c.AcceptedOn)
	if err != nil || len(rows) == 0 || stands(a.def, workflow.State(rows[0].State)) {
		return err
	}
	var span calendar.Span
	if err := json.Unmarshal([]byte(rows[0].Span), &span); err != nil {
		return err
	}
	out.DueOn, out.Provisional = a.r.Calendar().Due(rows[0].StartedOn, span)
	return nil
}
