package workflow

// names tells whether a value, "father", "mother" or "both", says it of the parent.
func names(v string, parent SubjectRole) bool {
	return v == string(parent) || v == BothParents && (parent == Father || parent == Mother)
}

func isnt(f Field, parent SubjectRole, b Basis, zh, en string) Guard {
	return Guard{Reads: []Field{f}, Met: func(x Facts) bool { return !names(x.Text(f), parent) }, Basis: b, Unmet: Word{Zh: zh, En: en}}
}

// conclusionGuards hold a report against those before it. What one has excluded stays so,
// whatever comes later, until the head strikes it and another agency tests anew; two that
// together exclude both parents are one that excludes both (domain 3.3).
func conclusionGuards() map[GuardID]Guard {
	law := Basis("国办发〔2015〕96号 2; 民法典 1073")
	return map[GuardID]Guard{
		GMotherNotBlank: isnt(FParentBlank, Mother, law, "母亲一方已被鉴定排除或者没有证明，不是“无争议的母方”，不能按母方办理：请恢复办理，再按鉴定结论处理。",
			"The mother is excluded by a report or not proven, so that hers is not the undisputed side: resume the case and go on by what the report concludes."),
		GWasApproved: {Reads: []Field{FReturnTo}, Met: func(x Facts) bool { return x.Text(FReturnTo) == string(Approved) }, Basis: "民法典 1073; Norm 9",
			Unmet: Word{Zh: "本案中止时尚未审批，请回到中止前的环节继续。", En: "The case was not approved when it was suspended; go on where it stood."}},
		GMotherNotOut: isnt(FParentExcluded, Mother, law, "先前的鉴定意见已排除母亲，两份意见合起来排除双方：由所领导登记“鉴定排除双方”转来源核查；先前的意见有误的，由所领导办“另一机构再次鉴定”并写明理由。",
			"An earlier report excludes the mother, and the two together exclude both: the head enters “report excludes both”, which leads to the inquiry; where the earlier one is wrong, the head takes “second test by another agency” and says why."),
		GFatherNotOut: isnt(FParentExcluded, Father, law, "先前的鉴定意见已排除父亲，两份意见合起来排除双方：由所领导登记“鉴定排除双方”转来源核查；先前的意见有误的，由所领导办“另一机构再次鉴定”并写明理由。",
			"An earlier report excludes the father, and the two together exclude both: the head enters “report excludes both”, which leads to the inquiry; where the earlier one is wrong, the head takes “second test by another agency” and says why."),
		GUncontradicted: {Reads: []Field{InTested, FParentExcluded}, Met: func(x Facts) bool {
			return !(names(x.Text(FParentExcluded), Father) && names(x.Text(InTested), Father)) && !(names(x.Text(FParentExcluded), Mother) && names(x.Text(InTested), Mother))
		}, Basis: law, Unmet: Word{Zh: "参加鉴定的一方已被先前的鉴定意见排除，两份意见相互矛盾：由所领导先办“另一机构再次鉴定”，写明原意见不再作数的理由，再登记新的结论。",
			En: "A parent tested now was excluded by an earlier report, and the two contradict each other: the head first takes “second test by another agency” and says why the earlier one counts no more, then the new conclusion is entered."}},
		GBothTested: {Reads: []Field{InTested, FParentExcluded}, Met: func(x Facts) bool {
			return (names(x.Text(InTested), Father) || names(x.Text(FParentExcluded), Father)) && (names(x.Text(InTested), Mother) || names(x.Text(FParentExcluded), Mother))
		}, Basis: law, Unmet: Word{Zh: "报告没有同时检验父母双方，先前的意见也没有排除另一方，不能据此排除双方：请核对参加鉴定的一方，或另行鉴定。",
			En: "The report did not test both parents, nor does an earlier one exclude the other, so it cannot exclude both: compare who was tested, or have another test made."}},
		GReportOnce: {Reads: []Field{FReportOtherwise, InMisread}, Met: func(x Facts) bool { return !x.Bool(FReportOtherwise) || x.Text(InMisread) != "" }, Basis: law,
			Unmet: Word{Zh: "本案已按这个编号的鉴定意见书登记过另一结论，一份意见书只有一个结论：再次鉴定的，填写新意见书的编号；先前登记有误，或者另一机构的意见书恰好同号的，写明原因，审批人会看到。",
				En: "A report of this number was entered in this case with another conclusion, and a report has only one: for a second test write the number of the new report; where the first entry was wrong, or another agency's report has the same number, say so, and whoever decides will read it."}},
		GReportStands: {Reads: []Field{FConclusion, FParentBlank}, Met: func(x Facts) bool { return concluded(x) || x.Text(FParentBlank) != "" }, Basis: law,
			Unmet: Word{Zh: "没有登记过鉴定结论，无须再次鉴定：首次鉴定请办“需亲子鉴定”。", En: "No conclusion is entered that another test could replace: a first one goes by “a parentage report is needed”."}},
	}
}
