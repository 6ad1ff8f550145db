package register

import (
	"hukou/models"
	"hukou/workflow"
)

// serving is the mark of somebody in active service.
const serving = "serving"

// markService sets the mark of active service, or takes it away, as of the day on the
// notice; the registration stays as it is.
func (a *act) markService() error {
	mark := ""
	if a.fact(workflow.FactServiceAct) == "enlisted" {
		mark = serving
	}
	return a.markServing(mark, a.fact(workflow.FactServiceAct), a.form.Facts.Date(workflow.FactEventDate))
}

// markServing enters the mark of the case's subject from a day on, but not from before they stood
// where they stand.
func (a *act) markServing(mark, reason string, on models.Date) error {
	p, err := a.registered()
	if err != nil || p.Military == mark {
		return err
	}
	p.Military = mark
	return a.enterChange(&p, eventSpec{Kind: EventService, Reason: reason, EventOn: on, EffectiveOn: max(on, p.Since)})
}

// veteranHome registers a veteran in the household of the case: who has no registration is
// put back, who has one moves. The mark of service goes.
func (a *act) veteranHome() error {
	p, ok, err := a.person()
	if err != nil {
		return err
	}
	if ok && stays(p) {
		err = a.resettle(p)
	} else {
		err = a.restorePerson()
	}
	if err != nil {
		return err
	}
	return a.markServing("", "discharged", a.today)
}

// resettle moves a person who is registered into the household of the case, in one
// transaction for both stations.
func (a *act) resettle(p models.Person) error {
	h, err := a.householdToJoin()
	if err != nil {
		return err
	}
	if p.HouseholdID == h.ID {
		return blocked("already_there", "当事人已在该户内。", "The person is in this household already.")
	}
	origin, left := p.Org, p.HouseholdID
	scope, err := a.scope(origin, h.Org)
	if err != nil {
		return err
	}
	_, _, relation, _, err := a.placeIn(p, h)
	if err != nil {
		return err
	}
	if err := a.departure(&p, h.Org, h.ID, scope); err != nil {
		return err
	}
	if err := a.arrivalAs(&p, h, scope, relation); err != nil {
		return err
	}
	if scope != "station" {
		a.send("moved_out", map[string]string{"case": a.c.ID, "household": left, "org": origin})
	}
	return nil
}
