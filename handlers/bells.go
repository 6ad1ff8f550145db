package handlers

import (
	"context"

	"hukou/bell"
	"hukou/models"
)

// OfBell names a group, a door or an alarm of the neighbours' bell.
type OfBell struct {
	ID string `path:"id" doc:"警铃组、门户或者警铃的 id。The id of the group, the door or the alarm."`
}

type ofBellInput struct {
	OfBell
}

type bellGroupBody struct {
	Name string `json:"name" minLength:"1" maxLength:"240" doc:"地点，不写人名。The place, nobody's name."`
}

type bellGroupInput struct {
	RawBody []byte `contentType:"application/json"`
}

type bellGroupOut struct {
	Body bell.GroupView
}

// makeBellGroup makes a group at the officer's station.
func (s *server) makeBellGroup(ctx context.Context, in *bellGroupInput) (*bellGroupOut, error) {
	body, wrong := read[bellGroupBody](s.shapes, in.RawBody)
	if wrong != nil {
		return nil, wrong
	}
	return s.bellGroup(ctx)(s.Bell.MakeGroup(ctx, of(ctx).actor, body.Name))
}

// bellGroup answers with a group or why there is none.
func (s *server) bellGroup(ctx context.Context) func(bell.GroupView, error) (*bellGroupOut, error) {
	return func(g bell.GroupView, err error) (*bellGroupOut, error) {
		if err != nil {
			return nil, s.faultOf(ctx, err)
		}
		return &bellGroupOut{Body: g}, nil
	}
}

func (s *server) listBellGroups(ctx context.Context, _ *noInput) (*page[bell.GroupView], error) {
	all, err := s.Bell.Groups(ctx, of(ctx).actor)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

func (s *server) getBellGroup(ctx context.Context, in *ofBellInput) (*bellGroupOut, error) {
	return s.bellGroup(ctx)(s.Bell.Group(ctx, of(ctx).actor, in.ID))
}

// bellDoorBody is a door that joins with everybody who signed.
type bellDoorBody struct {
	Number string          `json:"number" minLength:"1" maxLength:"240" doc:"门牌号。The number of the door."`
	Adults int             `json:"adults" minimum:"1" maximum:"20" doc:"该户自报的成年人人数；签名须人人都有。How many adults live there as the household says; all of them have to have signed."`
	Signed []bellSignature `json:"signed" minItems:"1" maxItems:"20"`
}

type bellSignature struct {
	Name string      `json:"name" minLength:"1" maxLength:"240" doc:"签名。The name as signed."`
	On   models.Date `json:"on" doc:"签名日期。The day."`
}

type bellDoorInput struct {
	OfBell
	RawBody []byte `contentType:"application/json"`
}

// joinBell lets a door into a group. A wrong form tells nobody that there is the group.
func (s *server) joinBell(ctx context.Context, in *bellDoorInput) (*bellGroupOut, error) {
	body, wrong := read[bellDoorBody](s.shapes, in.RawBody)
	if wrong != nil {
		if _, err := s.Bell.Group(ctx, of(ctx).actor, in.ID); err != nil {
			return nil, s.faultOf(ctx, err)
		}
		return nil, wrong
	}
	j := bell.Joining{Number: body.Number, Adults: body.Adults}
	for _, one := range body.Signed {
		j.Signed = append(j.Signed, bell.Signature{Name: one.Name, On: one.On})
	}
	return s.bellGroup(ctx)(s.Bell.Join(ctx, of(ctx).actor, in.ID, j))
}

// drillBell rings a drill for a group.
func (s *server) drillBell(ctx context.Context, in *ofBellInput) (*struct{}, error) {
	if err := s.Bell.Drill(ctx, of(ctx).actor, in.ID); err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &struct{}{}, nil
}

type bellSheetOut struct {
	Body bell.Sheet
}

// renewBell gives a door a new address, told this once.
func (s *server) renewBell(ctx context.Context, in *ofBellInput) (*bellSheetOut, error) {
	sheet, err := s.Bell.PrintSheet(ctx, of(ctx).actor, in.ID)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return &bellSheetOut{Body: sheet}, nil
}

func (s *server) listBellAlarms(ctx context.Context, _ *noInput) (*page[bell.AlarmView], error) {
	all, err := s.Bell.Alarms(ctx, of(ctx).actor)
	if err != nil {
		return nil, s.faultOf(ctx, err)
	}
	return whole(all), nil
}

type bellAlarmOut struct {
	Body bell.AlarmView
}

// bellAlarm answers with an alarm or why there is none.
func (s *server) bellAlarm(ctx context.Context) func(bell.AlarmView, error) (*bellAlarmOut, error) {
	return func(a bell.AlarmView, err error) (*bellAlarmOut, error) {
		if err != nil {
			return nil, s.faultOf(ctx, err)
		}
		return &bellAlarmOut{Body: a}, nil
	}
}

func (s *server) seeBellAlarm(ctx context.Context, in *ofBellInput) (*bellAlarmOut, error) {
	return s.bellAlarm(ctx)(s.Bell.See(ctx, of(ctx).actor, in.ID))
}

type bellCloseBody struct {
	PoliceCase string `json:"police_case,omitempty" maxLength:"240" doc:"案件编号，可以以后补记；有编号的不在三十日后删除。The number of the police case, which may come later; with it the alarm is not deleted after thirty days."`
}

type bellCloseInput struct {
	OfBell
	RawBody []byte `contentType:"application/json"`
}

// closeBellAlarm ends an alarm. A wrong form tells nobody that there is the alarm.
func (s *server) closeBellAlarm(ctx context.Context, in *bellCloseInput) (*bellAlarmOut, error) {
	body, wrong := read[bellCloseBody](s.shapes, in.RawBody)
	if wrong != nil {
		if _, err := s.Bell.Alarm(ctx, of(ctx).actor, in.ID); err != nil {
			return nil, s.faultOf(ctx, err)
		}
		return nil, wrong
	}
	return s.bellAlarm(ctx)(s.Bell.Close(ctx, of(ctx).actor, in.ID, body.PoliceCase))
}
