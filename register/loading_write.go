package register

import (
	"bytes"
	"encoding/json"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// resolve fills in the rows: whoever a line names is found by now.
func (l *loading) resolve() error {
	if err := l.findOutside(); err != nil {
		return err
	}
	for i, h := range l.q.Households {
		to := &l.todo[i]
		for j, p := range h.Members {
			l.fill(h, j, p, to)
		}
		l.fillHouse(h, to)
	}
	return nil
}

// findOutside finds people of the register whom lines name by number.
func (l *loading) findOutside() error {
	var wanted [][]byte
	byIndex := map[string]string{}
	for _, h := range l.q.Households {
		for _, p := range h.Members {
			for _, name := range []string{p.Father, p.Mother, p.Spouse} {
				n, err := models.ParseCitizenNumber(name)
				if err != nil || l.people[name] != "" {
					continue
				}
				index := l.r.numberIndex(n)
				wanted, byIndex[string(index)] = append(wanted, index), name
			}
		}
	}
	for _, part := range portions(wanted, 500) {
		rows, err := store.Many[models.Person](l.tx, "", "number_index in ?", part)
		if err != nil {
			return err
		}
		for _, p := range rows {
			l.people[byIndex[string(p.NumberIndex)]] = p.ID
		}
	}
	return nil
}

// who is the person that a line names. A number that nobody has is left out with a
// remark; a key that no line has is a slip in the file.
func (l *loading) who(h LoadedHousehold, at int, name string) string {
	if name == "" {
		return ""
	}
	if id, ok := l.people[name]; ok {
		return id
	}
	if _, err := models.ParseCitizenNumber(name); err == nil {
		l.remark(h, at, "nobody", "所指亲属的号码不在库中，未关联。", "The number of a relative is not in the register; the link was left out.")
		return ""
	}
	l.problem(h, at, "unknown_key", "所指的人不在本次录入中。", "The line names a key that no line has.")
	return ""
}

func (l *loading) fill(h LoadedHousehold, j int, p LoadedPerson, to *loadedHouse) {
	m := &to.members[j]
	old := m.row
	m.row = models.Person{ID: old.ID, Name: p.Name, FormerNames: p.FormerNames, Sex: p.Sex, BirthDate: p.BirthDate, BirthTime: p.BirthTime,
		BirthEstimated: p.BirthEstimated, BirthPlaceCode: p.BirthPlaceCode, BirthPlace: p.BirthPlace, NativePlace: p.NativePlace, Ethnicity: p.Ethnicity,
		EthnicityProof: p.EthnicityProof, FatherID: l.who(h, j+1, p.Father), MotherID: l.who(h, j+1, p.Mother), SpouseID: l.who(h, j+1, p.Spouse),
		Marital: p.Marital, Education: p.Education, Status: models.StatusActive, StatusReason: p.StatusReason, HouseholdID: to.row.ID, Relation: p.Relation,
		Since: l.since(h, p), Org: h.Org, Protected: p.Protected, Version: 1, EventID: old.EventID, CaseID: old.CaseID}
	m.row.StatusOn = m.row.Since
	if !active(p) {
		m.row.Status, m.row.StatusOn, m.row.HouseholdID, m.row.Relation = p.Status, p.StatusOn, "", ""
	}
	m.row.Pinyin, m.row.Initials = searchKeys(p.Name)
	if p.Number != "" {
		m.row.NumberIndex = l.r.numberIndex(p.Number)
		m.row.NumberSealed = l.r.keys.Seal(placeNumber(old.ID).In(h.Org), []byte(p.Number.Reveal()))
	}
	if p.Certificate != "" {
		m.row.CertIndex = l.r.keys.BlindIndex(seal.DomainCertificate, p.Certificate)
		m.row.CertSealed = l.r.keys.Seal(placeCertificate(old.ID).In(h.Org), []byte(p.Certificate))
	}
	if p.Guardian != nil && m.fresh {
		m.guardians = l.loadedGuardian(h, j+1, *p.Guardian, m.row)
	}
	if !m.fresh {
		l.compareRow(h, j+1, old, *m)
		m.row = old
	}
}

func (l *loading) loadedGuardian(h LoadedHousehold, at int, g LoadedGuardian, ward models.Person) []models.Guardianship {
	row := models.Guardianship{ID: l.r.newID(), WardID: ward.ID, GuardianID: l.who(h, at, g.Person), Body: g.Body, CarerBody: g.Carer, Ground: g.Ground, From: g.From}
	if row.From == "" {
		row.From = ward.Since
	}
	if g.Document != "" {
		row.DocumentSealed = l.r.keys.Seal(placeGuardianDocument(row.ID).In(h.Org), []byte(g.Document))
	}
	return []models.Guardianship{row}
}

// since is the day a stay is known from.
func (l *loading) since(h LoadedHousehold, p LoadedPerson) models.Date {
	for _, d := range []models.Date{p.Since, h.OpenedOn} {
		if d.Valid() {
			return max(d, p.BirthDate)
		}
	}
	return l.today
}

// compareRow counts a line whom the register has: the same, or different and left as
// it is. Who wrote the row, and when, is not compared.
func (l *loading) compareRow(h LoadedHousehold, at int, old models.Person, m loadedMember) {
	now := m.row
	now.Version, now.EventID, now.CaseID, now.BirthKey = old.Version, old.EventID, old.CaseID, old.BirthKey
	// Sealed anew, the same value may have other bytes; its index tells.
	now.NumberSealed, now.CertSealed = old.NumberSealed, old.CertSealed
	if !h.OpenedOn.Valid() && !l.declaredSince(h, at).Valid() {
		now.Since = old.Since
		if now.Status == models.StatusActive {
			now.StatusOn = old.StatusOn
		}
	}
	a, errA := json.Marshal(imageOf(old, nil))
	b, errB := json.Marshal(imageOf(now, nil))
	if errA == nil && errB == nil && bytes.Equal(a, b) {
		l.report.People.Same++
		return
	}
	l.report.People.Different++
	l.remark(h, at, "differs", "库中已有此人且内容不同，未改动。", "The register has this person otherwise; nothing was changed.")
}

func (l *loading) declaredSince(h LoadedHousehold, at int) models.Date { return h.Members[at-1].Since }

func (l *loading) fillHouse(h LoadedHousehold, to *loadedHouse) {
	old := to.row
	to.row = models.Household{ID: old.ID, Number: h.Number, Org: h.Org, Division: h.Division, Kind: h.Kind, Collective: h.Collective, InstitutionID: h.InstitutionID,
		HelperID: h.HelperID, HelperUntil: h.HelperUntil, Address: h.Address, Status: HouseholdOpen, OpenedOn: h.OpenedOn, Version: 1}
	to.row = findable(to.row)
	if to.row.OpenedOn == "" {
		to.row.OpenedOn = l.today
		for _, p := range h.Members {
			if p.Since.Valid() {
				to.row.OpenedOn = min(to.row.OpenedOn, p.Since)
			}
		}
	}
	to.row.HeadID = l.who(h, 0, h.Head)
	for i, p := range h.Members {
		if active(p) && p.Relation == string(gb.RelationHead) {
			to.row.HeadID = to.members[i].row.ID
		}
	}
	if to.fresh {
		return
	}
	now := to.row
	now.Version, now.EventID, now.CaseID = old.Version, old.EventID, old.CaseID
	if h.OpenedOn == "" {
		now.OpenedOn = old.OpenedOn
	}
	if now == old {
		l.report.Households.Same++
	} else {
		l.report.Households.Different++
		l.remark(h, 0, "differs", "库中已有此户且内容不同，未改动。", "The register has this household otherwise; nothing was changed.")
	}
	to.row = old
}

// compare counts what is to be added.
func (l *loading) compare() error {
	for _, h := range l.todo {
		l.report.Households.Given++
		if h.fresh {
			l.report.Households.Added++
		}
		for _, m := range h.members {
			l.report.People.Given++
			if m.fresh {
				l.report.People.Added++
			}
		}
	}
	return nil
}

// used prepares the ledger's lines: of the people to be added, and of the numbers
// given to others.
func (l *loading) used() error {
	var all []models.NumberEntry
	for _, h := range l.todo {
		for _, m := range h.members {
			if m.number != "" && m.fresh {
				row := l.r.ledgerRow(m.number, NumberIssued)
				row.PersonID = m.row.ID
				all = append(all, row)
			}
		}
	}
	for _, n := range l.q.Used {
		if !l.given[n] {
			l.given[n] = true
			all = append(all, l.r.ledgerRow(n, NumberIssued))
		}
	}
	for _, part := range portions(all, 500) {
		if err := l.usedSome(part); err != nil {
			return err
		}
	}
	return nil
}

// usedSome keeps the lines that the ledger does not have. A code taken over earlier
// without its bearer gets the bearer now.
func (l *loading) usedSome(rows []models.NumberEntry) error {
	index := make([][]byte, len(rows))
	for i, row := range rows {
		index[i] = row.Index
	}
	have, err := store.Many[models.NumberEntry](l.tx, "", "number_index in ?", index)
	if err != nil {
		return err
	}
	for _, row := range rows {
		l.report.Numbers.Given++
		i := slices.IndexFunc(have, func(x models.NumberEntry) bool { return bytes.Equal(x.Index, row.Index) })
		switch {
		case i < 0:
			l.report.Numbers.Added++
			l.codes = append(l.codes, row)
		case row.PersonID == "" || have[i].PersonID == row.PersonID:
			l.report.Numbers.Same++
		case have[i].PersonID == "" && have[i].State == NumberIssued:
			l.report.Numbers.Same++
			if _, err := store.Set[models.NumberEntry](l.tx, map[string]any{"person_id": row.PersonID}, "number_index = ? and person_id = ''", row.Index); err != nil {
				return err
			}
		default:
			l.problem(LoadedHousehold{}, 0, "number_taken", "有号码在台账中属于他人或已作废。", "A number of the load is another's in the ledger, or was voided.")
		}
	}
	return nil
}

// write enters what is new, a portion of households at a time.
func (l *loading) write() error {
	for _, part := range portions(l.todo, 200) {
		if err := l.writeSome(part); err != nil {
			return err
		}
	}
	for i := range l.codes {
		l.codes[i].CaseID, l.codes[i].At = l.c.ID, l.now
	}
	for _, part := range portions(l.codes, 2000) {
		if err := store.Insert(l.tx, part...); err != nil {
			return err
		}
	}
	return nil
}

func (l *loading) writeSome(part []loadedHouse) error {
	var people []models.Person
	var houses []models.Household
	var homes []models.Residence
	var guardians []models.Guardianship
	var events []models.RegisterEvent
	for _, h := range part {
		correlation := l.r.newID()
		if h.fresh {
			e := l.loadEvent(SubjectHousehold, h.row.ID, h.row.Org, h.row.ID, h.row.OpenedOn, correlation)
			h.row.EventID, h.row.CaseID = e.ID, l.c.ID
			if err := l.r.sealImage(&e, h.row); err != nil {
				return err
			}
			houses, events = append(houses, h.row), append(events, e)
		}
		for _, m := range h.members {
			if !m.fresh {
				continue
			}
			e := l.loadEvent(SubjectPerson, m.row.ID, m.row.Org, m.row.HouseholdID, m.row.StatusOn, correlation)
			m.row.EventID, m.row.CaseID = e.ID, l.c.ID
			for i := range m.guardians {
				m.guardians[i].EventID, m.guardians[i].CaseID, m.guardians[i].RecordedAt = e.ID, e.CaseID, e.RecordedAt
			}
			if err := l.r.sealImage(&e, imageOf(m.row, m.guardians)); err != nil {
				return err
			}
			if stays(m.row) {
				homes = append(homes, residenceOf(m.row, e))
			}
			people, events, guardians = append(people, m.row), append(events, e), append(guardians, m.guardians...)
		}
	}
	return l.insertSome(people, houses, homes, guardians, events)
}

func (l *loading) insertSome(people []models.Person, houses []models.Household, homes []models.Residence, guardians []models.Guardianship, events []models.RegisterEvent) error {
	if err := store.Insert(l.tx, people...); err != nil {
		return err
	}
	if err := store.Insert(l.tx, houses...); err != nil {
		return err
	}
	if err := store.Insert(l.tx, homes...); err != nil {
		return err
	}
	if err := store.Insert(l.tx, guardians...); err != nil {
		return err
	}
	return store.Insert(l.tx, events...)
}

// loadEvent is the first event of a subject taken over; it holds from the day known.
func (l *loading) loadEvent(kind, subject, org, household string, day models.Date, correlation string) models.RegisterEvent {
	e := l.newEvent(kind, subject, 1, "", eventSpec{Kind: EventLoad, ToOrg: org, ToHouse: household, EventOn: day, EffectiveOn: day})
	e.Correlation = correlation
	return e
}
