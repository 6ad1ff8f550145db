package register

import (
	"context"

	"hukou/models"
	"hukou/store"
)

// BodyView is a body of the organisation as everyone may see it.
type BodyView struct {
	Code       string         `json:"code"`
	Name       string         `json:"name"`
	NameEn     string         `json:"name_en"`
	Kind       models.OrgKind `json:"kind"`
	Parent     string         `json:"parent,omitempty"`
	Division   string         `json:"division"`
	ValidFrom  models.Date    `json:"valid_from,omitempty"`
	ValidTo    models.Date    `json:"valid_to,omitempty"`
	MergedInto string         `json:"merged_into,omitempty"`
}

// Bodies lists every body of the organisation in the order of the codes, those
// included that were merged or have ended.
func (r *Registrar) Bodies(ctx context.Context) ([]BodyView, error) {
	out := []BodyView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		rows, err := store.Many[models.Organisation](tx, "code", "")
		for _, o := range rows {
			out = append(out, BodyView{Code: o.Code, Name: o.Name, NameEn: o.NameEn, Kind: o.Kind, Parent: o.Parent, Division: o.Division,
				ValidFrom: o.ValidFrom, ValidTo: o.ValidTo, MergedInto: o.MergedInto})
		}
		return err
	})
	return out, mapStore(err)
}
