package register

import (
	"context"

	"hukou/store"
)

// CaseSheet is what the page of a case shows that moves with the case: all of it is of
// the one version that View names.
type CaseSheet struct {
	View    *CaseView
	Around  CaseAround
	Steps   []StepView
	Journal []JournalView
	Papers  []GivenPaper
	Compare []CompareRow
	Related RelatedView
}

// CaseSheet reads the page of a case on one unchanging picture of the database, so that
// a step which a colleague takes meanwhile is on all of the page or on none of it. The
// looks are written before anything is handed out.
func (r *Registrar) CaseSheet(ctx context.Context, actor Actor, id string) (CaseSheet, error) {
	var out CaseSheet
	var marks []func(*store.Tx) error
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		marks = nil
		for _, read := range out.parts() {
			a := r.begin(tx, actor)
			a.later = &marks
			if err := a.load(id); err != nil {
				return err
			}
			if err := read(a); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return CaseSheet{}, mapStore(err)
	}
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		for _, write := range marks {
			if err := write(tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return CaseSheet{}, mapStore(err)
	}
	return out, nil
}

// parts are the reads of the page. Each has an act of its own: what one keeps is not
// what another asks for.
func (p *CaseSheet) parts() []func(*act) error {
	return []func(*act) error{
		func(a *act) (err error) { p.View, err = a.seen(); return err },
		func(a *act) error { p.Around = CaseAround{}; return a.around(&p.Around) },
		func(a *act) (err error) { p.Steps, err = a.steps(); return err },
		func(a *act) (err error) { p.Journal, err = a.journal(); return err },
		func(a *act) (err error) { p.Papers, err = a.papersShown(); return err },
		func(a *act) (err error) { p.Compare, err = a.comparison(); return err },
		func(a *act) (err error) { p.Related, err = a.related(); return err },
	}
}
