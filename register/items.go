package register

import (
	"encoding/json"
	"errors"

	"hukou/gb"
	"hukou/models"
	"hukou/workflow"
)

// itemRule is one item of a person's page: its key in the image, its words, its
// privacy class (domain 4.1), and how its code reads.
type itemRule struct {
	key   string
	label workflow.Word
	class string
	text  func(code string) workflow.Word
}

func word(n gb.Names) workflow.Word { return workflow.Word{Zh: n.Zh, En: n.En} }

// statusWords name whether a person stands in the register.
var statusWords = map[models.PersonStatus]workflow.Word{
	models.StatusActive:    {Zh: "正常", En: "Registered"},
	models.StatusTransit:   {Zh: "已迁出未落户", En: "In transit"},
	models.StatusDead:      {Zh: "死亡注销", En: "Dead"},
	models.StatusCancelled: {Zh: "注销", En: "Cancelled"},
}

// personPage are the items of a person's page in their order. Nothing here orders,
// filters or counts by one of them.
var personPage = []itemRule{
	{"name", workflow.Word{Zh: "姓名", En: "Name"}, "B", nil},
	{"former_names", workflow.Word{Zh: "曾用名", En: "Former names"}, "B", nil},
	{"number_index", workflow.Word{Zh: "公民身份号码", En: "Citizen number"}, "C", nil},
	{"sex", workflow.Word{Zh: "性别", En: "Sex"}, "B", func(c string) workflow.Word { return word(gb.SexNames(models.Sex(c))) }},
	{"ethnicity", workflow.Word{Zh: "民族", En: "Ethnicity"}, "B", func(c string) workflow.Word { return word(gb.Ethnicity(c).Name()) }},
	{"birth_date", workflow.Word{Zh: "出生日期", En: "Date of birth"}, "B", nil},
	{"birth_time", workflow.Word{Zh: "出生时分", En: "Time of birth"}, "B", nil},
	{"birth_estimated", workflow.Word{Zh: "出生日期为估计", En: "Date of birth is an estimate"}, "B", nil},
	{"birth_place_code", workflow.Word{Zh: "出生地", En: "Place of birth"}, "B", divisionWord},
	{"birth_place", workflow.Word{Zh: "出生地（详细）", En: "Place of birth (in words)"}, "B", nil},
	{"native_place", workflow.Word{Zh: "籍贯", En: "Native place"}, "B", divisionWord},
	{"birth_cert_index", workflow.Word{Zh: "出生医学证明编号", En: "Certificate of birth"}, "C", nil},
	{"father_id", workflow.Word{Zh: "父亲", En: "Father"}, "C", nil},
	{"mother_id", workflow.Word{Zh: "母亲", En: "Mother"}, "C", nil},
	{"spouse_id", workflow.Word{Zh: "配偶", En: "Spouse"}, "C", nil},
	{"marital", workflow.Word{Zh: "婚姻状况", En: "Marital status"}, "B", func(c string) workflow.Word { t, _ := gb.Marital(c).Term(); return word(t.Names) }},
	{"education", workflow.Word{Zh: "文化程度", En: "Education"}, "B", func(c string) workflow.Word { t, _ := gb.Education(c).Term(); return word(t.Names) }},
	{"occupation", workflow.Word{Zh: "职业", En: "Occupation"}, "B", nil},
	{"workplace", workflow.Word{Zh: "服务处所", En: "Place of work"}, "B", nil},
	{"height_cm", workflow.Word{Zh: "身高（厘米）", En: "Height in centimetres"}, "B", nil},
	{"military", workflow.Word{Zh: "兵役状况", En: "Military service"}, "B", func(string) workflow.Word { return workflow.Word{Zh: "服现役", En: "in active service"} }},
	{"household_id", workflow.Word{Zh: "户", En: "Household"}, "B", nil},
	{"relation", workflow.Word{Zh: "与户主关系", En: "Relation to the head"}, "B", relationWord},
	{"org", workflow.Word{Zh: "户口登记机关", En: "Registering station"}, "B", nil},
	{"status", workflow.Word{Zh: "登记状态", En: "State of the registration"}, "B", func(c string) workflow.Word { return statusWords[models.PersonStatus(c)] }},
	{"status_reason", workflow.Word{Zh: "注销（迁出）原因", En: "Reason of leaving"}, "C", nil},
}

func divisionWord(code string) workflow.Word {
	d, ok := gb.DivisionOn(code, "2024-12-31")
	if !ok {
		d, _, ok = gb.Abolished(code, "2024-12-31")
	}
	if !ok {
		return workflow.Word{}
	}
	return workflow.Word{Zh: d.Name, En: d.NameEn}
}

func relationWord(code string) workflow.Word {
	t, _ := gb.Relation(code).Term()
	return word(t.Names)
}

// personItems are the items that have a value and that this look may show, each with
// the event and the case it rests on. The address is the household's: it is the person's
// since they stand there, or since the household was given it, whichever came later.
func (a *act) personItems(f Folded, p models.Person, v *PersonView, l look, named models.RegisterEvent) ([]ItemView, error) {
	var cases []string
	out := []ItemView{}
	for _, rule := range personPage {
		raw, has := f.Image[rule.key]
		if !has || rule.class != "B" && rule.key != "number_index" && !l.inCase {
			continue
		}
		value, err := a.itemValue(rule, raw, p, v)
		if err != nil {
			return nil, err
		}
		if value == "" {
			continue
		}
		e := f.Origin[rule.key]
		item := ItemView{Item: itemName(rule.key), Label: rule.label, Value: value, Since: e.EffectiveOn, RecordedAt: e.RecordedAt, CaseID: e.CaseID, EventID: e.ID, EventKind: e.Kind}
		if item.Text, err = a.itemText(rule, value, v); err != nil {
			return nil, err
		}
		out, cases = append(out, item), append(cases, e.CaseID)
		if rule.key == "household_id" && v.Address != "" {
			if named.EffectiveOn > e.EffectiveOn {
				e = named
			}
			out, cases = append(out, ItemView{Item: "address", Label: workflow.Word{Zh: "住址", En: "Address"}, Value: v.Address, Since: e.EffectiveOn,
				RecordedAt: e.RecordedAt, CaseID: e.CaseID, EventID: e.ID, EventKind: e.Kind}), append(cases, e.CaseID)
		}
	}
	numbers, err := a.caseNumbers(cases)
	for i := range out {
		out[i].CaseNumber = numbers[out[i].CaseID]
	}
	return out, err
}

// itemText is how an item's code reads; nil where the value needs no words.
func (a *act) itemText(rule itemRule, value string, v *PersonView) (*workflow.Word, error) {
	var w workflow.Word
	switch {
	case rule.key == "org":
		o, err := a.org(value)
		if errors.Is(err, ErrNotFound) {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		w = workflow.Word{Zh: o.Name, En: o.NameEn}
	case rule.key == "household_id" && v.Address != "":
		w = workflow.Word{Zh: value + " " + v.Address, En: value + " " + v.Address}
	case rule.text != nil:
		w = rule.text(value)
	default:
		return nil, nil
	}
	return &w, nil
}

// itemName is what an item is called outside: sealed ones by what they hold.
func itemName(key string) string {
	switch key {
	case "number_index":
		return "citizen_number"
	case "birth_cert_index":
		return "birth_certificate"
	}
	return key
}

// itemValue is an item as it may be read: the number masked, people by name, the
// household by its number.
func (a *act) itemValue(rule itemRule, raw json.RawMessage, p models.Person, v *PersonView) (string, error) {
	switch rule.key {
	case "number_index":
		return v.Number, nil
	case "birth_cert_index":
		plain, err := a.r.keys.Open(placeCertificate(p.ID), p.CertSealed)
		return string(plain), err
	case "father_id", "mother_id", "spouse_id":
		var id string
		if err := json.Unmarshal(raw, &id); err != nil {
			return "", err
		}
		kin, known, err := a.personByID(id)
		if err != nil || !known {
			return "", err
		}
		return a.nameBeside(kin)
	case "household_id":
		return v.HouseholdNumber, nil
	case "birth_estimated", "height_cm":
		return string(raw), nil
	}
	var text string
	err := json.Unmarshal(raw, &text)
	return text, err
}
