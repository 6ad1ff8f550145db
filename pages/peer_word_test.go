package pages_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"hukou/internal/browser"
)

var (
	versionBox = regexp.MustCompile(`name="version" value="([0-9]+)"`)
	taskBox    = regexp.MustCompile(`name="input\.task_id"[^>]*value="([0-9a-f-]{36})"|<option value="([0-9a-f-]{36})"[^>]*>\s*对方派出所答复`)
)

// speaks answers what a station was asked about its entry, as a browser without script does.
func (c *plain) speaks(ruling string) {
	c.t.Helper()
	_, form := c.get(ruling + "/steps/peer_word")
	key, task, version := keyBox.FindStringSubmatch(form), taskBox.FindStringSubmatch(form), versionBox.FindStringSubmatch(form)
	if key == nil || task == nil || version == nil {
		c.t.Fatalf("the form lacks its key, its task or its version: %v %v %v", key, task, version)
	}
	status, page := c.post(ruling+"/steps/peer_word", url.Values{"key": {key[1]}, "version": {version[1]}, "input.task_id": {task[1] + task[2]}, "input.agree": {"true"}, "input.findings": {"查阅底册，与本所登记一致"}})
	if status != http.StatusOK || !strings.Contains(page, "已办") {
		c.t.Fatalf("the answer is answered %d", status)
	}
}

// The second of two entries of a child of the demonstration lies at Jiayuan, which was asked
// and has not answered: the case stands in the clerk's list, the page puts the answer first.
func TestAStationIsAskedForItsWordAndGivesItOnThePage(t *testing.T) {
	program := browser.Demo(t)
	clerk := program.As(t, "jiayuan.clerk")
	speaksAtItsDesk(clerk)
	ruling := clerk.Path()
	if clerk.Count(`a[href*="/steps/peer_word"]`) > 0 {
		t.Error("having answered, the page asks still")
	}
	clerk.Open("/work/station")
	clerk.Lacks("对方派出所答复")
	if status, _ := plainly(t, program, "hefeng.clerk").get(ruling); status != http.StatusNotFound {
		t.Errorf("a station that keeps neither entry is answered %d", status)
	}
}
