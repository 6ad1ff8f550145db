package register

import (
	"context"

	"hukou/models"
	"hukou/workflow"
)

// OfficerFilter narrows the officers. Q is the beginning of a name or of a username.
// Ending leaves those of whom a posting ends within so many days, today included.
type OfficerFilter struct {
	Org      string
	Role     workflow.Role
	Q        string
	Ending   int
	Disabled bool // those whose account is disabled, who are left out else
}

// OfficerView is an officer as those who keep the posts see them: no number, no birth
// date, no line of the register.
type OfficerView struct {
	ID       string        `json:"id"`
	Username string        `json:"username"`
	Name     string        `json:"name"`
	Disabled bool          `json:"disabled,omitempty"`
	Locked   bool          `json:"locked,omitempty"` // until the time of too many tries is over
	Postings []PostingView `json:"postings"`
	// MayChange tells that the one who looks may post and reset this officer.
	MayChange bool `json:"may_change"`
}

// PostingView is a posting with its words. Ended postings are listed too, oldest first.
type PostingView struct {
	ID         string        `json:"id"`
	Org        string        `json:"org"`
	OrgName    workflow.Word `json:"org_name"`
	Role       workflow.Role `json:"role"`
	RoleName   workflow.Word `json:"role_name"`
	From       models.Date   `json:"from"`
	To         models.Date   `json:"to,omitempty"` // the last day; empty: open
	Secondment bool          `json:"secondment,omitempty"`
	Document   string        `json:"document,omitempty"`
	InForce    bool          `json:"in_force"`
	// EndsIn is in how many days the last day is, for one that ends within a week.
	EndsIn *int `json:"ends_in,omitempty"`
}

// endingSoon is how many days ahead the end of a posting is told.
const endingSoon = 7

// Officers lists officers by username. The security and the audit administrator see
// all; a head sees the officers of the own station and an officer of a county, city or
// region those of the own area, to read; others nobody.
func (r *Registrar) Officers(ctx context.Context, actor Actor, f OfficerFilter) ([]OfficerView, error) {
	return nil, errUnmade
}

// Officer is one officer with every posting, under the rule of Officers.
func (r *Registrar) Officer(ctx context.Context, actor Actor, id string) (OfficerView, error) {
	return OfficerView{}, errUnmade
}
