package register

import (
	"bytes"
	"regexp"
	"slices"
	"unicode/utf8"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// pastDays are the days declared or written with a step that have happened: none of
// them can lie after today.
var pastDays = []workflow.Field{
	workflow.FactChildBirthDate, workflow.FactCertificateOn, workflow.FactChildDiedOn, workflow.FactEventDate,
	workflow.FactWardBirth, workflow.FactIntakeOn, workflow.FactAdoptedOn, workflow.FactPermitOn, workflow.FactMoveCertOn, workflow.InMoveCertOn,
	workflow.InCertOn, workflow.InCertBorn, workflow.InDiedOn, workflow.InKinToldOn,
}

var clockTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

// checkOwn checks one well-formed value against today and the code lists.
func checkOwn(field string, k workflow.Field, v any, today models.Date) []FieldError {
	s, _ := v.(string)
	switch {
	case s == "":
	case slices.Contains(pastDays, k) && models.Date(s).Valid() && models.Date(s) > today:
		return []FieldError{fieldError(field, "in_the_future", "日期不能晚于今天，请核对。", "The day lies in the future; compare it.")}
	case k == workflow.InUntil && models.Date(s).Valid() && models.Date(s) < today:
		return []FieldError{fieldError(field, "in_the_past", "期满日已经过去，请填今天或以后的日期。", "The day is over; give today or a later one.")}
	case k == workflow.FactBirthDivision && !gb.KnownCode(s):
		return []FieldError{fieldError(field, "unknown_division", "没有这个行政区划代码，请核对。", "There is no division of this code; check it.")}
	case k == workflow.FactEthnicityThere && !gb.Ethnicity(s).Valid():
		return []FieldError{fieldError(field, "unknown_code", "没有这个民族代码，请按迁移证填写 GB/T 3304 的两位代码（如 01、03）。", "There is no such code; write the two digits of GB/T 3304 that the certificate has (01, 03).")}
	case (k == workflow.FactCertificate || k == workflow.InCertNo) && utf8.RuneCountInString(s) > longestCertificate:
		return []FieldError{fieldError(field, "too_long", "出生医学证明编号没有这么长，请核对。", "No birth certificate has a number this long; check it.")}
	case k == workflow.FactBirthTime && !clockTime.MatchString(s):
		return []FieldError{fieldError(field, "not_a_time", "时分请按 09:30 的格式填写。", "Write the time as 09:30.")}
	}
	return nil
}

// notNamed is said of an id that stands for nobody whom the officer may name by it.
var notNamed = workflow.Word{Zh: "本所和您的辖区内没有此人，请重新检索选择；在别处登记的，不选人，改填本人证件或户口簿上的公民身份号码（如母亲的公民身份号码）。",
	En: "There is no such person here or in your area; search again and choose. Whoever is registered elsewhere is not chosen: give the number on their card or in their booklet instead (mother_number and the like)."}

// longestCertificate is more than any number of a birth certificate has: a letter and nine
// digits at home, whatever another country writes abroad.
const longestCertificate = 40

// checkTogether finds what is wrong between the facts of a form, each of which may
// be right alone: a certificate older than the birth, parents that cannot be, a
// household that is not there or is not that of the parent followed. What is still
// missing is no fault here. Whoever, and whatever household, the officer may not know
// of is not there; station is the one that is to register.
func (a *act) checkTogether(f workflow.Facts, station string) ([]FieldError, error) {
	rules := a.def.FactsOf()
	var wrong []FieldError
	born, issued := bornOn(f), f.Date(workflow.FactCertificateOn)
	if born.Valid() && issued.Valid() && issued < born {
		wrong = append(wrong, certificateBeforeBirth("facts.certificate_issued_on"))
	}
	wrong = append(wrong, adoptedWhen(f, f.Date(workflow.FactWardBirth))...)
	if n := f.Int(workflow.FactBirthOrder); f.Has(workflow.FactBirthOrder) && (n < 1 || n > mostAtOnce) {
		wrong = append(wrong, fieldError("facts.birth_order", "out_of_range", "同胎次序从1起，最多9，单胎填1。", "The order of birth is 1 to 9; a single birth is 1."))
	}
	if a.def.Subject == workflow.Child && f.Text(workflow.FactApplicantRelation) == "self" {
		wrong = append(wrong, fieldError("facts.applicant_relation", "not_a_newborn", "新生儿不能自己申报，请选择申报人与孩子的关系。", "A newborn does not apply; choose what the applicant is to the child."))
	}
	gone, err := a.checkBirthPlace(f)
	if err != nil {
		return nil, err
	}
	wrong = append(wrong, gone...)
	if _, asked := rules[workflow.FactHousehold]; asked && f.Text(workflow.FactHousehold) != "" {
		if ok, err := a.mayNameHousehold(f.Text(workflow.FactHousehold), station, f); err != nil {
			return nil, err
		} else if !ok {
			wrong = append(wrong, fieldError("facts.household_id", "unknown_household", "户籍库中没有这一户，请重新检索选择。", "The register has no such household; search again and choose."))
		}
	}
	if cm := f.Int(workflow.FactHeight); f.Has(workflow.FactHeight) && (cm < 30 || cm > 260) {
		wrong = append(wrong, fieldError("facts.height_cm", "out_of_range", "身高以厘米计，在30至260之间，请核对。", "The height is in centimetres, between 30 and 260; check it."))
	}
	unknown, err := a.checkNamed(f, rules, station)
	if err != nil {
		return nil, err
	}
	wrong = append(wrong, unknown...)
	bonds, err := a.checkBonds(f, rules)
	if err != nil {
		return nil, err
	}
	wrong = append(wrong, bonds...)
	elsewhere, err := a.checkUnitHousehold(f, rules)
	if err != nil {
		return nil, err
	}
	wrong = append(wrong, elsewhere...)
	wrong = append(wrong, ethnicityByInstitution(f, rules)...)
	parents, err := a.checkParents(f, rules)
	if err != nil {
		return nil, err
	}
	side, err := a.checkSide(f, rules)
	return append(append(wrong, parents...), side...), err
}

// mostAtOnce are more children than one birth has had.
const mostAtOnce = 9

// checkBirthPlace finds a division that was abolished before the child was born. One that
// the table does not have is let pass: it holds the divisions of this register's time.
func (a *act) checkBirthPlace(f workflow.Facts) ([]FieldError, error) {
	code, born := f.Text(workflow.FactBirthDivision), f.Date(workflow.FactChildBirthDate)
	if a.def.Subject != workflow.Child || code == "" || !born.Valid() {
		return nil, nil
	}
	rows, err := store.Many[models.Division](a.tx, "", "code = ?", code)
	if err != nil || len(rows) == 0 || slices.ContainsFunc(rows, func(d models.Division) bool { return d.To == "" || d.To >= born }) {
		return nil, err
	}
	return []FieldError{fieldError("facts."+string(workflow.FactBirthDivision), "abolished_division", "该区划在出生时已撤销，请填出生时的区划。", "This division had been abolished by then; name the one of the day of birth.")}, nil
}

// checkUnitHousehold finds a household that is not that of the institution named: the
// papers of one body open no other's collective household (Norm 15, 18).
func (a *act) checkUnitHousehold(f workflow.Facts, rules map[workflow.Field]workflow.FactRule) ([]FieldError, error) {
	house, unit := f.Text(workflow.FactHousehold), f.Text(workflow.FactInstitution)
	_, asksHouse := rules[workflow.FactHousehold]
	if _, asks := rules[workflow.FactInstitution]; !asks || !asksHouse || house == "" || unit == "" {
		return nil, nil
	}
	found, err := store.Many[models.Institution](a.tx, "id", "id = ? and household_id <> ''", unit)
	if err != nil || len(found) != 1 || found[0].HouseholdID == house {
		return nil, err
	}
	return []FieldError{fieldError("facts."+string(workflow.FactHousehold), "other_household", "这一户不是该机构的集体户，请核对机构和户。", "This is not that institution's collective household; compare both.")}, nil
}

// checkWard finds what is wrong between a child's own items, as the roster's file is
// checked: eighteen already (未成年人保护法 94), taken in before birth, a number of another
// birth or sex (GB 11643).
func (a *act) checkWard(f workflow.Facts) []FieldError {
	var wrong []FieldError
	born, came := f.Date(workflow.FactWardBirth), f.Date(workflow.FactIntakeOn)
	if born.Valid() && adultOn(born) <= a.eligibleOn() {
		wrong = append(wrong, fieldError("facts."+string(workflow.FactWardBirth), "already_18", "已满十八周岁，不能列入名册。", "Already eighteen: cannot be on the roster."))
	}
	if born.Valid() && came.Valid() && came < born {
		wrong = append(wrong, fieldError("facts."+string(workflow.FactIntakeOn), "intake_before_birth", "入院日期早于出生日期，请核对。", "The intake is before the birth; compare both."))
	}
	number, err := models.ParseCitizenNumber(f.Text(workflow.FactWardNumber))
	if err != nil {
		return wrong // none, or told at the number itself
	}
	if born.Valid() && number.BirthDate() != born {
		wrong = append(wrong, fieldError("facts."+string(workflow.FactWardBirth), "birth_disagrees", "出生日期与公民身份号码不符，请核对。", "The birth date differs from the citizen number; compare both."))
	}
	if sex := f.Text(workflow.FactWardSex); sex != "" && string(number.Sex()) != sex {
		wrong = append(wrong, fieldError("facts."+string(workflow.FactWardSex), "sex_disagrees", "性别与公民身份号码第 17 位不符，请核对。", "The sex differs from the citizen number; compare both."))
	}
	return wrong
}

// checkNamed finds the persons named in the facts who are not there for the officer:
// whoever is registered elsewhere is not, where the case may change entries of the
// register station alone.
func (a *act) checkNamed(f workflow.Facts, rules map[workflow.Field]workflow.FactRule, station string) ([]FieldError, error) {
	var wrong []FieldError
	named := false
	for _, pf := range partyFields {
		if _, asked := rules[pf.field]; !asked || f.Text(pf.field) == "" {
			continue
		}
		p, ok, err := a.nameable(f.Text(pf.field), f)
		if err == nil && !ok {
			p, ok, err = a.namedAlready(pf.role, f.Text(pf.field))
		}
		if ok && err == nil && a.def.Local && pf.role == a.def.Subject && station != "" {
			ok, err = a.sameStation(p.Org, station)
		}
		if err != nil {
			return nil, err
		}
		if !ok {
			wrong = append(wrong, fieldError("facts."+string(pf.field), "unknown_person", notNamed.Zh, notNamed.En))
		} else if pf.role == a.def.Subject {
			wrong, named = append(wrong, a.checkDays(f, p)...), true
		}
	}
	if named {
		return wrong, nil
	}
	days, err := a.checkKnownDays(f)
	return append(wrong, days...), err
}

// declaredNumbers are the facts that give a citizen number, as somebody's card has it.
var declaredNumbers = []workflow.Field{workflow.FactMotherNumber, workflow.FactFatherNumber, workflow.FactWardNumber, workflow.FactPersonCard, workflow.FactGuardianCard, workflow.FactKinCard, workflow.FactHelperCard,
	workflow.FactFirstNumber, workflow.FactSecondNumber}

// nameable is a person by id whom the officer may name. Whoever is elsewhere is looked for
// as nobody is.
func (a *act) nameable(id string, f workflow.Facts, cards ...models.CitizenNumber) (models.Person, bool, error) {
	p, ok, err := a.personByID(id)
	if id == "" || err != nil {
		return p, false, err
	}
	may, err := a.mayName(p, f, cards...)
	return p, ok && may, err
}

// mayName tells whether the officer may name a person by id: one of the own area, or of
// a case of theirs, or whose full number the same request declares, as it stands on a
// card handed over the counter. Anybody else is not there.
func (a *act) mayName(p models.Person, f workflow.Facts, cards ...models.CitizenNumber) (bool, error) {
	if a.actor.system || a.actor.isOperator() {
		return true, nil
	}
	if ok, err := a.within(p.Org, a.actor.orgs()); ok || err != nil {
		return ok, err
	}
	for _, k := range declaredNumbers {
		cards = append(cards, models.CitizenNumber(f.Text(k)))
	}
	for _, n := range cards {
		if n != "" && len(p.NumberIndex) > 0 && bytes.Equal(a.r.numberIndex(n), p.NumberIndex) {
			return true, nil
		}
	}
	return a.subjectOfOurs([]string{p.ID})
}

// mayNameHousehold tells whether the officer may name a household by id: one of the own
// area, of the station that is to register, or that in which a parent lives whom the
// same request may name.
func (a *act) mayNameHousehold(id, station string, f workflow.Facts) (bool, error) {
	h, found, err := a.householdByID(id)
	if err != nil || a.actor.system || a.actor.isOperator() {
		return found, err
	}
	if ok, err := a.within(h.Org, a.actor.orgs()); ok || err != nil {
		return found && ok, err
	}
	if ok, err := a.sameStation(h.Org, station); ok || err != nil {
		return found && ok, err
	}
	for _, parent := range []workflow.Field{workflow.FactMother, workflow.FactFather} {
		p, ok, err := a.nameable(f.Text(parent), f)
		if ok = ok && p.HouseholdID == id; ok || err != nil {
			return found && ok, err
		}
	}
	return false, nil
}

// certificateBeforeBirth is said of a certificate of birth issued before the birth.
func certificateBeforeBirth(field string) FieldError {
	return fieldError(field, "before_birth", "签发日期早于出生日期，请核对。", "The certificate is older than the birth; compare both.")
}

func (a *act) checkParents(f workflow.Facts, rules map[workflow.Field]workflow.FactRule) ([]FieldError, error) {
	var wrong []FieldError
	if m := f.Text(workflow.FactMother); m != "" && m == f.Text(workflow.FactFather) {
		wrong = append(wrong, fieldError("facts.father", "same_person", "父亲与母亲不能是同一人。", "Father and mother cannot be one person."))
	}
	for _, of := range []struct {
		field workflow.Field
		name  string
		sex   string
	}{{workflow.FactMother, "mother", "2"}, {workflow.FactFather, "father", "1"}} {
		if _, asked := rules[of.field]; !asked || f.Text(of.field) == "" {
			continue
		}
		p, ok, err := a.nameable(f.Text(of.field), f)
		if err != nil {
			return nil, err
		}
		if !ok {
			continue // told already
		}
		field := "facts." + string(of.field)
		if p.Sex != of.sex {
			wrong = append(wrong, fieldError(field, "wrong_sex", "登记的性别与父母身份不符，请核对是否选错人。", "The sex registered does not fit this parent; see whether the wrong person was chosen."))
		}
		if born := bornOn(f); born.Valid() && p.BirthDate >= born {
			wrong = append(wrong, fieldError(field, "younger_than_child", "父母的出生日期不早于子女，请核对。", "The parent is not older than the child; compare the dates."))
		}
		if child, named, err := a.personByID(f.Text(workflow.FactPerson)); err != nil {
			return nil, err
		} else if named && f.Has(workflow.FactAdoptedOn) && (child.FatherID == p.ID || child.MotherID == p.ID) {
			wrong = append(wrong, fieldError(field, "parent_already", "此人已登记为该子女的父母，不存在收养：请核对是否选错人。", "This person stands as the child's parent already, and adopts nobody: see whether the wrong person was chosen."))
		}
		if deadThen(f, p, of.field) {
			wrong = append(wrong, fieldError(field, "dead_then", "此人在子女出生（收养）之前已登记死亡（"+string(p.StatusOn)+"），请核对是否选错人、填错日期。",
				"This person is registered as dead before the birth or adoption ("+string(p.StatusOn)+"): check the person and the days."))
		}
		h := f.Text(workflow.FactHousehold)
		if f.Text(workflow.FactFollows) == of.name && h != "" && p.Status == models.StatusTransit {
			wrong = append(wrong, fieldError("facts.follows", "parent_in_transit", "所随父母一方已迁出、尚未落户，没有户可随：请随另一方，或者待其落户后由落户地派出所办理。",
				"The parent whom the child follows has moved out and landed nowhere yet, and has no household to follow into: follow the other, or wait for the landing and register there."))
		} else if f.Text(workflow.FactFollows) == of.name && h != "" && p.Status == models.StatusActive && p.HouseholdID != h {
			wrong = append(wrong, fieldError("facts.household_id", "not_the_parents_household", "拟落户的户不是所随父母一方所在的户，请改选。", "The household is not that of the parent whom the child follows; choose theirs."))
		}
	}
	return wrong, nil
}
