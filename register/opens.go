package register

import (
	"context"

	"hukou/store"
)

// Opens tells which of some cases the officer may open: those in which one of their
// bodies takes part, by the same rule as the case's own page.
func (r *Registrar) Opens(ctx context.Context, actor Actor, ids []string) (map[string]bool, error) {
	out := map[string]bool{}
	orgs := actor.readerOrgs()
	if len(ids) == 0 || len(orgs) == 0 {
		return out, nil
	}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Rows[string](tx, "SELECT DISTINCT case_id FROM case_orgs WHERE case_id in ? AND org in ?", ids, orgs)
		for _, id := range rows {
			out[id] = true
		}
		return err
	})
	return out, mapStore(err)
}
