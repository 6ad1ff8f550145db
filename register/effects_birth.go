package register

import (
	"errors"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// birthEffects carries out what births do to their case: letters to health, the
// certificate taken in, the conclusion of a report. The entry itself is made by the
// register's effects.
func birthEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffReferHealth: func(a *act) error { return a.letter("health_letter") },
		workflow.EffRemindHealth: func(a *act) error {
			return errors.Join(a.letter("health_reminder"), a.notifyHolder(), a.nextReminder())
		},
		workflow.EffRemindSupervisor:  func(a *act) error { return a.letter("health_supervisor_letter") },
		workflow.EffHealthCorrects:    func(a *act) error { return a.letter("health_correction") },
		workflow.EffRecordCertificate: (*act).recordCertificate,
		workflow.EffParentage:         (*act).recordParentage,
		workflow.EffFatherBlank:       func(a *act) error { return a.leaveBlank(workflow.Father) },
		workflow.EffMotherBlank:       func(a *act) error { return a.leaveBlank(workflow.Mother) },
		workflow.EffStrikeReports:     (*act).strikeReports,
		workflow.EffChildInquiry: func(a *act) error {
			_, err := a.openTask(models.CaseTask{Kind: string(workflow.TaskOriginInquiry), Role: string(workflow.Community)}, workflow.LimitTask)
			return err
		},
		workflow.EffOfferTest:  func(a *act) error { return a.letter("second_test_offer") },
		workflow.EffRestrict:   (*act).restrict,
		workflow.EffDutyReport: func(a *act) error { return a.letter("duty_report") },
		workflow.EffLinkCases:  (*act).linkFound,
	}
}

// letter leaves a letter to be sent; its body holds ids, the text is made from the
// case when it is printed.
func (a *act) letter(kind string) error {
	a.send(kind, map[string]string{"case": a.c.ID})
	return nil
}

// nextReminder makes the day of the next reminder to health that of the case. Behind the
// last one nothing more comes due by itself, and no day stands.
func (a *act) nextReminder() error {
	next, more := map[workflow.Event]workflow.Limit{workflow.RemindHealth15: workflow.LimitHealth30, workflow.RemindHealth30: workflow.LimitHealth60}[a.req.Event]
	rows, err := a.clocks()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(rows, func(k models.CaseClock) bool { return k.State == a.c.State })
	if i < 0 {
		return nil
	}
	k := rows[i]
	if err := a.endClock(k); err != nil {
		return err
	}
	a.c.DueOn, a.c.Provisional = "", false
	if !more {
		return nil
	}
	return a.beginClock(a.state(), next, k.StartedOn)
}

// keepFact keeps a value with the case that the form does not ask for.
func (a *act) keepFact(f workflow.Field, v any) error {
	if a.form.Facts == nil {
		a.form.Facts = workflow.Facts{}
	}
	a.form.Facts[f] = v
	a.form.changed = true
	return nil
}

// recordCertificate takes the certificate written with the step. Its name and date
// stand; a declared name that differs is kept as the wish, for a later change of
// name (Norm 49). The certificate's number is held for this case.
func (a *act) recordCertificate() error {
	no := a.in(workflow.InCertNo)
	for from, to := range map[workflow.Field]workflow.Field{workflow.InCertNo: workflow.FactCertificate, workflow.InCertOn: workflow.FactCertificateOn,
		workflow.InCertName: workflow.FactCertificateName} {
		if v := a.in(from); v != "" {
			if err := a.keepFact(to, v); err != nil {
				return err
			}
		}
	}
	if name := a.in(workflow.InCertName); name != "" && name != a.fact(workflow.FactChildName) {
		_ = a.keepFact(factWishedName, a.fact(workflow.FactChildName))
		_ = a.keepFact(workflow.FactChildName, name)
	}
	if born := a.in(workflow.InCertBorn); born != "" && born != a.fact(workflow.FactChildBirthDate) {
		_ = a.keepFact(factDeclaredBorn, a.fact(workflow.FactChildBirthDate))
		_ = a.keepFact(workflow.FactChildBirthDate, born)
	}
	if err := a.knownAnew(); err != nil {
		return err
	}
	return a.hold(a.r.certificateKey(no))
}

// knownAnew derives who the child is from what is known now, and holds the case's child
// under it: a key of the date first declared would let the same child in a second time.
func (a *act) knownAnew() error {
	if err := a.rewriteDerived(false); err != nil {
		return err
	}
	return a.lockAnew()
}

// recordParentage keeps the reference and the conclusion of the report, which is the
// event itself: no sample, no locus. Whom it tested and does not exclude is shown by it,
// so that an item left blank for want of proof is filled again; one that an earlier report
// excluded stays blank.
func (a *act) recordParentage() error {
	_ = a.keepFact(factConclusion, string(a.req.Event))
	_ = a.keepFact(factReport, a.in(workflow.InReport))
	_ = a.keepFact(factReports, append(a.form.Facts.List(factReports), string(a.req.Event)+" "+reportNumber(a.in(workflow.InReport))))
	out := map[workflow.Event]string{workflow.FatherExcluded: string(workflow.Father), workflow.MotherExcluded: string(workflow.Mother),
		workflow.BothExcluded: workflow.BothParents, workflow.Inconclusive: workflow.BothParents}[a.req.Event]
	left, was := "", a.fact(factParentBlank)
	for _, p := range []workflow.SubjectRole{workflow.Father, workflow.Mother} {
		shown := isAmong(p, a.in(workflow.InTested)) && !isAmong(p, out) && !isAmong(p, a.fact(factParentExcluded))
		if isAmong(p, was) && !shown {
			left = together(left, p)
		}
	}
	if left == was {
		return nil
	}
	return a.keepBlank(left)
}

// together is whoever was kept and the parent: "father", "mother" or "both".
func together(kept string, parent workflow.SubjectRole) string {
	if kept == "" || kept == string(parent) {
		return string(parent)
	}
	return workflow.BothParents
}

// leaveBlank takes a parent whom a report excludes, or nothing proves, out of the case: the
// item stays blank, and nobody reads who stood there (domain 3.3).
func (a *act) leaveBlank(parent workflow.SubjectRole) error {
	if slices.Contains([]workflow.Event{workflow.FatherExcluded, workflow.MotherExcluded, workflow.BothExcluded}, a.req.Event) {
		if err := a.keepFact(factParentExcluded, together(a.fact(factParentExcluded), parent)); err != nil {
			return err
		}
	}
	return a.keepBlank(together(a.fact(factParentBlank), parent))
}

// keepBlank keeps whose items are blank, and takes those persons out of the case.
func (a *act) keepBlank(whose string) error {
	if err := a.keepFact(factParentBlank, whose); err != nil {
		return err
	}
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	a.cache.subjects = slices.DeleteFunc(slices.Clone(rows), func(s models.CaseSubject) bool {
		return (s.Role == string(workflow.Father) || s.Role == string(workflow.Mother)) && a.blanked(workflow.SubjectRole(s.Role))
	})
	return a.knownAnew()
}

// strikeReports lets what reports have concluded count no more: both parents are declared
// again, and neither is shown.
func (a *act) strikeReports() error {
	for _, k := range []workflow.Field{factConclusion, factReport, factParentExcluded} {
		if err := a.keepFact(k, ""); err != nil {
			return err
		}
	}
	return a.keepBlank("")
}

// linkFound notes that the child's registration was found elsewhere; nothing of the
// other office's data is kept here.
func (a *act) linkFound() error {
	a.note("registered_elsewhere", true)
	return nil
}

// restrict lays the protection over the case. Whoever is excluded is a person of it, by
// id or by the name that stands in the case: anybody else could not be kept out.
func (a *act) restrict() error {
	if err := a.keepFact(factRestricted, true); err != nil {
		return err
	}
	if err := store.Amend[models.Case](a.tx, map[string]any{"restricted": true}, "id = ?", a.c.ID); err != nil {
		return err
	}
	a.c.Restricted = true
	named := a.in(workflow.InExcluded)
	if named == "" {
		return nil
	}
	rows, err := a.subjects()
	if err != nil {
		return err
	}
	name := ""
	for _, s := range rows {
		if s.Name != "" && (s.Name == named || s.PersonID == named) {
			name = s.Name
		}
	}
	for _, k := range []workflow.Field{workflow.FactApplicantName, workflow.FactMotherName, workflow.FactFatherName} {
		if a.fact(k) == named {
			name = named
		}
	}
	if name == "" {
		return invalid("input.excluded_person", "not_of_this_case", "请填本案当事人或申报人的姓名或编号。", "Give the name or id of a person of this case, or of the applicant.")
	}
	if err := a.keepFact(factExcluded, name); err != nil {
		return err
	}
	return a.replaceApplicant(name)
}

// replaceApplicant puts another applicant in the place of the one who is excluded; the
// protection cannot be laid while the excluded person goes on applying.
func (a *act) replaceApplicant(excluded string) error {
	next, relation := a.in(workflow.InNewApplicant), a.in(workflow.InNewRelation)
	if a.fact(workflow.FactApplicantName) != excluded && next == "" {
		return nil
	}
	var wrong []FieldError
	switch {
	case next == "":
		wrong = append(wrong, fieldError("input.new_applicant", "required", "被排除的人是本案申报人，请填写改由谁申报（母亲、其他监护人或机构）。", "The excluded person is the applicant: name who applies instead (the mother, another guardian or a body)."))
	case next == excluded:
		wrong = append(wrong, fieldError("input.new_applicant", "excluded_person", "此人不得作为本案申报人，请由母亲、其他监护人或机构申报。", "This person may not apply in this case; the mother, another guardian or a body does."))
	}
	if relation == "" {
		wrong = append(wrong, fieldError("input.new_applicant_relation", "required", "请填写新申报人与当事人的关系。", "Give the new applicant's relation to the subject."))
	}
	if err := refused(wrong); err != nil {
		return err
	}
	if err := a.keepFact(workflow.FactApplicantRelation, relation); err != nil {
		return err
	}
	return a.keepFact(workflow.FactApplicantName, next)
}

// excluded tells whether the text names the person whom the protection of the case keeps
// from applying and from being handed its papers (未成年人保护法 11).
func (a *act) excluded(name string) bool { return name != "" && name == a.fact(factExcluded) }
