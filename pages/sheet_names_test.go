package pages_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hukou/internal/browser"
)

// A browser calls the PDF of a sheet, and its file, by the title of the page. The sheets
// about a child and those printed from their entry are titled by their kind alone, and
// nothing else in the page's head says more.
func TestSheetsAreCalledByTheirKindAlone(t *testing.T) {
	program := browser.Demo(t)
	c := plainly(t, program, clerk)
	file := ""
	_, list := c.get("/work/done")
	for _, found := range regexp.MustCompile(`href="(/cases/[^"/?&;]+)[?"]`).FindAllStringSubmatch(list, -1) {
		if _, page := c.get(found[1]); strings.Contains(page, "苏念禾") {
			file = found[1]
		}
	}
	_, page := c.get(file)
	person := regexp.MustCompile(`/people/[^"/?&;]+`).FindString(page)
	if file == "" || person == "" {
		t.Fatalf("the child's case is %q, the child's entry %q", file, person)
	}
	purpose := url.Values{"purpose": {"换发户口簿内页"}}
	for path, title := range map[string]string{file + "/print/receipt": "受理回执", file + "/print/decision": "决定书",
		person + "/print/card?" + purpose.Encode(): "常住人口登记卡"} {
		_, sheet := c.get(path)
		head, _, _ := strings.Cut(sheet, "</head>")
		if !strings.Contains(head, "<title>"+title+" · 户籍业务工作台</title>") {
			t.Errorf("%s is titled %q", path, regexp.MustCompile(`<title>[^<]*`).FindString(head))
		}
		if !strings.Contains(sheet, "苏念禾") {
			t.Errorf("%s is no sheet about the child", path)
		}
		for _, said := range []string{"苏念禾", "董玉岚", "649901", "640522", "云台镇"} {
			if strings.Contains(head, said) {
				t.Errorf("the head of %s says %s", path, said)
			}
		}
	}
}
