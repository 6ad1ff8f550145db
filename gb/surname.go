package gb

import (
	"slices"
	"strings"
)

// surnameReadings are surnames that a dictionary of characters reads wrongly or
// not as people bear them, each with its readings: syllables parted by spaces,
// readings by commas, the usual one first. Compound surnames stand here when a
// reading differs, and when their first character is a surname of its own, so
// that the longer name is found first. Pinyin adds the dictionary's reading.
var surnameReadings = map[string]string{
	"单": "shan",
	"單": "shan",
	"仇": "qiu",
	"解": "xie",
	"曾": "zeng",
	"区": "ou",
	"區": "ou",
	"查": "zha",
	"朴": "piao",
	"盖": "ge,gai",
	"蓋": "ge,gai",
	"缪": "miao",
	"繆": "miao",
	"翟": "zhai,di",
	"折": "she",
	"召": "shao",
	"种": "chong",
	"繁": "po",
	"祭": "zhai,ji",
	"覃": "qin,tan",
	"谌": "chen,shen",
	"諶": "chen,shen",
	"隗": "wei,kui",
	"员": "yun",
	"員": "yun",
	"贠": "yun",
	"秘": "bi",
	"洗": "xian",
	"宓": "mi,fu",
	"费": "fei,bi",
	"費": "fei,bi",
	"郗": "xi,chi",
	"薄": "bo",
	"黑": "hei,he",
	"藏": "zang",
	"能": "nai",
	"佴": "nai",
	"乜": "nie",
	"六": "lu",
	"卜": "bu",
	"尉": "wei,yu",
	"蔚": "yu,wei",
	"强": "qiang,jiang",
	"強": "qiang,jiang",
	"柏": "bai,bo",
	"莘": "shen,xin",
	"虎": "hu,mao",
	"賁": "ben",
	"郇": "xun,huan",
	"郄": "qie,xi",
	"都": "du",
	"长": "chang",
	"阚": "kan",
	"隽": "juan,jun",
	"颉": "xie,jie",
	"乐": "yue,le",
	"樂": "yue,le",
	"那": "na,nuo",
	"牟": "mu,mou",
	"角": "jue,jiao",
	"行": "xing,hang",
	"适": "kuo,shi",
	"吕": "lv,lu",
	"呂": "lv,lu",
	"句": "gou",
	"炅": "gui,jiong",

	"尉迟": "yu chi",
	"尉遲": "yu chi",
	"长孙": "zhang sun",
	"長孫": "zhang sun",
	"单于": "chan yu",
	"單于": "chan yu",
	"万俟": "mo qi",
	"萬俟": "mo qi",
	"澹台": "tan tai",
	"澹臺": "tan tai",
	"乐正": "yue zheng",
	"樂正": "yue zheng",
	"鲜于": "xian yu",
	"中行": "zhong hang",
}

// SurnamesReadSo are the surnames that have, beside the reading that comes first, another
// that begins with the pinyin typed or is the beginning of it; of initials, by their first
// letters. What a name is found by begins with its first reading, and so these are looked
// for by the surname itself.
func SurnamesReadSo(typed string, initials bool) []string {
	var out []string
	for surname := range surnameReadings {
		for _, syllables := range readings([]rune(surname))[1:] {
			var said strings.Builder
			for _, s := range syllables {
				if initials {
					s = s[:1]
				}
				said.WriteString(s)
			}
			if text := said.String(); strings.HasPrefix(text, typed) || strings.HasPrefix(typed, text) {
				out = append(out, surname)
				break
			}
		}
	}
	slices.Sort(out)
	return out
}
