package register

import (
	"context"

	"hukou/models"
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
// for the system administrator.
func (r *Registrar) Institutions(ctx context.Context, actor Actor) ([]InstitutionView, error) {
	return nil, errUnmade
}
