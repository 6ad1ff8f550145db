package intake_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"hukou/internal/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// begun is the form of a birth with its certificate, the mother found in the register.
func begun(t *testing.T, p *browser.Page) {
	t.Helper()
	p.Open("/")
	p.Reset()
	p.Press("Alt+n")
	p.Wait("#businesses")
	p.Type("#f-filter", "csdj")
	p.Press("Enter")
	p.Wait("#draft")
	p.Type("#find-mother", "党玉洁")
	p.Press("Enter")
	p.Wait(".intake-found button")
	p.Click(".intake-found button")
	p.Wait(".intake-known")
}

func TestNewbornWithCertificateTakesFewBoxesAndChords(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	begun(t, p)
	p.Has("党玉洁", "登记库调取", "云台镇学堂路")
	p.Type("facts.child_name", "计星河")
	p.Click("男")
	p.Type("facts.child_birth_date", "2026.9.10")
	p.Type("facts.birth_place_code", "hy")
	p.Wait("[role=option]")
	p.Click("医疗机构")
	p.Wait(`[name="facts.birth_institution"]`)
	p.Type("facts.birth_institution", "海原县人民医院")
	p.Type("facts.certificate_no", "T640522009")
	p.Type("facts.certificate_issued_on", "20260912")
	p.Type("facts.certificate_name", "计星河")
	p.Click("结婚证")
	p.Click("随母")
	p.Press("Ctrl+Enter")
	p.Wait(".done-line")
	p.Has("已申报")
	acts := p.Acts()
	t.Logf("a newborn with a certificate: %d boxes typed into, %d keys and chords, %d choices by mouse", acts.Fields, acts.Chords, acts.Clicks)
	if acts.Fields > 12 || acts.Chords > 4 || acts.Clicks > 5 {
		t.Errorf("a newborn with a certificate takes %d boxes typed into, %d keys and chords and %d choices by mouse, want at most 12, 4 and 5", acts.Fields, acts.Chords, acts.Clicks)
	}
	if strings.Contains(p.Title(), "计星河") {
		t.Error("the window names the child")
	}
}

func TestWhatIsTypedOutlivesTheBrowser(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	begun(t, p)
	p.Compose("jixinghe", "计星河")
	p.Type("facts.child_name", "计星河")
	p.Type("facts.certificate_no", "T6405")
	p.Type("facts.certificate_issued_on", "2026-0")
	p.Wait("#kept:not(:empty)")
	address := p.Path()
	p.Settle()
	p.Open("/rules")
	p.Open(address)
	for field, want := range map[string]string{"facts.child_name": "计星河", "facts.certificate_no": "T6405", "facts.certificate_issued_on": "2026-0"} {
		if got := p.Value(field); got != want {
			t.Errorf("%s holds %q after the browser was gone, want %q", field, got, want)
		}
	}
}

// A browser that dies while somebody types takes at most the last two seconds with
// it, also from hands that make no pause: once the page's own process crashes, once the
// whole browser is ended by SIGKILL, and a new one signs in.
func TestAKilledBrowserTakesAtMostTwoSecondsOfTyping(t *testing.T) {
	program := browser.Demo(t)
	t.Run("the page crashes", func(t *testing.T) {
		p := program.As(t, "yuntai.clerk1")
		typedUntil(t, p, p.Kill, func() *browser.Page { return program.As(t, "yuntai.clerk1") })
	})
	t.Run("the browser is killed", func(t *testing.T) {
		p := program.Alone(t, "yuntai.clerk2")
		typedUntil(t, p, p.KillBrowser, func() *browser.Page { return program.Alone(t, "yuntai.clerk2") })
	})
}

// typedUntil types for eight seconds into a form, ends the browser and finds in the next one
// what was kept. Hands do not wait for what the page asks meanwhile; it asks no oftener
// than each 0.6 seconds.
func typedUntil(t *testing.T, p *browser.Page, end func(), next func() *browser.Page) {
	t.Helper()
	begun(t, p)
	address := p.Path()
	p.Type("facts.certificate_no", "")
	before := kept(p)
	var typed []time.Time
	text, began := "", time.Now()
	for time.Since(began) < 8*time.Second {
		digit := string(rune('0' + len(typed)%10))
		typed, text = append(typed, time.Now()), text+digit
		p.Tap(digit)
		time.Sleep(100 * time.Millisecond)
	}
	asked, most := kept(p)-before, int(time.Since(began)/(600*time.Millisecond))+1
	killed := time.Now()
	end()

	again := next()
	again.Open(address)
	stands := again.Value("facts.certificate_no")
	if !strings.HasPrefix(text, stands) {
		t.Fatalf("of %q there is %q", text, stands)
	}
	lost := time.Duration(0)
	if len(stands) < len(text) {
		lost = killed.Sub(typed[len(stands)])
	}
	t.Logf("%d of %d characters were lost, the oldest %v before the end; the page asked %d times", len(text)-len(stands), len(text), lost.Round(10*time.Millisecond), asked)
	if lost > 2*time.Second {
		t.Errorf("%v of typing were lost, want at most 2 s", lost)
	}
	if asked < 3 || asked > most {
		t.Errorf("the page asked %d times to be kept, want 3 to %d", asked, most)
	}
}

// kept is how often the page has sent what stands in its form.
func kept(p *browser.Page) int {
	n := 0
	for _, r := range p.Requests() {
		if strings.HasSuffix(r.URL, "/keep") {
			n++
		}
	}
	return n
}

// A draft that was changed in another window is shown with what changed, and what was
// typed here is still there.
func TestADraftChangedMeanwhileShowsWhatChanged(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.clerk1")
	begun(t, p)
	p.Type("facts.certificate_no", "T640522009")
	p.Settle()
	other := program.As(t, "yuntai.clerk1")
	other.Open(p.Path())
	other.Type("facts.child_name", "计星河")
	other.Press("Ctrl+s")
	other.Has("草稿已存")
	p.Type("facts.certificate_issued_on", "20260912")
	p.Press("Ctrl+s")
	p.Has("您打开之后，业务有了变动")
	for field, want := range map[string]string{"facts.certificate_no": "T640522009", "facts.certificate_issued_on": "2026-09-12"} {
		if got := p.Value(field); got != want {
			t.Errorf("after the change %s holds %q, want %q", field, got, want)
		}
	}
	p.Press("Ctrl+s")
	p.Has("草稿已存")
}

func TestAllThatIsWrongIsToldAtOnceAndNothingIsLost(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	begun(t, p)
	p.Type("facts.child_name", "计星河")
	p.Type("facts.child_birth_date", "2027-09-10")
	p.Type("facts.birth_place_code", "999999")
	p.Press("Ctrl+Enter")
	p.Wait(".refused")
	for _, field := range []string{"facts.child_birth_date", "facts.birth_place_code"} {
		if p.Count(`[id="f-`+field+`"][aria-invalid=true]`) != 1 {
			t.Errorf("%s does not say that it is wrong", field)
		}
	}
	if p.Value("facts.child_name") != "计星河" || p.Value("facts.child_birth_date") != "2027-09-10" {
		t.Error("what was typed is lost")
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
}

// covered says which boxes of the form lie under its foot, in part or whole, when they
// have the focus; empty elsewhere.
const covered = `(()=>{const e=document.activeElement,foot=document.querySelector(".intake-foot");
	if(!e.closest("#draft")||e.closest(".intake-foot"))return "";
	const r=e.getBoundingClientRect(),f=foot.getBoundingClientRect();
	return r.bottom>f.top+1&&r.top<f.bottom?(e.name||e.outerHTML.slice(0,80))+" ends at "+Math.round(r.bottom)+", the foot begins at "+Math.round(f.top):""})()`

// lower scrolls the page so that the box after the one that has the focus stands at the
// window's lower edge, where the foot is.
const lower = `(()=>{const all=[...document.querySelectorAll("#draft input,#draft select,#draft textarea,#draft button,#draft summary")].filter(e=>e.tabIndex>=0&&e.getClientRects().length);
	const next=all[all.indexOf(document.activeElement)+1];
	if(next&&!next.closest(".intake-foot"))scrollBy(0,next.getBoundingClientRect().bottom-innerHeight+4)})()`

// Down the form by Tab the box that has the focus is seen whole, wherever the page was
// scrolled to: the foot, which stays in view, covers none.
func TestTheFootCoversNoBoxThatHasTheFocus(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	begun(t, p)
	p.Size(1366, 768)
	browser.Eval[any](p, `document.querySelector("#draft").scrollIntoView(),[...document.querySelectorAll("#draft input,#draft select")].find(e=>e.tabIndex>=0&&e.getClientRects().length).focus()`)
	boxes := map[string]bool{}
	for range 60 {
		browser.Eval[any](p, lower)
		p.Press("Tab")
		if under := browser.Eval[string](p, covered); under != "" {
			t.Error(under)
		}
		if name := browser.Eval[string](p, `document.activeElement.closest("#draft")&&document.activeElement.name||""`); name != "" {
			boxes[name] = true
		}
		if browser.Eval[bool](p, `document.activeElement.value==="lodge"`) {
			break
		}
	}
	if len(boxes) < 12 {
		t.Errorf("Tab came to %d boxes only: %v", len(boxes), boxes)
	}
}

// A box that has to be filled in says so at its label, the place among them.
func TestThePlaceSaysThatItIsNeeded(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	begun(t, p)
	if got := p.Text(`label[for="f-facts.birth_place_code"]`); !strings.Contains(got, "必填") {
		t.Errorf("the place's label says %q", got)
	}
}

// An entry of another station is named by its number, which the hand-in asks for: the box
// stands beside the one for the entry, open, and among what may be left empty only once the
// entry is chosen.
func TestTheNumberOfAnotherStationsEntryIsNotAmongWhatMayBeLeftEmpty(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/cases/new")
	p.Type("#f-filter", "重复户口")
	p.Press("Enter")
	p.Wait("#draft")
	open := func() int {
		return browser.Eval[int](p, `[...document.querySelectorAll("input[name$=_entry_number]")].filter(e=>!e.closest("details")&&e.getClientRects().length).length`)
	}
	if n := open(); n != 2 {
		t.Errorf("%d of the two numbers stand open while neither entry is chosen", n)
	}
	p.Type("#find-first_entry", "党玉洁")
	p.Press("Enter")
	p.Wait(".intake-found button")
	p.Click(".intake-found button")
	p.Wait(".intake-known")
	if n := open(); n != 1 {
		t.Errorf("%d numbers stand open once one entry is chosen, want the other's", n)
	}
}

func TestTheFormWorksWithoutScript(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Script(false)
	p.Open("/cases/new")
	p.Click("开始填写：出生登记")
	p.Wait("#draft")
	p.Type("#find-mother", "党玉洁")
	p.Click("查：母亲（本库人员）")
	p.Wait(".intake-found button")
	p.Click(".intake-found button")
	p.Wait(".intake-known")
	p.Type("facts.child_name", "计星河")
	p.Click(".intake-foot button[value=save]")
	p.Has("草稿已存")
	if got := p.Value("facts.child_name"); got != "计星河" {
		t.Errorf("the draft holds %q", got)
	}
}

// Who is what to a new head is chosen for each member of the household by name; nobody
// writes codes. The rows outlive keeping the draft, and lead to the case as they stand.
func TestRelationsToANewHeadAreChosenMemberByMember(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	p.Open("/cases/new")
	p.Type("#f-filter", "bghz")
	p.Press("Enter")
	p.Wait("#draft")
	p.Type("#find-person_id", "党玉洁")
	p.Press("Enter")
	p.Wait(".intake-found button")
	p.Click(".intake-found button")
	p.Wait(".intake-bonds select")
	if n := p.Count(".intake-bonds li"); n != 2 {
		t.Fatalf("the household has %d rows, want one for each of two members", n)
	}
	p.Choose("党玉洁", "户主")
	p.Press("Ctrl+s")
	p.Has("草稿已存", "现为户主")
	chosen := browser.Eval[string](p, `[...document.querySelectorAll(".intake-bonds select")].map(s => s.selectedOptions[0].text).sort().join()`)
	if !strings.Contains(chosen, "户主") {
		t.Errorf("after the draft is kept the rows say %s", chosen)
	}
	husband := browser.Eval[string](p, `[...document.querySelectorAll(".intake-bonds label")].map(l => l.firstElementChild.textContent.trim()).find(n => n !== "党玉洁")`)
	p.Choose(husband, "夫")
	p.Press("Ctrl+s")
	p.Has("草稿已存")
	p.Open(strings.TrimSuffix(p.Path(), "/draft"))
	p.Has("党玉洁（户主）", husband+"（夫）")
}
