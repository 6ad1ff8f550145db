// Package visits is for officers on their rounds, on a telephone at somebody's door: a
// household with a child nobody registered is noted as a lead, and the lead becomes a
// case with what is known carried over.
package visits

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// Mount adds the addresses of the visits.
func Mount(d *desk.Desk) {
	d.Get("/visits", desk.Workers, list)
	d.Get("/visits/new", desk.Workers, blank)
	d.Post("/visits/new", desk.Workers, note)
	d.Get("/visits/campaigns", desk.Readers, campaigns)
	d.Post("/visits/campaigns", campaigners, openCampaign)
	d.Get("/visits/campaigns/:id", desk.Readers, showRound)
	d.Post("/visits/campaigns/:id/visits", desk.Workers, noteDay)
	d.Post("/visits/campaigns/:id/visits/:visit/strike", desk.Workers, strike)
	d.Post("/visits/campaigns/:id/leads", campaigners, sendList)
	d.Post("/visits/campaigns/:id/cases", campaigners, becomeCases)
}

// noted are leads as the list shows them: the open ones, those that ended of late, and
// what either became.
type noted struct {
	open, ended []register.WorkItem
	became      map[string][]register.CaseLinkView
}

// list shows the open leads, the officer's own first, then the station's that nobody has
// in hand; and of those that ended in thirty days which case they became.
func list(r *desk.Request) error {
	n, ctx := noted{}, r.Request().Context()
	var ids []string
	for _, queue := range []string{register.QueueMine, register.QueueStation, register.QueueDone} {
		w, err := r.Reg.Worklist(ctx, r.Actor, register.WorklistQuery{Queue: queue, Business: workflow.Lead, Limit: 100})
		if err != nil {
			return err
		}
		for _, item := range w.Items {
			ids = append(ids, item.ID)
		}
		if queue == register.QueueDone {
			n.ended = w.Items
		} else {
			n.open = append(n.open, w.Items...)
		}
	}
	var err error
	if n.became, err = r.Reg.Followers(ctx, r.Actor, ids); err != nil {
		return err
	}
	return r.Page(http.StatusOK, r.T("走访线索", "Leads from visits"), ui.Visits, func(v *ui.View) templ.Component { return leads(v, n) })
}

// sheet is the form at the door: what stands in its boxes, and what is wrong.
type sheet struct {
	book  *workflow.Book
	def   *workflow.Definition
	boxes map[workflow.Field]any
	fault *ui.Fault
	key   string
	// campaigns are those of today in which the officer takes part; campaign is the one chosen.
	campaigns []register.CampaignView
	campaign  string
}

func newSheet(r *desk.Request) (*sheet, error) {
	s := &sheet{book: r.Reg.Book(), boxes: map[workflow.Field]any{}, key: r.Key()}
	var ok bool
	today := r.Reg.Today()
	if s.def, ok = s.book.Current(workflow.Lead, today); !ok {
		return nil, desk.NotFound()
	}
	all, err := r.Reg.Campaigns(r.Request().Context(), r.Actor)
	for _, c := range all {
		if c.MayNote && c.From <= today && today <= c.To {
			s.campaigns = append(s.campaigns, c)
		}
	}
	if len(s.campaigns) > 0 { // the latest begun is the one whose round this is, as a rule
		s.campaign = s.campaigns[0].ID
	}
	return s, err
}

// blank is an empty sheet: a visit, about a child not registered, as most are.
func blank(r *desk.Request) error {
	s, err := newSheet(r)
	if err != nil {
		return err
	}
	s.boxes[workflow.FactLeadSource], s.boxes[workflow.FactLeadMatter], s.boxes[workflow.FactUnregistered] = "visit", "birth", true
	return s.page(r, http.StatusOK)
}

func (s *sheet) page(r *desk.Request, status int) error {
	return r.Page(status, r.T("记一条线索", "Note a lead"), ui.Visits, func(v *ui.View) templ.Component { return form(v, s) })
}

// note opens the lead.
func note(r *desk.Request) error {
	s, err := newSheet(r)
	if err != nil {
		return err
	}
	values, err := r.FormParams()
	if err != nil {
		return err
	}
	facts := workflow.Facts{}
	for _, f := range s.def.Facts {
		rule, _ := s.book.Field(f.Field)
		if value, ok := desk.Fact(values, box(f.Field), rule.Kind); ok && value != nil {
			s.boxes[f.Field], facts[f.Field] = value, value
		}
	}
	if k := values.Get("key"); k != "" {
		s.key = k
	}
	s.campaign = values.Get("campaign")
	a, err := r.Reg.Open(r.Request().Context(), r.Actor, register.OpenRequest{Business: workflow.Lead, Campaign: s.campaign, Facts: facts, Key: s.key})
	if err != nil {
		if s.fault = r.Fault(err); !desk.Shown(s.fault) {
			return err
		}
		for i, x := range s.fault.Fields {
			if rule, known := s.book.Field(workflow.Field(strings.TrimPrefix(x.Field, "facts."))); known {
				s.fault.Fields[i].Name = r.Lang.Word(rule.Word)
			}
		}
		return s.page(r, s.fault.Status)
	}
	return r.Go("/cases/"+a.CaseID, r.T("线索已记", "The lead is noted"))
}

// hint says where the day of a birth goes that nobody knows by the calendar.
func hint(v *ui.View, f workflow.Field) string {
	switch f {
	case workflow.FactChildBirthDate:
		return v.T("说不准的空着，原话记在下一栏", "Leave it empty when nobody is sure; note the words below")
	case workflow.FactBirthSaid:
		return v.T("照原话记，如“去年腊月”；不当作日期", "As they say it, such as “the twelfth month of last year”; it is not taken for a date")
	}
	return ""
}

func box(f workflow.Field) string { return "facts." + string(f) }

// first are the boxes of every lead; rest the ones for a child, in the second part.
func (s *sheet) first() []workflow.FactRule {
	return s.pick(func(f workflow.Field) bool {
		return f == workflow.FactLeadSource || f == workflow.FactLeadMatter || f == workflow.FactLeadPlace || f == workflow.FactLeadNote || f == workflow.FactUnregistered
	})
}

func (s *sheet) rest() []workflow.FactRule {
	first := s.first()
	return s.pick(func(f workflow.Field) bool {
		for _, x := range first {
			if x.Field == f {
				return false
			}
		}
		rule, _ := s.book.Field(f)
		return rule.Kind != workflow.KindPerson
	})
}

func (s *sheet) pick(want func(workflow.Field) bool) []workflow.FactRule {
	var out []workflow.FactRule
	for _, f := range s.def.Facts {
		if want(f.Field) {
			out = append(out, f)
		}
	}
	return out
}
