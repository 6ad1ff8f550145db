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

func hashStep(q StepRequest) []byte {
	return hashRequest("step", q.CaseID, q.Event, q.To, q.Version, q.Grounds, q.Input)
}

// replay writes the idempotency row first. A key seen before gives the first answer
// again, whatever has become of the case; with another body it is refused.
func (a *act) replay(key string, hash []byte) (Answer, bool, error) {
	if key == "" || a.actor.system {
		return Answer{}, false, nil
	}
	fresh, err := store.InsertNew(a.tx, a.asked(a.c.ID, key, hash))
	if err != nil || fresh {
		return Answer{}, false, err
	}
	return a.repeat(key, hash)
}

// loadOnce is load and replay, and what else a step asks of its officer, in one
// message. A case that is not the officer's undoes the row, for the act ends there.
func (a *act) loadOnce(id, key string, hash []byte) (Answer, bool, error) {
	if key == "" || a.actor.system {
		return Answer{}, false, a.load(id)
	}
	var fresh bool
	if err := a.load(id, store.IntoNew(&fresh, a.asked(id, key, hash)), store.Into(&a.cache.recusals, "", "officer_id = ?", a.actor.OfficerID)); err != nil {
		return Answer{}, false, err
	}
	a.loaded("recusals")
	if fresh {
		return Answer{}, false, nil
	}
	return a.repeat(key, hash)
}

// asked is the row of a key before its answer.
func (a *act) asked(caseID, key string, hash []byte) models.Idempotency {
	return models.Idempotency{OfficerID: a.actor.OfficerID, Key: key, RequestHash: hash, CaseID: caseID, At: a.now}
}

// repeat is the first answer to a key.
func (a *act) repeat(key string, hash []byte) (Answer, bool, error) {
	row, err := store.One[models.Idempotency](a.tx, "officer_id = ? and idem_key = ?", a.actor.OfficerID, key)
	if err != nil {
		return Answer{}, false, err
	}
	if !bytes.Equal(row.RequestHash, hash) {
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
	return Answer{Status: row.Status, Body: kept.Body, CaseID: row.CaseID, Version: kept.Version, Repeated: true}, true, nil
}

// keptAnswer is the answer as it is stored.
type keptAnswer struct {
	Version int64           `json:"version"`
	Body    json.RawMessage `json:"body"`
}

func placeAnswer(row models.Idempotency) seal.Place {
	return seal.Place{Table: "idempotency", Column: "answer_sealed", Row: row.OfficerID + "|" + row.Key}
}

// keep stores the answer beside its key, in the transaction of the act.
func (a *act) keep(key string, ans Answer) error {
	if key == "" || a.actor.system {
		return nil
	}
	row := models.Idempotency{OfficerID: a.actor.OfficerID, Key: key}
	sealed := a.r.keys.Seal(placeAnswer(row), []byte(jsonText(keptAnswer{Version: ans.Version, Body: ans.Body})))
	return store.Change[models.Idempotency](a.tx, map[string]any{"status": ans.Status, "answer_sealed": sealed, "case_id": ans.CaseID},
		"officer_id = ? and idem_key = ?", row.OfficerID, row.Key)
}

// answer is the case as it now stands, kept for repeats of the key.
func (a *act) answer(key string, status int) (Answer, error) {
	view, err := a.view()
	if err != nil {
		return Answer{}, err
	}
	body, err := json.Marshal(view)
	if err != nil {
		return Answer{}, err
	}
	ans := Answer{Status: status, Body: body, CaseID: a.c.ID, Version: a.c.Version}
	return ans, a.keep(key, ans)
}
