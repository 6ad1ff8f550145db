package register

import (
	"context"
	"slices"
	"strings"

	"hukou/store"
	"hukou/workflow"
)

// counted are the sizes of the queues that one pass over the open cases gives.
type counted struct {
	Mine, MineLate           int64
	Station, StationLate     int64
	Approvals, ApprovalsLate int64
	Waiting, WaitingLate     int64
	Overdue                  int64
	Drafts, DraftsLate       int64
}

// flagged are the queues that are told from a case's row; a queue's column bears its
// name.
var flagged = []string{QueueMine, QueueStation, QueueApprovals, QueueWaiting, QueueOverdue, QueueDrafts}

// queueCounts passes once over the open cases that the officer's bodies take part in,
// with one message to the database beside one for each body.
func (r *Registrar) queueCounts(ctx context.Context, actor Actor) (map[string]QueueCount, error) {
	out := map[string]QueueCount{}
	for _, name := range Worklists() {
		out[name] = QueueCount{}
	}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		open, err := a.armsWith("", a.flags)
		if err != nil || len(open) == 0 {
			return err
		}
		away, err := a.arms(QueueReturned)
		if err != nil {
			return err
		}
		ended, err := a.arms(QueueDone)
		if err != nil {
			return err
		}
		return a.count(out, open, away, ended)
	})
	return out, mapStore(err)
}

func (a *act) count(out map[string]QueueCount, open, away, ended []arm) error {
	inside, args := unionAll(open)
	awayText, awayArgs := joinArms(away)
	endedText, endedArgs := joinArms(ended)
	var sums []counted
	var back []queued
	var done []int64
	err := a.tx.Together(store.IntoRows(&sums, flagSums(inside), args...), store.IntoRows(&back, sentBackText(awayText), awayArgs...),
		store.IntoRows(&done, "select count(*) from ("+endedText+") x", endedArgs...))
	if err != nil || len(sums) == 0 || len(done) == 0 {
		return err
	}
	s := sums[0]
	out[QueueMine], out[QueueStation] = QueueCount{s.Mine, s.MineLate}, QueueCount{s.Station, s.StationLate}
	out[QueueApprovals], out[QueueWaiting] = QueueCount{s.Approvals, s.ApprovalsLate}, QueueCount{s.Waiting, s.WaitingLate}
	out[QueueOverdue], out[QueueDrafts] = QueueCount{s.Overdue, s.Overdue}, QueueCount{s.Drafts, s.DraftsLate}
	back = slices.DeleteFunc(back, func(q queued) bool { return !sentBack(q.Returns) })
	late := 0
	for _, q := range back {
		if q.Urgent < string(a.today) {
			late++
		}
	}
	out[QueueReturned], out[QueueDone] = QueueCount{int64(len(back)), int64(late)}, QueueCount{Total: done[0]}
	return nil
}

// flags reads of each case in which queues it is.
func (a *act) flags(roles []workflow.Role) arm {
	h := arm{text: "select c.id"}
	for _, name := range flagged {
		where, args := a.queueFilter(name, roles)
		h.text += ", case when " + strings.TrimPrefix(where, " and ") + " then 1 else 0 end as in_" + name
		h.args = append(h.args, args...)
	}
	h.text += " from "
	return h
}

// flagSums adds the flags up, a case that is reached in two ways once.
func flagSums(inside string) string {
	var most, sums []string
	for _, name := range flagged {
		most = append(most, "max(in_"+name+") as in_"+name)
		sums = append(sums, "coalesce(sum(in_"+name+"), 0) as "+name)
		if name != QueueOverdue {
			sums = append(sums, "coalesce(sum(in_"+name+" * in_"+QueueOverdue+"), 0) as "+name+"_late")
		}
	}
	return "select " + strings.Join(sums, ", ") + " from (select id, " + strings.Join(most, ", ") + " from (" + inside + ") x group by id) y"
}
