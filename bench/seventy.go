package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"hukou/models"
	"hukou/register"
	"hukou/store"
	"hukou/workflow"
)

// The batch of the story: one institution lists seventy children. The children of
// the bench are under six and registered nowhere, so that each approval makes a
// person, a residence, a guardianship and a number.
const (
	seventyChildren = 70
	quickChildren   = 7
	seventyAim      = time.Second
	unitID          = "01950000-0000-7000-8000-000000000001"
	unitHouse       = "01950000-0000-7000-8000-000000000002"
)

// hearing is the day on which the children are heard, when health and police have
// answered and kin has had its time.
const hearing = "2026-10-12T09:00:00+08:00"

// seventy measures a batch from its listing to the approval of its lines.
func (r *run) seventy(ctx context.Context, name string, w *world) ([]aim, error) {
	if err := w.openUnit(ctx); err != nil {
		return nil, err
	}
	children, runs := seventyChildren, ordinaryRuns
	if r.Quick {
		children, runs = quickChildren, 1
	}
	var lodged, approved []time.Duration
	for range runs {
		b := &batch{world: w, clock: r.Clock, ctx: ctx}
		if err := b.walk(children); err != nil {
			return nil, err
		}
		lodged, approved = append(lodged, b.lodged), append(approved, b.approved)
	}
	rows := rosterRows
	if r.Quick {
		rows = rosterRows / 100
	}
	checked, err := w.checkRoster(ctx, r.Clock, rows)
	if err != nil {
		return nil, err
	}
	tell := func(what string, took []time.Duration) aim {
		half := middle(took)
		return aim{what: fmt.Sprintf("%s: a batch of %d %s (the middle one of %d)", name, children, what, len(took)),
			figure: fmt.Sprintf("%.3f s", half.Seconds()), target: "≤ 1 s", met: half <= seventyAim}
	}
	return []aim{tell("opened and lodged", lodged), tell("lines approved and entered together", approved),
		{what: fmt.Sprintf("%s: %s children held against rules and register, nothing kept", name, count(rows)), figure: fmt.Sprintf("%.3f s", checked.Seconds()),
			target: "≤ 5 s", met: checked <= rosterTime}}, nil
}

// checkRoster measures what stands between a large roster's upload and its first fault:
// every line is judged as if it were listed, and others write meanwhile.
func (w *world) checkRoster(ctx context.Context, clock func() time.Time, rows int) (time.Duration, error) {
	w.batches++
	q := w.listing(rows)
	start := clock()
	err := w.r.CheckBatch(ctx, w.clerks[0], q)
	if err != nil {
		return 0, explained("check the roster", err)
	}
	return clock().Sub(start), nil
}

// openUnit founds the institution with its collective household.
func (w *world) openUnit(ctx context.Context) error {
	return w.db.InTx(ctx, func(tx *store.Tx) error {
		return errors.Join(store.Insert(tx, models.Institution{ID: unitID, Name: "甲县照料机构", CreditCode: "1", CivilAffairs: "甲县民政局", CertificateNo: "C-1",
			CertificateUntil: "2030-01-01", HouseholdID: unitHouse, Org: stationOrg(0), Status: "open", AssessmentNo: "IA-1"}),
			store.Insert(tx, models.Household{ID: unitHouse, Number: "900001", Org: stationOrg(0), Division: division, Kind: models.CollectiveHousehold, InstitutionID: unitID,
				HeadID: "unit-head", HelperID: "unit-helper", HelperUntil: "2028-01-01", Address: "甲县城关镇九号", Status: "open", Version: 1, EventID: "seed", CaseID: "seed"}))
	})
}

// batch is one batch on its way. The first error ends it.
type batch struct {
	*world
	ctx              context.Context
	clock            func() time.Time
	id               string
	version          int64
	lines            []register.LineWish
	lodged, approved time.Duration
	err              error
}

// walk takes a batch all the way; what is measured is the clerk's opening and
// lodging, and the county's approval.
func (b *batch) walk(children int) error {
	b.batches++
	if err := b.setDay(opening); err != nil {
		return err
	}
	start := b.clock()
	b.open(children)
	b.err = errors.Join(b.err, b.listPapers())
	b.batchStep(workflow.Lodge)
	b.lodged = b.clock().Sub(start)
	b.batchStep(workflow.Accept)
	b.readLines()
	b.prepare()
	start = b.clock()
	b.together(countyLead(), workflow.Approve, workflow.Facts{})
	b.approved = b.clock().Sub(start)
	return errors.Join(b.err, b.setDay(opening))
}

// listing is the request that lists so many children, none of whom was listed before.
func (w *world) listing(children int) register.BatchRequest {
	var lines []workflow.Facts
	for i := range children {
		lines = append(lines, workflow.Facts{"name": fmt.Sprintf("石%c%c%c", []rune("明小晓春秋")[w.batches%5], []rune("月星云雨雪山川林田禾")[i%10], []rune("安宁和平康乐顺福瑞祥吉庆丰盈泰")[i/700%15]), "sex": fmt.Sprint(1 + i%2),
			"birth_date": string(models.Date("2021-10-01").AddDays(w.batches*100 + i%700)), "intake_no": fmt.Sprintf("%d-%03d", w.batches, i), "intake_on": "2025-01-10",
			"legal_ground": "parents_not_found", "guardianship_doc_no": fmt.Sprintf("G-%d-%03d", w.batches, i), "ethnicity_source": "institution"})
	}
	return register.BatchRequest{OpenRequest: register.OpenRequest{Business: workflow.WardBatch, Key: fmt.Sprint("batch-", w.batches),
		Facts: workflow.Facts{"institution": unitID, "household_id": unitHouse, "impact_assessment_no": "IA-1"}}, Lines: lines}
}

// open lists the children.
func (b *batch) open(children int) {
	ans, err := b.r.OpenBatch(b.ctx, b.clerks[0], b.listing(children))
	if err != nil {
		b.err = explained("open the batch", err)
	}
	b.id, b.version = ans.CaseID, ans.Version
}

func (b *batch) listPapers() error {
	if b.err != nil {
		return nil
	}
	return b.papers(b.ctx, b.id, workflow.MatUnitPapers)
}

// batchStep takes a step of the batch itself.
func (b *batch) batchStep(on workflow.Event) {
	if b.err != nil {
		return
	}
	ans, err := b.r.Take(b.ctx, b.clerks[0], register.StepRequest{CaseID: b.id, Event: on, Version: b.version, Key: fmt.Sprint(on, "-", b.batches), Input: workflow.Facts{}})
	if err != nil {
		b.err = explained("take the batch's step "+string(on), err)
	}
	b.version = ans.Version
}

// readLines finds the children's own cases and puts their papers in.
func (b *batch) readLines() {
	if b.err != nil {
		return
	}
	views, err := b.r.Lines(b.ctx, b.clerks[0], b.id)
	b.err = err
	for _, v := range views {
		b.lines = append(b.lines, register.LineWish{ID: v.ID, Version: v.Version})
		b.err = errors.Join(b.err, b.papers(b.ctx, v.ID, workflow.MatIntakeForm, workflow.MatCivilOpinion))
	}
}

// prepare brings every line before the county.
func (b *batch) prepare() {
	clerk := b.clerks[0]
	b.together(clerk, workflow.Search, workflow.Facts{})
	b.together(clerk, workflow.HitNone, workflow.Facts{workflow.InByName: true, workflow.InByParents: true, workflow.InFindings: "两次查找未见"})
	b.together(clerk, workflow.AskComparison, workflow.Facts{workflow.InAddressee: "刑侦支队", workflow.InDocument: "B-2"})
	b.together(clerk, workflow.NoMatch, workflow.Facts{workflow.InDocument: "B-3"})
	b.err = errors.Join(b.err, b.setDay(hearing))
	b.together(community(), workflow.HearChild, workflow.Facts{workflow.InView: "agrees", workflow.InLanguage: "普通话", workflow.InDocument: "H-1", workflow.InHeardAlone: true})
	b.together(head(), workflow.Submit, workflow.Facts{workflow.InBestInterest: "BI-1"})
}

// together takes one step of all lines.
func (b *batch) together(who register.Actor, on workflow.Event, input workflow.Facts) {
	if b.err != nil {
		return
	}
	results, err := b.r.TakeLines(b.ctx, who, b.id, register.StepRequest{Event: on, Key: fmt.Sprint(on, "-", b.batches), Input: input}, b.lines)
	if err != nil {
		b.err = explained("take the lines' step "+string(on), err)
		return
	}
	for i, result := range results {
		if result.Err != nil {
			b.err = explained(fmt.Sprintf("take the step %s of line %d", on, i+1), result.Err)
			return
		}
		b.lines[i].Version = result.Version
	}
}
