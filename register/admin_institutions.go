package register

import (
	"context"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// InstitutionView is a body that keeps a collective household. The helper's name is
// left out for administrators.
type InstitutionView struct {
	ID               string        `json:"id"`
	Name             string        `json:"name"`
	CreditCode       string        `json:"credit_code"`
	CivilAffairs     string        `json:"civil_affairs"`
	CertificateNo    string        `json:"certificate_no"`
	CertificateUntil models.Date   `json:"certificate_until,omitempty"`
	Expired          bool          `json:"expired,omitempty"`
	HouseholdID      string        `json:"household_id,omitempty"`
	HouseholdNumber  string        `json:"household_number,omitempty"`
	HelperName       string        `json:"helper_name,omitempty"`
	HelperUntil      models.Date   `json:"helper_until,omitempty"`
	Org              string        `json:"station"`
	OrgName          workflow.Word `json:"station_name"`
	Status           string        `json:"status"`
	AssessmentNo     string        `json:"assessment_no,omitempty"`
}

// Institutions lists the institutions of the officer's area by name, and all of them
// for an administrator.
func (r *Registrar) Institutions(ctx context.Context, actor Actor) ([]InstitutionView, error) {
	out := []InstitutionView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		area, all, err := r.begin(tx, actor).stationsArea()
		if err != nil {
			return err
		}
		var units []models.Institution
		var houses []models.Household
		var orgs []models.Organisation
		err = tx.Together(store.Into(&units, "name, id", ""), store.Into(&houses, "id", "id in (select household_id from institutions)"),
			store.Into(&orgs, "code", "code in (select org from institutions)"))
		if err != nil {
			return err
		}
		names := orgWords(orgs)
		homes := map[string]models.Household{}
		for _, h := range houses {
			homes[h.ID] = h
		}
		for _, u := range units {
			if !all && !slices.Contains(area, u.Org) {
				continue
			}
			h := homes[u.HouseholdID]
			v := InstitutionView{ID: u.ID, Name: u.Name, CreditCode: u.CreditCode, CivilAffairs: u.CivilAffairs, CertificateNo: u.CertificateNo,
				CertificateUntil: u.CertificateUntil, Expired: u.CertificateUntil != "" && u.CertificateUntil < r.Today(), HouseholdID: u.HouseholdID,
				HouseholdNumber: h.Number, HelperName: u.HelperName, HelperUntil: h.HelperUntil, Org: u.Org, OrgName: names[u.Org], Status: u.Status, AssessmentNo: u.AssessmentNo}
			if all {
				v.HelperName = ""
			}
			out = append(out, v)
		}
		return nil
	})
	return out, mapStore(err)
}
