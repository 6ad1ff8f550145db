package store_test

import (
	"sync"
	"testing"

	"hukou/models"
	"hukou/store"
	"hukou/store/storetest"
)

// Ten look for a row under one name and write it where there is none: one writes, and
// the others find it.
func TestWhoIsAloneWithANameSeesWhatTheOneBeforeLeft(t *testing.T) {
	storetest.Each(t, func(t *testing.T, db *store.DB) {
		var group sync.WaitGroup
		var mu sync.Mutex
		wrote := map[string]int{}
		for i := range 20 {
			key := []string{"a", "b"}[i%2]
			group.Go(func() {
				fresh := false
				err := db.InTx(t.Context(), func(tx *store.Tx) error {
					var before []models.Idempotency
					if err := tx.Together(store.Alone("key", key), store.Into(&before, "", "officer_id = ? and idem_key = ?", "o", key)); err != nil {
						return err
					}
					if fresh = len(before) == 0; !fresh {
						return nil
					}
					return store.Insert(tx, models.Idempotency{OfficerID: "o", Key: key, RequestHash: []byte{1}, At: sampleAt})
				})
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				if fresh {
					wrote[key]++
				}
			})
		}
		group.Wait()
		if wrote["a"] != 1 || wrote["b"] != 1 {
			t.Errorf("written %v, want each key once", wrote)
		}
	})
}
