package register

import (
	"context"
	"time"

	"hukou/models"
)

// AdminActView is one act of administration: who, what, on what, what it was before
// and is after, as JSON without personal data.
type AdminActView struct {
	ID        string    `json:"id"`
	At        time.Time `json:"at"`
	OfficerID string    `json:"officer_id"`
	Officer   string    `json:"officer"`
	Act       string    `json:"act"`
	ObjectID  string    `json:"object_id"`
	Before    string    `json:"before,omitempty"`
	After     string    `json:"after,omitempty"`
}

// AdminActFilter narrows the acts: on one object, by one officer, up to an instant.
type AdminActFilter struct {
	ObjectID  string
	OfficerID string
	Before    time.Time
	Day       models.Date
}

// AdminActs lists acts of administration, newest first, at most 200. The audit
// administrator sees all; a system or security administrator the own.
func (r *Registrar) AdminActs(ctx context.Context, actor Actor, f AdminActFilter) ([]AdminActView, error) {
	return nil, errUnmade
}
