// Package bell is the neighbours' bell on pages: the door's own, on a telephone, without
// script and sign-in, behind the secret of its address; and the station's, with what rings,
// its groups and the sheets that it prints for doors.
package bell

import (
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"github.com/a-h/templ"

	neighbours "hukou/bell"
	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
)

// room is the pages over a bell.
type room struct{ bell *neighbours.Bell }

// Mount adds the addresses of doors and of the station.
func Mount(d *desk.Desk, b *neighbours.Bell) {
	m := room{b}
	d.Open(http.MethodGet, "/bell/:secret", m.door)
	d.Open(http.MethodPost, "/bell/:secret/ring", m.ring)
	d.Open(http.MethodPost, "/bell/:secret/going/:id", m.going)
	d.Open(http.MethodGet, "/bell/:secret/leave", m.leaving)
	d.Open(http.MethodPost, "/bell/:secret/leave", m.leave)

	d.Get("/bells", neighbours.Keeps, m.station)
	d.Get("/bells/alarms/:id", neighbours.Keeps, m.alarm)
	d.Post("/bells/alarms/:id/seen", neighbours.Keeps, m.see)
	d.Post("/bells/alarms/:id/close", neighbours.Keeps, m.closeAlarm)
	d.Post("/bells/groups", neighbours.Keeps, m.makeGroup)
	d.Get("/bells/groups/:id", neighbours.Keeps, m.group)
	d.Post("/bells/groups/:id/doors", neighbours.Keeps, m.join)
	d.Post("/bells/groups/:id/drill", neighbours.Keeps, m.drill)
	d.Post("/bells/doors/:id/sheet", neighbours.Keeps, desk.Official(m.sheet))
	d.Post("/bells/doors/:id/leave", neighbours.Keeps, m.takeOut)
}

// board is what rings at the station and its groups.
type board struct {
	alarms []neighbours.AlarmView
	groups []neighbours.GroupView
	name   string
	fault  *ui.Fault
}

func (m room) station(r *desk.Request) error {
	if r.Fragment() {
		alarms, err := m.bell.Alarms(r.Request().Context(), r.Actor)
		if err != nil {
			return err
		}
		return r.Part(http.StatusOK, func(v *ui.View) templ.Component { return alarmList(v, alarms) })
	}
	return m.show(r, http.StatusOK, board{})
}

func (m room) show(r *desk.Request, status int, b board) error {
	var err error
	if b.alarms, err = m.bell.Alarms(r.Request().Context(), r.Actor); err != nil {
		return err
	}
	if b.groups, err = m.bell.Groups(r.Request().Context(), r.Actor); err != nil {
		return err
	}
	return r.Page(status, r.T("和谐警铃", "Neighbours’ bell"), ui.Bells, func(v *ui.View) templ.Component { return stationPage(v, b) })
}

func (m room) makeGroup(r *desk.Request) error {
	b := board{name: r.FormValue("name")}
	g, err := m.bell.MakeGroup(r.Request().Context(), r.Actor, b.name)
	if err == nil {
		return r.Go("/bells/groups/"+g.ID, r.T("警铃组已建立", "The group is made"))
	}
	if b.fault = r.Fault(err); !desk.Shown(b.fault) {
		return err
	}
	return m.show(r, b.fault.Status, b)
}

// ringing is one alarm at the station, with what was typed.
type ringing struct {
	neighbours.AlarmView
	number string
	fault  *ui.Fault
}

func (m room) alarm(r *desk.Request) error { return m.showAlarm(r, http.StatusOK, ringing{}) }

func (m room) showAlarm(r *desk.Request, status int, a ringing) error {
	var err error
	if a.AlarmView, err = m.bell.Alarm(r.Request().Context(), r.Actor, r.Param("id")); err != nil {
		return err
	}
	return r.Page(status, r.T("和谐警铃", "Neighbours’ bell"), ui.Bells, func(v *ui.View) templ.Component { return alarmPage(v, a) })
}

func (m room) see(r *desk.Request) error {
	if _, err := m.bell.See(r.Request().Context(), r.Actor, r.Param("id")); err != nil {
		return err
	}
	return r.Go("/bells", r.T("已记下：派出所已看到", "Noted: the station has seen it"))
}

func (m room) closeAlarm(r *desk.Request) error {
	a := ringing{number: r.FormValue("police_case")}
	if _, err := m.bell.Close(r.Request().Context(), r.Actor, r.Param("id"), strings.TrimSpace(a.number)); err != nil {
		if a.fault = r.Fault(err); !desk.Shown(a.fault) {
			return err
		}
		return m.showAlarm(r, a.fault.Status, a)
	}
	return r.Go("/bells", r.T("警铃已结束", "The alarm is closed"))
}

// doors is a group with its doors, and the form by which one joins.
type doors struct {
	neighbours.GroupView
	boxes map[string]string
	fault *ui.Fault
}

func (m room) group(r *desk.Request) error { return m.showGroup(r, http.StatusOK, doors{}) }

func (m room) showGroup(r *desk.Request, status int, g doors) error {
	var err error
	if g.GroupView, err = m.bell.Group(r.Request().Context(), r.Actor, r.Param("id")); err != nil {
		return err
	}
	return r.Page(status, r.T("和谐警铃", "Neighbours’ bell"), ui.Bells, func(v *ui.View) templ.Component { return groupPage(v, g) })
}

// join lets a door in: its number, how many adults there are, and a line for each who
// signed, the name with the day behind it.
func (m room) join(r *desk.Request) error {
	g := doors{boxes: map[string]string{}}
	for _, name := range []string{"number", "adults", "signed"} {
		g.boxes[name] = r.FormValue(name)
	}
	adults, _ := strconv.Atoi(strings.TrimSpace(g.boxes["adults"])) // what is no number is refused with the word on adults
	_, err := m.bell.Join(r.Request().Context(), r.Actor, r.Param("id"), neighbours.Joining{Number: g.boxes["number"], Adults: adults, Signed: signatures(g.boxes["signed"])})
	if err != nil {
		if g.fault = r.Fault(err); !desk.Shown(g.fault) {
			return err
		}
		for i, x := range g.fault.Fields {
			if strings.HasPrefix(x.Field, "signed[") {
				g.fault.Fields[i].Field = "signed"
			}
		}
		return m.showGroup(r, g.fault.Status, g)
	}
	return r.Go("/bells/groups/"+r.Param("id"), r.T("该户已加入", "The door has joined"))
}

// signatures reads a line for each adult: the name, then the day.
func signatures(text string) []neighbours.Signature {
	var out []neighbours.Signature
	for _, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		s := neighbours.Signature{Name: line}
		if at := strings.LastIndexFunc(line, func(x rune) bool { return unicode.IsSpace(x) || strings.ContainsRune(",，、", x) }); at > 0 {
			_, day, _ := strings.Cut(line[at:], string([]rune(line[at:])[0]))
			s = neighbours.Signature{Name: strings.TrimRight(line[:at], " ,，、\t"), On: models.Date(day)}
		}
		out = append(out, s)
	}
	return out
}

func (m room) drill(r *desk.Request) error {
	if err := m.bell.Drill(r.Request().Context(), r.Actor, r.Param("id")); err != nil {
		return err
	}
	return r.Go("/bells", r.T("演练已开始，十五分钟后自动结束", "The drill has begun; it ends by itself after fifteen minutes"))
}

func (m room) takeOut(r *desk.Request) error {
	g, err := m.bell.TakeOut(r.Request().Context(), r.Actor, r.Param("id"))
	if err != nil {
		return err
	}
	return r.Go("/bells/groups/"+g.ID, r.T("该户已退出", "The door has left"))
}

// paper is a door's sheet: its whole address, and the way back for whoever printed it.
type paper struct {
	neighbours.Sheet
	address string
	code    ui.Squares
}

// sheet prints a door's address anew. The former address opens nothing from now on.
func (m room) sheet(r *desk.Request) error {
	s, err := m.bell.PrintSheet(r.Request().Context(), r.Actor, r.Param("id"))
	if err != nil {
		return err
	}
	p := paper{Sheet: s, address: r.Outside(s.Path)}
	if p.code, err = ui.QR(p.address); err != nil {
		return err
	}
	return r.Paper(http.StatusOK, r.T("和谐警铃", "Neighbours’ bell"), func(v *ui.View) templ.Component { return sheetPage(v, p) })
}
