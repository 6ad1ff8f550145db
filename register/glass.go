package register

import (
	"context"
	"errors"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// The kinds of notices.
const (
	NoticeAlarm    = "alarm"
	NoticeGlass    = "break_glass"
	NoticeGlassEnd = "break_glass_end"
	NoticeReview   = "review"
)

// A break-glass lasts at most two hours, and is to be reviewed within a day.
const (
	mostGlass   = 2 * time.Hour
	glassReview = 24 * time.Hour
)

// GlassView is an officer's break-glass.
type GlassView struct {
	ID     string    `json:"id"`
	Reason string    `json:"reason"`
	At     time.Time `json:"at"`
	Until  time.Time `json:"until"`
}

// BreakGlass opens, for at most two hours, the files of minors and sealed people of the
// officer's own area without an approval. Head and privacy officer are told in the same
// transaction and review it within a day; while it lasts the officer approves nothing.
func (r *Registrar) BreakGlass(ctx context.Context, actor Actor, reason string, minutes int, key string) (Answer, error) {
	var out Answer
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if !actor.Has(glassRoles...) {
			return ErrForbidden
		}
		ans, done, err := a.replay(key, hashRequest("glass", reason, minutes))
		if err != nil || done {
			out = ans
			return err
		}
		if err := checkReason(&reason); err != nil {
			return err
		}
		if minutes == 0 {
			minutes = int(mostGlass.Minutes())
		}
		if minutes < 1 || minutes > int(mostGlass.Minutes()) {
			return invalid("minutes", "out_of_range", "紧急查阅最长120分钟。", "A break-glass lasts at most 120 minutes.")
		}
		if now, err := a.glass(); err != nil || now.ID != "" {
			if err == nil {
				err = invalid("reason", "on_glass_already", "您已在紧急查阅中，到时自动结束。", "A break-glass of yours is in force; it ends by itself.")
			}
			return err
		}
		until := a.now.Add(time.Duration(minutes) * time.Minute)
		row := models.AccessNotice{ID: r.newID(), Kind: NoticeGlass, At: a.now, OfficerID: actor.OfficerID, Org: actor.readerOrgs()[0], Until: &until, Words: reason}
		row.About = row.ID
		if err := store.Insert(tx, row); err != nil {
			return err
		}
		if err := a.tell(row); err != nil {
			return err
		}
		out = Answer{Status: 201, Body: []byte(jsonText(GlassView{ID: row.ID, Reason: reason, At: a.now, Until: until}))}
		return a.keep(key, out)
	})
	return out, mapStore(err)
}

// glassRoles are those whose work may meet an emergency. Auxiliaries decide nothing.
var glassRoles = []workflow.Role{workflow.Clerk, workflow.Community, workflow.Head, workflow.County, workflow.CountyLead,
	workflow.City, workflow.CityLead, workflow.Region}

// tell leaves a message about a notice for whoever listens, ids alone.
func (a *act) tell(n models.AccessNotice) error {
	body := jsonText(map[string]string{"notice": n.ID, "officer": n.OfficerID, "org": n.Org})
	return store.Insert(a.tx, models.Outbox{ID: a.r.newID(), Kind: n.Kind, Body: body, At: a.now})
}

// glass is the officer's break-glass in force; without one its id is empty.
func (a *act) glass() (models.AccessNotice, error) {
	if a.actor.system || a.actor.isOperator() {
		return models.AccessNotice{}, nil
	}
	if a.cache.loaded["glass"] {
		return a.cache.glass, nil
	}
	n, err := store.One[models.AccessNotice](a.tx, "officer_id = ? and kind = ? and until > ? and not exists (select 1 from access_notices e where e.about = access_notices.id and e.kind = '"+NoticeGlassEnd+"')",
		a.actor.OfficerID, NoticeGlass, a.now)
	if errors.Is(err, store.ErrNotFound) {
		n, err = models.AccessNotice{}, nil
	}
	a.cache.glass = n
	a.loaded("glass")
	return n, err
}

// CurrentGlass is the officer's break-glass in force; nil without one.
func (r *Registrar) CurrentGlass(ctx context.Context, actor Actor) (*GlassView, error) {
	var out *GlassView
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		n, err := r.begin(tx, actor).glass()
		if err == nil && n.ID != "" {
			out = &GlassView{ID: n.ID, Reason: n.Words, At: n.At, Until: *n.Until}
		}
		return err
	})
	return out, mapStore(err)
}

// EndGlass ends the officer's break-glass before its time; it is reviewed all the same.
func (r *Registrar) EndGlass(ctx context.Context, actor Actor) error {
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		n, err := a.glass()
		if err != nil {
			return err
		}
		if n.ID == "" {
			return ErrNotFound
		}
		return store.Insert(tx, models.AccessNotice{ID: r.newID(), About: n.ID, Kind: NoticeGlassEnd, At: a.now, OfficerID: actor.OfficerID, Org: n.Org})
	})
	return mapStore(err)
}

// glassCondition says why whoever is on break-glass approves nothing.
func glassCondition() workflow.Condition {
	return workflow.Condition{Code: "on_break_glass", Basis: "未成年人网络保护条例 36", Message: workflow.Word{
		Zh: "您正在紧急查阅，其间不能审批、核准或复核。结束紧急查阅后再办，或交由他人办理。",
		En: "You are on break-glass and approve nothing meanwhile. End it first, or leave the decision to somebody else."}}
}

// notOnGlass refuses an approval outside the steps of a case.
func (a *act) notOnGlass() error {
	n, err := a.glass()
	if err == nil && n.ID != "" {
		c := glassCondition()
		err = notNow(c.Code, c.Basis, c.Message.Zh, c.Message.En)
	}
	return err
}

// approves tells whether a step is a decision: a check, or the decision on the spot. To
// propose one is none.
func approves(s workflow.Step, proposing bool) bool {
	return !proposing && (s.Hand == workflow.Checks || s.Hand == workflow.OnSpot)
}

// withoutGlass refuses a deciding step of whoever is on break-glass.
func (a *act) withoutGlass() error {
	if !approves(a.dec.Step, a.dec.Proposing) {
		return nil
	}
	n, err := a.glass()
	if err != nil || n.ID == "" {
		return err
	}
	return &Refused{State: a.state(), Version: a.before.Version, Refusal: workflow.Refusal{Cause: workflow.Unmet,
		Unmet: []workflow.Condition{glassCondition()}, Allowed: a.def.Offered(a.state())}}
}
