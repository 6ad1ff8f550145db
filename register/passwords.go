package register

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"hukou/auth"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// BusinessPasswords is the business under which a policy row chooses the profile of
// passwords, by the option profile. Accounts belong to no place, so that such a row
// speaks for all divisions; one of them is in force at a time, and Intl where there is
// none.
const BusinessPasswords workflow.Business = "passwords"

// optProfile is the option of such a row: one of auth.Profiles.
const optProfile = "profile"

// PasswordsWord names what those rows are about.
func PasswordsWord() workflow.Word { return workflow.Word{Zh: "密码要求", En: "Passwords"} }

// ErrPasswordOld says that an officer proved who they are by a password that must be
// changed before it lets in: too old for the profile, not what it asks, or set by another.
var ErrPasswordOld = errors.New("the password must be changed before it lets you in: choose a new one")

// PasswordProfile is the profile in force on the register's day.
func (r *Registrar) PasswordProfile(ctx context.Context) (auth.Profile, error) {
	var out auth.Profile
	err := r.db.Read(ctx, func(tx *store.Tx) (err error) {
		out, err = profileOn(tx, r.Today())
		return err
	})
	return out, mapStore(err)
}

func profileOn(tx *store.Tx, day models.Date) (auth.Profile, error) {
	rows, err := store.Many[models.PolicyRow](tx, "valid_from, id", "business = ? and valid_from <= ? and (valid_to = '' or valid_to >= ?)", string(BusinessPasswords), day, day)
	if err != nil || len(rows) == 0 {
		return auth.Intl, err
	}
	p, err := policyOf(rows[len(rows)-1])
	if err != nil {
		return auth.Intl, err
	}
	var profile auth.Profile
	return profile, json.Unmarshal(p.Options[optProfile], &profile)
}

// PasswordProfiles lists the names that the option profile takes, the preset first.
func PasswordProfiles() []string {
	var out []string
	for _, p := range auth.Profiles() {
		out = append(out, string(p))
	}
	return out
}

// MayRule tells whether the actor may enter rows of a business: the security
// administrator those of passwords (GB/T 22239-2019 8.1.5.3), the region's registration
// office and the system administrator all others.
func MayRule(actor Actor, business workflow.Business) bool {
	if business == BusinessPasswords {
		return actor.isOperator() || actor.Has(workflow.SecAdmin)
	}
	return actor.isOperator() || actor.Has(workflow.Region, workflow.SysAdmin)
}

// checkPasswordRow finds what is wrong with a row on passwords: it names a profile, for
// everywhere, and nothing else.
func checkPasswordRow(n NewPolicyRow) []FieldError {
	var wrong []FieldError
	if n.Division != "" {
		wrong = append(wrong, fieldError("division", "everywhere_only", "密码要求对全部地区生效，地区请空着。", "What passwords must be holds everywhere: leave the division empty."))
	}
	if n.Level != nil || len(n.Limits) > 0 || len(n.Options) > 1 {
		wrong = append(wrong, fieldError("level", "profile_only", "密码要求只填档次，决定层级、期限和其他选项不填。", "A row on passwords names the profile alone, no level, period or other choice."))
	}
	var p auth.Profile
	if json.Unmarshal(n.Options[optProfile], &p) != nil || !slices.Contains(auth.Profiles(), p) {
		wrong = append(wrong, fieldError("options."+optProfile, "unknown_code", "请选密码档次：intl 或 dengbao3。", "Choose the profile of passwords: intl or dengbao3."))
	}
	return wrong
}

// PasswordAsks says, one a line, what the profile asks of a new password.
func PasswordAsks(p auth.Profile) []workflow.Word {
	rules := p.Rules()
	n := strconv.Itoa(rules.Least)
	out := []workflow.Word{{Zh: "至少" + n + "个字符，最多128个；汉字、空格都可以，一句话好记。", En: "From " + n + " to 128 characters; Chinese ones and spaces may be among them, and a sentence is easy to keep in mind."}}
	if rules.Kinds > 0 {
		out = append(out, workflow.Word{Zh: "大写字母、小写字母、数字、其他字符（汉字也算）中至少三种。", En: "Three of the four: capitals, small letters, digits, other characters (Chinese ones count)."})
	}
	out = append(out, workflow.Word{Zh: "不用用户名，不用人人会先试的密码。", En: "Not the username, nor what everyone tries first."})
	if last := strconv.Itoa(rules.Remembered); rules.Remembered > 1 {
		out = append(out, workflow.Word{Zh: "不与最近" + last + "个密码相同。", En: "None of the last " + last + "."})
	} else {
		out = append(out, workflow.Word{Zh: "不与现在的密码相同。", En: "Not the present one."})
	}
	if days := strconv.Itoa(rules.Days); rules.Days > 0 {
		out = append(out, workflow.Word{Zh: "每" + days + "天内更换一次。", En: "It is changed within " + days + " days."})
	}
	return out
}

// DrawPassword draws the first password of an account, as hands over who makes or resets
// it. Every profile takes it.
func (r *Registrar) DrawPassword() (string, error) { return auth.DrawPassword(r.random) }

// passwordFaults are everything that the profile does not take, at a field.
func passwordFaults(p auth.Profile, field, password, username string) []FieldError {
	var out []FieldError
	for _, f := range p.Check(password, username) {
		out = append(out, fieldError(field, f.Code, f.Zh, f.En))
	}
	return out
}

// refused is the refusal of wrong values, if there are any.
func refused(wrong []FieldError) error {
	if len(wrong) == 0 {
		return nil
	}
	return &Invalid{Errors: wrong}
}

// mustChange tells whether a right password lets in only to be changed: where passwords
// age, one that is past its days, that another set, or that the profile would refuse.
func mustChange(p auth.Profile, o models.Officer, password string, today models.Date) bool {
	days := p.Rules().Days
	return days > 0 && (o.PasswordOn == "" || o.PasswordOn.AddDays(days) < today || len(p.Check(password, o.Username)) > 0)
}

// formerHashes are the hashes that are kept when the present password of an account goes.
func formerHashes(p auth.Profile, o models.Officer) string {
	former := append([]string{o.Password}, strings.Fields(o.FormerPasswords)...)
	return strings.Join(former[:min(len(former), p.Rules().Remembered-1)], "\n")
}

// ChangePassword gives an officer the password that they chose, by the present one and a
// code, and opens their session as SignIn does. Everything wrong with the new one is told
// at once, at the field new_password, to whoever proved who they are; the code is good
// for another try then. realNow is real time.
func (r *Registrar) ChangePassword(ctx context.Context, username, password, code, chosen string, realNow time.Time) (token string, expires time.Time, actor Actor, err error) {
	o, step, _, err := r.identify(ctx, username, password, code, realNow)
	if err != nil {
		return "", expires, actor, err
	}
	profile, err := r.PasswordProfile(ctx)
	if err != nil {
		return "", expires, actor, err
	}
	wrong := passwordFaults(profile, "new_password", chosen, o.Username)
	used, err := r.usedBefore(ctx, profile, o, chosen)
	if err != nil {
		return "", expires, actor, err
	}
	if used {
		wrong = append(wrong, fieldError("new_password", "password_used", "这个密码刚用过，请换一个没用过的", "this password was used lately: choose another"))
	}
	if len(wrong) > 0 {
		return "", expires, actor, errors.Join(r.giveBackTry(ctx, o.ID), refused(wrong))
	}
	hash, err := r.hasher.Hash(ctx, chosen)
	if err != nil {
		return "", expires, actor, err
	}
	return r.enter(ctx, o, step, map[string]any{"password": hash, "password_on": string(r.Today()), "former_passwords": formerHashes(profile, o)}, realNow)
}

// usedBefore tells whether a password is among the last ones that the profile looks back
// on. What nobody may choose is not worked on.
func (r *Registrar) usedBefore(ctx context.Context, p auth.Profile, o models.Officer, chosen string) (bool, error) {
	if slices.ContainsFunc(p.Check(chosen, o.Username), func(f auth.PasswordFault) bool { return f.Code == "password_long" || f.Code == "password_text" }) {
		return false, nil
	}
	last := append([]string{o.Password}, strings.Fields(o.FormerPasswords)...)
	for _, hash := range last[:min(len(last), p.Rules().Remembered)] {
		if same, _, err := r.hasher.Verify(ctx, hash, chosen); same || err != nil {
			return same, err
		}
	}
	return false, nil
}
