package bell

import (
	"context"
	"time"

	"hukou/models"
	"hukou/register"
	"hukou/store"
)

// Door is what a door's page shows: what the door rang itself with who goes to look, and what
// its neighbours ring. What it told the station alone is not on it: whoever looks over a
// shoulder must not learn of it.
type Door struct {
	Group  string
	Number string
	Own    []OwnAlarm
	Others []Ringing
}

// OwnAlarm is an open alarm of the door itself.
type OwnAlarm struct {
	RungAt time.Time
	// Seen tells that the station has seen it; Going are the doors that go to look.
	Seen  bool
	Going []string
}

// Ringing is an open alarm as the neighbours see it: a number and 求助, no reason, nothing of
// what was before. Going tells that this door goes to look.
type Ringing struct {
	ID     string
	Number string
	RungAt time.Time
	Drill  bool
	Going  bool
}

// Door shows the door of a secret; a secret of no door is not found.
func (b *Bell) Door(ctx context.Context, secret string) (Door, error) {
	var out Door
	err := b.c.DB.Read(ctx, func(tx *store.Tx) error {
		d, err := secretDoor(tx, secret)
		if err != nil {
			return err
		}
		g, err := store.One[models.BellGroup](tx, "id = ?", d.GroupID)
		if err != nil {
			return err
		}
		out = Door{Group: g.Name, Number: d.Number}
		var alarms []models.BellAlarm
		var acks []models.BellAck
		err = tx.Together(store.Into(&alarms, "rung_at desc, id", "group_id = ? and closed_at is null and kind <> ?", d.GroupID, models.BellSilent),
			store.Into(&acks, "at, door_id", "alarm_id in (select id from bell_alarms where group_id = ? and closed_at is null)", d.GroupID))
		if err != nil {
			return err
		}
		for _, a := range alarms {
			if !rings(a, b.now()) {
				continue
			}
			var going []string
			mine := false
			for _, k := range acks {
				if k.AlarmID == a.ID {
					going, mine = append(going, k.Number), mine || k.DoorID == d.ID
				}
			}
			if a.DoorID == d.ID {
				out.Own = append(out.Own, OwnAlarm{RungAt: a.RungAt, Seen: a.SeenAt != nil, Going: going})
			} else {
				out.Others = append(out.Others, Ringing{ID: a.ID, Number: a.Number, RungAt: a.RungAt, Drill: a.Kind == models.BellDrill, Going: mine})
			}
		}
		return nil
	})
	return out, mapped(err)
}

// Ring rings for the door of a secret, silently where the station alone is to be told. A
// second press within a minute is the same alarm; a loud one after a silent one makes it
// loud, a silent one after a loud one changes nothing.
func (b *Bell) Ring(ctx context.Context, secret string, silent bool) error {
	return mapped(b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		d, err := secretDoor(tx, secret)
		if err != nil {
			return err
		}
		// A press at the same instant waits here and then finds the alarm.
		if _, err := tx.Exec("update bell_doors set number = number where id = ?", d.ID); err != nil {
			return err
		}
		now, kind := b.now(), models.BellHelp
		if silent {
			kind = models.BellSilent
		}
		before, err := store.Many[models.BellAlarm](tx, "rung_at desc limit 1", "door_id = ? and closed_at is null and rung_at > ?", d.ID, now.Add(-SameAlarm))
		if err != nil {
			return err
		}
		if len(before) == 0 {
			return store.Insert(tx, models.BellAlarm{ID: b.c.NewID(), GroupID: d.GroupID, DoorID: d.ID, Number: d.Number, Kind: kind, RungAt: now})
		}
		if kind == models.BellHelp && before[0].Kind == models.BellSilent {
			return store.Change[models.BellAlarm](tx, map[string]any{"kind": kind}, "id = ?", before[0].ID)
		}
		return nil
	}))
}

// Go notes that the door of a secret goes to look (我去看看). What does not ring for it is
// not found, a silent alarm among it.
func (b *Bell) Go(ctx context.Context, secret, alarm string) error {
	return mapped(b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		d, err := secretDoor(tx, secret)
		if err != nil {
			return err
		}
		a, err := store.One[models.BellAlarm](tx, "id = ? and group_id = ? and kind <> ? and door_id <> ?", alarm, d.GroupID, models.BellSilent, d.ID)
		if err != nil {
			return err
		}
		if !rings(a, b.now()) {
			return register.ErrNotFound
		}
		_, err = store.InsertNew(tx, models.BellAck{AlarmID: a.ID, DoorID: d.ID, Number: d.Number, At: b.now()})
		return err
	}))
}

// Leave lets the door of a secret out of its group. It asks for no reason and notes none.
func (b *Bell) Leave(ctx context.Context, secret string) error {
	return mapped(b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		d, err := secretDoor(tx, secret)
		if err != nil {
			return err
		}
		return goes(tx, d)
	}))
}

// goes deletes a door and who signed for it. What it rang stays with the station until its
// thirty days are over: whoever forces a door to leave does not silence it.
func goes(tx *store.Tx, d models.BellDoor) error {
	if _, err := tx.Exec("delete from bell_adults where door_id = ?", d.ID); err != nil {
		return err
	}
	_, err := tx.Exec("delete from bell_doors where id = ?", d.ID)
	return err
}
