package workflow

import "strings"

// Where law and Norm leave something open, the basis is our own rule: its heading on
// the published page, which says so and why. No basis names a document that an
// officer does not have.
const (
	ownRules = "docs/departures.md#"

	ruleTakeBack     Basis = ownRules + "拿回-take-back"
	ruleReturn       Basis = ownRules + "退回-return"
	ruleTogether     Basis = ownRules + "协同办理-working-together"
	ruleTwo          Basis = ownRules + "两人办理-two-persons"
	ruleDesignate    Basis = ownRules + "指定办理-designate"
	ruleSecondLook   Basis = ownRules + "当场办结复核-second-look"
	ruleUnchanged    Basis = ownRules + "登记未变-unchanged-entry"
	rulePeriods      Basis = ownRules + "预设期限-preset-periods"
	ruleLevels       Basis = ownRules + "预设层级-preset-levels"
	ruleReversal     Basis = ownRules + "冲销-reversal"
	ruleLeads        Basis = ownRules + "走访线索-leads"
	ruleRoster       Basis = ownRules + "名册-roster"
	ruleOrigin       Basis = ownRules + "商请迁出地-asking-the-place-of-origin"
	ruleNotice       Basis = ownRules + "告知和公示-telling-and-notice"
	rulePeers        Basis = ownRules + "对方派出所-the-other-station"
	ruleConsent      Basis = ownRules + "成员同意-consent-of-members"
	ruleMinors       Basis = ownRules + "留下的未成年人-minors-left-behind"
	ruleOrphaned     Basis = ownRules + "没有父母同户的新生儿-newborns-without-a-parent"
	ruleGuardianKept Basis = ownRules + "现任监护人-the-guardian-in-force"
	ruleGuardians    Basis = ownRules + "监护人取代父母-guardian-over-parents"
	ruleBundle       Basis = ownRules + "出生一件事-birth-as-one-matter"
	ruleElsewhere    Basis = ownRules + "跨省通办-taken-in-in-another-region"
	ruleNames        Basis = ownRules + "姓名限制-limits-on-names"
	rulePilot        Basis = ownRules + "试点路线-pilot-route"

	// BasisSignOff is the rule on how decisions are signed.
	BasisSignOff Basis = "电子签名法 13; " + ownRules + "签署-sign-off"
)

// OwnRule is the heading on docs/departures.md under which a basis stands; false for
// an article of law or of the Norm.
func (b Basis) OwnRule() (string, bool) { return strings.CutPrefix(string(b), ownRules) }

// Word is a basis as people read it: articles as they are cited, a rule of our own by
// its heading.
func (b Basis) Word() Word {
	var zh, en []string
	for _, p := range b.Parts() {
		heading, own := p.OwnRule()
		if !own {
			zh, en = append(zh, p.chinese()), append(en, p.english())
			continue
		}
		name, rest, _ := strings.Cut(heading, "-")
		zh, en = append(zh, "本程序规则“"+name+"”"), append(en, "our own rule on "+strings.ReplaceAll(rest, "-", " "))
	}
	return Word{Zh: strings.Join(zh, "; "), En: strings.Join(en, "; ")}
}

// Parts are the articles and rules that one basis names, in order.
func (b Basis) Parts() []Basis {
	var out []Basis
	for p := range strings.SplitSeq(string(b), ";") {
		out = append(out, Basis(strings.TrimSpace(p)))
	}
	return out
}

// unpublished are the beginnings of what is no basis for anybody outside our house.
var unpublished = []string{"domain", "house rule", "policy row"}

// published tells whether every part of a basis can be looked up by an officer.
func (b Basis) published() bool {
	for _, p := range b.Parts() {
		for _, u := range unpublished {
			if strings.HasPrefix(strings.ToLower(string(p)), u) {
				return false
			}
		}
	}
	return true
}
