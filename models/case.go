package models

import "time"

// Case is one matter from its opening to its end. The row is narrow and updated in
// place: state, version and clock's date move, all else stands beside it. The
// version moves with state, data and evidence; Seq is the last journal row, Head
// the hash of it. A Case is about where it was taken in, where it is handled and
// where it is to be registered, which may be three places.
type Case struct {
	ID            string     `gorm:"primaryKey;type:text"`
	Number        string     `gorm:"type:text;not null"`
	Business      string     `gorm:"type:text;not null"`
	Edition       Date       `gorm:"type:text;not null"`
	State         string     `gorm:"type:text;not null"`
	Version       int64      `gorm:"type:bigint;not null"`
	Seq           int64      `gorm:"type:bigint;not null"`
	Head          []byte     ``
	ParentID      string     `gorm:"type:text;not null"`
	OriginCase    string     `gorm:"type:text;not null"`
	AcceptanceOrg string     `gorm:"type:text;not null"`
	HandlingOrg   string     `gorm:"type:text;not null"`
	RegisterOrg   string     `gorm:"type:text;not null"`
	Site          string     `gorm:"type:text;not null"`
	HolderID      string     `gorm:"type:text;not null"`
	HeldAt        *time.Time ``
	OpenedBy      string     `gorm:"type:text;not null"`
	OpenedAt      time.Time  `gorm:"not null"`
	LodgedOn      Date       `gorm:"type:text;not null"`
	AcceptedOn    Date       `gorm:"type:text;not null"`
	DueOn         Date       `gorm:"type:text;not null"`
	Provisional   bool       `gorm:"not null"`
	Late          bool       `gorm:"not null"`
	LastOfficer   string     `gorm:"type:text;not null"`
	EnteredOn     Date       `gorm:"type:text;not null"`
	ClosedAt      *time.Time ``
	// Restricted tells that the case is there for those alone who have a part in it
	// (未成年人保护法 103). The sealed form says the same.
	Restricted bool `gorm:"not null;default:false"`
}

// CaseForm is what was declared and decided about a case that need not be read to
// move it: the declared facts (sealed), the pinned policy, the return stack.
type CaseForm struct {
	CaseID      string `gorm:"primaryKey;type:text"`
	FactsSealed []byte ``
	Policy      string `gorm:"type:text;not null"`
	Returns     string `gorm:"type:text;not null"`
	Notice      string `gorm:"type:text;not null"`
}

// CaseOrg is a body's part in a case: who may see it, and from which seat.
type CaseOrg struct {
	CaseID string `gorm:"primaryKey;type:text"`
	Org    string `gorm:"primaryKey;type:text"`
	Seat   string `gorm:"primaryKey;type:text"`
}

// CaseHand is a person's side in a case: makes or checks, never both (Norm 9). The
// primary key holds it by person, not by account.
type CaseHand struct {
	CaseID   string `gorm:"primaryKey;type:text"`
	PersonID string `gorm:"primaryKey;type:text"`
	Side     string `gorm:"type:text;not null"`
	Acceptor bool   `gorm:"not null"`
}

// CaseSubject is a person's part in a case. Key is the person's id, or for one not
// yet registered the keyed hash that tells two requests for one child apart from
// two children. Version is the person's version seen at acceptance. Pinyin and
// Initials are the readings of the name, as Person has them, to find the case by.
type CaseSubject struct {
	CaseID   string `gorm:"primaryKey;type:text"`
	Role     string `gorm:"primaryKey;type:text"`
	Number   int    `gorm:"primaryKey;type:bigint;column:n;autoIncrement:false"`
	PersonID string `gorm:"type:text;not null"`
	Key      []byte `gorm:"column:subject_key"`
	Name     string `gorm:"type:text;not null"`
	Version  int64  `gorm:"type:bigint;not null"`
	Pinyin   string `gorm:"type:text;not null;default:''"`
	Initials string `gorm:"type:text;not null;default:''"`
}

// SubjectLock holds a person for one open case; a partial unique index lets one
// live lock stand for a key.
type SubjectLock struct {
	ID         string     `gorm:"primaryKey;type:text"`
	Key        []byte     `gorm:"column:subject_key;not null"`
	CaseID     string     `gorm:"type:text;not null"`
	TakenAt    time.Time  `gorm:"not null"`
	ReleasedAt *time.Time ``
}

// CaseClock is one running or ended period of a case. Limit and Stops are JSON of
// package workflow/calendar. Promised is the latest date a citizen was told; it is
// a floor when a provisional date is recomputed.
type CaseClock struct {
	ID          string `gorm:"primaryKey;type:text"`
	CaseID      string `gorm:"primaryKey;type:text"`
	Limit       string `gorm:"type:text;not null;column:limit_name"`
	State       string `gorm:"type:text;not null"`
	StartedOn   Date   `gorm:"type:text;not null"`
	Span        string `gorm:"type:text;not null"`
	Extension   string `gorm:"type:text;not null"`
	Stops       string `gorm:"type:text;not null"`
	Promised    Date   `gorm:"type:text;not null"`
	DueOn       Date   `gorm:"type:text;not null"`
	Provisional bool   `gorm:"not null"`
	EndedOn     Date   `gorm:"type:text;not null"`
}

// CaseTimer makes the system take a step when its day has come.
type CaseTimer struct {
	ID        string     `gorm:"primaryKey;type:text"`
	CaseID    string     `gorm:"type:text;not null"`
	Event     string     `gorm:"type:text;not null"`
	State     string     `gorm:"type:text;not null"`
	DueOn     Date       `gorm:"type:text;not null"`
	FiredAt   *time.Time ``
	Cancelled bool       `gorm:"not null"`
	Failures  int        `gorm:"type:bigint;not null"`
}

// CaseTask is work beside the states: a visit, an opinion, a second look.
type CaseTask struct {
	ID       string     `gorm:"primaryKey;type:text"`
	CaseID   string     `gorm:"type:text;not null"`
	Kind     string     `gorm:"type:text;not null"`
	GroupID  string     `gorm:"type:text;not null"`
	Needed   int        `gorm:"type:bigint;not null"`
	Required bool       `gorm:"not null"`
	Org      string     `gorm:"type:text;not null"`
	Role     string     `gorm:"type:text;not null"`
	Officer  string     `gorm:"type:text;not null"`
	AskedBy  string     `gorm:"type:text;not null"`
	Note     string     `gorm:"type:text;not null"`
	OpenedAt time.Time  `gorm:"not null"`
	DueOn    Date       `gorm:"type:text;not null"`
	DoneAt   *time.Time ``
	DoneBy   string     `gorm:"type:text;not null"`
	Outcome  string     `gorm:"type:text;not null"`
}

// CaseProposal is the first half of an act of two persons, open until the second
// confirms it or the case moves on.
type CaseProposal struct {
	ID       string     `gorm:"primaryKey;type:text"`
	CaseID   string     `gorm:"type:text;not null"`
	Event    string     `gorm:"type:text;not null"`
	PersonID string     `gorm:"type:text;not null"`
	State    string     `gorm:"type:text;not null"`
	Sealed   []byte     `gorm:"column:input_sealed"`
	At       time.Time  `gorm:"not null"`
	ClosedAt *time.Time ``
}

// CaseView notes that an officer opened a version of a case (每次查看留痕).
type CaseView struct {
	CaseID    string    `gorm:"primaryKey;type:text"`
	OfficerID string    `gorm:"primaryKey;type:text"`
	Version   int64     `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	At        time.Time `gorm:"not null"`
}

// CaseLink joins a case to the one that follows from it: successor, duplicate,
// child's own case. DueOn is when the owner must have acted.
type CaseLink struct {
	FromCase string `gorm:"primaryKey;type:text"`
	ToCase   string `gorm:"primaryKey;type:text"`
	Kind     string `gorm:"type:text;not null"`
}

// CaseNumber counts the human case numbers of a station in a year.
type CaseNumber struct {
	Org  string `gorm:"primaryKey;type:text"`
	Year int    `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	Last int64  `gorm:"type:bigint;not null"`
}

// Material is a paper of a case, or shared data in its place, with the verdict on
// it. Digest names the stored bytes.
type Material struct {
	ID        string     `gorm:"primaryKey;type:text"`
	CaseID    string     `gorm:"type:text;not null"`
	Kind      string     `gorm:"type:text;not null"`
	Source    string     `gorm:"type:text;not null"`
	FileName  string     `gorm:"type:text;not null"`
	MediaType string     `gorm:"type:text;not null"`
	Size      int64      `gorm:"type:bigint;not null"`
	Digest    []byte     ``
	Reference []byte     `gorm:"column:reference_sealed"`
	AddedBy   string     `gorm:"type:text;not null"`
	AddedAt   time.Time  `gorm:"not null"`
	Verdict   string     `gorm:"type:text;not null"`
	Note      string     `gorm:"type:text;not null"`
	VerdictBy string     `gorm:"type:text;not null"`
	VerdictAt *time.Time ``
}

// Blob is the sealed bytes of a scan, named by the digest of what was uploaded.
type Blob struct {
	Digest []byte `gorm:"primaryKey"`
	Sealed []byte ``
}

// Decision is the reasoned sheet of a deciding step. Remedy is empty only where
// the decision grants what was asked.
type Decision struct {
	ID      string    `gorm:"primaryKey;type:text"`
	CaseID  string    `gorm:"type:text;not null"`
	Seq     int64     `gorm:"type:bigint;not null"`
	Kind    string    `gorm:"type:text;not null"`
	Level   int       `gorm:"type:bigint;not null"`
	Org     string    `gorm:"type:text;not null"`
	Number  string    `gorm:"type:text;not null"`
	Adverse bool      `gorm:"not null"`
	Sealed  []byte    `gorm:"column:body_sealed"`
	Remedy  string    `gorm:"type:text;not null"`
	At      time.Time `gorm:"not null"`
}
