package register

import (
	"context"

	"hukou/store"
)

// signedAct is an act of administration whose signature was judged; its code is used up
// with the act.
type signedAct struct {
	code triedCode
	sign SignOff
}

// signAct asks an administrator who gives rights to somebody for a recent proof, or for
// a code. The operator of the machine has no session and needs none.
func (r *Registrar) signAct(ctx context.Context, actor Actor, s SignOff) (signedAct, error) {
	if actor.isOperator() {
		return signedAct{}, nil
	}
	if s.Code == "" {
		if !actor.Recent {
			return signedAct{}, &SignOffRequired{Mode: SignOffRecent, Why: SignOffMissing}
		}
		return signedAct{}, nil
	}
	code, err := r.tryCode(ctx, actor.OfficerID, s)
	if err == nil && code.step == 0 {
		err = &SignOffRequired{Mode: SignOffRecent, Why: code.why}
	}
	return signedAct{code, s}, err
}

func (s signedAct) use(tx *store.Tx, actor Actor) error {
	if s.code.step == 0 {
		return nil
	}
	used, err := useCode(tx, actor.OfficerID, s.code.step, s.sign.At.UTC())
	if err != nil || used {
		return usedOr(err, SignOffRecent)
	}
	return nil
}
