package visits

import (
	"errors"
	"net/http"
	"path"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/roster"
	"hukou/workflow"
)

// rounds are the campaigns that the officer may see, and the form that opens another.
type rounds struct {
	all   []register.CampaignView
	boxes map[string]string
	fault *ui.Fault
	key   string
}

// campaigners open a campaign at their body.
func campaigners(a register.Actor) bool {
	return a.Has(workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead)
}

func campaigns(r *desk.Request) error {
	return (&rounds{boxes: map[string]string{"from": string(r.Reg.Today()), "to": string(r.Reg.Today().AddDays(30))}, key: r.Key()}).show(r, http.StatusOK)
}

func (c *rounds) show(r *desk.Request, status int) error {
	var err error
	if c.all, err = r.Reg.Campaigns(r.Request().Context(), r.Actor); err != nil {
		return err
	}
	return r.Page(status, r.T("走访活动", "Campaigns of visits"), ui.Visits, func(v *ui.View) templ.Component { return roundsPage(v, c, campaigners(r.Actor)) })
}

// openCampaign opens a campaign from the form of the list.
func openCampaign(r *desk.Request) error {
	c := &rounds{boxes: map[string]string{}, key: r.FormValue("key")}
	for _, name := range []string{"name", "from", "to", "officers"} {
		c.boxes[name] = strings.TrimSpace(r.FormValue(name))
	}
	names := strings.FieldsFunc(c.boxes["officers"], func(x rune) bool { return strings.ContainsRune(" ,，、;；\r\n\t", x) })
	_, err := r.Reg.OpenCampaign(r.Request().Context(), r.Actor, register.CampaignRequest{Name: c.boxes["name"], From: models.Date(c.boxes["from"]), To: models.Date(c.boxes["to"]), Officers: names, Key: c.key})
	if err != nil {
		if c.fault = r.Fault(err); !desk.Shown(c.fault) {
			return err
		}
		for i, x := range c.fault.Fields {
			if strings.HasPrefix(x.Field, "officers[") {
				c.fault.Fields[i].Field = "officers"
			}
		}
		return c.show(r, c.fault.Status)
	}
	return r.Go("/visits/campaigns", r.T("走访活动已开展", "The campaign is open"))
}

// round is one campaign with its tally, the leads behind one of its numbers, and what was
// wrong with what was sent.
type round struct {
	register.CampaignView
	leads  register.CampaignLeadPage
	asked  register.LeadsOf
	boxes  map[string]string
	fault  *ui.Fault
	stayed []stay // leads that did not become a case
	ticked []string
	// checked is how many children a list has in which a check found nothing wrong.
	checked int
	key     string
	opens   bool
	today   models.Date
}

// stay is a lead that did not become a case, and why.
type stay struct{ number, why string }

func readRound(r *desk.Request) (*round, error) {
	ctx, id := r.Request().Context(), r.Param("id")
	v, err := r.Reg.Campaign(ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	c := &round{CampaignView: v, boxes: map[string]string{}, key: r.Key(), opens: r.Actor.Has(workflow.Clerk, workflow.Community), today: r.Reg.Today()}
	c.asked = register.LeadsOf{Outcome: register.LeadOutcome(r.QueryParam("outcome")), Route: register.BirthRoute(r.QueryParam("route")), After: r.QueryParam("cursor")}
	if c.asked.Outcome == "" && c.asked.Route == "" {
		c.asked.Outcome = register.LeadOpen
	}
	c.leads, err = r.Reg.CampaignLeads(ctx, r.Actor, id, c.asked)
	return c, err
}

func showRound(r *desk.Request) error {
	c, err := readRound(r)
	if err != nil {
		return err
	}
	return c.show(r, http.StatusOK)
}

func (c *round) show(r *desk.Request, status int) error {
	return r.Page(status, r.T("走访活动", "Campaigns of visits"), ui.Visits, func(v *ui.View) templ.Component { return roundPage(v, c) })
}

func (c *round) at(more string) templ.SafeURL {
	return templ.SafeURL("/visits/campaigns/" + c.ID + more)
}

// counts are the boxes of a day's round, beside its day and the disputes handed on.
func counts(v *ui.View) [][2]string {
	return [][2]string{{"households", v.T("户数", "Households")}, {"people", v.T("人数", "People")}, {"disputes_mediated", v.T("当场调解纠纷", "Disputes settled at the door")},
		{"suggestions", v.T("收到建议", "Suggestions received")}, {"suggestions_answered", v.T("答复建议", "Suggestions answered")}}
}

// noteDay notes the counts of one day.
func noteDay(r *desk.Request) error {
	c, err := readRound(r)
	if err != nil {
		return err
	}
	values, err := r.FormParams()
	if err != nil {
		return err
	}
	number := func(name string) int {
		c.boxes[name] = strings.TrimSpace(values.Get(name))
		n, err := strconv.Atoi(c.boxes[name])
		if err != nil && c.boxes[name] != "" {
			return -1 // refused with the word on counts
		}
		return n
	}
	c.boxes["on"] = values.Get("on")
	q := register.VisitRequest{On: models.Date(c.boxes["on"]), Households: number("households"), People: number("people"), Mediated: number("disputes_mediated"),
		Suggestions: number("suggestions"), Answered: number("suggestions_answered"), HandedOn: map[register.HandedTo]int{}, Key: values.Get("key")}
	for _, k := range register.HandedToCodes() {
		q.HandedOn[register.HandedTo(k.Value)] = number("disputes_handed_on." + k.Value)
	}
	if _, err := r.Reg.NoteVisit(r.Request().Context(), r.Actor, c.ID, q); err != nil {
		return c.refused(r, err)
	}
	return r.Go(string(c.at("")), r.T("走访数目已记", "The counts are noted"))
}

// strike strikes the counts of a day that were wrong.
func strike(r *desk.Request) error {
	c, err := readRound(r)
	if err != nil {
		return err
	}
	if _, err := r.Reg.StrikeVisit(r.Request().Context(), r.Actor, c.ID, r.Param("visit")); err != nil {
		return c.refused(r, err)
	}
	return r.Go(string(c.at("")), r.T("已划去", "struck"))
}

func (c *round) refused(r *desk.Request, err error) error {
	if c.fault = r.Fault(err); !desk.Shown(c.fault) {
		return err
	}
	return c.show(r, c.fault.Status)
}

// sendList checks a list of visits, or makes its leads when that is asked for and nothing
// is wrong with it.
func sendList(r *desk.Request) error {
	c, err := readRound(r)
	if err != nil {
		return err
	}
	f, _, err := r.File("file", roster.MaxBytes)
	if err != nil {
		return err
	}
	format := roster.XLSX
	if strings.EqualFold(path.Ext(f.Name), ".csv") && !roster.OldOrLocked(f.Bytes) {
		format = roster.CSV
	}
	ctx := r.Request().Context()
	list, err := r.Reg.ReadVisits(ctx, f.Bytes, format)
	var unreadable *roster.FileError
	if errors.As(err, &unreadable) {
		return c.faulty(r, register.FieldError{Field: "file", Code: unreadable.Code, Message: workflow.Word{Zh: unreadable.Zh, En: unreadable.En}})
	}
	if err != nil {
		return c.refused(r, err)
	}
	var wrong []register.FieldError
	if r.FormValue("do") == "enter" {
		_, wrong, err = r.Reg.AddVisits(ctx, r.Actor, c.ID, r.FormValue("key"), list)
	} else {
		wrong, err = r.Reg.CheckVisits(ctx, r.Actor, c.ID, list)
	}
	switch {
	case err != nil:
		return c.refused(r, err)
	case len(wrong) > 0:
		return c.faulty(r, wrong...)
	case r.FormValue("do") == "enter":
		return r.Go(string(c.at("")), r.T("表中线索已记", "The leads of the list are noted"))
	}
	c.checked = list.Rows
	return c.show(r, http.StatusOK)
}

// faulty shows what is wrong with a list, each fault at its cell.
func (c *round) faulty(r *desk.Request, wrong ...register.FieldError) error {
	c.fault = &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("线索表有错，没有导入", "The list has faults; nothing was imported"), Text: r.T("改正下列各处后重新上传。", "Correct these cells and send the list again.")}
	for _, e := range wrong {
		c.fault.Fields = append(c.fault.Fields, ui.FieldFault{Field: "file", Code: e.Code, Name: e.Field, Text: r.Lang.Word(e.Message)})
	}
	return c.show(r, c.fault.Status)
}

// becomeCases makes the leads that are ticked cases; those that cannot say why.
func becomeCases(r *desk.Request) error {
	c, err := readRound(r)
	if err != nil {
		return err
	}
	values, err := r.FormParams()
	if err != nil {
		return err
	}
	numbers := map[string]string{}
	for _, l := range c.leads.Items {
		numbers[l.ID] = l.Number
	}
	results, err := r.Reg.OpenCases(r.Request().Context(), r.Actor, register.LeadsToCases{Campaign: c.ID, Leads: values["lead"], Key: values.Get("key")})
	if err != nil {
		c.ticked = values["lead"]
		return c.refused(r, err)
	}
	var stayed []stay
	for _, l := range results {
		if l.Err != nil {
			stayed = append(stayed, stay{numbers[l.Lead], r.Fault(l.Err).Text})
		}
	}
	if len(stayed) == 0 {
		return r.Go(string(c.at("?outcome=case_open")), r.T("已转为业务", "They are cases now"))
	}
	if c, err = readRound(r); err != nil {
		return err
	}
	c.stayed = stayed
	return c.show(r, http.StatusOK)
}

// mayConvert tells that the leads listed may become cases by this officer.
func (c *round) mayConvert() bool { return c.opens && c.asked.Outcome == register.LeadOpen }

// day is the day in the form: what was typed, or today.
func (c *round) day() string {
	if on := c.boxes["on"]; on != "" {
		return on
	}
	return string(c.today)
}
