package register

import (
	"context"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
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
	ID       string `json:"id"`
	Username string `json:"username"`
	Name     string `json:"name"`
	Disabled bool   `json:"disabled,omitempty"`
	// Locked tells that sign-in was shut after too many tries, and nobody has signed
	// in since.
	Locked   bool          `json:"locked,omitempty"`
	Postings []PostingView `json:"postings"`
	// MayPost tells that the one who looks may give and end this officer's postings,
	// MayReset that they may disable the account or give it a new password.
	MayPost  bool `json:"may_post"`
	MayReset bool `json:"may_reset"`
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

// mostOfficers is how many officers one look lists.
const mostOfficers = "500"

// Officers lists officers by username, at most 500. The three administrators see all;
// a head sees the officers of the own station and an officer of a county, city or
// region those of the own area, to read; others nobody.
func (r *Registrar) Officers(ctx context.Context, actor Actor, f OfficerFilter) ([]OfficerView, error) {
	out := []OfficerView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		area, all, err := r.begin(tx, actor).officersArea()
		if err != nil {
			return err
		}
		where, args := f.where(r.Today(), area, all)
		rows, err := store.Many[models.Officer](tx, "username, id limit "+mostOfficers, where, args...)
		if err != nil {
			return err
		}
		out, err = r.officerViews(tx, actor, rows, area, all)
		return err
	})
	return out, mapStore(err)
}

// Officer is one officer with every posting that the one who looks may see, under the
// rule of Officers.
func (r *Registrar) Officer(ctx context.Context, actor Actor, id string) (OfficerView, error) {
	var out OfficerView
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		area, all, err := r.begin(tx, actor).officersArea()
		if err != nil {
			return err
		}
		where, args := "id = ?", []any{id}
		if !all {
			where, args = where+" and id in (select officer_id from postings where org in ?)", append(args, area)
		}
		o, err := store.One[models.Officer](tx, where, args...)
		if err != nil {
			return err
		}
		views, err := r.officerViews(tx, actor, []models.Officer{o}, area, all)
		if err == nil {
			out = views[0]
		}
		return err
	})
	return out, mapStore(err)
}

// overseers see the officers of their own area.
var overseers = []workflow.Role{workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead, workflow.Region}

// officersArea are the bodies whose officers the actor may see; all tells that it is
// every one. Whoever may see none is forbidden.
func (a *act) officersArea() (area []string, all bool, err error) {
	if a.actor.isOperator() || a.actor.Has(administrators...) {
		return nil, true, nil
	}
	var orgs []string
	for _, p := range a.actor.Postings {
		if slices.Contains(overseers, workflow.Role(p.Role)) {
			orgs = append(orgs, p.Org)
		}
	}
	if len(orgs) == 0 {
		return nil, false, ErrForbidden
	}
	s := searcher{a: a, orgs: orgs}
	area, err = s.jurisdiction()
	return area, false, err
}

// where is the filter as a condition, inside the area.
func (f OfficerFilter) where(today models.Date, area []string, all bool) (string, []any) {
	parts, args := []string{"disabled_at is null"}, []any{}
	if f.Disabled {
		parts[0] = "disabled_at is not null"
	}
	if q := strings.TrimSpace(f.Q); q != "" {
		parts = append(parts, "(name >= ? and name < ? or username >= ? and username < ?)")
		args = append(args, q, store.Until(q), strings.ToLower(q), store.Until(strings.ToLower(q)))
	}
	post, values := []string{}, []any{}
	add := func(part string, v ...any) { post, values = append(post, part), append(values, v...) }
	if !all {
		add("org in ?", area)
	}
	if f.Org != "" {
		add("org = ?", f.Org)
	}
	if f.Role != "" {
		add("role = ?", string(f.Role))
	}
	switch {
	case f.Ending > 0:
		add("valid_to >= ? and valid_to <= ?", today, today.AddDays(f.Ending))
	case f.Org != "" || f.Role != "":
		// Whoever was here once is found under the officer's own page.
		add("(valid_to = '' or valid_to >= ?)", today)
	}
	if len(post) > 0 {
		parts = append(parts, "id in (select officer_id from postings where "+strings.Join(post, " and ")+")")
	}
	return strings.Join(parts, " and "), append(args, values...)
}

// officerViews adds the postings, in two reads for all officers. Of a body outside the
// area a posting is left out.
func (r *Registrar) officerViews(tx *store.Tx, actor Actor, rows []models.Officer, area []string, all bool) ([]OfficerView, error) {
	ids := make([]string, len(rows))
	for i, o := range rows {
		ids[i] = o.ID
	}
	var posts []models.Posting
	var orgs []models.Organisation
	err := tx.Together(store.Into(&posts, "valid_from, id", "officer_id in ?", append(ids, "")),
		store.Into(&orgs, "code", "code in (select org from postings where officer_id in ?)", append(ids, "")))
	if err != nil {
		return nil, err
	}
	names := orgWords(orgs)
	by := map[string][]PostingView{}
	for _, p := range posts {
		if all || slices.Contains(area, p.Org) {
			by[p.OfficerID] = append(by[p.OfficerID], r.postingView(p, names[p.Org]))
		}
	}
	out := make([]OfficerView, len(rows))
	for i, o := range rows {
		self := o.PersonID == actor.PersonID && !actor.isOperator()
		out[i] = OfficerView{ID: o.ID, Username: o.Username, Name: o.Name, Disabled: o.DisabledAt != nil, Locked: o.LockedUntil != nil && o.DisabledAt == nil,
			Postings: append([]PostingView{}, by[o.ID]...), MayPost: !self && keepsPosts(actor) && o.DisabledAt == nil, MayReset: !self && keepsPosts(actor) && o.DisabledAt == nil}
	}
	return out, nil
}

// keepsPosts tells whether the actor gives and takes the postings.
func keepsPosts(actor Actor) bool { return actor.isOperator() || actor.Has(workflow.SecAdmin) }

func orgWords(rows []models.Organisation) map[string]workflow.Word {
	out := map[string]workflow.Word{}
	for _, o := range rows {
		out[o.Code] = workflow.Word{Zh: o.Name, En: o.NameEn}
	}
	return out
}

func (r *Registrar) postingView(p models.Posting, org workflow.Word) PostingView {
	today := r.Today()
	v := PostingView{ID: p.ID, Org: p.Org, OrgName: org, Role: workflow.Role(p.Role), RoleName: r.book.RoleWord(workflow.Role(p.Role)), From: p.From, To: p.To,
		Secondment: p.Secondment, Document: p.Document, InForce: p.On(today)}
	if p.To != "" && p.To >= today && today.DaysUntil(p.To) <= endingSoon {
		n := today.DaysUntil(p.To)
		v.EndsIn = &n
	}
	return v
}
