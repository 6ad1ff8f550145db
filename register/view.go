package register

import (
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// CaseView is a case as its officers see it. Numbers are masked; what is restricted
// is left out.
type CaseView struct {
	ID                string            `json:"id"`
	Number            string            `json:"number"`
	Business          workflow.Business `json:"business"`
	BusinessName      workflow.Word     `json:"business_name"`
	Edition           models.Date       `json:"edition"`
	State             workflow.State    `json:"state"`
	StateName         workflow.Word     `json:"state_name"`
	Version           int64             `json:"version"`
	Closed            bool              `json:"closed"`
	LodgedOn          models.Date       `json:"lodged_on,omitempty"`
	AcceptedOn        models.Date       `json:"accepted_on,omitempty"`
	DueOn             models.Date       `json:"due_on,omitempty"`
	Provisional       bool              `json:"due_provisional,omitempty"`
	Late              bool              `json:"late"`
	Overdue           bool              `json:"overdue"`
	Clocks            []ClockView       `json:"clocks"`
	Holder            *HolderView       `json:"holder"`
	AcceptanceStation string            `json:"acceptance_station"`
	HandlingStation   string            `json:"handling_station"`
	RegisterStation   string            `json:"register_station"`
	Site              string            `json:"site,omitempty"`
	Subjects          []SubjectView     `json:"subjects"`
	Facts             workflow.Facts    `json:"facts"`
	Materials         []MaterialView    `json:"materials"`
	Missing           []MissingView     `json:"missing"`
	Notice            []string          `json:"notice,omitempty"`
	// NoticeLacking are the items of the notice that did not come yet, while they are
	// waited for.
	NoticeLacking []string   `json:"notice_lacking,omitempty"`
	Tasks         []TaskView `json:"tasks"`
	Parent        string     `json:"parent,omitempty"`
	// Campaign is the campaign of visits in which a lead was noted.
	Campaign   *CampaignName            `json:"campaign,omitempty"`
	Successors []string                 `json:"successors"`
	Lines      map[workflow.State]int64 `json:"lines,omitempty"`
	// LinesUndone counts, of a roster, the lines entered of whose entry nothing stands.
	LinesUndone int                  `json:"lines_undone,omitempty"`
	Waiting     []workflow.Condition `json:"waiting,omitempty"`
	Search      *SearchView          `json:"search,omitempty"`
	// Warnings are what to look at again; they stop nothing. They come when the case is
	// read, not with the answer to a step.
	Warnings []workflow.Condition `json:"warnings,omitempty"`
	// Decision is the last reasoned decision of the case, with what may be done against
	// it: what the applicant is handed. It comes with GET alone.
	Decision *CaseDecision `json:"decision,omitempty"`
	// Items are the joint items of a birth (出生一件事). They come with GET alone.
	Items []JointItemView `json:"joint_items,omitempty"`
	// Papers are the numbered papers that the case gave out: certificates, booklets,
	// answers to queries.
	Papers []PaperView `json:"papers,omitempty"`
}

// ClockView is one period with what has run and what has stood still, in working
// days.
type ClockView struct {
	Limit       workflow.Limit  `json:"limit"`
	Name        workflow.Word   `json:"name"`
	State       workflow.State  `json:"state"`
	StartedOn   models.Date     `json:"started_on"`
	DueOn       models.Date     `json:"due_on,omitempty"`
	Provisional bool            `json:"provisional,omitempty"`
	Running     bool            `json:"running"`
	Elapsed     int             `json:"elapsed_days"`
	Stopped     int             `json:"stopped_days"`
	Overdue     bool            `json:"overdue"`
	Stops       []calendar.Stop `json:"stops"`
	// StandsStill names why the authority's time does not run in the state; what is
	// shown then is the date of a reminder. For the body that is asked meanwhile it
	// runs, and is the limit to answer.
	StandsStill calendar.StopReason `json:"stands_still,omitempty"`
}

// HolderView says who has the case in hand, and since when.
type HolderView struct {
	Officer string     `json:"officer"`
	Name    string     `json:"name"`
	Since   *time.Time `json:"since"`
}

// SubjectView is a person of the case. Person is empty for one not registered.
// RegisterName is how the register writes a child whose line has another name.
type SubjectView struct {
	Role         workflow.SubjectRole `json:"role"`
	Name         string               `json:"name"`
	Person       string               `json:"person_id,omitempty"`
	RegisterName string               `json:"register_name,omitempty"`
}

// MaterialView is a paper with the verdict on it.
type MaterialView struct {
	ID        string                `json:"id"`
	Kind      workflow.MaterialKind `json:"kind"`
	Name      workflow.Word         `json:"name"`
	Source    string                `json:"source"`
	FileName  string                `json:"file_name,omitempty"`
	MediaType string                `json:"media_type,omitempty"`
	Size      int64                 `json:"size,omitempty"`
	Verdict   string                `json:"verdict"`
	Note      string                `json:"note,omitempty"`
	AddedAt   time.Time             `json:"added_at"`
}

// MissingView is a paper still needed. It is a task, never a ground to refuse.
type MissingView struct {
	Kind  workflow.MaterialKind `json:"kind"`
	Name  workflow.Word         `json:"name"`
	Basis workflow.Basis        `json:"basis"`
}

// TaskView is work beside the states. Station is the body that it lies with, where that is
// another than the one which handles the case.
type TaskView struct {
	ID       string        `json:"id"`
	Kind     workflow.Task `json:"kind"`
	Name     workflow.Word `json:"name"`
	Officer  string        `json:"officer,omitempty"`
	Role     workflow.Role `json:"role,omitempty"`
	Station  string        `json:"station,omitempty"`
	DueOn    models.Date   `json:"due_on,omitempty"`
	Done     bool          `json:"done"`
	Outcome  string        `json:"outcome,omitempty"`
	Required bool          `json:"required,omitempty"`
}

// view is the case of the act, as its officer may see it now.
func (a *act) view() (*CaseView, error) {
	v := &CaseView{ID: a.c.ID, Number: a.c.Number, Business: a.def.Business, BusinessName: a.def.Names, Edition: a.c.Edition,
		State: a.state(), StateName: a.r.book.StateWord(a.state()), Version: a.c.Version, Closed: a.c.ClosedAt != nil,
		LodgedOn: a.c.LodgedOn, AcceptedOn: a.c.AcceptedOn, DueOn: a.c.DueOn, Provisional: a.c.Provisional, Late: a.c.Late,
		AcceptanceStation: a.c.AcceptanceOrg, HandlingStation: a.c.HandlingOrg, RegisterStation: a.c.RegisterOrg, Site: a.c.Site,
		Parent: a.c.ParentID, Notice: a.form.Notice, Waiting: a.notes, Facts: a.visibleFacts()}
	over, err := a.sealedOver()
	if err != nil {
		return nil, err
	}
	if over {
		v.Facts = workflow.Facts{}
	}
	v.Overdue = v.DueOn != "" && v.DueOn < a.today && !v.Closed && a.stillFor(a.state()) == ""
	for _, fill := range []func(*CaseView) error{a.viewClocks, a.viewHolder, a.viewSubjects, a.viewSearch, a.viewMaterials, a.viewNotice, a.viewTasks, a.viewLinks, a.viewPapers, a.viewCampaign} {
		if err := fill(v); err != nil {
			return nil, err
		}
	}
	return v, a.narrow(v)
}

// stands tells whether the authority's time stands still in a state: what has a day
// there is a reminder, and nobody is late by it.
func stands(d *workflow.Definition, s workflow.State) bool {
	_, still := d.StandsStill(s)
	return still
}

// visibleFacts are the declared facts, numbers masked and restricted items left to
// those who handle the case.
func (a *act) visibleFacts() workflow.Facts {
	out := workflow.Facts{}
	own := a.seesRestricted()
	var struck []workflow.Field
	if !own {
		struck = a.struckOut()
	}
	for k, v := range a.form.Facts {
		rule, ok := a.r.book.Field(k)
		if !ok || rule.Class == "D" && !own || slices.Contains(struck, k) {
			continue
		}
		if rule.Kind == workflow.KindNumber {
			if s, ok := v.(string); ok {
				v = models.CitizenNumber(s).Masked()
			}
		}
		out[k] = v
	}
	return out
}

// seesRestricted tells whether the officer is shown what is of class D: whoever has the
// case in hand, the clerks of the handling station and those who review and decide; an
// auxiliary while the form is written. A protected case shows it to no clerk but its own
// (未成年人保护法 4, 103).
func (a *act) seesRestricted() bool {
	if a.actor.system || a.c.HolderID != "" && a.c.HolderID == a.actor.OfficerID {
		return true
	}
	writing := slices.Contains([]workflow.State{workflow.Draft, workflow.Lodged, workflow.Correcting}, a.state())
	for _, by := range a.actor.standings(a.seats) {
		if by.Seat != workflow.Own {
			continue
		}
		switch by.Role {
		case workflow.Head, workflow.County, workflow.CountyLead, workflow.City, workflow.CityLead:
			return true
		case workflow.Clerk:
			if !a.form.Facts.Bool(factRestricted) || a.c.HolderID == "" {
				return true
			}
		case workflow.Aux, workflow.Community:
			if writing && !a.form.Facts.Bool(factRestricted) {
				return true
			}
		}
	}
	return false
}

func (a *act) ownSeat() bool { return a.sits(workflow.Own) }

// worksOnPapers tells whether the officer's body takes the papers in: the handling one,
// or one that does it for that one until the case is accepted.
func (a *act) worksOnPapers() bool {
	return a.ownSeat() || a.sits(workflow.Accepting) && slices.Contains([]workflow.State{workflow.Draft, workflow.Lodged, workflow.Correcting, workflow.Supplementing}, a.state())
}

func (a *act) sits(seat workflow.Seat) bool {
	return slices.ContainsFunc(a.seats, func(s models.CaseOrg) bool { return s.Seat == string(seat) })
}

func (a *act) viewClocks(v *CaseView) error {
	rows, err := a.clocks()
	v.Clocks = make([]ClockView, 0, len(rows))
	for _, k := range rows {
		limit, _ := a.r.book.Limit(workflow.Limit(k.Limit))
		st := a.r.Calendar().State(clockOf(k), a.today)
		still := a.stillFor(workflow.State(k.State))
		if suspended(workflow.State(k.State)) {
			// It ends on the day decided, which may be a holiday.
			st.DueOn = k.DueOn
		}
		v.Clocks = append(v.Clocks, ClockView{StandsStill: still, Limit: workflow.Limit(k.Limit), Name: limit.Word, State: workflow.State(k.State), StartedOn: k.StartedOn,
			DueOn: st.DueOn, Provisional: st.Provisional, Running: st.Running, Elapsed: st.ElapsedDays, Stopped: st.StoppedDays, Overdue: st.Overdue && still == "", Stops: stopsOf(k)})
	}
	if err != nil {
		return err
	}
	k, open, err := a.acknowledging()
	if open {
		v.Clocks = append(v.Clocks, k)
	}
	return err
}

func (a *act) viewHolder(v *CaseView) error {
	if a.c.HolderID == "" {
		return nil
	}
	if a.c.HolderID == a.actor.OfficerID {
		v.Holder = &HolderView{Officer: a.c.HolderID, Name: a.actor.Name, Since: a.c.HeldAt}
		return nil
	}
	o, err := store.One[models.Officer](a.tx, "id = ?", a.c.HolderID)
	v.Holder = &HolderView{Officer: o.ID, Name: o.Name, Since: a.c.HeldAt}
	return err
}

func (a *act) viewSubjects(v *CaseView) error {
	rows, err := a.shownSubjects()
	v.Subjects = make([]SubjectView, 0, len(rows))
	for _, s := range rows {
		switch {
		case a.cache.over && s.Name == SealedWord().Zh && s.PersonID != "":
			s.PersonID = a.hiddenID(a.c.ID, s.PersonID)
		case a.cache.over: // whoever stands beside a sealed person tells who that is
			s.Name, s.PersonID = SealedWord().Zh, ""
		}
		v.Subjects = append(v.Subjects, SubjectView{Role: workflow.SubjectRole(s.Role), Name: s.Name, Person: s.PersonID})
		if s.Role != string(workflow.Ward) || s.Name == SealedWord().Zh {
			continue
		}
		if p, ok, err := a.personByID(s.PersonID); err != nil {
			return err
		} else if ok && p.Name != s.Name {
			v.Subjects[len(v.Subjects)-1].RegisterName = p.Name
		}
	}
	return err
}

func (a *act) viewMaterials(v *CaseView) error {
	rows, err := a.materials()
	if err != nil {
		return err
	}
	v.Materials = make([]MaterialView, 0, len(rows))
	for _, m := range rows {
		paper := a.materialView(m)
		if a.cache.over {
			paper.FileName, paper.Note = "", ""
		}
		v.Materials = append(v.Materials, paper)
	}
	kinds, err := a.missing()
	v.Missing = make([]MissingView, 0, len(kinds))
	for _, k := range kinds {
		w, _ := a.r.book.Material(workflow.MaterialKind(k))
		v.Missing = append(v.Missing, MissingView{Kind: workflow.MaterialKind(k), Name: w.Word, Basis: a.materialBasis(k)})
	}
	return err
}

func (a *act) materialView(m models.Material) MaterialView {
	w, _ := a.r.book.Material(workflow.MaterialKind(m.Kind))
	return MaterialView{ID: m.ID, Kind: workflow.MaterialKind(m.Kind), Name: w.Word, Source: m.Source, FileName: m.FileName, MediaType: m.MediaType,
		Size: m.Size, Verdict: m.Verdict, Note: m.Note, AddedAt: m.AddedAt}
}

func (a *act) materialBasis(kind string) workflow.Basis {
	for _, rule := range a.def.Materials {
		if string(rule.Kind) == kind {
			return rule.Basis
		}
	}
	return ""
}

func (a *act) viewTasks(v *CaseView) error {
	rows, err := a.tasks()
	v.Tasks = make([]TaskView, 0, len(rows))
	for _, t := range rows {
		elsewhere := ""
		if t.Org != a.c.HandlingOrg {
			elsewhere = t.Org
		}
		v.Tasks = append(v.Tasks, TaskView{Station: elsewhere, ID: t.ID, Kind: workflow.Task(t.Kind), Name: a.r.book.TaskWord(workflow.Task(t.Kind)), Officer: t.Officer,
			Role: workflow.Role(t.Role), DueOn: t.DueOn, Done: t.DoneAt != nil, Outcome: t.Outcome, Required: t.Required})
	}
	return err
}

// viewLinks adds the cases that followed, those that the officer may open: a case of
// another jurisdiction on the same person looks like none, here too. For a batch it
// adds the count of its lines by state.
func (a *act) viewLinks(v *CaseView) error {
	links, err := a.links()
	if err != nil {
		return err
	}
	v.Successors = make([]string, 0, len(links))
	for _, l := range links {
		v.Successors = append(v.Successors, l.ToCase)
	}
	if len(links) > 0 && !a.actor.system {
		ours, args := a.ourCases()
		mine, err := store.Rows[string](a.tx, "select c.id from cases c where c.id in ? and "+ours, append([]any{v.Successors}, args...)...)
		if err != nil {
			return err
		}
		v.Successors = slices.DeleteFunc(v.Successors, func(id string) bool { return !slices.Contains(mine, id) })
	}
	if a.def.Child == "" {
		return nil
	}
	if v.Lines, err = lineCounts(a.tx, a.c.ID); err != nil {
		return err
	}
	gone, err := undoneLines(a.tx, a.c.ID)
	v.LinesUndone = len(gone)
	return err
}

// links are the cases that follow from this one.
func (a *act) links() ([]models.CaseLink, error) {
	if a.cache.loaded["links"] {
		return a.cache.links, nil
	}
	rows, err := store.Many[models.CaseLink](a.tx, "to_case", "from_case = ?", a.c.ID)
	a.cache.links = rows
	a.loaded("links")
	return rows, err
}

// lineCounts counts a batch's lines by state; the batch keeps no count of its own.
func lineCounts(tx *store.Tx, parent string) (map[workflow.State]int64, error) {
	type row struct {
		State string
		N     int64
	}
	rows, err := store.Rows[row](tx, "select state, count(*) as n from cases where parent_id = ? and parent_id <> '' group by state order by state", parent)
	out := map[workflow.State]int64{}
	for _, r := range rows {
		out[workflow.State(r.State)] = r.N
	}
	return out, err
}
