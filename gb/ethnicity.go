package gb

// Ethnicity is a code of GB/T 3304 as it stands in a person's record. It exists
// to be shown beside that person: the package gives no list of the codes, no way
// from a name to a code and no order, so that nothing can be built on it that
// lists, filters or counts people by ethnicity.
type Ethnicity string

// Valid tells whether e is a code of the standard.
func (e Ethnicity) Valid() bool {
	_, ok := ethnicity(string(e))
	return ok
}

// Name is the name to show; empty for an unknown code.
func (e Ethnicity) Name() Names {
	term, _ := ethnicity(string(e))
	return term.Names
}

// Verified tells whether the code was read in its source, not recalled.
func (e Ethnicity) Verified() bool {
	term, _ := ethnicity(string(e))
	return term.Verified
}

// Ethnicities are all codes of the standard, in its order: what an entry may say.
func Ethnicities() []Ethnicity {
	out := make([]Ethnicity, len(ethnicities.Terms))
	for i, t := range ethnicities.Terms {
		out[i] = Ethnicity(t.Code)
	}
	return out
}

func ethnicity(code string) (Term, bool) { return ethnicities.find(code) }

var ethnicities = List{
	ID: "ethnicity", Standard: "GB/T 3304", Names: Names{"民族", "Ethnicity"},
	Terms: []Term{
		recalled("01", "汉族", "Han"),
		recalled("02", "蒙古族", "Mongol"),
		recalled("03", "回族", "Hui"),
		recalled("04", "藏族", "Zang"),
		recalled("05", "维吾尔族", "Uygur"),
		recalled("06", "苗族", "Miao"),
		recalled("07", "彝族", "Yi"),
		recalled("08", "壮族", "Zhuang"),
		recalled("09", "布依族", "Buyei"),
		recalled("10", "朝鲜族", "Chosen"),
		recalled("11", "满族", "Man"),
		recalled("12", "侗族", "Dong"),
		recalled("13", "瑶族", "Yao"),
		recalled("14", "白族", "Bai"),
		recalled("15", "土家族", "Tujia"),
		recalled("16", "哈尼族", "Hani"),
		recalled("17", "哈萨克族", "Kazak"),
		recalled("18", "傣族", "Dai"),
		recalled("19", "黎族", "Li"),
		recalled("20", "傈僳族", "Lisu"),
		recalled("21", "佤族", "Va"),
		recalled("22", "畲族", "She"),
		recalled("23", "高山族", "Gaoshan"),
		recalled("24", "拉祜族", "Lahu"),
		recalled("25", "水族", "Sui"),
		national("26", "东乡族", "Dongxiang"),
		national("27", "纳西族", "Naxi"),
		national("28", "景颇族", "Jingpo"),
		national("29", "柯尔克孜族", "Kirgiz"),
		national("30", "土族", "Tu"),
		national("31", "达斡尔族", "Daur"),
		national("32", "仫佬族", "Mulao"),
		national("33", "羌族", "Qiang"),
		national("34", "布朗族", "Blang"),
		national("35", "撒拉族", "Salar"),
		national("36", "毛南族", "Maonan"),
		national("37", "仡佬族", "Gelao"),
		national("38", "锡伯族", "Xibe"),
		national("39", "阿昌族", "Achang"),
		national("40", "普米族", "Pumi"),
		national("41", "塔吉克族", "Tajik"),
		national("42", "怒族", "Nu"),
		national("43", "乌孜别克族", "Uzbek"),
		national("44", "俄罗斯族", "Russ"),
		national("45", "鄂温克族", "Ewenki"),
		national("46", "德昂族", "Deang"),
		national("47", "保安族", "Bonan"),
		national("48", "裕固族", "Yugur"),
		national("49", "京族", "Gin"),
		national("50", "塔塔尔族", "Tatar"),
		national("51", "独龙族", "Derung"),
		national("52", "鄂伦春族", "Oroqen"),
		national("53", "赫哲族", "Hezhen"),
		national("54", "门巴族", "Monba"),
		national("55", "珞巴族", "Lhoba"),
		national("56", "基诺族", "Jino"),
		recalled("97", "其他", "other"),
		recalled("98", "外国血统中国籍人士（入籍）", "naturalised, of foreign descent"),
	},
}
