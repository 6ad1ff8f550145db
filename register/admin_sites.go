package register

import (
	"context"

	"hukou/models"
	"hukou/workflow"
)

// StationView is a body of the organisation with what it has. Depth is how far it
// stands below the region.
type StationView struct {
	BodyView
	Depth    int `json:"depth"`
	Officers int `json:"officers"` // with a posting in force today
	Sites    int `json:"sites"`
	// NoApprover tells that nobody is posted today who decides at this body.
	NoApprover bool `json:"no_approver,omitempty"`
	// Ended tells that it was merged or its last day is over.
	Ended bool `json:"ended,omitempty"`
}

// SiteView is a service site with the rule of its days.
type SiteView struct {
	ID        string        `json:"id"`
	Org       string        `json:"station"`
	OrgName   workflow.Word `json:"station_name"`
	Name      string        `json:"name"`
	NameEn    string        `json:"name_en"`
	Address   string        `json:"address"`
	Office    bool          `json:"office"`
	Timetable Timetable     `json:"timetable"`
	OpenToday bool          `json:"open_today"`
	NextOpen  models.Date   `json:"next_open,omitempty"` // from tomorrow, within sixty days
	MayChange bool          `json:"may_change"`
}

// Stations lists the bodies as a tree, each above those below it. Open to the system
// and security administrators, who see all, and to officers for the own area.
func (r *Registrar) Stations(ctx context.Context, actor Actor) ([]StationView, error) {
	return nil, errUnmade
}

// Sites lists the service sites of a station, or of every station when org is empty,
// to whoever may see the station by Stations.
func (r *Registrar) Sites(ctx context.Context, actor Actor, org string) ([]SiteView, error) {
	return nil, errUnmade
}

// SetTimetable gives a site another timetable from now on; the system administrator
// alone may, and the act is audited. A day of the past cannot be an exception that was
// not one before.
func (r *Registrar) SetTimetable(ctx context.Context, actor Actor, site string, t Timetable) (SiteView, error) {
	return SiteView{}, errUnmade
}
