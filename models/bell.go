package models

import "time"

// BellGroup are neighbours who ring for one another (和谐警铃), kept by a station. No row of
// the bell names a person, a household or a case of the register.
type BellGroup struct {
	ID     string    `gorm:"primaryKey;type:text"`
	Org    string    `gorm:"type:text;not null"`
	Name   string    `gorm:"type:text;not null"`
	MadeBy string    `gorm:"type:text;not null"`
	MadeAt time.Time `gorm:"not null"`
}

// BellDoor is a door of a group, known by its number alone. SecretHash is that of the
// secret in its address; empty until the first sheet is printed.
type BellDoor struct {
	ID         string `gorm:"primaryKey;type:text"`
	GroupID    string `gorm:"type:text;not null"`
	Number     string `gorm:"type:text;not null"`
	SecretHash string `gorm:"type:text;not null"`
	JoinedOn   Date   `gorm:"type:text;not null"`
}

// BellAdult is an adult of a door who signed, with the name as it was signed.
type BellAdult struct {
	DoorID     string `gorm:"primaryKey;type:text"`
	Seq        int64  `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	NameSealed []byte `gorm:"not null"`
	SignedOn   Date   `gorm:"type:text;not null"`
}

// BellKind says what an alarm is.
type BellKind string

// The kinds of alarms: of a door, told to the neighbours and the station; of a door, told to
// the station alone; of the station, told to the whole group as a drill (演练).
const (
	BellHelp   BellKind = "help"
	BellSilent BellKind = "silent"
	BellDrill  BellKind = "drill"
)

// BellAlarm is one ringing. Number is the door's as it rang, since the door may leave; a
// drill has neither door nor number, and an officer in StartedBy. PoliceCase, once noted, keeps the row
// beyond its thirty days.
type BellAlarm struct {
	ID         string     `gorm:"primaryKey;type:text"`
	GroupID    string     `gorm:"type:text;not null"`
	DoorID     string     `gorm:"type:text;not null"`
	Number     string     `gorm:"type:text;not null"`
	Kind       BellKind   `gorm:"type:text;not null"`
	RungAt     time.Time  `gorm:"not null"`
	StartedBy  string     `gorm:"type:text;not null"`
	SeenBy     string     `gorm:"type:text;not null"`
	SeenAt     *time.Time ``
	ClosedBy   string     `gorm:"type:text;not null"`
	ClosedAt   *time.Time ``
	PoliceCase string     `gorm:"type:text;not null"`
}

// BellAck says that a door goes to look.
type BellAck struct {
	AlarmID string    `gorm:"primaryKey;type:text"`
	DoorID  string    `gorm:"primaryKey;type:text"`
	Number  string    `gorm:"type:text;not null"`
	At      time.Time `gorm:"not null"`
}
