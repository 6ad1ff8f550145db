package intake

import (
	"net/http"
	"sort"
	"strings"

	"github.com/a-h/templ"

	"hukou/gb"
	"hukou/models"
	"hukou/pages/desk"
	"hukou/pages/ui"
)

// maxDivisions is how many divisions the box offers at once.
const maxDivisions = 12

// place is a division as the box offers it: the whole path of names, and the code that
// took its place when it is no more.
type place struct {
	code, path, successor string
}

// divisions looks for divisions by code, name or pinyin initials, for the box of a
// place. It asks about places alone.
func divisions(r *desk.Request) error {
	found := findPlaces(strings.TrimSpace(r.QueryParam("q")), r.Reg.Today(), r.Lang)
	return r.Part(http.StatusOK, func(v *ui.View) templ.Component {
		return offeredTerms(v, v.T("行政区划", "Divisions"), v.T("没有这个地方", "No such place"), found)
	})
}

// findPlaces are the divisions that match, those of today before those that are gone.
// It walks the whole table (some 4,000 rows, a few milliseconds).
func findPlaces(q string, today models.Date, l ui.Lang) []place {
	if q == "" {
		return nil
	}
	var now, gone []place
	seen := map[string]bool{}
	for _, d := range gb.Divisions() {
		if len(d.Code) != 6 || seen[d.Code] || !matches(d, q) {
			continue
		}
		seen[d.Code] = true
		p := place{code: d.Code, path: pathOf(d, today, l)}
		if _, successor, abolished := gb.Abolished(d.Code, today); abolished {
			p.successor = successor
			gone = append(gone, p)
			continue
		}
		now = append(now, p)
	}
	sort.SliceStable(now, func(i, j int) bool { return local(now[i].code) && !local(now[j].code) })
	all := append(now, gone...)
	return all[:min(len(all), maxDivisions)]
}

// local tells whether a code is of the register's own region.
func local(code string) bool { return strings.HasPrefix(code, "64") }

func matches(d gb.Division, q string) bool { return named(d.Code, d.Name, d.NameEn, q) }

// pathOf is the names from the province down.
func pathOf(d gb.Division, today models.Date, l ui.Lang) string {
	name := func(d gb.Division) string {
		if l == ui.English && d.NameEn != "" {
			return d.NameEn
		}
		return d.Name
	}
	path := name(d)
	for at := d; at.Parent != ""; {
		up, ok := gb.DivisionOn(at.Parent, today)
		if !ok {
			break
		}
		path, at = name(up)+" "+path, up
	}
	return path
}

// giver answers which division gave the numbers that begin with a code to those born on
// a day: as it was called then, or later where the code is younger than the birth. What
// is odd about the code is a hint to compare the document and stops nothing.
func giver(r *desk.Request) error {
	return r.String(http.StatusOK, giverOf(strings.TrimSpace(r.FormValue("code")), models.Date(r.FormValue("on")), r.Reg.Today(), r.Lang))
}

func giverOf(code string, born, today models.Date, l ui.Lang) string {
	if len(code) != 6 || !born.Valid() {
		return ""
	}
	for _, day := range []models.Date{born, today} {
		if d, ok := gb.DivisionOn(code, day); ok {
			return pathOf(d, day, l)
		}
	}
	if last, _, ended := gb.Abolished(code, born); ended {
		return pathOf(last, last.To, l) + l.T("（出生之前已撤销，请对照证件）", " (ended before the birth; compare the card)")
	}
	if last, _, ended := gb.Abolished(code, today); ended {
		return pathOf(last, last.To, l)
	}
	return l.T("（不在已知的区划代码中，请对照证件）", "(in no list of divisions; compare the card)")
}
