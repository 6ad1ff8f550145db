package models

import "time"

// PersonStatus is whether and how a person stands in the register.
type PersonStatus string

// The statuses. A person is active in one household, in transit with one owner, or
// out of the register for a dated reason.
const (
	StatusActive    PersonStatus = "active"
	StatusTransit   PersonStatus = "in_transit"
	StatusDead      PersonStatus = "dead"
	StatusCancelled PersonStatus = "cancelled"
)

// Person is a natural person as the register knows them today: the newest image of
// the fold of register events. The id survives a change of number and is never
// shown. CaseID and EventID name what wrote the row last.
type Person struct {
	ID             string       `gorm:"primaryKey;type:text" json:"id"`
	NumberSealed   []byte       `json:"-"`
	NumberIndex    []byte       `json:"-"`
	Name           string       `gorm:"type:text;not null" json:"name"`
	FormerNames    string       `gorm:"type:text;not null" json:"former_names,omitempty"`
	Pinyin         string       `gorm:"type:text;not null" json:"-"`
	Initials       string       `gorm:"type:text;not null" json:"-"`
	Sex            string       `gorm:"type:text;not null" json:"sex"`
	BirthDate      Date         `gorm:"type:text;not null" json:"birth_date"`
	BirthTime      string       `gorm:"type:text;not null" json:"birth_time,omitempty"`
	BirthEstimated bool         `gorm:"not null" json:"birth_estimated,omitempty"`
	BirthPlaceCode string       `gorm:"type:text;not null" json:"birth_place_code,omitempty"`
	BirthPlace     string       `gorm:"type:text;not null" json:"birth_place,omitempty"`
	NativePlace    string       `gorm:"type:text;not null" json:"native_place,omitempty"`
	Ethnicity      string       `gorm:"type:text;not null" json:"ethnicity,omitempty"`
	EthnicityProof string       `gorm:"type:text;not null" json:"ethnicity_proof,omitempty"`
	CertSealed     []byte       `gorm:"column:birth_cert_sealed" json:"-"`
	CertIndex      []byte       `gorm:"column:birth_cert_index" json:"-"`
	BirthKey       []byte       `gorm:"column:birth_key" json:"-"`
	FatherID       string       `gorm:"type:text;not null" json:"father_id,omitempty"`
	MotherID       string       `gorm:"type:text;not null" json:"mother_id,omitempty"`
	SpouseID       string       `gorm:"type:text;not null" json:"spouse_id,omitempty"`
	Marital        string       `gorm:"type:text;not null" json:"marital,omitempty"`
	Education      string       `gorm:"type:text;not null" json:"education,omitempty"`
	Occupation     string       `gorm:"type:text;not null;default:''" json:"occupation,omitempty"`
	Workplace      string       `gorm:"type:text;not null;default:''" json:"workplace,omitempty"`
	HeightCM       int          `gorm:"type:bigint;not null;default:0;column:height_cm" json:"height_cm,omitempty"`
	Military       string       `gorm:"type:text;not null;default:''" json:"military,omitempty"`
	Status         PersonStatus `gorm:"type:text;not null" json:"status"`
	StatusOn       Date         `gorm:"type:text;not null" json:"status_on,omitempty"`
	StatusReason   string       `gorm:"type:text;not null" json:"status_reason,omitempty"`
	HouseholdID    string       `gorm:"type:text;not null" json:"household_id,omitempty"`
	Relation       string       `gorm:"type:text;not null" json:"relation,omitempty"`
	Since          Date         `gorm:"type:text;not null" json:"since,omitempty"`
	Org            string       `gorm:"type:text;not null" json:"org,omitempty"`
	Protected      bool         `gorm:"not null" json:"protected,omitempty"`
	Version        int64        `gorm:"type:bigint;not null" json:"version"`
	EventID        string       `gorm:"type:text;not null" json:"event_id"`
	CaseID         string       `gorm:"type:text;not null" json:"case_id"`
}

// TableName is people.
func (Person) TableName() string { return "people" }

// Household kinds: a family of near relatives living together, or a collective
// household with a head and helpers (Norm 14–18).
const (
	FamilyHousehold     = "family"
	CollectiveHousehold = "collective"
)

// Household is a household as it stands today. Number is unique in the station's
// area. Printed addresses are street and number.
type Household struct {
	ID            string `gorm:"primaryKey;type:text" json:"id"`
	Number        string `gorm:"type:text;not null" json:"number"`
	Org           string `gorm:"type:text;not null" json:"org"`
	Division      string `gorm:"type:text;not null" json:"division"`
	Kind          string `gorm:"type:text;not null" json:"kind"`
	Collective    string `gorm:"type:text;not null;column:collective_kind" json:"collective_kind,omitempty"`
	InstitutionID string `gorm:"type:text;not null" json:"institution_id,omitempty"`
	HeadID        string `gorm:"type:text;not null" json:"head_id,omitempty"`
	HelperID      string `gorm:"type:text;not null" json:"helper_id,omitempty"`
	HelperUntil   Date   `gorm:"type:text;not null" json:"helper_until,omitempty"`
	Address       string `gorm:"type:text;not null" json:"address"`
	// What the address is found by: made from it, and no part of what an event holds.
	AddressPinyin   string `gorm:"type:text;not null;default:''" json:"-"`
	AddressInitials string `gorm:"type:text;not null;default:''" json:"-"`
	Status          string `gorm:"type:text;not null" json:"status"`
	OpenedOn        Date   `gorm:"type:text;not null" json:"opened_on,omitempty"`
	ClosedOn        Date   `gorm:"type:text;not null" json:"closed_on,omitempty"`
	Version         int64  `gorm:"type:bigint;not null" json:"version"`
	EventID         string `gorm:"type:text;not null" json:"event_id"`
	CaseID          string `gorm:"type:text;not null" json:"case_id"`
}

// Residence is a person's stay in a household, in two times: ValidFrom to ValidTo
// is when it was so (To is the first day no longer), RecordedAt to ClosedAt is when
// the register knew the row as open. A partial unique index lets a person have one
// open residence.
type Residence struct {
	ID          string     `gorm:"primaryKey;type:text"`
	PersonID    string     `gorm:"type:text;not null"`
	HouseholdID string     `gorm:"type:text;not null"`
	Relation    string     `gorm:"type:text;not null"`
	ValidFrom   Date       `gorm:"type:text;not null"`
	ValidTo     Date       `gorm:"type:text;not null"`
	RecordedAt  time.Time  `gorm:"not null"`
	ClosedAt    *time.Time ``
	EventID     string     `gorm:"type:text;not null"`
	ClosedBy    string     `gorm:"type:text;not null;column:closed_by_event"`
	CaseID      string     `gorm:"type:text;not null"`
}

// Guardianship names who answers for a ward and on which ground (民法典 27, 32, 36;
// 未成年人保护法 94). The document is class C.
type Guardianship struct {
	ID             string     `gorm:"primaryKey;type:text"`
	WardID         string     `gorm:"type:text;not null"`
	GuardianID     string     `gorm:"type:text;not null"`
	Body           string     `gorm:"type:text;not null"`
	CarerBody      string     `gorm:"type:text;not null"`
	Ground         string     `gorm:"type:text;not null"`
	DocumentSealed []byte     ``
	From           Date       `gorm:"type:text;not null;column:valid_from"`
	To             Date       `gorm:"type:text;not null;column:valid_to"`
	RecordedAt     time.Time  `gorm:"not null"`
	EventID        string     `gorm:"type:text;not null"`
	CaseID         string     `gorm:"type:text;not null"`
	ClosedAt       *time.Time ``
}

// Institution is a body that keeps a collective household for those in its care.
type Institution struct {
	ID               string `gorm:"primaryKey;type:text"`
	Name             string `gorm:"type:text;not null"`
	CreditCode       string `gorm:"type:text;not null"`
	CivilAffairs     string `gorm:"type:text;not null"`
	CertificateNo    string `gorm:"type:text;not null"`
	CertificateUntil Date   `gorm:"type:text;not null"`
	HouseholdID      string `gorm:"type:text;not null"`
	HelperName       string `gorm:"type:text;not null"`
	Org              string `gorm:"type:text;not null"`
	Status           string `gorm:"type:text;not null"`
	AssessmentNo     string `gorm:"type:text;not null"`
}

// RegisterEvent is one dated act in the register (户籍事件), appended and never
// changed. Image is the sealed state of the person or household after it; the
// tables are the fold of these images. EffectiveOn is when it holds from,
// RecordedAt when the register learnt it. Prev is the event before it on the same
// subject, Reverses the event it undoes. Correlation joins the two stations' sides
// of one act.
type RegisterEvent struct {
	ID          string    `gorm:"primaryKey;type:text"`
	Kind        string    `gorm:"type:text;not null"`
	Reason      string    `gorm:"type:text;not null"`
	Scope       string    `gorm:"type:text;not null"`
	SubjectKind string    `gorm:"type:text;not null"`
	SubjectID   string    `gorm:"type:text;not null"`
	Serial      int64     `gorm:"type:bigint;not null"`
	FromOrg     string    `gorm:"type:text;not null"`
	ToOrg       string    `gorm:"type:text;not null"`
	FromHouse   string    `gorm:"type:text;not null;column:from_household"`
	ToHouse     string    `gorm:"type:text;not null;column:to_household"`
	EventOn     Date      `gorm:"type:text;not null"`
	EffectiveOn Date      `gorm:"type:text;not null"`
	RecordedAt  time.Time `gorm:"not null"`
	CaseID      string    `gorm:"type:text;not null"`
	Correlation string    `gorm:"type:text;not null"`
	Prev        string    `gorm:"type:text;not null;column:prev_event"`
	Reverses    string    `gorm:"type:text;not null"`
	Image       []byte    `gorm:"column:image_sealed;not null"`
}

// NumberEntry is a line of the sequence-code ledger (公民身份号码顺序码登记): a
// sequence of a division and birth date, once given never given again.
type NumberEntry struct {
	Division  string    `gorm:"primaryKey;type:text"`
	BirthDate Date      `gorm:"primaryKey;type:text"`
	Sequence  int       `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	Index     []byte    `gorm:"column:number_index;not null"`
	Sealed    []byte    `gorm:"column:number_sealed"`
	Sex       string    `gorm:"type:text;not null"`
	State     string    `gorm:"type:text;not null"`
	PersonID  string    `gorm:"type:text;not null"`
	CaseID    string    `gorm:"type:text;not null"`
	LinkedTo  string    `gorm:"type:text;not null"`
	At        time.Time `gorm:"not null"`
}

// TableName is number_ledger.
func (NumberEntry) TableName() string { return "number_ledger" }
