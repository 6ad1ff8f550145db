package register

import (
	"context"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// Two queues for the workbench beside the six: what the officer is still writing, and
// what they had a hand in that ended in the last thirty days.
const (
	QueueDrafts = "drafts"
	QueueDone   = "done"
)

// Worklists lists the names of all queues that Worklist reads, in the order that pages
// show them.
func Worklists() []string { return append(Queues(), QueueDrafts, QueueDone) }

// Deadline sorts cases by how near their day is. Time that stands still (行政许可法 45)
// is never late, whatever the date of the reminder says.
type Deadline string

// The classes of a day. Soon is within three working days after today.
const (
	DeadlineOverdue Deadline = "overdue"
	DeadlineToday   Deadline = "today"
	DeadlineSoon    Deadline = "soon"
	DeadlineAmple   Deadline = "ample"
	DeadlinePaused  Deadline = "paused"
	DeadlineNone    Deadline = "none"
)

// StateFamily is what a state's chip looks like: states that officers treat alike.
type StateFamily string

// The families. Outside waits for another body, Correction for the applicant.
const (
	FamilyWorking    StateFamily = "working"
	FamilyReturned   StateFamily = "returned"
	FamilyReady      StateFamily = "ready"
	FamilyOutside    StateFamily = "outside"
	FamilyCorrection StateFamily = "correction"
	FamilyApproval   StateFamily = "approval"
	FamilyDone       StateFamily = "done"
	FamilyEnded      StateFamily = "ended"
)

// Group is the part of a worklist a row stands in.
type Group string

// The groups, in the order of the list: what this officer is to do now, what only
// waits for the step itself, and what waits for somebody else. All of the queue of
// ended cases is in GroupDone.
const (
	GroupNow     Group = "now"
	GroupReady   Group = "ready"
	GroupWaiting Group = "waiting"
	GroupDone    Group = "done"
)

// Sort is the order of a worklist over the whole queue.
type Sort string

// The orders. SortGroup, the usual one, is by group and in it by day; what has no day
// comes last. Ended cases are always listed newest first.
const (
	SortGroup    Sort = "group"
	SortDeadline Sort = "deadline"
	SortReceived Sort = "received"
)

// WorklistQuery asks for one page of a queue. Empty filters let all pass; Batch is the
// id of the roster's case, Station the code of a handling station, Site the id of a
// service site. An unknown filter or order is an *Invalid.
type WorklistQuery struct {
	Queue    string
	Business workflow.Business
	Station  string
	Site     string
	Batch    string
	Deadline Deadline
	Sort     Sort
	Cursor   string
	Limit    int
}

// Worklist is a page of a queue with what its page shows around it. Total counts all
// that the filters let pass, Groups the same by group; Counts leaves the deadline's
// filter aside, so that each class shows what choosing it would give. The facets
// count the whole queue. All of it is one picture of the database, taken at AsOf.
type Worklist struct {
	Queue      string             `json:"queue"`
	Items      []WorkItem         `json:"items"`
	Next       string             `json:"next,omitempty"`
	Total      int64              `json:"total"`
	Counts     map[Deadline]int64 `json:"counts"`
	Groups     []GroupCount       `json:"groups"`
	Businesses []Facet            `json:"businesses"`
	Stations   []Facet            `json:"stations"`
	Sites      []Facet            `json:"sites"`
	Batches    []Facet            `json:"batches"`
	AsOf       time.Time          `json:"as_of"`
}

// GroupCount is a group with its words. Hint says in a few words what is in it.
type GroupCount struct {
	Group Group         `json:"group"`
	Name  workflow.Word `json:"name"`
	Hint  workflow.Word `json:"hint"`
	Count int64         `json:"count"`
}

// Facet is a value that a filter may take, with how many cases of the queue have it.
// A batch goes by its case number.
type Facet struct {
	Value string        `json:"value"`
	Name  workflow.Word `json:"name"`
	Count int64         `json:"count"`
}

// WorkItem is a case as the workbench shows it: what is next, who holds it up, how far
// the papers are, how near its day is. Nothing in it is sensitive: no paper, no
// ground, no kind of household, and of a number the last four alone.
type WorkItem struct {
	QueueItem
	// Next is what is to be done next by the rule book, and NextEvent the event that
	// does it: a step's, or the record event of taking in or checking a paper. It is
	// empty where the officer is to choose between findings, and in an ended case.
	Next      workflow.Word  `json:"next_act"`
	NextEvent workflow.Event `json:"next_event,omitempty"`
	// WaitsFor names who is to do it: 你, an officer, a role at a body, or whoever is
	// waited for outside. WaitsOn is the same as the board counts it, by state alone.
	WaitsFor workflow.Word `json:"waits_for"`
	WaitsOn  Party         `json:"waits_on"`
	Yours    bool          `json:"yours"`
	// Materials count the kinds of paper that the case needs as its facts stand.
	MaterialsGood   int `json:"materials_good"`
	MaterialsNeeded int `json:"materials_needed"`
	// DaysLeft are working days, negative when overdue; of a paused case to the day
	// of the reminder. PausedDays are the working days it has stood still.
	Deadline    Deadline    `json:"deadline"`
	DaysLeft    int         `json:"days_left"`
	PausedDays  int         `json:"paused_days,omitempty"`
	StateFamily StateFamily `json:"state_family"`
	// Typed tells that the officer typed something into the form of a draft that is kept
	// beside it and not in it yet: person and what lacks are told with it.
	Typed       bool          `json:"typed,omitempty"`
	SubjectNote workflow.Word `json:"subject_note"`
	// ReceivedOn is when the applicant asked, or where nobody did, when it was opened.
	ReceivedOn models.Date `json:"received_on"`
	LastOn     models.Date `json:"last_on"`
	LastAt     time.Time   `json:"last_at"`
	// Site is where it was taken in, empty for the station's own house.
	Site         string        `json:"site,omitempty"`
	SiteName     workflow.Word `json:"site_name"`
	HandlingName workflow.Word `json:"handling_name"`
	ParentNumber string        `json:"parent_number,omitempty"`
	Group        Group         `json:"group"`
	// BulkEvent is the event that a button on the group may take for all rows that
	// share it, to BulkTo where the event has several targets; empty where each case
	// is decided by itself, as every approval is. BulkNeeds are inputs to be written
	// for each of them.
	BulkEvent workflow.Event   `json:"bulk_event,omitempty"`
	BulkTo    workflow.State   `json:"bulk_to,omitempty"`
	BulkNeeds []workflow.Field `json:"bulk_needs,omitempty"`
}

// QueueCount is a queue's size, and how many in it are past their day.
type QueueCount struct {
	Total   int64 `json:"total"`
	Overdue int64 `json:"overdue"`
}

// Worklist is one page of a queue of the officer. It holds nothing that the officer
// may not open, and nothing for an administrator.
//
// It costs a handful of messages to the database, the same for every length of page:
// one for each body of a posting, one that passes over the queue for counts, facets
// and page, and three for names and rows. The pass grows with the open cases of the
// officer's bodies, not with what has ended; the queue of ended cases with those of
// thirty days.
func (r *Registrar) Worklist(ctx context.Context, actor Actor, q WorklistQuery) (*Worklist, error) {
	return r.worklist(ctx, actor, q)
}

// Counts are the sizes of all queues of the officer, for the rail: one pass over the
// open cases of the officer's bodies and one over those ended in thirty days, in one
// message beside one for each body of a posting.
func (r *Registrar) Counts(ctx context.Context, actor Actor) (map[string]QueueCount, error) {
	return r.queueCounts(ctx, actor)
}

// Neighbours are the cases before and after one in a queue's usual order, its place
// from 1 and the length of the queue. Prev and next are empty at the ends; a case that
// is not in the queue has place 0 and no neighbours.
func (r *Registrar) Neighbours(ctx context.Context, actor Actor, queue, caseID string) (prev, next string, place, total int64, err error) {
	return r.NeighboursIn(ctx, actor, WorklistQuery{Queue: queue}, caseID)
}

// NeighboursIn are the neighbours in a worklist with its filters and its order.
func (r *Registrar) NeighboursIn(ctx context.Context, actor Actor, q WorklistQuery, caseID string) (prev, next string, place, total int64, err error) {
	return r.neighbours(ctx, actor, q, caseID)
}
