package register

import (
	"context"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// Party is on whom a case waits, told from its state alone: a role, or somebody
// outside.
type Party string

// Parties that are no role. A role is a Party under its own name.
const (
	PartyApplicant Party = "applicant"
	PartyHealth    Party = "health"
	PartyExpert    Party = "expert"
	PartyLetter    Party = "other_body"
	PartyPeer      Party = "other_station"
	PartyNotice    Party = "public_notice"
	PartyDispute   Party = "dispute"
	PartyDuplicate Party = "duplicate_ruling"
	PartyLines     Party = "lines"
	PartySystem    Party = "system"
)

// AgeBand is how long an open case has run, in working days since it was received.
type AgeBand string

// The bands.
const (
	AgeTo5    AgeBand = "0-5"
	AgeTo10   AgeBand = "6-10"
	AgeTo20   AgeBand = "11-20"
	AgeOver20 AgeBand = "20+"
)

// AgeBands lists the bands, youngest first.
func AgeBands() []AgeBand { return []AgeBand{AgeTo5, AgeTo10, AgeTo20, AgeOver20} }

// Measure is what a number of the board counts.
type Measure string

// The measures. Open cases are those received and not ended, drafts left out.
// MeasureDueWeek are open ones due from today to Sunday; MeasureDone those ended in
// the period; MeasureSentBack those sent back in the period.
const (
	MeasureOpen     Measure = "open"
	MeasureDueWeek  Measure = "due_this_week"
	MeasureOverdue  Measure = "overdue"
	MeasureDone     Measure = "done"
	MeasureSentBack Measure = "sent_back"
)

// BoardQuery asks for the board of a body at or below the officer's own, or of all
// theirs where Station is empty. From and To bound what was done, both days included;
// empty means this week from Monday to today. At most 366 days.
type BoardQuery struct {
	Station string
	From    models.Date
	To      models.Date
}

// Cell is a number of the board with the filter whose CaseList has that many cases.
type Cell struct {
	N      int64      `json:"n"`
	Filter CaseFilter `json:"filter"`
}

// BoardRow is the line of a business or of a station. Key is its id or code. Oldest is
// the age of the oldest open case in working days.
type BoardRow struct {
	Key     string           `json:"key"`
	Name    workflow.Word    `json:"name"`
	Open    Cell             `json:"open"`
	DueWeek Cell             `json:"due_this_week"`
	Overdue Cell             `json:"overdue"`
	Done    Cell             `json:"done"`
	Ages    map[AgeBand]Cell `json:"ages"`
	Oldest  int              `json:"oldest_days"`
}

// WaitRow says on whom open cases wait.
type WaitRow struct {
	Party  Party         `json:"party"`
	Name   workflow.Word `json:"name"`
	Open   Cell          `json:"open"`
	Oldest int           `json:"oldest_days"`
}

// SentBackRow counts the cases that were sent back for a reason: by which step, and for
// what. Code is a paper (material:…), an item of the form (field:…), a reason code
// (reason:…), or other where officers wrote words of their own. A case that lacked two
// things is in two rows.
type SentBackRow struct {
	Event     workflow.Event `json:"event"`
	EventName workflow.Word  `json:"event_name"`
	Code      string         `json:"code"`
	Name      workflow.Word  `json:"name"`
	Cases     Cell           `json:"cases"`
}

// Board is what a supervisor asks every week. It never counts by officer, and by no
// attribute of a person: no row is about ethnicity, faith or family. Small numbers are
// shown as they are: they count files on a desk, not traits of people, whoever may see
// the board may open each of these cases, and a supervisor must see the one case that
// is late.
type Board struct {
	Org        string        `json:"org,omitempty"`
	OrgName    workflow.Word `json:"org_name"`
	From       models.Date   `json:"from"`
	To         models.Date   `json:"to"`
	AsOf       time.Time     `json:"as_of"`
	Total      BoardRow      `json:"total"`
	Businesses []BoardRow    `json:"businesses"`
	Stations   []BoardRow    `json:"stations"`
	Waits      []WaitRow     `json:"waits"`
	SentBack   []SentBackRow `json:"sent_back"`
}

// Board counts the cases handled at or below a body of the officer, for heads and for
// registration offices of county, city and region. Others are ErrForbidden; a body
// that is not below theirs is ErrNotFound.
//
// It costs three passes in one message: over the open cases below the body, over those
// ended in the period, and over the journal rows of the period that sent a case back,
// which are opened one by one; beside it one message for each body and one for names.
func (r *Registrar) Board(ctx context.Context, actor Actor, q BoardQuery) (*Board, error) {
	return r.board(ctx, actor, q)
}

// CaseFilter names the cases of one number of the board. Station is a body at or below
// the officer's own; Alone leaves out those below it. Age and Party narrow MeasureOpen,
// Event and Code MeasureSentBack.
type CaseFilter struct {
	Measure  Measure           `json:"measure"`
	Station  string            `json:"station,omitempty"`
	Alone    bool              `json:"alone,omitempty"`
	Business workflow.Business `json:"business,omitempty"`
	Age      AgeBand           `json:"age,omitempty"`
	Party    Party             `json:"party,omitempty"`
	Event    workflow.Event    `json:"event,omitempty"`
	Code     string            `json:"code,omitempty"`
	From     models.Date       `json:"from,omitempty"`
	To       models.Date       `json:"to,omitempty"`
}

// CasePage is a page of the cases of a number, oldest first.
type CasePage struct {
	Items []WorkItem `json:"items"`
	Next  string     `json:"next,omitempty"`
	Total int64      `json:"total"`
	AsOf  time.Time  `json:"as_of"`
}

// CaseList lists the cases that a number of the board counts; its total is that
// number. It is open to whom the board is. A page costs a pass over the number's cases
// and two messages for its rows; of cases sent back, the pass of the board besides.
func (r *Registrar) CaseList(ctx context.Context, actor Actor, f CaseFilter, cursor string) (*CasePage, error) {
	return r.caseList(ctx, actor, f, cursor)
}
