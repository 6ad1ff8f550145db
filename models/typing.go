package models

import "time"

// CaseTyping is what an officer has typed into a case's form and not handed in yet,
// box by box and sealed. Empty once it was handed in. Nothing of it is checked.
type CaseTyping struct {
	CaseID      string    `gorm:"primaryKey;type:text"`
	OfficerID   string    `gorm:"primaryKey;type:text"`
	SavedAt     time.Time `gorm:"not null"`
	TypedSealed []byte    `gorm:"not null"`
}

// TableName is the table's name.
func (CaseTyping) TableName() string { return "case_typing" }
