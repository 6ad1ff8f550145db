package register

import (
	"encoding/json"
	"strconv"
	"time"

	"hukou/evidence"
	"hukou/models"
	"hukou/seal"
	"hukou/workflow"
)

// Record is the content of a journal row: who did what, as what, where, when, why.
type Record struct {
	CaseID  string         `json:"case"`
	Seq     int64          `json:"seq"`
	Event   workflow.Event `json:"event"`
	From    workflow.State `json:"from"`
	To      workflow.State `json:"to"`
	Officer string         `json:"officer"`
	Name    string         `json:"name,omitempty"`
	Person  string         `json:"person,omitempty"`
	Posting string         `json:"posting,omitempty"`
	Role    workflow.Role  `json:"role"`
	Seat    workflow.Seat  `json:"seat"`
	Station string         `json:"station,omitempty"`
	At      time.Time      `json:"at"`
	Grounds string         `json:"grounds,omitempty"`
	Input   workflow.Facts `json:"input,omitempty"`
	Detail  map[string]any `json:"detail,omitempty"`
	Edition models.Date    `json:"edition"`
	// Standing, Clocks and Form are digests of what the case's row says beside its state,
	// of the periods that have not ended and of what was declared and decided, as the row
	// left them. See standingDigest.
	Standing string `json:"standing,omitempty"`
	Clocks   string `json:"clocks,omitempty"`
	Form     string `json:"form,omitempty"`
	// Changed are the declared items that an amendment changed, Was their values before it;
	// Input has those after it.
	Changed []workflow.Field `json:"changed,omitempty"`
	Was     workflow.Facts   `json:"was,omitempty"`
	// SignOff is how the officer signed; only decisions have it.
	SignOff *SignedOff `json:"signoff,omitempty"`
}

// entry is the next journal row of the case, sealed and chained.
func (a *act) entry(event workflow.Event, from, to workflow.State) models.Entry {
	rec := Record{CaseID: a.c.ID, Seq: a.c.Seq + 1, Event: event, From: from, To: to, Officer: a.actor.OfficerID, Name: a.actor.Name,
		Person: a.actor.PersonID, Role: a.dec.As.Role, Seat: a.dec.As.Seat, At: a.now, Grounds: a.req.Grounds, Input: a.req.Input,
		Detail: a.detail, Edition: a.def.Edition, Standing: standingDigest(a.c), Form: formDigest(a.form), SignOff: a.signed}
	if a.cache.loaded["clocks"] {
		rec.Clocks = clocksDigest(a.cache.clocks)
	}
	if a.amended != nil {
		rec.Changed, rec.Was = a.amended.changed, a.amended.was
	}
	if a.actor.system {
		rec.Role, rec.Seat = workflow.System, workflow.Own
	} else {
		p := a.actor.posting(a.dec.As, a.seats)
		rec.Posting, rec.Station = p.ID, p.Org
	}
	plain, err := json.Marshal(rec)
	if err != nil {
		plain = []byte("{}")
	}
	payload := a.r.keys.Seal(placeEntry(a.c.ID, rec.Seq).In(a.c.HandlingOrg), plain)
	return models.Entry{CaseID: a.c.ID, Seq: rec.Seq, At: a.now, Event: string(event), From: string(from), To: string(to), Officer: a.actor.OfficerID,
		Payload: payload, PrevHash: a.c.Head, Hash: evidence.ChainHash(a.c.ID, rec.Seq, a.c.Head, payload)}
}

// placeEntry is where an entry of a case is stored: under the case's own key, bound to
// its number.
func placeEntry(caseID string, seq int64) seal.Place {
	return seal.Place{Table: "journal", Column: "payload", Row: caseID, Part: strconv.FormatInt(seq, 10)}
}

// openRecord reads a journal row back.
func (r *Registrar) openRecord(e models.Entry) (Record, error) {
	var rec Record
	plain, err := r.keys.Open(placeEntry(e.CaseID, e.Seq), e.Payload)
	if err != nil {
		return rec, err
	}
	return rec, json.Unmarshal(plain, &rec)
}
