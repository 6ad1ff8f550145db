package register

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/uploads"
	"hukou/workflow"
)

// MaxMaterial is the most bytes of one scan.
const MaxMaterial = uploads.MaxScan

// Where a paper comes from: over the counter, from another authority's data, or as an
// electronic certificate. What is shared is not asked of the applicant (Norm 12, 45).
const (
	SourcePaper        = "paper"
	SourceShared       = "shared"
	SourceECertificate = "e_certificate"
)

// NewMaterial is a paper to be added. Bytes are the scan; what kind of file it is the
// bytes say, and MediaType, when given, must agree. Shared data and electronic
// certificates name their Reference and may come without bytes.
type NewMaterial struct {
	Kind      workflow.MaterialKind
	Source    string
	FileName  string
	MediaType string
	Bytes     []byte
	Reference string

	// scan is what is kept of Bytes, or fault why they are not taken; see Look.
	scan  *uploads.Scan
	fault *uploads.Fault
}

// ErrBusy says that a scan or a roster could not be looked at now, and nothing was done.
var ErrBusy = uploads.ErrBusy

// Look opens the scan of a paper, once, where it is to be put in many cases; AddMaterial
// then does not open it again. What is wrong with it AddMaterial tells, of each case
// that the officer may see. The error is ErrBusy or the context's.
func (r *Registrar) Look(ctx context.Context, m NewMaterial) (NewMaterial, error) {
	if len(m.Bytes) == 0 || len(m.Bytes) > MaxMaterial || m.scan != nil || m.fault != nil {
		return m, nil
	}
	scan, err := r.uploads.Scan(ctx, m.Bytes)
	if errors.As(err, &m.fault) {
		return m, nil
	}
	m.scan = &scan
	return m, err
}

// AddMaterial puts a paper in an open case. Who works at the counter of the handling
// station or of the asked station of origin may; it is no decision, so an auxiliary
// may too. A verdict follows apart. The answer is the case, the new paper last.
func (r *Registrar) AddMaterial(ctx context.Context, actor Actor, caseID, key string, m NewMaterial) (Answer, error) {
	digest := sha256.Sum256(m.Bytes)
	hash := hashRequest("material", caseID, m.Kind, m.Source, m.FileName, m.MediaType, m.Reference, digest[:])
	m, err := r.Look(ctx, m)
	if err != nil {
		return Answer{}, err
	}
	var out Answer
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		a.req.Event = workflow.MaterialAdded
		if err := a.loadInTurn(caseID); err != nil {
			return err
		}
		ans, done, err := a.replay(key, hash)
		if err != nil || done {
			out = ans
			return err
		}
		if err := a.addMaterial(m); err != nil {
			return err
		}
		out, err = a.answer(key, 201)
		return err
	})
	return out, mapStore(err)
}

// loadInTurn loads a case after whoever changes it now is done: papers come without a
// version seen, so two at once are both taken, one after the other.
func (a *act) loadInTurn(id string) error {
	if err := a.load(id); err != nil {
		return err
	}
	if _, err := a.tx.Exec("UPDATE cases SET seq = seq WHERE id = ?", id); err != nil {
		return err
	}
	return a.read(id)
}

// counterRoles work with papers at a station.
var counterRoles = []workflow.Role{workflow.Aux, workflow.Clerk, workflow.Community, workflow.Head}

// actAs takes the first standing that is one of the roles at one of the seats; false
// when the officer has none.
func (a *act) actAs(roles []workflow.Role, seats ...workflow.Seat) bool {
	for _, by := range a.actor.standings(a.seats) {
		if slices.Contains(roles, by.Role) && slices.Contains(seats, by.Seat) {
			a.dec.As = by
			return true
		}
	}
	return false
}

func (a *act) addMaterial(m NewMaterial) error {
	if !a.actAs(counterRoles, workflow.Own, workflow.Origin) && !(a.worksOnPapers() && a.actAs(counterRoles, workflow.Accepting)) {
		return ErrForbidden
	}
	// Whoever stands at the scanner may add for the officer who holds the case.
	if a.c.ClosedAt != nil {
		return a.notFromHere()
	}
	if err := a.notRecused(); err != nil {
		return err
	}
	if err := refused(a.checkMaterial(m)); err != nil {
		return err
	}
	row := models.Material{ID: a.r.newID(), CaseID: a.c.ID, Kind: string(m.Kind), Source: m.Source, FileName: uploads.Name(m.FileName),
		AddedBy: a.actor.OfficerID, AddedAt: a.now}
	if m.Reference != "" {
		row.Reference = a.r.keys.Seal(placeReference(row.ID).In(a.c.HandlingOrg), []byte(m.Reference))
	}
	if m.scan != nil {
		if err := a.keepScan(&row, *m.scan); err != nil {
			return err
		}
		if brought := sha256.Sum256(m.Bytes); !bytes.Equal(brought[:], row.Digest) {
			a.note("digest_brought", hex.EncodeToString(brought[:]))
		}
	}
	return a.putPaper(row)
}

// keepScan stores what is kept of a scan, once however often it is brought.
func (a *act) keepScan(row *models.Material, scan uploads.Scan) error {
	digest := sha256.Sum256(scan.Bytes)
	row.MediaType, row.Size, row.Digest = string(scan.Kind), int64(len(scan.Bytes)), digest[:]
	_, err := store.InsertNew(a.tx, models.Blob{Digest: digest[:], Sealed: a.r.keys.Seal(placeBlob(digest[:]).In(a.c.HandlingOrg), scan.Bytes)})
	return err
}

// putPaper writes a paper of the case and the journal's row of it.
func (a *act) putPaper(row models.Material) error {
	if err := store.Insert(a.tx, row); err != nil {
		return err
	}
	if len(row.Digest) > 0 {
		a.note("digest", hex.EncodeToString(row.Digest))
	}
	a.note("material", row.ID)
	a.note("kind", row.Kind)
	a.note("source", row.Source)
	a.forget("materials")
	return a.journalStay(workflow.MaterialAdded, "")
}

// carryPapers puts the sound papers of the case that this one follows into it, as far as
// it asks for their kind. Each is judged anew here; nobody brings it twice (Norm 12).
func (a *act) carryPapers(from *act) error {
	papers, err := from.materials()
	if err != nil {
		return err
	}
	for _, m := range papers {
		if m.Verdict != VerdictOK || !slices.ContainsFunc(a.def.Materials, func(r workflow.MaterialRule) bool { return string(r.Kind) == m.Kind }) {
			continue
		}
		row := models.Material{ID: a.r.newID(), CaseID: a.c.ID, Kind: m.Kind, Source: m.Source, FileName: m.FileName, MediaType: m.MediaType, Size: m.Size, Digest: m.Digest,
			AddedBy: a.actor.OfficerID, AddedAt: a.now}
		if len(m.Reference) > 0 {
			plain, err := a.r.keys.Open(placeReference(m.ID), m.Reference)
			if err != nil {
				return err
			}
			row.Reference = a.r.keys.Seal(placeReference(row.ID).In(a.c.HandlingOrg), plain)
		}
		a.note("carried_from", m.ID)
		if err := a.putPaper(row); err != nil {
			return err
		}
	}
	return nil
}

func placeReference(id string) seal.Place {
	return seal.Place{Table: "materials", Column: "reference_sealed", Row: id}
}

func placeBlob(digest []byte) seal.Place {
	return seal.Place{Table: "blobs", Column: "sealed", Row: hex.EncodeToString(digest)}
}

// checkMaterial finds everything wrong with a paper.
func (a *act) checkMaterial(m NewMaterial) (wrong []FieldError) {
	bad := func(field, code, zh, en string) { wrong = append(wrong, fieldError(field, code, zh, en)) }
	if _, ok := a.r.book.Material(m.Kind); !ok {
		wrong = append(wrong, fieldError("kind", "unknown_kind", "没有这种材料。", "There is no such kind of paper.").Among(a.r.book.MaterialCodes(a.def), inMaterials))
	}
	if !slices.Contains([]string{SourcePaper, SourceShared, SourceECertificate}, m.Source) {
		bad("source", "unknown_source", "来源须为 paper（纸质）、shared（共享数据）或 e_certificate（电子证照）。", "The source is paper, shared (shared data) or e_certificate (an electronic certificate).")
	} else if m.Source != SourcePaper && m.Reference == "" {
		bad("reference", "required", "共享数据和电子证照须填写查询编号。", "Shared data and electronic certificates need their reference.")
	}
	if len([]rune(m.Reference)) > workflow.MaxText {
		bad("reference", "too_long", "最多200字。", "At most 200 characters.")
	}
	switch {
	case len(m.Bytes) == 0 && m.Source == SourcePaper:
		bad("file", "required", "请上传扫描件。", "Add the scan.")
	case len(m.Bytes) > MaxMaterial:
		bad("file", "too_large", "文件超过10MB，请降低扫描分辨率。", "The file is larger than 10 MB; scan it at a lower resolution.")
	case m.fault != nil:
		bad("file", m.fault.Code, m.fault.Zh, m.fault.En)
	case m.scan != nil:
		if declared, _, _ := strings.Cut(strings.ToLower(m.MediaType), ";"); declared != "" && declared != "application/octet-stream" && declared != string(m.scan.Kind) {
			bad("file", "media_mismatch", "文件内容与其类型不符。", "The file is not of the type it says.")
		}
	}
	return wrong
}

// MaterialFile is a paper's scan as it is handed out, without the name of the file that
// was brought, which often names the child.
type MaterialFile struct {
	MediaType string
	Bytes     []byte
}

// MaterialContent is the scan of a paper. The look is logged first, in the same
// transaction. What is restricted (class D) opens for the handling body alone; for
// others there is none.
func (r *Registrar) MaterialContent(ctx context.Context, actor Actor, caseID, material string) (MaterialFile, error) {
	var out MaterialFile
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		if err := a.load(caseID); err != nil {
			return err
		}
		m, err := a.material(material)
		if err != nil {
			return err
		}
		word, _ := r.book.Material(workflow.MaterialKind(m.Kind))
		if word.Class == "D" && !a.seesRestricted() || len(m.Digest) == 0 {
			return ErrNotFound
		}
		may, err := a.mayOpenPaper(m.ID)
		if err != nil {
			return err
		}
		if !may {
			return ErrNotFound
		}
		if err := a.notSealedOver(); err != nil {
			return err
		}
		if err := a.logAccess("material:" + m.Kind); err != nil {
			return err
		}
		blob, err := store.One[models.Blob](tx, "digest = ?", m.Digest)
		if err != nil {
			return err
		}
		plain, err := r.keys.Open(placeBlob(m.Digest), blob.Sealed)
		if err != nil {
			return err
		}
		if sum := sha256.Sum256(plain); !bytes.Equal(sum[:], m.Digest) {
			return errors.New("the stored scan is not the one that was added: restore it from a backup")
		}
		out = MaterialFile{MediaType: m.MediaType, Bytes: plain}
		return nil
	})
	return out, mapStore(err)
}

// material is a paper of the case by its id.
func (a *act) material(id string) (models.Material, error) {
	m, err := store.One[models.Material](a.tx, "id = ? and case_id = ?", id, a.c.ID)
	if errors.Is(err, store.ErrNotFound) {
		return m, ErrNotFound
	}
	return m, err
}
