package auth

import (
	"crypto/rand"
	"encoding/base32"
	"io"
	"net/url"
	"testing"
	"testing/iotest"
	"time"
)

// RFC 6238, appendix B, the SHA-1 rows cut to six digits.
var rfcSecret = base32.StdEncoding.EncodeToString([]byte("12345678901234567890"))

func TestCodesOfTheStandard(t *testing.T) {
	for unix, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		got, err := TOTPAt(rfcSecret, time.Unix(unix, 0))
		if err != nil || got != want {
			t.Errorf("at %d: %s, %v; want %s", unix, got, err, want)
		}
		step, ok := VerifyTOTP(rfcSecret, want, time.Unix(unix, 0), 0)
		if !ok || step != unix/30 {
			t.Errorf("at %d: step %d, %v", unix, step, ok)
		}
	}
}

func TestCodeWorksOnceAndOnlyNearItsTime(t *testing.T) {
	secret, err := NewSecret(rand.Reader)
	if err != nil || len(secret) != 32 {
		t.Fatalf("a secret of %d letters, %v", len(secret), err)
	}
	now := time.Date(2026, 9, 24, 1, 0, 7, 0, time.UTC)
	at := now.Unix() / 30
	for offset := int64(-3); offset <= 3; offset++ {
		code, err := TOTPAt(secret, now.Add(time.Duration(offset)*30*time.Second))
		if err != nil {
			t.Fatal(err)
		}
		step, ok := VerifyTOTP(secret, code, now, 0)
		if near := offset >= -1 && offset <= 1; ok != near {
			t.Errorf("%d steps away: %v", offset, ok)
		}
		if !ok {
			continue
		}
		if step != at+offset {
			t.Errorf("step %d, want %d", step, at+offset)
		}
		if _, again := VerifyTOTP(secret, code, now, step); again {
			t.Errorf("the code of step %d worked twice", step)
		}
		if _, older := VerifyTOTP(secret, code, now, step+1); older {
			t.Errorf("the code of step %d worked after a later one", step)
		}
		if _, newer := VerifyTOTP(secret, code, now, step-1); !newer {
			t.Errorf("the code of step %d did not work after the one before", step)
		}
	}
}

func TestNoSecretNoEntry(t *testing.T) {
	now := time.Unix(1234567890, 0)
	emptyKey, err := TOTPAt("", now)
	if err == nil {
		t.Error("an empty secret has a code")
	}
	for _, secret := range []string{"", "not base32!", "1"} {
		for _, code := range []string{"", "000000", emptyKey, "328482"} {
			if _, ok := VerifyTOTP(secret, code, now, 0); ok {
				t.Errorf("secret %q let code %q in", secret, code)
			}
		}
	}
	for _, code := range []string{"", "5924", "0005924", "00592４", "abcdef", " 005924"} {
		if _, ok := VerifyTOTP(rfcSecret, code, now, 0); ok {
			t.Errorf("code %q let in", code)
		}
	}
	if _, err := NewSecret(iotest.ErrReader(io.ErrUnexpectedEOF)); err == nil {
		t.Error("a secret was made of nothing")
	}
}

func TestAuthenticatorAddress(t *testing.T) {
	address, err := url.Parse(TOTPURI("户口登记", "clerk 01", rfcSecret))
	if err != nil {
		t.Fatal(err)
	}
	if address.Scheme != "otpauth" || address.Host != "totp" || address.Path != "/户口登记:clerk 01" {
		t.Errorf("address %s", address)
	}
	if q := address.Query(); q.Get("secret") != rfcSecret || q.Get("issuer") != "户口登记" {
		t.Errorf("query %v", q)
	}
}
