package register

import (
	"slices"

	"hukou/workflow"
)

// itemsOfCertificate are what health's data agreed with when the certificate was verified:
// the certificate itself, the child and who its parents are (domain 3.3).
func itemsOfCertificate() []workflow.Field {
	return slices.Concat([]workflow.Field{workflow.FactCertificate, workflow.FactCertificateOn, workflow.FactCertificateName,
		workflow.FactChildName, workflow.FactChildSex, workflow.FactChildBirthDate}, motherNamed, fatherNamed)
}

// settled refuses to change what was verified, without the verification: whoever has the
// case in hand would else decide on the spot what nobody has seen.
func (a *act) settled(facts workflow.Facts) ([]FieldError, error) {
	verified, err := a.certificateVerified()
	if err != nil || !verified {
		return nil, err
	}
	var wrong []FieldError
	for _, k := range a.edited(facts) {
		if slices.Contains(itemsOfCertificate(), k) {
			wrong = append(wrong, fieldError("facts."+string(k), "certified", "这一项已按出生医学证明核验，不能改动：须更正的，先由承办民警办“证明重新核验”（在补充材料环节的，先办“补充材料收讫”），改正后再按新核验的证明办理。",
				"This item was verified with the certificate: to correct it, the officer first takes “have the certificate verified anew” (from a further declaration, after “papers supplied”), and it is changed before the certificate is verified again."))
		}
	}
	return wrong, nil
}
