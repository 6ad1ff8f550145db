package register

import (
	"context"
	"errors"
	"strings"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// RevealQuery asks for one citizen number in the clear: inside an open case of the
// officer's that is about the person, or for a purpose in words.
type RevealQuery struct {
	PersonID string
	CaseID   string
	Code     PurposeCode
	Purpose  string
}

// Reveal is the citizen number of one person of the register in the clear, empty for
// one who has none. The rule is that of Person; the reveal is logged with its purpose
// in the same transaction, so that a number that cannot be logged is not shown
// (个人信息保护法 51, 54).
func (r *Registrar) Reveal(ctx context.Context, actor Actor, q RevealQuery) (string, error) {
	var out string
	err := r.reading(ctx, actor, func(a *act) error {
		p, l, err := a.lookAt(q.PersonID, PersonQuery{CaseID: q.CaseID, Code: q.Code, Purpose: q.Purpose})
		if err != nil {
			return err
		}
		n, err := r.number(p)
		if err != nil {
			return err
		}
		out = n.Reveal()
		return a.logReveal(l, "citizen_number", p)
	})
	if err != nil {
		return "", err
	}
	return out, nil
}

// RevealFact is a citizen number declared in a case in the clear, under the same log;
// of a case that has ended, for a purpose alone. The field must be one of the kind
// citizen_number that the case has; any other is not found.
func (r *Registrar) RevealFact(ctx context.Context, actor Actor, caseID string, field workflow.Field, purpose string) (string, error) {
	var out string
	err := r.reading(ctx, actor, func(a *act) error {
		y := why{words: purpose}
		if err := y.check(); err != nil {
			return err
		}
		if err := a.load(caseID); err != nil {
			return err
		}
		rule, ok := r.book.Field(field)
		if !ok || a.narrowed() || rule.Kind != workflow.KindNumber || a.fact(field) == "" || rule.Class == "D" && !a.seesRestricted() {
			return ErrNotFound
		}
		if err := a.notSealedOver(); err != nil {
			return err
		}
		l := y.inside(caseID)
		if a.c.ClosedAt != nil {
			if !y.stated() {
				return &PurposeRequired{}
			}
			l.inCase = false
		}
		out = a.fact(field)
		p, err := a.bearer(out)
		if err != nil {
			return err
		}
		return a.logReveal(l, string(field), p)
	})
	if err != nil {
		return "", err
	}
	return out, nil
}

// bearer is who has a number in the register, for the log of looks; nobody when it
// has nobody of it.
func (a *act) bearer(number string) (models.Person, error) {
	p, err := store.One[models.Person](a.tx, "number_index = ?", a.r.numberIndex(models.CitizenNumber(strings.ToUpper(number))))
	if errors.Is(err, store.ErrNotFound) {
		return models.Person{}, nil
	}
	return p, err
}

// logReveal writes the reveal; inside a case without words the case is the purpose.
func (a *act) logReveal(l look, what string, p models.Person) error {
	if l.purpose == "" {
		l.purpose = "case"
	}
	return a.logLook(l, "reveal:"+what, p)
}
