package register

import (
	"strconv"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// bookletEffects carries out what booklets do.
func bookletEffects() map[workflow.Effect]effect {
	return map[workflow.Effect]effect{workflow.EffBooklet: (*act).reissueBooklet}
}

// bookletCollectors finds what the guards of booklets read.
func bookletCollectors() map[workflow.Field]collector {
	return map[workflow.Field]collector{
		workflow.FBookAsker: func(a *act) (any, error) {
			p, ok, err := a.person()
			if err != nil || !ok {
				return false, err
			}
			h, ok, err := a.householdByID(p.HouseholdID)
			return ok && (h.HeadID == p.ID || a.ofAge(p)), err
		},
	}
}

// reissueBooklet issues the next booklet of the person's household.
func (a *act) reissueBooklet() error {
	p, err := a.registered()
	if err != nil {
		return err
	}
	if err := a.holdHousehold(p.HouseholdID); err != nil {
		return err
	}
	h, ok, err := a.householdByID(p.HouseholdID)
	if err != nil {
		return err
	}
	if !ok || h.Status != HouseholdOpen {
		return blocked("household_closed", "该户已销户，不能签发户口簿。", "The household is closed; no booklet can be issued.")
	}
	return a.nextBooklet(h, p.ID)
}

// nextBooklet issues a household's booklet in the next edition. Whoever asks for one of
// the same household at once waits on the household, so that no edition is given twice.
func (a *act) nextBooklet(h models.Household, person string) error {
	rows, err := store.Many[models.IssuedPaper](a.tx, "edition desc limit 1", "household_id = ?", h.ID)
	if err != nil {
		return err
	}
	last := int64(1) // the booklet of before
	if len(rows) > 0 {
		last = rows[0].Edition
	}
	return a.booklet(h, person, last+1, bookletNumber(h, last))
}

// booklet issues one edition; voids is the number of the one it takes out of use.
func (a *act) booklet(h models.Household, person string, edition int64, voids string) error {
	body, err := a.firstPage(h)
	if err != nil {
		return err
	}
	return a.givePaper(models.IssuedPaper{Number: bookletNumber(h, edition), Kind: PaperBooklet, PersonID: person, HouseholdID: h.ID, Edition: edition, Voids: voids}, body)
}

// firstPage is the booklet's first page (居民户口簿首页): kind, head, number, address.
// Members have a page each, which is the register card.
func (a *act) firstPage(h models.Household) (paperBody, error) {
	body := paperBody{Title: workflow.Word{Zh: "居民户口簿首页", En: "Household booklet, first page"}}
	kind := workflow.Word{Zh: "家庭户", En: "family household"}
	if h.Kind == models.CollectiveHousehold {
		body.Title, kind = workflow.Word{Zh: "集体户口簿首页", En: "Booklet of a collective household, first page"}, workflow.Word{Zh: "集体户", En: "collective household"}
	}
	head, _, err := a.personByID(h.HeadID)
	if err != nil {
		return body, err
	}
	members, err := a.members(h.ID)
	if err != nil {
		return body, err
	}
	body.say("户别："+kind.Zh, "Kind: "+kind.En)
	body.say("户主姓名："+head.Name, "Head: "+head.Name)
	body.say("户号："+h.Number, "Number of the household: "+h.Number)
	body.say("住址："+h.Address, "Address: "+h.Address)
	if h.Kind == models.FamilyHousehold {
		n := strconv.Itoa(len(members))
		body.say("成员登记卡："+n+"张，另附", "Register cards of members: "+n+", attached")
	}
	body.Note = workflow.Word{Zh: "本簿是居民户籍和成员关系的凭证，不得涂改、转让、出借；原簿册一律作废，找到的交回派出所。", En: "This booklet shows who is registered here and what they are to each other; it may not be altered, passed on or lent. The former one is void, and is handed in if found."}
	return body, nil
}
