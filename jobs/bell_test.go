package jobs

import (
	"crypto/rand"
	"testing"
	"time"

	"hukou/bell"
	"hukou/models"
	"hukou/store"
)

// What the neighbours' bell rang thirty days ago goes by itself, as the clock goes on; what
// has a police case stays.
func TestTheJobForgetsWhatTheBellRang(t *testing.T) {
	eachWorld(t, func(w *world) {
		w.tx(func(tx *store.Tx) error {
			if err := store.Insert(tx, models.BellGroup{ID: "g", Org: station, Name: "三组", MadeAt: w.registrar.Now()}); err != nil {
				return err
			}
			rung := func(id, policeCase string, days int) models.BellAlarm {
				return models.BellAlarm{ID: id, GroupID: "g", DoorID: "d", Number: "1", Kind: models.BellHelp, RungAt: w.registrar.Now().AddDate(0, 0, -days), PoliceCase: policeCase}
			}
			return store.Insert(tx, rung("old", "", 31), rung("case", "A1", 31), rung("new", "", 29))
		})
		standing := func() (left string) {
			w.tx(func(tx *store.Tx) error {
				all, err := store.Many[models.BellAlarm](tx, "id", "")
				for _, a := range all {
					left += a.ID + " "
				}
				return err
			})
			return left
		}
		b := bell.New(bell.Config{DB: w.db, Keys: w.keys, Clock: func() time.Time { return *w.now.Load() }, NewID: newID, Random: rand.Reader})
		w.start(Config{Forms: time.Second, Bell: b})
		w.until("the end of the old alarm", func() bool { return standing() == "case new " })
		w.setClock("2026-09-26T09:00:01+08:00")
		w.until("the end of the next", func() bool { return standing() == "case " })
	})
}
