package workflow

// Roles of contract and domain 2.1. Auxiliaries take in, scan and print and decide
// nothing (Norm 7). The three administrators see no personal data.
const (
	Aux            Role = "aux"
	Clerk          Role = "clerk"
	Community      Role = "community"
	Head           Role = "head"
	County         Role = "county"
	CountyLead     Role = "county_lead"
	City           Role = "city"
	CityLead       Role = "city_lead"
	Region         Role = "region"
	Auditor        Role = "auditor"
	PrivacyOfficer Role = "privacy_officer"
	SysAdmin       Role = "sysadmin"
	SecAdmin       Role = "secadmin"
	AuditAdmin     Role = "auditadmin"
	// System takes timers and effects, never an adverse end.
	System Role = "system"
)

// Seats. Own is the handling station and the bodies above it; Origin and
// Destination are the asked stations and the bodies above them; Superior is the
// lowest body above both parties of a dispute. Accepting is a station that took the
// papers in for another one: it accepts and hands over, and decides nothing (Reg. 3). Charged
// is a station to which an entry left work on its own people: it finishes that and sees
// nothing of the case.
const (
	Own         Seat = "own"
	Accepting   Seat = "accepting"
	Origin      Seat = "origin"
	Destination Seat = "destination"
	Superior    Seat = "superior"
	Charged     Seat = "charged"
)

// RoleWords names every role.
func RoleWords() map[Role]Word {
	return map[Role]Word{
		Aux:            {Zh: "辅警", En: "Auxiliary", Means: "Takes in, scans, prints; decides nothing."},
		Clerk:          {Zh: "户籍民警", En: "Registration officer", Means: "Accepts, decides on the spot, effects, delivers."},
		Community:      {Zh: "社区民警", En: "Community officer", Means: "Verifies at home and brings leads from visits."},
		Head:           {Zh: "所领导", En: "Station head"},
		County:         {Zh: "县级户政民警", En: "County registration officer"},
		CountyLead:     {Zh: "县级户政负责人", En: "County registration lead"},
		City:           {Zh: "市级户政民警", En: "Prefecture registration officer"},
		CityLead:       {Zh: "市级户政负责人", En: "Prefecture registration lead"},
		Region:         {Zh: "自治区户政", En: "Region registration office"},
		Auditor:        {Zh: "督察", En: "Auditor", Means: "Reads, changes nothing."},
		PrivacyOfficer: {Zh: "个人信息保护负责人", En: "Privacy officer"},
		SysAdmin:       {Zh: "系统管理员", En: "System administrator"},
		SecAdmin:       {Zh: "安全管理员", En: "Security administrator"},
		AuditAdmin:     {Zh: "审计管理员", En: "Audit administrator"},
		System:         {Zh: "系统", En: "System", Means: "Timers and effects; never a decision against anyone."},
	}
}

// SeatWords names every seat.
func SeatWords() map[Seat]Word {
	return map[Seat]Word{
		Own:         {Zh: "本案办理机关", En: "Handling body"},
		Accepting:   {Zh: "代收派出所", En: "Station that took the papers in"},
		Origin:      {Zh: "原户籍地", En: "Place of origin"},
		Destination: {Zh: "迁入地", En: "Place of destination"},
		Superior:    {Zh: "共同上级", En: "Common superior"},
		Charged:     {Zh: "另有事项的派出所", En: "Station with work left"},
	}
}
