package register

import (
	"encoding/json"
	"fmt"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// wardCollectors finds what the guards of rosters and lines read; the meaning of
// each stands beside the field in the rule book.
func wardCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FRosterFaults:       func(a *act) (any, error) { return a.rosterFaults() },
		workflow.FChildrenTaken:      func(a *act) (any, error) { return a.childrenTaken() },
		workflow.FLineCount:          func(a *act) (any, error) { return a.lineCount() },
		workflow.FUnitValid:          func(a *act) (any, error) { return a.unit(a.fact(workflow.FactInstitution), unitValid) },
		workflow.FUnitPublic:         func(a *act) (any, error) { return a.unit(a.fact(workflow.FactInstitution), unitPublic) },
		workflow.FHelperNamed:        func(a *act) (any, error) { return a.houseIs(a.fact(workflow.FactHousehold), helperNamed) },
		workflow.FHeadNamed:          func(a *act) (any, error) { return a.houseIs(a.fact(workflow.FactHousehold), headNamed) },
		workflow.FNewUnitReady:       func(a *act) (any, error) { return a.newUnitReady() },
		workflow.FUnsettledLines:     func(a *act) (any, error) { return a.unsettledLines() },
		workflow.FLooseLines:         func(a *act) (any, error) { return a.looseLines() },
		workflow.FMatched:            (*act).hasMatched,
		workflow.FGroundContradicted: func(a *act) (any, error) { return a.groundContradicted() },
		workflow.FRosterPapers:       func(a *act) (any, error) { return a.rosterPapers() },
		workflow.FBatchRunning:       func(a *act) (any, error) { return a.batchRunning() },
		workflow.FDupOutcome:         func(a *act) (any, error) { return a.dupOutcome() },
		workflow.FGuardianshipProven: func(a *act) (any, error) { return a.guardianshipProven() },
		workflow.FDisplaced: func(a *act) (any, error) {
			return a.after(workflow.GuardianshipDocument, workflow.KinFound, workflow.Match)
		},
		workflow.FGuardianFound: func(a *act) (any, error) { number, err := a.guardianFoundIn(); return number != "", err },
		workflow.FOriginMoved:   func(a *act) (any, error) { return a.originMoved() },
		workflow.FEntryHere:     func(a *act) (any, error) { return a.entryStandsHere() },
		workflow.FEscalated:     func(a *act) (any, error) { return a.escalated() },
		workflow.FClearanceGood: func(a *act) (any, error) { return a.clearanceGood() },
		workflow.FKinPeriodOver: func(a *act) (any, error) { return a.kinPeriodOver() },
		workflow.FChildHeard:    func(a *act) (any, error) { return a.saidLast(workflow.HearChild, workflow.BodyReplaced) },
		workflow.FBodyChanged:   func(a *act) (any, error) { return a.saidLast(workflow.BodyReplaced, workflow.Submit) },
		workflow.FFirstAskedOn:  func(a *act) (any, error) { return a.firstAsked() },
		workflow.FAdultsInBook:  func(a *act) (any, error) { return a.adultsInBook() },
		workflow.FChildObjects:  func(a *act) (any, error) { return a.fact(factView) == "objects", nil },
		workflow.FTurned18:      func(a *act) (any, error) { return a.turned18() },
		workflow.FGoesOn:        func(a *act) (any, error) { return a.form.Facts.Bool(factGoesOn), nil },
		workflow.FOtherRegion:   func(a *act) (any, error) { return a.otherRegion() },
	}
}

// Facts that the steps of a line keep with it.
const (
	factView     workflow.Field = "kept_child_view"
	factLanguage workflow.Field = "kept_child_language"
	factHeardNo  workflow.Field = "kept_child_heard_no"
	factGoesOn   workflow.Field = "kept_goes_on_at_18"
	// factLineDay is the day of acceptance of the line, or of the ward's case, that this
	// one follows: who is eligible was fixed then, and official delay harms nobody.
	factLineDay   workflow.Field = "kept_line_accepted_on"
	factClearedOn workflow.Field = "kept_cleared_on"
	factKinToldOn workflow.Field = "kept_kin_told_on"
	factAskedOn   workflow.Field = "kept_origin_asked_on"
	factOriginOrg workflow.Field = "kept_origin_station"
	// factQuestionOn is the day of the question, also where it was handed on since.
	factQuestionOn workflow.Field = "kept_origin_question_on"
)

// rows reads the roster's rows out of the step's input.
func (a *act) rows() ([]workflow.Facts, error) {
	var out []workflow.Facts
	for _, text := range a.req.Input.List(workflow.InRows) {
		var f workflow.Facts
		if err := json.Unmarshal([]byte(text), &f); err != nil {
			return nil, invalid("input.rows", "not_an_object", "名册行须为 JSON 对象。", "Each row is a JSON object.")
		}
		out = append(out, f)
	}
	return out, nil
}

// rosterFaults lists what is wrong in the rows of the input as line:field:code; where
// none are added, in the lines as they stand, which may have changed or grown up since.
func (a *act) rosterFaults() ([]string, error) {
	rows, err := a.rows()
	if err != nil {
		return []string{"0:rows:not_an_object"}, nil
	}
	if len(rows) == 0 {
		return a.listedFaults()
	}
	def, ok := a.r.book.Current(a.def.Child, a.today)
	if !ok {
		return nil, nil
	}
	var out []string
	seen := map[string]bool{}
	for i, facts := range rows {
		n := a.lineAct(def, facts)
		for _, e := range n.checkFacts(n.form.Facts) {
			out = append(out, fmt.Sprintf("%d:%s:%s", i+1, e.Field, e.Code))
		}
		missing, err := n.factsMissing()
		if err != nil {
			return nil, err
		}
		for _, m := range missing {
			out = append(out, fmt.Sprintf("%d:%s:required", i+1, m))
		}
		if s, ok := n.derivedChild(); ok {
			if seen[string(s.Key)] {
				out = append(out, fmt.Sprintf("%d:%s:twice", i+1, workflow.FactIntakeNo))
			}
			seen[string(s.Key)] = true
		}
	}
	return out, nil
}

func (a *act) childrenTaken() ([]string, error) {
	rows, err := a.rows()
	def, ok := a.r.book.Current(a.def.Child, a.today)
	if err != nil || !ok {
		return nil, err
	}
	var lines []listed
	for i, facts := range rows {
		n := a.lineAct(def, facts)
		if s, ok := n.derivedChild(); ok {
			n.cache.subjects = []models.CaseSubject{s}
			lines = append(lines, listed{i, n})
		}
	}
	held, err := a.heldSubjects(lines)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, l := range lines {
		if _, is := held[string(l.act.cache.subjects[0].Key)]; is {
			out = append(out, fmt.Sprint(l.line+1))
		}
	}
	return out, nil
}

func (a *act) lineCount() (int, error) {
	n, err := store.Count[models.Case](a.tx, "parent_id = ? and parent_id <> ''", a.c.ID)
	return int(n), err
}

func unitValid(u models.Institution, today models.Date) bool {
	return u.Status == "open" && u.CertificateNo != "" && (u.CertificateUntil == "" || u.CertificateUntil >= today)
}

func unitPublic(u models.Institution, _ models.Date) bool { return u.CivilAffairs != "" }

// unit asks something of an institution; one that does not exist fulfils nothing.
func (a *act) unit(id string, is func(models.Institution, models.Date) bool) (bool, error) {
	rows, err := store.Many[models.Institution](a.tx, "", "id = ?", id)
	return len(rows) == 1 && is(rows[0], a.today), err
}

func helperNamed(h models.Household, today models.Date) bool {
	return h.HelperID != "" && (h.HelperUntil == "" || h.HelperUntil >= today)
}

func headNamed(h models.Household, _ models.Date) bool { return h.HeadID != "" }

func (a *act) houseIs(id string, is func(models.Household, models.Date) bool) (bool, error) {
	rows, err := store.Many[models.Household](a.tx, "", "id = ? and status = 'open'", id)
	return len(rows) == 1 && is(rows[0], a.today), err
}

func (a *act) newUnitReady() (bool, error) {
	rows, err := store.Many[models.Institution](a.tx, "", "id = ?", a.in(workflow.InInstitution))
	if err != nil || len(rows) != 1 || !unitValid(rows[0], a.today) || !unitPublic(rows[0], a.today) {
		return false, err
	}
	if rows[0].ID == a.fact(workflow.FactInstitution) {
		return false, nil
	}
	return a.houseIs(rows[0].HouseholdID, func(h models.Household, d models.Date) bool { return headNamed(h, d) && helperNamed(h, d) })
}

// saidLast tells whether of two events the first was taken, and not the second since.
func (a *act) saidLast(said, since workflow.Event) (bool, error) {
	e, ok, err := a.lastOf(said, since)
	return ok && workflow.Event(e.Event) == said, err
}

// openLineCases are the batch's lines that have not ended.
func (a *act) openLineCases() ([]models.Case, error) {
	return store.Many[models.Case](a.tx, "number", "parent_id = ? and parent_id <> '' and closed_at is null", a.c.ID)
}

// unsettledLines lists open lines that have no successor and get none from the input.
func (a *act) unsettledLines() ([]string, error) {
	if a.state() == workflow.BDraft {
		return []string{}, nil
	}
	lines, err := a.openLineCases()
	if err != nil {
		return nil, err
	}
	named := a.namedSuccessors()
	var out []string
	for _, l := range lines {
		next, ok := named[l.ID]
		if !ok {
			next, ok = named[l.Number]
		}
		if ok {
			if ok, err = a.settles(l, next); err != nil {
				return nil, err
			}
			if !ok {
				out = append(out, l.Number)
			}
			continue
		}
		n, err := store.Count[models.CaseLink](a.tx, "from_case = ? and kind = 'successor'", l.ID)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			out = append(out, l.Number)
		}
	}
	return out, nil
}

// settles tells whether a line's child can go on in a case of the business: whoever has
// a registration may move, whoever has none is registered first; a lead becomes either.
func (a *act) settles(l models.Case, next workflow.Business) (bool, error) {
	registered, err := store.Count[models.CaseSubject](a.tx, "case_id = ? and role = ? and person_id <> ''", l.ID, string(workflow.Ward))
	if workflow.State(l.State) == workflow.Duplicated {
		return next == workflow.Lead, err // which of the entries stays is being ruled on
	}
	switch next {
	case workflow.Lead:
		return true, err
	case workflow.WardMove:
		return registered > 0, err
	case workflow.WardFirst, workflow.FoundlingInstitution, workflow.Unreg8:
		return registered == 0, err
	}
	return false, err
}

// namedSuccessors reads line=business out of the input.
func (a *act) namedSuccessors() map[string]workflow.Business {
	out := map[string]workflow.Business{}
	for _, s := range a.req.Input.List(workflow.InSuccessors) {
		for i := range s {
			if s[i] == '=' {
				out[s[:i]] = workflow.Business(s[i+1:])
				break
			}
		}
	}
	return out
}

func (a *act) batchRunning() (bool, error) {
	if a.c.ParentID == "" {
		return true, nil
	}
	n, err := store.Count[models.Case](a.tx, "id = ? and state = ?", a.c.ParentID, string(workflow.BRunning))
	return n == 1, err
}

// dupOutcome is how the case on the entries in duplicate ended; nil while it is open.
func (a *act) dupOutcome() (any, error) {
	dup, ok, err := a.duplicateCase()
	if err != nil || !ok {
		return nil, err
	}
	switch workflow.State(dup.State) {
	case workflow.Effected, workflow.Delivered:
		return "kept", nil
	}
	if dup.ClosedAt != nil {
		return "dropped", nil
	}
	return nil, nil
}

// duplicateCase is the newest dup_cancel that this case opened.
func (a *act) duplicateCase() (models.Case, bool, error) {
	rows, err := store.Many[models.Case](a.tx, "opened_at desc, id desc limit 1", "business = ? and id in (select to_case from case_links where from_case = ? and kind = 'duplicate')", string(workflow.DupCancel), a.c.ID)
	if err != nil || len(rows) == 0 {
		return models.Case{}, false, err
	}
	return rows[0], true, nil
}

func (a *act) guardianshipProven() (bool, error) {
	if a.fact(workflow.FactGuardianshipDoc) != "" {
		return true, nil
	}
	return a.goodPaper(workflow.MatGuardianship)
}

// after tells whether the event was taken after the last of the others.
func (a *act) after(event workflow.Event, others ...workflow.Event) (bool, error) {
	done, ok, err := a.lastOf(event)
	if err != nil || !ok {
		return false, err
	}
	before, ok, err := a.lastOf(others...)
	return !ok || done.Seq > before.Seq, err
}

func (a *act) originMoved() (bool, error) {
	org := a.fact(factOriginOrg)
	if org == "" {
		return false, nil
	}
	o, err := a.org(org)
	if err != nil {
		return false, err
	}
	if o.MergedInto != "" || o.ValidTo != "" && o.ValidTo < a.today {
		return true, nil
	}
	p, ok, err := a.person()
	return ok && p.Org != "" && p.Org != org, err
}

// escalated tells whether the present question was passed on to the body above.
func (a *act) escalated() (bool, error) {
	return a.after(workflow.Escalate, questions...)
}

// clearanceGood holds for the limit's days after the last confirmation or ruling, if
// nothing was asked since and nobody of age has come into the book that had none.
func (a *act) clearanceGood() (bool, error) {
	day := a.form.Facts.Date(factClearedOn)
	if day == "" || a.form.Facts.Date(factAskedOn) > day {
		return false, nil
	}
	if come, err := a.kinCameSince(); err != nil || come {
		return false, err
	}
	last, _ := a.r.Calendar().Due(day, a.span(workflow.LimitClearance))
	return a.today <= last, nil
}

func (a *act) kinPeriodOver() (bool, error) {
	if last, ok, err := a.lastOf(workflow.RuleFor, workflow.OriginConfirm); err != nil || ok && last.Event == string(workflow.RuleFor) {
		return true, err
	}
	told := a.form.Facts.Date(factKinToldOn)
	if told == "" {
		return a.form.Facts.Has(factClearedOn), nil
	}
	last, _ := a.r.Calendar().Due(told, a.span(workflow.LimitKinObjection))
	return a.today > last, nil
}

func (a *act) turned18() (bool, error) {
	b, err := a.birthDate()
	return b != "" && b.AgeOn(a.today) >= 18, err
}

func (a *act) otherRegion() (bool, error) {
	org := a.fact(factOriginOrg)
	if org == "" {
		return false, nil
	}
	there, err := chain(a.tx, org)
	if err != nil {
		return false, err
	}
	here, err := chain(a.tx, a.c.RegisterOrg)
	if err != nil || len(there) == 0 || len(here) == 0 {
		return false, err
	}
	return there[len(there)-1].Code != here[len(here)-1].Code, nil
}
