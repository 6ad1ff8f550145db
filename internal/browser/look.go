package browser

import (
	"context"
	_ "embed"
	"encoding/base64"
	"fmt"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// axe is the accessibility checker, as vendor/lock.json names it.
//
//go:embed vendor/axe/axe.min.js
var axe string

// Size makes the window's inside so many CSS pixels wide and high.
func (p *Page) Size(width, height int) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: int64(width), Height: int64(height), DeviceScaleFactor: 1})
	p.must(err, "the window cannot be sized")
}

// Dark has the system ask for dark pages, or for light ones again.
func (p *Page) Dark(on bool) {
	p.t.Helper()
	p.media("", map[bool]string{true: "dark", false: "light"}[on])
}

func (p *Page) media(kind, scheme string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: kind, Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
	p.must(err, "light and dark cannot be switched")
}

// Script turns the pages' scripts off, or on again, from the next page on.
func (p *Page) Script(on bool) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on})
	p.must(err, "scripts cannot be switched")
}

// Slow makes the processor so many times slower; 1 is its own speed.
func (p *Page) Slow(times float64) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetCPUThrottlingRate, emulation.SetCPUThrottlingRateParams{Rate: times})
	p.must(err, "the processor cannot be slowed")
}

// Screenshot is what the window shows at a size, as PNG.
func (p *Page) Screenshot(width, height int, dark bool) []byte {
	p.t.Helper()
	return p.shoot(width, height, dark, false)
}

// Whole is the page from its top to its end at a width, as PNG.
func (p *Page) Whole(width, height int, dark bool) []byte {
	p.t.Helper()
	return p.shoot(width, height, dark, true)
}

func (p *Page) shoot(width, height int, dark, whole bool) []byte {
	p.t.Helper()
	p.Size(width, height)
	p.Dark(dark)
	p.Settle()
	params := page.CaptureScreenshotParams{}
	if whole {
		tall := min(Eval[int](p, "document.documentElement.scrollHeight"), 6000)
		params.CaptureBeyondViewport = &whole
		params.Clip = &page.Viewport{Width: float64(width), Height: float64(max(tall, height)), Scale: 1}
	}
	ctx, done := p.patient()
	defer done()
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, params)
	p.must(err, "no picture is taken")
	return shot.Data
}

// PDF is the page as it prints, on the paper that its style sheet names.
func (p *Page) PDF() []byte {
	p.t.Helper()
	// Printing starts a process of its own in Chromium.
	ctx, done := context.WithTimeout(p.ctx, 3*patience)
	defer done()
	pdf, err := chromedp.Run(ctx, chromedp.PrintToPDF(chromedp.PDFPreferCSSPageSize(), chromedp.PDFPrintBackground()))
	p.must(err, "the page does not print")
	return pdf
}

// Violation is something that axe finds wrong, with the elements.
type Violation struct {
	ID, Impact, Help string
	Nodes            []string
}

// String is the violation in one line.
func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s: %v", v.ID, v.Impact, v.Help, v.Nodes)
}

// Axe is what axe-core finds wrong in the page as it stands: WCAG 2.0 to 2.2, A and
// AA, and its best practices.
func (p *Page) Axe() []Violation {
	p.t.Helper()
	if !Eval[bool](p, "typeof axe==='object'") {
		_, err := evaluate[chromedp.Void](p, axe)
		p.must(err, "axe does not start")
	}
	// A bar that sticks to an edge covers at each scroll something else, which another
	// scroll shows whole: it stands still while targets are measured.
	return Eval[[]Violation](p, `(()=>{const bars=[...document.querySelectorAll("body *")].filter(e=>getComputedStyle(e).position==="sticky");
		const was=bars.map(e=>e.style.position);bars.forEach(e=>{e.style.position="static"});
		const stick=()=>bars.forEach((e,i)=>{e.style.position=was[i]});
		return axe.run(document,{runOnly:["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"],resultTypes:["violations"]}).then(r=>r.violations.map(v=>(
		{ID:v.id,Impact:v.impact||"",Help:v.help,Nodes:v.nodes.slice(0,6).map(n=>n.target.join(" ")+" "+n.html.slice(0,160)+(n.any[0]&&n.any[0].message?" · "+n.any[0].message:""))}))).finally(stick)})()`)
}

// Answer is what the program says to a request that the page's own cookies go with.
type Answer struct {
	Status int
	Type   string
	// Body is the answer's bytes, uncompressed.
	Body []byte
}

// Fetch asks for a path beside the page, such as a file to download.
func (p *Page) Fetch(path string) Answer {
	p.t.Helper()
	type raw struct {
		Status     int
		Type, Body string
	}
	r := Eval[raw](p, `fetch(`+quoted(path)+`).then(async r=>{const b=new Uint8Array(await r.arrayBuffer());let s="";
		for(let i=0;i<b.length;i+=8192)s+=String.fromCharCode(...b.subarray(i,i+8192));return {Status:r.status,Type:r.headers.get("Content-Type")||"",Body:btoa(s)}})`)
	body, err := base64.StdEncoding.DecodeString(r.Body)
	p.must(err, "the answer cannot be read")
	return Answer{Status: r.Status, Type: r.Type, Body: body}
}
