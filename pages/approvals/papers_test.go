package approvals_test

import (
	"testing"

	"hukou/internal/browser"
)

// drawn tells whether the first paper's picture is drawn, and stands inside the window with
// its upper half, beside a row of the comparison that stands there too; else what is wrong.
const drawn = `(()=>{const img=document.querySelector(".ap-paper:not(.later) img"),rows=[...document.querySelectorAll(".ap-scroll .ap-row")];
	if(!img)return "no picture";
	if(!img.complete||!img.naturalWidth)return "the picture is not drawn";
	const i=img.getBoundingClientRect(),inside=(x,y)=>x>=0&&x<innerWidth&&y>=0&&y<innerHeight;
	if(!inside(i.left,i.top)||!inside(i.right-1,i.top+i.height/2))return "the picture is outside the window";
	if(document.elementFromPoint((i.left+i.right)/2,i.top+i.height/4).closest(".ap-frame")===null)return "something covers the picture";
	const row=rows.find(e=>{const r=e.getBoundingClientRect();return inside(r.left,r.top)&&inside(r.right-1,r.bottom-1)&&r.right<=i.left});
	return row?"ok":"no row of the comparison stands beside it"})()`

// Whoever decides at an office screen sees the paper beside what is to be entered, without
// a click.
func TestThePaperStandsBesideTheRowsAtAnOfficeScreen(t *testing.T) {
	p := browser.Demo(t).As(t, "yongning.lead")
	p.Size(1366, 768)
	p.Open("/approvals")
	if p.Count(".ap-paper:not(.later) img") == 0 {
		ready(t, p)
	}
	p.Wait(".ap-paper:not(.later) img")
	p.Settle()
	if got := browser.Eval[string](p, drawn); got != "ok" {
		t.Errorf("on %s: %s", p.Path(), got)
	}
	if n := p.Count(".ap-paper:not(.later) .ap-water span"); n == 0 {
		t.Error("the picture is not marked with who looks at it")
	}
	p.Click(".ap-tools [data-zoom]")
	if p.Count(".ap-frame.z2") != 1 {
		t.Error("the picture does not grow")
	}
}
