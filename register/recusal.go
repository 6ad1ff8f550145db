package register

import (
	"context"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// RecusalRequest is an officer's word not to act: on a case, or for a person in every
// case. One of CaseID and PersonID is given.
type RecusalRequest struct {
	CaseID   string
	PersonID string
	Reason   string
	Key      string
}

// DeclareRecusal keeps an officer's own declaration (公务员法 76). On a case it is
// journaled, and a case in the officer's hand goes back to the station. It is never
// taken back: who may act instead, the body above designates.
func (r *Registrar) DeclareRecusal(ctx context.Context, actor Actor, q RecusalRequest) (Answer, error) {
	if wrong := q.check(); wrong != nil {
		return Answer{}, wrong
	}
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if q.CaseID != "" {
			if err := a.load(q.CaseID); err != nil {
				return err
			}
		}
		ans, done, err := a.replay(q.Key, hashRequest("recusal", q.CaseID, q.PersonID, q.Reason))
		if err != nil || done {
			out = ans
			return err
		}
		if q.CaseID != "" {
			out, err = a.recuseFromCase(q)
		} else {
			out, err = a.recuseFromPerson(q)
		}
		return err
	})
	return out, mapStore(err)
}

func (q RecusalRequest) check() error {
	if strings.TrimSpace(q.Reason) == "" || len([]rune(q.Reason)) > workflow.MaxText {
		return invalid("reason", "required", "请填写回避理由，最多200字。", "Give the reason for the recusal, in at most 200 characters.")
	}
	if (q.CaseID == "") == (q.PersonID == "") {
		return invalid("person_id", "case_or_person", "请指明一件业务或一名当事人。", "Name a case or a person, one of the two.")
	}
	return nil
}

func (a *act) recuseFromCase(q RecusalRequest) (Answer, error) {
	if a.c.ClosedAt != nil {
		return Answer{}, a.notFromHere()
	}
	if err := a.insertRecusal(q); err != nil {
		return Answer{}, err
	}
	if a.c.HolderID == a.actor.OfficerID {
		if err := a.setHolder(a.actor.OfficerID, ""); err != nil {
			return Answer{}, err
		}
	}
	if err := a.journalStay(workflow.RecusalDeclared, q.Reason); err != nil {
		return Answer{}, err
	}
	return a.answer(q.Key, 201)
}

func (a *act) recuseFromPerson(q RecusalRequest) (Answer, error) {
	ok, err := personExists(a.tx, q.PersonID)
	if err != nil {
		return Answer{}, err
	}
	if !ok {
		return Answer{}, invalid("person_id", "unknown_person", "户籍库中没有此人，请重新检索选择。", "The register has no such person; search again and choose.")
	}
	if err := a.insertRecusal(q); err != nil {
		return Answer{}, err
	}
	ans := Answer{Status: 201, Body: []byte(jsonText(map[string]string{"person_id": q.PersonID}))}
	return ans, a.keep(q.Key, ans)
}

func (a *act) insertRecusal(q RecusalRequest) error {
	return store.Insert(a.tx, models.RecusalDeclaration{ID: a.r.newID(), OfficerID: a.actor.OfficerID, PersonID: q.PersonID,
		CaseID: q.CaseID, Reason: q.Reason, At: a.now})
}

// mayBeNamed refuses to give the case, or a part in it, to an officer who must stand
// aside (公务员法 74, 76): a party, kin of one, or one who declared recusal. Which of them
// it is concerns nobody who does not know already.
func (a *act) mayBeNamed(o models.Officer) error {
	subjects, err := a.subjects()
	if err != nil {
		return err
	}
	at := &act{r: a.r, tx: a.tx, now: a.now, today: a.today, actor: Actor{OfficerID: o.ID, PersonID: o.PersonID}, def: a.def, c: a.c, form: a.form, seats: a.seats,
		cache: actCache{subjects: subjects, loaded: map[string]bool{"subjects": true}}}
	for _, aside := range []func() (bool, error){at.actorIsParty, at.actorRecused, func() (bool, error) { return at.actorIsKin() }} {
		yes, err := aside()
		if err != nil {
			return err
		}
		if yes {
			return &Refused{State: workflow.State(a.before.State), Version: a.before.Version, Refusal: workflow.Refusal{Cause: workflow.Unmet, Unmet: []workflow.Condition{{
				Code: string(workflow.GNotRecused), Basis: "公务员法 74, 76", Message: workflow.Word{Zh: "所指定的民警是当事人、其近亲属或已申请回避，不能承办本案，请另选他人。",
					En: "The officer named is a party, kin of a party, or recused, and may not act in this case; name another."}}}}}
		}
	}
	return nil
}
