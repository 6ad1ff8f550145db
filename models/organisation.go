package models

import "time"

// OrgKind is the rank of a body of the public security organisation.
type OrgKind string

// The ranks, from the station up.
const (
	KindStation OrgKind = "station"
	KindCounty  OrgKind = "county"
	KindCity    OrgKind = "city"
	KindRegion  OrgKind = "region"
)

// Organisation is a police body with its 12-digit code, which is opaque (GA 380).
// A body that was merged names the one its open work went to.
type Organisation struct {
	Code       string  `gorm:"primaryKey;type:text"`
	Name       string  `gorm:"type:text;not null"`
	NameEn     string  `gorm:"type:text;not null"`
	Kind       OrgKind `gorm:"type:text;not null"`
	Parent     string  `gorm:"type:text;not null"`
	Division   string  `gorm:"type:text;not null"`
	ValidFrom  Date    `gorm:"type:text;not null"`
	ValidTo    Date    `gorm:"type:text;not null"`
	MergedInto string  `gorm:"type:text;not null"`
}

// Division is an administrative division as it stood from one day to another: key
// is code and From, for codes change name and area. NumberPrefix is what new
// citizen numbers there begin with, which is the code but in invented data.
// LedgerCertifiedOn is the day from which the division may issue numbers.
type Division struct {
	Code              string `gorm:"primaryKey;type:text"`
	From              Date   `gorm:"primaryKey;type:text;column:valid_from"`
	To                Date   `gorm:"type:text;not null;column:valid_to"`
	Name              string `gorm:"type:text;not null"`
	NameEn            string `gorm:"type:text;not null"`
	Level             string `gorm:"type:text;not null"`
	Parent            string `gorm:"type:text;not null"`
	NumberPrefix      string `gorm:"type:text;not null"`
	Source            string `gorm:"type:text;not null"`
	Verified          bool   `gorm:"not null"`
	LedgerCertifiedOn Date   `gorm:"type:text;not null"`
}

// ServiceSite is a place where a station serves, with the rule of its days. A site
// without the office (Office false) takes in and never registers. Timetable is
// JSON, see package register.
type ServiceSite struct {
	ID        string `gorm:"primaryKey;type:text"`
	Org       string `gorm:"type:text;not null"`
	Name      string `gorm:"type:text;not null"`
	NameEn    string `gorm:"type:text;not null"`
	Address   string `gorm:"type:text;not null"`
	Office    bool   `gorm:"not null"`
	Timetable string `gorm:"type:text;not null"`
}

// HolidayDay is a special day of a published year: off, or a make-up working day.
type HolidayDay struct {
	Date   Date   `gorm:"primaryKey;type:text"`
	Work   bool   `gorm:"not null"`
	Name   string `gorm:"type:text;not null"`
	NameEn string `gorm:"type:text;not null"`
	Notice string `gorm:"type:text;not null"`
}

// PolicyRow is what a place chose for a time: the deciding level, limits, papers
// and routes of a business. Rows are never edited; a later row follows. Division
// is a code or a prefix of codes; empty means everywhere. Level is -1 when the row
// leaves the profile alone. Limits, Materials and Options are JSON.
type PolicyRow struct {
	ID        string    `gorm:"primaryKey;type:text"`
	Business  string    `gorm:"type:text;not null"`
	Division  string    `gorm:"type:text;not null"`
	From      Date      `gorm:"type:text;not null;column:valid_from"`
	To        Date      `gorm:"type:text;not null;column:valid_to"`
	Level     int       `gorm:"type:bigint;not null"`
	Limits    string    `gorm:"type:text;not null"`
	Materials string    `gorm:"type:text;not null"`
	Options   string    `gorm:"type:text;not null"`
	Document  string    `gorm:"type:text;not null"`
	EnteredBy string    `gorm:"type:text;not null"`
	EnteredAt time.Time `gorm:"not null"`
}
