package cast

import (
	"strings"

	"hukou/models"
	"hukou/register"
)

// The bodies that the stories name.
const (
	RegionCode  = "640000000000"
	HomeStation = "640121040000" // of the institution's collective household
	Yuntai      = "640522010000" // serves at two places, on odd and on even days
	Nanping     = "640522020000"
	Shacong     = "640522030000"
	// MergedStation was merged into SuccessorStation before the stories begin; the
	// children's old papers still name it.
	MergedStation    = "640402030000"
	SuccessorStation = "640402020000"
)

// place is a body's name in both languages and the short name its officers' accounts
// begin with.
type place struct{ code, slug, zh, en string }

var prefectures = []place{
	{"640100", "yinchuan", "银川市", "Yinchuan City"},
	{"640200", "shizuishan", "石嘴山市", "Shizuishan City"},
	{"640300", "wuzhong", "吴忠市", "Wuzhong City"},
	{"640400", "guyuan", "固原市", "Guyuan City"},
	{"640500", "zhongwei", "中卫市", "Zhongwei City"},
}

// counties of the cast; Haiyuan is the newborns', the others are the children's.
var counties = []place{
	{"640104", "xingqing", "兴庆区", "Xingqing District"},
	{"640121", "yongning", "永宁县", "Yongning County"},
	{"640205", "huinong", "惠农区", "Huinong District"},
	{"640221", "pingluo", "平罗县", "Pingluo County"},
	{"640303", "hongsibu", "红寺堡区", "Hongsibu District"},
	{"640324", "tongxin", "同心县", "Tongxin County"},
	{"640402", "yuanzhou", "原州区", "Yuanzhou District"},
	{"640422", "xiji", "西吉县", "Xiji County"},
	{"640522", "haiyuan", "海原县", "Haiyuan County"},
}

// originStations are the twenty-three where children of the roster are registered.
var originStations = []place{
	{"640104010000", "jinyun", "锦云街", "Jinyun Street"}, {"640104020000", "qilu", "栖鹭街", "Qilu Street"}, {"640104030000", "tinglan", "汀兰路", "Tinglan Road"},
	{"640121010000", "hefeng", "禾丰镇", "Hefeng Town"}, {"640121020000", "liulang", "柳浪镇", "Liulang Town"}, {"640121030000", "jiayuan", "稼园镇", "Jiayuan Town"},
	{"640205010000", "qinglan", "晴岚街", "Qinglan Street"}, {"640205020000", "shaou", "沙鸥镇", "Sha'ou Town"}, {"640205030000", "zaoxiang", "枣香镇", "Zaoxiang Town"},
	{"640221010000", "luyan", "芦雁镇", "Luyan Town"}, {"640221020000", "mailang", "麦浪镇", "Mailang Town"}, {"640221030000", "daoxiang", "稻香渠镇", "Daoxiangqu Town"},
	{"640303010000", "zhaoxia", "朝霞镇", "Zhaoxia Town"}, {"640303020000", "xiangyang", "向阳川镇", "Xiangyangchuan Town"}, {"640303030000", "nuanwan", "暖湾乡", "Nuanwan Township"},
	{"640324010000", "qingqu", "清渠镇", "Qingqu Town"}, {"640324020000", "qichuan", "杞川乡", "Qichuan Township"}, {"640324030000", "changling", "长岭坪乡", "Changlingping Township"},
	{"640402010000", "songtao", "松涛街", "Songtao Street"}, {SuccessorStation, "yunlu", "云麓镇", "Yunlu Town"}, {MergedStation, "xinghua", "杏花塬乡", "Xinghuayuan Township"},
	{"640422010000", "lihua", "梨花坪乡", "Lihuaping Township"}, {"640422020000", "xuesong", "雪松塬乡", "Xuesongyuan Township"},
}

// storyStations are where the stories are handled.
var storyStations = []place{
	{HomeStation, "qinghe", "青禾镇", "Qinghe Town"},
	{Yuntai, "yuntai", "云台镇", "Yuntai Town"}, {Nanping, "nanping", "南坪川乡", "Nanpingchuan Township"}, {Shacong, "shacong", "沙葱滩乡", "Shacongtan Township"},
}

// sites are the places where stations serve in turn. The two of Yuntai follow the day
// of the month, with days on which they do not; a fair's table takes papers in alone.
var sites = []register.StationRow{
	{Code: Yuntai + "-1", Parent: Yuntai, Name: "云台镇老街办证点（单日）", NameEn: "Yuntai Old Street counter (odd days)", Address: "云台镇老街3号", Office: "true",
		Timetable: `{"rule":"odd","exceptions":{"2026-09-25":false,"2026-10-01":false,"2026-11-01":false}}`},
	{Code: Yuntai + "-2", Parent: Yuntai, Name: "云台镇新区办证点（双日）", NameEn: "Yuntai New Quarter counter (even days)", Address: "云台镇新区路18号", Office: "true",
		Timetable: `{"rule":"even","exceptions":{"2026-10-02":false,"2026-11-01":true}}`},
	{Code: Nanping + "-1", Parent: Nanping, Name: "南坪川乡户籍室", NameEn: "Nanpingchuan office", Address: "南坪川乡政府街1号", Office: "true", Timetable: `{"rule":"daily"}`},
	{Code: Nanping + "-2", Parent: Nanping, Name: "南坪川集日流动受理点", NameEn: "Nanpingchuan fair-day table", Address: "南坪川集市东口", Office: "false", Timetable: `{"rule":"weekdays","weekdays":[1,4,7]}`},
}

// mergedOn is the last day of the merged station.
const mergedOn models.Date = "2025-12-31"

// organisation is every body and site of the cast, as the file of a real instance
// would list them.
func organisation() []register.StationRow {
	rows := []register.StationRow{{Code: RegionCode, Kind: models.KindRegion, Division: RegionCode[:6], Name: "宁夏回族自治区公安厅", NameEn: "Ningxia Public Security Department"}}
	for _, p := range prefectures {
		rows = append(rows, register.StationRow{Code: bureau(p.code), Kind: models.KindCity, Parent: RegionCode, Division: p.code, Name: p.zh + "公安局", NameEn: p.en + " Public Security Bureau"})
	}
	for _, p := range counties {
		name := p.zh + "公安局"
		if strings.HasSuffix(p.zh, "区") {
			name = p.zh + "公安分局"
		}
		rows = append(rows, register.StationRow{Code: bureau(p.code), Kind: models.KindCounty, Parent: bureau(p.code[:4] + "00"), Division: p.code, Name: name, NameEn: p.en + " Public Security Bureau"})
	}
	for _, p := range allStations() {
		county := countyOf(p.code)
		row := register.StationRow{Code: p.code, Kind: models.KindStation, Parent: bureau(county.code), Division: county.code,
			Name: county.zh + p.zh + "派出所", NameEn: p.en + " Police Station, " + county.en}
		if p.code == MergedStation {
			row.ValidTo, row.MergedInto = mergedOn, SuccessorStation
		}
		rows = append(rows, row)
	}
	for _, s := range sites {
		s.Kind = register.KindSite
		rows = append(rows, s)
	}
	for i := range rows {
		rows[i].Line = i + 1
	}
	return rows
}

func allStations() []place { return append(append([]place{}, storyStations...), originStations...) }

// bureau is the code of the body of a county or prefecture.
func bureau(division string) string { return division + "000000" }

func countyOf(code string) place { return find(counties, code[:6]) }

// find is the place of a code; the zero place when there is none.
func find(places []place, code string) place {
	for _, p := range places {
		if p.code == code {
			return p
		}
	}
	return place{}
}

// standing is the station that does the work of a station today.
func standing(code string) string {
	if code == MergedStation {
		return SuccessorStation
	}
	return code
}

// siteOn is the counter of Yuntai that is open on a day of the stories; other
// stations have one house.
func siteOn(station string, day models.Date) string {
	if station != Yuntai {
		return ""
	}
	if day.Time().Day()%2 == 1 {
		return Yuntai + "-1"
	}
	return Yuntai + "-2"
}
