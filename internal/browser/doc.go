// Package browser walks the program's pages in a real Chromium, as tests do it: it
// starts the demonstration, signs officers in through the sign-in page, types and
// clicks as a hand does, and looks at what is shown. It is the one place that knows
// the library behind it. Whatever goes wrong fails the test that asked; so does any
// error in the browser's console, and any break of the Content-Security-Policy.
//
//	func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }
//
//	func TestAClerkOpensACase(t *testing.T) {
//		p := browser.Demo(t).As(t, "yuntai.clerk1")
//		p.Open("/")
//		p.Click("受理")
//		p.Has("已受理")
//	}
package browser
