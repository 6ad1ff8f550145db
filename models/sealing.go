package models

import "time"

// SealingKey is a data key under the root key: no one without the root can use it.
// Number 0 is the register's first secret, from which the blind indexes come, its Org
// a mark of package seal; the
// others seal for one body or, with an empty Org, for the register. The highest number
// of a body seals, all of them open. Rows are added, and wrapped anew under another
// root; none is ever taken away.
type SealingKey struct {
	Number  int64     `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	Org     string    `gorm:"type:text;not null"`
	Suite   string    `gorm:"type:text;not null"`
	RootID  string    `gorm:"type:text;not null"`
	Wrapped []byte    `gorm:"not null"`
	MadeAt  time.Time `gorm:"not null"`
}
