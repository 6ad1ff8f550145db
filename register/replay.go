package register

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// hashRequest is the digest of what was asked, to tell a repeat from another
// request under the same key. Maps marshal in key order, so equal requests agree.
func hashRequest(parts ...any) []byte {
	b, err := json.Marshal(parts)
	if err != nil {
		b = nil
	}
	sum := sha256.Sum256(b)
	return sum[:]
}

// hashStep is the digest of a step's body. The version seen is none of it: who lost the
// answer reads the case again before repeating the request.
func hashStep(q StepRequest) []byte {
	return hashRequest("step", q.CaseID, q.Event, q.To, q.Grounds, q.Input)
}

// errUnasked says that an act would keep an answer for a key that it never looked for.
var errUnasked = errors.New("an answer is kept under a key that was not asked for")

// replay looks for the answer to a key before anything else is done. A key seen
// before gives the first answer again, whatever has become of the case; with another
// body it is refused. Of two requests with one key the second waits for the first.
func (a *act) replay(key string, hash []byte) (Answer, bool, error) {
	if key == "" || a.actor.system {
		return Answer{}, false, nil
	}
	var before []models.Idempotency
	if err := a.tx.Together(a.asking(&before, key, hash)...); err != nil {
		return Answer{}, false, err
	}
	return a.repeat(before)
}

// loadOnce is load and replay in one message. A case that is not the officer's is not found, whatever the key.
func (a *act) loadOnce(id, key string, hash []byte) (Answer, bool, error) {
	if key == "" || a.actor.system {
		return Answer{}, false, a.load(id)
	}
	var before []models.Idempotency
	if err := a.load(id, a.asking(&before, key, hash)...); err != nil {
		return Answer{}, false, err
	}
	return a.repeat(before)
}

// asking has a key to this act alone and reads the answer that it may have had. The
// row of a key is written with its answer, at the end: once, not twice.
func (a *act) asking(before *[]models.Idempotency, key string, hash []byte) []store.Reading {
	a.asked = hash
	return []store.Reading{store.Alone("idempotency", a.actor.OfficerID, key),
		store.Into(before, "", "officer_id = ? and idem_key = ?", a.actor.OfficerID, key)}
}

// repeat is the first answer to a key, where there was one.
func (a *act) repeat(before []models.Idempotency) (Answer, bool, error) {
	if len(before) == 0 {
		return Answer{}, false, nil
	}
	row := before[0]
	if !bytes.Equal(row.RequestHash, a.asked) {
		return Answer{}, false, ErrKeyReused
	}
	var kept keptAnswer
	plain, err := a.r.keys.Open(placeAnswer(row), row.Answer)
	if err == nil {
		err = json.Unmarshal(plain, &kept)
	}
	if err != nil {
		return Answer{}, false, errors.Join(errors.New("a stored answer cannot be read"), err)
	}
	return Answer{Status: row.Status, Body: kept.Body, CaseID: row.CaseID, Version: kept.Version, Repeated: true, LeftOut: kept.LeftOut}, true, nil
}

// keptAnswer is the answer as it is stored.
type keptAnswer struct {
	Version int64           `json:"version"`
	Body    json.RawMessage `json:"body"`
	LeftOut []LeftOut       `json:"left_out,omitempty"`
}

func placeAnswer(row models.Idempotency) seal.Place {
	return seal.Place{Table: "idempotency", Column: "answer_sealed", Row: row.OfficerID + "|" + row.Key}
}

// keep stores the key with its answer, in the transaction of the act.
func (a *act) keep(key string, ans Answer) error {
	if key == "" || a.actor.system {
		return nil
	}
	if len(a.asked) == 0 {
		return errUnasked
	}
	row := models.Idempotency{OfficerID: a.actor.OfficerID, Key: key, RequestHash: a.asked, CaseID: ans.CaseID, Status: ans.Status, At: a.now}
	row.Answer = a.r.keys.Seal(placeAnswer(row).In(a.c.HandlingOrg), []byte(jsonText(keptAnswer{Version: ans.Version, Body: ans.Body, LeftOut: ans.LeftOut})))
	return store.Insert(a.tx, row)
}

// answer is the case as it now stands, kept for repeats of the key.
func (a *act) answer(key string, status int) (Answer, error) {
	view, err := a.view()
	if err != nil {
		return Answer{}, err
	}
	rows, err := a.subjects()
	if err != nil {
		return Answer{}, err
	}
	if _, err := a.logOpened("case", registeredOf(rows)); err != nil {
		return Answer{}, err
	}
	body, err := json.Marshal(view)
	if err != nil {
		return Answer{}, err
	}
	ans := Answer{Status: status, Body: body, CaseID: a.c.ID, Version: a.c.Version, LeftOut: a.leftOut}
	return ans, a.keep(key, ans)
}
