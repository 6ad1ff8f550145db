package register

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// HandedTo is the kind of body to which a dispute was handed on (人民调解法; 治安管理处罚法 9).
type HandedTo string

// The kinds of bodies.
const (
	ToVillage   HandedTo = "village"
	ToMediators HandedTo = "mediators"
	ToTownship  HandedTo = "township"
	ToJustice   HandedTo = "justice"
	ToCourt     HandedTo = "court"
	ToOther     HandedTo = "other"
)

// handedTo are the kinds of bodies with their words, in the order of the table.
var handedTo = []workflow.Code{
	{Value: string(ToVillage), Word: workflow.Word{Zh: "村（居）民委员会", En: "Village or residents' committee"}},
	{Value: string(ToMediators), Word: workflow.Word{Zh: "人民调解委员会", En: "People's mediation committee"}},
	{Value: string(ToTownship), Word: workflow.Word{Zh: "乡镇人民政府、街道办事处", En: "Township or subdistrict"}},
	{Value: string(ToJustice), Word: workflow.Word{Zh: "司法所、法律援助机构", En: "Justice office or legal aid"}},
	{Value: string(ToCourt), Word: workflow.Word{Zh: "人民法院", En: "Court"}},
	{Value: string(ToOther), Word: workflow.Word{Zh: "其他主管部门", En: "Another authority"}},
}

// HandedToCodes lists the kinds of bodies with their words.
func HandedToCodes() []workflow.Code { return slices.Clone(handedTo) }

// HandedCount is how many disputes were handed on to one kind of body.
type HandedCount struct {
	To    HandedTo      `json:"to"`
	Name  workflow.Word `json:"name"`
	Count int           `json:"count"`
}

// VisitRequest are the counts of one day's round, and no name: households and people
// spoken with, disputes settled at the door or handed on, suggestions received and
// answered. An answer may be given on a later day, in a row of its own.
type VisitRequest struct {
	On          models.Date
	Households  int
	People      int
	Mediated    int
	HandedOn    map[HandedTo]int
	Suggestions int
	Answered    int
	Key         string
}

// VisitView is one day's round. Who noted it is kept and not shown: nobody is measured.
type VisitView struct {
	ID          string        `json:"id"`
	On          models.Date   `json:"on"`
	Households  int           `json:"households"`
	People      int           `json:"people"`
	Mediated    int           `json:"disputes_mediated"`
	HandedOn    []HandedCount `json:"disputes_handed_on"`
	Suggestions int           `json:"suggestions"`
	Answered    int           `json:"suggestions_answered"`
	// Struck tells that the row was wrong and counts no more.
	Struck bool `json:"struck,omitempty"`
}

// mostCounted bounds each count of one day.
const mostCounted = 100_000

// NoteVisit notes the counts of one day's round; whoever takes part may.
func (r *Registrar) NoteVisit(ctx context.Context, actor Actor, campaign string, q VisitRequest) (Answer, error) {
	var out Answer
	err := r.reading(ctx, actor, func(a *act) error {
		c, err := a.partIn(campaign)
		if err != nil {
			return err
		}
		ans, done, err := a.replay(q.Key, hashRequest("visit", campaign, q.On, q.Households, q.People, q.Mediated, q.HandedOn, q.Suggestions, q.Answered))
		if err != nil || done {
			out = ans
			return err
		}
		// Two rows at once may not answer more suggestions than there were.
		if err := a.tx.Together(store.Alone("campaign", campaign)); err != nil {
			return err
		}
		before, err := a.visits(campaign)
		if err != nil {
			return err
		}
		if err := refused(a.checkVisit(c, q, before)); err != nil {
			return err
		}
		row := models.CampaignVisit{ID: a.r.newID(), CampaignID: c.ID, On: q.On, Households: q.Households, People: q.People, Mediated: q.Mediated,
			HandedOn: jsonText(handedOn(q.HandedOn)), Suggestions: q.Suggestions, Answered: q.Answered, NotedBy: actor.OfficerID, NotedAt: a.now}
		if err := store.Insert(a.tx, row); err != nil {
			return err
		}
		v, err := visitView(row)
		if err != nil {
			return err
		}
		out = Answer{Status: 201, Body: []byte(jsonText(v))}
		return a.keep(q.Key, out)
	})
	return out, err
}

// handedOn leaves out the kinds of bodies to which nothing was handed on.
func handedOn(all map[HandedTo]int) map[HandedTo]int {
	out := map[HandedTo]int{}
	for to, n := range all {
		if n != 0 {
			out[to] = n
		}
	}
	return out
}

// checkVisit tells what is wrong with the counts of a day; before are the rows noted so far.
func (a *act) checkVisit(c models.Campaign, q VisitRequest, before []VisitView) []FieldError {
	var wrong []FieldError
	type count struct {
		field string
		n     int
	}
	counts := []count{{"households", q.Households}, {"people", q.People}, {"disputes_mediated", q.Mediated}, {"suggestions", q.Suggestions}, {"suggestions_answered", q.Answered}}
	for _, k := range handedTo {
		counts = append(counts, count{"disputes_handed_on." + k.Value, q.HandedOn[HandedTo(k.Value)]})
	}
	all := 0
	for _, n := range counts {
		if n.n < 0 || n.n > mostCounted {
			wrong = append(wrong, fieldError(n.field, "out_of_range", fmt.Sprintf("数目须在 0 至 %d 之间。", mostCounted), fmt.Sprintf("A count is between 0 and %d.", mostCounted)))
			continue
		}
		all += n.n
	}
	if all == 0 && len(wrong) == 0 {
		wrong = append(wrong, fieldError("households", "required", "没有任何数目，请填写当日走访的户数、人数等。", "Nothing is counted; give the day's households, people and the rest."))
	}
	for to := range q.HandedOn {
		if !slices.ContainsFunc(handedTo, func(k workflow.Code) bool { return k.Value == string(to) }) {
			wrong = append(wrong, fieldError("disputes_handed_on", "unknown_code", "没有这种移交对象。", "There is no such kind of body.").Among(handedTo, workflow.Word{}))
		}
	}
	asked, answered := q.Suggestions, q.Answered
	for _, v := range before {
		if !v.Struck {
			asked, answered = asked+v.Suggestions, answered+v.Answered
		}
	}
	if answered > asked {
		wrong = append(wrong, fieldError("suggestions_answered", "more_than_received", "答复的建议多于本次活动收到的建议。", "More suggestions are answered than the campaign has received."))
	}
	return append(wrong, a.checkVisitDay(c, q)...)
}

// checkVisitDay holds the day against the campaign: visits lie in its days; a suggestion
// may be answered, and a dispute handed on, after them.
func (a *act) checkVisitDay(c models.Campaign, q VisitRequest) []FieldError {
	switch {
	case !q.On.Valid():
		return []FieldError{fieldError("on", "not_a_date", "不是有效日期，请按 2026-11-23 的格式填写。", "Not a real day; write it as 2026-11-23.")}
	case q.On > a.today:
		return []FieldError{fieldError("on", "in_future", "日期晚于今天。", "The day lies in the future.")}
	case q.On < c.From, q.On > c.To && q.Households+q.People+q.Suggestions > 0:
		return []FieldError{fieldError("on", "outside_campaign", "走访日期不在活动起止日期之内；活动结束以后只能补记纠纷和建议的处理。", "The day is not within the campaign; after it only what became of disputes and suggestions is noted.")}
	}
	return nil
}

// StrikeVisit strikes a row that was wrong: it stays and counts no more. Whoever takes part
// may; a second time nothing happens.
func (r *Registrar) StrikeVisit(ctx context.Context, actor Actor, campaign, visit string) (VisitView, error) {
	var out VisitView
	err := r.reading(ctx, actor, func(a *act) error {
		if _, err := a.partIn(campaign); err != nil {
			return err
		}
		if err := a.tx.Together(store.Alone("campaign", campaign)); err != nil {
			return err
		}
		row, err := store.One[models.CampaignVisit](a.tx, "id = ? and campaign_id = ?", visit, campaign)
		if err != nil {
			return err
		}
		if row.StruckAt == nil {
			row.StruckAt, row.StruckBy = &a.now, actor.OfficerID
			if err := a.answersStay(campaign, row.ID); err != nil {
				return err
			}
			if err := store.Change[models.CampaignVisit](a.tx, map[string]any{"struck_at": a.now, "struck_by": actor.OfficerID}, "id = ?", row.ID); err != nil {
				return err
			}
		}
		out, err = visitView(row)
		return err
	})
	return out, err
}

// answersStay refuses to strike a row whose suggestions others have answered.
func (a *act) answersStay(campaign, struck string) error {
	all, err := a.visits(campaign)
	if err != nil {
		return err
	}
	asked, answered := 0, 0
	for _, v := range all {
		if !v.Struck && v.ID != struck {
			asked, answered = asked+v.Suggestions, answered+v.Answered
		}
	}
	if answered > asked {
		return invalid("id", "answered_elsewhere", "本行收到的建议已有答复记在其他行：请先划去答复的那一行。", "Suggestions of this row are answered in another one; strike that row first.")
	}
	return nil
}

// visits are the days of a campaign, the earliest first.
func (a *act) visits(campaign string) ([]VisitView, error) {
	rows, err := store.Many[models.CampaignVisit](a.tx, "visited_on, noted_at, id", "campaign_id = ?", campaign)
	if err != nil {
		return nil, err
	}
	out := []VisitView{}
	for _, row := range rows {
		v, err := visitView(row)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

func visitView(row models.CampaignVisit) (VisitView, error) {
	handed := map[HandedTo]int{}
	if err := json.Unmarshal([]byte(row.HandedOn), &handed); err != nil {
		return VisitView{}, fmt.Errorf("what was handed on cannot be read: %w", err)
	}
	return VisitView{ID: row.ID, On: row.On, Households: row.Households, People: row.People, Mediated: row.Mediated, HandedOn: handedCounts(handed),
		Suggestions: row.Suggestions, Answered: row.Answered, Struck: row.StruckAt != nil}, nil
}

// handedCounts are the counts by kind of body, in the order of the table.
func handedCounts(all map[HandedTo]int) []HandedCount {
	out := []HandedCount{}
	for _, k := range handedTo {
		if n := all[HandedTo(k.Value)]; n > 0 {
			out = append(out, HandedCount{To: HandedTo(k.Value), Name: k.Word, Count: n})
		}
	}
	return out
}
