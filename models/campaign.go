package models

import "time"

// Campaign is a round of visits from door to door (走访活动): by one station or county,
// from one day to another, both included. Of who was visited it has nothing.
type Campaign struct {
	ID       string    `gorm:"primaryKey;type:text"`
	Name     string    `gorm:"type:text;not null"`
	Org      string    `gorm:"type:text;not null"`
	From     Date      `gorm:"type:text;not null;column:valid_from"`
	To       Date      `gorm:"type:text;not null;column:valid_to"`
	OpenedBy string    `gorm:"type:text;not null"`
	OpenedAt time.Time `gorm:"not null"`
}

// CampaignOfficer takes part in a campaign.
type CampaignOfficer struct {
	CampaignID string `gorm:"primaryKey;type:text"`
	OfficerID  string `gorm:"primaryKey;type:text"`
}

// CampaignVisit are the counts of one day's round, and no name: households and people
// spoken with, disputes settled at the door (Mediated) or handed on, suggestions received
// and answered. HandedOn is JSON of numbers by kind of body, see package register. A row
// that was wrong is struck and another noted.
type CampaignVisit struct {
	ID          string     `gorm:"primaryKey;type:text"`
	CampaignID  string     `gorm:"type:text;not null"`
	On          Date       `gorm:"type:text;not null;column:visited_on"`
	Households  int        `gorm:"type:bigint;not null"`
	People      int        `gorm:"type:bigint;not null"`
	Mediated    int        `gorm:"type:bigint;not null"`
	HandedOn    string     `gorm:"type:text;not null"`
	Suggestions int        `gorm:"type:bigint;not null"`
	Answered    int        `gorm:"type:bigint;not null"`
	NotedBy     string     `gorm:"type:text;not null"`
	NotedAt     time.Time  `gorm:"not null"`
	StruckBy    string     `gorm:"type:text;not null"`
	StruckAt    *time.Time ``
}

// CampaignLead names the campaign in which a lead was noted; a lead has one at most.
type CampaignLead struct {
	CaseID     string `gorm:"primaryKey;type:text"`
	CampaignID string `gorm:"type:text;not null"`
}
