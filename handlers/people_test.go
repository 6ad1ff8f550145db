package handlers

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestLookAtAPersonNeedsAPurpose asks for one who is not there, with every form of
// the parameters. (That a purpose opens a person is shown where people are seeded.)
func TestLookAtAPersonNeedsAPurpose(t *testing.T) {
	w := aWorld(t, Config{})
	for _, path := range []string{"people/none", "people/none/history", "households/none"} {
		w.want(w.do(request{who: "clerk", method: "GET", path: path, header: map[string]string{"Purpose": url.PathEscape("核对当事人")}}), http.StatusNotFound, codeNotFound)
		wrong := w.do(request{who: "clerk", method: "GET", path: path + "?as_of=2026-13-01&known_at=soon", header: map[string]string{"Purpose": "a%00b"}})
		w.want(wrong, http.StatusUnprocessableEntity, codeInvalid)
		if len(wrong.json["errors"].([]any)) != 3 {
			t.Errorf("%s tells of %v", path, wrong.json["errors"])
		}
		for _, ahead := range []string{"known_at=2099-01-01", "known_at=2099-01-01T00:00:00Z", "as_of=9999-12-31"} {
			w.want(w.do(request{who: "clerk", method: "GET", path: path + "?" + ahead, header: map[string]string{"Purpose": "check"}}), http.StatusUnprocessableEntity, codeInvalid)
		}
	}
	search := map[string]any{"q": "测试", "kind": "people"}
	w.want(w.do(request{who: "clerk", method: "POST", path: "search", body: search}), http.StatusUnprocessableEntity, codePurpose)
	search["purpose"] = "核对当事人"
	w.want(w.do(request{who: "clerk", method: "POST", path: "search", body: search}), http.StatusOK, "")
	search["kind"] = "ethnicity"
	w.want(w.do(request{who: "clerk", method: "POST", path: "search", body: search}), http.StatusUnprocessableEntity, codeInvalid)
	if strings.Contains(w.log.String(), "测试") {
		t.Error("what was searched for stands in the log")
	}
}

func TestPurposeIsReadAsHeadersCarryIt(t *testing.T) {
	for header, want := range map[string]string{"核对": "核对", "%E6%A0%B8%E5%AF%B9": "核对", " check ": "check", "100%": "100%", "": ""} {
		if got := purposeOf(header); got != want {
			t.Errorf("%q is read as %q", header, got)
		}
	}
	for text, want := range map[string]string{"2026-11-23": "2026-11-23 15:59:59.999999 +0000 UTC", "2026-11-23T09:00:00+08:00": "2026-11-23 01:00:00 +0000 UTC", "2026-11-23T09:00:00 08:00": "2026-11-23 01:00:00 +0000 UTC"} {
		if got, ok := knownAt(text); !ok || got.String() != want {
			t.Errorf("%q is read as %s", text, got)
		}
	}
}

// TestQueueCountsWhatItLists pages through the station's queue and takes from it.
func TestQueueCountsWhatItLists(t *testing.T) {
	w := aWorld(t, Config{})
	for range 3 {
		w.open("clerk", "lead", leadFacts())
	}
	listed, path := 0, "queues/station?limit=2"
	for path != "" {
		r := w.do(request{who: "clerk", method: "GET", path: path})
		w.want(r, http.StatusOK, "")
		listed += len(r.json["items"].([]any))
		next, _ := r.json["next"].(string)
		if path = ""; next != "" {
			path = "queues/station?limit=2&cursor=" + url.QueryEscape(next)
		}
		if r.json["total"] != 3.0 {
			t.Errorf("the queue counts %v", r.json["total"])
		}
	}
	if listed != 3 {
		t.Errorf("the queue lists %d", listed)
	}
	w.want(w.do(request{who: "clerk", method: "GET", path: "queues/none"}), http.StatusNotFound, codeNotFound)
	w.want(w.do(request{who: "clerk", method: "GET", path: "queues/station?limit=0"}), http.StatusUnprocessableEntity, codeInvalid)
	w.want(w.do(request{who: "clerk", method: "GET", path: "queues/station?cursor=x"}), http.StatusUnprocessableEntity, codeInvalid)
	for range 3 {
		r := w.do(request{who: "clerk", method: "POST", path: "queues/station/next"})
		w.want(r, http.StatusOK, "")
		if r.json["holder"].(map[string]any)["officer"] != "o-clerk" || r.Header().Get("ETag") == "" {
			t.Errorf("what was taken is %v", r.json["holder"])
		}
	}
	if r := w.do(request{who: "clerk", method: "POST", path: "queues/station/next"}); r.Code != http.StatusNoContent || r.Body.Len() != 0 {
		t.Errorf("an empty queue answers %d %s", r.Code, r.Body)
	}
}

// TestFeedHoldsIdsAlone numbers what was committed and reads it in both forms.
func TestFeedHoldsIdsAlone(t *testing.T) {
	w := aWorld(t, Config{})
	id := w.open("clerk", "lead", leadFacts())
	w.want(w.step("clerk", id, w.version(id), contact()), http.StatusOK, "")
	if _, err := w.reg.Sequence(context.Background()); err != nil {
		t.Fatal(err)
	}
	r := w.do(request{who: "clerk", method: "GET", path: "feed?after=0"})
	w.want(r, http.StatusOK, "")
	events := r.json["items"].([]any)
	e := events[0].(map[string]any)
	if e["specversion"] != "1.0" || e["subject"] != id || e["type"] != "hukou.step" || e["id"] == "" || e["source"] == "" || e["time"] == "" || e["sequence"] != "1" {
		t.Errorf("the event is %v", e)
	}
	if strings.Contains(r.Body.String(), "测试") || r.json["next"] != fmt.Sprint(len(events)) {
		t.Errorf("the feed is %s", r.Body)
	}
	batch := w.do(request{who: "clerk", method: "GET", path: "feed", header: map[string]string{"Accept": batchMedia}})
	if batch.Code != http.StatusOK || batch.Header().Get("Content-Type") != batchMedia || !strings.HasPrefix(batch.Body.String(), "[{") {
		t.Errorf("the batch is %s %s", batch.Header().Get("Content-Type"), batch.Body)
	}
	w.want(w.do(request{who: "clerk", method: "GET", path: "feed?after=-1"}), http.StatusUnprocessableEntity, codeInvalid)
	if last := w.do(request{who: "clerk", method: "GET", path: "feed?after=" + r.json["next"].(string)}); len(last.json["items"].([]any)) != 0 || last.json["next"] != nil {
		t.Errorf("after the last there is %s", last.Body)
	}
}

func TestPlacesAndTheirDays(t *testing.T) {
	w := aWorld(t, Config{})
	all := w.do(request{who: "sysadmin", method: "GET", path: "organisations"})
	w.want(all, http.StatusOK, "")
	if all.json["total"] != 7.0 {
		t.Errorf("there are %v bodies", all.json["total"])
	}
	for day, open := range map[string]bool{"2026-09-24": true, "2026-09-25": false} {
		for _, station := range []string{"", "&station=" + stationOrg} {
			r := w.do(request{who: "clerk", method: "GET", path: "sites?date=" + day + station})
			w.want(r, http.StatusOK, "")
			if site := r.json["items"].([]any)[0].(map[string]any); site["open"] != open || site["id"] != "site-east" {
				t.Errorf("on %s the site is %v", day, site)
			}
		}
	}
	w.want(w.do(request{who: "clerk", method: "GET", path: "sites?date=2026-02-30"}), http.StatusUnprocessableEntity, codeInvalid)
}
