package cast

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"hukou/models"
	"hukou/register"
	"hukou/workflow"
)

// scene is one act of one officer at one moment.
type scene struct {
	at   time.Time
	what string
	play func(ctx context.Context, p *player) error
}

// script gathers scenes. Within a case, scenes of one day follow each other by half
// an hour from nine o'clock on.
type script struct {
	scenes []scene
	today  map[string]int // scenes so far by case and day
	// specimen is the picture that stands for a scanned form.
	specimen []byte
}

// add puts a scene on a day. What many cases do on one day they do some seconds after
// each other, in the order in which the script comes to them.
func (s *script) add(day models.Date, key, what string, play func(ctx context.Context, p *player) error) {
	n := s.today[key+string(day)]
	s.today[key+string(day)]++
	after := time.Duration(n)*30*time.Minute + time.Duration(len(s.today)%600)*2500*time.Millisecond
	s.scenes = append(s.scenes, scene{at: clock(day, 9, 0).Add(after), what: string(day) + " " + key + " " + what, play: play})
}

// clock is a time of a day in China.
func clock(day models.Date, hour, minute int) time.Time {
	t := day.Time()
	return time.Date(t.Year(), t.Month(), t.Day(), hour, minute, 0, 0, models.Shanghai)
}

// step lets an officer take a step of a case.
func (s *script) step(day models.Date, who, key string, on workflow.Event, in workflow.Facts) {
	s.stepTo(day, who, key, on, "", in)
}

func (s *script) stepTo(day models.Date, who, key string, on workflow.Event, to workflow.State, in workflow.Facts) {
	s.add(day, key, string(on)+" by "+who, func(ctx context.Context, p *player) error { return p.take(ctx, who, key, on, to, in) })
}

// two lets one officer propose a step and another confirm it, half an hour later.
func (s *script) two(day models.Date, first, second, key string, on workflow.Event, in workflow.Facts) {
	s.step(day, first, key, workflow.ProposeEvent(on), in)
	s.step(day, second, key, on, in)
}

// open opens a case under a key of the script; its campaign, where it has one, is a key too.
func (s *script) open(day models.Date, who, key string, q register.OpenRequest) {
	s.add(day, key, "open by "+who, func(ctx context.Context, p *player) error {
		q.Key, q.Campaign = p.key(), p.cases[q.Campaign]
		ans, err := p.r.Open(ctx, p.actor(who), q)
		p.cases[key] = ans.CaseID
		return err
	})
}

// follow gives the case that a step opened behind another one a key of its own.
func (s *script) follow(day models.Date, who, from, key string) {
	s.add(day, from, "find "+key, func(ctx context.Context, p *player) error {
		v, err := p.r.View(ctx, p.actor(who), p.cases[from])
		if err != nil {
			return err
		}
		if len(v.Successors) == 0 {
			return fmt.Errorf("no case follows from %s", from)
		}
		p.cases[key] = v.Successors[len(v.Successors)-1]
		return nil
	})
}

// shared puts a paper that came from another body's data in a case, with the verdict
// of a clerk.
func (s *script) shared(day models.Date, who, clerk, key string, kinds ...workflow.MaterialKind) {
	for _, kind := range kinds {
		s.paper(day, who, clerk, key, register.NewMaterial{Kind: kind, Source: register.SourceShared, Reference: "GX-" + string(kind) + "-" + key})
	}
}

// scanned puts a scan in a case, with the verdict of a clerk.
func (s *script) scanned(day models.Date, who, clerk, key string, kinds ...workflow.MaterialKind) {
	for _, kind := range kinds {
		s.paper(day, who, clerk, key, register.NewMaterial{Kind: kind, Source: register.SourcePaper, FileName: string(kind) + ".txt",
			Bytes: []byte("演示材料，内容虚构 · invented paper of the demonstration\n" + string(kind) + "\n")})
	}
}

// pictured puts the picture of a form in a case, with the verdict of a clerk.
func (s *script) pictured(day models.Date, who, clerk, key string, kind workflow.MaterialKind) {
	s.paper(day, who, clerk, key, register.NewMaterial{Kind: kind, Source: register.SourcePaper, FileName: string(kind) + ".png", Bytes: s.specimen})
}

func (s *script) paper(day models.Date, who, clerk, key string, m register.NewMaterial) {
	s.add(day, key, "paper "+string(m.Kind), func(ctx context.Context, p *player) error {
		ans, err := p.r.AddMaterial(ctx, p.actor(who), p.cases[key], p.key(), m)
		if err != nil {
			return err
		}
		var v register.CaseView
		if err := json.Unmarshal(ans.Body, &v); err != nil {
			return err
		}
		_, err = p.r.Verdict(ctx, p.actor(clerk), register.VerdictRequest{CaseID: p.cases[key], Material: v.Materials[len(v.Materials)-1].ID, Result: register.VerdictOK, Key: p.key()})
		return err
	})
}

// task ends the case's task of a kind by the step that ends it.
func (s *script) task(day models.Date, who, key string, kind workflow.Task, on workflow.Event, in workflow.Facts) {
	s.add(day, key, string(kind)+" by "+who, func(ctx context.Context, p *player) error {
		v, err := p.r.View(ctx, p.actor(who), p.cases[key])
		if err != nil {
			return err
		}
		for _, t := range v.Tasks {
			if t.Kind == kind && !t.Done {
				with := workflow.Facts{workflow.InTask: t.ID}
				for k, x := range in {
					with[k] = x
				}
				return p.take(ctx, who, key, on, "", with)
			}
		}
		return fmt.Errorf("no open task %s", kind)
	})
}

// claim lets an officer take a case in hand, and let it go before the counters open
// on another day.
func (s *script) claim(day, until models.Date, who, key string) {
	s.add(day, key, "claim by "+who, func(ctx context.Context, p *player) error {
		_, err := p.r.Claim(ctx, p.actor(who), p.cases[key])
		return err
	})
	s.scenes = append(s.scenes, scene{at: clock(until, 8, 30), what: string(until) + " " + key + " release", play: func(ctx context.Context, p *player) error {
		_, err := p.r.Release(ctx, p.actor(who), p.cases[key])
		return err
	}})
}

// nights lets the register do each morning at six what is due, holidays included.
func (s *script) nights(from, to models.Date) {
	for day := from; day <= to; day = day.AddDays(1) {
		s.scenes = append(s.scenes, scene{at: clock(day, 6, 0), what: string(day) + " sweep", play: func(ctx context.Context, p *player) error {
			rep, err := p.r.Sweep(ctx)
			if err == nil && rep.Failed > 0 {
				err = fmt.Errorf("%d timers failed", rep.Failed)
			}
			return err
		}})
	}
}

// player plays a script on a register.
type player struct {
	r     *register.Registrar
	o     Options
	out   *Loaded
	cases map[string]string
	keys  int
}

// play takes the scenes up to Until in the order of their moments.
func (p *player) play(ctx context.Context, s *script) error {
	slices.SortStableFunc(s.scenes, func(a, b scene) int { return cmp.Compare(a.at.UnixNano(), b.at.UnixNano()) })
	for _, one := range s.scenes {
		if one.at.After(p.o.Until) {
			break
		}
		p.o.At(one.at)
		if err := one.play(ctx, p); err != nil {
			return told(one.what, err)
		}
	}
	return nil
}

func (p *player) actor(username string) register.Actor { return p.out.Actor(username, p.r.Today()) }

// key is an idempotency key that no other act of the script has.
func (p *player) key() string {
	p.keys++
	return fmt.Sprintf("cast/%d", p.keys)
}

func (p *player) take(ctx context.Context, who, key string, on workflow.Event, to workflow.State, in workflow.Facts) error {
	_, err := p.r.Take(ctx, p.actor(who), register.StepRequest{CaseID: p.cases[key], Event: on, To: to, Key: p.key(), Input: in})
	return err
}

// change lets an officer complete what was declared in a draft.
func (s *script) change(day models.Date, who, key string, facts workflow.Facts) {
	s.add(day, key, "change by "+who, func(ctx context.Context, p *player) error {
		v, err := p.r.View(ctx, p.actor(who), p.cases[key])
		if err != nil {
			return err
		}
		_, err = p.r.Change(ctx, p.actor(who), p.cases[key], v.Version, facts)
		return err
	})
}
