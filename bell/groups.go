package bell

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"hukou/models"
	"hukou/register"
	"hukou/store"
)

// GroupView is a group as its station sees it. Doors come with one group, not with the list.
type GroupView struct {
	ID    string     `json:"id"`
	Org   string     `json:"org"`
	Name  string     `json:"name"`
	Doors []DoorView `json:"doors,omitempty"`
}

// DoorView is a door as its station sees it. Printed tells that a sheet with its address
// was printed.
type DoorView struct {
	ID       string      `json:"id"`
	Number   string      `json:"number"`
	JoinedOn models.Date `json:"joined_on"`
	Printed  bool        `json:"printed"`
	Signed   []Signature `json:"signed"`
}

// Signature is the consent of one adult: the name as signed and the day.
type Signature struct {
	Name string      `json:"name"`
	On   models.Date `json:"on"`
}

// Joining is a door that joins: its number, how many adults live there as the household
// says, and who of them has signed.
type Joining struct {
	Number string
	Adults int
	Signed []Signature
}

// MakeGroup makes a group at the officer's station, as yet without doors.
func (b *Bell) MakeGroup(ctx context.Context, actor register.Actor, name string) (GroupView, error) {
	own := stations(actor)
	if len(own) == 0 {
		return GroupView{}, register.ErrForbidden
	}
	name, errs := line("name", name)
	if err := refused(errs); err != nil {
		return GroupView{}, err
	}
	g := models.BellGroup{ID: b.c.NewID(), Org: own[0], Name: name, MadeBy: actor.OfficerID, MadeAt: b.now()}
	err := b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		if err := store.Insert(tx, g); err != nil {
			return err
		}
		return b.audit(tx, actor, register.ActBellGroupMade, g)
	})
	if errors.Is(err, store.ErrDuplicate) {
		return GroupView{}, refused(wrong("name", "name_taken", "本所已有同名的警铃组，请换一个名称。", "The station has a group of this name; choose another."))
	}
	return GroupView{ID: g.ID, Org: g.Org, Name: g.Name}, mapped(err)
}

// Groups lists the groups of the officer's station by name.
func (b *Bell) Groups(ctx context.Context, actor register.Actor) ([]GroupView, error) {
	own := stations(actor)
	if len(own) == 0 {
		return nil, register.ErrForbidden
	}
	out := []GroupView{}
	err := b.c.DB.Read(ctx, func(tx *store.Tx) error {
		all, err := store.Many[models.BellGroup](tx, "name, id", "org in ?", own)
		for _, g := range all {
			out = append(out, GroupView{ID: g.ID, Org: g.Org, Name: g.Name})
		}
		return err
	})
	return out, mapped(err)
}

// Group is a group of the officer's station with its doors.
func (b *Bell) Group(ctx context.Context, actor register.Actor, id string) (GroupView, error) {
	var out GroupView
	err := b.c.DB.Read(ctx, func(tx *store.Tx) error {
		g, err := group(tx, actor, id)
		if err == nil {
			out, err = b.view(tx, g)
		}
		return err
	})
	return out, mapped(err)
}

func (b *Bell) view(tx *store.Tx, g models.BellGroup) (GroupView, error) {
	out := GroupView{ID: g.ID, Org: g.Org, Name: g.Name, Doors: []DoorView{}}
	var doors []models.BellDoor
	var adults []models.BellAdult
	err := tx.Together(store.Into(&doors, "number, id", "group_id = ?", g.ID),
		store.Into(&adults, "door_id, seq", "door_id in (select id from bell_doors where group_id = ?)", g.ID))
	if err != nil {
		return out, err
	}
	for _, d := range doors {
		v := DoorView{ID: d.ID, Number: d.Number, JoinedOn: d.JoinedOn, Printed: d.SecretHash != "", Signed: []Signature{}}
		for _, a := range adults {
			if a.DoorID != d.ID {
				continue
			}
			name, err := b.c.Keys.Open(register.PlaceBellName(a.DoorID, a.Seq), a.NameSealed)
			if err != nil {
				return out, err
			}
			v.Signed = append(v.Signed, Signature{Name: string(name), On: a.SignedOn})
		}
		out.Doors = append(out.Doors, v)
	}
	return out, nil
}

// Join lets a door into a group of the officer's station, once every adult of it has
// signed. Where one has not, nothing is kept: neither the door nor who signed or did not.
func (b *Bell) Join(ctx context.Context, actor register.Actor, id string, j Joining) (GroupView, error) {
	var out GroupView
	err := b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		g, err := group(tx, actor, id)
		if err != nil {
			return err
		}
		today := models.DateOf(b.c.Clock())
		if j, err = j.checked(today); err != nil {
			return err
		}
		// Who joins beside this waits here, so that no group has a tenth door.
		if _, err := tx.Exec("update bell_groups set name = name where id = ?", g.ID); err != nil {
			return err
		}
		doors, err := store.Many[models.BellDoor](tx, "", "group_id = ?", g.ID)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(doors, func(d models.BellDoor) bool { return d.Number == j.Number }) {
			return refused(wrong("number", "number_taken", "组内已有这个门牌号。", "The group has a door of this number."))
		}
		if len(doors) >= MostDoors {
			return refused(wrong("number", "group_full", "一组最多九户：求助的一户和八户邻居。请另建一组。", "A group has nine doors at most: the one that rings and eight neighbours. Make another group."))
		}
		d := models.BellDoor{ID: b.c.NewID(), GroupID: g.ID, Number: j.Number, JoinedOn: today}
		if err := store.Insert(tx, d); err != nil {
			return err
		}
		for i, s := range j.Signed {
			seq := int64(i + 1)
			place := register.PlaceBellName(d.ID, seq).In(g.Org)
			if err := store.Insert(tx, models.BellAdult{DoorID: d.ID, Seq: seq, NameSealed: b.c.Keys.Seal(place, []byte(s.Name)), SignedOn: s.On}); err != nil {
				return err
			}
		}
		if err := b.audit(tx, actor, register.ActBellDoorJoined, g); err != nil {
			return err
		}
		out, err = b.view(tx, g)
		return err
	})
	return out, mapped(err)
}

// mostAdults bounds what a form may ask for.
const mostAdults = 20

// checked is the joining with its texts as they are kept, or everything wrong with it.
func (j Joining) checked(today models.Date) (Joining, error) {
	number, errs := line("number", j.Number)
	out := Joining{Number: number, Adults: j.Adults}
	for i, s := range j.Signed {
		name, no := line(fmt.Sprintf("signed[%d].name", i), s.Name)
		errs = append(errs, no...)
		field := fmt.Sprintf("signed[%d].on", i)
		switch {
		case !s.On.Valid():
			errs = append(errs, wrong(field, "not_a_date", "不是有效日期，请按 2026-11-23 的格式填写。", "Not a real day; write it as 2026-11-23.")...)
		case s.On > today:
			errs = append(errs, wrong(field, "in_the_future", "签名日期晚于今天。", "The day of the signature is after today.")...)
		}
		if slices.ContainsFunc(out.Signed, func(o Signature) bool { return strings.EqualFold(o.Name, name) }) && name != "" {
			errs = append(errs, wrong(fmt.Sprintf("signed[%d].name", i), "given_twice", "这个姓名填了两次；同名的请各加以区分。", "This name stands twice; tell two of one name apart.")...)
		}
		out.Signed = append(out.Signed, Signature{Name: name, On: s.On})
	}
	switch {
	case j.Adults < 1 || j.Adults > mostAdults:
		errs = append(errs, wrong("adults", "adults_unknown", "请填写该户自报的成年人人数（一至二十）。", "Say how many adults live there as the household tells (one to twenty).")...)
	case j.Adults != len(j.Signed):
		errs = append(errs, wrong("adults", "not_all_signed", "该户成年人须人人签名才能加入（个人信息保护法第十三条、第十四条）。没有签齐的，什么都不保存；签齐后再录入。",
			"A door joins when every adult of it has signed (Personal Information Protection Law, arts. 13, 14). Until then nothing of it is kept; enter it once all have signed.")...)
	}
	return out, refused(errs)
}

// PrintSheet gives a door a new secret for the sheet that is printed now, and lets the
// former one open nothing. The secret is told this once.
func (b *Bell) PrintSheet(ctx context.Context, actor register.Actor, id string) (Sheet, error) {
	var out Sheet
	err := b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		d, g, err := doorOf(tx, actor, id)
		if err != nil {
			return err
		}
		secret, err := b.newSecret()
		if err != nil {
			return err
		}
		if err := store.Change[models.BellDoor](tx, map[string]any{"secret_hash": hashed(secret)}, "id = ?", d.ID); err != nil {
			return err
		}
		out = Sheet{Group: g.Name, GroupID: g.ID, Number: d.Number, Secret: secret, Path: "/bell/" + secret}
		return b.audit(tx, actor, register.ActBellSheetPrinted, g)
	})
	return out, mapped(err)
}

// Sheet is what a door's paper says. Path is the door's secret address on this program.
type Sheet struct {
	Group   string `json:"group"`
	GroupID string `json:"-"`
	Number  string `json:"number"`
	Secret  string `json:"-"`
	Path    string `json:"path"`
}

// TakeOut lets a door leave that says so at the counter; no reason is asked or kept.
func (b *Bell) TakeOut(ctx context.Context, actor register.Actor, id string) (GroupView, error) {
	var out GroupView
	err := b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		d, g, err := doorOf(tx, actor, id)
		if err != nil {
			return err
		}
		if err := goes(tx, d); err != nil {
			return err
		}
		if err := b.audit(tx, actor, register.ActBellDoorLeft, g); err != nil {
			return err
		}
		out, err = b.view(tx, g)
		return err
	})
	return out, mapped(err)
}

// Drill rings a drill for a group of the officer's station, told as one to everybody. While
// one rings, a second is the same.
func (b *Bell) Drill(ctx context.Context, actor register.Actor, id string) error {
	return mapped(b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		g, err := group(tx, actor, id)
		if err != nil {
			return err
		}
		if _, err := tx.Exec("update bell_groups set name = name where id = ?", g.ID); err != nil {
			return err
		}
		now := b.now()
		rings, err := store.Count[models.BellAlarm](tx, "group_id = ? and kind = ? and closed_at is null and rung_at > ?", g.ID, models.BellDrill, now.Add(-DrillLasts))
		if err != nil || rings > 0 {
			return err
		}
		if err := store.Insert(tx, models.BellAlarm{ID: b.c.NewID(), GroupID: g.ID, Kind: models.BellDrill, RungAt: now, StartedBy: actor.OfficerID}); err != nil {
			return err
		}
		return b.audit(tx, actor, register.ActBellDrill, g)
	}))
}

// Forget deletes what was rung more than thirty days ago and who went to look, unless a
// police case stands. A second run finds nothing.
func (b *Bell) Forget(ctx context.Context) (int64, error) {
	var gone int64
	err := b.c.DB.InTx(ctx, func(tx *store.Tx) error {
		const old = "rung_at < ? and police_case = ''"
		until := b.now().Add(-Kept)
		if _, err := tx.Exec("delete from bell_acks where alarm_id in (select id from bell_alarms where "+old+")", until); err != nil {
			return err
		}
		var err error
		gone, err = tx.Exec("delete from bell_alarms where "+old, until)
		return err
	})
	return gone, mapped(err)
}

// rings tells whether an alarm is open at an instant: a drill ends by itself.
func rings(a models.BellAlarm, now time.Time) bool {
	return a.ClosedAt == nil && (a.Kind != models.BellDrill || now.Before(a.RungAt.Add(DrillLasts)))
}
