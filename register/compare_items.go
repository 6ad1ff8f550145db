package register

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// copiedTo says which declared item an input of a step is a second source of: what the
// officer copied from the certificate, the guardianship document, the register's hit.
var copiedTo = map[workflow.Field]workflow.Field{
	workflow.InCertNo:      workflow.FactCertificate,
	workflow.InCertOn:      workflow.FactCertificateOn,
	workflow.InCertName:    workflow.FactChildName,
	workflow.InCertBorn:    workflow.FactChildBirthDate,
	workflow.InLegalGround: workflow.FactLegalGround,
	workflow.InDiedOn:      workflow.FactChildDiedOn,
}

// copiedPaper is the paper that speaks of an item.
var copiedPaper = map[workflow.Field]workflow.MaterialKind{
	workflow.FactCertificate:    workflow.MatBirthCertificate,
	workflow.FactCertificateOn:  workflow.MatBirthCertificate,
	workflow.FactChildName:      workflow.MatBirthCertificate,
	workflow.FactChildBirthDate: workflow.MatBirthCertificate,
	workflow.FactLegalGround:    workflow.MatGuardianship,
	workflow.FactChildDiedOn:    workflow.MatDeathProof,
}

// formCopies are items of the form itself that were copied from a paper, as a second
// source of another item.
var formCopies = map[workflow.Field]workflow.Field{workflow.FactChildName: workflow.FactCertificateName}

// said is what the register says of an item: the value as the form would have it, the
// person whose line says so and since when.
type said struct {
	value  any
	person string
	since  models.Date
}

// registerSays finds for an item of the form what the register has; false where it has
// nothing to say yet. Ethnicity is no item of the comparison.
var registerSays = map[workflow.Field]func(*comparer) (said, bool){
	workflow.FactChildName:       ofSubject(func(c *comparer, p models.Person) any { return p.Name }),
	workflow.FactChildSex:        ofSubject(func(c *comparer, p models.Person) any { return p.Sex }),
	workflow.FactChildBirthDate:  ofSubject(func(c *comparer, p models.Person) any { return string(p.BirthDate) }),
	workflow.FactBirthDivision:   ofSubject(func(c *comparer, p models.Person) any { return p.BirthPlaceCode }),
	workflow.FactWardName:        ofSubject(func(c *comparer, p models.Person) any { return p.Name }),
	workflow.FactWardSex:         ofSubject(func(c *comparer, p models.Person) any { return p.Sex }),
	workflow.FactWardBirth:       ofSubject(func(c *comparer, p models.Person) any { return string(p.BirthDate) }),
	workflow.FactWardEstimated:   ofSubject(func(c *comparer, p models.Person) any { return p.BirthEstimated }),
	workflow.FactWardNumber:      ofSubject(func(c *comparer, p models.Person) any { return c.numbers[p.ID] }),
	workflow.FactOriginStation:   ofSubject(func(c *comparer, p models.Person) any { return p.Org }),
	workflow.FactEventDate:       ofSubject(dayOfDeath),
	workflow.FactLegalGround:     ground,
	workflow.FactMother:          named(workflow.FactMother),
	workflow.FactFather:          named(workflow.FactFather),
	workflow.FactFirstEntry:      named(workflow.FactFirstEntry),
	workflow.FactSecondEntry:     named(workflow.FactSecondEntry),
	workflow.FactMotherName:      ofPerson(workflow.FactMother, func(c *comparer, p models.Person) any { return p.Name }),
	workflow.FactFatherName:      ofPerson(workflow.FactFather, func(c *comparer, p models.Person) any { return p.Name }),
	workflow.FactMotherNumber:    ofPerson(workflow.FactMother, func(c *comparer, p models.Person) any { return c.numbers[p.ID] }),
	workflow.FactFatherNumber:    ofPerson(workflow.FactFather, func(c *comparer, p models.Person) any { return c.numbers[p.ID] }),
	workflow.FactMotherAt:        ofPerson(workflow.FactMother, householdKind(workflow.FactMotherAt)),
	workflow.FactFatherAt:        ofPerson(workflow.FactFather, householdKind(workflow.FactFatherAt)),
	workflow.FactProtectMother:   ofPerson(workflow.FactMother, func(c *comparer, p models.Person) any { return c.hidden[p.ID] }),
	workflow.FactHousehold:       followed,
	workflow.FactApplicantName:   applicant,
	workflow.FactInstitution:     unitName,
	workflow.FactSamePrefecture:  samePrefecture,
	workflow.FactGuardianshipDoc: guardianshipDocument,
}

func ofSubject(value func(*comparer, models.Person) any) func(*comparer) (said, bool) {
	return func(c *comparer) (said, bool) {
		p, ok := c.people[c.subject]
		return said{value: value(c, p), person: p.ID, since: p.Since}, ok
	}
}

func ofPerson(f workflow.Field, value func(*comparer, models.Person) any) func(*comparer) (said, bool) {
	return func(c *comparer) (said, bool) {
		p, ok := c.people[c.facts.Text(f)]
		if !ok {
			return said{}, false
		}
		v := value(c, p)
		return said{value: v, person: p.ID, since: p.Since}, v != nil
	}
}

// named is the line that a person was chosen by.
func named(f workflow.Field) func(*comparer) (said, bool) {
	return ofPerson(f, func(_ *comparer, p models.Person) any { return p.ID })
}

func dayOfDeath(_ *comparer, p models.Person) any {
	if p.Status != models.StatusDead {
		return ""
	}
	return string(p.StatusOn)
}

// householdKind is where a parent is registered in the words of the form. The form
// tells students' collective households apart and the register does not, so that a
// collective household agrees with either.
func householdKind(f workflow.Field) func(*comparer, models.Person) any {
	return func(c *comparer, p models.Person) any {
		h, ok := c.houses[p.HouseholdID]
		switch {
		case !ok:
			return nil
		case h.Kind == models.CollectiveHousehold && c.facts.Text(f) == "student":
			return "student"
		}
		return h.Kind
	}
}

// followed is the household of the parent whom the child follows.
func followed(c *comparer) (said, bool) {
	of := map[string]workflow.Field{"mother": workflow.FactMother, "father": workflow.FactFather}[c.facts.Text(workflow.FactFollows)]
	p, ok := c.people[c.facts.Text(of)]
	return said{value: p.HouseholdID, person: p.ID, since: p.Since}, ok && p.HouseholdID != ""
}

// applicant is the person of the case who bears the applicant's name, else the one the
// applicant says to be.
func applicant(c *comparer) (said, bool) {
	var ids []string
	switch c.facts.Text(workflow.FactApplicantRelation) {
	case "self":
		ids = []string{c.subject}
	case "parent":
		ids = []string{c.facts.Text(workflow.FactMother), c.facts.Text(workflow.FactFather)}
	case "head":
		p := c.people[c.subject]
		ids = []string{c.houses[p.HouseholdID].HeadID}
	}
	var out said
	for _, id := range ids {
		p, ok := c.people[id]
		if !ok {
			continue
		}
		if out.person == "" || gb.Fold(p.Name) == gb.Fold(c.facts.Text(workflow.FactApplicantName)) {
			out = said{value: p.Name, person: p.ID}
		}
	}
	return out, out.person != ""
}

// unitName is the institution as the register has it, under the word it was named by.
func unitName(c *comparer) (said, bool) {
	name := c.facts.Text(workflow.FactInstitution)
	_, ok := c.units[name]
	return said{value: name}, ok
}

// samePrefecture tells by the divisions of the parents' stations.
func samePrefecture(c *comparer) (said, bool) {
	m, f := c.people[c.facts.Text(workflow.FactMother)], c.people[c.facts.Text(workflow.FactFather)]
	x, y := c.orgs[m.Org].Division, c.orgs[f.Org].Division
	return said{value: len(x) >= 4 && len(y) >= 4 && x[:4] == y[:4]}, len(x) >= 4 && len(y) >= 4
}

// ground is the ground of the guardianship in force.
func ground(c *comparer) (said, bool) {
	if len(c.grounds) == 0 {
		return said{}, false
	}
	g := c.grounds[len(c.grounds)-1]
	return said{value: g.Ground, person: g.WardID, since: g.From}, true
}

// guardianshipDocument is the document of the guardianship in force.
func guardianshipDocument(c *comparer) (said, bool) {
	if len(c.grounds) == 0 {
		return said{}, false
	}
	g := c.grounds[len(c.grounds)-1]
	plain, err := c.a.r.keys.Open(placeGuardianDocument(g.ID), g.DocumentSealed)
	return said{value: string(plain), person: g.WardID, since: g.From}, err == nil && len(g.DocumentSealed) > 0
}

// cell is a value as it is read; nil when there is none.
func (c *comparer) cell(f workflow.Field, rule workflow.FieldRule, v any, source workflow.Word) *CompareCell {
	raw := rawText(v)
	if raw == "" {
		return nil
	}
	value, text := c.shown(f, rule, raw)
	return &CompareCell{Value: value, Text: text, Source: source, raw: raw}
}

// rawText is a value as text: yes and no as true and false, a list with commas.
func rawText(v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		return x
	case bool:
		return strconv.FormatBool(x)
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case int:
		return strconv.Itoa(x)
	case []any, []string:
		return strings.Join(workflow.Facts{"": x}.List(""), "、")
	}
	b, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(b)
}

// shown is a value as people read it: a number masked, a person by name, a household
// by number and address, a body or institution by name; text is what a code means. A
// division keeps its code beside its name: two codes may bear one name.
func (c *comparer) shown(f workflow.Field, rule workflow.FieldRule, raw string) (string, *workflow.Word) {
	switch f {
	case workflow.FactInstitution:
		if u, ok := c.units[raw]; ok {
			return u.Name, nil
		}
		return "…", nil
	case workflow.FactBirthDivision, workflow.FactOriginDivision:
		if w := divisionWord(raw); w.Zh != "" {
			return raw, &workflow.Word{Zh: w.Zh + "（" + raw + "）", En: w.En + " (" + raw + ")"}
		}
		return raw, nil
	case workflow.FactCandidates:
		return raw, c.bodies(raw)
	case workflow.FactHeadRelation:
		if term, ok := gb.Relation(raw).Term(); ok {
			return raw, &workflow.Word{Zh: term.Zh, En: term.En}
		}
		return raw, nil
	}
	switch rule.Kind {
	case workflow.KindNumber:
		return models.CitizenNumber(raw).Masked(), nil
	case workflow.KindPerson:
		if p, ok := c.people[raw]; ok {
			return p.Name, nil
		}
		return "…", nil
	case workflow.KindHouse:
		if h, ok := c.houses[raw]; ok {
			return h.Number + " " + h.Address, nil
		}
		return "…", nil
	case workflow.KindOrg:
		if o, ok := c.orgs[raw]; ok {
			return raw, &workflow.Word{Zh: o.Name, En: o.NameEn}
		}
	case workflow.KindBool:
		if raw == "true" {
			return raw, &workflow.Word{Zh: "是", En: "Yes"}
		}
		return raw, &workflow.Word{Zh: "否", En: "No"}
	case workflow.KindCode:
		for _, code := range rule.Codes {
			if code.Value == raw {
				return raw, &code.Word
			}
		}
	}
	return raw, nil
}

// bodies names the bodies of a list of codes.
func (c *comparer) bodies(raw string) *workflow.Word {
	var zh, en []string
	for _, code := range strings.Split(raw, "、") {
		o, ok := c.orgs[code]
		if !ok {
			o.Name, o.NameEn = code, code
		}
		zh, en = append(zh, o.Name), append(en, o.NameEn)
	}
	return &workflow.Word{Zh: strings.Join(zh, "、"), En: strings.Join(en, ", ")}
}

// blank tells that an item is a parent's whom the report excludes or leaves open.
func (c *comparer) blank(f workflow.Field) bool {
	out := []string{c.a.fact(factParentBlank), c.a.fact(factParentExcluded)}
	among := func(parent workflow.SubjectRole) bool {
		return slices.ContainsFunc(out, func(of string) bool { return isAmong(parent, of) })
	}
	return slices.Contains(fatherItems, f) && among(workflow.Father) || slices.Contains(motherItems, f) && among(workflow.Mother)
}

// declared is what the applicant declared. A name that the certificate replaced is
// still the one wished for (Norm 49).
func (c *comparer) declared(f workflow.Field, rule workflow.FieldRule) *CompareCell {
	v := c.facts[f]
	if born := c.a.fact(factDeclaredBorn); f == workflow.FactChildBirthDate && born != "" {
		v = born
	}
	if wished := c.a.fact(factWishedName); f == workflow.FactChildName && wished != "" {
		v = wished
	}
	return c.cell(f, rule, v, workflow.Word{Zh: "申报", En: "Declared"})
}
