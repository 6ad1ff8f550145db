package handlers

import (
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"hukou/register"
	"hukou/workflow"
)

// inDescription is where whole lists stand that an answer only begins.
var inDescription = workflow.Word{Zh: "接口说明（/docs）", En: "the description of the API (/docs)"}

// among adds the values to choose from to what is said of a wrong one.
func among(e register.FieldError, right []workflow.Code) register.FieldError {
	if len(right) > workflow.MostListed {
		e.Short = e.Message
	}
	e.Message = e.Message.Among(right, inDescription)
	return e
}

// plainCodes are names of fields or parameters, which say what they are by themselves.
func plainCodes(names []string) []workflow.Code {
	out := make([]workflow.Code, 0, len(names))
	for _, n := range names {
		out = append(out, workflow.Code{Value: n})
	}
	return out
}

// choices are the values of a closed list of the API with their words.
func choices(enum []any) []workflow.Code {
	words := choiceWords()
	var out []workflow.Code
	for _, v := range enum {
		if name, ok := v.(string); ok {
			w := words[name]
			out = append(out, workflow.Code{Value: name, Word: workflow.Word{Zh: w.Zh, En: w.En}})
		}
	}
	return out
}

// choiceWords name the values of every closed list that a body or a parameter has.
func choiceWords() map[string]text {
	out := map[string]text{
		"people": {"人员", "people"}, "households": {"户", "households"}, "cases": {"业务", "cases"},
		"declared": {"保留申报", "what was declared"}, "material": {"用证明", "the paper's value"}, "register": {"用登记库", "the register's value"},
		"adoption": {"收养", "adoption"}, "protection": {"保护", "protection"},
		"ok": {"可用", "good"}, "unreadable": {"看不清", "cannot be read"}, "wrong_person": {"不是本人", "another person's"}, "expired": {"已过期", "out of date"}, "doubtful": {"存疑", "doubtful"},
		"open": {"待决定", "to be decided"}, "granted": {"已批准", "granted"}, "refused": {"未批准", "refused"},
		acceptValid: {"只列入没有问题的行", "the lines that are right alone"}, "totp": {"动态口令", "a one-time code"},
	}
	for _, c := range register.PurposeCodes() {
		w := c.Word()
		out[string(c)] = text{w.Zh, w.En}
	}
	for _, c := range register.HandedToCodes() {
		out[c.Value] = text{c.Word.Zh, c.Word.En}
	}
	return out
}

// queueCodes are the queues with their words.
func queueCodes() []workflow.Code {
	words := map[string]text{
		register.QueueMine: {"本人在办", "in your hands"}, register.QueueStation: {"本所待领", "nobody's yet"}, register.QueueApprovals: {"待审批", "to be decided"},
		register.QueueWaiting: {"等待他人", "waiting for others"}, register.QueueOverdue: {"超期", "overdue"}, register.QueueReturned: {"退回", "sent back"},
	}
	var out []workflow.Code
	for _, q := range register.Queues() {
		out = append(out, workflow.Code{Value: q, Word: workflow.Word{Zh: words[q].Zh, En: words[q].En}})
	}
	return out
}

func noQueue() workflow.Word {
	return workflow.Word{Zh: "没有这个队列。", En: "There is no such queue."}.Among(queueCodes(), workflow.Word{})
}

// noBusiness is the answer to a business, or an edition of one, that the book has not.
func (s *server) noBusiness(b workflow.Business) *refusal {
	today := s.reg.Today()
	if _, known := s.reg.Book().Current(b, today); known {
		return &refusal{code: codeNotFound, say: workflow.Word{Zh: "这项业务没有这一版；不填 edition 即现行版。", En: "The business has no such edition; leave edition out for the one in force."}}
	}
	all := workflow.Word{Zh: "业务目录（GET /businesses）", En: "the catalogue (GET /businesses)"}
	return &refusal{code: codeNotFound, say: workflow.Word{Zh: "没有这项业务。", En: "There is no such business."}.Among(s.reg.Book().BusinessCodes(s.reg.Book().All(today)), all)}
}

// neverYours says whose step it is, or that the business has none of the name, and then
// which are open.
func neverYours(book *workflow.Book, r *register.Refused) workflow.Word {
	if len(r.By) == 0 {
		return openSteps(book, r, workflow.Word{Zh: "本业务没有这个名称的环节，请核对 event。", En: "This business has no step of this name; check event."})
	}
	var zh, en []string
	for _, by := range r.By {
		role, seat := book.RoleWord(by.Role), book.SeatWord(by.Seat)
		if by.Role == workflow.System {
			zh, en = append(zh, "系统"), append(en, "the system by itself")
			continue
		}
		zh, en = append(zh, role.Zh+"（"+seat.Zh+"）"), append(en, role.En+" ("+seat.En+")")
	}
	return workflow.Word{Zh: "您现有的任职都不能办理这个环节。它由以下岗位办理，请交由其办理：" + strings.Join(zh, "、") + "。",
		En: "No posting of yours can ever take this step. Leave it to whoever takes it: " + strings.Join(en, ", ") + "."}
}

// onlyFor says which roles may make a call.
func onlyFor(roles []workflow.Role) workflow.Word {
	words := workflow.RoleWords()
	var zh, en []string
	for _, r := range roles {
		zh, en = append(zh, words[r].Zh), append(en, words[r].En)
	}
	return workflow.Word{Zh: "您现有的任职不允许这项操作。请交由以下岗位办理：" + strings.Join(zh, "、") + "。任职有变的，请找安全管理员登记。",
		En: "No posting of yours allows this. Leave it to one of these: " + strings.Join(en, ", ") + ". If your posting has changed, ask the security administrator to enter it."}
}

// notFromHere says which steps are open instead.
func notFromHere(book *workflow.Book, r *register.Refused) workflow.Word {
	return openSteps(book, r, workflow.Word{Zh: "这件业务在当前状态下不能办理这个环节。", En: "The step does not start from the case's present state."})
}

func openSteps(book *workflow.Book, r *register.Refused, said workflow.Word) workflow.Word {
	if len(r.Allowed) == 0 {
		said.Zh += "现在没有可由民警办理的环节：业务已经办结，或者只等系统办理。"
		said.En += " No officer can take a step now: the case has ended, or waits for the system alone."
		return said
	}
	open := said.Listing(workflow.Word{Zh: "现在开放的环节：", En: " Open now: "}, book.EventCodes(r.Allowed))
	open.Zh += "各需什么见 GET /cases/{id}/steps。"
	open.En += " GET /cases/{id}/steps says what each takes."
	return open
}

// bounded adds the bound to what is said of a text or list beyond it.
func bounded(e register.FieldError, bound int) register.FieldError {
	n := strconv.Itoa(bound)
	switch e.Code {
	case "too_short":
		e.Message = workflow.Word{Zh: "内容过短，至少 " + n + " 个字。", En: "Too short: " + workflow.Counted(bound, "at least %d character.", "at least %d characters.")}
	case "too_long":
		e.Message = workflow.Word{Zh: "内容过长，最多 " + n + " 个字。", En: "Too long: " + workflow.Counted(bound, "at most %d character.", "at most %d characters.")}
	case "too_few":
		e.Message = workflow.Word{Zh: "列表中的项太少，至少 " + n + " 项。", En: "Too few items: " + workflow.Counted(bound, "at least %d.", "at least %d.")}
	case "too_many":
		e.Message = workflow.Word{Zh: "列表中的项太多，最多 " + n + " 项。", En: "Too many items: " + workflow.Counted(bound, "at most %d.", "at most %d.")}
	}
	return e
}

// outOfRange tells the bounds of a number.
func outOfRange(path string, s *huma.Schema) register.FieldError {
	e := fieldError(path, "out_of_range")
	bound := func(n *float64) string { return strconv.FormatFloat(*n, 'f', -1, 64) }
	switch {
	case s.Minimum != nil && s.Maximum != nil:
		e.Message = workflow.Word{Zh: "请填 " + bound(s.Minimum) + " 至 " + bound(s.Maximum) + " 的整数。", En: "Give a whole number from " + bound(s.Minimum) + " to " + bound(s.Maximum) + "."}
	case s.Minimum != nil:
		e.Message = workflow.Word{Zh: "请填不小于 " + bound(s.Minimum) + " 的整数。", En: "Give a whole number of at least " + bound(s.Minimum) + "."}
	case s.Maximum != nil:
		e.Message = workflow.Word{Zh: "请填不大于 " + bound(s.Maximum) + " 的整数。", En: "Give a whole number of at most " + bound(s.Maximum) + "."}
	}
	return e
}

// noParameter refuses a parameter of the query that the call has not, and says which it
// has.
func noParameter(name string, known []string) register.FieldError {
	e := fieldError(shown(name), "unknown_field")
	if len(known) == 0 {
		e.Message = workflow.Word{Zh: "本接口没有网址参数，请删去。", En: "This call has no parameters; leave it out."}
		return e
	}
	return among(e, plainCodes(known))
}

// badParameter says what a parameter may be, as far as the call describes it.
func badParameter(field string, op *huma.Operation) register.FieldError {
	e := fieldError(field, "bad_parameter")
	if op == nil {
		return e
	}
	for _, p := range op.Parameters {
		if !strings.EqualFold(p.Name, field) || p.Schema == nil {
			continue
		}
		switch {
		case len(p.Schema.Enum) > 0:
			return among(fieldError(field, "unknown_code"), choices(p.Schema.Enum))
		case p.Schema.Type == huma.TypeInteger:
			e.Message = outOfRange(field, p.Schema).Message
		case p.Schema.MaxLength != nil:
			return bounded(fieldError(field, "too_long"), *p.Schema.MaxLength)
		}
	}
	return e
}
