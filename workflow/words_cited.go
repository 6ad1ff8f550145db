package workflow

import (
	"fmt"
	"strings"
)

// titles are the full names of what the rule book cites in short.
var titles = map[string]string{
	"Norm": "《户口居民身份证管理工作规范（试行）》", "Reg.": "《中华人民共和国户口登记条例》",
	"行政许可法": "《中华人民共和国行政许可法》", "民法典": "《中华人民共和国民法典》", "公务员法": "《中华人民共和国公务员法》",
	"国籍法": "《中华人民共和国国籍法》", "兵役法": "《中华人民共和国兵役法》", "居民身份证法": "《中华人民共和国居民身份证法》", "征兵工作条例": "《征兵工作条例》", "退役军人安置条例": "《退役军人安置条例》",
	"母婴保健法": "《中华人民共和国母婴保健法》", "未成年人保护法": "《中华人民共和国未成年人保护法》",
}

// Cited are articles as a document for others cites them: in Chinese 《…法》第三十八条、
// 第四十二条, in English as the rule book has them. Rules of our own are left out.
func Cited(list ...Basis) Word {
	var zh, en []string
	for _, b := range list {
		for _, part := range b.Parts() {
			if _, own := part.OwnRule(); !own {
				zh, en = append(zh, citedPart(string(part))), append(en, string(part))
			}
		}
	}
	return Word{Zh: strings.Join(zh, "、"), En: strings.Join(en, "; ")}
}

func citedPart(part string) string {
	law, articles, _ := strings.Cut(part, " ")
	title, ok := titles[law]
	if !ok {
		return strings.TrimSpace(law + " " + articles)
	}
	for i, a := range strings.Split(articles, ",") {
		if i > 0 {
			title += "、"
		}
		from, to, ranged := strings.Cut(strings.TrimSpace(a), "–")
		if title += article(from); ranged {
			title += "至" + article(to)
		}
	}
	return title
}

func article(digits string) string {
	n := 0
	if _, err := fmt.Sscanf(digits, "%d", &n); err != nil || n < 1 || n > 9999 {
		return digits
	}
	return "第" + hanziNumber(n) + "条"
}

// hanziNumber writes a number of at most four digits: 一千零七十三, 三十八, 十二.
func hanziNumber(n int) string {
	digits, units := []rune("零一二三四五六七八九"), []string{"千", "百", "十", ""}
	var b strings.Builder
	gap := false
	for i, unit := range []int{1000, 100, 10, 1} {
		d := n / unit % 10
		switch {
		case d == 0:
			gap = gap || b.Len() > 0
			continue
		case gap:
			b.WriteRune('零')
		}
		gap = false
		if d != 1 || unit != 10 || b.Len() > 0 {
			b.WriteRune(digits[d])
		}
		b.WriteString(units[i])
	}
	return b.String()
}
