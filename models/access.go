package models

import "time"

// AccessLog is one look at a person's data: who, at which body, whom, why, which class
// of fields. It is only added to. A search has one row without a person, with the
// number of its hits and a keyed hash of what was looked for; what was looked for stands
// nowhere. ApprovalID names the approval or the break-glass that the look rests on.
type AccessLog struct {
	ID         string    `gorm:"primaryKey;type:text"`
	At         time.Time `gorm:"not null"`
	OfficerID  string    `gorm:"type:text;not null"`
	PersonID   string    `gorm:"type:text;not null"`
	CaseID     string    `gorm:"type:text;not null"`
	Purpose    string    `gorm:"type:text;not null"`
	What       string    `gorm:"type:text;not null"`
	Code       string    `gorm:"type:text;not null;default:''"`
	Org        string    `gorm:"type:text;not null;default:''"`
	Hits       int64     `gorm:"type:bigint;not null;default:0"`
	QueryIndex []byte    ``
	ApprovalID string    `gorm:"type:text;not null;default:''"`
}

// TableName is access_log.
func (AccessLog) TableName() string { return "access_log" }

// AccessRequest is an officer's wish to see one person's file, of a minor or sealed, and
// what the head made of it (未成年人网络保护条例 36). Granted, it lasts until Until and
// ends by itself.
type AccessRequest struct {
	ID        string     `gorm:"primaryKey;type:text"`
	PersonID  string     `gorm:"type:text;not null"`
	OfficerID string     `gorm:"type:text;not null"`
	Org       string     `gorm:"type:text;not null"` // the officer's body, whose head decides
	Kind      string     `gorm:"type:text;not null"`
	Code      string     `gorm:"type:text;not null"`
	Purpose   string     `gorm:"type:text;not null"`
	CaseID    string     `gorm:"type:text;not null"`
	AskedAt   time.Time  `gorm:"not null"`
	Until     time.Time  `gorm:"not null"`
	State     string     `gorm:"type:text;not null"`
	DecidedBy string     `gorm:"type:text;not null"`
	DecidedAt *time.Time ``
	Reason    string     `gorm:"type:text;not null"`
}

// TableName is access_requests.
func (AccessRequest) TableName() string { return "access_requests" }

// AccessSeen is that an officer saw a person outside a case, by class of data, and on
// which day last. Whoever was seen in a window of days has a last day in it, so that
// distinct persons are counted by counting rows.
type AccessSeen struct {
	OfficerID string `gorm:"primaryKey;type:text"`
	PersonID  string `gorm:"primaryKey;type:text"`
	Class     string `gorm:"primaryKey;type:text"`
	LastOn    Date   `gorm:"type:text;not null"`
}

// TableName is access_seen.
func (AccessSeen) TableName() string { return "access_seen" }

// AccessNotice is something that supervision is told, and what it found: an alarm of the
// counters, a break-glass with its end, a review. Rows are only added; About is the id
// of the first row of a matter, its own for that row. For an alarm Days is the window,
// Level what was passed and People how many were seen; Until is when a break-glass ends.
type AccessNotice struct {
	ID        string     `gorm:"primaryKey;type:text"`
	About     string     `gorm:"type:text;not null"`
	Kind      string     `gorm:"type:text;not null"`
	At        time.Time  `gorm:"not null"`
	OfficerID string     `gorm:"type:text;not null"` // whom an alarm is about; who else acted
	Org       string     `gorm:"type:text;not null"`
	Class     string     `gorm:"type:text;not null"`
	Days      int64      `gorm:"type:bigint;not null"`
	Level     int64      `gorm:"type:bigint;not null"`
	People    int64      `gorm:"type:bigint;not null"`
	Until     *time.Time ``
	Words     string     `gorm:"type:text;not null"`
}

// TableName is access_notices.
func (AccessNotice) TableName() string { return "access_notices" }

// PersonSeal closes a person's file for everybody (adoption, protection). One officer
// asks, another confirms; it ends the same way. Between, a look needs a lift.
type PersonSeal struct {
	ID          string     `gorm:"primaryKey;type:text"`
	PersonID    string     `gorm:"type:text;not null"`
	Org         string     `gorm:"type:text;not null"`
	Kind        string     `gorm:"type:text;not null"`
	Reason      string     `gorm:"type:text;not null"`
	AskedBy     string     `gorm:"type:text;not null"`
	AskedAt     time.Time  `gorm:"not null"`
	ConfirmedBy string     `gorm:"type:text;not null"`
	ConfirmedAt *time.Time ``
	EndReason   string     `gorm:"type:text;not null"`
	EndBy       string     `gorm:"type:text;not null"`
	EndAt       *time.Time ``
	EndedBy     string     `gorm:"type:text;not null"`
	EndedAt     *time.Time ``
}

// TableName is person_seals.
func (PersonSeal) TableName() string { return "person_seals" }
