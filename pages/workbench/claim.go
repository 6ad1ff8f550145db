package workbench

import (
	"net/http"

	"hukou/pages/desk"
	"hukou/register"
)

// next takes the most urgent case of the station in hand and opens it.
func next(r *desk.Request) error {
	ans, err := r.Reg.NextFromStation(r.Request().Context(), r.Actor)
	if err != nil {
		return err
	}
	if ans.Status == http.StatusNoContent {
		return r.Go(pathOf(register.QueueStation), r.T("本所没有可领的件了", "Nothing is left to take at your station"))
	}
	return r.Go("/cases/"+ans.CaseID, r.T("已领取，本件由你办理", "Taken: this case is in your hands"))
}

// claim takes the case that was chosen in hand and opens it.
func claim(r *desk.Request) error {
	if _, err := r.Reg.Claim(r.Request().Context(), r.Actor, r.FormValue("case")); err != nil {
		return err
	}
	return r.Go("/cases/"+r.FormValue("case"), r.T("已领取，本件由你办理", "Taken: this case is in your hands"))
}
