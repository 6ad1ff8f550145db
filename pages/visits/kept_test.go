package visits_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hukou/cast"
	"hukou/internal/browser"
)

// TestALeadKeepsItself kills the browser while a lead is written: what was typed stands
// there again for its officer, for no other, and no longer once it was noted.
func TestALeadKeepsItself(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Type("facts.lead_place", "云台镇三组")
	p.Type("facts.lead_note", "去年在家出生的孩子没有户口")
	p.Kept("去年在家出生的孩子没有户口")
	p.Kill()

	p = program.As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Has("上次所填已放回")
	if got := p.Value("facts.lead_place"); got != "云台镇三组" {
		t.Errorf("the place is %q", got)
	}
	if got := p.Value("facts.lead_note"); got != "去年在家出生的孩子没有户口" {
		t.Errorf("the note is %q", got)
	}
	other := program.As(t, "yuntai.clerk1")
	other.Open("/visits/new")
	if got := other.Value("facts.lead_place"); got != "" {
		t.Errorf("another officer sees %q", got)
	}
	other.Lacks("上次所填已放回")

	p.Click("记下")
	p.Has("线索已记")
	p.Open("/visits/new")
	p.Settle()
	if got := p.Value("facts.lead_place"); got != "" {
		t.Errorf("after the lead is noted the form holds %q", got)
	}
	p.Type("facts.lead_place", "不要了")
	p.Kept("不要了")
	p.Click("放弃所填")
	p.Has("已放弃所填")
	p.Reload()
	p.Settle()
	if got := p.Value("facts.lead_place"); got != "" {
		t.Errorf("what was discarded is back: %q", got)
	}
}

// TestWhoSignsInElsewhereIsToldAndComesBack signs the officer in at a second machine
// while a lead is written at the first, and sends it there.
func TestWhoSignsInElsewhereIsToldAndComesBack(t *testing.T) {
	program := browser.Demo(t)
	o := program.Officer(t, "yuntai.community")
	p := program.Visit(t)
	p.SignIn(o)
	p.Open("/visits/new")
	p.Fill("facts.lead_place", "云台镇三组")
	program.Visit(t).SignIn(o)
	p.Press("Ctrl+Enter")
	p.Has("你已在另一处登录")
	p.Type("#f-username", o.Username)
	p.Type("#f-password", o.Password)
	p.Type("#f-totp", program.Code(t, o.Username))
	p.Click("button.primary")
	if p.Path() != "/visits/new" {
		t.Fatalf("the sign-in leads to %s", p.Path())
	}
	p.Has("上次所填已放回")
	if got := p.Value("facts.lead_place"); got != "云台镇三组" {
		t.Errorf("the place is %q", got)
	}
}

// TestAPageLearnsThatItsOfficerIsElsewhere: the form that keeps itself finds the session
// gone, and the page locks with the reason over what was typed.
func TestAPageLearnsThatItsOfficerIsElsewhere(t *testing.T) {
	program := browser.Demo(t)
	o := program.Officer(t, "yuntai.community")
	p := program.Visit(t)
	p.SignIn(o)
	p.Open("/visits/new")
	program.Visit(t).SignIn(o)
	p.Type("facts.lead_place", "云台镇三组")
	p.Wait("#idle-lock")
	p.Has("你已在另一处登录")
	p.Unlock(o)
	if got := p.Value("facts.lead_place"); got != "云台镇三组" {
		t.Errorf("the place is %q", got)
	}
	p.Press("Ctrl+Enter")
	p.Has("线索已记")
}

// TestACampaignKeepsItself kills the browser while the counts of a day are written, and
// sends counts that are refused: what was typed stands there again each time. A struck row
// beside it takes nothing away, and what was noted is kept no longer.
func TestACampaignKeepsItself(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.community")
	p.Open("/visits/campaigns")
	p.Click("开展走访活动")
	p.Type("name", "镇东片区走访")
	p.Type("officers", "yuntai.aux")
	p.Kept("镇东片区走访")
	p.Kept("yuntai.aux")
	p.Kill()

	p = program.As(t, "yuntai.community")
	p.Open("/visits/campaigns")
	p.Has("上次所填已放回")
	if name, officers := p.Value("name"), p.Value("officers"); name != "镇东片区走访" || officers != "yuntai.aux" {
		t.Errorf("the campaign begun is %q with %q", name, officers)
	}

	p.Click(cast.CampaignName)
	at := p.Path()
	p.Click("记一天的走访数目")
	p.Type("households", "12")
	p.Type("people", "34")
	p.Type("suggestions_answered", "90")
	p.Kept("90")
	p.Kill()

	p = program.As(t, "yuntai.community")
	p.Open(at)
	p.Has("上次所填已放回")
	typed := func(when string) {
		t.Helper()
		for box, want := range map[string]string{"households": "12", "people": "34", "suggestions_answered": "90"} {
			if got := p.Value(box); got != want {
				t.Errorf("%s %s holds %q, want %s", when, box, got, want)
			}
		}
	}
	typed("after the browser was killed")
	p.Click("划去")
	p.Has("已划去", "上次所填已放回")
	typed("after another row was struck")
	p.Click("记下")
	p.Has("答复的建议多于本次活动收到的建议")
	typed("after the refusal")
	p.Type("suggestions_answered", "0")
	p.Click("记下")
	p.Has("走访数目已记", "12 户")
	p.Open(at)
	p.Settle()
	if got := p.Value("people"); got != "" {
		t.Errorf("what was noted is still in the form: %q", got)
	}
}

// TestALeadNamesItsCampaign: the page of a lead that a campaign's round found leads to the
// campaign, which says what became of each; another lead names none.
func TestALeadNamesItsCampaign(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.community")
	p.Open("/visits/campaigns")
	p.Click(cast.CampaignName)
	campaign := p.Path()
	p.Has("已登记")
	p.Open(browser.Eval[string](p, `document.querySelector('a[href*="outcome=registered"]').getAttribute("href")`))
	p.Has("保春来", "出生登记（无出生医学证明）", "已送达办结")
	p.Click(`#leads a[href^="/cases/"]`)
	p.Has("走访活动：")
	if p.Count(`.cf-facts a[href="`+campaign+`"]`) != 1 {
		t.Errorf("the lead does not name its campaign: %s", p.Text(".cf-facts"))
	}
	p.Click(cast.CampaignName)
	if p.Path() != campaign {
		t.Errorf("the name leads to %s", p.Path())
	}
	p.Open("/visits/new")
	p.Choose("campaign", "不属于走访活动")
	p.Type("facts.lead_place", "云台镇三组")
	p.Click("记下")
	p.Has("线索已记")
	p.Lacks("走访活动：")
}

// TestALeadLosesAtMostTwoSeconds types without a pause and kills the browser: the form at
// the door loses at most two seconds of it.
func TestALeadLosesAtMostTwoSeconds(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Type("facts.lead_note", "")
	var typed []time.Time
	text := ""
	for began := time.Now(); time.Since(began) < 7*time.Second; time.Sleep(100 * time.Millisecond) {
		digit := string(rune('0' + len(typed)%10))
		typed, text = append(typed, time.Now()), text+digit
		p.Tap(digit)
	}
	killed := time.Now()
	p.Kill()

	p = program.As(t, "yuntai.community")
	p.Open("/visits/new")
	p.Has("上次所填已放回")
	stands := p.Value("facts.lead_note")
	if !strings.HasPrefix(text, stands) {
		t.Fatalf("of %q there is %q", text, stands)
	}
	lost := time.Duration(0)
	if len(stands) < len(text) {
		lost = killed.Sub(typed[len(stands)])
	}
	t.Logf("%d of %d characters were lost, the oldest %v before the end", len(text)-len(stands), len(text), lost.Round(10*time.Millisecond))
	if lost > 2*time.Second {
		t.Errorf("%v of typing were lost, want at most 2 s", lost)
	}
}

// delayed has the page's next n requests to be kept leave three seconds late, as on a line
// that stalls; the later ones overtake them.
func delayed(p *browser.Page, n int) {
	browser.Eval[bool](p, fmt.Sprintf(`((f,n)=>{window.fetch=(u,o)=>u.endsWith("/keep")&&n-->0?new Promise(r=>setTimeout(r,3000)).then(()=>f(u,o)):f(u,o);return true})(window.fetch,%d)`, n))
}

// TestWhatIsKeptLateTakesNothingBack: what was typed first arrives after what was typed
// since, and the later stands; what arrives after it was discarded stays discarded.
func TestWhatIsKeptLateTakesNothingBack(t *testing.T) {
	program := browser.Demo(t)
	p := program.As(t, "yuntai.community")
	p.Open("/visits/new")
	delayed(p, 1)
	p.Type("facts.lead_place", "云台镇")
	time.Sleep(time.Second)
	p.Type("facts.lead_place", "云台镇三组")
	p.Kept("云台镇三组")
	time.Sleep(4 * time.Second)
	p.Kept("云台镇三组")

	delayed(p, 9)
	p.Type("facts.lead_place", "不要了")
	time.Sleep(time.Second)
	p.Click("放弃所填")
	p.Has("已放弃所填")
	time.Sleep(4 * time.Second)
	p.Reload()
	p.Settle()
	if got := p.Value("facts.lead_place"); got != "" {
		t.Errorf("what was discarded is back: %q", got)
	}
}
