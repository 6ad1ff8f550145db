package handlers

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"hukou/register"
)

// cloudEvent is a committed step as CloudEvents 1.0 writes it: ids alone, no name,
// no number, no place.
type cloudEvent struct {
	SpecVersion string    `json:"specversion"`
	ID          string    `json:"id"`
	Source      string    `json:"source" format:"uri-reference"`
	Type        string    `json:"type" doc:"hukou.step, hukou.notice, hukou.reminder …"`
	Subject     string    `json:"subject" doc:"业务的 id。The case's id."`
	Time        time.Time `json:"time"`
	Sequence    string    `json:"sequence" doc:"全局连续序号；after 用它。The place in the one gapless order; after takes it."`
	ContentType string    `json:"datacontenttype"`
	Data        eventData `json:"data"`
}

type eventData struct {
	Case   string `json:"case"`
	Seq    int64  `json:"seq" doc:"该业务留痕的序号。The row of the case's journal."`
	Number string `json:"number,omitempty" doc:"联办事项的业务编号，只见于 hukou.birth_item、hukou.birth_item_undone。The case's number, of messages on joint items alone."`
	Item   string `json:"item,omitempty" doc:"联办事项。The joint item."`
	To     string `json:"to,omitempty" doc:"接收单位。The body addressed."`
	Undoes string `json:"undoes,omitempty" doc:"所撤销的消息。The message taken back."`
}

type feedInput struct {
	After  int64  `query:"after" minimum:"0" doc:"上次最后一条的序号。The place of the last message read."`
	Limit  int    `query:"limit" minimum:"1" maximum:"200" default:"100"`
	Accept string `header:"Accept" hidden:"true"`
}

// batchMedia asks for the bare list, as CloudEvents batches are.
const batchMedia = "application/cloudevents-batch+json"

type feedOut struct {
	Type string `header:"Content-Type"`
	Body []byte
}

// feed lists committed messages after a place, in the order that all readers see.
func (s *server) feed(ctx context.Context, in *feedInput) (*feedOut, error) {
	items, err := s.reg.Feed(ctx, in.After, in.Limit)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	events := make([]cloudEvent, 0, len(items))
	for _, i := range items {
		events = append(events, eventOf(i))
	}
	if strings.Contains(in.Accept, batchMedia) {
		body, err := json.Marshal(events)
		return &feedOut{Type: batchMedia, Body: body}, err
	}
	page := list[cloudEvent]{Items: events}
	if n := len(items); n > 0 {
		page.Next = strconv.FormatInt(items[n-1].Position, 10)
	}
	body, err := json.Marshal(page)
	return &feedOut{Type: "application/json", Body: body}, err
}

func eventOf(i register.FeedItem) cloudEvent {
	return cloudEvent{SpecVersion: "1.0", ID: i.ID, Source: base + "/feed", Type: "hukou." + i.Kind, Subject: i.CaseID, Time: i.At,
		Sequence: strconv.FormatInt(i.Position, 10), ContentType: "application/json", Data: eventData{Case: i.CaseID, Seq: i.Seq, Number: i.Number, Item: i.Item, To: i.To, Undoes: i.Undoes}}
}
