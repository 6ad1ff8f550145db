package register

import (
	"context"
	"slices"
	"time"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// NoticeView is a matter of supervision: an alarm of the counters, or a break-glass,
// with what became of it. Looks counts what a break-glass was used for.
type NoticeView struct {
	ID         string     `json:"id"`
	Kind       string     `json:"kind"`
	At         time.Time  `json:"at"`
	OfficerID  string     `json:"officer_id"`
	Officer    string     `json:"officer"`
	Org        string     `json:"org"`
	Class      string     `json:"class,omitempty"`
	WindowDays int64      `json:"window_days,omitempty"`
	Level      int64      `json:"level,omitempty"`
	People     int64      `json:"people,omitempty"`
	Until      *time.Time `json:"until,omitempty"`
	EndedAt    *time.Time `json:"ended_at,omitempty"`
	Reason     string     `json:"reason,omitempty"`
	Looks      int64      `json:"looks,omitempty"`
	ReviewBy   *time.Time `json:"review_by,omitempty"`
	Overdue    bool       `json:"overdue,omitempty"`
	ReviewedBy string     `json:"reviewed_by,omitempty"`
	ReviewedAt *time.Time `json:"reviewed_at,omitempty"`
	Finding    string     `json:"finding,omitempty"`
	MayReview  bool       `json:"may_review"`
}

// watchers watch over looks in the area of their body.
var watchers = []workflow.Role{workflow.Auditor, workflow.PrivacyOfficer}

// watched are the bodies over whose looks the officer watches: as auditor or privacy
// officer all below their own; as head their own, and the heads' below it.
func (a *act) watched() ([]string, error) {
	area := searcher{a: a}
	for _, p := range a.actor.Postings {
		if slices.Contains(watchers, workflow.Role(p.Role)) {
			area.orgs = append(area.orgs, p.Org)
		}
	}
	out := []string{}
	if len(area.orgs) > 0 {
		codes, err := area.jurisdiction()
		if err != nil {
			return nil, err
		}
		out = append(out, codes...)
	}
	led, err := a.leadsOf()
	if err != nil || len(led) == 0 {
		return out, err
	}
	below, err := store.Rows[string](a.tx, "SELECT code FROM organisations WHERE parent in ?", led)
	return append(append(out, led...), below...), err
}

// Notices lists what supervision is told: alarms to auditors and privacy officers,
// break-glass to them and to the heads. open leaves what awaits a review; at most 200,
// the newest first.
func (r *Registrar) Notices(ctx context.Context, actor Actor, open bool) ([]NoticeView, error) {
	out := []NoticeView{}
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		where, args, err := a.noticeScope()
		if err != nil {
			return err
		}
		if open {
			where += " and not exists (select 1 from access_notices e where e.about = access_notices.id and e.kind = '" + NoticeReview + "')"
		}
		rows, err := store.Many[models.AccessNotice](tx, "at desc, id desc limit 200", where, args...)
		if err != nil {
			return err
		}
		out, err = a.noticeViews(rows)
		return err
	})
	return out, mapStore(err)
}

// noticeScope is the condition for the notices that concern the officer.
func (a *act) noticeScope() (string, []any, error) {
	scope, err := a.watched()
	if err != nil {
		return "", nil, err
	}
	kinds := []string{NoticeGlass}
	if a.actor.Has(watchers...) {
		kinds = append(kinds, NoticeAlarm)
	}
	return "about = id and kind in ? and org in ?", []any{kinds, append(scope, "")}, nil
}

func (a *act) noticeViews(rows []models.AccessNotice) ([]NoticeView, error) {
	out := []NoticeView{}
	var ids, officers []string
	for _, n := range rows {
		ids, officers = append(ids, n.ID), append(officers, n.OfficerID)
	}
	if len(ids) == 0 {
		return out, nil
	}
	later, err := store.Many[models.AccessNotice](a.tx, "at, id", "about in ? and about <> id", ids)
	if err != nil {
		return nil, err
	}
	for _, n := range later {
		officers = append(officers, n.OfficerID)
	}
	names, err := officerNames(a.tx, officers)
	if err != nil {
		return nil, err
	}
	for _, n := range rows {
		v := NoticeView{ID: n.ID, Kind: n.Kind, At: n.At, OfficerID: n.OfficerID, Officer: names[n.OfficerID], Org: n.Org, Class: n.Class, WindowDays: n.Days,
			Level: n.Level, People: n.People, Until: n.Until, Reason: n.Words}
		for _, x := range later {
			switch {
			case x.About != n.ID:
			case x.Kind == NoticeGlassEnd:
				v.EndedAt = &x.At
			case x.Kind == NoticeReview:
				v.ReviewedBy, v.ReviewedAt, v.Finding = names[x.OfficerID], &x.At, x.Words
			}
		}
		if n.Kind == NoticeGlass {
			by := n.At.Add(glassReview)
			v.ReviewBy, v.Overdue = &by, v.ReviewedAt == nil && a.now.After(by)
			if v.Looks, err = store.Count[models.AccessLog](a.tx, "approval_id = ?", n.ID); err != nil {
				return nil, err
			}
		}
		own, err := a.samePerson(n.OfficerID)
		if err != nil {
			return nil, err
		}
		v.MayReview = v.ReviewedAt == nil && !own
		out = append(out, v)
	}
	return out, nil
}

// samePerson tells whether an account is the officer's own, or of the same person.
func (a *act) samePerson(officer string) (bool, error) {
	if officer == a.actor.OfficerID {
		return true, nil
	}
	o, err := store.One[models.Officer](a.tx, "id = ?", officer)
	return err == nil && o.PersonID == a.actor.PersonID, ignoreMissing(err)
}

// ReviewNotice writes what supervision found on a notice: another person than whom it
// is about, once, in words. A notice of another area is not found.
func (r *Registrar) ReviewNotice(ctx context.Context, actor Actor, id, finding string) (NoticeView, error) {
	var out NoticeView
	err := r.reading(ctx, actor, func(a *act) error {
		where, args, err := a.noticeScope()
		if err != nil {
			return err
		}
		n, err := store.One[models.AccessNotice](a.tx, "id = ? and "+where, append([]any{id}, args...)...)
		if err != nil {
			return err
		}
		if err := a.notOnGlass(); err != nil {
			return err
		}
		if err := checkReason(&finding); err != nil {
			return err
		}
		views, err := a.noticeViews([]models.AccessNotice{n})
		if err != nil {
			return err
		}
		if !views[0].MayReview {
			return notNow("own_or_reviewed", "公务员法 76", "已经复核，或者是您本人的事项：须由他人复核。", "It is reviewed already, or it is about yourself: another person reviews it.")
		}
		row := models.AccessNotice{ID: r.newID(), About: n.ID, Kind: NoticeReview, At: a.now, OfficerID: actor.OfficerID, Org: n.Org, Words: finding}
		if err := store.Insert(a.tx, row); err != nil {
			return err
		}
		if views, err = a.noticeViews([]models.AccessNotice{n}); err == nil {
			out = views[0]
		}
		return err
	})
	return out, err
}
