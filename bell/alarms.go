package bell

import (
	"context"
	"slices"
	"time"

	"hukou/models"
	"hukou/register"
	"hukou/store"
)

// AlarmView is an alarm as its station sees it. Going are the numbers of the doors that go to
// look; Number is empty for a drill.
type AlarmView struct {
	ID         string          `json:"id"`
	GroupID    string          `json:"group_id"`
	Group      string          `json:"group"`
	Number     string          `json:"number,omitempty"`
	Kind       models.BellKind `json:"kind" enum:"help,silent,drill"`
	Open       bool            `json:"open"`
	RungAt     time.Time       `json:"rung_at"`
	SeenAt     *time.Time      `json:"seen_at,omitempty"`
	SeenBy     string          `json:"seen_by,omitempty"`
	ClosedAt   *time.Time      `json:"closed_at,omitempty"`
	PoliceCase string          `json:"police_case,omitempty"`
	Going      []string        `json:"going"`
}

// Alarms lists what was rung at the officer's station and is kept: first what rings, of that
// drills last, then the newest.
func (b *Bell) Alarms(ctx context.Context, actor register.Actor) ([]AlarmView, error) {
	return b.alarms(ctx, actor, "")
}

// Alarm is one alarm of the officer's station.
func (b *Bell) Alarm(ctx context.Context, actor register.Actor, id string) (AlarmView, error) {
	all, err := b.alarms(ctx, actor, id)
	if err == nil && (id == "" || len(all) == 0) {
		err = register.ErrNotFound
	}
	if err != nil {
		return AlarmView{}, err
	}
	return all[0], nil
}

func (b *Bell) alarms(ctx context.Context, actor register.Actor, id string) ([]AlarmView, error) {
	var out []AlarmView
	err := b.c.DB.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = b.alarmsIn(tx, actor, id)
		return err
	})
	return out, mapped(err)
}

// alarmsIn reads one alarm, or all where the id is empty.
func (b *Bell) alarmsIn(tx *store.Tx, actor register.Actor, id string) ([]AlarmView, error) {
	own := stations(actor)
	if len(own) == 0 {
		return nil, register.ErrForbidden
	}
	const ours = "group_id in (select id from bell_groups where org in ?) and (id = ? or ? = '')"
	var groups []models.BellGroup
	var rows []models.BellAlarm
	var acks []models.BellAck
	var officers []models.Officer
	err := tx.Together(store.Into(&groups, "id", "org in ?", own), store.Into(&rows, "rung_at desc, id", ours, own, id, id),
		store.Into(&acks, "at, door_id", "alarm_id in (select id from bell_alarms where "+ours+")", own, id, id),
		store.Into(&officers, "id", "id in (select seen_by from bell_alarms where "+ours+")", own, id, id))
	if err != nil {
		return nil, err
	}
	groupNames, officerNames := map[string]string{}, map[string]string{}
	for _, g := range groups {
		groupNames[g.ID] = g.Name
	}
	for _, o := range officers {
		officerNames[o.ID] = o.Name
	}
	out := make([]AlarmView, 0, len(rows))
	for _, a := range rows {
		v := AlarmView{ID: a.ID, GroupID: a.GroupID, Group: groupNames[a.GroupID], Number: a.Number, Kind: a.Kind, Open: rings(a, b.now()), RungAt: a.RungAt,
			SeenAt: a.SeenAt, SeenBy: officerNames[a.SeenBy], ClosedAt: a.ClosedAt, PoliceCase: a.PoliceCase, Going: []string{}}
		for _, k := range acks {
			if k.AlarmID == a.ID {
				v.Going = append(v.Going, k.Number)
			}
		}
		out = append(out, v)
	}
	rank := func(v AlarmView) int {
		switch {
		case !v.Open:
			return 2
		case v.Kind == models.BellDrill:
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(x, y AlarmView) int { return rank(x) - rank(y) })
	return out, nil
}

// See notes that the station has seen an alarm, once.
func (b *Bell) See(ctx context.Context, actor register.Actor, id string) (AlarmView, error) {
	return b.change(ctx, actor, id, func(tx *store.Tx) error {
		return store.Amend[models.BellAlarm](tx, map[string]any{"seen_by": actor.OfficerID, "seen_at": b.now()}, "id = ? and seen_at is null", id)
	})
}

// Close ends an alarm, with the number of the police case where there is one; a number may
// be noted later too, and then keeps the alarm.
func (b *Bell) Close(ctx context.Context, actor register.Actor, id, policeCase string) (AlarmView, error) {
	return b.change(ctx, actor, id, func(tx *store.Tx) error {
		if policeCase != "" {
			number, errs := line("police_case", policeCase)
			if err := refused(errs); err != nil {
				return err
			}
			if err := store.Amend[models.BellAlarm](tx, map[string]any{"police_case": number}, "id = ?", id); err != nil {
				return err
			}
		}
		return store.Amend[models.BellAlarm](tx, map[string]any{"closed_by": actor.OfficerID, "closed_at": b.now()}, "id = ? and closed_at is null", id)
	})
}

// change does something with an alarm of the officer's station and shows it afterwards.
func (b *Bell) change(ctx context.Context, actor register.Actor, id string, f func(*store.Tx) error) (AlarmView, error) {
	var out AlarmView
	err := b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		found, err := b.alarmsIn(tx, actor, id)
		if err == nil && (id == "" || len(found) == 0) {
			err = register.ErrNotFound
		}
		if err == nil {
			err = f(tx)
		}
		if err != nil {
			return err
		}
		if found, err = b.alarmsIn(tx, actor, id); err == nil {
			out = found[0]
		}
		return err
	})
	return out, mapped(err)
}
