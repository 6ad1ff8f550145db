package models

import "time"

// FormTyping is what an officer has typed into the form at an address that belongs to
// no draft, such as a step's, and not sent in yet: by box and sealed. CaseID is the case
// that the form is about, empty for none. Nothing of it is checked.
type FormTyping struct {
	OfficerID   string    `gorm:"primaryKey;type:text"`
	Form        string    `gorm:"primaryKey;type:text"`
	CaseID      string    `gorm:"type:text;not null"`
	SavedAt     time.Time `gorm:"not null"`
	TypedSealed []byte    `gorm:"not null"`
}

// TableName is the table's name.
func (FormTyping) TableName() string { return "form_typing" }
