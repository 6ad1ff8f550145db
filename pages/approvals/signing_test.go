package approvals_test

import (
	"context"
	"testing"

	"hukou/internal/browser"
	"hukou/internal/testdb"
	"hukou/store"
)

// demonstration is one over a database that the test may change behind its back.
func demonstration(t *testing.T) (*browser.Program, func(text string)) {
	t.Helper()
	url := testdb.Fresh(t)
	program := browser.Demo(t, "--database", url)
	return program, func(text string) {
		t.Helper()
		db, err := store.Open(context.Background(), store.Config{URL: url})
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		if err := db.InTx(context.Background(), func(tx *store.Tx) error { _, err := tx.Exec(text); return err }); err != nil {
			t.Fatal(err)
		}
	}
}

// signed makes every case ask for signatures so.
func signed(change func(string), mode string) {
	change(`UPDATE case_forms SET policy = jsonb_set(coalesce(nullif(policy, ''), '{}')::jsonb, '{options}', '{"signoff":"` + mode + `"}')::text`)
}

const codeBox = `[name="signoff.code"]`

func TestAfterAQuarterOfAnHourTheDeskAsksForTheCodeRightThere(t *testing.T) {
	program, change := demonstration(t)
	p := program.As(t, "yongning.lead")
	ready(t, p)
	if p.Count(codeBox) != 0 {
		t.Error("right after the sign-in the desk asks for a code")
	}
	was := current(p)
	p.Type("input.opinion", "同意，材料齐全")
	change("UPDATE sessions SET created_at = created_at - interval '16 minutes'")
	p.Press("Ctrl+Enter")
	p.Wait(".refused")
	p.Has("决定尚未签署", "距您上次验证身份已超过15分钟")
	if p.Value("input.opinion") != "同意，材料齐全" || current(p) != was {
		t.Error("what was typed, or the case, is gone")
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds at the box %v", v)
	}
	p.Type("signoff.code", program.Code(t, "yongning.lead"))
	p.Press("Ctrl+Enter")
	p.Wait(".ap .done-line")
	p.Has("已办：批准")
	if p.Count(codeBox) != 0 {
		t.Error("the code was given, and the next case asks again")
	}
}

func TestWithoutScriptEachDecisionIsSignedAndNothingTypedIsLost(t *testing.T) {
	program, change := demonstration(t)
	p := program.As(t, "yongning.lead")
	signed(change, "each")
	p.Script(false)
	ready(t, p)
	was := current(p)
	send := func(code string) {
		p.Type("input.opinion", "同意")
		if code != "" {
			p.Type("signoff.code", code)
		}
		p.Click(`button[form="decide"]`)
	}
	send("")
	p.Has("决定尚未签署", "每项决定都须签署")
	send("000000")
	p.Has("签署未通过", "动态口令不对")
	if p.Value("input.opinion") != "同意同意" && p.Value("input.opinion") != "同意" || p.Value("signoff.code") != "" || current(p) != was {
		t.Errorf("the form came back with %q and the code %q at %s", p.Value("input.opinion"), p.Value("signoff.code"), current(p))
	}
	if p.Attr(codeBox, "aria-invalid") != "true" {
		t.Error("the box does not say that its code is wrong")
	}
	send(program.Code(t, "yongning.lead"))
	p.Has("已办：批准")
	if p.Count(codeBox) == 0 {
		t.Error("the next decision asks for no code")
	}
}

func TestADocketIsSignedOnceForAllThatAreTicked(t *testing.T) {
	program, change := demonstration(t)
	p := program.As(t, "yongning.lead")
	signed(change, "docket")
	p.Open("/approvals")
	p.Click("集体审批单")
	p.Press("x")
	p.Click(".ap-lines > li:nth-child(2) input")
	ticked := p.Count("input[name=line]:checked")
	if n := p.Count(codeBox); n != 1 || ticked < 2 {
		t.Fatalf("the docket of %d asks for %d codes", ticked, n)
	}
	p.Press("Ctrl+Enter")
	p.Wait(".refused")
	p.Has("几件可以合签")
	if n := p.Count("input[name=line]:checked"); n != ticked {
		t.Errorf("%d are ticked of %d", n, ticked)
	}
	p.Type("signoff.code", "000000")
	p.Press("Ctrl+Enter")
	p.Has("签署未通过")
	if n := p.Count("input[name=line]:checked"); n != ticked {
		t.Errorf("after a wrong code %d are ticked of %d", n, ticked)
	}
	p.Type("signoff.code", program.Code(t, "yongning.lead"))
	p.Press("Ctrl+Enter")
	p.Wait(".ap-results")
	if done := p.Count(".ap-results .is-good"); done != ticked {
		t.Errorf("%d of %d were decided: %s", done, ticked, p.Text(".ap-results"))
	}
	signed(change, "each")
	p.Open(p.Path())
	if p.Count("input[name=line]") != 0 {
		t.Error("decisions that are signed one by one can be ticked together")
	}
	p.Has("单独办理")
}
