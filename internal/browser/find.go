package browser

import (
	"encoding/json"
	"strings"
)

// finder is what looks for things in a page as people name them. A control is found
// by its words or by a CSS selector, a field by its label, its name or a selector.
const finder = `(function () {
  const plain = s => (s || "").replace(/\s+/g, " ").trim();
  const shown = el => { const r = el.getClientRects(); return r.length > 0 && getComputedStyle(el).visibility !== "hidden"; };
  const words = el => {
    if (el.tagName === "INPUT") return plain(el.value);
    const copy = el.cloneNode(true);
    copy.querySelectorAll("kbd,svg,[aria-hidden=true]").forEach(x => x.remove());
    return plain(copy.textContent);
  };
  const all = css => { try { return [...document.querySelectorAll(css)]; } catch (e) { return []; } };
  const pressable = "button,a,summary,label,[role=button],[role=tab],[role=option],[role=menuitem],input[type=submit],input[type=button]";
  const control = what => {
    const some = all(pressable).filter(shown);
    return some.find(el => words(el) === what || plain(el.getAttribute("aria-label")) === what)
      || all(what).find(shown) || some.find(el => words(el).includes(what));
  };
  const field = what => {
    const css = all(what).find(el => el.matches("input,select,textarea,[contenteditable]"));
    if (css) return css;
    const kinds = all("input:not([type=hidden]),select,textarea");
    const label = all("label").find(l => words(l) === what) || all("label").find(l => words(l).startsWith(what));
    return kinds.find(el => el.name === what && shown(el)) || label && label.control || kinds.find(el => el.getAttribute("aria-label") === what);
  };
  return { control, field, shown, words, plain, all };
})()`

// quoted is a text as a JavaScript literal.
func quoted(text string) string {
	b, _ := json.Marshal(text) // a string is always written
	return string(b)
}

// Has waits until the page shows every one of the texts.
func (p *Page) Has(texts ...string) {
	p.t.Helper()
	for _, text := range texts {
		p.until("the page never shows «"+text+"»", func() bool { return strings.Contains(p.shows(), flat(text)) })
	}
	p.Settle()
}

// Lacks fails the test if the page shows one of the texts.
func (p *Page) Lacks(texts ...string) {
	p.t.Helper()
	p.Settle()
	for _, text := range texts {
		if strings.Contains(p.shows(), flat(text)) {
			p.t.Errorf("%s shows «%s» and should not", p.Path(), text)
		}
	}
}

// Shows tells whether the page shows a text now.
func (p *Page) Shows(text string) bool {
	p.t.Helper()
	return strings.Contains(p.shows(), flat(text))
}

func (p *Page) shows() string {
	text, _ := evaluate[string](p, `(document.body||{}).innerText||""`) // between two pages there is none
	return flat(text)
}

func flat(text string) string { return strings.Join(strings.Fields(text), " ") }

// Wait waits until the page holds a visible element for the selector.
func (p *Page) Wait(selector string) {
	p.t.Helper()
	p.until("nothing visible is "+selector, func() bool {
		ok, err := evaluate[bool](p, "(f=>f.all("+quoted(selector)+").some(f.shown))("+finder+")")
		return err == nil && ok
	})
	p.Settle()
}

// Gone waits until no visible element is left for the selector.
func (p *Page) Gone(selector string) {
	p.t.Helper()
	p.until("still visible: "+selector, func() bool {
		ok, err := evaluate[bool](p, "!(f=>f.all("+quoted(selector)+").some(f.shown))("+finder+")")
		return err == nil && ok
	})
	p.Settle()
}

// Text is what the first element of the selector says, its spaces folded.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	p.Wait(selector)
	return flat(Eval[string](p, "document.querySelector("+quoted(selector)+").innerText"))
}

// Texts are what all elements of the selector say.
func (p *Page) Texts(selector string) []string {
	p.t.Helper()
	texts := Eval[[]string](p, "[...document.querySelectorAll("+quoted(selector)+")].map(e=>e.innerText)")
	for i := range texts {
		texts[i] = flat(texts[i])
	}
	return texts
}

// Count is the number of elements of the selector, shown or not.
func (p *Page) Count(selector string) int {
	p.t.Helper()
	return Eval[int](p, "document.querySelectorAll("+quoted(selector)+").length")
}

// Attr is an attribute of the first element of the selector; empty without one.
func (p *Page) Attr(selector, name string) string {
	p.t.Helper()
	return Eval[string](p, "(e=>e&&e.getAttribute("+quoted(name)+")||'')(document.querySelector("+quoted(selector)+"))")
}

// Value is what stands in a field, named as for Type.
func (p *Page) Value(field string) string {
	p.t.Helper()
	return Eval[string](p, "(f=>(f.field("+quoted(field)+")||{value:'(no such field)'}).value)("+finder+")")
}

// Focused says what holds the keyboard's focus: its id, else its words.
func (p *Page) Focused() string {
	p.t.Helper()
	return Eval[string](p, "(f=>{const e=document.activeElement;return !e||e===document.body?'':e.id?'#'+e.id:f.words(e)||e.name||e.tagName.toLowerCase()})("+finder+")")
}
