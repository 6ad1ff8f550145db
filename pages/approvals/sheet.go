package approvals

import (
	"slices"
	"strings"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// sheet is one case before whoever decides it.
type sheet struct {
	queue   *register.Worklist
	view    *register.CaseView
	rows    []register.CompareRow
	steps   []register.StepView
	journal []register.JournalView
	// alikes are the entries that the decision rests on as ruled out.
	alikes []desk.Alike
	book   *workflow.Book
	// texts are the papers of plain text, by id.
	texts map[string]string
	// officer and officerName are who looks.
	officer, officerName string
	// main is the deciding step that the rule book offers the officer; empty where none
	// is theirs. sendBack and up are the ways back and upward.
	main, sendBack, up *register.StepView
	next               string
	key                string
	// What was typed, when a form came back.
	typed     workflow.Facts
	ticked    []string
	to        workflow.State
	returning bool
	back      string
	fault     *ui.Fault
	changes   []register.Change
	done      string
}

func businessOf(r *desk.Request) workflow.Business {
	return workflow.Business(r.QueryParam("business"))
}

// read is everything the desk shows of a case. The looks are logged.
func read(r *desk.Request, queue *register.Worklist, id string) (*sheet, error) {
	ctx := r.Request().Context()
	s := &sheet{queue: queue, book: r.Reg.Book(), officer: r.Actor.OfficerID, officerName: r.Actor.Name, key: r.Key(), typed: workflow.Facts{}}
	var err error
	if s.view, err = r.Reg.View(ctx, r.Actor, id); err != nil {
		return nil, err
	}
	if s.rows, err = r.Reg.Compare(ctx, r.Actor, id); err != nil {
		return nil, err
	}
	if s.steps, err = r.Reg.Steps(ctx, r.Actor, id); err != nil {
		return nil, err
	}
	if s.journal, err = r.Reg.Journal(ctx, r.Actor, id); err != nil {
		return nil, err
	}
	if err = s.readTexts(r); err != nil {
		return nil, err
	}
	s.choose()
	if s.main != nil {
		def, _ := s.book.Get(s.view.Business, s.view.Edition)
		if s.alikes, err = desk.Alikes(r, def, s.view, s.main.Event); err != nil {
			return nil, err
		}
	}
	s.next = after(queue.Items, id)
	return s, nil
}

// after is the case behind one in the queue, round its end.
func after(items []register.WorkItem, id string) string {
	n := slices.IndexFunc(items, func(i register.WorkItem) bool { return i.ID == id })
	for k := range items {
		if i := items[(n+1+k)%len(items)]; i.ID != id {
			return i.ID
		}
	}
	return ""
}

// item is the case's row of the queue, nil for a case that is not in it.
func (s *sheet) item() *register.WorkItem {
	for i := range s.queue.Items {
		if s.queue.Items[i].ID == s.view.ID {
			return &s.queue.Items[i]
		}
	}
	return nil
}

// choose finds the deciding step among those the rule book has here: to approve, else
// to pass up with an opinion, else what the queue names as next.
func (s *sheet) choose() {
	s.main = mainOf(s.steps, s.item())
	s.sendBack = theirs(s.steps, workflow.Return)
	for _, on := range []workflow.Event{workflow.PassUp, workflow.Escalate} {
		if up := theirs(s.steps, on); up != nil && up.Allowed && (s.main == nil || s.main.Event != on) {
			s.up = up
		}
	}
}

func mainOf(steps []register.StepView, item *register.WorkItem) *register.StepView {
	order := []workflow.Event{workflow.Approve, workflow.PassUp}
	if item != nil && item.NextEvent != "" {
		order = append(order, item.NextEvent)
	}
	var blocked *register.StepView
	for _, on := range order {
		s := theirs(steps, on)
		if s != nil && s.Allowed {
			return s
		}
		if blocked == nil {
			blocked = s
		}
	}
	return blocked
}

// theirs is the step of an event when it is one of the officer's roles that takes it.
func theirs(steps []register.StepView, on workflow.Event) *register.StepView {
	for i := range steps {
		if steps[i].Event == on && !slices.ContainsFunc(steps[i].Unmet, func(c workflow.Condition) bool { return c.Code == "role" }) {
			return &steps[i]
		}
	}
	return nil
}

// asksWhom tells that the deciding step asks for a person or a household of the case:
// they are chosen by name on the step's own form.
func (s *sheet) asksWhom() bool {
	return slices.ContainsFunc(s.main.Needs, func(f workflow.Field) bool {
		rule, _ := s.book.Field(f)
		return rule.Kind == workflow.KindPerson || rule.Kind == workflow.KindHouse
	})
}

// others are the remaining steps that are theirs now; each has its form on the case's
// page.
func (s *sheet) others() []register.StepView {
	var out []register.StepView
	for _, x := range s.steps {
		if x.Allowed && (x.Adverse || x.Event == workflow.Extend) && (s.main == nil || x.Event != s.main.Event) && (s.up == nil || x.Event != s.up.Event) {
			out = append(out, x)
		}
	}
	return out
}

// differing counts the items in which a source does not agree with what was declared.
func differing(rows []register.CompareRow) int {
	n := 0
	for _, row := range rows {
		if row.Result == register.CompareDiffers {
			n++
		}
	}
	return n
}

// compared counts the items that a second source says something about; only they can
// differ.
func compared(rows []register.CompareRow) int {
	n := 0
	for _, row := range rows {
		if row.Result == register.CompareEqual || row.Result == register.CompareDiffers {
			n++
		}
	}
	return n
}

// hand is an officer with what they did in the case.
type hand struct {
	name string
	did  []workflow.Word
	mine bool
}

// hands are the officers who had the case before, in their order.
func (s *sheet) hands() []hand {
	var out []hand
	for _, row := range s.journal {
		if row.Officer == "" || row.Role == workflow.System || row.OfficerID == "system" {
			continue
		}
		n := slices.IndexFunc(out, func(h hand) bool { return h.name == row.Officer })
		if n < 0 {
			out = append(out, hand{name: row.Officer, mine: row.OfficerID == s.officer})
			n = len(out) - 1
		}
		if !slices.Contains(out[n].did, row.Label) {
			out[n].did = append(out[n].did, row.Label)
		}
	}
	return out
}

func (h hand) words(v *ui.View) string {
	var out []string
	for _, w := range h.did {
		out = append(out, v.Word(w))
	}
	return strings.Join(out, v.T("、", ", "))
}

// unscanned are the papers brought over the counter of which there is no picture.
func (s *sheet) unscanned() []register.MaterialView {
	var out []register.MaterialView
	for _, m := range s.view.Materials {
		if m.Source == register.SourcePaper && m.Size == 0 {
			out = append(out, m)
		}
	}
	return out
}

// words are what the officer wrote into the form.
func (s *sheet) words() string {
	for _, f := range []workflow.Field{workflow.InOpinion, workflow.InReason} {
		if text := s.typed.Text(f); text != "" {
			return text
		}
	}
	return ""
}

// objected are the words of an objection, item by item.
func (s *sheet) objected(v *ui.View, o register.JournalView) [][2]string {
	out := [][2]string{{v.T("提出", "By"), o.Officer + " " + v.Clock(o.At)}}
	for _, f := range []workflow.Field{workflow.InObjection, workflow.InReason, workflow.InFactsFound, workflow.InEvidence, workflow.InDocument} {
		rule, _ := s.book.Field(f)
		text := strings.Join(o.Input.List(f), v.T("；", "; "))
		if text == "" {
			text = o.Input.Text(f)
		}
		if word, ok := rule.Choice(text); ok {
			text = v.Word(word)
		}
		if text != "" {
			out = append(out, [2]string{v.Word(rule.Word), text})
		}
	}
	return out
}

// subject is the person the case is about.
func (s *sheet) subject() string {
	if i := s.item(); i != nil && i.Subject != "" {
		return i.Subject
	}
	if len(s.view.Subjects) > 0 {
		return s.view.Subjects[0].Name
	}
	return s.view.Number
}
