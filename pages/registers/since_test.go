package registers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"hukou/cast"
	"hukou/internal/browser"
	"hukou/internal/testdb"
	"hukou/models"
	"hukou/store"
)

// rows is the database behind a demonstration, to be read beside its pages.
type rows struct {
	t  *testing.T
	db *store.DB
}

func read[T any](r rows, order, where string, args ...any) []T {
	r.t.Helper()
	var out []T
	err := r.db.Read(context.Background(), func(tx *store.Tx) (err error) {
		out, err = store.Many[T](tx, order, where, args...)
		return err
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return out
}

// held is a line of a page: what it is about, since when, and by which case.
type held struct{ item, since, number, href string }

// lines are the rows of a table of the page: the first cell and the last two.
func lines(p *browser.Page, table string) []held {
	var out []held
	for _, x := range browser.Eval[[][]string](p, fmt.Sprintf(`[...document.querySelectorAll(%q)].map(r => { const c = [...r.children], a = c.at(-1).querySelector("a");
		return [c[0].textContent.trim(), c.at(-2).textContent.trim(), c.at(-1).textContent.trim(), a ? a.getAttribute("href") : ""]; })`, table+" tbody tr")) {
		out = append(out, held{x[0], x[1], x[2], x[3]})
	}
	return out
}

// numbers are the numbers of cases by id.
func (r rows) numbers() map[string]string {
	out := map[string]string{}
	for _, c := range read[models.Case](r, "id", "id <> ''") {
		out[c.ID] = c.Number
	}
	return out
}

// Every item of a person's and a household's page says since when it stands and by which
// case, as the register's rows have it, today and on an earlier day; the case is a link for
// whoever may see it. Three cases change items of one family on two days: what the mother
// learnt on the first, on the second the head of the household and the child's guardian.
func TestEveryItemSaysSinceWhenAndByWhichCase(t *testing.T) {
	url := testdb.Fresh(t)
	demo := browser.Demo(t, "--database", url)
	db, err := store.Open(t.Context(), store.Config{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	r := rows{t, db}
	newborns := cast.Newborns()
	family := newborns[slices.IndexFunc(newborns, func(n cast.Newborn) bool { return n.Key == "r1_done" })]
	guardian := newborns[slices.IndexFunc(newborns, func(n cast.Newborn) bool { return n.Key == "free_certificate" })]
	child := read[models.Person](r, "id", "name = ?", family.Name)[0]
	birth := child.CaseID

	const first, second = "2026-09-24", "2026-09-28"
	before := demo.As(t, "yuntai.clerk1")
	before.Open("/")
	learnt := before.Walk("item_minor", map[string]any{"person_id": family.Mother, "education": "31", "occupation": "教师", "applicant_name": family.MotherName, "applicant_relation": "self"},
		"lodge", "paper item_proof", "paper household_book", "accept", "skip_check", `deliver {"receiver":"`+family.MotherName+`","method":"window"}`)
	before.TurnClock(second + "T09:00:00+08:00")
	clerk, community, head := demo.Visit(t), demo.Visit(t), demo.Visit(t)
	clerk.SignIn(demo.Officer(t, "yuntai.clerk1"))
	headed := clerk.Walk("head_change", map[string]any{"person_id": family.Mother, "head_capable": true, "consents": []string{family.MotherName, family.FatherName}, "applicant_name": family.MotherName, "applicant_relation": "self"},
		"lodge", "paper household_book", `accept {"relations_confirmed":true}`, "skip_check")
	guarded := clerk.Walk("guardian_change", map[string]any{"person_id": child.ID, "guardian": guardian.Mother, "guardian_ground": "agreement", "guardianship_doc_no": "指监1号", "applicant_name": family.MotherName, "applicant_relation": "parent"},
		"lodge", "paper guardianship_document", "accept", "assign_check")
	community.SignIn(demo.Officer(t, "yuntai.community"))
	community.Walk(guarded, nil, `report_check {"findings":"属实","persons_heard":["`+family.MotherName+`","`+family.FatherName+`"]}`)
	head.SignIn(demo.Officer(t, "yuntai.head"))
	head.Walk(guarded, nil, "pass_up")
	county := demo.Visit(t)
	county.SignIn(demo.Officer(t, "haiyuan.lead"))
	county.Walk(guarded, nil, "approve")

	numbers := r.numbers()
	loaded := read[models.RegisterEvent](r, "serial", "subject_id = ?", family.Mother)[0]
	house := read[models.RegisterEvent](r, "serial", "subject_id = ?", family.Household)[0]
	born := read[models.RegisterEvent](r, "serial", "subject_id = ?", child.ID)[0]
	if born.CaseID != birth && born.CaseID == "" {
		t.Fatalf("the child came by %+v", born)
	}
	type rests struct {
		since  string
		caseID string
	}
	old := func(e models.RegisterEvent) rests { return rests{string(e.EffectiveOn), e.CaseID} }
	for _, look := range []struct {
		day, path, table string
		seen             []string // cases to which the clerk's links lead
		want             map[string]rests
	}{
		{second, "/people/" + family.Mother + "?case=" + headed, "#items", []string{learnt, headed}, map[string]rests{
			"姓名": old(loaded), "公民身份号码": old(loaded), "性别": old(loaded), "民族": old(loaded), "出生日期": old(loaded), "籍贯": old(loaded), "婚姻状况": old(loaded), "文化程度": {first, learnt}, "职业": {first, learnt},
			"户": old(loaded), "住址": old(loaded), "与户主关系": {second, headed}, "户口登记机关": old(loaded), "登记状态": old(loaded)}},
		{first, "/people/" + family.Mother + "?case=" + headed + "&as_of=" + first, "#items", []string{learnt}, map[string]rests{
			"姓名": old(loaded), "公民身份号码": old(loaded), "性别": old(loaded), "民族": old(loaded), "出生日期": old(loaded), "籍贯": old(loaded), "婚姻状况": old(loaded), "文化程度": {first, learnt}, "职业": {first, learnt},
			"户": old(loaded), "住址": old(loaded), "与户主关系": old(loaded), "户口登记机关": old(loaded), "登记状态": old(loaded)}},
		{second, "/people/" + child.ID + "?case=" + guarded, "#items", []string{born.CaseID}, map[string]rests{
			"姓名": old(born), "公民身份号码": old(born), "性别": old(born), "民族": old(born), "出生日期": old(born), "出生地": old(born), "出生医学证明编号": old(born), "父亲": old(born), "母亲": old(born),
			"户": old(born), "住址": old(born), "与户主关系": old(born), "户口登记机关": old(born), "登记状态": old(born)}},
		{second, "/households/" + family.Household + "?case=" + headed, "#items", []string{headed}, map[string]rests{
			"户号": old(house), "户别": old(house), "住址": old(house), "户口登记机关": old(house), "户主": {second, headed}, "户的状态": old(house), "立户日期": old(house)}},
		{first, "/households/" + family.Household + "?case=" + headed + "&as_of=" + first, "#items", nil, map[string]rests{
			"户号": old(house), "户别": old(house), "住址": old(house), "户口登记机关": old(house), "户主": old(house), "户的状态": old(house), "立户日期": old(house)}},
		{second, "/households/" + family.Household + "?case=" + headed, "#members", []string{headed, born.CaseID}, map[string]rests{
			family.MotherName: {second, headed}, family.FatherName: {second, headed}, family.Name: old(born)}},
		{first, "/households/" + family.Household + "?case=" + headed + "&as_of=" + first, "#members", []string{born.CaseID}, map[string]rests{
			family.MotherName: old(loaded), family.FatherName: old(loaded), family.Name: old(born)}},
	} {
		clerk.Open(look.path)
		clerk.Has("截至 " + look.day)
		got := map[string]bool{}
		for _, line := range lines(clerk, look.table) {
			want, ok := look.want[line.item]
			if !ok {
				t.Errorf("%s %s: nothing is known of the item %q (%s, %s)", look.path, look.table, line.item, line.since, line.number)
				continue
			}
			got[line.item] = true
			href := ""
			if slices.Contains(look.seen, want.caseID) {
				href = "/cases/" + want.caseID
			}
			if line.since != want.since || line.number != numbers[want.caseID] || line.href != href {
				t.Errorf("%s %s %s: since %q by %q (%q), the register's rows say %s by %q (%q)", look.path, look.table, line.item, line.since, line.number, line.href, want.since, numbers[want.caseID], href)
			}
		}
		for item := range look.want {
			if !got[item] {
				t.Errorf("%s %s has no line %s", look.path, look.table, item)
			}
		}
		axe(t, clerk)
	}

	// What stands beside the table says so too.
	clerk.Open("/people/" + child.ID + "?case=" + guarded)
	by := read[models.Guardianship](r, "id", "ward_id = ? and closed_at is null", child.ID)[0]
	for panel, want := range map[string]string{
		"#guardians": guardian.MotherName + " 指监1号自 " + string(by.From) + " · " + numbers[by.CaseID],
		"#home":      "自 " + string(born.EffectiveOn) + " · " + numbers[born.CaseID] + " 户号",
	} {
		if text := strings.Join(strings.Fields(clerk.Text(panel)), " "); !strings.Contains(text, want) {
			t.Errorf("%s says %q, want %q in it", panel, text, want)
		}
	}
	if by.CaseID != guarded || string(by.From) != second || clerk.Attr("#guardians a", "href") != "/cases/"+guarded {
		t.Errorf("the guardian's case: %+v, the link %q", by, clerk.Attr("#guardians a", "href"))
	}
}
