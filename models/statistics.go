package models

import "time"

// StatisticsClosed is a sheet of a month ("2026-10") as a county closed it, written once.
// Figures is JSON: station, then column, then the number.
type StatisticsClosed struct {
	Org      string    `gorm:"primaryKey;type:text"`
	Month    string    `gorm:"primaryKey;type:text"`
	Sheet    string    `gorm:"primaryKey;type:text"`
	Figures  string    `gorm:"type:text;not null"`
	ClosedBy string    `gorm:"type:text;not null"`
	ClosedAt time.Time `gorm:"not null"`
}

// TableName is statistics_closed.
func (StatisticsClosed) TableName() string { return "statistics_closed" }
