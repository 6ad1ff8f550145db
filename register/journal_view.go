package register

import (
	"context"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// JournalView is a row of a case's journal as its officers read it. Hashes are
// hexadecimal. Input and Detail are shown to the handling body in full, to others
// without what is restricted; citizen numbers are masked for all.
type JournalView struct {
	Seq       int64          `json:"seq"`
	Event     workflow.Event `json:"event"`
	Label     workflow.Word  `json:"label"`
	From      workflow.State `json:"from"`
	To        workflow.State `json:"to"`
	Officer   string         `json:"officer"`
	OfficerID string         `json:"officer_id"`
	Posting   string         `json:"posting"`
	Role      workflow.Role  `json:"role"`
	Seat      workflow.Seat  `json:"seat"`
	Station   string         `json:"station"`
	At        time.Time      `json:"at"`
	// CountsFrom is the day from which an act counts that the system, or somebody after the end
	// of a suspension, recorded later; empty where that is the day of At.
	CountsFrom models.Date `json:"counts_from,omitempty"`
	Grounds    string      `json:"grounds"`
	// Sheet is the number of the notice or decision that the act wrote.
	Sheet  string         `json:"sheet,omitempty"`
	Input  workflow.Facts `json:"input,omitempty"`
	Detail map[string]any `json:"detail,omitempty"`
	// Changed are the declared items of an amendment.
	Changed []ChangedItem `json:"changed,omitempty"`
	// Names says who or what an id in Input is: officers and institutions.
	Names    map[string]workflow.Word `json:"names,omitempty"`
	Edition  models.Date              `json:"edition"`
	SignOff  *SignedOff               `json:"signoff,omitempty"` // of a decision
	PrevHash string                   `json:"prev_hash"`
	Hash     string                   `json:"hash"`
}

// Journal is the whole journal of a case, oldest first. The look is logged.
func (r *Registrar) Journal(ctx context.Context, actor Actor, caseID string) ([]JournalView, error) {
	out := []JournalView{}
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(caseID); err != nil {
			return err
		}
		var err error
		out, err = a.journal()
		return err
	})
	return out, mapStore(err)
}

// journal is the case's journal, with the mark of the look.
func (a *act) journal() ([]JournalView, error) {
	if err := a.logAccess("journal"); err != nil {
		return nil, err
	}
	rows, err := store.Many[models.Entry](a.tx, "seq", "case_id = ?", a.c.ID)
	if err != nil {
		return nil, err
	}
	out := make([]JournalView, 0, len(rows))
	narrowed := a.narrowed()
	for _, e := range rows {
		if e.Event == string(workflow.Protect) && !a.seesRestricted() {
			continue
		}
		v, err := a.journalView(e)
		if err != nil {
			return nil, err
		}
		if narrowed && !slices.Contains(a.actor.readerOrgs(), v.Station) {
			continue
		}
		out = append(out, v)
	}
	return out, a.nameInputs(out)
}

func (a *act) journalView(e models.Entry) (JournalView, error) {
	rec, err := a.r.openRecord(e)
	if err != nil {
		return JournalView{}, err
	}
	v := JournalView{Seq: e.Seq, Event: rec.Event, Label: a.r.book.EventWord(rec.Event), From: rec.From, To: rec.To, Officer: rec.Name, OfficerID: rec.Officer,
		Posting: rec.Posting, Role: rec.Role, Seat: rec.Seat, Station: rec.Station, At: rec.At, Grounds: rec.Grounds, Sheet: a.sheetOf(rec), Input: a.visible(rec.Input),
		Edition: rec.Edition, SignOff: rec.SignOff, PrevHash: hex.EncodeToString(e.PrevHash), Hash: hex.EncodeToString(e.Hash)}
	if rec.Role == workflow.System {
		v.Officer = string(workflow.System)
	}
	if day, has := rec.Detail[detailCountsFrom].(string); has {
		v.CountsFrom = models.Date(day)
	}
	if over, err := a.sealedOver(); err != nil || over {
		v.Input, v.Grounds = nil, ""
		return v, err
	}
	if a.ownSeat() {
		v.Detail = rec.Detail
		var issued Receipt
		if kept, err := a.keptIn(rec, &issued); err != nil {
			return v, err
		} else if kept {
			v.Detail = maps.Clone(rec.Detail)
			v.Detail["receipt"] = issued
		}
	}
	a.viewAmendment(&v, rec)
	return v, nil
}

// visible are values as this officer may read them: numbers masked, what is
// restricted left to the handling body.
func (a *act) visible(facts workflow.Facts) workflow.Facts {
	out := workflow.Facts{}
	for k, v := range facts {
		rule, ok := a.r.book.Field(k)
		if !ok || rule.Class == "D" && !a.seesRestricted() {
			continue
		}
		if s, isText := v.(string); isText && rule.Kind == workflow.KindNumber {
			v = models.CitizenNumber(s).Masked()
		}
		out[k] = v
	}
	return out
}

// nameInputs names the officers and institutions that the inputs of a journal speak of
// by id or user name.
func (a *act) nameInputs(rows []JournalView) error {
	var ids []string
	for _, v := range rows {
		ids = append(ids, v.namesAsked()...)
	}
	if len(ids) == 0 {
		return nil
	}
	var officers []models.Officer
	var units []models.Institution
	if err := a.tx.Together(store.Into(&officers, "id", "id in ? or username in ?", ids, ids), store.Into(&units, "id", "id in ?", ids)); err != nil {
		return err
	}
	names := map[string]workflow.Word{}
	for _, o := range officers {
		names[o.ID], names[o.Username] = workflow.Word{Zh: o.Name, En: o.Name}, workflow.Word{Zh: o.Name, En: o.Name}
	}
	for _, u := range units {
		names[u.ID] = workflow.Word{Zh: u.Name, En: u.Name}
	}
	for i, v := range rows {
		for _, id := range v.namesAsked() {
			if w, ok := names[id]; ok {
				if rows[i].Names == nil {
					rows[i].Names = map[string]workflow.Word{}
				}
				rows[i].Names[id] = w
			}
		}
	}
	return nil
}

// namesAsked are the ids in the input that stand for officers and institutions.
func (v JournalView) namesAsked() []string {
	ids := slices.Concat(v.Input.List(workflow.InOfficers), []string{v.Input.Text(workflow.InOfficer), v.Input.Text(workflow.InInstitution)})
	return slices.DeleteFunc(ids, func(id string) bool { return id == "" })
}
