package register

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
)

// operatorID marks acts of whoever runs the program's commands on its machine. Ids of
// officers are UUIDs, so that none can be it.
const operatorID = "operator"

// Operator is the actor of the commands on the program's own machine: it makes the
// first officers and postings, and sees no case.
func Operator() Actor { return Actor{OfficerID: operatorID, Name: "运维 operator"} }

func (a Actor) isOperator() bool { return a.OfficerID == operatorID }

// NewOfficer is the account of a person to be made. The person stands in the register
// already, named by id or by citizen number, so that kin are known.
type NewOfficer struct {
	Username string
	PersonID string
	Number   string
	Password string
	// Hash is the argon2id text of Password where the caller has it already, so that
	// many accounts cost one hash; empty lets the program make it.
	Hash string
	// TOTPSecret is base32; empty lets the program draw one.
	TOTPSecret string
}

// Account is an officer's account as it is handed over. The secret and the address
// with it are shown this once.
type Account struct {
	ID         string `json:"id"`
	Username   string `json:"username"`
	Name       string `json:"name"`
	TOTPSecret string `json:"totp_secret"`
	TOTPURI    string `json:"totp_uri"`
}

var usernames = regexp.MustCompile(`^[a-z][a-z0-9._-]{1,31}$`)

// AddOfficer makes the account of a person. A person has one account that is not
// disabled: whoever makes must not check under another name. The operator, a system or
// a security administrator may; rights come apart from it, by Post, and from another
// hand than made the account.
func (r *Registrar) AddOfficer(ctx context.Context, actor Actor, n NewOfficer) (Account, error) {
	if !actor.isOperator() && !actor.Has(workflow.SysAdmin, workflow.SecAdmin) {
		return Account{}, ErrForbidden
	}
	n.Username = strings.ToLower(strings.TrimSpace(n.Username))
	profile, err := r.PasswordProfile(ctx)
	if err != nil {
		return Account{}, err
	}
	if err := n.check(profile); err != nil {
		return Account{}, err
	}
	hash, secret, err := r.credentials(ctx, n.Password, n.Hash, n.TOTPSecret)
	if err != nil {
		return Account{}, err
	}
	o := models.Officer{ID: r.newID(), Username: n.Username, Password: hash, CreatedAt: r.Now()}
	o.TOTPSealed = r.keys.Seal(placeTOTP(o.ID), []byte(secret))
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		p, err := r.officerPerson(tx, n)
		if err != nil {
			return err
		}
		o.PersonID, o.Name = p.ID, p.Name
		if err := oneAccount(tx, o); err != nil {
			return err
		}
		if err := store.Insert(tx, o); err != nil {
			return usernameTaken(err)
		}
		a := r.begin(tx, actor)
		if err := a.audit(ActAccountAdded, o.ID, nil, nil); err != nil {
			return err
		}
		return a.logAccount(p.ID, ActAccountAdded)
	})
	return account(o, secret), mapStore(err)
}

func (n NewOfficer) check(profile auth.Profile) error {
	var wrong []FieldError
	if !usernames.MatchString(n.Username) {
		wrong = append(wrong, fieldError("username", "bad_username", "用户名须以小写字母开头，由2至32个小写字母、数字、点、横线组成。",
			"A username begins with a small letter and has 2 to 32 small letters, digits, dots and dashes."))
	}
	return refused(append(wrong, passwordFaults(profile, "password", n.Password, n.Username)...))
}

// credentials hashes a password, unless its hash is known, and finds the one-time
// secret, outside any transaction: the work takes longer than a step.
func (r *Registrar) credentials(ctx context.Context, password, known, secret string) (hash, used string, err error) {
	if secret == "" {
		if secret, err = auth.NewSecret(r.random); err != nil {
			return "", "", err
		}
	}
	if _, err := auth.TOTPAt(secret, r.Now()); err != nil {
		return "", "", invalid("totp_secret", "bad_secret", "动态口令密钥须为 base32 编码。", "The one-time secret must be base32.")
	}
	if known != "" {
		return known, secret, nil
	}
	hash, err = r.hasher.Hash(ctx, password)
	return hash, secret, err
}

// officerPerson is the person an account is made for.
func (r *Registrar) officerPerson(tx *store.Tx, n NewOfficer) (models.Person, error) {
	where, arg := "id = ?", any(n.PersonID)
	if n.PersonID == "" {
		where, arg = "number_index = ?", r.keys.BlindIndex(seal.DomainCitizenNumber, strings.ToUpper(n.Number))
	}
	p, err := store.One[models.Person](tx, where, arg)
	if errors.Is(err, store.ErrNotFound) || err == nil && !inForce(p) {
		return p, invalid("person_id", "unknown_person", "户籍库中没有此人的有效登记，请先载入。", "The register has no active person of this id or number; load the person first.")
	}
	return p, err
}

func oneAccount(tx *store.Tx, o models.Officer) error {
	n, err := store.Count[models.Officer](tx, "person_id = ? and disabled_at is null", o.PersonID)
	if err == nil && n > 0 {
		return invalid("person_id", "has_account", "此人已有账号，一人一号；请先停用原账号。", "The person has an account; disable that one first.")
	}
	return err
}

func usernameTaken(err error) error {
	if errors.Is(err, store.ErrDuplicate) {
		return invalid("username", "username_taken", "用户名已被使用，请另选。", "The username is taken; choose another.")
	}
	return err
}

func account(o models.Officer, secret string) Account {
	return Account{ID: o.ID, Username: o.Username, Name: o.Name, TOTPSecret: secret, TOTPURI: auth.TOTPURI("户口登记", o.Username, secret)}
}

func placeTOTP(id string) seal.Place {
	return seal.Place{Table: "officers", Column: "totp_sealed", Row: id}
}

// DisableOfficer closes an account for good and ends its sessions at once; the cases in
// its hands go back to their pools. The last
// officer who decides at a body is not taken from it, and nobody disables their own
// account. realNow is real time, as for all sessions.
func (r *Registrar) DisableOfficer(ctx context.Context, actor Actor, username string, realNow time.Time) error {
	if !actor.isOperator() && !actor.Has(workflow.SysAdmin, workflow.SecAdmin) {
		return ErrForbidden
	}
	err := r.db.InTx(ctx, func(tx *store.Tx) error {
		o, err := openAccount(tx, username)
		if err != nil {
			return err
		}
		if o.PersonID == actor.PersonID {
			return ErrForbidden
		}
		a := r.begin(tx, actor)
		posts, err := store.Many[models.Posting](tx, "valid_from, id", "officer_id = ? and (valid_to = '' or valid_to >= ?)", o.ID, a.today)
		if err != nil {
			return err
		}
		for _, p := range posts {
			if err := a.keepsApprover(p, o, a.today.AddDays(-1)); err != nil {
				return err
			}
		}
		if _, err := store.Set[models.Officer](tx, map[string]any{"disabled_at": realNow}, "id = ?", o.ID); err != nil {
			return err
		}
		if err := endSessions(tx, o.ID, realNow); err != nil {
			return err
		}
		if err := a.audit(ActAccountDisabled, o.ID, nil, nil); err != nil {
			return err
		}
		if err := a.letGo(o.ID, ""); err != nil {
			return err
		}
		return a.logAccount(o.PersonID, ActAccountDisabled)
	})
	return mapStore(err)
}

// leavesOffice stops the account of an officer whose death is entered, and ends its sessions:
// an act of the system's in the journal of administration. It is not refused where nobody
// else decides at the body, as a dead officer decides nothing either; and it stays stopped
// when the death is undone, until the person is given an account again.
func (a *act) leavesOffice(person string) error {
	accounts, err := store.Many[models.Officer](a.tx, "id", "person_id = ? and disabled_at is null", person)
	if err != nil {
		return err
	}
	sys := a.r.begin(a.tx, systemActor())
	sys.now, sys.today = a.now, a.today
	for _, o := range accounts {
		if _, err := store.Set[models.Officer](a.tx, map[string]any{"disabled_at": a.now}, "id = ?", o.ID); err != nil {
			return err
		}
		if err := endSessions(a.tx, o.ID, a.now); err != nil {
			return err
		}
		if err := sys.audit(ActAccountDisabled, o.ID, nil, nil); err != nil {
			return err
		}
		if err := sys.logAccount(person, ActAccountDisabled); err != nil {
			return err
		}
		if err := sys.letGo(o.ID, a.c.ID); err != nil {
			return err
		}
	}
	return nil
}

// ResetOfficer gives an account a new password and a new one-time secret, opens its
// lock and ends its sessions. The operator and a security administrator may, nobody for
// themselves. As for a posting, it takes a recent proof or a code.
func (r *Registrar) ResetOfficer(ctx context.Context, actor Actor, username, password string, sign SignOff, realNow time.Time) (Account, error) {
	if !keepsPosts(actor) {
		return Account{}, ErrForbidden
	}
	profile, err := r.PasswordProfile(ctx)
	if err != nil {
		return Account{}, err
	}
	if err := refused(passwordFaults(profile, "password", password, username)); err != nil {
		return Account{}, err
	}
	signed, err := r.signAct(ctx, actor, sign)
	if err != nil {
		return Account{}, err
	}
	hash, secret, err := r.credentials(ctx, password, "", "")
	if err != nil {
		return Account{}, err
	}
	var out Account
	err = r.db.InTx(ctx, func(tx *store.Tx) error {
		o, err := openAccount(tx, username)
		if err != nil {
			return err
		}
		if o.PersonID == actor.PersonID {
			return ErrForbidden
		}
		if err := signed.use(tx, actor); err != nil {
			return err
		}
		out = account(o, secret)
		if _, err := store.Set[models.Officer](tx, map[string]any{"password": hash, "password_on": "", "former_passwords": formerHashes(profile, o), "totp_sealed": r.keys.Seal(placeTOTP(o.ID), []byte(secret)),
			"totp_step": 0, "failures": 0, "locked_until": nil}, "id = ?", o.ID); err != nil {
			return err
		}
		if err := endSessions(tx, o.ID, realNow); err != nil {
			return err
		}
		a := r.begin(tx, actor)
		if err := a.audit(ActAccountReset, o.ID, nil, nil); err != nil {
			return err
		}
		return a.logAccount(o.PersonID, ActAccountReset)
	})
	return out, mapStore(err)
}

// openAccount is the account of a username, unless it is disabled.
func openAccount(tx *store.Tx, username string) (models.Officer, error) {
	o, err := store.One[models.Officer](tx, "username = ? and disabled_at is null", strings.ToLower(strings.TrimSpace(username)))
	if errors.Is(err, store.ErrNotFound) {
		return o, invalid("username", "no_account", "没有这个账号，或已停用。", "There is no such account, or it is disabled.")
	}
	return o, err
}
