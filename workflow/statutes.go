package workflow

import "strings"

// statute is what the rule book cites: a law, a regulation, the working norm, or a
// document of the State by its number.
type statute struct {
	// zh is its name in short where the book's own abbreviation is not it.
	zh string
	en string
	// full is its title as sheets for others cite it; empty for a numbered document.
	full string
}

// statutes are all that a basis may name, by the form officers use.
var statutes = map[string]statute{
	"Norm":       {"户口规范", "Household Registration Norm", "《户口居民身份证管理工作规范（试行）》"},
	"Reg.":       {"户口条例", "Household Registration Regulations", "《中华人民共和国户口登记条例》"},
	"行政许可法":      {"", "Administrative Licensing Law", "《中华人民共和国行政许可法》"},
	"行政复议法":      {"", "Administrative Reconsideration Law", "《中华人民共和国行政复议法》"},
	"行政诉讼法":      {"", "Administrative Litigation Law", "《中华人民共和国行政诉讼法》"},
	"民法典":        {"", "Civil Code", "《中华人民共和国民法典》"},
	"公务员法":       {"", "Civil Servants Law", "《中华人民共和国公务员法》"},
	"国籍法":        {"", "Nationality Law", "《中华人民共和国国籍法》"},
	"兵役法":        {"", "Military Service Law", "《中华人民共和国兵役法》"},
	"居民身份证法":     {"", "Resident Identity Card Law", "《中华人民共和国居民身份证法》"},
	"母婴保健法":      {"", "Maternal and Infant Health Care Law", "《中华人民共和国母婴保健法》"},
	"未成年人保护法":    {"", "Minors Protection Law", "《中华人民共和国未成年人保护法》"},
	"个人信息保护法":    {"", "Personal Information Protection Law", "《中华人民共和国个人信息保护法》"},
	"电子签名法":      {"", "Electronic Signature Law", "《中华人民共和国电子签名法》"},
	"出境入境管理法":    {"", "Exit and Entry Administration Law", "《中华人民共和国出境入境管理法》"},
	"征兵工作条例":     {"", "Conscription Regulations", "《征兵工作条例》"},
	"退役军人安置条例":   {"", "Veterans Resettlement Regulations", "《退役军人安置条例》"},
	"未成年人网络保护条例": {"", "Regulations on the Protection of Minors Online", "《未成年人网络保护条例》"},
	"民族成份登记办法":   {"", "Ethnicity Registration Measures", "《中国公民民族成份登记管理办法》"},
	"全国人大常委会关于司法鉴定管理问题的决定": {"", "Decision of the NPC Standing Committee on Forensic Appraisal", "《全国人民代表大会常务委员会关于司法鉴定管理问题的决定》"},
	"国办发〔2015〕96号":         {"", "State Council General Office Document 96 (2015)", ""},
	"公通字〔2016〕21号":         {"", "Ministry of Public Security Document 21 (2016)", ""},
	"组通字〔2006〕41号":         {"", "Central Organisation Department Document 41 (2006)", ""},
}

// split parts a basis into what it cites and the articles of it.
func (b Basis) split() (s statute, name, articles string) {
	name, articles, _ = strings.Cut(string(b), " ")
	return statutes[name], name, articles
}

// Statutes are the laws, regulations and documents that a list names, in Chinese, without
// rules of our own.
func Statutes(list ...Basis) string {
	var out []string
	for _, b := range list {
		for _, part := range b.Parts() {
			if _, own := part.OwnRule(); !own {
				out = append(out, part.chinese())
			}
		}
	}
	return strings.Join(out, "; ")
}

// chinese is one article as lists show it in Chinese.
func (b Basis) chinese() string {
	s, name, articles := b.split()
	if s.zh != "" {
		name = s.zh
	}
	return strings.TrimSpace(name + " " + articles)
}

// english is one article in English: Administrative Licensing Law, art. 32. Documents
// have items instead.
func (b Basis) english() string {
	s, _, articles := b.split()
	kind := "art"
	switch {
	case s.en == "":
		return string(b)
	case articles == "":
		return s.en
	case s.full == "":
		kind = "item"
	}
	if strings.ContainsAny(articles, ",–") {
		kind += "s"
	}
	if s.full != "" {
		kind += "."
	}
	return s.en + ", " + kind + " " + articles
}
