package register

import "hukou/workflow"

// Word names on whom cases wait: a role by its own word. An unknown party has none.
func (p Party) Word() workflow.Word { return partyWord(p) }

// Word names a band of ages, for a column's head.
func (b AgeBand) Word() workflow.Word {
	return map[AgeBand]workflow.Word{AgeTo5: {Zh: "5 天内", En: "to 5 days"}, AgeTo10: {Zh: "6–10 天", En: "6–10 days"}, AgeTo20: {Zh: "11–20 天", En: "11–20 days"},
		AgeOver20: {Zh: "20 天以上", En: "over 20 days"}}[b]
}

// SentBackWord names the code of a SentBackRow, as the board does.
func (r *Registrar) SentBackWord(code string) workflow.Word { return (&act{r: r}).codeWord(code) }
