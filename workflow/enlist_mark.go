package workflow

// enlistMark notes that somebody serves, on the notice of the conscription office, and
// takes the note away when they are sent back or discharged (兵役法 49; 征兵工作条例 31, 54).
// Whoever enlists keeps the registration: nothing here cancels.
func enlistMark() *Definition {
	d := alteration(EnlistMark, "服现役标注", "Mark of active service", P0, []Effect{EffServiceMark}, GServiceDiffers, GServiceAge)
	d.Facts = []FactRule{{Field: FactPerson, Required: true}, {Field: FactServiceAct, Required: true}, {Field: FactEventDate, Required: true}, {Field: FactServiceBody, Required: true},
		{Field: FactServiceNotice, Required: true}, {Field: FactDoubt}}
	d.Materials = []MaterialRule{{Kind: MatServiceNotice, Shared: true, Basis: "兵役法 49; 征兵工作条例 31, 54"}}
	d.Escalators = doubtful()
	d.Basis = []Basis{"兵役法 49", "征兵工作条例 31, 54"}
	return d
}
