package handlers

import (
	"context"
	"net/http"
	"slices"

	"hukou/register"
)

type queueInput struct {
	Name   string `path:"name" doc:"mine 本人在办，station 本所待领，approvals 待审批，waiting 等待他人，overdue 超期，returned 退回。"`
	Cursor string `query:"cursor" maxLength:"400" doc:"上一页的 next。The next of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20"`
}

type queueOut struct {
	Body *register.QueuePage
}

// queue is a page of one of the officer's queues, the most urgent first.
func (s *server) queue(ctx context.Context, in *queueInput) (*queueOut, error) {
	if !slices.Contains(register.Queues(), in.Name) {
		return nil, &refusal{code: codeNotFound, say: noQueue()}
	}
	p, err := s.reg.Queue(ctx, of(ctx).actor, in.Name, in.Cursor, in.Limit)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &queueOut{Body: p}, nil
}

// nextFromStation takes the most urgent case that nobody holds; of many who ask at
// once each gets another. No content says that there is nothing to take.
func (s *server) nextFromStation(ctx context.Context, _ *noInput) (*answered, error) {
	ans, err := s.reg.NextFromStation(ctx, of(ctx).actor)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	if ans.Status == http.StatusNoContent {
		return &answered{Status: http.StatusNoContent}, nil
	}
	return plainAnswer(ans), nil
}
