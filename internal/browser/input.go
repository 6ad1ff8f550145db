package browser

import (
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Acts are what a hand did: each click, each press of a key or chord, each field that
// was typed into or chosen from. Reaches are the fields among them that did not have the
// focus yet: there a hand at the mouse clicks first, and one at the keys walks by Tab.
type Acts struct{ Clicks, Chords, Fields, Reaches int }

// ByKeys are the clicks and chords where fields are walked to by Tab.
func (a Acts) ByKeys() int { return a.Clicks + a.Chords }

// ByMouse are the clicks and chords where each field that is not in hand is clicked first.
func (a Acts) ByMouse() int { return a.ByKeys() + a.Reaches }

// Acts counts since the window was opened or Reset was called.
func (p *Page) Acts() Acts { return p.acts }

// Reset counts acts from nothing again.
func (p *Page) Reset() { p.acts = Acts{} }

// hold is how long a hand keeps a button of the mouse down.
const hold = 80 * time.Millisecond

// point is a place in the window.
type point struct{ X, Y float64 }

// Click presses a control with the mouse, in its middle: what is a button's, a link's
// or a label's words, else a CSS selector. Something that covers it fails the test.
// The button stays down as long as under a hand, so that what moves meanwhile is found.
func (p *Page) Click(what string) {
	p.t.Helper()
	var at point
	p.until("there is nothing to click called «"+what+"»", func() bool {
		found, err := evaluate[*point](p, `(f=>{const e=f.control(`+quoted(what)+`);if(!e)return null;
			e.scrollIntoView({block:"center",inline:"nearest",behavior:"instant"});
			const r=[...e.getClientRects()].find(r=>r.width&&r.height)||e.getBoundingClientRect();
			const x=r.left+r.width/2,y=r.top+r.height/2,top=document.elementFromPoint(x,y);
			return top&&(e.contains(top)||top.contains(e)||e.tagName==="LABEL"||top.tagName==="LABEL")?{X:x,Y:y}:null})(`+finder+`)`)
		if err != nil || found == nil {
			return false
		}
		at = *found
		return true
	})
	ctx, done := p.patient()
	defer done()
	p.acts.Clicks++
	mouse := input.DispatchMouseEventParams{Type: chromedp.MousePressed, X: at.X, Y: at.Y, Button: input.MouseButtonLeft, ClickCount: 1}
	_, err := chromedp.Call(ctx, input.DispatchMouseEvent, mouse)
	p.must(err, "the mouse cannot press")
	time.Sleep(hold)
	mouse.Type = chromedp.MouseReleased
	_, err = chromedp.Call(ctx, input.DispatchMouseEvent, mouse)
	p.must(err, "the mouse cannot let go")
	p.Settle()
}

// Type puts a text into a field in the place of what stands there, key by key. The
// field is its label's words, its name or a CSS selector.
func (p *Page) Type(field, text string) {
	p.t.Helper()
	p.focus(field)
	_, err := evaluate[bool](p, `(e=>{if(e.select)e.select();return true})(document.activeElement)`)
	p.must(err, "the field cannot be emptied")
	if text == "" {
		p.key(kb.Delete)
	}
	p.acts.Fields++
	p.Keys(text)
}

// Keys types into whatever has the focus, after what stands there.
func (p *Page) Keys(text string) {
	p.t.Helper()
	ctx, done := p.patient()
	defer done()
	for _, r := range text {
		if _, known := kb.Keys[r]; known {
			p.key(string(r))
			continue
		}
		_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: string(r)})
		p.must(err, "a character cannot be typed")
	}
	p.Settle()
}

// Tap presses one key and waits for nothing that it sets going, as hands do that type on.
func (p *Page) Tap(key string) {
	p.t.Helper()
	p.key(key)
}

// named are the keys that have a name of their own.
var named = map[string]string{"Enter": kb.Enter, "Tab": kb.Tab, "Escape": kb.Escape, "Space": " ", "Backspace": kb.Backspace, "Delete": kb.Delete,
	"ArrowDown": kb.ArrowDown, "ArrowUp": kb.ArrowUp, "ArrowLeft": kb.ArrowLeft, "ArrowRight": kb.ArrowRight, "Home": kb.Home, "End": kb.End, "PageDown": kb.PageDown, "PageUp": kb.PageUp}

// Press presses keys and chords one after the other: "j", "Enter", "Ctrl+Enter",
// "Alt+n", "Shift+Tab".
func (p *Page) Press(chords ...string) {
	p.t.Helper()
	for _, chord := range chords {
		parts := strings.Split(chord, "+")
		if chord == "+" {
			parts = []string{chord}
		}
		key := parts[len(parts)-1]
		if k, ok := named[key]; ok {
			key = k
		}
		var held []chromedp.Modifier
		for _, m := range parts[:len(parts)-1] {
			held = append(held, map[string]chromedp.Modifier{"Ctrl": chromedp.ModifierCtrl, "Alt": chromedp.ModifierAlt, "Shift": chromedp.ModifierShift}[m])
		}
		p.acts.Chords++
		p.key(key, held...)
		p.Settle()
	}
}

// Hold presses Ctrl+Enter and holds it down: the keyboard sends the key again and again,
// over the pages that come meanwhile, as one does whose finger rests.
func (p *Page) Hold(repeats int) {
	p.t.Helper()
	p.acts.Chords++
	send := func(kind input.DispatchKeyEventType, again bool) {
		ctx, done := p.patient()
		defer done()
		_, err := chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: "Enter", Code: "Enter", WindowsVirtualKeyCode: 13, Modifiers: 2, AutoRepeat: &again})
		p.must(err, "Ctrl+Enter cannot be held")
	}
	send(input.DispatchKeyEventTypeRawKeyDown, false)
	for range repeats {
		p.Settle()
		send(input.DispatchKeyEventTypeRawKeyDown, true)
	}
	send(input.DispatchKeyEventTypeKeyUp, false)
	p.Settle()
}

func (p *Page) key(key string, held ...chromedp.Modifier) {
	p.t.Helper()
	ctx, done := p.patient()
	defer done()
	p.must(chromedp.Do(ctx, chromedp.KeyEvent(key, chromedp.KeyModifiers(held...))), "the key cannot be pressed: "+key)
}

// Choose takes an option of a select by its words or its value.
func (p *Page) Choose(field, option string) {
	p.t.Helper()
	p.focus(field)
	ok := Eval[bool](p, `((f,e)=>{const o=[...e.options].find(o=>f.plain(o.text)===`+quoted(option)+`||o.value===`+quoted(option)+`);if(!o)return false;
		e.value=o.value;e.dispatchEvent(new Event("input",{bubbles:true}));e.dispatchEvent(new Event("change",{bubbles:true}));return true})(`+finder+`,document.activeElement)`)
	if !ok {
		p.t.Fatalf("«%s» has no option «%s»", field, option)
	}
	p.acts.Fields++
	p.Settle()
}

// Upload gives a file field the files at these paths.
func (p *Page) Upload(field string, files ...string) {
	p.t.Helper()
	p.wantField(field)
	if !p.inHand(field) {
		p.acts.Reaches++
	}
	var whole []string
	for _, file := range files {
		path, err := filepath.Abs(file)
		p.must(err, "no such file")
		whole = append(whole, path)
	}
	ctx, done := p.patient()
	defer done()
	found, err := chromedp.Call(ctx, runtime.Evaluate, runtime.EvaluateParams{Expression: "(f=>f.field(" + quoted(field) + "))(" + finder + ")"})
	p.must(err, "no file field "+field)
	_, err = chromedp.Call(ctx, dom.SetFileInputFiles, dom.SetFileInputFilesParams{Files: whole, ObjectID: found.Result.ObjectID})
	p.must(err, "the files cannot be given")
	p.acts.Fields++
	p.Settle()
}

func (p *Page) wantField(field string) {
	p.t.Helper()
	p.until("there is no field «"+field+"»", func() bool {
		ok, err := evaluate[bool](p, "(f=>!!f.field("+quoted(field)+"))("+finder+")")
		return err == nil && ok
	})
}

// inHand tells that a field has the focus already.
func (p *Page) inHand(field string) bool {
	p.t.Helper()
	return Eval[bool](p, "(f=>document.activeElement===f.field("+quoted(field)+"))("+finder+")")
}

func (p *Page) focus(field string) {
	p.t.Helper()
	p.wantField(field)
	if !p.inHand(field) {
		p.acts.Reaches++
	}
	if !Eval[bool](p, "(f=>{const e=f.field("+quoted(field)+");e.focus();return document.activeElement===e})("+finder+")") {
		p.t.Fatalf("the field «%s» does not take the focus: it is hidden or switched off", field)
	}
}
