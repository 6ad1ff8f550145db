package cast

import "hukou/models"

const (
	boy  = models.SexMale
	girl = models.SexFemale
)

// seventyRows are the seventy children. The wave says how far a line has come: in the
// first it is done by the opening of the demonstration, in the last not yet begun.
var seventyRows = []childRow{
	{"王知秋", boy, "2014-03-18", "jinyun", grandfather, Cleared, 1, nil},
	{"李望舒", girl, "2016-08-02", "jinyun", alone, Cleared, 1, nil},
	{"周砚青", boy, "2011-11-25", "jinyun", uncle, RuledFor, 1, nil},
	{"陈听雨", girl, "2018-01-09", "qilu", grandmother, Cleared, 1, nil},
	{"赵念安", girl, "2012-06-30", "qilu", alone, Kept, 1, nil},
	{"马晓峰", boy, "2013-04-14", "tinglan", brother, NameDiffers, 1, &but{book: "马小峰"}},
	{"杨禾穗", girl, "2019-10-21", "tinglan", alone, Cleared, 1, nil},
	{"孙长风", boy, "2010-02-27", "hefeng", uncle, RuledAgainst, 2, nil},
	{"吴小满", girl, "2015-05-21", "hefeng", grandfather, Cleared, 2, nil},
	{"郑云舟", boy, "2017-09-12", "hefeng", alone, Cleared, 2, nil},
	{"丁若兰", girl, "2009-12-03", "liulang", grandmother, Cleared, 2, nil},
	{"何牧之", boy, "2014-07-16", "liulang", uncle, ParentFound, 1, nil},
	{"艾力·库尔班", boy, "2012-10-08", "jiayuan", alone, Cleared, 1, nil},
	{"郭如月", girl, "2018-04-24", "jiayuan", motherBrother, Cleared, 3, nil},
	{"马青山", boy, "2008-10-12", "qinglan", alone, ComesOfAge, 2, nil},
	{"林晚照", girl, "2013-08-19", "qinglan", grandfather, Cleared, 3, nil},
	{"罗千帆", boy, "2016-01-31", "shaou", uncle, Cleared, 3, nil},
	{"高星野", boy, "2011-05-05", "shaou", grandmother, OriginSilent, 1, nil},
	{"宋知夏", girl, "2015-06-06", "zaoxiang", alone, Cleared, 1, nil},
	{"韩问渠", boy, "2010-09-28", "zaoxiang", uncle, Died, 1, nil},
	{"唐雪见", girl, "2017-02-14", "luyan", grandfather, Cleared, 1, nil},
	{"唐雪村", boy, "2014-12-22", "luyan", withSibling, Cleared, 1, nil},
	{"冯小川", boy, "2012-03-11", "mailang", alone, Cleared, 4, nil},
	{"蒋南星", girl, "2016-11-17", "mailang", motherBrother, Cleared, 4, nil},
	{"田麦生", boy, "2018-06-18", "daoxiang", grandmother, Cleared, 4, nil},
	{"田稻生", boy, "2020-02-05", "daoxiang", withSibling, Cleared, 4, nil},
	{"马晨曦", girl, "2013-01-20", "zhaoxia", uncle, Cleared, 2, nil},
	{"徐远帆", boy, "2009-07-07", "zhaoxia", alone, LeftHome, 1, nil},
	{"李𬴊", boy, "2015-10-10", "xiangyang", grandfather, Cleared, 2, nil},
	{"曹映雪", girl, "2011-04-01", "xiangyang", brother, TwoEntries, 1, nil},
	{"白露", girl, "2017-09-07", "nuanwan", alone, Cleared, 1, nil},
	{"石敢当", boy, "2014-05-29", "nuanwan", uncle, Kept, 2, nil},
	{"金小溪", girl, "2019-03-03", "qingqu", grandmother, Cleared, 3, nil},
	{"段怀远", boy, "2012-12-12", "qingqu", grandfather, RuledFor, 2, nil},
	{"马春生", boy, "2010-03-21", "qichuan", alone, Cleared, 5, nil},
	{"苏半夏", girl, "2016-05-15", "qichuan", uncle, Cleared, 5, nil},
	{"古丽米热·阿卜杜热合曼·吐尔洪江", girl, "2013-11-02", "changling", alone, Cleared, 1, nil},
	{"姚北辰", boy, "2018-08-08", "changling", motherBrother, RuledAgainst, 1, nil},
	{"贺兰秀", girl, "2015-02-11", "songtao", grandfather, Cleared, 3, nil},
	{"方立夏", girl, "2014-05-06", "songtao", uncle, BirthDiffers, 3, &but{born: "2014-02-17", noNumber: true, estimated: true}},
	{"沈归舟", boy, "2011-08-30", "yunlu", alone, Cleared, 3, nil},
	{"汪小暑", girl, "2017-07-07", "yunlu", grandmother, TwoEntries, 2, nil},
	{"崔云起", boy, "2013-09-09", "xinghua", uncle, OriginMerged, 1, nil},
	{"卢月明", girl, "2016-12-25", "xinghua", alone, OriginMerged, 3, nil},
	{"邓春山", boy, "2012-01-17", "lihua", grandfather, ParentFound, 2, nil},
	{"余小雪", girl, "2018-11-22", "lihua", alone, Cleared, 6, &but{noNumber: true}},
	{"安可嘉", girl, "2010-06-16", "lihua", uncle, Returned, 1, nil},
	{"陈㮾", boy, "2015-07-23", "xuesong", brother, Cleared, 4, nil},
	{"马秋实", boy, "2014-10-01", "xuesong", grandmother, Cleared, 5, &but{noNumber: true}},
	{"史若水", girl, "2017-12-19", "xuesong", alone, NameDiffers, 2, &but{book: "史若冰"}},

	{"杜小禾", girl, "2024-04-10", "", alone, FirstEntry, 1, nil},
	{"秦晓亮", boy, "2023-09-01", "", alone, FirstEntry, 1, nil},
	{"钟岚", girl, "2025-06-20", "", alone, FirstEntry, 1, &but{estimated: true}},
	{"万长生", boy, "2022-12-30", "", alone, FirstEntry, 1, &but{noPaper: true}},
	{"钱平安", boy, "2026-02-08", "", alone, FirstEntry, 3, nil},
	{"周𫍲", girl, "2021-05-18", "", alone, FirstEntry, 5, nil},
	{"高小草", girl, "2020-11-11", "", alone, FirstEntry, 3, &but{estimated: true}},
	{"李拾光", boy, "2023-03-05", "", alone, FirstEntry, 4, nil},
	{"张朝生", boy, "2024-08-16", "", alone, FirstEntry, 5, &but{noPaper: true}},
	{"王小蝶", girl, "2022-07-01", "", alone, FirstEntry, 6, nil},
	{"刘望春", girl, "2015-03-20", "", alone, FirstEntry, 2, &but{estimated: true}},
	{"黄牧野", boy, "2012-09-15", "", alone, FirstEntry, 2, nil},
	{"许明澈", boy, "2018-10-28", "", alone, FirstEntry, 2, nil},
	{"谢归雁", girl, "2010-05-01", "", alone, FirstEntry, 7, &but{estimated: true}},
	{"叶知微", girl, "2016-02-29", "", alone, FirstEntry, 7, nil},
	{"梁冬青", boy, "2013-12-07", "", alone, FirstEntry, 3, nil},
	{"程满堂", boy, "2019-05-21", "", alone, FirstEntry, 4, nil},
	{"潘若谷", boy, "2011-01-27", "", alone, FirstEntry, 5, nil},
	{"任远山", boy, "2009-08-13", "", alone, FirstEntry, 6, &but{estimated: true}},
	{"顾长庚", boy, "2008-10-09", "", alone, BareComesOfAge, 3, nil},
}

// nextRows are the children of the second institution. Nobody has opened a case on
// them, so that a roster may be handed in by hand.
var nextRows = []childRow{
	{"马新禾", boy, "2015-04-09", "hefeng", alone, Cleared, 6, nil},
	{"杨小棠", girl, "2017-10-19", "qilu", uncle, Cleared, 6, nil},
	{"魏青禾", girl, "2013-07-28", "qingqu", alone, Cleared, 6, nil},
	{"夏知秋", boy, "2011-09-11", "shaou", grandmother, Cleared, 6, nil},
	{"江小阳", boy, "2024-01-15", "", alone, FirstEntry, 6, nil},
	{"范小雨", girl, "2016-06-21", "", alone, FirstEntry, 6, nil},
}
