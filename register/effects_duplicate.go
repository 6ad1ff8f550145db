package register

import (
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// duplicateEffects carries out what the ruling on two entries of one person does.
func duplicateEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffCancelPerson: (*act).cancelDuplicate,
		workflow.EffVoidNumber:   (*act).voidCancelled,
		workflow.EffOnePerson:    (*act).keepDifference,
	}
}

// keepDifference keeps why entries that contradict each other are one person's; a report
// made again lets what was said before stand.
func (a *act) keepDifference() error {
	if why := a.in(workflow.InDifference); why != "" {
		return a.keepFact(factDifference, why)
	}
	return nil
}

// cancelDuplicate cancels the entry that the ruling did not keep and voids its number,
// linked to the one kept (Reg. 6). Whoever named it as parent, spouse or guardian names
// the entry kept from then on, and a household that both stand in has the latter as head.
func (a *act) cancelDuplicate() error {
	keep, err := a.keptEntry()
	if err != nil {
		return err
	}
	drop := a.fact(workflow.FactFirstEntry)
	if drop == keep {
		drop = a.fact(workflow.FactSecondEntry)
	}
	if err := a.holdHouseholdsOf(keep, drop); err != nil {
		return err
	}
	held, err := a.holdPeople(keep, drop)
	if err != nil {
		return err
	}
	keeper, ok := held[keep]
	p, found := held[drop]
	if !ok || !found || keep == drop || keeper.Status == models.StatusCancelled {
		return blocked("entry_to_keep_unknown", "裁定保留的登记不明或已注销，不能注销另一条。", "The entry to keep is unknown or cancelled; the other cannot be cancelled.")
	}
	if p.Status == models.StatusCancelled {
		return nil
	}
	before := p
	if err := a.handHouseholds(before, &keeper); err != nil {
		return err
	}
	if err := a.cancel(&p, ReasonDuplicate, keeper.ID); err != nil {
		return err
	}
	if err := a.handAccounts(before.ID, keeper.ID); err != nil {
		return err
	}
	if err := a.handKin(before, keeper, ReasonDuplicate); err != nil || before.Status != models.StatusDead || keeper.Status == models.StatusDead {
		return err
	}
	// The death was entered at the entry that goes: the person's other one ends with it.
	if keeper, _, err = a.personByID(keeper.ID); err != nil {
		return err
	}
	if err := a.dies(keeper, before.StatusOn, before.StatusReason); err != nil {
		return err
	}
	return a.closeMootAbout(keeper.ID)
}

// keptEntry is the entry that the approval kept.
func (a *act) keptEntry() (string, error) {
	if keep := a.fact(factKeep); keep != "" {
		return keep, nil
	}
	e, ok, err := a.lastOf(workflow.Approve)
	if err != nil || !ok {
		return "", err
	}
	rec, err := a.r.openRecord(e)
	return rec.Input.Text(workflow.InKeep), err
}

// handHouseholds gives the keeper the place of the entry about to be cancelled: as head of
// a household in which both stand, where everybody's relation to the head stays what it
// is, of a collective one, and as helper. Another household that loses its head looks for one.
func (a *act) handHouseholds(p models.Person, keeper *models.Person) error {
	rows, err := store.Many[models.Household](a.tx, "id", "status = ? and (head_id = ? or helper_id = ?)", HouseholdOpen, p.ID, p.ID)
	if err != nil {
		return err
	}
	for _, h := range rows {
		kind := ""
		if h.HelperID == p.ID && stays(*keeper) {
			h.HelperID, kind = keeper.ID, EventHelper
		}
		inIt := h.Kind == models.CollectiveHousehold || keeper.HouseholdID == h.ID
		heads := h.HeadID == p.ID && inIt && stays(*keeper)
		if heads {
			h.HeadID, kind = keeper.ID, EventHead
		}
		if kind == "" {
			continue
		}
		if _, err := a.writeHousehold(&h, eventSpec{Kind: kind, Reason: ReasonDuplicate}); err != nil {
			return err
		}
		if heads && p.HouseholdID == h.ID && keeper.HouseholdID == h.ID && keeper.Relation != p.Relation {
			keeper.Relation = p.Relation
			if _, err := a.writePerson(keeper, eventSpec{Kind: EventRelation, Reason: ReasonDuplicate}); err != nil {
				return err
			}
		}
	}
	return nil
}

// handKin lets those who name the cancelled entry name the one kept. Where that cannot be
// (the keeper is married to somebody else, is no older than the child or of another sex, has
// another child of that very birth, or would be kin to themselves) the link stays, and their
// station has the task to settle it.
func (a *act) handKin(p, keeper models.Person, reason string) error {
	kin, err := a.kinOf(p.ID)
	if err != nil {
		return err
	}
	married, err := a.marriedTo(keeper, p)
	if err != nil {
		return err
	}
	asked := map[string]bool{}
	ask := func(q models.Person) error {
		if asked[q.ID] {
			return nil
		}
		asked[q.ID] = true
		return a.askOfKin(q)
	}
	for _, q := range kin {
		settled, err := a.renameKin(&q, p, keeper, married, reason)
		switch {
		case err != nil:
		case settled:
			err = a.kinSettled(q)
		default:
			err = ask(q)
		}
		if err != nil {
			return err
		}
	}
	held, err := a.holdPeople(p.SpouseID)
	spouse, ok := held[p.SpouseID]
	if err != nil || !ok || !stays(spouse) || spouse.ID == keeper.ID || keeper.SpouseID == spouse.ID {
		return err
	}
	elsewhere := spouse.SpouseID != "" && spouse.SpouseID != keeper.ID
	if elsewhere || slices.ContainsFunc(married, func(id string) bool { return id != spouse.ID }) {
		return ask(spouse) // a marriage that the cancelled line alone tells of
	}
	keeper.SpouseID = spouse.ID
	_, err = a.writePerson(&keeper, eventSpec{Kind: EventChange, Reason: reason})
	return err
}

// kinOf are the living whose parent, spouse or guardian is an entry.
func (a *act) kinOf(person string) ([]models.Person, error) {
	return store.Many[models.Person](a.tx, "id", "status in ('active', 'in_transit') and (father_id = ? or mother_id = ? or spouse_id = ? or id in (select ward_id from guardianships where guardian_id = ? and closed_at is null))",
		person, person, person, person)
}

// askOfKin gives the station of somebody who names a cancelled entry the task to settle
// that, once for a person.
func (a *act) askOfKin(q models.Person) error {
	open, err := store.Count[models.CaseTask](a.tx, "kind = ? and note = ? and done_at is null", string(workflow.TaskDuplicateKin), q.ID)
	if err != nil || open > 0 {
		return err
	}
	_, err = a.openTask(models.CaseTask{Kind: string(workflow.TaskDuplicateKin), Role: string(workflow.Clerk), Org: q.Org, Note: q.ID}, workflow.LimitTask)
	return err
}

// kinSettled ends such a task, unless the person still names another entry that is none.
func (a *act) kinSettled(q models.Person) error {
	others, err := store.Count[models.Person](a.tx, "id in ? and status = 'cancelled'", []string{q.FatherID, q.MotherID, q.SpouseID})
	if err != nil || others > 0 {
		return err
	}
	a.forget("tasks")
	_, err = store.Set[models.CaseTask](a.tx, map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": "settled"},
		"kind = ? and note = ? and done_at is null", string(workflow.TaskDuplicateKin), q.ID)
	return err
}

// marriedTo are those whom the register has as spouse of the keeper, by either's line,
// apart from the entry cancelled.
func (a *act) marriedTo(keeper, p models.Person) ([]string, error) {
	out, err := store.Rows[string](a.tx, "SELECT id FROM people WHERE spouse_id = ? AND status IN ('active', 'in_transit') ORDER BY id", keeper.ID)
	if keeper.SpouseID != "" && keeper.SpouseID != p.ID {
		out = append(out, keeper.SpouseID)
	}
	return out, err
}

// renameKin enters all that can be renamed of one person in one event, and knows the birth
// by the entry kept; false where a link to the cancelled entry stays.
func (a *act) renameKin(q *models.Person, p, keeper models.Person, married []string, reason string) (bool, error) {
	settled, kind := true, ""
	link := func(item *string, event string, fits bool) {
		switch {
		case *item != p.ID:
		case !fits || q.ID == keeper.ID:
			settled = false
		default:
			*item = keeper.ID
			if kind == "" {
				kind = event
			}
		}
	}
	key, free, err := a.birthUnder(*q, p.ID, keeper.ID)
	if err != nil {
		return false, err
	}
	parent := free && keeper.Sex == p.Sex && keeper.BirthDate < q.BirthDate
	link(&q.FatherID, EventParents, parent && q.MotherID != keeper.ID)
	link(&q.MotherID, EventParents, parent && q.FatherID != keeper.ID)
	if kind == EventParents {
		q.BirthKey = key
	}
	link(&q.SpouseID, EventChange, !slices.ContainsFunc(married, func(id string) bool { return id != q.ID }))
	guardians, err := a.guardians(q.ID)
	if err != nil {
		return false, err
	}
	spec := eventSpec{Reason: reason}
	for i := range guardians {
		g := guardians[i]
		guardian := g.GuardianID
		link(&guardian, EventGuardian, true)
		if guardian == g.GuardianID {
			continue
		}
		doc := g.DocumentSealed
		g = models.Guardianship{ID: a.r.newID(), GuardianID: guardian, Body: g.Body, CarerBody: g.CarerBody, Ground: g.Ground}
		if len(doc) > 0 {
			plain, err := a.r.keys.Open(placeGuardianDocument(guardians[i].ID), doc)
			if err != nil {
				return false, err
			}
			g.DocumentSealed = a.r.keys.Seal(placeGuardianDocument(g.ID).In(a.c.HandlingOrg), plain)
		}
		guardians[i] = g
		spec.Guardians = &guardians
	}
	if kind == "" {
		return settled, nil
	}
	spec.Kind = kind
	_, err = a.writePerson(q, spec)
	return settled, err
}

// birthUnder is the key of a birth once a parent's entry is another one; false where a
// living child stands under it already, so that somebody has to look.
func (a *act) birthUnder(q models.Person, was, is string) ([]byte, bool, error) {
	after := q
	for _, parent := range []*string{&after.FatherID, &after.MotherID} {
		if *parent == was {
			*parent = is
		}
	}
	key, err := a.birthKeyOn(q, after)
	if taken := (*Blocked)(nil); errors.As(err, &taken) {
		return nil, false, nil
	}
	return key, err == nil, err
}

// closeKinTasks ends the tasks that a cancellation left about kin: the entry they name
// stands again, and so do the accounts of officers.
func (a *act) closeKinTasks(undone models.RegisterEvent) error {
	if undone.Reason == ReasonFalse && (undone.Kind == EventParents || undone.Kind == EventChange || undone.Kind == EventGuardian) {
		q, ok, err := a.personByID(undone.SubjectID) // names the false entry again
		if err != nil || !ok || !stays(q) {
			return err
		}
		return a.askOfKin(q)
	}
	if undone.Kind != EventCancel || undone.Reason != ReasonDuplicate && undone.Reason != ReasonFalse {
		return nil
	}
	a.forget("tasks")
	_, err := store.Set[models.CaseTask](a.tx, map[string]any{"done_at": a.now, "done_by": a.actor.OfficerID, "outcome": ReasonReversed},
		"case_id = ? and kind = ? and done_at is null", undone.CaseID, string(workflow.TaskDuplicateKin))
	if err != nil {
		return err
	}
	return a.accountsBack(undone)
}
