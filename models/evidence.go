package models

import "time"

// TreeLeaf says which row of the journal stands at a place of the tree over all cases,
// from 0, and its leaf's hash. Rows are only added, by the sequencer.
type TreeLeaf struct {
	N      int64  `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	CaseID string `gorm:"type:text;not null"`
	Seq    int64  `gorm:"type:bigint;not null"`
	Hash   []byte `gorm:"not null"`
}

// TableName is tree_leaves.
func (TreeLeaf) TableName() string { return "tree_leaves" }

// TreeHash is a hash of the tree above the leaves; ID is its place in the stored order
// of golang.org/x/mod/sumdb/tlog. Rows are only added.
type TreeHash struct {
	ID   int64  `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	Hash []byte `gorm:"not null"`
}

// Checkpoint is a signed size and root of the tree, as a note. Rows are only added;
// what counts is the copy outside the database.
type Checkpoint struct {
	Size int64     `gorm:"primaryKey;type:bigint;autoIncrement:false"`
	At   time.Time `gorm:"not null"`
	Note string    `gorm:"type:text;not null"`
}
