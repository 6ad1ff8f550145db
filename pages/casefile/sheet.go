package casefile

import (
	"errors"
	"slices"

	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// sheet is all that the page of a case shows.
type sheet struct {
	*register.CaseView
	around  register.CaseAround
	steps   []register.StepView
	journal []register.JournalView
	given   []register.GivenPaper
	compare []register.CompareRow
	related register.RelatedView
	bodies  map[string]workflow.Word
	site    string
	def     *workflow.Definition
	book    *workflow.Book
	actor   register.Actor
	today   models.Date

	queue      string // the list that the officer came from, by its name
	list       string // the address of that list
	prev, next string
	place      int64
	total      int64

	key string
	// revealed are numbers that were just asked for, by field or person.
	revealed map[string]string
	fault    *ui.Fault
	changes  []register.Change
	settling settling
}

// readSheet gathers the page: what moves with the case is of one version. The read
// writes that the officer looked.
func readSheet(r *desk.Request) (*sheet, error) {
	id, ctx := r.Param("id"), r.Request().Context()
	p, err := r.Reg.CaseSheet(ctx, r.Actor, id)
	if err != nil {
		return nil, err
	}
	s := &sheet{CaseView: p.View, around: p.Around, steps: p.Steps, journal: p.Journal, given: p.Papers, compare: p.Compare, related: p.Related, book: r.Reg.Book(), actor: r.Actor, today: r.Reg.Today(), key: r.Key(), revealed: map[string]string{}}
	s.def, _ = s.book.Get(s.Business, s.Edition)
	if err := s.readPlaces(r); err != nil {
		return nil, err
	}
	if s.Campaign != nil { // it is named where it leads to
		if err := r.Reg.SeesCampaign(ctx, r.Actor, s.Campaign.ID); errors.Is(err, register.ErrNotFound) {
			s.Campaign = nil
		} else if err != nil {
			return nil, err
		}
	}
	return s, s.readQueue(r)
}

// readPlaces names the bodies and the site.
func (s *sheet) readPlaces(r *desk.Request) error {
	all, err := bodiesOf(r)
	if err != nil {
		return err
	}
	s.bodies = all
	if s.Site == "" {
		return nil
	}
	day := s.LodgedOn
	if day == "" {
		day = s.today
	}
	sites, err := r.Reg.SitesOn(r.Request().Context(), s.AcceptanceStation, day)
	for _, x := range sites {
		if x.ID == s.Site {
			s.site = r.Lang.Word(workflow.Word{Zh: x.Name, En: x.NameEn})
		}
	}
	return err
}

func bodiesOf(r *desk.Request) (map[string]workflow.Word, error) {
	rows, err := r.Reg.Bodies(r.Request().Context())
	out := make(map[string]workflow.Word, len(rows))
	for _, b := range rows {
		out[b.Code] = workflow.Word{Zh: b.Name, En: b.NameEn}
	}
	return out, err
}

// readQueue finds the cases before and after this one in the list that the officer came
// from, in its order and as it was filtered; who came from none is in their own. A list
// that the register does not know any more is the whole queue.
func (s *sheet) readQueue(r *desk.Request) (err error) {
	name := r.QueryParam("queue")
	if form := r.Request().PostForm; name == "" && form != nil {
		name = form.Get("queue")
	}
	q, list, ok := desk.ReadList(name)
	if ok {
		s.queue, s.list = name, list
	} else {
		q, s.list = register.WorklistQuery{Queue: register.QueueMine}, "/"
	}
	if !desk.Workers(r.Actor) {
		return nil
	}
	var bad *register.Invalid
	s.prev, s.next, s.place, s.total, err = r.Reg.NeighboursIn(r.Request().Context(), r.Actor, q, s.ID)
	if errors.As(err, &bad) {
		s.prev, s.next, s.place, s.total, err = r.Reg.Neighbours(r.Request().Context(), r.Actor, q.Queue, s.ID)
	}
	return err
}

func (s *sheet) at(part string) string { return at(s.ID, part, s.queue) }

func (s *sheet) body(l ui.Lang, code string) string {
	if w, ok := s.bodies[code]; ok {
		return l.Word(w)
	}
	return code
}

// subjectName is whom the case is about, as lists name them.
func (s *sheet) subjectName() string { return s.around.Item.Subject }

// heldByMe and heldByOther tell who has the case in hand.
func (s *sheet) heldByMe() bool { return s.Holder != nil && s.Holder.Officer == s.actor.OfficerID }

func (s *sheet) heldByOther() bool { return s.Holder != nil && !s.heldByMe() }

// keptFrom tells that a step waits for another officer to let the case go.
func (s *sheet) keptFrom(on workflow.Event) bool {
	return s.heldByOther() && s.around.Own && !register.TakenBeside(on)
}

// isDraft tells that nobody was asked yet.
func (s *sheet) isDraft() bool {
	return s.def != nil && s.State == s.def.Initial && s.def.Limits[s.State] == workflow.LimitDraft
}

// step is a step by its event.
func (s *sheet) step(on workflow.Event) (register.StepView, bool) {
	i := slices.IndexFunc(s.steps, func(v register.StepView) bool { return v.Event == on })
	if i < 0 {
		return register.StepView{}, false
	}
	return s.steps[i], true
}

// lodgedFirst tells that a receipt of the papers was given out before the case was
// accepted: it can be printed again beside the one of acceptance.
func (s *sheet) lodgedFirst() bool {
	return s.AcceptedOn != "" && slices.ContainsFunc(s.journal, func(row register.JournalView) bool { return row.Event == workflow.Lodge && row.From != row.To })
}

// primary is the one step that the page is for: the work of the state.
func (s *sheet) primary() (register.StepView, bool) {
	if v, ok := s.proposal(); ok {
		return v, true
	}
	if v, ok := s.step(s.around.Step); ok {
		return v, true
	}
	return register.StepView{}, false
}

// proposal is the confirming half of an act of two persons that another proposed.
func (s *sheet) proposal() (register.StepView, bool) {
	on := s.around.Item.NextEvent
	for i := len(s.journal) - 1; i >= 0 && on != s.around.Step; i-- {
		if s.journal[i].Event == workflow.ProposeEvent(on) {
			return s.step(on)
		}
		if s.journal[i].From != s.journal[i].To {
			break
		}
	}
	return register.StepView{}, false
}

// primaryWord is what the button of the step says: the work where the rule book only
// names one outcome of several.
func (s *sheet) primaryWord(v register.StepView) workflow.Word {
	if v.Event == s.around.Step && s.around.Word.Zh != "" {
		return s.around.Word
	}
	return v.Label
}

// others are the steps beside the primary one: those possible, then those that are not.
func (s *sheet) others() (can, cannot []register.StepView) {
	first, _ := s.primary()
	for _, v := range s.steps {
		switch {
		case v.Event == first.Event || s.bySystem(v.Event):
		case v.Allowed:
			can = append(can, v)
		default:
			cannot = append(cannot, v)
		}
	}
	return can, cannot
}

// bySystem tells that the program alone takes a step.
func (s *sheet) bySystem(on workflow.Event) bool {
	return s.def != nil && !slices.Contains(s.def.Offered(s.State), on)
}

// direct tells that a step is taken by one press: nothing is to be written, chosen or
// weighed against somebody.
func (s *sheet) direct(v register.StepView) bool {
	return len(v.Needs) == 0 && len(v.Proposed) == 0 && !v.Adverse && (len(v.To) < 2 || s.book.ChoosesItself(s.def, s.State, v.Event))
}

// stateWord is the case's state, after what lists call it where that is another word.
func (s *sheet) stateWord() workflow.Word {
	if w, quiet := workflow.ListedWord(s.State); quiet {
		return workflow.Word{Zh: w.Zh + "：" + s.StateName.Zh, En: w.En + ": " + s.StateName.En}
	}
	return s.StateName
}
