package workflow

// The states of the core process (domain 2.3). A state "effecting" is not among
// them: the effect and its record are one transaction, so no case ever rests there.
const (
	Draft           State = "draft"
	Lodged          State = "lodged"
	Correcting      State = "correcting"
	NotAccepted     State = "not_accepted"
	Accepted        State = "accepted"
	Verifying       State = "verifying"
	WaitingExternal State = "waiting_external"
	Supplementing   State = "supplementing"
	StationReview   State = "station_review"
	CountyReview    State = "county_review"
	CityReview      State = "city_review"
	Approved        State = "approved"
	Refused         State = "refused"
	Effected        State = "effected"
	Delivered       State = "delivered"
	Suspended       State = "suspended"
	Withdrawn       State = "withdrawn"
	Terminated      State = "terminated"
)

var coreStates = map[State]Word{
	Draft:           {Zh: "草稿", En: "Draft", Means: "Being written; not yet in the journal."},
	Lodged:          {Zh: "已申报", En: "Lodged", Means: "The applicant has asked; the office must accept, ask for corrections once, or decline."},
	Correcting:      {Zh: "待补正", En: "Awaiting correction"},
	NotAccepted:     {Zh: "不予受理", En: "Not accepted"},
	Accepted:        {Zh: "已受理", En: "Accepted", Means: "The authority's clock runs."},
	Verifying:       {Zh: "调查核实", En: "Verification"},
	WaitingExternal: {Zh: "等待外部结果", En: "Awaiting an outside result", Means: "The clock stands still, with reason and letter."},
	Supplementing:   {Zh: "补充材料", En: "Awaiting further papers"},
	StationReview:   {Zh: "所审核", En: "Station review"},
	CountyReview:    {Zh: "县级审批", En: "County review"},
	CityReview:      {Zh: "市级审批", En: "Prefecture review"},
	Approved:        {Zh: "准予", En: "Approved", Means: "Decided; the register is not yet changed."},
	Refused:         {Zh: "不予办理", En: "Refused"},
	Effected:        {Zh: "已登记", En: "Registered", Means: "The register has changed."},
	Delivered:       {Zh: "已送达办结", En: "Delivered and closed"},
	Suspended:       {Zh: "中止", En: "Suspended"},
	Withdrawn:       {Zh: "撤回", En: "Withdrawn"},
	Terminated:      {Zh: "终止", En: "Terminated"},
}

// StateWords names every state of every business.
func StateWords() map[State]Word {
	return merged(coreStates, birthStates, wardStates, endingStates, firstStates, leadStates, transitStates, incomerStates)
}
