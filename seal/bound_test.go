package seal

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"hukou/models"
)

// registerOf is a keyring with a register's keys unlocked: the register's own, a
// county's, all in one suite.
func registerOf(t testing.TB, fill byte, s Suite) *Keyring {
	t.Helper()
	k, err := New(bytes.Repeat([]byte{fill}, RootSize))
	if err != nil {
		t.Fatal(err)
	}
	if err := k.Unlock([]models.SealingKey{k.First(s, false), k.NewKey(1, "", s), k.NewKey(2, "640522", s)}); err != nil {
		t.Fatal(err)
	}
	return k
}

func keyrings(t testing.TB) map[Suite]*Keyring {
	return map[Suite]*Keyring{Intl: registerOf(t, 1, Intl), SM: registerOf(t, 1, SM)}
}

// Whatever the value and wherever it lay, it opens there and nowhere else, with this
// register's keys and no other's.
func TestAValueOpensOnlyWhereItWasSealed(t *testing.T) {
	strangers := map[Suite]*Keyring{Intl: registerOf(t, 2, Intl), SM: registerOf(t, 2, SM)}
	for suite, k := range keyrings(t) {
		rapid.Check(t, func(r *rapid.T) {
			text := rapid.StringN(0, 12, -1)
			at := Place{Table: text.Draw(r, "table"), Column: text.Draw(r, "column"), Row: text.Draw(r, "row"), Part: text.Draw(r, "part"),
				Org: rapid.SampledFrom([]string{"", "640522000000", "649999000000", "64"}).Draw(r, "org")}
			plain := rapid.SliceOfN(rapid.Byte(), 0, 200).Draw(r, "plain")
			stored := k.Seal(at, plain)
			got, err := k.Open(at.In("elsewhere"), stored)
			if err != nil || !bytes.Equal(got, plain) {
				r.Fatalf("%s: does not open where it was sealed: %v", suite, err)
			}
			other := at
			switch rapid.IntRange(0, 4).Draw(r, "other") {
			case 0:
				other.Table += "x"
			case 1:
				other.Column += "x"
			case 2:
				other.Row += "x"
			case 3:
				other.Part += "x"
			case 4: // the same letters, cut elsewhere
				other.Table, other.Column = at.Table+at.Column+"x", ""
			}
			if _, err := k.Open(other, stored); !errors.Is(err, ErrSealed) {
				r.Fatalf("%s: opens at another place: %v", suite, err)
			}
			if _, err := strangers[suite].Open(at, stored); err == nil {
				r.Fatalf("%s: opens with another register's keys", suite)
			}
			bent := bytes.Clone(stored)
			bent[rapid.IntRange(0, len(bent)-1).Draw(r, "bent")] ^= byte(rapid.IntRange(1, 255).Draw(r, "by"))
			if got, err := k.Open(at, bent); err == nil && bent[0] != formatPlain {
				r.Fatalf("%s: opens with a byte changed: %d bytes", suite, len(got))
			}
		})
	}
}

func TestACountyHasAKeyOfItsOwn(t *testing.T) {
	for suite, k := range keyrings(t) {
		for org, want := range map[string]uint32{"640522010000": 2, "640522": 2, "640521010000": 1, "": 1} {
			stored := k.Seal(place.In(org), []byte("x"))
			e, err := Parse(stored)
			if err != nil || e.Key != want || e.Suite != suite || e.Plain {
				t.Errorf("%s: %q is sealed with key %d, want %d (%v)", suite, org, e.Key, want, err)
			}
			if body, stale := k.Stale(stored[:headerSize]); stale || (body == "640522") != (want == 2) {
				t.Errorf("%s: %q is not under the key of today", suite, org)
			}
		}
		if _, stale := k.Stale([]byte{formatPlain, 1, 2, 3, 4, 5}); !stale || len(k.Heads()) != 2 {
			t.Errorf("%s: plain bytes count as sealed today", suite)
		}
	}
}

func TestAfterRotationOldValuesOpenAndNewOnesHaveTheNewKey(t *testing.T) {
	k := keyring(t, 1)
	rows := []models.SealingKey{k.First(Intl, false), k.NewKey(1, "", Intl)}
	before := k.Seal(place, []byte("before all keys"))
	must(t, k.Unlock(rows))
	first := k.Seal(place, []byte("first"))
	must(t, k.Unlock(append(rows, k.NewKey(2, "", SM))))
	second := k.Seal(place, []byte("second"))
	for want, stored := range map[string][]byte{"before all keys": before, "first": first, "second": second} {
		if got, err := k.Open(place, stored); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", want, got, err)
		}
	}
	for _, c := range []struct {
		stored []byte
		stale  bool
	}{{before, true}, {first, true}, {second, false}} {
		if _, stale := k.Stale(c.stored); stale != c.stale {
			t.Error("the figure of old keys would be wrong")
		}
	}
}

func TestUnderAnotherRootTheDataStaysAsItIs(t *testing.T) {
	for _, s := range []Suite{Intl, SM} {
		old, next := keyring(t, 1), keyring(t, 2)
		rows := []models.SealingKey{old.First(s, false), old.NewKey(1, "", s)}
		must(t, old.Unlock(rows))
		stored, index := old.Seal(place, []byte("x")), old.BlindIndex(DomainSubject, "x")
		var moved []models.SealingKey
		for _, row := range rows {
			row, err := old.Rewrap(row, next)
			must(t, err)
			moved = append(moved, row)
		}
		must(t, next.Unlock(moved))
		if got, err := next.Open(place, stored); err != nil || string(got) != "x" {
			t.Errorf("%s: %v", s, err)
		}
		if !bytes.Equal(next.BlindIndex(DomainSubject, "x"), index) {
			t.Errorf("%s: a number would not be found any more", s)
		}
		if err := old.Unlock(moved); !errors.Is(err, ErrRoot) {
			t.Errorf("%s: the old root still unlocks: %v", s, err)
		}
	}
}

func TestWrappedKeysAreBoundToTheirRows(t *testing.T) {
	k := keyring(t, 1)
	county, own := k.NewKey(2, "640522", Intl), k.NewKey(1, "", Intl)
	swapped, renamed, cut := county, county, county
	swapped.Wrapped = own.Wrapped
	renamed.Org = "640521"
	cut.Wrapped = cut.Wrapped[:20]
	for name, row := range map[string]models.SealingKey{"swapped": swapped, "renamed": renamed, "cut": cut} {
		before := k.Seal(place, nil)
		if err := k.Unlock([]models.SealingKey{k.First(Intl, false), own, row}); !errors.Is(err, ErrSealed) {
			t.Errorf("%s: %v", name, err)
		}
		if _, stale := k.Stale(before); stale {
			t.Errorf("%s: keys were taken all the same", name)
		}
	}
}

func TestARegisterSealedFromItsFirstDayTakesNoPlainBytes(t *testing.T) {
	k := keyring(t, 1)
	first := k.First(Intl, true)
	must(t, k.Unlock([]models.SealingKey{first, k.NewKey(1, "", Intl)}))
	if _, err := k.Open(place, []byte{formatPlain, 'x'}); !errors.Is(err, ErrSealed) {
		t.Errorf("plain bytes open: %v", err)
	}
	if got, err := k.Open(place, k.Seal(place, []byte("x"))); err != nil || string(got) != "x" {
		t.Errorf("sealed ones do not: %v", err)
	}
	first.Org = ""
	if err := k.Unlock([]models.SealingKey{first}); !errors.Is(err, ErrSealed) {
		t.Errorf("the mark can be taken off: %v", err)
	}
}

func TestAKeyMadeElsewhereIsFetchedOnce(t *testing.T) {
	k, beside := keyring(t, 1), keyring(t, 1)
	rows := []models.SealingKey{k.First(Intl, false), k.NewKey(1, "", Intl)}
	must(t, beside.Unlock(rows))
	stored := beside.Seal(place, []byte("x"))
	if _, err := k.Open(place, stored); !errors.Is(err, ErrNoKey) {
		t.Errorf("without a source: %v", err)
	}
	asked := 0
	k.OnMissing(func() ([]models.SealingKey, error) { asked++; return rows, nil })
	for range 2 {
		if got, err := k.Open(place, stored); err != nil || string(got) != "x" {
			t.Fatal(err)
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times", asked)
	}
}

func FuzzOpen(f *testing.F) {
	rings := keyrings(f)
	f.Add([]byte{formatPlain, 1, 2})
	f.Add([]byte{formatAES, 0, 0, 0, 0})
	for _, k := range rings {
		f.Add(k.Seal(place, []byte("seed")))
	}
	f.Fuzz(func(t *testing.T, stored []byte) {
		e, parsed := Parse(stored)
		for _, k := range rings {
			plain, err := k.Open(Place{Table: "other"}, stored)
			if parsed != nil && err == nil || err == nil && !e.Plain {
				t.Fatalf("made-up bytes opened")
			}
			if err == nil && !bytes.Equal(plain, stored[1:]) {
				t.Fatal("plain bytes came back changed")
			}
		}
	})
}

func BenchmarkSeal(b *testing.B) {
	plain := bytes.Repeat([]byte("x"), 800) // a journal entry
	for _, s := range []Suite{Intl, SM} {
		k := registerOf(b, 1, s)
		stored := k.Seal(place, plain)
		b.Run("seal/"+string(s), func(b *testing.B) {
			for b.Loop() {
				k.Seal(place, plain)
			}
		})
		b.Run("open/"+string(s), func(b *testing.B) {
			for b.Loop() {
				if _, err := k.Open(place, stored); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
