package register

import (
	"context"
	"errors"
	"strings"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/store"
)

// ErrSignIn is the one answer to every failed sign-in: unknown name, wrong password
// or code, a code used before, a locked or disabled account. Nothing tells which.
var ErrSignIn = errors.New("the sign-in failed: check name, password and code, use each code once, and wait some minutes after several failures")

// ErrNoPosting says that an officer has proved who they are and is posted nowhere
// today.
var ErrNoPosting = errors.New("no posting of yours is in force today: ask the security administrator")

// ErrNoSession says that the token opens nothing: unknown, ended, idle too long or
// past its end.
var ErrNoSession = errors.New("no session: sign in")

// SessionIdle is how long a session lives untouched.
const SessionIdle = 15 * time.Minute

// How long a session lives at all. SeenAt is written at most once a minute, so that
// reading stays reading.
const (
	sessionLife  = 8 * time.Hour
	sessionTouch = time.Minute
)

// From the fifth failure on an account is locked, for as long as the profile says and
// then for twice as long after each further failure, up to its longest.
const triesAllowed = 5

func lockFor(rules auth.Rules, failures int) time.Duration {
	d := rules.LockFirst
	for range failures - triesAllowed {
		if d *= 2; d >= rules.LockLongest {
			break
		}
	}
	return min(d, rules.LockLongest)
}

// SignIn opens the officer's one session and ends any other. realNow is real time,
// also where the register's clock is moved; postings count on the register's day. A
// try is counted before it is judged, so that tries made at once count too, and an
// unknown name costs what a known one does. Whose password the profile takes no longer
// comes in by ChangePassword: ErrPasswordOld.
func (r *Registrar) SignIn(ctx context.Context, username, password, code string, realNow time.Time) (token string, expires time.Time, actor Actor, err error) {
	o, step, rehashed, err := r.identify(ctx, username, password, code, realNow)
	if err != nil {
		return "", expires, actor, err
	}
	profile, err := r.PasswordProfile(ctx)
	if err != nil {
		return "", expires, actor, err
	}
	if mustChange(profile, o, password, r.Today()) {
		return "", expires, actor, errors.Join(r.giveBackTry(ctx, o.ID), ErrPasswordOld)
	}
	set := map[string]any{}
	if rehashed != "" {
		set["password"] = rehashed
	}
	return r.enter(ctx, o, step, set, realNow)
}

// identify finds the account whose name, password and code these are.
func (r *Registrar) identify(ctx context.Context, username, password, code string, realNow time.Time) (o models.Officer, step int64, rehashed string, err error) {
	o, open, err := r.countTry(ctx, "username", strings.ToLower(strings.TrimSpace(username)), realNow)
	if err != nil {
		return o, 0, "", err
	}
	if !open {
		if err := r.hasher.VerifyDummy(ctx, password); err != nil {
			return o, 0, "", err
		}
		return o, 0, "", ErrSignIn
	}
	step, rehashed, err = r.prove(ctx, o, password, code, realNow)
	return o, step, rehashed, err
}

// enter opens the session of an officer who proved who they are, and sets what changes of
// the account with it.
func (r *Registrar) enter(ctx context.Context, o models.Officer, step int64, set map[string]any, realNow time.Time) (token string, expires time.Time, actor Actor, err error) {
	token, digest, err := auth.NewToken(r.random)
	if err != nil {
		return "", expires, actor, err
	}
	s := models.Session{Digest: digest, OfficerID: o.ID, CreatedAt: realNow, SeenAt: realNow, ExpiresAt: realNow.Add(sessionLife)}
	actor, err = r.letIn(ctx, o, s, step, set)
	if err != nil {
		return "", expires, Actor{}, err
	}
	return token, s.ExpiresAt, actor, nil
}

// countTry counts a try against the account and finds it, by its column, unless there is
// none, or it is locked or disabled; then it writes as much elsewhere to no effect.
func (r *Registrar) countTry(ctx context.Context, column, value string, realNow time.Time) (o models.Officer, open bool, err error) {
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		n, err := tx.Exec(`UPDATE officers SET failures = failures + 1
			WHERE `+column+` = ? AND disabled_at IS NULL AND (locked_until IS NULL OR locked_until <= ?)`, value, realNow)
		if err != nil {
			return err
		}
		if open = n == 1; !open {
			_, err := tx.Exec("UPDATE officers SET failures = failures WHERE id = (SELECT min(id) FROM officers)")
			return err
		}
		if o, err = store.One[models.Officer](tx, column+" = ?", value); err != nil || o.Failures < triesAllowed {
			return err
		}
		profile, err := profileOn(tx, r.Today())
		if err != nil {
			return err
		}
		_, err = store.Set[models.Officer](tx, map[string]any{"locked_until": realNow.Add(lockFor(profile.Rules(), o.Failures))}, "id = ?", o.ID)
		return err
	})
	return o, open, err
}

// prove checks password and code, both always. A right password with the right code a
// second time is a repeat and no guess: the try is given back.
func (r *Registrar) prove(ctx context.Context, o models.Officer, password, code string, realNow time.Time) (step int64, rehashed string, err error) {
	right, outdated, err := r.hasher.Verify(ctx, o.Password, password)
	if err != nil {
		return 0, "", err
	}
	secret, err := r.keys.Open(placeTOTP(o.ID), o.TOTPSealed)
	if err != nil {
		return 0, "", err
	}
	step, fresh := auth.VerifyTOTP(string(secret), code, realNow, o.TOTPStep)
	if right && fresh {
		if outdated {
			rehashed, err = r.hasher.Hash(ctx, password)
		}
		return step, rehashed, err
	}
	if _, used := auth.VerifyTOTP(string(secret), code, realNow, 0); right && used {
		if err := r.giveBackTry(ctx, o.ID); err != nil {
			return 0, "", err
		}
	}
	return 0, "", ErrSignIn
}

func (r *Registrar) giveBackTry(ctx context.Context, officerID string) error {
	return r.db.InTx(ctx, func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE officers SET failures = failures - 1,
			locked_until = CASE WHEN failures <= ? THEN NULL ELSE locked_until END WHERE id = ? AND failures > 0`, triesAllowed, officerID)
		return err
	})
}

// letIn uses the code up, ends other sessions and opens the new one. Of two sign-ins
// with one code the second finds it used. A password that the officer chose anew, which
// set then dates, is an act of the journal of administration.
func (r *Registrar) letIn(ctx context.Context, o models.Officer, s models.Session, step int64, set map[string]any) (Actor, error) {
	actor := Actor{OfficerID: o.ID, PersonID: o.PersonID, Name: o.Name}.proved(s, s.CreatedAt)
	set["failures"], set["locked_until"], set["totp_step"] = 0, nil, step
	today := r.Today()
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		n, err := store.Set[models.Officer](tx, set, "id = ? and totp_step < ? and disabled_at is null and password = ?", o.ID, step, o.Password)
		if err != nil {
			return err
		}
		if n == 0 {
			return ErrSignIn
		}
		if _, chosen := set["password_on"]; chosen {
			a := r.begin(tx, actor)
			if err := a.audit(ActPasswordChanged, o.ID, nil, nil); err != nil {
				return err
			}
			if err := a.logAccount(o.PersonID, ActPasswordChanged); err != nil {
				return err
			}
		}
		actor.Postings, err = store.Many[models.Posting](tx, "valid_from, id", "officer_id = ? and valid_from <= ? and (valid_to = '' or valid_to >= ?)", o.ID, today, today)
		if err != nil || len(actor.Postings) == 0 {
			return err
		}
		if err := endSessions(tx, o.ID, s.CreatedAt); err != nil {
			return err
		}
		return store.Insert(tx, s)
	})
	if err == nil && len(actor.Postings) == 0 {
		err = ErrNoPosting
	}
	return actor, err
}

// endSessions ends the open sessions of an officer.
func endSessions(tx *store.Tx, officerID string, realNow time.Time) error {
	_, err := store.Set[models.Session](tx, map[string]any{"ended_at": realNow}, "officer_id = ? and ended_at is null", officerID)
	return err
}

// sessionRow is a session with its officer and one posting of today.
type sessionRow struct {
	CreatedAt, SeenAt, ExpiresAt   time.Time
	ProvedAt                       *time.Time
	OfficerID, PersonID, Name      string
	PostingID, Org, Role, Document string
	ValidFrom, ValidTo             models.Date
	Secondment                     bool
}

const sessionText = `select s.created_at, s.seen_at, s.expires_at, s.proved_at, s.officer_id, o.person_id, o.name,
p.id as posting_id, p.org, p.role, p.document, p.valid_from, p.valid_to, p.secondment
from sessions s join officers o on o.id = s.officer_id join postings p on p.officer_id = o.id
where s.digest = ? and s.ended_at is null and o.disabled_at is null and p.valid_from <= ? and (p.valid_to = '' or p.valid_to >= ?)
order by p.valid_from, p.id`

// Session is the officer behind a token, with the postings in force on the register's
// day: one query, and at most one write a minute.
func (r *Registrar) Session(ctx context.Context, token string, realNow time.Time) (Actor, models.Session, error) {
	digest, today := auth.Digest(token), r.Today()
	var rows []sessionRow
	err := r.db.Read(ctx, func(tx *store.Tx) (err error) {
		rows, err = store.Rows[sessionRow](tx, sessionText, digest, today, today)
		return err
	})
	if err != nil {
		return Actor{}, models.Session{}, err
	}
	if len(rows) == 0 || !realNow.Before(rows[0].ExpiresAt) || realNow.Sub(rows[0].SeenAt) >= SessionIdle {
		return Actor{}, models.Session{}, ErrNoSession
	}
	first := rows[0]
	s := models.Session{Digest: digest, OfficerID: first.OfficerID, CreatedAt: first.CreatedAt, SeenAt: first.SeenAt, ExpiresAt: first.ExpiresAt, ProvedAt: first.ProvedAt}
	actor := actorOf(rows).proved(s, realNow)
	if realNow.Sub(s.SeenAt) < sessionTouch {
		return actor, s, nil
	}
	s.SeenAt = realNow
	return actor, s, r.touch(ctx, s)
}

func (r *Registrar) touch(ctx context.Context, s models.Session) error {
	return r.db.InTx(ctx, func(tx *store.Tx) error {
		_, err := store.Set[models.Session](tx, map[string]any{"seen_at": s.SeenAt}, "digest = ? and ended_at is null", s.Digest)
		return err
	})
}

// displacedText is the officer of a session that their own sign-in elsewhere ended: a
// sign-in ends the others at the very instant at which it begins.
const displacedText = `select s.created_at, s.seen_at, s.expires_at, s.proved_at, s.officer_id, o.person_id, o.name,
p.id as posting_id, p.org, p.role, p.document, p.valid_from, p.valid_to, p.secondment
from sessions s join sessions n on n.officer_id = s.officer_id and n.created_at = s.ended_at
join officers o on o.id = s.officer_id join postings p on p.officer_id = o.id
where s.digest = ? and o.disabled_at is null and p.valid_from <= ? and (p.valid_to = '' or p.valid_to >= ?)
order by p.valid_from, p.id`

// Displaced is the officer whose session the token opened until they signed in
// elsewhere; ErrNoSession where it ended otherwise. Such a token opens nothing any more:
// it tells the page why, and whose the typed words are that it brought.
func (r *Registrar) Displaced(ctx context.Context, token string, realNow time.Time) (Actor, error) {
	today := r.Today()
	var rows []sessionRow
	err := r.db.Read(ctx, func(tx *store.Tx) (err error) {
		rows, err = store.Rows[sessionRow](tx, displacedText, auth.Digest(token), today, today)
		return err
	})
	if err != nil {
		return Actor{}, err
	}
	if len(rows) == 0 || !realNow.Before(rows[0].ExpiresAt) {
		return Actor{}, ErrNoSession
	}
	return actorOf(rows), nil
}

// actorOf is the officer of the rows, with their postings.
func actorOf(rows []sessionRow) Actor {
	actor := Actor{OfficerID: rows[0].OfficerID, PersonID: rows[0].PersonID, Name: rows[0].Name}
	for _, p := range rows {
		actor.Postings = append(actor.Postings, models.Posting{ID: p.PostingID, OfficerID: p.OfficerID, Org: p.Org, Role: p.Role,
			From: p.ValidFrom, To: p.ValidTo, Secondment: p.Secondment, Document: p.Document})
	}
	return actor
}

// SignOut ends the session of a token; one that is none is no error.
func (r *Registrar) SignOut(ctx context.Context, token string, realNow time.Time) error {
	return r.db.InTx(ctx, func(tx *store.Tx) error {
		_, err := store.Set[models.Session](tx, map[string]any{"ended_at": realNow}, "digest = ? and ended_at is null", auth.Digest(token))
		return err
	})
}
