package register

import (
	"slices"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// birthCollectors finds what the guards of births read; the meaning of each stands
// beside the field in the rule book.
func birthCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FRoute:               func(a *act) (any, error) { return a.route() },
		workflow.FPolicyR2:            func(a *act) (any, error) { return a.policyOption("r2_directly") },
		workflow.FPolicyR0:            func(a *act) (any, error) { return a.pilot() },
		workflow.FPolicyHospitals:     func(a *act) (any, error) { p, err := a.policy(); return p.list("r0_hospitals"), err },
		workflow.FHealthRefusal:       func(a *act) (any, error) { return a.goodPaper(workflow.MatHealthRefusal) },
		workflow.FHealthSilence:       func(a *act) (any, error) { return a.healthSilence() },
		workflow.FHealthReminders:     func(a *act) (any, error) { return a.healthReminders() },
		workflow.FCertificateFree:     func(a *act) (any, error) { return a.certificateFree() },
		workflow.FFollowedAway:        func(a *act) (any, error) { return a.followedAway() },
		workflow.FKinUnknown:          func(a *act) (any, error) { return a.kinUnknown() },
		workflow.FAmongStrangers:      func(a *act) (any, error) { return a.amongStrangers() },
		workflow.FOrphaned:            func(a *act) (any, error) { return a.orphaned() },
		workflow.FCertifiedAnew:       func(a *act) (any, error) { return a.fact(factWishedName)+a.fact(factDeclaredBorn) != "", nil },
		workflow.FCertificateVerified: func(a *act) (any, error) { return a.certificateVerified() },
		workflow.FParentageReport:     func(a *act) (any, error) { return a.parentageOnFile() },
		workflow.FBirthRecords:        func(a *act) (any, error) { return a.goodPaper(workflow.MatBirthRecords, workflow.MatCourtFinding) },
		workflow.FCourtFinding:        func(a *act) (any, error) { return a.goodPaper(workflow.MatCourtFinding) },
		workflow.FConclusion:          func(a *act) (any, error) { return a.fact(factConclusion), nil },
		workflow.FReportUnread:        (*act).reportUnread,
		workflow.FReportOtherwise:     (*act).reportOtherwise,
		workflow.FMotherSide:          func(a *act) (any, error) { return a.sideOf(workflow.Mother) },
		workflow.FFatherSide:          func(a *act) (any, error) { return a.sideOf(workflow.Father) },
		workflow.FOnePrefecture:       func(a *act) (any, error) { return a.onePrefecture() },
		workflow.FParentBlank:         func(a *act) (any, error) { return a.fact(factParentBlank), nil },
		workflow.FParentExcluded:      func(a *act) (any, error) { return a.fact(factParentExcluded), nil },
	}
}

// Facts that effects keep with the case; the form of no business asks for them.
const (
	// factParentBlank is "father", "mother" or "both"; factParentExcluded, whom of them a
	// report excluded.
	factParentBlank    workflow.Field = "kept_parent_blank"
	factParentExcluded workflow.Field = "kept_parent_excluded"
	factConclusion     workflow.Field = "kept_parentage_conclusion"
	factReport         workflow.Field = "kept_parentage_report"
	// factReports is every report entered, struck or not: its conclusion, a blank, its number.
	factReports    workflow.Field = "kept_parentage_reports"
	factWishedName workflow.Field = "kept_wished_name"
	// factDeclaredBorn is the date of birth declared, where the certificate has another.
	factDeclaredBorn workflow.Field = "kept_declared_birth_date"
	factRestricted   workflow.Field = "kept_restricted"
	factExcluded     workflow.Field = "kept_excluded_person"
)

// entries are the case's journal rows, oldest first, with their payloads sealed; see openRecord.
func (a *act) entries() ([]models.Entry, error) {
	return store.Many[models.Entry](a.tx, "seq", "case_id = ?", a.c.ID)
}

// lastOf is the newest journal row of one of the events; false when none was taken.
func (a *act) lastOf(events ...workflow.Event) (models.Entry, bool, error) {
	rows, err := a.entries()
	for _, e := range slices.Backward(rows) {
		if slices.Contains(events, workflow.Event(e.Event)) {
			return e, true, err
		}
	}
	return models.Entry{}, false, err
}

// route is the route entered last.
func (a *act) route() (string, error) {
	rows, err := a.entries()
	for _, e := range slices.Backward(rows) {
		if name := routeNamed(e.To); name != "" && e.From != e.To {
			return name, err
		}
	}
	return "", err
}

// routeStates are the states that open a route of a birth without certificate.
func routeStates() []string {
	return []string{string(workflow.RouteR1), string(workflow.RouteR2), string(workflow.RouteR0)}
}

// routeNamed is the route that a state opens; empty for other states.
func routeNamed(state string) string {
	if i := slices.Index(routeStates(), state); i >= 0 {
		return []string{"r1", "r2", "r0"}[i]
	}
	return ""
}

func (a *act) policyOption(name string) (bool, error) {
	p, err := a.policy()
	return err == nil && p.option(name), err
}

// pilot is true where a row enables the pilot route and names its document.
func (a *act) pilot() (bool, error) {
	p, err := a.policy()
	return err == nil && p.option("r0") && p.Document != "", err
}

// goodPaper tells whether a paper of one of the kinds is there, checked and good.
func (a *act) goodPaper(kinds ...workflow.MaterialKind) (bool, error) {
	rows, err := a.materials()
	return slices.ContainsFunc(rows, func(m models.Material) bool {
		return m.Verdict == VerdictOK && slices.Contains(kinds, workflow.MaterialKind(m.Kind))
	}), err
}

// healthSilence counts the working days that have passed whole since health's supervisor
// was first written to about the present letter; absent while nobody wrote. To write once
// more asks nobody to wait anew.
func (a *act) healthSilence() (any, error) {
	rows, err := a.entries()
	var asked models.Date
	for _, e := range rows {
		switch workflow.Event(e.Event) {
		case workflow.ReferHealth, workflow.ReportToHealth, workflow.CertRecheck:
			asked = ""
		case workflow.RemindSupervisor:
			if asked == "" {
				asked = models.DateOf(e.At)
			}
		}
	}
	if err != nil || asked == "" {
		return nil, err
	}
	n, _ := a.r.Calendar().WorkdaysBetween(asked, a.today.AddDays(-1))
	return n, nil
}

// healthReminders counts the reminders since the last letter to health.
func (a *act) healthReminders() (int, error) {
	rows, err := a.entries()
	n := 0
	for _, e := range rows {
		switch workflow.Event(e.Event) {
		case workflow.ReferHealth, workflow.ReportToHealth, workflow.CertRecheck:
			n = 0
		case workflow.RemindHealth15, workflow.RemindHealth30, workflow.RemindHealth60:
			n++
		}
	}
	return n, err
}

// certificateFree tells whether nobody else's birth stands on the certificate.
func (a *act) certificateFree() (bool, error) {
	no := a.in(workflow.InCertNo)
	if no == "" {
		no = a.fact(workflow.FactCertificate)
	}
	if no == "" {
		return true, nil
	}
	index := a.r.keys.BlindIndex(seal.DomainCertificate, no)
	n, err := store.Count[models.Person](a.tx, "birth_cert_index = ?", index)
	if err != nil || n > 0 {
		return false, err
	}
	n, err = store.Count[models.SubjectLock](a.tx, "subject_key = ? and released_at is null and case_id <> ?", a.r.certificateKey(no), a.c.ID)
	return n == 0, err
}

// certificateKey is the lock key of a certificate, beside its child's own.
func (r *Registrar) certificateKey(no string) []byte {
	return r.keys.BlindIndex(seal.DomainSubject, "certificate|"+no)
}

// certificateVerified tells whether the case reached the verified certificate and has
// since neither turned to another route nor gone back to wait for a certificate.
func (a *act) certificateVerified() (bool, error) {
	rows, err := a.entries()
	for _, e := range slices.Backward(rows) {
		switch workflow.State(e.To) {
		case workflow.CertVerified:
			return true, err
		case workflow.RouteR1, workflow.RouteR2, workflow.RouteR0, workflow.HealthReferred, workflow.R0Statement:
			return false, err
		}
	}
	return false, err
}

func (a *act) parentageOnFile() (bool, error) {
	if a.concluded() {
		return true, nil
	}
	return a.goodPaper(workflow.MatParentageReport)
}

// concluded tells whether a report has said who the parents are.
func (a *act) concluded() bool {
	c := a.fact(factConclusion)
	return c != "" && c != string(workflow.Inconclusive)
}

// reportUnread tells whether a report is there of which nobody has entered what it says.
func (a *act) reportUnread() (any, error) {
	if a.concluded() {
		return false, nil
	}
	return a.goodPaper(workflow.MatParentageReport)
}

// blanked tells whether the parent's item stays blank in this case.
func (a *act) blanked(parent workflow.SubjectRole) bool {
	return isAmong(parent, a.fact(factParentBlank))
}

// isAmong tells whether a kept "father", "mother" or "both" says it of the parent.
func isAmong(parent workflow.SubjectRole, kept string) bool {
	return kept == string(parent) || kept == workflow.BothParents
}

// followedAway tells whether the parent whose side was chosen stands in another household
// than the one declared, or has left for another province and stands in none. Of one who
// died, or who was never here, see apart.
func (a *act) followedAway() (bool, error) {
	of := map[string]workflow.Field{"mother": workflow.FactMother, "father": workflow.FactFather}[a.fact(workflow.FactFollows)]
	if of == "" {
		known, there, err := a.grandparents(a.form.Facts)
		return known && !there, err
	}
	p, ok, err := a.personByID(a.fact(of))
	gone := p.Status == models.StatusTransit || p.Status == models.StatusCancelled && p.StatusReason == ReasonMovedAway
	return ok && (gone || p.Status == models.StatusActive && p.HouseholdID != a.fact(workflow.FactHousehold)), err
}
