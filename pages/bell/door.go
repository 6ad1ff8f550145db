package bell

import (
	"net/http"

	"github.com/a-h/templ"

	neighbours "hukou/bell"
	"hukou/pages/desk"
	"hukou/pages/ui"
)

// again is how often a door's page asks anew, in seconds. A header asks, since the page
// has no script: what rings is worth nothing late.
const again = "15"

// atDoor is a door's page; told tells that the station has just been told, which the page
// says this once, still that it does not ask anew until it is told to (WCAG 2.2.2).
type atDoor struct {
	neighbours.Door
	secret string
	told   bool
	still  bool
}

func (d atDoor) at(more string) templ.SafeURL { return templ.SafeURL("/bell/" + d.secret + more) }

func (m room) door(r *desk.Request) error {
	d, err := m.behind(r)
	if err != nil {
		return err
	}
	d.told = r.QueryParam("told") != ""
	if d.still = r.QueryParam("still") != ""; !d.still {
		r.Response().Header().Set("Refresh", again+"; url=/bell/"+d.secret)
	}
	return r.Public(http.StatusOK, r.T("和谐警铃", "Neighbours’ bell"), func(v *ui.View) templ.Component { return doorPage(v, d) })
}

// behind is the door of the address; a secret of no door is a page that is not there.
func (m room) behind(r *desk.Request) (atDoor, error) {
	if err := r.Steady(); err != nil {
		return atDoor{}, err
	}
	d, err := m.bell.Door(r.Request().Context(), r.Param("secret"))
	return atDoor{Door: d, secret: r.Param("secret")}, err
}

func (m room) ring(r *desk.Request) error {
	if err := r.Steady(); err != nil {
		return err
	}
	silent := r.FormValue("silent") != ""
	if err := m.bell.Ring(r.Request().Context(), r.Param("secret"), silent); err != nil {
		return err
	}
	to := "/bell/" + r.Param("secret")
	if silent {
		to += "?told=1"
	}
	return r.Redirect(http.StatusSeeOther, to)
}

func (m room) going(r *desk.Request) error {
	d, err := m.behind(r)
	if err != nil {
		return err
	}
	if err := m.bell.Go(r.Request().Context(), d.secret, r.Param("id")); err != nil && !desk.IsNotFound(err) {
		return err // what no longer rings is told by the page itself
	}
	return r.Redirect(http.StatusSeeOther, "/bell/"+d.secret)
}

func (m room) leaving(r *desk.Request) error {
	d, err := m.behind(r)
	if err != nil {
		return err
	}
	return r.Public(http.StatusOK, r.T("退出警铃", "Leave the bell"), func(v *ui.View) templ.Component { return leavePage(v, d) })
}

func (m room) leave(r *desk.Request) error {
	if err := r.Steady(); err != nil {
		return err
	}
	if err := m.bell.Leave(r.Request().Context(), r.Param("secret")); err != nil {
		return err
	}
	return r.Public(http.StatusOK, r.T("退出警铃", "Leave the bell"), leftPage)
}
