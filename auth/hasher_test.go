package auth

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/iotest"
	"time"
)

const password = "雨天路滑 慢慢走 1949"

func TestPasswordVerifiesAndAnotherDoesNot(t *testing.T) {
	h := NewHasher(rand.Reader)
	hash := mustHash(t, h, password)
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("stored form opens with %.32s", hash)
	}
	expect(t, h, hash, password, true, false)
	expect(t, h, hash, password+"!", false, false)
	expect(t, h, hash, "", false, false)
	if again := mustHash(t, h, password); again == hash {
		t.Error("two hashes of one password are equal: the salt is missing")
	}
}

func TestFullWidthKeyboardTypesTheSamePassword(t *testing.T) {
	h := NewHasher(rand.Reader)
	expect(t, h, mustHash(t, h, "long enough 123"), "ｌｏｎｇ　ｅｎｏｕｇｈ　１２３", true, false)
}

// The vector is the one of the reference implementation's tests for argon2id, so
// that hashes stay readable by other programs.
func TestForeignHashVerifiesAndAsksForRehash(t *testing.T) {
	h := NewHasher(rand.Reader)
	expect(t, h, foreignHash, "password", true, true)
	expect(t, h, foreignHash, "passwort", false, false)
}

const foreignHash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"

func TestDamagedHashesMatchNothing(t *testing.T) {
	h := NewHasher(rand.Reader)
	good := mustHash(t, h, password)
	for _, hash := range []string{
		"", "$", password, good[:len(good)-2], good + "$", good + "A",
		strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=19456", "m=0", 1), strings.Replace(good, "m=19456", "m=4000000000", 1),
		strings.Replace(good, "t=2", "t=0", 1), strings.Replace(good, "t=2", "t=9999", 1),
		strings.Replace(good, "p=1", "p=1,x=1", 1), strings.Replace(good, "m=19456", "m=019456", 1),
		strings.Replace(good, "p=1", "p=0", 1), strings.Replace(good, "p=1", "p=300", 1),
		"$argon2id$v=19$m=19456,t=2,p=1$$", "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAA",
	} {
		expect(t, h, hash, password, false, false)
	}
}

// The unknown officer must cost what the known one costs. Work is compared, not
// a stopwatch alone: half of the real time would already betray the difference.
func TestUnknownOfficerCostsTheSame(t *testing.T) {
	h := NewHasher(rand.Reader)
	hash := mustHash(t, h, password)
	best := func(f func()) time.Duration {
		least := time.Hour
		for range 5 {
			start := time.Now()
			f()
			least = min(least, time.Since(start))
		}
		return least
	}
	known := best(func() { expect(t, h, hash, "wrong", false, false) })
	unknown := best(func() {
		if err := h.VerifyDummy(t.Context(), "wrong"); err != nil {
			t.Error(err)
		}
	})
	if unknown < known/2 {
		t.Errorf("an unknown officer is answered in %v, a known one in %v", unknown, known)
	}
}

func TestAtMostTwoHashesAtOnce(t *testing.T) {
	h := NewHasher(rand.Reader)
	h.slots <- struct{}{}
	h.slots <- struct{}{} // both slots are taken
	ctx, cancel := context.WithCancel(t.Context())
	var ended atomic.Bool
	answer := make(chan error)
	go func() {
		_, err := h.Hash(ctx, password)
		ended.Store(true)
		answer <- err
	}()
	time.Sleep(150 * time.Millisecond) // several times what a hash takes
	if ended.Load() {
		t.Error("a third hash ran beside two others")
	}
	cancel()
	if err := <-answer; !errors.Is(err, context.Canceled) {
		t.Errorf("a sign-in that gave up got %v", err)
	}
	<-h.slots
	mustHash(t, h, password) // one free slot is enough
}

func TestNoSaltNoHash(t *testing.T) {
	h := NewHasher(iotest.ErrReader(io.ErrUnexpectedEOF))
	if _, err := h.Hash(t.Context(), password); err == nil {
		t.Error("a hash was made without a salt")
	}
}

func TestSaltComesFromTheGivenSource(t *testing.T) {
	h := NewHasher(bytes.NewReader(bytes.Repeat([]byte{1}, saltSize)))
	hash := mustHash(t, h, password)
	if !strings.Contains(hash, "$AQEBAQEBAQEBAQEBAQEBAQ$") {
		t.Error("the salt is not the one that was drawn")
	}
}

func mustHash(t *testing.T, h *Hasher, password string) string {
	t.Helper()
	hash, err := h.Hash(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

func expect(t *testing.T, h *Hasher, hash, password string, ok, rehash bool) {
	t.Helper()
	gotOK, gotRehash, err := h.Verify(t.Context(), hash, password)
	if err != nil || gotOK != ok || gotRehash != rehash {
		t.Errorf("verify: ok %v rehash %v err %v, want %v %v", gotOK, gotRehash, err, ok, rehash)
	}
}
