package register

import (
	"cmp"
	"encoding/json"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// factRecordNo is the number under which the register of criminal records was asked.
const factRecordNo workflow.Field = "kept_record_check"

// certificateEffects carries out what certificates do.
func certificateEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{
		workflow.EffCertificate: (*act).certificate,
		workflow.EffKeepRecord: func(a *act) error {
			if no := a.in(workflow.InRecordNo); no != "" {
				return a.keepFact(factRecordNo, no)
			}
			return nil
		},
	}
}

// certificateCollectors finds what the guards of certificates read.
func certificateCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FWithheld: func(a *act) (any, error) { return a.withheld() },
		workflow.FIssuedAtHome: func(a *act) (any, error) {
			if !a.certifies("item_change", "cancellation", "kinship", "no_record") {
				return true, nil
			}
			return a.registeredHere()
		},
		workflow.FIssuedWhereItHappened: func(a *act) (any, error) {
			if !a.certifies("abducted_child", "finding", "unnatural_death") {
				return true, nil
			}
			if a.fact(workflow.FactEventStation) == "" {
				return false, nil
			}
			return a.sameStation(a.fact(workflow.FactEventStation), a.c.RegisterOrg)
		},
		workflow.FItemCertifiable: func(a *act) (any, error) {
			p, ok, err := a.person()
			if err != nil || !ok || !a.certifies("item_change") {
				return !a.certifies("item_change"), err
			}
			rows, err := a.itemChanges(p, workflow.Field(a.fact(workflow.FactCertItem)))
			return len(rows) > 0, err
		},
		workflow.FStruckOffFit: func(a *act) (any, error) {
			gone, err := a.subjectGone()
			return gone || !a.certifies("cancellation"), err
		},
		workflow.FKinshipFit: func(a *act) (any, error) {
			p, kin, ok, err := a.bothKin()
			if err != nil || !ok || !a.certifies("kinship") {
				return !a.certifies("kinship"), err
			}
			is, err := a.kinship(kin, p)
			return is != "none", err
		},
		workflow.FBookShowsNot: func(a *act) (any, error) {
			shows, err := a.bookShows()
			return !shows || !a.certifies("kinship"), err
		},
		workflow.FCardLacking: func(a *act) (any, error) {
			return !a.certifies("identity") || !a.form.Facts.Bool(workflow.FactHasCard), nil
		},
		workflow.FRecordLooked: func(a *act) (any, error) {
			return !a.certifies("no_record") || a.in(workflow.InRecordNo) != "" && a.req.Input.Bool(workflow.InRecordClean), nil
		},
		workflow.FKinship: func(a *act) (any, error) {
			p, kin, ok, err := a.bothKin()
			if err != nil || !ok {
				return "none", err
			}
			return a.kinship(kin, p)
		},
		workflow.FLabelled: func(a *act) (any, error) {
			return workflow.Label(a.fact(workflow.FactFoundOut)+a.fact(workflow.FactCertText)) != "", nil
		},
	}
}

// certifies tells whether a certificate of one of the kinds is asked for.
func (a *act) certifies(kinds ...string) bool {
	return slices.Contains(kinds, a.fact(workflow.FactCertKind))
}

// withheld tells whether somebody of the case is sealed or protected.
func (a *act) withheld() (bool, error) {
	rows, err := a.subjects()
	if err != nil {
		return false, err
	}
	var people []string
	for _, s := range rows {
		p, ok, err := a.personByID(s.PersonID)
		if err != nil {
			return false, err
		}
		if ok && p.Protected {
			return true, nil
		}
		if ok {
			people = append(people, p.ID)
		}
	}
	sealed, err := a.sealedAmong(people)
	return len(sealed) > 0, err
}

// certifiedItems are the items of the page that can be certified, by the code of the form.
var certifiedItems = map[workflow.Field]string{"name": "name", "sex": "sex", "birth_date": "birth_date", "number": "number_index", "ethnicity": "ethnicity",
	"native_place": "native_place", "birth_place": "birth_place"}

// itemChange is a change of an item that stands: nobody undid it.
type itemChange struct {
	from, to string
	on       models.Date
}

// itemChanges lists the changes of an item of a person's page, oldest first, out of the
// register's events.
func (a *act) itemChanges(p models.Person, item workflow.Field) ([]itemChange, error) {
	key, ok := certifiedItems[item]
	if !ok {
		return nil, nil
	}
	events, err := a.r.openEvents(a.tx, p.ID)
	if err != nil {
		return nil, err
	}
	var out []itemChange
	before := map[string]json.RawMessage{}
	for i, e := range events {
		image, err := itemsOf(e.Plain)
		if err != nil {
			return nil, err
		}
		undone := e.Reverses != "" || slices.ContainsFunc(events, func(x Opened) bool { return x.Reverses == e.ID })
		if i > 0 && !undone && string(before[key]) != string(image[key]) {
			from, err := a.itemAsWritten(p, key, before)
			if err != nil {
				return nil, err
			}
			to, err := a.itemAsWritten(p, key, image)
			if err != nil {
				return nil, err
			}
			out = append(out, itemChange{from: from, to: to, on: models.DateOf(e.RecordedAt)})
		}
		before = image
	}
	return out, nil
}

// itemAsWritten is an item of an image as a certificate writes it.
func (a *act) itemAsWritten(p models.Person, key string, image map[string]json.RawMessage) (string, error) {
	var text string
	if key == "number_index" {
		var stored []byte
		if raw := image["number_sealed"]; len(raw) > 0 {
			if err := json.Unmarshal(raw, &stored); err != nil {
				return "", err
			}
		}
		if len(stored) == 0 {
			return "（无）", nil
		}
		plain, err := a.r.keys.Open(placeNumber(p.ID), stored)
		return string(plain), err
	}
	if raw := image[key]; len(raw) > 0 {
		if err := json.Unmarshal(raw, &text); err != nil {
			return "", err
		}
	}
	for _, rule := range personPage {
		if rule.key == key && rule.text != nil && text != "" {
			if w := rule.text(text); w.Zh != "" {
				return w.Zh, nil
			}
		}
	}
	return cmp.Or(text, "（无）"), nil
}

// certificate writes the certificate of the kind asked for. What the register no longer
// holds as it was judged leaves the case approved, with the reason.
func (a *act) certificate() error {
	number, err := a.paperNumber(PaperCertificate)
	if err != nil {
		return err
	}
	p, _, err := a.person()
	if err != nil {
		return err
	}
	body, err := a.certified(p)
	if err != nil {
		return err
	}
	a.certificateNote(&body)
	return a.givePaper(models.IssuedPaper{Number: number, Kind: PaperCertificate, PersonID: p.ID}, body)
}

// certified is the text of the certificate, out of the register and the case.
func (a *act) certified(p models.Person) (paperBody, error) {
	kind := a.fact(workflow.FactCertKind)
	rule, _ := a.r.book.Field(workflow.FactCertKind)
	body := paperBody{}
	for _, c := range rule.Codes {
		if c.Value == kind {
			body.Title = workflow.Word{Zh: c.Zh + "证明", En: "Certificate: " + c.En}
		}
	}
	who, err := a.fullNamed(p)
	if err != nil {
		return body, err
	}
	switch kind {
	case "item_change":
		return body, a.certifyItem(&body, p, who)
	case "cancellation":
		return body, a.certifyCancellation(&body, p, who)
	case "kinship":
		return body, a.certifyKinship(&body, p, who)
	case "identity":
		sex := gb.SexNames(models.Sex(p.Sex))
		body.Until = a.today.AddDays(a.span(workflow.LimitIdentity).N)
		body.say("兹证明："+who+"，"+sex.Zh+"，"+string(p.BirthDate)+"出生，户口登记在册，经核对与申请人为同一人。", who+", "+sex.En+", born "+string(p.BirthDate)+", is registered and is the person who asks.")
	case "no_record":
		no := a.fact(factRecordNo)
		body.say("兹证明：经查询（查询编号"+no+"），截至"+string(a.today)+"，未发现"+who+"有犯罪记录。", "By look-up "+no+", no criminal record of "+who+" was found up to "+string(a.today)+".")
	case "by_law":
		law, text := a.fact(workflow.FactCertLaw), a.fact(workflow.FactCertText)
		body.say("依照"+law+"，兹证明：", "Under "+law+":")
		body.say(text, text)
	default:
		no, text := a.fact(workflow.FactReportNo), a.fact(workflow.FactFoundOut)
		body.say("兹证明：本所办理的编号"+no+"的警情，查明情况如下：", "On report "+no+" this station found:")
		body.say(text, text)
	}
	return body, nil
}

// fullNamed is the person's name with the number in full: the paper is the person's own,
// and without it would be nobody's.
func (a *act) fullNamed(p models.Person) (string, error) {
	if p.ID == "" || len(p.NumberSealed) == 0 {
		return p.Name, nil
	}
	n, err := a.r.number(p)
	return p.Name + "（公民身份号码" + n.Reveal() + "）", err
}

func (a *act) certifyItem(body *paperBody, p models.Person, who string) error {
	item := workflow.Field(a.fact(workflow.FactCertItem))
	rows, err := a.itemChanges(p, item)
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		return blocked("item_not_changed", "登记库中这一项没有变更更正，无可证明。", "The register has no change of this item; there is nothing to certify.")
	}
	rule, _ := a.r.book.Field(workflow.FactCertItem)
	var name workflow.Word
	for _, c := range rule.Codes {
		if c.Value == string(item) {
			name = c.Word
		}
	}
	body.say("兹证明："+who+"的户口登记项目变更更正如下：", "Of "+who+" this item was changed or corrected:")
	for _, r := range rows {
		body.say(string(r.on)+"，"+name.Zh+"由“"+r.from+"”变更更正为“"+r.to+"”。", string(r.on)+": "+name.En+" from “"+r.from+"” to “"+r.to+"”.")
	}
	return nil
}

func (a *act) certifyCancellation(body *paperBody, p models.Person, who string) error {
	o, err := a.org(p.Org)
	if err != nil {
		return err
	}
	zh, en := "注销", "was cancelled"
	switch {
	case p.Status == models.StatusDead && p.StatusReason == causeDeclared:
		zh, en = "因被宣告死亡注销", "was cancelled, the person having been declared dead"
	case p.Status == models.StatusDead:
		zh, en = "因死亡注销", "was cancelled, the person having died"
	case p.Status != models.StatusCancelled:
		return blocked("not_cancelled", "当事人的户口没有注销，无可证明。", "The registration is not cancelled; there is nothing to certify.")
	}
	last, err := store.Many[models.RegisterEvent](a.tx, "", "id = ?", p.EventID)
	if err != nil || len(last) != 1 {
		return err
	}
	entered := string(models.DateOf(last[0].RecordedAt))
	body.say("兹证明："+who+"的户口原登记在"+o.Name+"，自"+string(p.StatusOn)+"起"+zh+"，"+entered+"登记。", "The registration of "+who+" at "+o.NameEn+" "+en+" as of "+string(p.StatusOn)+", entered on "+entered+".")
	return nil
}

func (a *act) certifyKinship(body *paperBody, p models.Person, who string) error {
	_, kin, ok, err := a.bothKin()
	if err != nil {
		return err
	}
	is := "none"
	if ok {
		if is, err = a.kinship(kin, p); err != nil {
			return err
		}
	}
	if is == "none" {
		return blocked("kinship_not_held", "登记库没有记载这两人的亲属关系，无可证明。", "The register does not hold a kinship of these two; there is nothing to certify.")
	}
	rule, _ := a.r.book.Field(workflow.FKinship)
	other := kin.Name
	if len(kin.NumberSealed) > 0 {
		n, err := a.r.number(kin)
		if err != nil {
			return err
		}
		other += "（公民身份号码" + n.Masked() + "）"
	}
	for _, c := range rule.Codes {
		if c.Value == is {
			body.say("兹证明：依户口登记，"+other+"是"+who+"的"+c.Zh+"。", "By the register "+other+" is to "+who+": "+c.En+".")
		}
	}
	return nil
}

// certificateNote says what the paper is for, how long it serves, and what can be done
// where it says something wrong (Norm 57).
func (a *act) certificateNote(body *paperBody) {
	use := a.fact(workflow.FactPaperFor)
	zh, en := "本证明依出具之日的登记和记录出具，仅用于"+use+"。", "Issued out of what was registered and on file on this day, for this use alone: "+use+"."
	if body.Until != "" {
		zh, en = zh+"有效期至"+string(body.Until)+"。", en+" It serves until "+string(body.Until)+"."
	}
	body.Note = workflow.Word{Zh: zh + "认为内容有误的，可以向本所申请核实更正；对处理不服的，可以依法申请行政复议或者提起行政诉讼。",
		En: en + " Who thinks it wrong may ask this station to verify and correct it, and against its answer ask for reconsideration or go to court."}
}
