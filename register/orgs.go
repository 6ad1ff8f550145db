package register

import (
	"errors"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// org is a body by its code.
func (a *act) org(code string) (models.Organisation, error) { return orgOf(a.tx, code) }

func orgOf(tx *store.Tx, code string) (models.Organisation, error) {
	o, err := store.One[models.Organisation](tx, "code = ?", code)
	if errors.Is(err, store.ErrNotFound) {
		return o, ErrNotFound
	}
	return o, err
}

// chain is a body and those above it, lowest first; a body that was merged is
// followed to the one that took over its work.
func chain(tx *store.Tx, code string) ([]models.Organisation, error) {
	var out []models.Organisation
	for code != "" && len(out) < 8 {
		o, err := orgOf(tx, code)
		if err != nil {
			return nil, err
		}
		if o.MergedInto != "" {
			code = o.MergedInto
			continue
		}
		out = append(out, o)
		code = o.Parent
	}
	return out, nil
}

// above are the codes of a body and those above it, as chain finds them. It asks once,
// however many there are: the time that it takes does not tell whether there is any.
func (a *act) above(code string) ([]string, error) {
	return store.Rows[string](a.tx, aboveText, code)
}

const aboveText = `with recursive up (code, parent, merged_into, n) as (
	select code, parent, merged_into, 1 from organisations where code = ?
	union all
	select o.code, o.parent, o.merged_into, up.n + 1 from up join organisations o
		on o.code = case when up.merged_into <> '' then up.merged_into else up.parent end
	where up.n < 16)
select code from up where merged_into = '' order by n`

// seat lets a station and the bodies above it take part in the case.
func (a *act) seat(station string, s workflow.Seat) error {
	bodies, err := chain(a.tx, station)
	if err != nil {
		return err
	}
	for _, o := range bodies {
		if _, err := store.InsertNew(a.tx, models.CaseOrg{CaseID: a.c.ID, Org: o.Code, Seat: string(s)}); err != nil {
			return err
		}
	}
	return nil
}

// common is the lowest body above both stations, which rules between them.
func common(tx *store.Tx, x, y string) (models.Organisation, error) {
	xs, err := chain(tx, x)
	if err != nil {
		return models.Organisation{}, err
	}
	ys, err := chain(tx, y)
	if err != nil {
		return models.Organisation{}, err
	}
	for _, o := range xs {
		for _, p := range ys {
			if o.Code == p.Code && o.Kind != models.KindStation {
				return o, nil
			}
		}
	}
	return models.Organisation{}, ErrNotFound
}
