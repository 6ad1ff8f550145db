package workflow

import "hukou/workflow/calendar"

// PeerWord is what the station that keeps another of two entries says about them (domain
// 2.1a, peer).
const PeerWord Event = "peer_word"

var peerEvents = map[Event]Word{
	PeerWord: {Zh: "对方派出所答复", En: "Word of the other station", Means: "The station that keeps the other entry says what it found and whether it agrees."},
}

// TaskPeerWord asks PeerWord of the station that it lies with. Its outcome is agree or
// disagree; while open and within its day, the case is not reported on.
const TaskPeerWord Task = "peer_word"

// LimitPeerWord is how long the other station is waited for.
const LimitPeerWord Limit = "peer_word"

// What the register finds out about the stations of two entries.
const (
	// FEntriesDiffer lists what the two entries do not agree in: name, sex, birth date, and
	// what the register knows of both, mother, father and birth order.
	FEntriesDiffer Field = "entries_differ"
	// FPeersAwaited counts the stations that were asked and may still answer within their day.
	FPeersAwaited Field = "other_stations_awaited"
	// FPeersAgree is true when each station asked has said that it agrees; silence is no yes.
	FPeersAgree Field = "other_stations_agree"
	// FStationsUnder is the lowest body above the handling station and both entries' ones.
	FStationsUnder Field = "lowest_body_over_the_entries"
)

// The guards on the stations of two entries.
const (
	GEntriesAgree  GuardID = "entries_agree"
	GPeersHeard    GuardID = "other_station_heard"
	GTwoCounties   GuardID = "entries_in_two_counties"
	GCityDecides   GuardID = "prefecture_decides_the_entries"
	GRegionDecides GuardID = "region_decides_the_entries"
)

// The effects on the stations of two entries.
const (
	// EffTellStations seats each other station that keeps one of the entries at Origin, sends
	// it a message and opens its TaskPeerWord; who was told is not told again. It keeps
	// FStationsUnder with the case, for lists, and does EffSeatSuperior.
	EffTellStations Effect = "tell_other_stations"
	// EffSeatSuperior gives the region the superior's seat while it is the one to decide, and
	// takes it away when it is not.
	EffSeatSuperior Effect = "seat_common_superior"
	// EffStationsSaid writes what each station asked has said, or that it kept silent, behind
	// the facts found.
	EffStationsSaid Effect = "write_other_stations_word"
)

var peerEffects = map[Effect]Word{
	EffTellStations: {Zh: "通知对方派出所并请其答复", En: "tell the other station and ask for its word"},
	EffSeatSuperior: {Zh: "确定由市级还是自治区决定", En: "settle whether prefecture or region decides"},
	EffStationsSaid: {Zh: "载明对方派出所的答复", En: "write down what the other station said"},
}

func peerLimits() map[Limit]LimitRule {
	return map[Limit]LimitRule{LimitPeerWord: {peerEvents[PeerWord], days(3, calendar.UnitWorkday), rulePeers}}
}

func peerFields() map[Field]FieldRule {
	under := computed("两条登记和办理派出所的最低共同上级", "Lowest body over the entries' stations", KindCode)
	under.Codes = []Code{code("county", "县级公安机关", "County"), code("city", "设区市公安机关", "Prefecture"), code("region", "自治区公安厅", "Region")}
	return map[Field]FieldRule{
		FEntriesDiffer: computed("两条登记不一致的项目", "What the two entries do not agree in", KindList),
		FPeersAwaited:  computed("尚在等候答复的对方派出所", "Other stations whose word is waited for", KindInt),
		FPeersAgree:    computed("对方派出所均已同意", "Every other station agrees", KindBool),
		FStationsUnder: under,
	}
}

func peerGuards() map[GuardID]Guard {
	under := func(x Facts) string { return x.Text(FStationsUnder) }
	regional := func(x Facts) bool { return under(x) == "region" && !x.Bool(FPeersAgree) }
	reads := []Field{FStationsUnder, FPeersAgree}
	return map[GuardID]Guard{
		GEntriesAgree: none(FEntriesDiffer, rulePeers, "两条登记不一致（姓名、性别、出生日期，以及两条登记都有记载的父母、同胎次序），仅凭申报不能认定是同一人的登记，不能按申报办理：请把“与当事人关系”改为“依职权”（已经受理的，撤回后另行立案），由派出所依职权立案，书面告知两条登记所载人员（未成年人的父母或者其他监护人）、公示三十日后审核。",
			"The two entries differ (in name, sex or birth date, or in the parents or the birth order that the register has of both), and a declaration alone does not show that both are one person's: put “ex officio” as the relation (once accepted, withdraw and open another case) and open the case ex officio, with a written telling of those whom the entries name, for minors the parents or other guardians, and thirty days of public notice."),
		GPeersHeard: none(FPeersAwaited, rulePeers, "另一条登记所在的派出所尚未答复，答复期限未满：请联系该所尽快答复；期满仍未答复的可以继续办理，由决定书载明。",
			"The station that keeps the other entry has not answered, and its days still run: ask it to answer; once they are over the case goes on, and the decision says that it kept silent."),
		GTwoCounties: {Reads: []Field{FStationsUnder}, Met: func(x Facts) bool { return under(x) == "city" || under(x) == "region" }, Basis: rulePeers,
			Unmet: Word{Zh: "有关派出所同属一个县级公安机关。", En: "The stations concerned lie under one county."}},
		GCityDecides: {Reads: reads, Met: func(x Facts) bool { return !regional(x) }, Basis: rulePeers,
			Unmet: Word{Zh: "两条登记分属两个设区的市，对方派出所没有同意（不同意或者未答复），由自治区公安厅户政决定；对方派出所答复同意后，仍由本市决定。冲销重复登记裁定，而裁定不是本市作出的，也由自治区公安厅决定。", En: "The entries lie in two prefectures and the other station has not agreed (it said no, or nothing): the region decides. Once the other station agrees, this prefecture does. A ruling that is undone and was not this prefecture's is the region's to undo as well."}},
		GRegionDecides: {Reads: reads, Met: regional, Basis: rulePeers,
			Unmet: Word{Zh: "本案由设区市公安机关决定：有关派出所同属一市，或者对方派出所已经同意，或者所冲销的裁定由本市作出。", En: "The prefecture decides: the stations lie in one, the other station has agreed, or the ruling undone was its own."}},
	}
}
