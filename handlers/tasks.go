package handlers

import (
	"context"

	"hukou/register"
)

// listTasks are the open tasks that wait for the officer.
func (s *server) listTasks(ctx context.Context, _ *noInput) (*page[register.TaskItem], error) {
	items, err := s.reg.Tasks(ctx, of(ctx).actor)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(items), nil
}

// OfTask names the task of a call.
type OfTask struct {
	ID string `path:"id" doc:"事项的 id。The task's id."`
}

// endTaskBody is what came of a task.
type endTaskBody struct {
	Result   string `json:"result" minLength:"1" maxLength:"2000" doc:"办理结果。What came of it."`
	Document string `json:"document_no,omitempty" maxLength:"200" doc:"依据的文书号。The paper that it rests on."`
}

type endTaskInput struct {
	OfTask
	Keyed
	RawBody []byte `contentType:"application/json"`
}

// endTask ends a task, whichever station's case left it.
func (s *server) endTask(ctx context.Context, in *endTaskInput) (*answered, error) {
	body, wrong := read[endTaskBody](s.shapes, in.RawBody)
	if wrong == nil && !keyGiven(in.Key) {
		wrong = refuse(codeKeyMissing)
	}
	if wrong != nil {
		if _, err := s.reg.Task(ctx, of(ctx).actor, in.ID); err != nil { // told first: one of others is like none
			return nil, s.faultOf(ctx, err)
		}
		return nil, wrong
	}
	ans, err := s.reg.EndTask(ctx, of(ctx).actor, register.TaskEnd{ID: in.ID, Key: in.Key, Result: body.Result, Document: body.Document})
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	out := plainAnswer(ans)
	out.ETag = "" // the version is the case's, which need not be theirs
	return out, nil
}
