package batches_test

import (
	"net/http"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"

	"hukou/internal/browser"
)

// A file in which no row names the columns is refused where it was chosen, with what was
// read of it, the names that are needed and a template to fill in.
func TestAFileWithoutColumnNamesSaysWhatWasReadAndWhatToDo(t *testing.T) {
	dir := t.TempDir()
	text, book := filepath.Join(dir, "名册.csv"), filepath.Join(dir, "名册.xlsx")
	if err := os.WriteFile(text, []byte("丁一,男,2009-02-20\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := excelize.NewFile()
	defer empty.Close()
	if err := empty.SaveAs(book); err != nil {
		t.Fatal(err)
	}
	p := browser.Demo(t).As(t, "qinghe.clerk1")
	for file, read := range map[string]string{text: "已读取：CSV 文本（有内容）", book: "已读取：工作表“Sheet1”（没有内容）"} {
		p.Open("/batches/new")
		p.Click("禾光园")
		p.Upload("file", file)
		p.Type("applicant", "邵清和")
		p.Press("Ctrl+Enter")
		p.Has("没有找到写列名的一行", read, "必须有：姓名、性别、出生日期", "下载空白模板")
		p.Lacks("丁一", "—")
		for _, v := range p.Axe() {
			t.Errorf("axe: %v", v)
		}
	}
	if got := p.Fetch(p.Attr(`a[href$="/template"]`, "href")); got.Status != http.StatusOK || string(got.Body[:2]) != "PK" {
		t.Errorf("the template answers %d", got.Status)
	}
}
