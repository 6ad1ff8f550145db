package casefile_test

import (
	"strings"
	"testing"

	"hukou/internal/browser"
)

// After the notice nothing was brought: the page names what it waits for, one by one, and a
// second press of the key records nothing. What the applicant cannot bring is said in the
// form with the reason, and only then the case goes on.
func TestACorrectionIsNotRecordedByOnePressWithNothingBrought(t *testing.T) {
	p := noticeGiven(t, browser.Demo(t))
	address := strings.TrimSuffix(p.Path(), "/print/notice")
	p.Open(address)
	p.Has("还差 2 项才能登记补正并再次提交", "收取：出生经过说明", "死亡证明", "待补正")
	p.Lacks("不差什么")
	p.Press("Ctrl+Enter")
	p.Open(address)
	p.Has("待补正", "还差 2 项才能登记补正并再次提交")
	clean(t, p)

	p.Click("申报人补不了的，写明理由后提交")
	p.Has("补不了或者不必再补的事项")
	p.Lacks("材料和申报项目以外的") // both are papers, and those come by no word
	p.Press("Ctrl+Enter")
	p.Has("书面告知补正或者补充的事项还没有补齐", "出生经过说明（申报人签名）、死亡证明")
	for _, paper := range []string{"出生经过说明", "死亡证明"} {
		browser.Eval[bool](p, `[...document.querySelectorAll("label.tick")].find(l=>l.textContent.includes("`+paper+`")).querySelector("input").checked=true`)
	}
	p.Press("Ctrl+Enter")
	p.Has("请写明申报人为什么补不了")
	p.Type("input.reason", "家中失火，证明烧毁，医院查无存根")
	p.Press("Ctrl+Enter")
	p.Has("已办：补正后再交", "已申报")
	p.Lacks("还差 2 项才能登记补正并再次提交")
}

// A notice may write a paper as people do, by its name: the page has it taken in as one,
// where a word of the officer would not do, and offers no tick for it.
func TestAPaperThatANoticeCallsByNameIsAskedForAsAPaper(t *testing.T) {
	p := browser.Demo(t).As(t, "yuntai.clerk1")
	address := find(t, p, "单小星", "/work/station")
	p.Open(address + "/steps/request_correction")
	browser.Eval[bool](p, `(box=>{box.value=" 死亡证明";box.checked=true;return true})([...document.querySelectorAll("label.tick")].find(l=>l.textContent.includes("死亡证明")).querySelector("input"))`)
	p.Press("Ctrl+Enter")
	p.Has("已办：一次性告知补正", "收取：死亡证明")
	p.Lacks("登记已补")
	p.Open(address + "/steps/resubmit")
	p.Has("补不了或者不必再补的事项")
	p.Lacks("材料和申报项目以外的")
}
