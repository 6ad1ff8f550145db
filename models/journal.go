package models

import "time"

// Entry is one row of a case's journal, written once and never changed. Payload is
// the sealed record of the act; Hash covers case, seq, the hash before and the
// payload as stored, so that the chain proves the very bytes on the disk. The
// other columns repeat the payload for reading and are compared with it by check.
type Entry struct {
	CaseID   string    `gorm:"primaryKey;type:text"`
	Seq      int64     `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	At       time.Time `gorm:"not null"`
	Event    string    `gorm:"type:text;not null"`
	From     string    `gorm:"type:text;not null;column:from_state"`
	To       string    `gorm:"type:text;not null;column:to_state"`
	Officer  string    `gorm:"type:text;not null;column:officer_id"`
	Payload  []byte    `gorm:"not null"`
	PrevHash []byte    ``
	Hash     []byte    `gorm:"not null"`
}

// TableName is the journal's.
func (Entry) TableName() string { return "journal" }

// Outbox is a message that a step leaves behind for others, in its own
// transaction; ids only, never names. Position is given by the sequencer after the
// commit and is gapless; zero until then.
type Outbox struct {
	ID       string     `gorm:"primaryKey;type:text"`
	CaseID   string     `gorm:"type:text;not null"`
	Seq      int64      `gorm:"type:bigint;not null"`
	Kind     string     `gorm:"type:text;not null"`
	Body     string     `gorm:"type:text;not null"`
	At       time.Time  `gorm:"not null"`
	Position int64      `gorm:"type:bigint;not null"`
	SentAt   *time.Time ``
}

// TableName is outbox.
func (Outbox) TableName() string { return "outbox" }

// Idempotency keeps the first answer to a key of an officer, as long as the case.
type Idempotency struct {
	OfficerID   string    `gorm:"primaryKey;type:text"`
	Key         string    `gorm:"primaryKey;type:text;column:idem_key"`
	RequestHash []byte    `gorm:"not null"`
	CaseID      string    `gorm:"type:text;not null"`
	Status      int       `gorm:"type:bigint;not null"`
	Answer      []byte    `gorm:"column:answer_sealed"`
	At          time.Time `gorm:"not null"`
}

// TableName is idempotency.
func (Idempotency) TableName() string { return "idempotency" }

// Sweep is one run of the deadline sweep, for the self-check that one ran.
type Sweep struct {
	ID     string    `gorm:"primaryKey;type:text"`
	At     time.Time `gorm:"not null"`
	Taken  int       `gorm:"type:bigint;not null"`
	Failed int       `gorm:"type:bigint;not null"`
}

// FeedHead is the place of the last message that has one. There is one row, with
// id 1; the sequencer locks it. Grown is the place up to which the rows of the journal
// that the messages speak of have their leaves in the tree.
type FeedHead struct {
	ID    int64 `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	Last  int64 `gorm:"type:bigint;not null"`
	Grown int64 `gorm:"type:bigint;not null;default:0"`
}

// AdminAct is one act of administration: on an account, a posting, a site, a policy
// row. Was and Became are JSON of what was changed, without personal data; ObjectID is
// the row's id. Rows are only added.
type AdminAct struct {
	ID        string    `gorm:"primaryKey;type:text"`
	At        time.Time `gorm:"not null"`
	OfficerID string    `gorm:"type:text;not null"`
	Act       string    `gorm:"type:text;not null"`
	ObjectID  string    `gorm:"type:text;not null"`
	Was       string    `gorm:"type:text;not null"`
	Became    string    `gorm:"type:text;not null"`
}

// CaseEdit notes which declared items the change that made a version of a case spoke
// of. Fields is JSON, a list of their names; their values stand nowhere but in the
// case itself.
type CaseEdit struct {
	CaseID    string    `gorm:"primaryKey;type:text"`
	Version   int64     `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	OfficerID string    `gorm:"type:text;not null"`
	At        time.Time `gorm:"not null"`
	Fields    string    `gorm:"type:text;not null"`
}
