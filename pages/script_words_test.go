package pages_test

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// scripted are the shapes in which a script has its two texts: t("中文", "English"), and one
// chosen by the page's language.
var scripted = []*regexp.Regexp{
	regexp.MustCompile(`\bt\(` + quoted + `, ` + quoted + `\)`),
	regexp.MustCompile(`(?:\bzh|!== "en") \? ` + quoted + ` : ` + quoted),
}

// quoted is a text of a script, or texts around what is filled in.
const quoted = `((?:[\w.]+ \+ )?"[^"]*"(?: \+ (?:\([^()]*\)|[\w.]+|"[^"]*"))*)`

// filled is what stands between two texts of a script.
var filled = regexp.MustCompile(`" \+ ` + part + `(?: \+ ` + part + `)*(?: \+ "|$)`)

const part = `(?:\([^()]*\)|[\w.]+)`

// heard are texts of scripts that are read and not shown: how people write a day. They stand
// on lines that compare, and are no words of the pages.
var heard = regexp.MustCompile(`\.(match|replace)\(|format\(d\) \+|"chinese-|"周" \+|figure\(|nu-latn`)

// script reads one script: its pairs, and Chinese that has no English beside it.
func (r *reading) script(path, text string) {
	for i, line := range strings.Split(text, "\n") {
		at := fmt.Sprintf("%s:%d: ", path, i+1)
		if line = scriptComment.ReplaceAllString(line, ""); heard.MatchString(line) {
			continue
		}
		for _, shape := range scripted {
			for _, m := range shape.FindAllStringSubmatch(line, -1) {
				zh, en := plainText(m[1]), plainText(m[2])
				switch {
				case hasHan(en) || zh == "" || en == "":
					r.faults = append(r.faults, at+fmt.Sprintf("one of the two texts is empty or in the wrong place: %q, %q", zh, en))
				case hasHan(zh):
					r.words = append(r.words, word{zh, en, filepath.ToSlash(filepath.Dir(path))})
				}
			}
			line = shape.ReplaceAllString(line, "")
		}
		if hasHan(line) {
			r.faults = append(r.faults, at+"Chinese stands without English: write it as t(中文, English): "+strings.TrimSpace(line))
		}
	}
}

// plainText is a text of a script without quotes, an ellipsis where something is filled in.
func plainText(js string) string {
	return strings.Trim(filled.ReplaceAllString(js, "…"), `"`)
}

func TestAPlantedTextOfAScriptWithoutEnglishIsFound(t *testing.T) {
	for name, line := range map[string]string{
		"no English":         `say(t("甲", ""));`,
		"Chinese for both":   `say(zh ? "甲" : "乙");`,
		"Chinese by itself":  `say("甲乙");`,
		"in the other order": `say(en ? "a" : "甲");`,
	} {
		var r reading
		if r.script("x.js", line); len(r.faults) != 1 {
			t.Errorf("%s: found %v", name, r.faults)
		}
	}
	var r reading
	r.script("x.js", `say(t("丙" + n + " 天", n + " days")); say(zh ? "甲乙" : "a"); // 注`+"\n"+`say(t("甲乙", "b"));`)
	if found := r.disagreements(); len(r.faults) != 0 || len(r.words) != 3 || len(found) != 1 {
		t.Errorf("read %v, faults %v, disagreements %v", r.words, r.faults, found)
	}
}
