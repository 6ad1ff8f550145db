package workflow

var wardStates = map[State]Word{}
var wardEvents = map[Event]Word{}

func wardLimits() map[Limit]LimitRule { return nil }
func wardFields() map[Field]FieldRule { return nil }
func wardGuards() map[GuardID]Guard   { return nil }

func wardMaterials() map[MaterialKind]MaterialWord { return nil }
func wardTasks() map[Task]Word                     { return nil }

var wardEffects = map[Effect]Word{}

func wards() []*Definition { return nil }
