package register

import (
	"slices"
	"strings"

	"hukou/workflow"

	"golang.org/x/text/width"
)

// reportNumber is the number of a parentage report without the ways of writing it.
func reportNumber(text string) string {
	return strings.ToUpper(strings.Join(strings.Fields(width.Fold.String(text)), ""))
}

// reportOtherwise tells whether the case knows a report of the number written with another
// conclusion. What the head struck is told as well: a struck report says what it said.
func (a *act) reportOtherwise() (any, error) {
	number := reportNumber(a.in(workflow.InReport))
	return number != "" && slices.ContainsFunc(a.form.Facts.List(factReports), func(entered string) bool {
		concluded, of, _ := strings.Cut(entered, " ")
		return of == number && concluded != string(a.req.Event)
	}), nil
}

// reportsDiffer warns whoever decides where reports of this child have concluded differently
// or were struck, with each number and what it concluded (domain 3.3).
func (a *act) reportsDiffer() []workflow.Condition {
	entered := a.form.Facts.List(factReports)
	if !slices.ContainsFunc(entered, func(e string) bool {
		concluded, of, _ := strings.Cut(e, " ")
		return concluded != a.fact(factConclusion) || of != reportNumber(a.fact(factReport))
	}) {
		return nil
	}
	var zh, en []string
	for _, e := range entered {
		concluded, of, _ := strings.Cut(e, " ")
		word := a.r.book.EventWord(workflow.Event(concluded))
		zh, en = append(zh, of+"："+word.Zh), append(en, of+": "+word.En)
	}
	return []workflow.Condition{{Code: "reports_differ", Basis: "国办发〔2015〕96号 2", Message: workflow.Word{
		Zh: "本案登记过不止一次鉴定结论（按登记先后）：" + strings.Join(zh, "；") + "。决定前请逐份核对意见书原件，并查看不再作数的理由。",
		En: "More than one conclusion was entered in this case (in the order of entry): " + strings.Join(en, "; ") + ". Before deciding, hold each against the report itself and read why one counts no more."}}}
}
