package browser

import (
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
)

// Compose types a word as an input method does: the letters one by one under
// composition, then the word that was chosen.
func (p *Page) Compose(letters, word string) {
	p.t.Helper()
	p.Half(letters)
	p.Commit(word)
}

// Half types letters under composition and leaves the word unchosen.
func (p *Page) Half(letters string) {
	p.t.Helper()
	ctx, done := p.patient()
	defer done()
	runes := []rune(letters)
	for i := range runes {
		p.taken("Process", input.DispatchKeyEventTypeRawKeyDown)
		_, err := chromedp.Call(ctx, input.ImeSetComposition, input.ImeSetCompositionParams{Text: string(runes[:i+1]), SelectionStart: int64(i + 1), SelectionEnd: int64(i + 1)})
		p.must(err, "nothing can be composed")
		p.taken("Process", input.DispatchKeyEventTypeKeyUp)
	}
}

// Candidate presses keys that the input method takes for itself: Enter and arrows
// among its candidates. The page hears of them as browsers tell it, as key 229.
func (p *Page) Candidate(keys ...string) {
	p.t.Helper()
	for _, key := range keys {
		p.taken(key, input.DispatchKeyEventTypeRawKeyDown)
		p.taken(key, input.DispatchKeyEventTypeKeyUp)
	}
}

// Commit puts the chosen word in the place of the letters.
func (p *Page) Commit(word string) {
	p.t.Helper()
	ctx, done := p.patient()
	defer done()
	_, err := chromedp.Call(ctx, input.InsertText, input.InsertTextParams{Text: word})
	p.must(err, "the composed word cannot be put in")
	p.acts.Fields++
	p.Settle()
}

func (p *Page) taken(key string, kind input.DispatchKeyEventType) {
	p.t.Helper()
	ctx, done := p.patient()
	defer done()
	_, err := chromedp.Call(ctx, input.DispatchKeyEvent, input.DispatchKeyEventParams{Type: kind, Key: key, WindowsVirtualKeyCode: 229})
	p.must(err, "the input method gets no key")
}
