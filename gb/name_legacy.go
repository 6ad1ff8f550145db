package gb

// legacy are the private-use code points that GBK and GB 18030-2000 gave to the characters
// at FE50 to FEA0, in that order from U+E815 on, and the standard's own code points of now.
// A dot stands where the character is a radical and no name, or none is known.
const legacy = ".𠂇𠂉𠃌.㑳㑇..龴㖞㘚㘎..㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠.𡗗龸.䁖䅟.䌷...𢦏䎱䎬.䏝䓖䙡䙌龹䜣䜩䝼䞍.䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"

// firstLegacy is the private-use code point of the first of them.
const firstLegacy = 0xE815

// legacyRune is the character of the standard that a private-use code point of the old
// standard stands for, or 0.
func legacyRune(r rune) rune {
	all := []rune(legacy)
	if at := int(r) - firstLegacy; at >= 0 && at < len(all) && all[at] != '.' {
		return all[at]
	}
	return 0
}

// LegacyBytes are the two bytes under which GB 18030-2022 and GBK have a character that
// older tables put into the private-use area, from FE50 on without FE7F; 0 and the rune 0
// for bytes that are none of them.
func LegacyBytes(lead, trail byte) rune {
	if lead != 0xFE || trail < 0x50 || trail > 0xA0 || trail == 0x7F {
		return 0
	}
	at := rune(trail) - 0x50
	if trail > 0x7F {
		at--
	}
	return legacyRune(firstLegacy + at)
}

// wholes are the signs of CJK Radicals Supplement that look like a whole character of now,
// each before the character. Kangxi radicals have it by their compatibility form.
const wholes = "⺍小⺎兀⺒巳⺓幺⺜日⺝月⺠民⺟母⺦丬⺧牛⺩王⺬示⺶羊⺹耂⺼肉⻁虎⻂衣⻄西⻅见⻆角⻈讠⻉贝⻋车⻐钅⻑長⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"

// wholeRadical is the character that a sign of CJK Radicals Supplement looks like, or 0.
func wholeRadical(r rune) rune {
	all := []rune(wholes)
	for i := 0; i+1 < len(all); i += 2 {
		if all[i] == r {
			return all[i+1]
		}
	}
	return 0
}
