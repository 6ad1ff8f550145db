package models

import "time"

// ItemConsent is the consent to one joint item of a birth (出生一件事): who gave it and
// when, and what became of it. Number counts the consents to the same item of a case, for
// one that was taken back may be given again. GivenBy and RevokedFor are parts in the
// child's life (mother, father, guardian), no names; Body is the one addressed, as the
// place's policy row named it then. PersonID, MessageID and SentAt stand once the child is
// entered; Outcome is "acknowledged" or "refused", Why the code of a refusal, and UndoneID
// the message that took the item back after a reversal or a death.
type ItemConsent struct {
	CaseID     string     `gorm:"primaryKey;type:text"`
	Item       string     `gorm:"primaryKey;type:text"`
	Number     int        `gorm:"primaryKey;type:bigint;column:n;autoIncrement:false"`
	GivenBy    string     `gorm:"type:text;not null"`
	Body       string     `gorm:"type:text;not null"`
	NotedBy    string     `gorm:"type:text;not null"`
	GivenAt    time.Time  `gorm:"not null"`
	RevokedAt  *time.Time ``
	RevokedFor string     `gorm:"type:text;not null"`
	RevokedBy  string     `gorm:"type:text;not null"`
	PersonID   string     `gorm:"type:text;not null"`
	MessageID  string     `gorm:"type:text;not null"`
	SentAt     *time.Time ``
	Outcome    string     `gorm:"type:text;not null"`
	Why        string     `gorm:"type:text;not null"`
	AnsweredAt *time.Time ``
	AnsweredBy string     `gorm:"type:text;not null"`
	UndoneID   string     `gorm:"type:text;not null"`
}
