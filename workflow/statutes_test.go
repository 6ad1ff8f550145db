package workflow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	han      = regexp.MustCompile(`\p{Han}`)
	citation = regexp.MustCompile(`^(?:Norm|Reg\.|\p{Han}[\p{Han}〔〕\d]*)(?: \d[\d ,–]*)?$`)
	chinese  = regexp.MustCompile(`\p{Han}(?:法典?|条例|规范|办法)(?:\P{Han}|$)`)
	prose    = regexp.MustCompile(`[a-z]{2,}`)
)

func TestABasisIsReadInBothLanguages(t *testing.T) {
	for basis, want := range map[Basis]Word{
		"行政许可法 32":           {Zh: "行政许可法 32", En: "Administrative Licensing Law, art. 32"},
		"Norm 19–20; Reg. 7": {Zh: "户口规范 19–20; 户口条例 7", En: "Household Registration Norm, arts. 19–20; Household Registration Regulations, art. 7"},
		"民法典 1105, 1111":     {Zh: "民法典 1105, 1111", En: "Civil Code, arts. 1105, 1111"},
		"国办发〔2015〕96号 2, 7":  {Zh: "国办发〔2015〕96号 2, 7", En: "State Council General Office Document 96 (2015), items 2, 7"},
		"公通字〔2016〕21号":       {Zh: "公通字〔2016〕21号", En: "Ministry of Public Security Document 21 (2016)"},
		ruleReturn:           {Zh: "本程序规则“退回”", En: "our own rule on return"},
	} {
		if got := basis.Word(); got != want {
			t.Errorf("%s reads %+v, want %+v", basis, got, want)
		}
	}
}

// TestNoBasisIsWithoutItsEnglishName: whoever reads English is told the name of the law,
// whether the book rests on it or a refusal of package register names it.
func TestNoBasisIsWithoutItsEnglishName(t *testing.T) {
	for b := range everyBasis(NewBook()) {
		if en := b.Word().En; han.MatchString(en) {
			t.Errorf("%s reads %q in English: give it a line in statutes", b, en)
		}
	}
	found := 0
	literals(t, func(at, text string) {
		for part := range strings.SplitSeq(text, ";") {
			b := Basis(strings.TrimSpace(part))
			if _, name, articles := b.split(); !citation.MatchString(string(b)) || articles == "" || name == "" {
				return
			}
			if found++; han.MatchString(b.Word().En) {
				t.Errorf("%s: %s has no English name: give it a line in statutes", at, b)
			}
		}
	})
	if found < 300 {
		t.Errorf("%d citations were read, there are more", found)
	}
}

// TestNoEnglishTextNamesALawInChinese reads what officers are told in English.
func TestNoEnglishTextNamesALawInChinese(t *testing.T) {
	literals(t, func(at, text string) {
		if !citation.MatchString(text) && len(prose.FindAllString(text, 2)) == 2 && chinese.MatchString(text) && !strings.Contains(text, ";") {
			t.Errorf("%s: %q", at, text)
		}
	})
}

// literals are the texts in the sources that write what officers read.
func literals(t *testing.T, each func(at, text string)) {
	t.Helper()
	for _, dir := range []string{".", "../register", "../handlers"} {
		paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(paths) == 0 {
			t.Fatalf("%s has no sources: %v", dir, err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			source, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, path, source, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
					if text, err := strconv.Unquote(lit.Value); err == nil {
						each(files.Position(lit.Pos()).String(), text)
					}
				}
				return true
			})
		}
	}
}
