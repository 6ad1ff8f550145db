package register

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// OpenRequest is the wish to open a case. Facts are declared; subjects name persons
// of the register. Site, when given, is the service site at which it was taken in.
type OpenRequest struct {
	Business        workflow.Business
	RegisterStation string
	Site            string
	// Consents are the joint items of a birth that were ticked in the form.
	Consents []ItemConsentRequest `json:",omitempty"`
	// Campaign, when given, is the campaign of visits in which a lead was noted.
	Campaign string `json:",omitempty"`
	Facts    workflow.Facts
	Subjects []SubjectRequest
	Parent   string
	Origin   string
	Key      string
}

// SubjectRequest names a person's part: by the id of the register.
type SubjectRequest struct {
	Role   workflow.SubjectRole `json:"role"`
	Person string               `json:"person_id"`
	// Number is the full citizen number as on a card handed over the counter; whoever is
	// registered elsewhere can only be named with it.
	Number models.CitizenNumber `json:"citizen_number,omitempty"`
}

// Open opens a draft. The officer's own posting says where it is taken in.
func (r *Registrar) Open(ctx context.Context, actor Actor, q OpenRequest) (Answer, error) {
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		ans, done, err := a.replay(q.Key, hashRequest("open", q))
		if err != nil || done {
			out = ans
			return err
		}
		if err := a.open(q); err != nil {
			return err
		}
		out, err = a.answer(q.Key, 201)
		return err
	})
	return out, mapStore(err)
}

// open writes the draft of a case; every wrong value is told at once.
func (a *act) open(q OpenRequest) error {
	def, ok := a.r.book.Current(q.Business, a.today)
	if !ok {
		return a.r.noSuchBusiness("business")
	}
	if batch, is := a.r.book.BatchOf(q.Business); is {
		name := a.r.book.BusinessWord(batch)
		return invalid("business", "not_alone", "这项业务只作为名册中的一行办理：请先开立“"+name.Zh+"”，再在名册中添加。", "This business is only a line of a roster: open “"+name.En+"” and add the line there.")
	}
	station, err := a.intakeOrg(def)
	if err != nil {
		return err
	}
	if q.RegisterStation == "" {
		q.RegisterStation = station
	}
	a.def = def
	a.form = form{Facts: maps.Clone(q.Facts)}
	if a.form.Facts == nil {
		a.form.Facts = workflow.Facts{}
	}
	var wrong []FieldError
	reg, err := a.org(q.RegisterStation)
	if err != nil || reg.Kind != models.KindStation {
		wrong = append(wrong, fieldError("register_station", "unknown_station", "没有这个派出所，请核对机构代码。", "There is no such station; check its code."))
	}
	byCard, err := a.nameByCard(a.form.Facts, "")
	if err != nil {
		return err
	}
	bonds, err := a.bondsByCard(a.form.Facts)
	if err != nil {
		return err
	}
	wrong = append(append(wrong, byCard...), bonds...)
	named, err := a.nameUnit(a.form.Facts, q.RegisterStation, true)
	if err != nil {
		return err
	}
	wrong = slices.Concat(wrong, named, a.checkFacts(a.form.Facts))
	together, err := a.checkTogether(a.form.Facts, q.RegisterStation)
	if err != nil {
		return err
	}
	wrong = append(wrong, together...)
	wrong = append(wrong, a.checkSite(q.Site, station)...)
	if reg.Code != "" {
		away, err := a.checkAcross(station, reg.Code)
		if err != nil {
			return err
		}
		wrong = append(wrong, away...)
	}
	var bodies map[string]string
	if reg.Code != "" {
		var items []FieldError
		if items, bodies, err = a.checkItemConsents(q.Consents, reg.Code); err != nil {
			return err
		}
		wrong = append(wrong, items...)
	}
	found, err := a.checkCampaign(q.Campaign)
	if err != nil {
		return err
	}
	wrong = append(wrong, found...)
	parties, bad, err := a.checkSubjects(q.Subjects, reg.Code)
	if err != nil {
		return err
	}
	wrong = append(wrong, bad...)
	if def.Whole {
		lacking, err := a.factsLacking()
		if err != nil {
			return err
		}
		wrong = append(wrong, lacking...)
	}
	if err := refused(wrong); err != nil {
		return err
	}
	if err := a.proposeRelations(); err != nil {
		return err
	}
	if err := a.writeDraft(q, station, parties); err != nil {
		return err
	}
	if err := a.writeConsents(q.Consents, bodies, nil); err != nil || q.Campaign == "" {
		return err
	}
	return store.Insert(a.tx, models.CampaignLead{CaseID: a.c.ID, CampaignID: q.Campaign})
}

// intakeOrg is the station at which the officer may open this business.
func (a *act) intakeOrg(def *workflow.Definition) (string, error) {
	for _, step := range def.From(def.Initial) {
		for _, by := range step.By {
			for _, p := range a.actor.Postings {
				if p.Role == string(by.Role) && by.Seat == workflow.Own {
					return p.Org, nil
				}
			}
		}
	}
	return "", ErrForbidden
}

// intake is what drafts taken in together share: the station at the window, the bodies
// that handle them (a merged station's work is done by the one that took it over), and
// the next free case number of the station.
type intake struct {
	station  string
	handling string
	bodies   []models.Organisation
	// elsewhere tells that the window is another station's than the one that handles.
	elsewhere bool
	number    int64
}

// intake reserves numbers for so many drafts.
func (a *act) intake(station, register string, drafts int) (intake, error) {
	in := intake{station: station, handling: register}
	var err error
	if in.number, err = a.tx.NextCaseNumbers(station, a.today.Year(), drafts); err != nil {
		return in, err
	}
	in.bodies, err = chain(a.tx, register)
	if errors.Is(err, ErrNotFound) {
		return in, nil
	}
	if err != nil {
		return in, err
	}
	if len(in.bodies) > 0 {
		in.handling = in.bodies[0].Code
	}
	same, err := a.sameStation(station, in.handling)
	in.elsewhere = !same
	return in, err
}

func (a *act) writeDraft(q OpenRequest, station string, parties []models.CaseSubject) error {
	in, err := a.intake(station, q.RegisterStation, 1)
	if err != nil {
		return err
	}
	var rows draftRows
	if err := a.draft(q, in, parties, &rows); err != nil {
		return err
	}
	return rows.insert(a.tx)
}

// draftRows are the rows of drafts that are written together.
type draftRows struct {
	cases    []models.Case
	forms    []models.CaseForm
	seats    []models.CaseOrg
	subjects []models.CaseSubject
	locks    []models.SubjectLock
}

func (d *draftRows) insert(tx *store.Tx) error {
	return errors.Join(store.Insert(tx, d.cases...), store.Insert(tx, d.forms...), store.Insert(tx, d.seats...), store.Insert(tx, d.subjects...), store.Insert(tx, d.locks...))
}

// draft begins a case under the intake's number; its rows are still to be written.
func (a *act) draft(q OpenRequest, in intake, parties []models.CaseSubject, rows *draftRows) error {
	a.c = models.Case{ID: a.r.newID(), Number: fmt.Sprintf("%s-%d-%06d", in.station, a.today.Year(), in.number), Business: string(a.def.Business), Edition: a.def.Edition,
		State: string(a.def.Initial), Version: 1, ParentID: q.Parent, OriginCase: q.Origin, AcceptanceOrg: in.station, HandlingOrg: in.handling,
		RegisterOrg: q.RegisterStation, Site: q.Site, OpenedBy: a.actor.OfficerID, OpenedAt: a.now, LastOfficer: a.actor.OfficerID, EnteredOn: a.today,
		Restricted: a.form.Facts.Bool(factRestricted)}
	a.before = a.c
	if limit, ok := a.def.Limits[a.def.Initial]; ok {
		a.c.DueOn, a.c.Provisional = a.r.Calendar().Due(a.today, a.span(limit))
	}
	row, err := a.sealForm()
	if err != nil {
		return err
	}
	var seats []models.CaseOrg
	for _, o := range in.bodies {
		seats = append(seats, models.CaseOrg{CaseID: a.c.ID, Org: o.Code, Seat: string(workflow.Own)})
	}
	if in.elsewhere {
		// Who takes papers in for another station does not handle the case (Reg. 3).
		seats = append(seats, models.CaseOrg{CaseID: a.c.ID, Org: in.station, Seat: string(workflow.Accepting)})
	}
	derived, err := a.derivedSubjects()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(parties, func(s models.CaseSubject) bool { return s.Role == string(a.def.Subject) && s.PersonID != "" }) {
		// Whom the register has is the one who is declared: nobody is two persons of a case.
		derived = slices.DeleteFunc(derived, func(s models.CaseSubject) bool { return s.Role == string(a.def.Subject) && s.PersonID == "" })
	}
	subjects := a.numbered(append(slices.Clone(parties), derived...))
	rows.cases, rows.forms = append(rows.cases, a.c), append(rows.forms, row)
	rows.seats, rows.subjects = append(rows.seats, seats...), append(rows.subjects, subjects...)
	a.seats, a.before, a.cache.subjects = a.mine(seats), a.c, subjects
	a.loaded("subjects")
	return nil
}

// numbered gives the persons their case, their keys for searches, and a number within
// their role; whoever comes along from another case and is declared as well is one row.
func (a *act) numbered(rows []models.CaseSubject) []models.CaseSubject {
	type part struct{ role, person string }
	seen := map[part]bool{}
	rows = slices.DeleteFunc(rows, func(s models.CaseSubject) bool {
		p := part{s.Role, s.PersonID}
		twice := s.PersonID != "" && seen[p]
		seen[p] = true
		return twice
	})
	count := map[string]int{}
	for i := range rows {
		rows[i].CaseID = a.c.ID
		rows[i].Pinyin, rows[i].Initials = searchKeys(rows[i].Name)
		count[rows[i].Role]++
		rows[i].Number = count[rows[i].Role]
	}
	return rows
}

func (a *act) replaceSubjects(rows []models.CaseSubject) error {
	rows = a.numbered(rows)
	if _, err := a.tx.Exec("DELETE FROM case_subjects WHERE case_id = ?", a.c.ID); err != nil {
		return err
	}
	a.forget("subjects")
	if len(rows) == 0 {
		return nil
	}
	return store.Insert(a.tx, rows...)
}

// checkSubjects finds the persons named, among those whom the officer may name; whose
// entry the case is to change must stand with the register station.
func (a *act) checkSubjects(named []SubjectRequest, station string) ([]models.CaseSubject, []FieldError, error) {
	var rows []models.CaseSubject
	var wrong []FieldError
	for i, s := range named {
		field := fmt.Sprintf("subjects[%d].person_id", i)
		if w := a.r.book.SubjectWord(s.Role); w.Zh == "" {
			wrong = append(wrong, fieldError(fmt.Sprintf("subjects[%d].role", i), "unknown_role", "没有这种当事人身份。", "There is no such role of a person.").Among(a.r.book.SubjectCodes(a.def), workflow.Word{}))
			continue
		}
		if a.namedByFact(s.Role) {
			wrong = append(wrong, fieldError(fmt.Sprintf("subjects[%d].role", i), "named_by_fact", "这种当事人请在申报项目中填写。", "Persons of this role are named in the facts."))
			continue
		}
		p, ok, err := a.nameable(s.Person, a.form.Facts, s.Number)
		if err != nil {
			return nil, nil, err
		}
		if ok && a.def.Local && s.Role == a.def.Subject && station != "" {
			if ok, err = a.sameStation(p.Org, station); err != nil {
				return nil, nil, err
			}
		}
		if !ok {
			wrong = append(wrong, fieldError(field, "unknown_person", "户籍库中没有此人，请重新检索选择。", "The register has no such person; search again and choose."))
			continue
		}
		if s.Role == a.def.Subject {
			wrong = append(wrong, a.checkDays(a.form.Facts, p)...)
		}
		rows = append(rows, models.CaseSubject{Role: string(s.Role), PersonID: p.ID, Key: a.r.personKey(p.ID), Name: p.Name})
	}
	return rows, wrong, nil
}
