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

// settled refuses to change what was verified, or to take from a lead that a child is without
// registration (invariant 13), without the verification: whoever has the
// case in hand would else decide on the spot what nobody has seen, or enter whom no report
// has tested.
func (a *act) settled(facts workflow.Facts) ([]FieldError, error) {
	verified, err := a.certificateVerified()
	if err != nil {
		return nil, err
	}
	out := a.fact(factParentExcluded)
	var wrong []FieldError
	for _, k := range a.edited(facts) {
		switch {
		case a.def.Business == workflow.Lead && k == workflow.FactUnregistered && a.form.Facts.Bool(k):
			wrong = append(wrong, fieldError("facts."+string(k), "child_stays_noted", "线索已记明涉及无户口儿童，这一项不能改回或者清空，以免儿童无人登记：转为能为其登记的业务；查明已有户口的，填写查到的公民身份号码了结；外省已有户口的，凭文书由一人提出、所领导确认“外省已有户口了结”；走访误记的，由一人提出、所领导确认“查无此无户口儿童了结”。",
				"The lead says that a child is without registration, and that is not taken back or emptied, or nobody would register the child: make it a case that does. Where the child is found registered, close it with the citizen number found; where another region has the child, one proposes with a document and the head confirms “Close: registered in another region”; where a visit noted it by mistake, one proposes and the head confirms “Close: no such child”."))
		case a.concluded() && (slices.Contains(motherNamed, k) || slices.Contains(fatherNamed, k)):
			wrong = append(wrong, fieldError("facts."+string(k), "tested", "鉴定结论是按申报的父母作出的，不能改成别人：须更正的，由所领导先办“另一机构再次鉴定”（原结论不再作数；在补充材料环节的，先办“补充材料收讫”），改正后重新鉴定；以后才证明的一方，登记后补填。",
				"The report's conclusion is on the parents declared, and nobody else is put in their place: to correct them, the head first takes “second test by another agency” (the conclusion counts no more; from a further declaration, after “papers supplied”), and they are tested again; a parent proven later is filled in after the registration."))
		case isAmong(workflow.Father, out) && slices.Contains(fatherNamed, k) || isAmong(workflow.Mother, out) && slices.Contains(motherNamed, k):
			wrong = append(wrong, fieldError("facts."+string(k), "excluded_by_report", "鉴定意见已排除这一方，此项保持空白，不填任何人：意见有误的，由所领导在鉴定环节办“另一机构再次鉴定”后再填；以后才证明的，登记后补填。",
				"A report excludes this parent, and the item stays blank, whoever is named: where the report is wrong, the head takes “second test by another agency” where the case waits for a test, and it is filled in then; a parent proven later is filled in after the registration."))
		case verified && slices.Contains(itemsOfCertificate(), k):
			wrong = append(wrong, fieldError("facts."+string(k), "certified", "这一项已按出生医学证明核验，不能改动：须更正的，先由承办民警办“证明重新核验”（在补充材料环节的，先办“补充材料收讫”），改正后再按新核验的证明办理。",
				"This item was verified with the certificate: to correct it, the officer first takes “have the certificate verified anew” (from a further declaration, after “papers supplied”), and it is changed before the certificate is verified again."))
		}
	}
	return wrong, nil
}
