package register

import (
	"hukou/models"
	"hukou/workflow"
)

// factHeadJoined is the household joined and its head, as they were when the case was
// accepted or last reported on.
const factHeadJoined workflow.Field = "kept_head_joined"

// pin notes what the case rests on: the version of each of its persons, and the head to
// whom those who join a household declared their relations.
func (a *act) pin() error {
	if err := a.pinVersions(); err != nil || !a.def.Holds(workflow.GHeadJoinedSame) {
		return err
	}
	now, err := a.headJoined()
	if err != nil || now == a.fact(factHeadJoined) {
		return err
	}
	return a.keepFact(factHeadJoined, now)
}

// headJoined is the household joined and its head; empty where that is no family household,
// and where what somebody is to its head is not declared but known.
func (a *act) headJoined() (string, error) {
	if a.admits() && a.fact(workflow.FactHeadRelation) == "" {
		return "", nil
	}
	h, ok, err := a.householdByID(a.fact(workflow.FactHousehold))
	if err != nil || !ok || h.Kind != models.FamilyHousehold {
		return "", err
	}
	return h.ID + "/" + h.HeadID, nil
}

// headJoinedSame compares with what was noted; a case from before there was a note has none.
func (a *act) headJoinedSame() (bool, error) {
	if _, noted := a.form.Facts[factHeadJoined]; !noted {
		return true, nil
	}
	now, err := a.headJoined()
	return now == a.fact(factHeadJoined), err
}

// blockedBy is what keeps an effect from being carried out that finds a condition of the
// rule book unmet once it holds what the condition reads.
func (a *act) blockedBy(id workflow.GuardID) error {
	g, _ := a.r.book.Guard(id)
	return &Blocked{Code: string(id), Message: g.Unmet}
}

// stillHolds is the refusal to carry out an effect where a condition of the case is not met any
// more once what it reads is held: of two acts at one instant the second sees the first.
func (a *act) stillHolds(id workflow.GuardID) error {
	if !a.def.Holds(id) {
		return nil
	}
	if ok, err := a.holds(id); err != nil || ok {
		return err
	}
	return a.blockedBy(id)
}

// sameHeadJoined is the refusal to bring anybody in under another head, with the household
// held.
func (a *act) sameHeadJoined() error {
	if same, err := a.headJoinedSame(); err != nil || same {
		return err
	}
	return a.blockedBy(workflow.GHeadJoinedSame)
}
