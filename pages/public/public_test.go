package public_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"hukou/internal/browser"
	"hukou/internal/testdb"
	"hukou/models"
	"hukou/store"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

// Whoever asks what to bring is told of every paper in which case it is needed, in both
// languages and without script; what the offices write themselves is not among them.
func TestEveryPaperToBringSaysInWhichCase(t *testing.T) {
	p := browser.Demo(t).Visit(t)
	p.Script(false)
	for _, c := range []struct {
		address string
		says    []string
		lacks   []string
	}{
		{"/bring/birth_cert", []string{"出生医学证明 都要", "结婚证 用结婚证说明父母关系的要", "司法亲子鉴定意见书 随父亲落户、又不用结婚证的要"}, []string{"不清楚就问窗口"}},
		{"/bring/birth_no_cert", []string{"居民身份证 都要", "不予签发出生医学证明说明 走无法取得证明路线", "接生人员说明 在家里出生、有人接生的", "民族成份共同声明 孩子的民族由父母共同声明的要"}, nil},
		{"/bring/birth_then_death", []string{"出生经过说明（申报人签名） 没有领到出生医学证明的要"}, nil},
		{"/bring/death", []string{"死亡证明 都要", "居民身份证 有居民身份证的；死者的带来交回"}, nil},
		{"/bring/unreg_8", []string{"不要求您带材料"}, []string{"比对结果", "走访记录"}},
		{"en /bring/birth_cert", []string{"Medical certificate of birth Always.", "Judicial parentage report If the child joins the father's household and no marriage certificate is shown."}, nil},
	} {
		address, english := strings.CutPrefix(c.address, "en ")
		p.Open(address)
		if english {
			p.Click("English")
		}
		var papers []string
		for _, text := range p.Texts(".bring-papers li") {
			papers = append(papers, strings.Join(strings.Fields(text), " "))
		}
		if n := p.Count(".bring-papers li"); n != p.Count(".bring-papers li .bring-case") {
			t.Errorf("%s: of %d papers only %d say in which case", c.address, n, p.Count(".bring-case"))
		}
		for _, want := range c.says {
			if !slices.ContainsFunc(papers, func(s string) bool { return strings.Contains(s, want) }) && !p.Shows(want) {
				t.Errorf("%s does not say «%s», but %q", c.address, want, papers)
			}
		}
		p.Lacks(c.lacks...)
	}
}

// Whoever means to come is told without script which of a station's two places serves today:
// one on even days, the other on odd ones. Where neither does, the page says so and names the
// next; so it does where all are closed for weeks, and it never sends them to a house that
// does not serve. The days that follow stand below, the closed ones too.
func TestWhereAndWhenIsToldOnOddAndEvenDaysAndOnAClosedOne(t *testing.T) {
	url := testdb.Fresh(t)
	demo := browser.Demo(t, "--database", url)
	p := demo.Visit(t)
	p.Script(false)
	const even, odd = "云台镇新区办证点（双日）（云台镇新区路18号）", "云台镇老街办证点（单日）（云台镇老街3号）"
	today := func(want string) {
		t.Helper()
		if got := strings.Join(strings.Fields(p.Text("#today")), " "); got != want {
			t.Errorf("the page says %q, want %q", got, want)
		}
	}
	rows := func() []string {
		var out []string
		for _, row := range p.Texts("#where tbody tr") {
			out = append(out, strings.Join(strings.Fields(row), " "))
		}
		return out
	}
	p.Open("/bring/birth_cert")
	if p.Count("#today") != 0 {
		t.Error("a day is named before a station is chosen")
	}
	p.Choose("station", "640522010000")
	p.Click("看日期")
	today("今天 09-24 周四： " + even)
	if got := rows(); len(got) != 14 || got[0] != "09-24 周四 云台镇新区办证点（双日） 云台镇新区路18号" || got[1] != "09-25 周五 各服务点都不开放" || got[3] != "09-27 周日 云台镇老街办证点（单日） 云台镇老街3号" {
		t.Errorf("the days are told as %q", got)
	}
	chosen := p.Address()
	for _, c := range [][2]string{
		{"2026-09-25", "今天 09-25 周五： 各服务点都不开放，请改日来。最近的是 09-26 周六，" + even},
		{"2026-09-27", "今天 09-27 周日： " + odd},
	} {
		p.TurnClock(c[0] + "T10:00:00+08:00")
		p.Open(chosen)
		today(c[1])
	}
	p.Script(true)
	p.Open(chosen)
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	p.Script(false)
	p.Click("English")
	p.Has("Today, Sun 27 Sep: Yuntai Old Street counter (odd days)")

	// All closed for three weeks.
	var closed []string
	for n := range 21 {
		closed = append(closed, `"`+string(models.Date("2026-09-27").AddDays(n))+`":false`)
	}
	db, err := store.Open(t.Context(), store.Config{URL: url})
	if err == nil {
		err = db.InTx(t.Context(), func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE service_sites SET timetable = '{"rule":"daily","exceptions":{` + strings.Join(closed, ",") + `}}' WHERE org = '640522010000'`)
			return err
		})
		_ = db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	p.Open(chosen)
	p.Has("no site is open in the coming two weeks")
	p.Lacks("serves in its own house")
}
