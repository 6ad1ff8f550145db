package pages_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
)

// Whoever reports a check sees each entry that agrees with the person to be entered beside
// what was declared, and says of each why it is somebody else; nobody types an id. Whoever
// decides sees the same entry with that reason, on the desk and on the step's form.
func TestWhoReportsACheckRulesLookAlikesOutOneByOne(t *testing.T) {
	program := browser.Demo(t)
	children := cast.Seventy()
	twin := children[slices.IndexFunc(children, func(c cast.Child) bool { return c.Name == "郭如月" })]
	clerk := program.As(t, "qinghe.clerk2")
	id := browser.Eval[string](clerk, fmt.Sprintf(`(async () => {
		let c;
		const call = async (path, body) => {
			const headers = {"Idempotency-Key": crypto.randomUUID()};
			if (c) headers["If-Match"] = '"' + c.version + '"';
			if (!(body instanceof FormData)) { headers["Content-Type"] = "application/json"; body = JSON.stringify(body); }
			const r = await fetch("/api/v1/cases" + path, {method: "POST", headers, body});
			if (!r.ok) throw new Error(path + " " + r.status + " " + await r.text());
			c = await r.json();
		};
		await call("", {business: "unreg_8", facts: {name: %q, sex: %q, birth_date: %q, household_id: %q, applicant_relation: "institution"}});
		for (const event of ["lodge", "accept", "assign_check"]) await call("/" + c.id + "/steps", {event});
		for (const kind of ["visit_record", "comparison_result"]) {
			const scan = new FormData();
			scan.set("kind", kind);
			scan.set("file", new File(["核对"], "scan.txt", {type: "text/plain"}));
			await call("/" + c.id + "/materials", scan);
			await call("/" + c.id + "/materials/" + c.materials.find(m => m.kind === kind).id + "/verdict", {result: "ok"});
		}
		return c.id;
	})()`, twin.Name, twin.Sex, string(twin.Birth), cast.NextCollectiveHousehold))
	p := program.As(t, "qinghe.community")
	p.Open("/cases/" + id + "/steps/report_check")
	p.Has("可能是同一人的登记", twin.Name)
	if got := p.Texts(".alike tbody td"); len(got) < 6 || !strings.Contains(got[0], twin.Name) || !strings.Contains(got[1], twin.Name) || !strings.Contains(got[1], "相同") {
		t.Errorf("beside what was declared stands %q", got)
	}
	if v := p.Axe(); len(v) > 0 {
		t.Errorf("axe finds %v", v)
	}
	p.Type("input.findings", "走访属实，与在册的同名儿童不是同一人")
	p.Type("input.persons_heard", "机构经办人")
	p.Press("Ctrl+Enter")
	p.Has("登记尚未排除：请逐条目视核对")
	const why = "照片和指纹均不符，系同名同日出生的另一儿童"
	p.Type(p.Attr(`[name^="dismiss."]`, "name"), why)
	p.Press("Ctrl+Enter")
	p.Has("已办：")
	for _, above := range []string{"qinghe.head", "yongning.lead"} {
		q := program.As(t, above)
		q.Open("/cases/" + id + "/steps/pass_up")
		q.Press("Ctrl+Enter")
		q.Has("已办：")
	}
	decider := program.As(t, "yinchuan.citylead")
	for _, at := range []string{"/approvals/" + id, "/cases/" + id + "/steps/approve"} {
		decider.Open(at)
		decider.Has("可能是同一人的登记", "已排除：", why)
		if n := decider.Count(".alikes .alike"); n != 1 {
			t.Errorf("%s shows %d entries beside what was declared, want the twin's", at, n)
		}
		if v := decider.Axe(); len(v) > 0 {
			t.Errorf("%s: axe finds %v", at, v)
		}
	}
}
