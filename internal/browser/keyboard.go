package browser

import (
	"slices"
	"strings"
)

// Keyboard is a window worked by keys alone: it has no mouse, and nothing in it gets
// the focus but by a key. Wherever a key leads, the focus has to be seen and to lie
// under nothing (WCAG 2.4.7, 2.4.11).
type Keyboard struct {
	*Page
	// Moves are presses of Tab and of arrows; Pressed those of Enter, Space, Escape and
	// letters that act, Chords those of several keys held together; Typed are the boxes
	// that were typed into, Chosen those whose choice was walked to; Stops the places
	// where the focus was looked at.
	Moves, Pressed, Chords, Typed, Chosen, Stops int
}

// ByKeys puts the mouse away.
func (p *Page) ByKeys() *Keyboard {
	p.Reset()
	return &Keyboard{Page: p}
}

// Open asks for a page and looks at what has the focus on it first.
func (k *Keyboard) Open(path string) {
	k.t.Helper()
	k.Page.Open(path)
	k.stop()
}

// Click fails the test: there is no mouse.
func (k *Keyboard) Click(what string) {
	k.t.Helper()
	k.t.Fatalf("«%s» would be clicked, and this window is worked by keys", what)
}

// Press presses keys and chords one after the other, and looks where each leads.
func (k *Keyboard) Press(chords ...string) {
	k.t.Helper()
	for _, chord := range chords {
		k.Page.Press(chord)
		switch {
		case slices.Contains([]string{"Tab", "Shift+Tab", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight"}, chord):
			k.Moves++
		case len(chord) > 1 && strings.Contains(chord, "+"):
			k.Chords++
		default:
			k.Pressed++
		}
		k.stop()
	}
	if k.Page.acts.Clicks > 0 {
		k.t.Fatal("the mouse was used")
	}
}

// reaching is the most presses of Tab that lead anywhere.
const reaching = 120

// Reach presses Tab, or Shift+Tab where what is meant stands before, until it has the
// focus. It is named as for Click or Type; of radio buttons their group is reached.
func (k *Keyboard) Reach(what string) {
	k.t.Helper()
	k.until("nothing is called «"+what+"»", func() bool { return k.way(what) != "none" })
	for range reaching {
		switch k.way(what) {
		case "here":
			return
		case "back":
			k.Press("Shift+Tab")
		default:
			k.Press("Tab")
		}
	}
	k.t.Fatalf("%d presses of Tab do not lead to «%s»: the focus is at %s on %s", reaching, what, k.Focused(), k.Path())
}

// way tells in which direction a control lies from the focus.
func (k *Keyboard) way(what string) string {
	k.t.Helper()
	way, _ := evaluate[string](k.Page, `(f=>{let e=f.field(`+quoted(what)+`);if(!e||!f.shown(e))e=f.control(`+quoted(what)+`)||e;if(!e)return "none";
		const a=document.activeElement;e=e.tagName==="LABEL"&&e.control||e;
		if(a===e||e.type==="radio"&&a.type==="radio"&&a.name===e.name)return "here";
		return a!==document.body&&e.compareDocumentPosition(a)&4?"back":"on"})(`+finder+`)`)
	if way == "" {
		return "none" // between two pages
	}
	return way
}

// Type goes to a field and types into it in the place of what stands there.
func (k *Keyboard) Type(field, text string) {
	k.t.Helper()
	k.Reach(field)
	if Eval[bool](k.Page, `!!document.activeElement.value`) {
		k.Press("Ctrl+a")
	}
	k.Typed++
	k.Keys(text)
	k.stop()
}

// Pick goes to a select or to a group of radio buttons and walks its choices by arrow
// until the one whose words begin so is taken.
func (k *Keyboard) Pick(field, option string) {
	k.t.Helper()
	k.Reach(field)
	const taken = `(f=>{const e=document.activeElement;if(e.tagName==="SELECT")return f.plain(e.selectedOptions[0].text);
		return e.checked?[...e.labels].map(f.words).join(" "):""})(` + finder + `)`
	for range 40 {
		switch now := Eval[string](k.Page, taken); {
		case strings.HasPrefix(now, option):
			k.Chosen++
			return
		case now == "" && Eval[bool](k.Page, `document.activeElement.type==="radio"`):
			k.Press("Space")
		default:
			k.Press("ArrowDown")
		}
	}
	k.t.Fatalf("no arrow leads to «%s» of «%s»", option, field)
}

// Tick goes to a box and ticks it.
func (k *Keyboard) Tick(label string) {
	k.t.Helper()
	k.Reach(label)
	if !Eval[bool](k.Page, `document.activeElement.checked`) {
		k.Press("Space")
	}
}

// Push goes to a button and presses Enter on it.
func (k *Keyboard) Push(what string) {
	k.t.Helper()
	k.Reach(what)
	k.Press("Enter")
}

// seen says what is wrong with the place of the focus; a page that has just come may
// have it nowhere.
const seen = `(()=>{const e=document.activeElement;if(!e||e===document.body||e.id==="main")return "";
	const what=e.outerHTML.slice(0,160),s=getComputedStyle(e);
	if(s.outlineStyle==="none"||!(parseFloat(s.outlineWidth)>=1))return "the focus is not seen on "+what;
	const r=[...e.getClientRects()].find(r=>r.width>1&&r.height>1);if(!r)return "the focus is on what has no place: "+what;
	const l=Math.max(r.left,0),t=Math.max(r.top,0),x=Math.min(r.right,innerWidth),y=Math.min(r.bottom,innerHeight);
	if(l>=x||t>=y)return "the focus is outside the window: "+what;
	const top=document.elementFromPoint((l+x)/2,(t+y)/2);
	return e.contains(top)?"ok":"what has the focus is covered: "+what+" by "+(top?top.outerHTML.slice(0,120):"nothing")})()`

// stop looks at the place that the last key led to.
func (k *Keyboard) stop() {
	k.t.Helper()
	switch fault := Eval[string](k.Page, seen); fault {
	case "":
	case "ok":
		k.Stops++
	default:
		k.t.Errorf("on %s %s", k.Path(), fault)
	}
}
