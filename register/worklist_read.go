package register

import "context"

func (r *Registrar) worklist(context.Context, Actor, WorklistQuery) (*Worklist, error) {
	return &Worklist{Items: []WorkItem{}, Counts: map[Deadline]int64{}, AsOf: r.Now()}, nil
}

func (r *Registrar) queueCounts(context.Context, Actor) (map[string]QueueCount, error) {
	return map[string]QueueCount{}, nil
}

func (r *Registrar) neighbours(context.Context, Actor, WorklistQuery, string) (prev, next string, place, total int64, err error) {
	return "", "", 0, 0, nil
}
