package handlers

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"
	"unicode/utf8"

	"hukou/register"
	"hukou/workflow"
)

// part is one field of a multipart body.
type part struct {
	fileName string
	media    string
	bytes    []byte
}

// form is a multipart body that was read whole; the operation bounds its size.
type form map[string]part

// text is a field's text, empty where there is none.
func (f form) text(name string) string { return strings.TrimSpace(string(f[name].bytes)) }

// readForm understands a multipart body. Fields that the call does not know are
// refused, and so are those that come twice.
func readForm(contentType string, raw []byte, fields []formField) (form, *refusal) {
	media, params, err := mime.ParseMediaType(contentType)
	if err != nil || media != "multipart/form-data" || params["boundary"] == "" {
		return nil, refuse(codeMediaType)
	}
	out := form{}
	unknown := &refusal{code: codeUnknownField}
	reader := multipart.NewReader(bytes.NewReader(raw), params["boundary"])
	for {
		p, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, refuse(codeBadRequest)
		}
		name := p.FormName()
		known, isFile := knownField(fields, name)
		data, err := readPart(p, isFile, len(raw))
		if err != nil {
			return nil, refuse(codeBadRequest)
		}
		_, twice := out[name]
		switch {
		case !known || twice:
			unknown.errors = append(unknown.errors, among(fieldError(shown(name), "unknown_field"), plainCodes(namesOf(fields))))
		case !isFile && (!utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0):
			return nil, wrongValue(name, "not_text")
		default:
			out[name] = part{fileName: p.FileName(), media: p.Header.Get("Content-Type"), bytes: data}
		}
	}
	if len(unknown.errors) > 0 {
		return nil, unknown
	}
	return out, nil
}

// readPart reads a part whole. A file gets its room at once: to let it grow would leave
// several times its size behind.
func readPart(p io.Reader, isFile bool, most int) ([]byte, error) {
	if !isFile {
		return io.ReadAll(p)
	}
	b := bytes.NewBuffer(make([]byte, 0, most+bytes.MinRead))
	_, err := b.ReadFrom(p)
	return b.Bytes(), err
}

func knownField(fields []formField, name string) (known, isFile bool) {
	for _, f := range fields {
		if f.name == name {
			return true, f.file
		}
	}
	return false, false
}

// namesOf are the parts that a form may have.
func namesOf(fields []formField) []string {
	var out []string
	for _, f := range fields {
		out = append(out, f.name)
	}
	return out
}

// materialFields are the parts of a paper.
func materialFields() []formField {
	return []formField{
		{name: "kind", required: true, about: text{"材料种类", "The kind of paper."}},
		{name: "file", file: true, about: text{"扫描件：PNG、JPEG、PDF 或纯文本，10 MB 以内", "The scan: PNG, JPEG, PDF or plain text, up to 10 MB."}},
		{name: "source", about: text{"来源：paper（默认）、shared、e_certificate", "paper (as a rule), shared or e_certificate."}},
		{name: "reference", about: text{"共享数据或电子证照的查询编号", "The reference of shared data or an electronic certificate."}},
	}
}

type materialInput struct {
	OfCase
	Keyed
	ContentType string `header:"Content-Type" hidden:"true"`
	RawBody     []byte `contentType:"multipart/form-data"`
}

// addMaterial puts a paper in a case. Repeated under its key it is put there once.
func (s *server) addMaterial(ctx context.Context, in *materialInput) (*answered, error) {
	f, wrong := readForm(in.ContentType, in.RawBody, materialFields())
	if wrong == nil && in.Key != "" && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	m := register.NewMaterial{Kind: workflow.MaterialKind(f.text("kind")), Source: f.text("source"), Reference: f.text("reference"),
		FileName: f["file"].fileName, MediaType: f["file"].media, Bytes: f["file"].bytes}
	if m.Source == "" {
		m.Source = register.SourcePaper
	}
	ans, err := s.reg.AddMaterial(ctx, of(ctx).actor, in.ID, in.Key, m)
	return s.opened(ctx, ans, err)
}

// OfMaterial names a paper of a case.
type OfMaterial struct {
	OfCase
	Material string `path:"mid" doc:"材料的 id。The paper's id."`
}

type contentOut struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Policy      string `header:"Content-Security-Policy"`
	Body        []byte
}

// materialContent hands a scan out as a file to keep, never as a page to show: what
// an applicant brought may be a trap.
func (s *server) materialContent(ctx context.Context, in *OfMaterial) (*contentOut, error) {
	m, err := s.reg.MaterialContent(ctx, of(ctx).actor, in.ID, in.Material)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &contentOut{Type: m.MediaType, Disposition: attachment(scanName(m.MediaType)), Policy: "sandbox; default-src 'none'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'", Body: m.Bytes}, nil
}

// scanName is what the file of a scan is called: nothing of whose or which paper it is,
// since it stays in the folder of downloads.
func scanName(media string) string {
	switch media {
	case "image/png":
		return "scan.png"
	case "image/jpeg":
		return "scan.jpg"
	case "application/pdf":
		return "scan.pdf"
	case "text/plain":
		return "scan.txt"
	}
	return "scan"
}

// attachment is the header that makes a browser keep a file (RFC 6266), its name in
// UTF-8.
func attachment(name string) string {
	return "attachment; filename*=UTF-8''" + strings.ReplaceAll(url.QueryEscape(name), "+", "%20")
}

// verdictBody judges a paper.
type verdictBody struct {
	Result string `json:"result" enum:"ok,unreadable,wrong_person,expired,doubtful"`
	Note   string `json:"note,omitempty" maxLength:"4000" doc:"不是 ok 时必填，申报人据此补正。Required unless ok; the applicant acts on it."`
}

type verdictInput struct {
	OfMaterial
	Versioned
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// judgeMaterial gives a verdict on a paper; with If-Match at the version seen.
func (s *server) judgeMaterial(ctx context.Context, in *verdictInput) (*answered, error) {
	body, wrong := read[verdictBody](s.shapes, in.RawBody)
	if wrong == nil && in.Key != "" && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	version, named := seen(in.IfMatch)
	if wrong == nil && in.IfMatch != "" && !named {
		wrong = refuse(codeIfMatch)
	}
	if wrong != nil {
		return nil, s.afterSight(ctx, in.ID, wrong)
	}
	ans, err := s.reg.Verdict(ctx, of(ctx).actor, register.VerdictRequest{CaseID: in.ID, Material: in.Material, Result: body.Result, Note: body.Note, Version: version, Key: in.Key})
	return s.done(ctx, ans, err)
}
