package register

import (
	"context"
	"encoding/base32"
	"errors"
	"io"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// codeSigns is Crockford's base 32: no I, L, O and U, so that no sign is read as another.
const codeSigns = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// codeBytes is how many random bytes a code is drawn from: 130 bits take 26 signs, of which
// the last tells two of the 128.
const codeBytes = 16

var codeBase = base32.NewEncoding(codeSigns).WithPadding(base32.NoPadding)

// ParsePaperCode brings a code as it is typed to how it is kept: small letters, spaces and
// dashes do not count, and O, I and L are read as 0 and 1. False for what is no code.
func ParsePaperCode(text string) (string, bool) {
	if len(text) > 200 {
		return "", false
	}
	code := strings.Map(func(c rune) rune {
		switch c {
		case ' ', '-', '\t', '　', '－', '–', '—':
			return -1
		case 'O', 'o':
			return '0'
		case 'I', 'i', 'L', 'l':
			return '1'
		}
		if c >= 'a' && c <= 'z' {
			return c - 'a' + 'A'
		}
		return c
	}, text)
	raw, err := codeBase.DecodeString(code)
	if err != nil || len(raw) != codeBytes || codeBase.EncodeToString(raw) != code {
		return "", false
	}
	return code, true
}

// paperCode is the code of a paper of the case, drawn when it is first asked for; empty for
// what the public page would not tell of, so that no paper sends its bearer there in vain.
func (a *act) paperCode(number string) (string, error) {
	hidden, err := a.hiddenFromPublic()
	if err != nil || hidden {
		return "", err
	}
	kept := func() (string, error) {
		row, err := store.One[models.PaperCode](a.tx, "case_id = ? and number = ?", a.c.ID, number)
		if errors.Is(err, store.ErrNotFound) {
			return "", nil
		}
		return row.Code, err
	}
	if code, err := kept(); err != nil || code != "" {
		return code, err
	}
	raw := make([]byte, codeBytes)
	if _, err := io.ReadFull(a.r.random, raw); err != nil {
		return "", err
	}
	row := models.PaperCode{Code: codeBase.EncodeToString(raw), CaseID: a.c.ID, Number: number, At: a.now}
	if fresh, err := store.InsertNew(a.tx, row); err != nil || fresh {
		return row.Code, err
	}
	return kept() // a colleague printed it at the same instant
}

// hiddenFromPublic tells whether the case is restricted, or somebody of it is sealed or
// protected: of that nothing is told outside.
func (a *act) hiddenFromPublic() (bool, error) {
	if a.c.Restricted {
		return true, nil
	}
	return a.withheld()
}

// PrintSheet writes that the officer prints a sheet of a case, and gives the code under
// which anybody may check it; none where nothing is told of it. A number that is no
// paper's of the case gets no code.
func (r *Registrar) PrintSheet(ctx context.Context, actor Actor, caseID, number string) (code string, err error) {
	err = r.reading(ctx, actor, func(a *act) error {
		if err := a.load(caseID); err != nil {
			return err
		}
		papers, err := a.givenPapers()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(papers, func(p GivenPaper) bool { return p.Number == number })
		if i < 0 {
			return nil
		}
		if err := a.logPrint(models.IssuedPaper{CaseID: a.c.ID, Org: actor.orgHere(a.seats), Number: number}, actor.OfficerID); err != nil {
			return err
		}
		code, err = a.paperCode(number)
		return err
	})
	return code, err
}

// Papers lists what the applicant of a case was given, oldest first, with the print log.
// The look is logged; of a case that has ended over a sealed person nothing is listed.
func (r *Registrar) Papers(ctx context.Context, actor Actor, caseID string) ([]GivenPaper, error) {
	var out []GivenPaper
	err := r.reading(ctx, actor, func(a *act) error {
		err := a.load(caseID)
		if err == nil {
			err = a.logAccess("papers")
		}
		if err == nil {
			out, err = a.papersShown()
		}
		return err
	})
	return out, err
}

// papersShown are the case's papers as its officers see them.
func (a *act) papersShown() ([]GivenPaper, error) {
	if over, err := a.sealedOver(); err != nil || over {
		return []GivenPaper{}, err
	}
	papers, err := a.givenPapers()
	if err != nil || len(papers) == 0 {
		return []GivenPaper{}, err
	}
	return papers, a.viewPrints(papers)
}

// PaperCheck is all that anybody is told of a paper: whether it is good, what it is, who
// issued it, the day, and the name on it masked (周*诺).
type PaperCheck struct {
	Void     bool          `json:"void"`
	Title    workflow.Word `json:"title"`
	Body     workflow.Word `json:"body"`
	IssuedOn models.Date   `json:"issued_on"`
	Name     string        `json:"name"`
}

// CheckPaper tells of the paper under a code. An unknown code, one that is none, and one of
// a case that is restricted or over somebody sealed or protected are not found alike.
func (r *Registrar) CheckPaper(ctx context.Context, text string) (PaperCheck, error) {
	var out PaperCheck
	code, _ := ParsePaperCode(text)
	err := r.db.Read(ctx, func(tx *store.Tx) error {
		row, err := store.One[models.PaperCode](tx, "code = ?", code)
		if err != nil {
			return err
		}
		a := r.begin(tx, systemActor())
		if err := a.load(row.CaseID); err != nil {
			return err
		}
		if hidden, err := a.hiddenFromPublic(); err != nil || hidden {
			if err == nil {
				err = ErrNotFound
			}
			return err
		}
		papers, err := a.givenPapers()
		if err != nil {
			return err
		}
		i := slices.IndexFunc(papers, func(p GivenPaper) bool { return p.Number == row.Number })
		if i < 0 {
			return ErrNotFound
		}
		out, err = a.told(papers[i])
		return err
	})
	return out, mapStore(err)
}

// told is what anybody is told of a paper.
func (a *act) told(p GivenPaper) (PaperCheck, error) {
	out := PaperCheck{Void: p.Void, Title: p.Title, Body: p.body, IssuedOn: p.IssuedOn}
	if out.Body.Zh == "" {
		o, err := a.org(p.org)
		if err != nil {
			return out, err
		}
		out.Body = workflow.Word{Zh: o.Name, En: o.NameEn}
	}
	name := p.subject
	if name == "" {
		who, _, err := a.subject()
		if err != nil {
			return out, err
		}
		name = who.Name
	}
	out.Name = maskedName(name)
	return out, nil
}
