package casefile_test

import (
	"slices"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
)

// The certificate with which somebody moves to another province is printed out of its case,
// fits its sheet, and is checked like every paper.
func TestACertificateOfAMoveIsPrintedAndChecked(t *testing.T) {
	program := browser.Demo(t)
	newborns := cast.Newborns()
	n := newborns[slices.IndexFunc(newborns, func(n cast.Newborn) bool { return n.Key == "free_certificate" })]
	clerk, community, head := program.As(t, "yuntai.clerk1"), program.Visit(t), program.Visit(t)
	clerk.Open("/")
	id := clerk.Walk("move_out_of_region", map[string]any{"person_id": n.Mother, "move_cause": "work", "destination_address": "外省丁市戊区己路1号", "permit_number": "01234567", "permit_issuer": "外省丁市公安局",
		"permit_issued_on": "2026-09-10", "relations": []string{n.Mother + "=02"}, "consents": []string{n.MotherName}, "applicant_name": n.MotherName, "applicant_relation": "self"},
		"lodge", "paper household_book", "paper permit_to_move", "accept", "assign_check")
	community.SignIn(program.Officer(t, "yuntai.community"))
	community.Walk(id, nil, `report_check {"findings":"属实","persons_heard":["`+n.MotherName+`"]}`)
	head.SignIn(program.Officer(t, "yuntai.head"))
	head.Walk(id, nil, `approve {"identity_and_wish_verified":true}`)

	clerk.Open("/cases/" + id)
	clerk.Click("户口迁移证")
	clerk.Has("户口迁移证", "-迁移字第1号", n.MotherName, "外省丁市戊区己路1号", "有效期至", "核验码")
	clean(t, clerk)
	paper := clerk.Print()
	if lacks := paper.Lacks("户口迁移证", n.MotherName, "外省丁市戊区己路1号", "海原县云台镇派出所"); paper.Pages != 1 || len(lacks) > 0 {
		t.Errorf("the certificate takes %d pages and lacks %q", paper.Pages, lacks)
	}
	visitor := program.Visit(t)
	visitor.Script(false)
	visitor.Open(strings.TrimPrefix(paper.QR(t, 300), program.URL))
	visitor.Has("有效", "户口迁移证", "海原县云台镇派出所")
	visitor.Lacks(n.MotherName, "外省")
}
