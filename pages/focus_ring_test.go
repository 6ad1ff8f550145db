package pages_test

import (
	"testing"

	"hukou/internal/browser"
)

// ringed goes through all that takes the focus and names where what is drawn for it lies on
// letters: those beside it, by what is drawn around it, or its own, by what is drawn inside.
// A letter is as high as its font says, in the middle of its line.
const ringed = `(()=>{
	const letters=[],walk=document.createTreeWalker(document.body,NodeFilter.SHOW_TEXT),out=[];
	for(let n;n=walk.nextNode();){
		if(!n.data.trim()||!n.parentElement.checkVisibility()||n.parentElement.closest(".hidden-word,option,dialog,svg"))continue;
		const r=document.createRange(),high=parseFloat(getComputedStyle(n.parentElement).fontSize)*.9;r.selectNodeContents(n);
		for(const b of r.getClientRects())if(b.width>1)letters.push({n,l:b.left,r:b.right,t:(b.top+b.bottom-high)/2,b:(b.top+b.bottom+high)/2});
	}
	const on=(x,f)=>Math.min(x.r,f.r)-Math.max(x.l,f.l)>.6&&Math.min(x.b,f.b)-Math.max(x.t,f.t)>.6;
	for(const e of document.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex]")){
		if(!e.checkVisibility()||e.closest("dialog")||e.id==="main"||e.matches("svg *"))continue;
		e.focus({focusVisible:true,preventScroll:true});
		if(document.activeElement!==e||e.scrollWidth>e.clientWidth&&e.matches(".scroll"))continue; // its edge cuts letters by itself
		const s=getComputedStyle(e),clear=s.outlineColor==="rgba(0, 0, 0, 0)",w=clear?0:parseFloat(s.outlineWidth),o=parseFloat(s.outlineOffset);
		const shadow=/(-?[\d.]+)px (-?[\d.]+)px (-?[\d.]+)px (-?[\d.]+)px( inset)?/.exec(s.boxShadow)||[0,0,0,0,0];
		const grow=Math.max(w?w+o:0,shadow[5]?0:+shadow[4]),thick=Math.max(shadow[5]?+shadow[4]:0,w&&o<0?-o:0),foot=shadow[5]?Math.max(0,-shadow[2]):0;
		if(clear&&s.backgroundColor==="rgba(0, 0, 0, 0)")out.push("not seen: "+e.outerHTML.slice(0,90));
		for(const b of e.getClientRects()){
			if(b.width<2)continue;
			const frame=(g,h)=>[{l:b.left-g,r:b.right+g,t:b.top-g,b:b.top+h},{l:b.left-g,r:b.right+g,t:b.bottom-h,b:b.bottom+g},{l:b.left-g,r:b.left+h,t:b.top,b:b.bottom},{l:b.right-h,r:b.right+g,t:b.top,b:b.bottom}];
			const beside=grow>0&&frame(grow,0),own=thick>0?frame(0,thick):foot>0&&[{l:b.left,r:b.right,t:b.bottom-foot,b:b.bottom}];
			for(const x of letters){
				if(e.contains(x.n)?own&&own.some(f=>on(x,f)):beside&&beside.some(f=>on(x,f)))out.push(e.outerHTML.slice(0,90)+" on «"+x.n.data.trim().slice(0,20)+"»");
			}
		}
	}
	return [...new Set(out)];
})()`

// The ring of the focus covers no letter, its own or its neighbour's, and where it is a
// ground under letters these are read on it, in light and in dark.
func TestTheFocusCoversNoText(t *testing.T) {
	program := browser.Demo(t)
	for who, paths := range map[string][]string{"yuntai.clerk1": {"/", "/work/station", "/cases/new", "/search", "/bring"}, "haiyuan.lead": {"/approvals", "/batches", "/board", "/rules"}} {
		p := program.As(t, who)
		for _, path := range paths {
			for _, width := range []int{1366, 360} {
				p.Size(width, 768)
				p.Open(path)
				for i, fault := range browser.Eval[[]string](p, ringed) {
					if i < 6 {
						t.Errorf("%s at %d: %s", path, width, fault)
					}
				}
			}
			for _, dark := range []bool{false, true} {
				p.Size(1366, 768)
				p.Dark(dark)
				browser.Eval[bool](p, `(document.querySelector("main a[href],main input")?.focus({focusVisible:true}),true)`)
				for _, v := range p.Axe() {
					t.Errorf("%s, dark %v: %v", path, dark, v)
				}
			}
			p.Dark(false)
		}
	}
}
