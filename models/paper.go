package models

import "time"

// IssuedPaper is a numbered paper that a case gave out: a certificate, a booklet, an
// answer to a query. Number is unique; Edition counts the booklets of a household, and
// Voids names the one that a new booklet takes out of use. What the paper says is sealed.
type IssuedPaper struct {
	ID          string    `gorm:"primaryKey;type:text"`
	Number      string    `gorm:"type:text;not null"`
	Kind        string    `gorm:"type:text;not null"`
	Org         string    `gorm:"type:text;not null"`
	CaseID      string    `gorm:"type:text;not null"`
	PersonID    string    `gorm:"type:text;not null"`
	HouseholdID string    `gorm:"type:text;not null"`
	Edition     int64     `gorm:"type:bigint;not null"`
	Voids       string    `gorm:"type:text;not null"`
	IssuedOn    Date      `gorm:"type:text;not null"`
	IssuedBy    string    `gorm:"type:text;not null"`
	At          time.Time `gorm:"not null"`
	Sealed      []byte    `gorm:"column:body_sealed"`
}

// PrintEntry is a line of the print log (打印日志): who brought which paper before the
// printer, when, at which body. It is only added to.
type PrintEntry struct {
	ID        string    `gorm:"primaryKey;type:text"`
	At        time.Time `gorm:"not null"`
	OfficerID string    `gorm:"type:text;not null"`
	Org       string    `gorm:"type:text;not null"`
	CaseID    string    `gorm:"type:text;not null"`
	PaperID   string    `gorm:"type:text;not null"`
	Number    string    `gorm:"type:text;not null"`
}

// TableName is print_log.
func (PrintEntry) TableName() string { return "print_log" }

// PaperCode is the code under which anybody may ask whether a paper is still good: 130
// random bits as 26 signs of Crockford's base 32, drawn when the paper is first printed.
// Number names the paper within its case, as it stands on it. It is only added to.
type PaperCode struct {
	Code   string    `gorm:"primaryKey;type:text"`
	CaseID string    `gorm:"type:text;not null"`
	Number string    `gorm:"type:text;not null"`
	At     time.Time `gorm:"not null"`
}
