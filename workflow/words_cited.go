package workflow

import (
	"fmt"
	"strings"
)

// Cited are articles as a document for others cites them: in Chinese 《…法》第三十八条、
// 第四十二条, in English by the English name. Rules of our own are left out.
func Cited(list ...Basis) Word {
	var zh, en []string
	for _, b := range list {
		for _, part := range b.Parts() {
			if _, own := part.OwnRule(); !own {
				zh, en = append(zh, part.cited()), append(en, part.english())
			}
		}
	}
	return Word{Zh: strings.Join(zh, "、"), En: strings.Join(en, "; ")}
}

func (b Basis) cited() string {
	s, law, articles := b.split()
	title := s.full
	if title == "" {
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
