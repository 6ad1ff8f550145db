package register

import (
	"slices"

	"hukou/models"
	"hukou/workflow"
)

// standingNos are the roles of those who answered no in countersignatures that have not come
// about and were not taken back.
func (a *act) standingNos() ([]workflow.Role, error) {
	rows, err := a.tasks()
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(t models.CaseTask) bool {
		return t.Outcome != "disagree" || lacking(rows, t.GroupID) == 0
	})
	if len(rows) == 0 {
		return nil, nil
	}
	as, err := a.countersignedAs()
	var out []workflow.Role
	for _, t := range rows {
		out = append(out, as[t.ID])
	}
	return out, err
}

// wouldWeigh tells whether an officer's yes would count beside the noes of those roles: it is of
// none of their levels' subordinates. See answeredNo.
func (a *act) wouldWeigh(o models.Officer, against []workflow.Role) (bool, error) {
	if len(against) == 0 {
		return true, nil
	}
	who, err := actorNamed(a.tx, o.ID, a.today)
	if err != nil {
		return false, err
	}
	n := a.r.begin(a.tx, who)
	n.now, n.today, n.forAnother = a.now, a.today, true
	if err := n.load(a.c.ID); err != nil {
		return false, err
	}
	return slices.ContainsFunc(who.standings(n.seats), func(by workflow.By) bool {
		return by.Seat == workflow.Own && !slices.ContainsFunc(against, by.Role.Below)
	}), nil
}
