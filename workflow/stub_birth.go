package workflow

var birthStates = map[State]Word{}
var birthEvents = map[Event]Word{}

func birthLimits() map[Limit]LimitRule { return nil }
func birthFields() map[Field]FieldRule { return nil }
func birthGuards() map[GuardID]Guard   { return nil }

func birthMaterials() map[MaterialKind]MaterialWord { return nil }
func birthTasks() map[Task]Word                     { return nil }

var birthEffects = map[Effect]Word{}

func births() []*Definition { return nil }
