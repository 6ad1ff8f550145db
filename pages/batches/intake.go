package batches

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"hukou/pages/desk"
	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// folder is one kind of paper for the many children that lack it: what shows it is
// taken in once and put in each child's case, with the officer's verdict on that child.
type folder struct {
	*batch
	kind  workflow.MaterialKind
	name  workflow.Word
	kinds []register.MissingView
	rows  []sheaf
	paper register.NewMaterial
	seen  bool
	over  bool
	fault *ui.Fault
}

// sheaf is a child without the paper. there is the paper's id where it lies in the
// case and nobody has looked at it.
type sheaf struct {
	register.BatchLine
	version     int64
	there       string
	sent, taken bool
	result      *ui.Fault
}

// lackPapers counts the children in whose cases a paper lacks; papers are taken in
// while the roster is under way.
func (b *batch) lackPapers() int {
	n := 0
	for _, l := range b.lines {
		if !l.Closed && l.MaterialsGood < l.MaterialsNeeded && l.State != workflow.Listed {
			n++
		}
	}
	if b.State != workflow.BRunning || !b.judges() {
		return 0
	}
	return n
}

// judges tells that the officer may give verdicts on papers.
func (b *batch) judges() bool { return b.actor.Has(workflow.Clerk, workflow.Community) }

// readFolder reads who lacks the kind asked for, or the first kind that anybody lacks.
func readFolder(r *desk.Request) (*folder, error) {
	b, err := read(r)
	if err != nil {
		return nil, err
	}
	if b.State != workflow.BRunning || !b.judges() {
		return nil, desk.NotFound()
	}
	f := &folder{batch: b, kind: workflow.MaterialKind(r.FormValue("kind"))}
	views := map[string]*register.CaseView{}
	for _, l := range b.lines {
		if l.Closed || l.MaterialsGood >= l.MaterialsNeeded || l.State == workflow.Listed {
			continue
		}
		v, err := r.Reg.View(r.Request().Context(), r.Actor, l.ID)
		if err != nil {
			return nil, err
		}
		views[l.ID] = v
		for _, m := range v.Missing {
			if !slices.ContainsFunc(f.kinds, func(k register.MissingView) bool { return k.Kind == m.Kind }) {
				f.kinds = append(f.kinds, m)
			}
		}
	}
	if f.kind == "" && len(f.kinds) > 0 {
		f.kind = f.kinds[0].Kind
	}
	i := slices.IndexFunc(f.kinds, func(k register.MissingView) bool { return k.Kind == f.kind })
	if i < 0 {
		return nil, desk.NotFound()
	}
	f.name = f.kinds[i].Name
	for _, l := range b.lines {
		if v := views[l.ID]; v != nil && slices.ContainsFunc(v.Missing, func(m register.MissingView) bool { return m.Kind == f.kind }) {
			f.rows = append(f.rows, sheaf{BatchLine: l, version: v.Version, there: unjudged(v, f.kind)})
		}
	}
	return f, nil
}

// unjudged is the id of the paper of a kind that nobody has looked at.
func unjudged(v *register.CaseView, kind workflow.MaterialKind) string {
	for _, m := range v.Materials {
		if m.Kind == kind && m.Verdict == "" {
			return m.ID
		}
	}
	return ""
}

func askPapers(r *desk.Request) error {
	f, err := readFolder(r)
	if err != nil {
		return err
	}
	f.paper.Source = register.SourceShared
	return f.show(r, http.StatusOK)
}

func (f *folder) show(r *desk.Request, status int) error {
	return r.Page(status, r.T("各人的材料", "Papers of the children")+" "+f.Number, ui.Batches, func(v *ui.View) templ.Component { return folderPage(keeping(v), f) })
}

// takePapers puts the paper in every case that is ticked and gives the verdict there;
// each case answers for itself.
func takePapers(r *desk.Request) error {
	f, err := readFolder(r)
	if err != nil {
		return err
	}
	values, err := r.FormParams()
	if err != nil {
		return err
	}
	f.paper = register.NewMaterial{Kind: f.kind, Source: r.FormValue("source"), Reference: strings.TrimSpace(r.FormValue("reference"))}
	f.seen = r.FormValue("seen") == "true"
	if err := f.readScan(r); err != nil {
		return err
	}
	asked := 0
	for i := range f.rows {
		if f.rows[i].sent = slices.Contains(values["line"], f.rows[i].ID); f.rows[i].sent {
			asked++
		}
	}
	if f.fault = f.lacks(r, asked); f.fault != nil {
		return f.show(r, f.fault.Status)
	}
	if f.paper, err = r.Reg.Look(r.Request().Context(), f.paper); err != nil {
		return err
	}
	done := 0
	for i := range f.rows {
		if x := &f.rows[i]; x.sent {
			if x.result = f.put(r, x, r.FormValue("key")); x.result == nil {
				x.taken = true
				done++
			}
		}
	}
	if done > 0 {
		if err := r.Sent(); err != nil {
			return err
		}
	}
	if done < asked {
		f.over = true
		return f.show(r, http.StatusOK)
	}
	return r.Go("/batches/"+f.ID, r.T("已收并核验：", "Taken in and checked: ")+r.Lang.Word(f.name)+" "+strconv.Itoa(done)+r.T(" 人", ""))
}

func (f *folder) readScan(r *desk.Request) error {
	file, size, err := r.File("file", register.MaxMaterial)
	f.paper.FileName, f.paper.MediaType, f.paper.Bytes = file.Name, file.Media, file.Bytes
	if size > register.MaxMaterial {
		f.paper.Bytes = make([]byte, register.MaxMaterial+1) // the register says so
	}
	return err
}

// lacks says all that the form lacks at once.
func (f *folder) lacks(r *desk.Request, asked int) *ui.Fault {
	var wrong []ui.FieldFault
	if f.paper.Source == register.SourcePaper && len(f.paper.Bytes) == 0 {
		wrong = append(wrong, ui.FieldFault{Field: "file", Text: r.T("请上传扫描件。", "Add the scan.")})
	}
	if f.paper.Source != register.SourcePaper && f.paper.Reference == "" {
		wrong = append(wrong, ui.FieldFault{Field: "reference", Text: r.T("请填写查询编号", "Write down the reference")})
	}
	if !f.seen {
		wrong = append(wrong, ui.FieldFault{Field: "seen", Text: r.T("逐人看过才能核验", "Look at each before you check them")})
	}
	if asked == 0 {
		wrong = append(wrong, ui.FieldFault{Field: "line", Text: r.T("至少选一人。", "Choose at least one.")})
	}
	if len(wrong) == 0 {
		return nil
	}
	return &ui.Fault{Status: http.StatusUnprocessableEntity, Title: r.T("还有没填的", "Something is not filled in"), Text: r.T("填好后再交一次，已填的都还在。", "Fill it in and send again; what you typed is kept."), Fields: wrong}
}

// put takes the paper into one case, unless it lies there already, and says that it
// agrees with what is declared of this child.
func (f *folder) put(r *desk.Request, x *sheaf, key string) *ui.Fault {
	ctx, version := r.Request().Context(), x.version
	if x.there == "" {
		a, err := r.Reg.AddMaterial(ctx, r.Actor, x.ID, key+"/"+x.ID, f.paper)
		if err != nil {
			return r.Fault(err)
		}
		v, err := r.Reg.View(ctx, r.Actor, x.ID)
		if err != nil {
			return r.Fault(err)
		}
		x.there, version = unjudged(v, f.kind), a.Version
	}
	_, err := r.Reg.Verdict(ctx, r.Actor, register.VerdictRequest{CaseID: x.ID, Material: x.there, Result: register.VerdictOK, Version: version, Key: key + "/" + x.ID + "/ok"})
	if err != nil {
		return r.Fault(err)
	}
	return nil
}
