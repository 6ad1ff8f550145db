package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"testing"
	"time"

	"hukou/cast"
	"hukou/models"
)

// command runs one command as a person would and gives what it printed.
func command(input string, args ...string) (code int, out, errs string) {
	var o, e bytes.Buffer
	p := &program{in: strings.NewReader(input), out: &o, errs: &e, now: time.Now, random: rand.Reader}
	code = run(context.Background(), p, args)
	return code, o.String(), e.String()
}

func (d *demonstration) officer(t *testing.T, username string) demoOfficer {
	t.Helper()
	for _, o := range d.Officers {
		if o.Username == username {
			return o
		}
	}
	t.Fatalf("the demonstration has no officer %s", username)
	return demoOfficer{}
}

func TestRosterIsHandedInAsAnOfficerWould(t *testing.T) {
	d := demonstrate(t)
	clerk := d.officer(t, "qinghe.clerk1")
	aux := d.officer(t, "qinghe.aux")
	const facts = `{"impact_assessment_no":"an assessment of the civil affairs"}`
	hand := func(o demoOfficer, password string, more ...string) (int, string, string) {
		return command(password+"\n", append([]string{"import", "roster", "../../cast/testdata/roster-next.xlsx", "--server", d.Addr,
			"--username", o.Username, "--totp-secret", o.TOTPSecret}, more...)...)
	}
	if code, _, errs := hand(clerk, "wrong"); code != exitFound || !strings.Contains(errs, "登录失败") {
		t.Errorf("a wrong password: %d, %s", code, errs)
	}
	if code, out, _ := hand(aux, aux.Password); code != exitFound || strings.Count(out, ": required: ") != 1 || !strings.Contains(out, "facts.institution: required") || strings.Contains(out, "64990") {
		t.Errorf("a roster without its institution: %d, %s", code, out)
	}
	code, out, errs := hand(clerk, clerk.Password, "--institution", "永宁县暖渠园", "--facts", facts)
	if want := fmt.Sprintf("rows: %d, taken in: %d", len(cast.Next()), len(cast.Next())); code != exitDone || !strings.Contains(out, want) {
		t.Errorf("the roster: %d, %s%s", code, out, errs)
	}
	if code, _, errs := command("", "import", "roster", "../../cast/testdata/roster-next.xlsx", "--server", "http://192.0.2.1", "--username", "x"); code != exitUsage || !strings.Contains(errs, "TLS") {
		t.Errorf("a password in the clear to another machine: %d, %s", code, errs)
	}
}

func TestDemoStandsCheckAndExplanation(t *testing.T) {
	data := t.TempDir()
	d := demonstrate(t, "--data", data)
	d.officer(t, cast.KinClerk)
	d.stop()
	if code, out, errs := command("", "check", "--data", data); code != exitDone {
		t.Errorf("the demonstration does not stand its check: %s%s", out, errs)
	}
	c := oneCase(t, data)
	code, out, errs := command("", "explain", "--data", data, c.Number, "withdraw", "qinghe.clerk1")
	if code == exitUsage || !strings.Contains(out, c.Number) || !strings.Contains(out, "岗位 role") || !strings.Contains(out, "依据 basis") {
		t.Errorf("the explanation ends with %d: %s%s", code, out, errs)
	}
	if code, out, _ := command("", "explain", "--data", data, c.ID, "resume", "qinghe.clerk1"); code != exitFound || !strings.Contains(out, "does not start from this state") {
		t.Errorf("a step of another state ends with %d: %s", code, out)
	}
	for _, event := range []string{"no_such_step", "hit_many"} { // of no business, and of another one
		if code, out, errs := command("", "explain", "--data", data, c.ID, event, "qinghe.clerk1"); code != exitUsage || out != "" || !strings.Contains(errs, "withdraw") {
			t.Errorf("the step %s ends with %d: %s%s", event, code, out, errs)
		}
	}
	if code, _, errs := command("", "explain", "--data", data, c.ID, "withdraw", "nobody"); code != exitUsage {
		t.Errorf("an officer who does not exist ends with %d: %s", code, errs)
	}
}

// oneCase is an open case of the demonstration.
func oneCase(t *testing.T, data string) models.Case {
	t.Helper()
	return rows[models.Case](t, data, "number limit 1", "closed_at is null and business = 'birth_no_cert'")[0]
}

// The passwords of a demonstration are known to everybody: what it left is no register
// for a station to open its doors with.
func TestADemonstrationIsNotServedAsARegister(t *testing.T) {
	dir := t.TempDir()
	if code := demonstrate(t, "--data", dir).stop(); code != exitDone {
		t.Fatalf("the demonstration ends with %d", code)
	}
	for _, more := range [][]string{nil, {"--demo", "--addr", "0.0.0.0:0"}} {
		code, _, said := command("", append([]string{"serve", "--data", dir}, more...)...)
		if code != exitUsage || !strings.Contains(said, "known") {
			t.Errorf("serve %v ends with %d: %s", more, code, said)
		}
	}
}
