package approvals

import (
	"context"
	"strings"
	"testing"

	"hukou/pages/ui"
	"hukou/register"
	"hukou/workflow"
)

// A paper that is a PDF stands on the desk in a frame, one of plain text with its words;
// what is neither is opened alone.
func TestPapersThatAreNoPicturesStandOnTheDeskToo(t *testing.T) {
	s := &sheet{book: workflow.NewBook(), view: &register.CaseView{ID: "c", Materials: []register.MaterialView{
		{ID: "long", Size: mostText + 1, MediaType: plainText}, {ID: "pdf", Size: 9, MediaType: pdf}, {ID: "said", Size: 9, MediaType: plainText}}},
		texts: map[string]string{"said": "走访记录<甲>"}}
	if s.first() != 1 {
		t.Errorf("the desk opens on paper %d, want the first that can be read on it", s.first())
	}
	var b strings.Builder
	if err := papers(&ui.View{}, s).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	html := b.String()
	for _, want := range []string{`<iframe class="ap-frame ap-sheet" src="/cases/c/materials/pdf/scan"`, "走访记录&lt;甲&gt;</pre>", `href="/cases/c/materials/long/scan"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the desk lacks %s:\n%s", want, html)
		}
	}
	if n := strings.Count(html, "单独打开"); n != 1 {
		t.Errorf("%d papers are opened alone, want the long text", n)
	}
}
