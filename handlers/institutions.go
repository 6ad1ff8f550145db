package handlers

import (
	"context"

	"hukou/models"
)

// institutionOut is an institution to choose for a roster.
type institutionOut struct {
	ID               string      `json:"id"`
	Name             string      `json:"name"`
	CreditCode       string      `json:"credit_code" doc:"统一社会信用代码。The unified social credit code."`
	Station          string      `json:"station" doc:"集体户所在派出所。The station of its collective household."`
	HouseholdID      string      `json:"household_id,omitempty"`
	HouseholdNumber  string      `json:"household_number,omitempty"`
	CertificateUntil models.Date `json:"certificate_until,omitempty"`
	Expired          bool        `json:"expired,omitempty"`
	Status           string      `json:"status"`
}

// listInstitutions lists the institutions of the officer's area. No person is named.
func (s *server) listInstitutions(ctx context.Context, _ *noInput) (*page[institutionOut], error) {
	units, err := s.reg.Institutions(ctx, of(ctx).actor)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	var items []institutionOut
	for _, u := range units {
		items = append(items, institutionOut{u.ID, u.Name, u.CreditCode, u.Org, u.HouseholdID, u.HouseholdNumber, u.CertificateUntil, u.Expired, u.Status})
	}
	return whole(items), nil
}
