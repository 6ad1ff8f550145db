package register

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"

	"hukou/workflow"
)

// factLevel is the level that a case once needed and that a change of the form would have
// lowered.
const factLevel workflow.Field = "kept_level"

// fixedOnceLodged finds what a change takes out of a case that rests on it: had is the form
// as it was. What the form requires may be put right and is not struck out; whom the case is
// about, whether the station acts by itself, and a doubt stay as they were when it was lodged.
func (a *act) fixedOnceLodged(had workflow.Facts) ([]FieldError, error) {
	if a.state() == a.def.Initial {
		return a.fixedBefore(had)
	}
	wrong, err := a.struckRequired(had)
	if err != nil {
		return nil, err
	}
	return slices.Concat(wrong, a.anotherPerson(had), a.anotherChild(had), a.roadFixed(had)), nil
}

// fixedBefore is what a change takes out of a form that is not lodged: a lead is whole from
// the start, and what follows another case stays on the child of that case (invariant 13).
func (a *act) fixedBefore(had workflow.Facts) (wrong []FieldError, err error) {
	if a.def.Whole {
		if wrong, err = a.struckRequired(had); err != nil {
			return nil, err
		}
	}
	given, err := a.childGiven()
	if err != nil || !given {
		return wrong, err
	}
	return append(wrong, a.anotherChild(had)...), nil
}

// struckRequired names the required items that had a value and have none any more.
func (a *act) struckRequired(had workflow.Facts) ([]FieldError, error) {
	missing, err := a.factsMissing()
	var wrong []FieldError
	for _, k := range missing {
		if had.Has(workflow.Field(k)) && !slices.Contains(aboutFields, workflow.Field(k)) {
			wrong = append(wrong, fieldError("facts."+k, "struck_out", "本项目为必填项目，本件已按它受理或审核，不能删去：有误的，请改为正确的内容。",
				"This item is required, and the case is worked on by what stands here, so it is not taken away: where it is wrong, write what is right."))
		}
	}
	return wrong, err
}

// aboutFields name whom a case is about.
var aboutFields = []workflow.Field{workflow.FactPerson, workflow.FactDeceased, workflow.FactFirstEntry, workflow.FactSecondEntry}

// anotherPerson refuses to make a case that was lodged one about somebody else, or about
// nobody: what was looked at, told and held was the first one's.
func (a *act) anotherPerson(had workflow.Facts) []FieldError {
	for _, k := range aboutFields {
		if had.Text(k) != "" && had.Text(k) != a.fact(k) {
			return []FieldError{fieldError("facts."+string(k), "another_person", "本件已申报，材料是按原当事人核验的，不能改成另一个人：请撤回本件，为此人另开一件。",
				"This case is lodged and its papers were looked at for the person named: withdraw it and open another one for this person.")}
		}
	}
	return nil
}

// roadFixed keeps a case on the road that it took: of the station's own motion or on
// somebody's wish; with a doubt, which whoever decides has before them, or without.
func (a *act) roadFixed(had workflow.Facts) []FieldError {
	var wrong []FieldError
	was, is := had.Text(workflow.FactApplicantRelation), a.fact(workflow.FactApplicantRelation)
	if was != "" && is != "" && was != is && (was == exOfficio || is == exOfficio) {
		wrong = append(wrong, fieldError("facts.applicant_relation", "road_fixed", "依职权还是依申请，申报（立案）后不再更改：依职权办理的要告知当事人、听取异议。要改走另一条路的，请了结本件（撤回，或者以事由消失终结），另开一件。",
			"Whether the station acts by itself or on request is settled once the case is lodged or opened: what is done ex officio is told to the person, who is heard. To go the other way, end this case (withdrawn, or as moot) and open another."))
	}
	if had.Bool(workflow.FactDoubt) && !a.form.Facts.Bool(workflow.FactDoubt) {
		wrong = append(wrong, fieldError("facts.doubt", "doubt_stays", "疑点记下后不能删去，本件由相应层级决定（户口规范 9）：疑点已经查清的，写入核实结果，由决定人判断。",
			"A doubt that was noted stays, and the level for it decides (Norm 9): where it was cleared up, say so in the findings, for whoever decides."))
	}
	return wrong
}

// exOfficio is what the applicant is to the person where nobody asks.
const exOfficio = "ex_officio"

// levelNow is the level that an accepted case needs; nothing before acceptance.
func (a *act) levelNow() (int, error) {
	if a.c.AcceptedOn == "" {
		return 0, nil
	}
	level, err := a.requiredLevel()
	n, _ := level.(int)
	return n, err
}

// keepLevel lets a change of an accepted case's form lift its level and never lower it;
// the answer says so.
func (a *act) keepLevel(was int) error {
	is, err := a.levelNow()
	if err != nil || is >= was {
		return err
	}
	level := workflow.Level(was)
	a.notes = append(a.notes, workflow.Condition{Code: "level_kept", Basis: "Norm 9", Message: workflow.Word{
		Zh: "按改后的内容，本件可由较低层级决定；本件已受理，仍由原层级决定：" + level.Word().Zh + "。",
		En: "By what stands here now a lower level could decide; the case was accepted, so the level stays: " + level.Word().En + "."}})
	return a.keepFact(factLevel, was)
}

// agreedTo is what the members were asked about: who is what to which head, and where.
var agreedTo = []workflow.Field{workflow.FactRelations, workflow.FactRemaining, workflow.FactHousehold, workflow.FactNewAddress}

// factRelationsSeen is the digest of what the members confirmed.
const factRelationsSeen workflow.Field = "kept_relations_seen"

// relationsDigest is the SHA-256 of what the members are asked about, in hexadecimal.
func (a *act) relationsDigest() string {
	told := workflow.Facts{}
	for _, k := range agreedTo {
		if a.form.Facts.Has(k) {
			told[k] = a.form.Facts[k]
		}
	}
	sum := sha256.Sum256([]byte(jsonText(told)))
	return hex.EncodeToString(sum[:])
}

// relationsSeen keeps what the members confirmed, where the officer says that they did.
func (a *act) relationsSeen() error {
	if !a.req.Input.Bool(workflow.InRelationsSeen) {
		return nil
	}
	return a.keepFact(factRelationsSeen, a.relationsDigest())
}

// consentsFall takes the consents off an accepted case whose members agreed to something
// else, unless the same change notes them anew; tells whether they fell. The answer names who is
// to be asked, and the case is not reported or sent back before they are noted.
func (a *act) consentsFall(had, facts workflow.Facts) (bool, error) {
	_, anew := facts[workflow.FactConsents]
	changed := slices.ContainsFunc(append(slices.Clone(agreedTo), workflow.FactHeadRelation), func(k workflow.Field) bool { return jsonText(had[k]) != jsonText(a.form.Facts[k]) })
	if a.c.AcceptedOn == "" || anew || !changed || !had.Has(workflow.FactConsents) {
		return false, nil
	}
	delete(a.form.Facts, workflow.FactConsents)
	lacking, err := a.consentsLacking()
	if err != nil {
		return true, err
	}
	said, err := a.veil([]workflow.Condition{{Code: "consents_fell", Basis: "Norm 16", Detail: lacking, Message: workflow.Word{
		Zh: "成员同意的内容改了，原记的同意不再算数：请重新听取，同意的记入“同意人”；补记以前，不能报核实结果、报补正完成。",
		En: "What the members agreed to was changed, so the consents noted no longer count: hear them again and note those who agree; until then no findings and no papers supplied are reported."}}})
	if err != nil {
		return true, err
	}
	a.notes = append(a.notes, said...)
	return true, a.keepFact(factConsentsFell, true)
}

// factConsentsFell says that consents fell once; see workflow.FConsentsFell.
const factConsentsFell workflow.Field = "kept_consents_fell"

// struckUnknown names what a change would take away that the form does not hold: findings
// kept with the case are no part of it.
func (a *act) struckUnknown(facts workflow.Facts) []FieldError {
	rules := a.def.FactsOf()
	var wrong []FieldError
	for _, k := range sortedFields(facts) {
		if _, asked := rules[k]; !asked && facts[k] == nil {
			wrong = append(wrong, a.noSuchFact(k))
		}
	}
	return wrong
}
