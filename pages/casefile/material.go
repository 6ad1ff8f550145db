package casefile

import (
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/uploads"
	"hukou/workflow"
)

// newPaper is the form that adds a paper.
type newPaper struct {
	*sheet
	kind      workflow.MaterialKind
	source    string
	reference string
	// form is the address under which what is typed is kept: each kind that is asked for
	// has its own.
	form string
}

func newMaterial(r *desk.Request) error {
	source := register.SourcePaper
	if slices.Contains(sources(), r.QueryParam("source")) {
		source = r.QueryParam("source")
	}
	asked := url.Values{}
	for _, name := range []string{"kind", "source"} {
		if x := r.QueryParam(name); x != "" {
			asked.Set(name, x)
		}
	}
	form := strings.TrimSuffix(at(r.Param("id"), "/materials/new", "")+"?"+asked.Encode(), "?")
	return materialAsked(r, http.StatusOK, nil, newPaper{kind: workflow.MaterialKind(r.QueryParam("kind")), source: source, form: form})
}

func materialAsked(r *desk.Request, status int, f *ui.Fault, m newPaper) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	s.fault, m.sheet = f, s
	if m.kind == "" && len(s.Missing) > 0 {
		m.kind = s.Missing[0].Kind
	}
	return r.Page(status, r.T("添加材料", "Add paper")+" "+s.Number, s.section(), func(v *ui.View) templ.Component { return materialForm(keeping(v), m) })
}

// kinds are the papers of the business, those that lack first, then every other kind.
func (m newPaper) kinds(l ui.Lang) []option {
	out := []option{}
	add := func(kind workflow.MaterialKind, note string) {
		w, ok := m.book.Material(kind)
		if ok && !offers(out, string(kind)) {
			out = append(out, option{value: string(kind), label: l.Word(w.Word), note: note})
		}
	}
	for _, x := range m.Missing {
		add(x.Kind, l.T("还缺", "still needed"))
	}
	if m.def != nil {
		for _, rule := range m.def.Materials {
			add(rule.Kind, "")
		}
	}
	for _, kind := range m.book.MaterialKinds() {
		add(kind, "")
	}
	return out
}

func sources() []string {
	return []string{register.SourcePaper, register.SourceShared, register.SourceECertificate}
}

// addMaterial puts a paper in the case and opens it to be looked at.
func addMaterial(r *desk.Request) error {
	m := register.NewMaterial{Kind: workflow.MaterialKind(r.FormValue("kind")), Source: r.FormValue("source"), Reference: r.FormValue("reference")}
	form := newPaper{kind: m.Kind, source: m.Source, reference: m.Reference, form: r.FormValue(ui.TypedForm)}
	if err := readScan(r, &m); err != nil {
		return err
	}
	if _, err := r.Reg.AddMaterial(r.Request().Context(), r.Actor, r.Param("id"), r.FormValue("key"), m); err != nil {
		f := r.Fault(err)
		if !desk.Shown(f) {
			return err
		}
		return materialAsked(r, f.Status, f, form)
	}
	w, _ := r.Reg.Book().Material(m.Kind)
	return r.Go(at(r.Param("id"), "", r.FormValue("queue")), r.T("已收：", "Taken in: ")+r.Lang.Word(w.Word))
}

// readScan reads the file of the form; where none was chosen the register says that the
// scan lacks, where one is needed.
func readScan(r *desk.Request, m *register.NewMaterial) error {
	file, size, err := r.File("file", register.MaxMaterial)
	m.FileName, m.MediaType, m.Bytes = file.Name, file.Media, file.Bytes
	if size > register.MaxMaterial {
		m.Bytes = make([]byte, register.MaxMaterial+1) // the register says so
	}
	return err
}

// opened is the page of one paper: its scan beside what was declared, and the verdict.
type opened struct {
	*sheet
	paper         register.MaterialView
	result, class string
	icon          ui.Icon
	text          string
	tried, note   string
}

func viewMaterial(r *desk.Request) error { return showMaterial(r, http.StatusOK, nil, opened{}) }

func showMaterial(r *desk.Request, status int, f *ui.Fault, p opened) error {
	s, err := readSheet(r)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(s.Materials, func(m register.MaterialView) bool { return m.ID == r.Param("mid") })
	if i < 0 {
		return desk.NotFound()
	}
	s.fault, p.sheet, p.paper = f, s, s.Materials[i]
	if f != nil && f.Status == http.StatusPreconditionFailed {
		version, _ := strconv.ParseInt(r.FormValue("version"), 10, 64)
		if s.changes, err = r.Reg.ChangesSince(r.Request().Context(), r.Actor, s.ID, version); err != nil {
			return err
		}
	}
	p.result, p.class, p.icon = s.paperResult(r.Lang, p.paper)
	if p.paper.MediaType == "text/plain" {
		scan, err := r.Reg.MaterialContent(r.Request().Context(), r.Actor, s.ID, p.paper.ID)
		if err != nil && !desk.IsNotFound(err) {
			return err
		}
		p.text = string(scan.Bytes)
	}
	return r.Page(status, s.title(r.Lang), s.section(), func(v *ui.View) templ.Component { return materialPage(keeping(v), p) })
}

func (p opened) isImage() bool {
	return p.paper.MediaType == "image/png" || p.paper.MediaType == "image/jpeg"
}

// form is the address under which the verdict keeps what is typed.
func (p opened) form() string { return at(p.ID, "/materials/"+p.paper.ID, "") }

func (p opened) version() string { return strconv.FormatInt(p.Version, 10) }

// mayJudge tells that verdicts are given in this case and that the officer is one of
// those who give them; the register decides.
func (p opened) mayJudge() bool {
	return !p.Closed && p.actor.Has(workflow.Clerk, workflow.Community)
}

// beside are the items to compare with this paper: those read from it, else all that
// have a value.
func (p opened) beside() []register.CompareRow {
	var own, all []register.CompareRow
	for _, row := range p.compare {
		if row.Declared == nil {
			continue
		}
		if all = append(all, row); row.Material != nil && row.Material.MaterialID == p.paper.ID {
			own = append(own, row)
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}

func doubts() []string {
	return []string{register.VerdictUnreadable, register.VerdictWrongPerson, register.VerdictExpired, register.VerdictDoubtful}
}

// judge gives a verdict and goes to the next paper that nobody has looked at, else to
// the case.
func judge(r *desk.Request) error {
	version, _ := strconv.ParseInt(r.FormValue("version"), 10, 64)
	if version == 0 {
		version = -1
	}
	q := register.VerdictRequest{CaseID: r.Param("id"), Material: r.Param("mid"), Result: r.FormValue("result"), Note: r.FormValue("note"), Version: version, Key: r.FormValue("key")}
	if _, err := r.Reg.Verdict(r.Request().Context(), r.Actor, q); err != nil {
		f := r.Fault(err)
		if !desk.Shown(f) {
			return err
		}
		return showMaterial(r, f.Status, f, opened{tried: q.Result, note: q.Note})
	}
	v, err := r.Reg.View(r.Request().Context(), r.Actor, q.CaseID)
	if err != nil {
		return err
	}
	to := at(q.CaseID, "", r.FormValue("queue"))
	done := r.T("已核验一项材料", "One paper checked")
	for _, m := range v.Materials {
		if m.Verdict == "" && m.ID != q.Material {
			to = at(q.CaseID, "/materials/"+m.ID, r.FormValue("queue"))
			break
		}
	}
	return r.Go(to, done)
}

// scan hands a paper's scan to the page that shows it, and to no page elsewhere: the
// bytes are an image, a PDF or plain text by their content, and nothing in them runs. A
// sandbox closes them in as well, but for a PDF, which browsers do not show in one.
func scan(r *desk.Request) error {
	m, err := r.Reg.MaterialContent(r.Request().Context(), r.Actor, r.Param("id"), r.Param("mid"))
	if err != nil {
		return err
	}
	h := r.Response().Header()
	policy := "default-src 'none'; style-src 'unsafe-inline'; object-src 'none'; frame-ancestors 'self'; base-uri 'none'"
	if m.MediaType != string(uploads.PDF) {
		policy += "; sandbox"
	}
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Content-Disposition", mime.FormatMediaType("inline", map[string]string{"filename": "scan"}))
	media := m.MediaType
	if media == "text/plain" {
		media += "; charset=utf-8"
	}
	return r.Blob(http.StatusOK, media, m.Bytes)
}
