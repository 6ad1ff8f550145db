package register

import (
	"encoding/json"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"
)

// StepRequest is an officer's wish to take a step. Version is the version of the
// case seen; Key makes a repeat harmless.
type StepRequest struct {
	CaseID  string
	Event   workflow.Event
	To      workflow.State
	Version int64
	Key     string
	Grounds string
	Input   workflow.Facts
	// SignOff is the proof given with a decision; Docket that over many of them.
	SignOff SignOff
	Docket  *Docket
	tried   triedCode
}

// act is one step on its way: what was asked, what was found, what is being done.
// It lives as long as its transaction.
type act struct {
	r     *Registrar
	tx    *store.Tx
	now   time.Time
	today models.Date
	actor Actor
	def   *workflow.Definition
	c     models.Case
	// before is the row as it was read, for the guarded update.
	before models.Case
	form   form
	seats  []models.CaseOrg
	req    StepRequest
	facts  workflow.Facts
	dec    workflow.Decision
	// amended is what a change of a lodged form changed, for the journal row.
	amended *amendment
	// signed is how the officer signed the decision, for the journal row.
	signed *SignedOff
	out    []models.Outbox
	// detail is what effects add to the journal row.
	detail map[string]any
	// issuer is the body that a sheet of the act comes from, where it is not the handling
	// station.
	issuer models.Organisation
	// since is the day from which the step counts, where that is before today: the end of
	// a suspension that nobody looked at on its day.
	since models.Date
	// notes says what could not be done at once and why, for the answer.
	notes []workflow.Condition
	// batch is the act of the roster whose own step this line's is a part of.
	batch *act
	// freeing tells that the step frees its subjects. That is written behind the
	// clocks, whatever the step, so that two steps of one case never wait for each
	// other crosswise.
	freeing bool
	// leftOut are the lines that a batch is opened without, for the answer.
	leftOut []LeftOut
	// later, where it is set, collects what looks write: they are read on a picture of
	// the database that takes no writing.
	later *[]func(*store.Tx) error
	// charged is the body at which the officer ends a task that the case left to it; no part in
	// the case comes with that.
	charged string
	// forAnother tells that somebody who sees the case asks what this officer could do.
	forAnother bool
	cache      actCache
	// foreseen is what was read before the facts of the step ask for it; nil outside of that.
	foreseen *foreseen
	// asked is the digest of the request whose key was looked for.
	asked []byte
}

// actCache keeps what several facts of one act ask the database for.
type actCache struct {
	subjects  []models.CaseSubject
	materials []models.Material
	tasks     []models.CaseTask
	clocks    []models.CaseClock
	hands     []models.CaseHand
	links     []models.CaseLink
	consents  []models.ItemConsent
	recusals  []models.RecusalDeclaration
	kin       ownKin
	glass     models.AccessNotice
	// shown are the subjects by the names that the officer may read.
	shown []models.CaseSubject
	// over tells that the case has ended and shows nothing of a sealed person.
	over bool
	// called are the people of the register by whose names facts speak.
	called []models.Person
	// seals are the kinds of the seals read in this act, "" for none; nil again once one is written.
	seals map[string]string
	// route is the route of a birth without certificate that was entered last.
	route string
	// unproposed tells that no proposal stands.
	unproposed bool
	loaded     map[string]bool
}

// form is the part of a case beside its row, opened.
type form struct {
	Facts   workflow.Facts
	Policy  *Policy
	pinned  string // the policy as it is stored; Policy may be one that was only looked up
	Returns []returnEntry
	Notice  []string
	changed bool
}

// returnEntry is a place the case may go back to: a state left by asking, returning
// or suspending, and by whom.
type returnEntry struct {
	State   workflow.State `json:"state"`
	Event   workflow.Event `json:"event"`
	Officer string         `json:"officer"`
}

// Policy is the policy row pinned to a case at acceptance.
type Policy struct {
	Row      string                           `json:"row,omitempty"`
	Document string                           `json:"document,omitempty"`
	Level    *int                             `json:"level,omitempty"`
	Limits   map[workflow.Limit]calendar.Span `json:"limits,omitempty"`
	Options  map[string]json.RawMessage       `json:"options,omitempty"`
}

// span is the length of a limit under the policy, or its preset.
func (a *act) span(l workflow.Limit) calendar.Span {
	if p := a.form.Policy; p != nil {
		if s, ok := p.Limits[l]; ok {
			return s
		}
	}
	rule, _ := a.r.book.Limit(l)
	return rule.Preset
}

// fact is a declared fact of the case as text.
func (a *act) fact(f workflow.Field) string { return a.form.Facts.Text(f) }

// in is a value the officer wrote with the step.
func (a *act) in(f workflow.Field) string { return a.req.Input.Text(f) }

// note adds to the journal row.
func (a *act) note(key string, value any) {
	if a.detail == nil {
		a.detail = map[string]any{}
	}
	a.detail[key] = value
}

// send leaves a message of ids alone for others, in this transaction.
func (a *act) send(kind string, body map[string]string) {
	a.sendAs(a.r.newID(), kind, body)
}

// sendAs leaves a message under an id that is known beforehand, so that it is there once.
func (a *act) sendAs(id, kind string, body map[string]string) {
	text, _ := json.Marshal(body)
	a.out = append(a.out, models.Outbox{ID: id, CaseID: a.c.ID, Seq: a.c.Seq + 1, Kind: kind, Body: string(text), At: a.now})
}

// state is where the case stands now.
func (a *act) state() workflow.State { return workflow.State(a.c.State) }
