package models

import "time"

// Officer is a person who works in the system. PersonID is the officer's own line
// in the register, so that kin are known. The password is an argon2id string, the
// TOTP secret is sealed, and a code is used once (TOTPStep). PasswordOn is the day on
// which the officer chose the password; empty where another set it. FormerPasswords are
// the hashes before it, newest first, one a line, where the profile looks back.
type Officer struct {
	ID              string     `gorm:"primaryKey;type:text"`
	Username        string     `gorm:"type:text;not null"`
	Name            string     `gorm:"type:text;not null"`
	PersonID        string     `gorm:"type:text;not null"`
	Password        string     `gorm:"type:text;not null"`
	PasswordOn      Date       `gorm:"type:text;not null;default:''"`
	FormerPasswords string     `gorm:"type:text;not null;default:''"`
	TOTPSealed      []byte     `gorm:"column:totp_sealed"`
	TOTPStep        int64      `gorm:"type:bigint;not null;column:totp_step"`
	Failures        int        `gorm:"type:bigint;not null"`
	LockedUntil     *time.Time ``
	DisabledAt      *time.Time ``
	CreatedAt       time.Time  `gorm:"not null"`
}

// Posting gives an officer a role at a body from a day to a day (To empty: open).
// A secondment is a posting beside the ordinary one.
type Posting struct {
	ID         string `gorm:"primaryKey;type:text"`
	OfficerID  string `gorm:"type:text;not null"`
	Org        string `gorm:"type:text;not null"`
	Role       string `gorm:"type:text;not null"`
	From       Date   `gorm:"type:text;not null;column:valid_from"`
	To         Date   `gorm:"type:text;not null;column:valid_to"`
	Secondment bool   `gorm:"not null"`
	Document   string `gorm:"type:text;not null"`
}

// On tells whether the posting is in force on the day.
func (p Posting) On(day Date) bool { return p.From <= day && (p.To == "" || day <= p.To) }

// Session is a sign-in kept at the server: the token's digest, never the token.
type Session struct {
	Digest    []byte    `gorm:"primaryKey"`
	OfficerID string    `gorm:"type:text;not null"`
	CreatedAt time.Time `gorm:"not null"`
	SeenAt    time.Time `gorm:"not null"`
	ExpiresAt time.Time `gorm:"not null"`
	EndedAt   *time.Time
	// ProvedAt is when the officer proved anew, by a code under a decision, who they
	// are; nil: not since the sign-in.
	ProvedAt *time.Time
}

// RecusalDeclaration is an officer's word not to act for a person, or on a case.
type RecusalDeclaration struct {
	ID        string    `gorm:"primaryKey;type:text"`
	OfficerID string    `gorm:"type:text;not null"`
	PersonID  string    `gorm:"type:text;not null"`
	CaseID    string    `gorm:"type:text;not null"`
	Reason    string    `gorm:"type:text;not null"`
	At        time.Time `gorm:"not null"`
}
