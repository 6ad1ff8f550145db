package register

import (
	"slices"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// Actor is the officer who acts, as the session says, never as the request says:
// the account, the person behind it, and the postings in force today.
type Actor struct {
	OfficerID string
	PersonID  string
	Name      string
	Postings  []models.Posting
	// ProvedAt is when the officer last proved who they are, in real time; Recent tells
	// that a decision need not ask for the proof again. See SignOffRecent.
	ProvedAt time.Time
	Recent   bool
	system   bool
}

// systemName is what pages call the program where it acts by itself.
const systemName = "系统 system"

// systemActor takes timers and effects.
func systemActor() Actor { return Actor{OfficerID: "system", system: true} }

// orgs lists the bodies the officer is posted to.
func (a Actor) orgs() []string {
	var out []string
	for _, p := range a.Postings {
		if !slices.Contains(out, p.Org) {
			out = append(out, p.Org)
		}
	}
	return out
}

// Has tells whether the officer holds one of the roles anywhere.
func (a Actor) Has(roles ...workflow.Role) bool {
	return slices.ContainsFunc(a.Postings, func(p models.Posting) bool { return slices.Contains(roles, workflow.Role(p.Role)) })
}

// standings are the roles and seats the postings give in a case.
func (a Actor) standings(seats []models.CaseOrg) []workflow.By {
	if a.system {
		return []workflow.By{{Role: workflow.System, Seat: workflow.Own}}
	}
	var out []workflow.By
	for _, p := range a.Postings {
		for _, s := range seats {
			if s.Org == p.Org {
				out = append(out, workflow.By{Role: workflow.Role(p.Role), Seat: workflow.Seat(s.Seat)})
			}
		}
	}
	return out
}

// posting is the posting under which the officer acts in a standing.
func (a Actor) posting(by workflow.By, seats []models.CaseOrg) models.Posting {
	for _, p := range a.Postings {
		for _, s := range seats {
			if s.Org == p.Org && p.Role == string(by.Role) && s.Seat == string(by.Seat) {
				return p
			}
		}
	}
	return models.Posting{}
}
