package register

import (
	"encoding/json"
	"slices"
	"strconv"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// fewest is the least that a count says: smaller ones are only said to be smaller, since
// few may be known by name.
const fewest = 10

// queryEffects carries out what queries do.
func queryEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{workflow.EffAnswer: (*act).answerQuery}
}

// queryCollectors finds what the guards of queries read.
func queryCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FQueryAskerFit:   func(a *act) (any, error) { return a.queryAsker() },
		workflow.FQueryStationFit: func(a *act) (any, error) { return a.queryStation() },
		workflow.FQueryPapersFit: func(a *act) (any, error) {
			return !a.queries("authority") || a.fact(workflow.FactQueryBody) != "" && a.fact(workflow.FactQueryLetter) != "", nil
		},
		workflow.FQueryConsentFit: func(a *act) (any, error) {
			return !a.queries("seek") || a.fact(workflow.FactQueryConsent) != "" && a.fact(workflow.FactQueryContact) != "", nil
		},
	}
}

// queries tells whether the query is of one of the kinds.
func (a *act) queries(kinds ...string) bool {
	return slices.Contains(kinds, a.fact(workflow.FactQueryKind))
}

// queryAsker tells whether the one who asks for the own history may (Norm 91).
func (a *act) queryAsker() (bool, error) {
	asker := a.fact(workflow.FactApplicantRelation)
	if !a.queries("own") || asker == "self" {
		return true, nil
	}
	p, ok, err := a.person()
	if err != nil || !ok || !slices.Contains([]string{"parent", "guardian", "institution"}, asker) {
		return false, err
	}
	if !a.ofAge(p) {
		return true, nil
	}
	n, err := store.Count[models.Guardianship](a.tx, "ward_id = ? and valid_to = '' and closed_at is null", p.ID)
	return n > 0, err
}

// queryStation tells whether the register station is the one to answer (Norm 89, 91).
func (a *act) queryStation() (bool, error) {
	switch a.fact(workflow.FactQueryKind) {
	case "own":
		return a.onceHere()
	case "authority", "seek":
		return a.registeredHere()
	}
	return true, nil
}

// onceHere tells whether the person is or was registered with the register station.
func (a *act) onceHere() (bool, error) {
	p, ok, err := a.person()
	if err != nil || !ok {
		return false, err
	}
	orgs, err := store.Rows[string](a.tx, "SELECT DISTINCT h.org FROM residences r JOIN households h ON h.id = r.household_id WHERE r.person_id = ?", p.ID)
	if err != nil {
		return false, err
	}
	for _, org := range append(orgs, p.Org) {
		if same, err := a.sameStation(org, a.c.RegisterOrg); err != nil || same {
			return same, err
		}
	}
	return false, nil
}

// answerQuery writes the answer; of a person's entry the look is noted among its uses, with
// the kind of query and no name of who asked.
func (a *act) answerQuery() error {
	number, err := a.paperNumber(PaperAnswer)
	if err != nil {
		return err
	}
	p, named, err := a.person()
	if err != nil {
		return err
	}
	body := paperBody{Title: workflow.Word{Zh: "户口登记查询结果", En: "Answer to a query of the register"}}
	body.Note = workflow.Word{Zh: "查询结果依登记库" + string(a.today) + "的记载，只用于申请所写用途，知悉人应当保密。", En: "By the register as of " + string(a.today) + ", for the use applied for; whoever reads it keeps it to themselves."}
	kind := a.fact(workflow.FactQueryKind)
	switch kind {
	case "namesakes":
		err = a.countNamesakes(&body)
	case "seek":
		text := a.fact(workflow.FactQueryContact)
		body.say("经联系并征得同意，现告知：", "With the person's consent you are told:")
		body.say(text, text)
	default:
		if kind == "authority" {
			body.To = a.fact(workflow.FactQueryBody)
		}
		err = a.tellHistory(&body, p)
	}
	if err != nil {
		return err
	}
	if named {
		if err := a.noteUse(p, kind); err != nil {
			return err
		}
	}
	return a.givePaper(models.IssuedPaper{Number: number, Kind: PaperAnswer, PersonID: p.ID}, body)
}

// noteUse writes the answer among the looks at a person, which the person may see
// (个人信息保护法 45), under whoever decided.
func (a *act) noteUse(p models.Person, kind string) error {
	rule, _ := a.r.book.Field(workflow.FactQueryKind)
	words := ""
	for _, c := range rule.Codes {
		if c.Value == kind {
			words = c.Zh
		}
	}
	row := a.accessRow(look{caseID: a.c.ID, code: PurposeInquiry, purpose: words}, "query_"+kind, p.ID)
	if a.actor.system {
		row.OfficerID, row.Org = a.c.LastOfficer, a.c.HandlingOrg
	}
	return unlogged(store.Insert(a.tx, row))
}

// countNamesakes says how many in the county bear the name: a number, and of few only that
// they are few.
func (a *act) countNamesakes(body *paperBody) error {
	o, err := a.org(a.c.RegisterOrg)
	if err != nil {
		return err
	}
	n, err := store.Count[models.Person](a.tx, "name = ? and status = 'active' and org in (select code from organisations where division = ?)", a.fact(workflow.FactQueryName), o.Division)
	if err != nil {
		return err
	}
	many, some := strconv.FormatInt(n, 10)+"人", strconv.FormatInt(n, 10)
	if n < fewest {
		many, some = "不足"+strconv.Itoa(fewest)+"人", "fewer than "+strconv.Itoa(fewest)
	}
	name := a.fact(workflow.FactQueryName)
	body.say("本县（市、区）户口登记中姓名为“"+name+"”的："+many+"。", "Registered in this county under the name “"+name+"”: "+some+".")
	return nil
}

// toldItems are the items whose former and later value an answer gives; of the others it
// says no more than that they changed, and of some not even that: they stand on nobody's
// answer but where the item itself is certified.
var (
	toldItems   = []string{"name", "sex", "birth_date", "native_place"}
	untoldItems = []string{"ethnicity", "marital", "father_id", "mother_id", "spouse_id", "birth_cert_index", "status_reason", "household_id", "relation", "org", "status"}
)

// tellHistory lists what the register did with a person's entry, oldest first.
func (a *act) tellHistory(body *paperBody, p models.Person) error {
	who, err := a.fullNamed(p)
	if err != nil {
		return err
	}
	events, err := a.r.openEvents(a.tx, p.ID)
	if err != nil {
		return err
	}
	body.say(who+"的户口登记记载如下：", "The register holds of "+who+":")
	before := map[string]json.RawMessage{}
	for _, e := range events {
		image, err := itemsOf(e.Plain)
		if err != nil {
			return err
		}
		line, err := a.eventLine(p, e, before, image)
		if err != nil {
			return err
		}
		body.Lines = append(body.Lines, line)
		before = image
	}
	return a.tellPresent(body, p)
}

// eventLine is one act of the register in a line: day, kind, station, items.
func (a *act) eventLine(p models.Person, e Opened, before, image map[string]json.RawMessage) (workflow.Word, error) {
	w := eventWords[e.Kind]
	day := string(models.DateOf(e.RecordedAt))
	out := workflow.Word{Zh: day + "，" + w.Zh, En: day + ": " + w.En}
	if o, err := a.org(e.ToOrg); err == nil {
		out.Zh, out.En = out.Zh+"（"+o.Name+"）", out.En+" ("+o.NameEn+")"
	} else if err := ignoreNotFound(err); err != nil {
		return out, err
	}
	if len(before) == 0 {
		return out, nil
	}
	for _, rule := range personPage {
		if string(before[rule.key]) == string(image[rule.key]) || slices.Contains(untoldItems, rule.key) {
			continue
		}
		out.Zh, out.En = out.Zh+"；"+rule.label.Zh, out.En+"; "+rule.label.En
		if !slices.Contains(toldItems, rule.key) {
			continue
		}
		from, err := a.itemAsWritten(p, rule.key, before)
		if err != nil {
			return out, err
		}
		to, err := a.itemAsWritten(p, rule.key, image)
		if err != nil {
			return out, err
		}
		out.Zh, out.En = out.Zh+"由“"+from+"”变为“"+to+"”", out.En+" from “"+from+"” to “"+to+"”"
	}
	return out, nil
}

// tellPresent says where the entry stands now.
func (a *act) tellPresent(body *paperBody, p models.Person) error {
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return err
	}
	if !ok {
		w := statusWords[p.Status]
		body.say("现登记状态："+w.Zh, "It stands as: "+w.En)
		return nil
	}
	body.say("现户口所在地："+h.Address, "Registered now at: "+h.Address)
	return nil
}
