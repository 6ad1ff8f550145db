package browser

import (
	"encoding/json"
	"fmt"
)

// Walk opens a case as the officer of the page and takes it through steps, by the program's
// own API; without facts it goes on with the case of that id. A step is its event and, after
// a space, what is written in it as JSON; "paper" and a kind is a paper taken in and found
// good. It gives the id of the case.
func (p *Page) Walk(business string, facts map[string]any, steps ...string) (id string) {
	p.t.Helper()
	given, _ := json.Marshal(facts)
	list, _ := json.Marshal(steps)
	return Eval[string](p, fmt.Sprintf(`(async () => {
		let c;
		const call = async (path, body) => {
			const headers = {"Idempotency-Key": crypto.randomUUID()};
			if (c) headers["If-Match"] = '"' + c.version + '"';
			if (!(body instanceof FormData)) { headers["Content-Type"] = "application/json"; body = JSON.stringify(body); }
			const r = await fetch("/api/v1/cases" + path, {method: "POST", headers, body});
			if (!r.ok) throw new Error(path + " " + JSON.stringify(body) + " " + r.status + " " + await r.text());
			c = await r.json();
		};
		const [business, facts, steps] = [%q, %s, %s];
		if (facts) await call("", {business, facts});
		else c = await (await fetch("/api/v1/cases/" + business)).json();
		for (const s of steps || []) {
			const [event, input] = s.split(/ (.*)/);
			if (event !== "paper") { await call("/" + c.id + "/steps", input ? {event, input: JSON.parse(input)} : {event}); continue; }
			const scan = new FormData();
			scan.set("kind", input);
			scan.set("file", new File(["原件"], "scan.txt", {type: "text/plain"}));
			await call("/" + c.id + "/materials", scan);
			await call("/" + c.id + "/materials/" + c.materials.find(m => m.kind === input).id + "/verdict", {result: "ok"});
		}
		return c.id;
	})()`, business, given, list))
}

// TurnClock moves the clock of the demonstration forward, and what is due by then is done.
// Sessions end by that clock: whoever works on after it signs in again.
func (p *Page) TurnClock(now string) {
	p.t.Helper()
	Eval[int](p, `fetch("/demo/clock", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({now: `+quoted(now)+`})}).then(r => { if (!r.ok) throw new Error(r.status); return r.status; })`)
}
