package register

import "hukou/workflow"

// VerdictWord is what every page calls a verdict on a paper; of one that nobody gave yet, that
// the original was not seen.
func VerdictWord(verdict string) workflow.Word {
	switch verdict {
	case VerdictOK:
		return workflow.Word{Zh: "已核验", En: "Checked"}
	case VerdictUnreadable:
		return workflow.Word{Zh: "看不清", En: "Unreadable"}
	case VerdictWrongPerson:
		return workflow.Word{Zh: "不是本人", En: "Another person's"}
	case VerdictExpired:
		return workflow.Word{Zh: "已过期", En: "Expired"}
	case VerdictDoubtful:
		return workflow.Word{Zh: "存疑", En: "Doubtful"}
	}
	return workflow.Word{Zh: "待看原件", En: "Original not seen"}
}
