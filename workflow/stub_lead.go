package workflow

var leadStates = map[State]Word{}
var leadEvents = map[Event]Word{}

func leadLimits() map[Limit]LimitRule { return nil }
func leadFields() map[Field]FieldRule { return nil }
func leadGuards() map[GuardID]Guard   { return nil }

func leads() []*Definition { return nil }
