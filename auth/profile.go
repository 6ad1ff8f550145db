package auth

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// Profile names a set of rules for passwords by the requirement that it follows.
type Profile string

const (
	// Intl follows OWASP ASVS 5.0 (6.2) and NIST SP 800-63B: long passwords without rules
	// of composition, none that everyone knows, and none that must be changed with time.
	Intl Profile = "intl"
	// Dengbao3 follows GB/T 22239-2019 at level three (8.1.4.1): composed, changed
	// regularly, and locked after failures. The standard names no figures; these are what
	// assessments ask for.
	Dengbao3 Profile = "dengbao3"
)

// Profiles lists the profiles, the preset first.
func Profiles() []Profile { return []Profile{Intl, Dengbao3} }

// MaxPassword bounds the length in characters, so that nobody makes the program hash a
// book.
const MaxPassword = 128

// Rules are what a profile asks.
type Rules struct {
	// Least is the least length in characters.
	Least int
	// Kinds is how many of the four kinds of characters a password has at least.
	Kinds int
	// Days is how long a password holds, the day it was chosen not counted; 0: for ever.
	// Where it holds for some days, one that another set is changed at the first sign-in.
	Days int
	// Remembered is how many passwords, the present one among them, are not taken again.
	Remembered int
	// LockFirst is how long the fifth failure locks an account; each further one twice as
	// long, up to LockLongest.
	LockFirst, LockLongest time.Duration
}

// Rules of the profile; what is none has those of Intl.
func (p Profile) Rules() Rules {
	if p == Dengbao3 {
		return Rules{Least: 8, Kinds: 3, Days: 90, Remembered: 5, LockFirst: 30 * time.Minute, LockLongest: 30 * time.Minute}
	}
	return Rules{Least: 12, Remembered: 1, LockFirst: time.Minute, LockLongest: 30 * time.Minute}
}

// DrawPassword draws a first password that every profile takes: 26 small letters and
// digits in five groups, some 128 bits. It fails when random does.
func DrawPassword(random io.Reader) (string, error) {
	const letters = "abcdefghijklmnopqrstuvwxyz234567"
	raw := make([]byte, 26)
	for {
		if _, err := io.ReadFull(random, raw); err != nil {
			return "", fmt.Errorf("a password cannot be drawn: %w", err)
		}
		var text strings.Builder
		for i, b := range raw {
			if i > 0 && i%5 == 0 && i < 25 {
				text.WriteByte('-')
			}
			text.WriteByte(letters[b%32])
		}
		if drawn := text.String(); kinds(drawn) >= 3 {
			return drawn, nil
		}
	}
}
