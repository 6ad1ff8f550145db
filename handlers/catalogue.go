package handlers

// text is what people read: Chinese first, English beside it.
type text struct {
	Zh string `json:"zh"`
	En string `json:"en"`
}

// in is the text in a language.
func (t text) in(l lang) string {
	if l == english {
		return t.En
	}
	return t.Zh
}

// entry is what an answer says: the title of its kind, and what happened, why and
// what to do next.
type entry struct{ title, detail text }

// catalogue holds the words of every code of the error table. None of them repeats
// what was sent.
func catalogue() map[code]entry {
	return map[code]entry{
		codeNoSession: {text{"未登录", "Not signed in"},
			text{"没有有效的登录。请先登录，再重试。", "There is no valid sign-in. Sign in, then try again."}},
		codeSignIn: {text{"登录失败", "Sign-in failed"},
			text{"用户名、密码或动态口令不对，或者账号已停用或暂停登录。请核对；每个口令只能用一次，多次失败后请稍候再试。", "The username, the password or the one-time code is wrong, or the account is disabled or paused. Check them; a code works once, and after several failures wait some minutes."}},
		codePasswordOld: {text{"密码须更换", "The password must be changed"},
			text{"身份已核对，但这个密码须先更换：它是别人设的，或者已经过期，或者不合现行密码要求。请在“修改密码”页填现在的密码、动态口令和新密码，改好即登录。", "You have proved who you are, but this password must be changed first: another set it, or it is past its days, or it is not what is asked today. Give it with a code and a new one on the page to change the password, which signs you in; programs call POST /passwords."}},
		codeNoPosting: {text{"没有任职", "No posting"},
			text{"您今天没有有效的任职，不能登录办理。请找安全管理员登记任职。", "No posting of yours is in force today. Ask the security administrator to enter it."}},
		codeNotFound: {text{"没有找到", "Not found"},
			text{"没有这项内容，或者不在您的管辖范围内。请核对编号。", "There is no such thing, or it is outside your jurisdiction. Check the id."}},
		codeMethod: {text{"不支持的操作", "Method not allowed"},
			text{"这个地址不接受这种请求方法。可用的方法见 Allow。", "This address does not take this method. Allow lists those it takes."}},
		codeIfMatch: {text{"缺少版本", "Version missing"},
			text{"请求要写明所见的版本：If-Match: \"版本号\"，版本号见 ETag。不接受 *。", "The request must name the version seen: If-Match: \"version\", as ETag gave it. * is not accepted."}},
		codeNeverYours: {text{"不属于您的岗位", "Not a step of yours"},
			text{"您现有的任职都不能办理这个环节。由谁办理，答复的 detail 会写明；请交由该岗位办理。", "No posting of yours can ever take this step. The answer's detail names who does; leave it to them."}},
		codeForbidden: {text{"无权办理", "Not allowed"},
			text{"您现有的任职不允许这项操作。请交由有权的岗位办理；任职有变的，请找安全管理员登记。", "No posting of yours allows this. Leave it to a role that may; if your posting has changed, ask the security administrator to enter it."}},
		codeCrossSite: {text{"跨站请求", "Cross-site request"},
			text{"请求不是从本系统的页面发出的，已拒绝。程序请用 Authorization: Bearer 登录。", "The request did not come from a page of this system and was refused. Programs sign in with Authorization: Bearer."}},
		codeHeld: {text{"他人正在办理", "Held by another officer"},
			text{"这件业务正由 holder 所示民警办理。请与其联系，或在其离岗后接管（POST /cases/{id}/takeover，写明理由）。", "The officer named in holder has this case in hand. Ask them, or take it over when they are away (POST /cases/{id}/takeover, with a reason)."}},
		codeStale: {text{"版本已变", "The case has changed"},
			text{"您看到之后，这件业务已有变动，本次未作任何改动。请重新打开，核对后再办。", "The case has changed since you saw it; nothing was done. Open it again, look, and decide anew."}},
		codeNotFromHere: {text{"当前状态不能办理", "Not possible now"},
			text{"这件业务在当前状态下不能办理这个环节。可办理的环节见 allowed_events，各需什么见 GET /cases/{id}/steps。", "The step does not start from the case's present state. allowed_events lists those that do; GET /cases/{id}/steps says what each takes."}},
		codeConflicting: {text{"另有登记或在办", "Another case holds the person"},
			text{"当事人另有登记或在办业务，请由户政协查。", "Another case or registration holds this person; ask the registration office to look into it."}},
		codeUnmet: {text{"条件不具备", "Conditions not met"},
			text{"办理条件尚不具备，全部列在 unmet，每条附依据。补齐后再办。", "Not all conditions are met; unmet lists all of them, each with its legal basis. Meet them and try again."}},
		codeBlocked: {text{"登记暂不能执行", "The register cannot take this now"},
			text{"登记内容目前不能写入，原因见 unmet。业务保持原状；原因消除后请重新办理这个环节。", "The register cannot take this now; unmet says why. The case stays as it was: take the step again once that is mended."}},
		codeInvalid: {text{"内容有误", "Wrong values"},
			text{"有内容不符合要求，全部列在 errors。改正后重新提交。", "Some values break a rule; errors lists all of them. Correct them and send again."}},
		codeKeyReused: {text{"幂等键重复使用", "Key used before"},
			text{"这个 Idempotency-Key 已用于另一个请求。新的请求请用新的键。", "This Idempotency-Key was used for another request. Take a new key for a new request."}},
		codePurpose: {text{"须说明用途", "Purpose required"},
			text{"查阅本人承办业务以外的个人信息，须说明用途：请求头 Purpose（文字，UTF-8 百分号编码）或 Purpose-Code（用途代码），检索时填 purpose、purpose_code。查阅会留痕。", "To read personal data outside a case of yours, say why: the header Purpose (words, percent-encoded UTF-8) or Purpose-Code (a code), in a search purpose or purpose_code. The look is recorded."}},
		codeApproval: {text{"须经批准", "Approval required"},
			text{"未成年人的登记和已封存的登记，须经批准才能查阅，依据见 unmet。可用 POST /people/{id}/access-requests 写明用途申请，由本单位领导决定。", "The file of a minor, or a sealed one, needs an approval to be read; unmet gives the article. Ask for it with your purpose by POST /people/{id}/access-requests; a head of your body decides."}},
		codeSignOff: {text{"决定尚未签署", "The decision is not signed"},
			text{"本项决定须经签署，原因见 unmet；未作任何改动。请在 signoff 填动态口令后重新提交。", "This decision needs your signature; unmet says why, and nothing was done. Give the one-time code in signoff and send again."}},
		codeSignOffCode: {text{"签署未通过", "The signature was not taken"},
			text{"动态口令未获接受，原因见 errors；未作任何改动。请填新的口令后重新提交。", "The one-time code was not taken; errors says why, and nothing was done. Give a new one and send again."}},
		codeBadFile: {text{"文件有误", "Wrong file"},
			text{"文件不能接收，问题全部列在 errors，未导入任何内容。改正后重新上传。", "The file cannot be taken; errors lists every problem, and nothing was imported. Correct it and upload it again."}},
		codeNotJSON: {text{"不是 JSON", "Not JSON"},
			text{"请求正文不是一个完整的 JSON 对象。请检查格式与编码（UTF-8）。", "The body is not one whole JSON object. Check its form and its encoding (UTF-8)."}},
		codeUnknownField: {text{"多余的项目", "Unknown field"},
			text{"请求的正文或网址参数有本接口没有的项目，见 errors，未作任何改动。请核对拼写，或者删去。", "The body or the query has fields that this call does not know, see errors; nothing was done. Check how they are spelt, or leave them out."}},
		codeKeyMissing: {text{"缺少幂等键", "Key missing"},
			text{"请求要带 Idempotency-Key：1 至 200 个可打印的 ASCII 字符，每个新请求一个，重发时不变。", "The request needs an Idempotency-Key: 1 to 200 printable ASCII characters, a new one for each new request, the same one when it is sent again."}},
		codeBadRequest: {text{"请求有误", "Bad request"},
			text{"请求格式有误，无法处理，未作任何改动。请对照接口说明（/docs）检查。", "The request has a wrong form; nothing was done. Compare it with the description of the API (/docs)."}},
		codeTimeout: {text{"上传过慢", "Body too slow"},
			text{"请求正文没有按时收完，未作任何改动。请检查网络后重试。", "The body did not arrive in time; nothing was done. Check the network and try again."}},
		codeTooLarge: {text{"内容过大", "Too large"},
			text{"请求正文超过上限（JSON 1 MB，文件 12 MB）。请缩小或分开上传。", "The body is over the limit (1 MB of JSON, 12 MB of files). Make it smaller or send it in parts."}},
		codeMediaType: {text{"正文类型不对", "Wrong media type"},
			text{"请求正文的 Content-Type 不是本接口接受的类型：JSON 用 application/json，上传文件用 multipart/form-data。", "The body's Content-Type is not one that this call takes: application/json for JSON, multipart/form-data for files."}},
		codeTooMany: {text{"请求过多", "Too many requests"},
			text{"请求过于频繁。请在 Retry-After 所示秒数之后再试。", "There were too many requests. Wait for the seconds in Retry-After."}},
		codeUnavailable: {text{"暂时不能办理", "Not possible at the moment"},
			text{"数据库或审计记录暂时不可用，未作任何改动。请稍后用同一个幂等键重试。", "The database or the audit trail cannot take it now; nothing was done. Try again soon with the same key."}},
		codeNotLogged: {text{"留痕不可用", "The look cannot be recorded"},
			text{"查阅记录写不进去，所以没有显示任何内容。请稍后重试；仍然不行的，通知系统管理员。", "The record of looks cannot be written, so nothing was shown. Try again soon; if it stays so, tell the system administrator."}},
		codeUploadsBusy: {text{"文件暂时不能检查", "Files cannot be looked at now"},
			text{"等候检查的文件太多，或检查程序启动不了，所以没有接收，未作任何改动。请稍后用同一个幂等键重试；仍然不行的，通知系统管理员。", "Too many files wait to be looked at, or the process that looks at them does not start; so the file was not taken and nothing was done. Try again soon with the same key; if it stays so, tell the system administrator."}},
		codeNotReady: {text{"尚未就绪", "Not ready"},
			text{"程序尚未就绪：数据库没有应答、结构版本不符，或期限检查过久未运行。详见日志。", "The program is not ready: the database does not answer, its schema is not known, or the deadline sweep has not run for too long. The log says which."}},
		codeStorageFull: {text{"存储已满", "Storage full"},
			text{"数据库存储空间已满，未作任何改动。请立即通知系统管理员。", "The database has no room left; nothing was done. Tell the system administrator at once."}},
		codeInternal: {text{"程序错误", "Internal error"},
			text{"程序出错，未作任何改动。请把 X-Request-Id 告诉系统管理员。", "The program failed; nothing was done. Give the system administrator the X-Request-Id."}},
	}
}

// fieldCatalogue holds what the border says of one wrong value. Package register
// brings its own words for the values that it checks.
func fieldCatalogue() map[string]text {
	return map[string]text{
		"required":      {"必填项目未填写。", "This item is required."},
		"unknown_field": {"没有这个项目。", "There is no such field."},
		"not_text":      {"请填文字（JSON 字符串）。", "Give a text (a JSON string)."},
		"not_bool":      {"请填 true 或 false，不加引号。", "Give true or false, without quotes."},
		"not_int":       {"请填整数，不加引号。", "Give a whole number, without quotes."},
		"not_a_list":    {"请填列表，如 [\"甲\", \"乙\"]。", "Give a list, as [\"one\", \"two\"]."},
		"not_an_object": {"请填 JSON 对象，如 {\"项目\": \"值\"}。", "Give a JSON object, as {\"item\": \"value\"}."},
		"too_short":     {"内容过短。", "The value is too short."},
		"too_long":      {"内容过长。", "The value is too long."},
		"given_twice":   {"同一字段写了两次，只写一次。", "This field is given twice; give it once."},
		"too_few":       {"列表中的项太少。", "The list has too few items."},
		"too_many":      {"列表中的项太多。", "The list has too many items."},
		"out_of_range":  {"数值超出范围。", "The number is out of range."},
		"unknown_code":  {"不在可选值之列。", "Not one of the values to choose from."},
		"not_a_date":    {"不是有效日期，请按 2026-11-23 的格式填写。", "Not a real day; write it as 2026-11-23."},
		"not_a_time":    {"不是有效时间，请按 2026-11-23T09:00:00+08:00 的格式填写。", "Not a real instant; write it as 2026-11-23T09:00:00+08:00."},
		"too_late":      {"日期太晚：该年的工作日历尚未公布，登记库无法回答。", "The day is too late: the calendar of its year is not known, and the register cannot speak of it."},
		"not_a_cursor":  {"翻页位置无效，请从第一页重新开始。", "The cursor is not valid; begin with the first page."},
		"bad_parameter": {"参数格式不对，请对照接口说明（/docs）。", "The parameter has a wrong form; compare it with the description of the API (/docs)."},
		"stated_twice":  {"同一项目填写了两次且不一致。", "The same item is given twice, and the two differ."},
		"not_asked":     {"现行规则不要求此项，请留空。", "The rules in force do not ask for this; leave it empty."},
		"file_missing":  {"没有上传文件，请在表单的 file 项附上。", "No file was sent; add it to the form as file."},
	}
}
