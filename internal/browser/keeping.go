package browser

import "strings"

// Kept waits until a form of the page that keeps itself has put away a text, as the program
// tells it: only then may the browser be killed or the page left without losing it.
func (p *Page) Kept(text string) {
	p.t.Helper()
	p.until("no form of the page keeps «"+text+"»", func() bool {
		kept, err := evaluate[string](p, `Promise.all([...document.querySelectorAll("[data-form]")].map(e=>
			fetch("/typed/read",{method:"POST",body:new URLSearchParams({"typed-form":e.dataset.form}),credentials:"same-origin"}).then(r=>r.status===200?r.text():""))).then(t=>t.join("\n"))`)
		return err == nil && strings.Contains(kept, text)
	})
}

// Fill stands a text in a field as a script would, and leaves the focus there: the form,
// which listens to hands, keeps nothing of it and asks the program nothing.
func (p *Page) Fill(field, text string) {
	p.t.Helper()
	p.focus(field)
	// The field itself, for the page may have put the focus elsewhere by now.
	_, err := evaluate[bool](p, `(f=>{const e=f.field(`+quoted(field)+`);e.focus();e.value=`+quoted(text)+`;return true})(`+finder+`)`)
	p.must(err, "the field cannot be filled")
}
