package register

import "hukou/workflow"

// AdminActWord names an act of administration by its Act constant; an unknown one has
// no name.
func AdminActWord(act string) workflow.Word { return actWords[act] }
