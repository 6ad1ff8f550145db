package register

import (
	"context"
	"errors"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// CaseLinkView is a case beside this one, by number. MayOpen tells that it is there
// for the officer; of one of other bodies no more than the number is said, and of one
// that is restricted nothing.
type CaseLinkView struct {
	ID        string        `json:"id,omitempty"`
	Number    string        `json:"number"`
	Parent    bool          `json:"parent,omitempty"` // the roster it is a line of
	Before    bool          `json:"before,omitempty"` // the case that this one came from
	Business  workflow.Word `json:"business"`
	StateName workflow.Word `json:"state_name"`
	MayOpen   bool          `json:"may_open"`
}

// Followers are the cases that some cases became, by the id of the case they came from:
// those alone that the officer may open. It leaves no trace of its own, as a worklist
// leaves none.
func (r *Registrar) Followers(ctx context.Context, actor Actor, ids []string) (map[string][]CaseLinkView, error) {
	out := map[string][]CaseLinkView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		out = map[string][]CaseLinkView{}
		a := r.begin(tx, actor)
		links, err := store.Many[models.CaseLink](tx, "from_case, to_case", "from_case in ?", ids)
		if err != nil {
			return err
		}
		for _, l := range links {
			v, there, err := a.linkView(l.ToCase)
			if err != nil {
				return err
			}
			if there && v.MayOpen {
				out[l.FromCase] = append(out[l.FromCase], v)
			}
		}
		return nil
	})
	return out, mapStore(err)
}

// linked are the batch, the cases that this one came from, as far as they are there for
// the officer, and the successors.
func (a *act) linked() ([]CaseLinkView, error) {
	out := []CaseLinkView{}
	add := func(id string, as CaseLinkView) error {
		v, there, err := a.linkView(id)
		if err == nil && there && (v.MayOpen || !as.Before) {
			v.Parent, v.Before = as.Parent, as.Before
			out = append(out, v)
		}
		return err
	}
	if a.c.ParentID != "" {
		if err := add(a.c.ParentID, CaseLinkView{Parent: true}); err != nil {
			return nil, err
		}
	}
	from, err := store.Many[models.CaseLink](a.tx, "from_case", "to_case = ?", a.c.ID)
	if err != nil {
		return nil, err
	}
	for _, l := range from {
		if err := add(l.FromCase, CaseLinkView{Before: true}); err != nil {
			return nil, err
		}
	}
	to, err := a.links()
	if err != nil {
		return nil, err
	}
	for _, l := range to {
		if err := add(l.ToCase, CaseLinkView{}); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// linkView is a case beside another one; a restricted one in which the officer has no
// part is not there.
func (a *act) linkView(id string) (CaseLinkView, bool, error) {
	n := a.r.begin(a.tx, a.actor)
	err := n.load(id)
	switch {
	case err == nil:
		return CaseLinkView{ID: id, Number: n.c.Number, MayOpen: true, Business: n.def.Names, StateName: a.r.book.StateWord(n.state())}, true, nil
	case errors.Is(err, ErrNotFound) && n.c.ID != "":
		return CaseLinkView{Number: n.c.Number}, len(n.seats) == 0, nil
	}
	return CaseLinkView{}, false, ignoreNotFound(err)
}
