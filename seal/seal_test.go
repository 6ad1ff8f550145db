package seal

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var place = Place{Table: "person", Column: "citizen_no", Row: "p-1"}

func keyring(t *testing.T, fill byte) *Keyring {
	t.Helper()
	k, err := New(bytes.Repeat([]byte{fill}, RootSize))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestStoredBytesOpenAgain(t *testing.T) {
	for suite, k := range keyrings(t) {
		for _, plain := range [][]byte{[]byte("649901202402290011"), {}, {0x00}, {0xff, 0x00}, bytes.Repeat([]byte("𬴊"), 1000)} {
			stored := k.Seal(place, plain)
			if stored[0] != suite.format() || len(stored) != len(plain)+headerSize+nonceSize+tagSize {
				t.Errorf("%s: stored form begins with %x and has %d bytes for %d", suite, stored[0], len(stored), len(plain))
			}
			if len(plain) > 1 && bytes.Contains(stored, plain) {
				t.Errorf("%s: the value stands in its stored form", suite)
			}
			got, err := k.Open(place, stored)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(plain, got); diff != "" {
				t.Error(diff)
			}
			if again := k.Seal(place, plain); bytes.Equal(again, stored) {
				t.Errorf("%s: the same value has the same stored form twice", suite)
			}
		}
	}
}

func TestWhatWasStoredBeforeThereWereCiphersStillOpens(t *testing.T) {
	for suite, k := range keyrings(t) {
		got, err := k.Open(place, append([]byte{formatPlain}, "649901202402290011"...))
		if err != nil || string(got) != "649901202402290011" {
			t.Errorf("%s: %v", suite, err)
		}
	}
}

func TestSealDoesNotShareMemory(t *testing.T) {
	k := keyring(t, 1)
	plain := []byte("plain")
	for _, stored := range [][]byte{k.Seal(place, plain), append([]byte{formatPlain}, plain...)} {
		kept := bytes.Clone(stored)
		opened, err := k.Open(place, stored)
		if err != nil || string(opened) != "plain" {
			t.Fatalf("%q, %v", opened, err)
		}
		opened[0] = 'X'
		if !bytes.Equal(stored, kept) {
			t.Error("changing the opened value changed the stored one")
		}
	}
}

func TestUnknownFormatsAreRefusedWithoutTheValue(t *testing.T) {
	k := keyring(t, 1)
	for format := 1; format < 256; format++ {
		_, err := k.Open(place, append([]byte{byte(format)}, "649901202402290011"...))
		if format > int(formatSM4) && !errors.Is(err, ErrFormat) || err == nil {
			t.Fatalf("format %#x: %v", format, err)
		}
		if strings.Contains(err.Error(), "6499") || strings.Contains(err.Error(), place.Row) {
			t.Fatalf("the error gives data away: %v", err)
		}
	}
	for _, nothing := range [][]byte{nil, {}} {
		if _, err := k.Open(place, nothing); !errors.Is(err, ErrEmpty) {
			t.Errorf("empty: %v", err)
		}
	}
}

func TestBlindIndexIsStableAndApartPerDomainAndKey(t *testing.T) {
	const number = "64990120240229002X"
	k := keyring(t, 1)
	// Pinned: an index that changes makes every stored number unfindable.
	if got := hex.EncodeToString(k.BlindIndex(DomainCitizenNumber, number)); got != pinnedIndex {
		t.Errorf("the index of a known number is now %s", got)
	}
	seen := map[string]string{}
	for _, key := range []*Keyring{k, keyring(t, 2)} {
		for _, domain := range []string{DomainCitizenNumber, DomainSubject, DomainCertificate} {
			index := key.BlindIndex(domain, number)
			if len(index) != IndexSize {
				t.Fatalf("%s: %d bytes", domain, len(index))
			}
			if other, taken := seen[string(index)]; taken {
				t.Errorf("%s and %s share an index", domain, other)
			}
			seen[string(index)] = domain
		}
	}
	if bytes.Equal(k.BlindIndex(DomainSubject, "a"), k.BlindIndex(DomainSubject, "b")) {
		t.Error("two values share an index")
	}
}

const pinnedIndex = "82805c1d8f50f7d7ce422e6ebc6ad01a"

// The derivation is written out a second time, by hand from RFC 5869, so that
// another program could rebuild the index from the root key.
func TestBlindIndexIsHKDFAndHMAC(t *testing.T) {
	root := bytes.Repeat([]byte{1}, RootSize)
	mac := func(key, data []byte) []byte {
		m := hmac.New(sha256.New, key)
		m.Write(data)
		return m.Sum(nil)
	}
	extracted := mac(make([]byte, sha256.Size), root)
	subkey := mac(extracted, append([]byte("hukou/seal/1 blind index subject"), 1))
	want := mac(subkey, []byte("value"))[:16]
	if got := keyring(t, 1).BlindIndex(DomainSubject, "value"); !bytes.Equal(got, want) {
		t.Errorf("got %x, want %x", got, want)
	}
}

func TestMisspeltDomainPanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("an unknown domain got an index")
		}
	}()
	keyring(t, 1).BlindIndex("citizen_nummer", "value")
}

func TestKeysAreNeverPrinted(t *testing.T) {
	k := keyring(t, 0xab)
	for _, text := range []string{fmt.Sprintf("%v %+v %#v %s", k, k, k, k), fmt.Sprint([]any{k})} {
		if strings.Contains(text, "171") || strings.Contains(strings.ToLower(text), "ab") {
			t.Errorf("a keyring prints as %s", text)
		}
	}
	if len(k.ID()) != 16 || k.ID() == keyring(t, 1).ID() {
		t.Errorf("key id %q", k.ID())
	}
}

func TestRootOfAnotherLengthIsRefused(t *testing.T) {
	for _, n := range []int{0, 16, 31, 33, 64} {
		if _, err := New(make([]byte, n)); err == nil {
			t.Errorf("a root of %d bytes was taken", n)
		}
	}
}
