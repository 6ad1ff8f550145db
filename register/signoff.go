package register

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"

	"hukou/auth"
	"hukou/evidence"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// SignOffMode is how the officers of a place sign what they decide. It stands in the
// policy row, and a case keeps that of its acceptance.
type SignOffMode string

// The modes. Recent is the preset: whoever proved who they are within RecentProof decides
// without a further word. Docket asks for a code with the decision, one for many where
// they are decided together. Each asks for a code of its own with every decision.
const (
	SignOffRecent SignOffMode = "recent"
	SignOffDocket SignOffMode = "docket"
	SignOffEach   SignOffMode = "each"
)

// SignOffModes lists the modes, the preset first.
func SignOffModes() []SignOffMode { return []SignOffMode{SignOffRecent, SignOffDocket, SignOffEach} }

// RecentProof is how long a sign-in, an unlocking or a code under a decision speaks for
// the decisions that follow.
const RecentProof = 15 * time.Minute

// optSignOff is the option of a policy row that names the mode.
const optSignOff = "signoff"

// SignOff is a one-time code given with a decision, at an instant of real time. The zero
// value lets the session speak.
type SignOff struct {
	Code string
	At   time.Time
}

// The methods of signing, as the journal names them.
const (
	MethodSession = "session"
	MethodTOTP    = "totp"
)

// SignedOff is how a decision was signed. For MethodSession At is when the officer had
// last proved who they are; otherwise it is the instant of the signature, and Hash is the
// SHA-256 of SignedText in hexadecimal. To is the target as the officer named it, empty
// where the rule book had but one. Of a docket, Hash is one of the texts under its root.
type SignedOff struct {
	Method  string                `json:"method"`
	At      time.Time             `json:"at"`
	Version int64                 `json:"version,omitempty"`
	To      workflow.State        `json:"to,omitempty"`
	Hash    string                `json:"hash,omitempty"`
	Docket  *evidence.DocketProof `json:"docket,omitempty"`
}

// SignOffAsked is how a step is signed, and whether the officer must give a code with it
// now.
type SignOffAsked struct {
	Mode   SignOffMode `json:"mode"`
	Needed bool        `json:"needed"`
}

// SignOffRequired refuses a decision whose signature the policy does not take. Why is
// SignOffMissing, SignOffWrong, SignOffUsed or SignOffAlone.
type SignOffRequired struct {
	Mode SignOffMode
	Why  string
}

// Why a signature was not taken: none was given, the code is wrong or the account is
// paused after wrong ones, the code was used before, or one code for many was given where
// each needs its own.
const (
	SignOffMissing = "missing"
	SignOffWrong   = "wrong"
	SignOffUsed    = "used"
	SignOffAlone   = "alone"
)

// Error says why, and nothing of the code.
func (e *SignOffRequired) Error() string { return "the decision is not signed: " + e.Why }

// Condition is what is lacking, where no code was given or one for too many.
func (e *SignOffRequired) Condition() workflow.Condition {
	c := workflow.Condition{Code: "signoff_" + string(e.Mode), Basis: workflow.BasisSignOff}
	switch {
	case e.Why == SignOffAlone:
		c.Code = "signoff_alone"
		c.Message = workflow.Word{Zh: "本业务每项决定单独签署，不能合签：请逐件办理。", En: "Each decision of this business is signed alone, not in a docket: decide it by itself."}
	case e.Mode == SignOffRecent:
		c.Message = workflow.Word{Zh: "距您上次验证身份已超过15分钟：请填验证器上的动态口令再办，或锁屏后重新解锁。", En: "More than 15 minutes have passed since you last proved who you are: give the one-time code with the decision, or lock the screen and unlock it."}
	case e.Mode == SignOffDocket:
		c.Message = workflow.Word{Zh: "本业务的决定须签署，几件可以合签：请填验证器上的动态口令再办。", En: "Decisions of this business are signed, one by one or many in a docket: give the one-time code with them."}
	default:
		c.Message = workflow.Word{Zh: "本业务每项决定都须签署：请填验证器上的动态口令再办。", En: "Every decision of this business is signed: give the one-time code with it."}
	}
	return c
}

// Wrong is what is the matter with the code that was given; false where none was.
func (e *SignOffRequired) Wrong() (FieldError, bool) {
	switch e.Why {
	case SignOffWrong:
		return fieldError("signoff.code", e.Why, "动态口令不对，或者多次填错后暂停验证。请核对验证器上的口令；多次填错的，稍候再试。", "The one-time code is wrong, or codes are paused after wrong ones. Check it; after several wrong ones wait some minutes."), true
	case SignOffUsed:
		return fieldError("signoff.code", e.Why, "这个动态口令已经用过。请等验证器显示下一个（至多30秒）再填。", "This one-time code was used before. Wait for the next one, 30 seconds at most."), true
	}
	return FieldError{}, false
}

// SignedText is what a signature is over: a line each, so that anybody can write it down
// again from the journal row. docs/trust.md describes it.
func SignedText(caseID string, version int64, on workflow.Event, to workflow.State, officer string, at time.Time) string {
	return fmt.Sprintf("hukou sign-off v1\ncase %s\nversion %s\nevent %s\nto %s\nofficer %s\nat %s\n",
		caseID, strconv.FormatInt(version, 10), on, to, officer, at.UTC().Format(time.RFC3339Nano))
}

func hashText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// proved is the officer with what a session says of the proof.
func (a Actor) proved(s models.Session, realNow time.Time) Actor {
	a.ProvedAt = s.CreatedAt
	if s.ProvedAt != nil {
		a.ProvedAt = *s.ProvedAt
	}
	a.Recent = realNow.Sub(a.ProvedAt) < RecentProof
	return a
}

// mustSign tells whether the officer gives a code with a decision of the mode now.
func (a Actor) mustSign(mode SignOffMode) bool { return mode != SignOffRecent || !a.Recent }

// signOff is the mode of the row.
func (p *Policy) signOff() SignOffMode {
	var mode SignOffMode
	if json.Unmarshal(p.Options[optSignOff], &mode) != nil || mode == "" {
		return SignOffRecent
	}
	return mode
}

// signOffMode is how decisions in the case are signed.
func (a *act) signOffMode() (SignOffMode, error) {
	p, err := a.policy()
	if err != nil {
		return SignOffEach, err
	}
	return p.signOff(), nil
}

// signOffAsked is how the step is signed that the officer would take, or any of the event
// while it cannot be taken; nil where it is no decision.
func (a *act) signOffAsked(edges []workflow.Step, dec workflow.Decision, ref *workflow.Refusal) (*SignOffAsked, error) {
	if ref == nil && !dec.Step.Decides() || !slices.ContainsFunc(edges, workflow.Step.Decides) {
		return nil, nil
	}
	mode, err := a.signOffMode()
	if err != nil {
		return nil, err
	}
	return &SignOffAsked{Mode: mode, Needed: a.actor.mustSign(mode)}, nil
}

// triedCode is what came of the code of a request: the step of the code that is right,
// or why it is not.
type triedCode struct {
	step int64
	why  string
}

// tried judges the code of a request before its transaction, so that a wrong one counts
// against the account whatever becomes of the step, and tries made at once count too. What
// came of it the step asks last: a repeat of the key gets its first answer again.
func (r *Registrar) tried(ctx context.Context, actor Actor, q StepRequest) (StepRequest, error) {
	if q.SignOff.Code == "" || q.Docket != nil {
		return q, nil
	}
	var err error
	q.tried, err = r.tryCode(ctx, actor.OfficerID, q.SignOff)
	return q, err
}

func (r *Registrar) tryCode(ctx context.Context, officerID string, s SignOff) (triedCode, error) {
	o, open, err := r.countTry(ctx, "id", officerID, s.At)
	if err != nil || !open {
		return triedCode{why: SignOffWrong}, err
	}
	secret, err := r.keys.Open(placeTOTP(o.ID), o.TOTPSealed)
	if err != nil {
		return triedCode{}, err
	}
	step, fresh := auth.VerifyTOTP(string(secret), s.Code, s.At, o.TOTPStep)
	if fresh {
		return triedCode{step: step}, r.giveBackTry(ctx, o.ID)
	}
	if _, used := auth.VerifyTOTP(string(secret), s.Code, s.At, 0); used {
		return triedCode{why: SignOffUsed}, r.giveBackTry(ctx, o.ID)
	}
	return triedCode{why: SignOffWrong}, nil
}

// signOff refuses a decision that is not signed as the place asks, when all else is in
// order, and uses the code up with the decision.
func (a *act) signOff() error {
	if a.actor.system {
		return nil
	}
	if !a.dec.Step.Decides() {
		if a.req.SignOff.Code != "" && a.req.Docket == nil {
			return invalid("signoff", "not_asked", "这个环节不是决定，不需要签署，请留空。", "This step is no decision and is not signed; leave it empty.")
		}
		return nil
	}
	mode, err := a.signOffMode()
	switch {
	case err != nil:
		return err
	case a.req.Docket != nil:
		return a.signByDocket(mode)
	case a.req.SignOff.Code != "":
		return a.signByCode(mode)
	case a.actor.mustSign(mode):
		return &SignOffRequired{Mode: mode, Why: SignOffMissing}
	}
	if !a.actor.ProvedAt.IsZero() {
		a.signed = &SignedOff{Method: MethodSession, At: a.actor.ProvedAt.UTC()}
	}
	return nil
}

func (a *act) signByCode(mode SignOffMode) error {
	if a.req.tried.step == 0 {
		return &SignOffRequired{Mode: mode, Why: a.req.tried.why}
	}
	at := a.req.SignOff.At.UTC()
	if used, err := useCode(a.tx, a.actor.OfficerID, a.req.tried.step, at); err != nil || used {
		return usedOr(err, mode)
	}
	text := SignedText(a.c.ID, a.before.Version, a.req.Event, a.req.To, a.actor.OfficerID, at)
	a.signed = &SignedOff{Method: MethodTOTP, At: at, Version: a.before.Version, To: a.req.To, Hash: hashText(text)}
	return nil
}

func usedOr(err error, mode SignOffMode) error {
	if err != nil {
		return err
	}
	return &SignOffRequired{Mode: mode, Why: SignOffUsed}
}

// useCode uses a code up, once among all that try at once, and notes that the officer
// proved who they are.
func useCode(tx *store.Tx, officerID string, step int64, at time.Time) (used bool, err error) {
	n, err := store.Set[models.Officer](tx, map[string]any{"totp_step": step, "failures": 0, "locked_until": nil}, "id = ? and totp_step < ? and disabled_at is null", officerID, step)
	if err != nil || n == 0 {
		return n == 0, err
	}
	_, err = store.Set[models.Session](tx, map[string]any{"proved_at": at}, "officer_id = ? and ended_at is null", officerID)
	return false, err
}
