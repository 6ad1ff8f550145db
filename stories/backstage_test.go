package stories

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"hukou/cast"
	"hukou/models"
	"hukou/register"
	"hukou/seal"
	"hukou/store"
	"hukou/workflow"
	"hukou/workflow/calendar"

	"github.com/google/uuid"
)

// backstage is the register of a running program, opened beside it. It only sets the
// scene: a thousand cases and fifty clerks would take minutes over the wire.
type backstage struct {
	t  testing.TB
	db *store.DB
	r  *register.Registrar
}

func behind(t testing.TB, h home) backstage {
	t.Helper()
	now, err := time.Parse(time.RFC3339, opening)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(context.Background(), store.Config{URL: h.url, Dir: h.dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	keys, err := seal.FromFile(h.dir+"/key", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := register.UnlockKeys(context.Background(), db, keys); err != nil {
		t.Fatal(err)
	}
	return backstage{t, db, register.New(register.Config{DB: db, Book: workflow.NewBook(), Keys: keys, Calendar: calendar.China(),
		Clock: func() time.Time { return now }, NewID: func() string { return uuid.Must(uuid.NewV7()).String() }})}
}

func (b backstage) must(err error) {
	b.t.Helper()
	var wrong *register.Invalid
	if errors.As(err, &wrong) {
		b.t.Fatalf("%+v", wrong.Errors)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

// townspeople are people of one small place, loaded for the crowds of these stories:
// each in a household of their own, so that nobody is anybody's kin.
func (b backstage) townspeople(n int) []register.LoadedHousehold {
	b.t.Helper()
	houses := make([]register.LoadedHousehold, n)
	for i := range houses {
		born := models.Date("1981-01-01").AddDays(i * 7)
		number, err := models.NewCitizenNumber("649901", born, 952)
		b.must(err)
		key := fmt.Sprintf("townswoman/%d", i)
		houses[i] = register.LoadedHousehold{ID: cast.ID("house/" + key), Number: fmt.Sprintf("8%05d", i), Org: cast.Shacong, Division: cast.Shacong[:6],
			Kind: models.FamilyHousehold, Address: fmt.Sprintf("沙葱滩南街%d号", i+1), OpenedOn: "2010-01-01", Members: []register.LoadedPerson{
				{ID: cast.ID("person/" + key), Key: key, Number: number, Name: "沙" + string(rune('一'+i)), Sex: "2", BirthDate: born, Ethnicity: "01", Relation: "02"}}}
	}
	rep, err := b.r.Load(context.Background(), register.Operator(), register.LoadRequest{Title: "一个小镇", Households: houses})
	b.must(err)
	if len(rep.Notes) > 0 {
		b.t.Fatalf("the small place is not sound: %+v", rep.Notes[0])
	}
	return houses
}

// hire gives a townswoman an account with the password that everybody of the cast has,
// and a posting at the station.
func (b backstage) hire(in *instance, username, person string, role workflow.Role) register.Actor {
	b.t.Helper()
	model := in.Officers[0]
	var hash string
	b.must(b.db.Read(context.Background(), func(tx *store.Tx) error {
		o, err := store.One[models.Officer](tx, "username = ?", model.Username)
		hash = o.Password
		return err
	}))
	account, err := b.r.AddOfficer(context.Background(), register.Operator(), register.NewOfficer{Username: username, PersonID: person, Password: model.Password, Hash: hash})
	b.must(err)
	posting, err := b.r.Post(context.Background(), register.Operator(), register.NewPosting{OfficerID: account.ID, Org: cast.Shacong, Role: role, From: "2026-01-01"})
	b.must(err)
	in.Officers = append(in.Officers, signIn{Username: username, Password: model.Password, TOTPSecret: account.TOTPSecret})
	return register.Actor{OfficerID: account.ID, PersonID: person, Name: account.Name, Postings: []models.Posting{posting}, Recent: true}
}

// lodged opens births, each of the next mother, and lodges them.
func (b backstage) lodged(clerk register.Actor, mothers []register.LoadedHousehold, n int) []string {
	b.t.Helper()
	ids := make([]string, n)
	b.each(n, func(ctx context.Context, i int) error {
		ans, err := b.r.Open(ctx, clerk, register.OpenRequest{Business: workflow.BirthCert, RegisterStation: cast.Shacong, Key: fmt.Sprint("lodged/", i), Facts: birthOf(mothers[i%len(mothers)], i)})
		if err == nil {
			ids[i] = ans.CaseID
			_, err = b.r.Take(ctx, clerk, register.StepRequest{CaseID: ans.CaseID, Event: workflow.Lodge, Input: workflow.Facts{}})
		}
		return err
	})
	return ids
}

// birthOf is a birth that the station decides, since the child is over a year old;
// each is on a day of its own.
func birthOf(mother register.LoadedHousehold, i int) workflow.Facts {
	born := models.Date("2020-10-25").AddDays(i)
	name := childName(i)
	return workflow.Facts{workflow.FactApplicantName: mother.Members[0].Name, workflow.FactApplicantRelation: "parent", workflow.FactChildName: name, workflow.FactChildSex: "2",
		workflow.FactChildBirthDate: string(born), workflow.FactBirthOrder: 1, workflow.FactBirthDivision: mother.Division, workflow.FactBornWhere: "institution",
		workflow.FactBirthHospital: "海原县医院", workflow.FactFollows: "mother", workflow.FactHousehold: mother.ID, workflow.FactMother: mother.Members[0].ID,
		workflow.FactEthnicityBy: "mother", workflow.FactCertificate: fmt.Sprintf("T64%07d", i), workflow.FactCertificateOn: string(born.AddDays(2)),
		workflow.FactCertificateName: name, workflow.FactEvidence: "certificate"}
}

// childName is the name of the i-th child; no mother gives two of hers the same.
func childName(i int) string {
	given := []rune("星月晨宇涵欣怡佳明洁安宁平和春秋冬雪雨云山河江海青松柏竹兰梅玉金文武学思国家庆华")
	return "沙" + string([]rune{given[i%len(given)], given[i/len(given)%len(given)]})
}

// underReview brings lodged births to the desk of the head, who decides them.
func (b backstage) underReview(clerk register.Actor, ids []string) {
	b.t.Helper()
	b.each(len(ids), func(ctx context.Context, i int) error {
		for _, kind := range []workflow.MaterialKind{workflow.MatBirthCertificate, workflow.MatParentBook, workflow.MatMarriage} {
			if err := b.paper(ctx, clerk, ids[i], kind); err != nil {
				return fmt.Errorf("%s: %w", kind, err)
			}
		}
		for _, step := range []register.StepRequest{{Event: workflow.Accept, Input: workflow.Facts{}}, {Event: workflow.AssignCheck, Input: workflow.Facts{}},
			{Event: workflow.ReportCheck, Input: workflow.Facts{workflow.InFindings: "已核实", workflow.InHeard: []string{"家长"}}}} {
			step.CaseID = ids[i]
			if _, err := b.r.Take(ctx, clerk, step); err != nil {
				return fmt.Errorf("%s: %w", step.Event, err)
			}
		}
		return nil
	})
}

// paper takes shared data in place of a paper, and finds it right.
func (b backstage) paper(ctx context.Context, clerk register.Actor, id string, kind workflow.MaterialKind) error {
	ans, err := b.r.AddMaterial(ctx, clerk, id, uuid.NewString(), register.NewMaterial{Kind: kind, Source: register.SourceShared, Reference: "共享 " + string(kind)})
	if err != nil {
		return err
	}
	var v struct{ Materials []struct{ ID string } }
	if err := json.Unmarshal(ans.Body, &v); err != nil {
		return err
	}
	_, err = b.r.Verdict(ctx, clerk, register.VerdictRequest{CaseID: id, Material: v.Materials[len(v.Materials)-1].ID, Result: register.VerdictOK, Version: ans.Version, Key: uuid.NewString()})
	return err
}

// each does something n times; PostgreSQL does some at once.
func (b backstage) each(n int, do func(ctx context.Context, i int) error) {
	b.t.Helper()
	workers := 1
	if b.db.Engine() == store.Postgres {
		workers = 4
	}
	errs := make(chan error, workers)
	for w := range workers {
		go func() {
			for i := w; i < n; i += workers {
				if err := do(context.Background(), i); err != nil {
					errs <- err
					return
				}
			}
			errs <- nil
		}()
	}
	for range workers {
		b.must(<-errs)
	}
}
