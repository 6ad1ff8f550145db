package auth

import (
	"crypto/subtle"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"

	"github.com/pquerna/otp/hotp"
)

const (
	totpPeriod = 30 // seconds
	totpSkew   = 1  // steps to either side, for a clock half a minute off
	totpDigits = 6
	totpSecret = 20 // bytes, the block that RFC 4226 recommends
)

var base32NoPad = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret draws the secret of an officer's one-time codes: 160 bits as 32
// letters and digits (base32), as authenticator programs take it.
func NewSecret(random io.Reader) (string, error) {
	raw := make([]byte, totpSecret)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("a one-time secret cannot be drawn: %w", err)
	}
	return base32NoPad.EncodeToString(raw), nil
}

// TOTPAt is the six-digit code of a secret at an instant. It serves tests, the
// demonstration and hukou's own client commands.
func TOTPAt(secret string, t time.Time) (string, error) {
	return codeAt(secret, t.Unix()/totpPeriod)
}

// VerifyTOTP tells whether the code belongs to the secret now, one step early
// or late allowed, and to which 30-second step it belongs. A step at or before
// lastStep is refused: a code works once. The caller stores the step in the
// same guarded update that lets the officer in. lastStep is 0 for an officer
// who never used a code.
func VerifyTOTP(secret, code string, now time.Time, lastStep int64) (step int64, ok bool) {
	if len(code) != totpDigits {
		return 0, false
	}
	at := now.Unix() / totpPeriod
	for candidate := at - totpSkew; candidate <= at+totpSkew; candidate++ {
		want, err := codeAt(secret, candidate)
		if err != nil {
			return 0, false
		}
		same := subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1
		if same && candidate > lastStep && !ok {
			step, ok = candidate, true
		}
	}
	return step, ok
}

// TOTPURI is the otpauth address that an authenticator program reads from a QR
// code. It holds the secret: show it once, never log it.
func TOTPURI(issuer, username, secret string) string {
	query := url.Values{"secret": {secret}, "issuer": {issuer}}
	address := url.URL{Scheme: "otpauth", Host: "totp", Path: "/" + issuer + ":" + username, RawQuery: query.Encode()}
	return address.String()
}

func codeAt(secret string, step int64) (string, error) {
	if secret == "" || step < 0 {
		return "", errors.New("no one-time code without a secret or before 1970")
	}
	code, err := hotp.GenerateCode(secret, uint64(step))
	if err != nil {
		return "", errors.New("the stored one-time secret is not base32: give the officer a new one")
	}
	return code, nil
}
