package register

import (
	"context"
	"slices"
	"strings"

	"hukou/auth"
	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// Standing is how the register guards itself on its day: by which passwords, in which
// ciphers, and how decisions are signed.
type Standing struct {
	Passwords auth.Profile
	Ciphers   seal.Suite
	// SignOff is the preset, and of each policy row that says otherwise the mode, the
	// business and the division's code: "recent, each for birth_cert in 6401".
	SignOff string
}

// Standing tells how the register guards itself today. It holds no personal data.
func (r *Registrar) Standing(ctx context.Context) (Standing, error) {
	out := Standing{Ciphers: r.keys.Suite()}
	err := r.db.Read(ctx, func(tx *store.Tx) (err error) {
		today := r.Today()
		if out.Passwords, err = profileOn(tx, today); err != nil {
			return err
		}
		rows, err := store.Many[models.PolicyRow](tx, "business, division, valid_from, id", "options <> '' and valid_from <= ? and (valid_to = '' or valid_to >= ?)", today, today)
		if err != nil {
			return err
		}
		said := []string{string(SignOffRecent)}
		for _, row := range rows {
			p, err := policyOf(row)
			if err != nil {
				return err
			}
			if _, says := p.Options[optSignOff]; !says {
				continue
			}
			text := string(p.signOff()) + " for " + row.Business
			if row.Division != "" {
				text += " in " + row.Division
			}
			said = append(said, text)
		}
		out.SignOff = strings.Join(slices.Compact(said), ", ")
		return nil
	})
	return out, mapStore(err)
}
