package workflow

import (
	"regexp"
	"slices"
	"strings"
)

// forbidden finds the words no condition may look at: ethnicity, faith, family
// planning, marriage, fees and debts (未成年人保护法 3; domain 2.5). It is tried on
// a field's id and on both its names.
var forbidden = regexp.MustCompile(`民族|宗教|信仰|信教|计划生育|计生|超生|准生|婚|费|债|欠款|罚款|` +
	`\b(ethnic\w*|nationalit\w*|religi\w*|faith|church|mosque|family planning|birth permit|birth quota|` +
	`marital|marri\w*|wedlock|unwed|divorc\w*|widow\w*|fees?|fines?|levy|levies|debts?|arrears|unpaid)\b`)

// precondition finds what no notice may ask of an applicant and no refusal may rest on:
// papers of family planning, fees, fines and debts (国办发〔2015〕96号, 一: 禁止设立不符合
// 户口登记规定的任何前置条件). An institution's name, such as 妇幼保健计划生育服务中心, is none.
var precondition = regexp.MustCompile(`计划生育[证情手政]|计生[证情手政]|准生证|生育服务证|生育证[^明]|生育证$|一孩证|二孩证|社会抚养费|超生|超计划|结扎|节育|` +
	`罚款|罚金|滞纳金|欠款|欠费|债务|(?i:birth permit|birth quota|family[- ]planning|social maintenance fee|steriliz\w+|sterilis\w+|contracepti\w+|\b(?:unpaid|fines?|debts?|arrears)\b)`)

// Precondition is the word in a text that makes it a condition no registration may
// have, or empty.
func Precondition(text string) string { return precondition.FindString(text) }

// allowedFacts are the exceptions: whose ethnicity a newborn's follows, which is
// father's, mother's or the institution's choice (domain 2.5), and nothing else.
var allowedFacts = []Field{"ethnicity_source"}

// Forbidden tells whether no condition may read the field.
func (b *Book) Forbidden(f Field) bool {
	if slices.Contains(allowedFacts, f) {
		return false
	}
	w := b.fields[f].Word
	text := strings.ToLower(strings.ReplaceAll(string(f), "_", " ") + " | " + w.Zh + " | " + w.En)
	return forbidden.MatchString(text)
}

// guards looks at every condition of the vocabulary.
func (c *checker) guards() {
	noise := c.b.noise()
	for _, id := range sorted(c.b.guards) {
		g := c.b.guards[id]
		if g.Unmet.Zh == "" || g.Unmet.En == "" {
			c.add("missing_unmet", "", "", string(id))
		}
		c.founded([]Basis{g.Basis}, "", "", string(id))
		if len(g.Reads) == 0 || g.Met == nil {
			c.add("missing_reads", "", "", string(id))
			continue
		}
		for _, f := range g.Reads {
			_, ok := c.b.fields[f]
			c.known(ok, "field", "", "", string(id)+" "+string(f))
			if c.b.Forbidden(f) {
				c.add("forbidden_fact", "", "", string(id)+" "+string(f))
			}
		}
		_, met := c.b.witness([]Guard{g}, true)
		_, unmet := c.b.witness([]Guard{g}, false)
		if !met || !unmet {
			c.add("empty_condition", "", "", string(id))
		}
		if c.b.strays(g, noise) {
			c.add("reads_undeclared", "", "", string(id))
		}
	}
}
