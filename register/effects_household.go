package register

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// householdCollectors finds what the guards of changes of households read.
func householdCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FRelationFaults:      func(a *act) (any, error) { return a.relationFaults() },
		workflow.FRelationTold:        func(a *act) (any, error) { return a.relationTold() },
		workflow.FRelationsContradict: func(a *act) (any, error) { return a.contradicted() },
		workflow.FRelationsApart:      func(a *act) (any, error) { return a.relationsApart() },
		workflow.FRelationsUnseen:     func(a *act) (any, error) { return a.fact(factRelationsSeen) != a.relationsDigest(), nil },
		workflow.FConsentsFell:        func(a *act) (any, error) { return a.form.Facts.Bool(factConsentsFell), nil },
		workflow.FConsentsLacking:     func(a *act) (any, error) { return a.consentsLacking() },
		workflow.FHeadGround:          func(a *act) (any, error) { return a.headGround() },
		workflow.FAddressTaken:        func(a *act) (any, error) { return a.addressTaken() },
		workflow.FMoveScope:           func(a *act) (any, error) { return a.moveScope() },
		workflow.FHeadJoinedSame:      func(a *act) (any, error) { return a.headJoinedSame() },
		workflow.FMinorsParted:        func(a *act) (any, error) { return a.partedCount() },
		workflow.FMinorsLeft:          func(a *act) (any, error) { return a.minorsLeft() },
		workflow.FMinorsJoined:        func(a *act) (any, error) { return a.minorsJoined() },
		workflow.FFamilyHousehold: func(a *act) (any, error) {
			m, ok, err := a.movement()
			return ok && m.source.Kind == models.FamilyHousehold, err
		},
	}
}

// addressTaken tells whether another household stands at the address declared. A household
// that divides, or that only has its address written anew, is not in its own way.
func (a *act) addressTaken() (bool, error) {
	address := strings.TrimSpace(a.fact(workflow.FactNewAddress))
	if address == "" {
		return false, nil
	}
	own := ""
	if b := a.def.Business; b == workflow.HouseholdSplit || b == workflow.MoveInStation {
		p, _, err := a.person()
		if err != nil {
			return false, err
		}
		own = p.HouseholdID
	}
	n, err := store.Count[models.Household](a.tx, "org = ? and kind = ? and status = ? and address = ? and id <> ?", a.c.RegisterOrg, models.FamilyHousehold, HouseholdOpen, address, own)
	return n > 0, err
}

// moveScope is how far the case's move reaches from where the person is registered.
func (a *act) moveScope() (string, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return "", err
	}
	scope, err := a.scope(p.Org, a.c.RegisterOrg)
	return string(scope), err
}

// ready is the movement that the case declares, unless the household left or the one joined
// changed since it was declared. It keeps both until the act ends.
func (a *act) ready() (movement, error) {
	if err := a.holdMoving(); err != nil {
		return movement{}, err
	}
	return a.declaredMovement()
}

// holdMoving keeps the household left and the one joined, in the order of their ids.
func (a *act) holdMoving() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	homes := []string{p.HouseholdID, a.fact(workflow.FactHousehold)}
	slices.Sort(homes)
	for _, id := range slices.Compact(homes) {
		if err := a.holdHousehold(id); err != nil {
			return err
		}
	}
	return nil
}

// declaredMovement looks once more, with the households held, at what of them was decided:
// the minors, the members, and that the register does not know the relations to be otherwise.
func (a *act) declaredMovement() (movement, error) {
	if err := a.minorsMinded(); err != nil {
		return movement{}, err
	}
	m, ok, err := a.movement()
	if err != nil {
		return m, err
	}
	wrong, err := a.relationFaults()
	if err == nil && (!ok || len(wrong) > 0) {
		err = blocked("members_changed", "户内成员已有变动，与所填成员与户主关系不一致：请撤回后按现有成员重新申报。", "The household's members changed and are no longer those declared: withdraw the case and declare anew by the present members.")
	}
	if err == nil {
		err = a.stillHolds(workflow.GRelationsAgree)
	}
	return m, err
}

// changeHead enters everybody's relation to the new head, then the head, and ends the
// tasks that looked for one.
func (a *act) changeHead() error {
	m, err := a.ready()
	if err != nil {
		return err
	}
	return a.newHead(m.source, m.moving)
}

// newHead gives a household the head among the bonds and its members their relations.
func (a *act) newHead(h models.Household, lines []bond) error {
	for _, l := range lines {
		if err := a.relate(l, &h); err != nil {
			return err
		}
	}
	if _, err := a.writeHousehold(&h, eventSpec{Kind: EventHead}); err != nil {
		return err
	}
	return a.closeVacancy(h, EventHead)
}

// relate enters what a member is to the head, where it changes, and names the head.
func (a *act) relate(l bond, h *models.Household) error {
	if l.relation == gb.RelationHead {
		h.HeadID = l.person
	}
	p, ok, err := a.personByID(l.person)
	if err != nil || !ok || p.Relation == string(l.relation) {
		return err
	}
	p.Relation = string(l.relation)
	return a.enterChange(&p, eventSpec{Kind: EventRelation})
}

// setUp opens a household at the address declared and brings those who move into it;
// where a household is named, joining it is the other effect's.
func (a *act) setUp() error {
	if a.fact(workflow.FactHousehold) != "" {
		return nil
	}
	m, err := a.ready()
	if err != nil {
		return err
	}
	head := ""
	for _, l := range m.moving {
		if l.relation == gb.RelationHead {
			head = l.person
		}
	}
	h, err := a.newHousehold(head)
	if err != nil {
		return err
	}
	if len(m.staying) > 0 && m.moves(m.source.HeadID) {
		if err := a.newHead(m.source, m.staying); err != nil {
			return err
		}
	}
	return a.bring(m, h)
}

// join brings those who move into the household named. Where it has no head, the one named
// with the move becomes it, and all others stand to that one.
func (a *act) join() error {
	if a.fact(workflow.FactHousehold) == "" {
		return nil
	}
	if err := a.holdMoving(); err != nil {
		return err
	}
	if err := a.sameHeadJoined(); err != nil {
		return err
	}
	m, err := a.declaredMovement()
	if err != nil {
		return err
	}
	h, err := a.householdToJoin()
	if err != nil {
		return err
	}
	if err := a.bring(m, h); err != nil || !m.headless {
		return err
	}
	if err := a.newHead(h, m.underOneHead()); err != nil {
		return err
	}
	return a.wardHeadIn(h.ID)
}

// bring moves people into a household, the head of the one they leave last, so that
// what is left behind is settled when all have gone.
func (a *act) bring(m movement, h models.Household) error {
	scope, err := a.reach(m.source.Org, h.Org)
	if err != nil {
		return err
	}
	for _, l := range m.headLast() {
		p, ok, err := a.personByID(l.person)
		if err != nil {
			return err
		}
		if !ok || p.Status != models.StatusActive {
			return noLongerRegistered()
		}
		if h.Kind == models.CollectiveHousehold {
			l.relation = gb.RelationNotRelated
		}
		if err := a.departure(&p, h.Org, h.ID, scope); err != nil {
			return err
		}
		if err := a.arrivalAs(&p, h, scope, l.relation); err != nil {
			return err
		}
	}
	same, err := a.sameStation(m.source.Org, h.Org)
	if err == nil {
		err = a.wardHeadIn(h.ID)
	}
	if err == nil && !same {
		a.send("moved_out", map[string]string{"case": a.c.ID, "household": m.source.ID, "org": m.source.Org})
	}
	return err
}

// noLongerRegistered is said where somebody of those who move left the register meanwhile.
func noLongerRegistered() error {
	return blocked("not_registered", "迁移人员中有人已无有效户口，请撤回后重新申报。", "Somebody of those who move has no registration in force; withdraw and declare anew.")
}

// headLast are those who move, the head of the household they leave last.
func (m movement) headLast() []bond {
	lines := slices.Clone(m.moving)
	slices.SortStableFunc(lines, func(x, y bond) int {
		return strings.Compare(strconv.FormatBool(x.person == m.source.HeadID), strconv.FormatBool(y.person == m.source.HeadID))
	})
	return lines
}

// reach is the scope of a move, by what the case does to the household or how far it is.
func (a *act) reach(from, to string) (gb.ChangeScope, error) {
	switch a.def.Business {
	case workflow.HouseholdSplit:
		return "split", nil
	case workflow.HouseholdMerge:
		return "merge", nil
	}
	return a.scope(from, to)
}

// changeAddress gives the person's household the address declared.
func (a *act) changeAddress() error {
	address := strings.TrimSpace(a.fact(workflow.FactNewAddress))
	if a.fact(workflow.FactHousehold) != "" || address == "" {
		return nil
	}
	m, err := a.ready()
	if err != nil {
		return err
	}
	if m.source.Address == address {
		return blocked("nothing_differs", "新住址与现登记相同，无可变更。", "The new address is the present one; there is nothing to change.")
	}
	if err := a.standsFree(); err != nil {
		return err
	}
	m.source.Address = address
	e, err := a.writeHousehold(&m.source, eventSpec{Kind: EventAddress, Reason: a.moveReason(), Scope: "station"})
	if err == nil {
		a.note("event", e.ID)
	}
	return err
}

// standsFree looks once more whether the address declared is free, when nobody else of the
// station gives one: two families decided at one instant would both stand there.
func (a *act) standsFree() error {
	if a.form.Facts.Bool(workflow.FactOwnRight) {
		return nil
	}
	if err := a.givesNumbers(a.c.RegisterOrg); err != nil {
		return err
	}
	taken, err := a.addressTaken()
	if err != nil || !taken {
		return err
	}
	return blocked("address_taken", "该址刚刚由另一户落户：请退回本件，改填地址，或者说明另有独立产权、使用权；属同一户的，加入该户。",
		"Another household has come to stand at this address just now: return the case, and have another address declared or a right of its own shown; of one family, join that household.")
}

// newHousehold opens a family household at the address declared, under its head.
func (a *act) newHousehold(head string) (models.Household, error) {
	org, err := a.org(a.c.RegisterOrg)
	if err != nil {
		return models.Household{}, err
	}
	h := models.Household{ID: a.r.newID(), Org: org.Code, Division: org.Division, Kind: models.FamilyHousehold, Address: strings.TrimSpace(a.fact(workflow.FactNewAddress)),
		HeadID: head, Status: HouseholdOpen, OpenedOn: a.today}
	if err := a.standsFree(); err != nil {
		return h, err
	}
	if h.Number, err = a.householdNumber(h.Org); err != nil {
		return h, err
	}
	if err := a.openHousehold(&h); err != nil {
		return h, err
	}
	a.note("household", h.ID)
	return h, nil
}

// openHousehold enters a new household.
func (a *act) openHousehold(h *models.Household) error {
	e := a.newEvent(SubjectHousehold, h.ID, 1, "", eventSpec{Kind: EventHouseOpened, ToOrg: h.Org, ToHouse: h.ID})
	h.Version, h.EventID, h.CaseID = e.Serial, e.ID, a.c.ID
	if err := a.r.sealImage(&e, *h); err != nil {
		return err
	}
	*h = findable(*h)
	if err := store.Insert(a.tx, *h); err != nil {
		return err
	}
	return store.Insert(a.tx, e)
}

// givesNumbers makes whoever opens a household at the station, or gives one an address, wait
// until this act has ended.
func (a *act) givesNumbers(org string) error {
	_, err := a.tx.NextCaseNumbers(org, householdSeries, 1)
	return err
}

// householdNumber is the next free number of a station's households. The series counts
// on from the highest that was loaded or given; two who ask at once wait for each other.
func (a *act) householdNumber(org string) (string, error) {
	if err := a.givesNumbers(org); err != nil {
		return "", err
	}
	highest, err := store.Rows[string](a.tx, "SELECT number FROM households WHERE org = ? ORDER BY length(number) DESC, number DESC LIMIT 50", org)
	if err != nil {
		return "", err
	}
	for _, text := range highest {
		if n, err := strconv.Atoi(text); err == nil && n >= 0 {
			return fmt.Sprintf("%06d", n+1), nil
		}
	}
	return "000001", nil
}

// householdSeries keeps a station's households apart from its cases, which are numbered
// by the year.
const householdSeries = 0
