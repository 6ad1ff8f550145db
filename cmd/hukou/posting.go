package main

import (
	"context"
	"errors"
	"strings"

	"hukou/models"
	"hukou/register"
	"hukou/store"
	"hukou/workflow"
)

type officerPost struct {
	settings
	keySettings
	Username   string      `arg:"" help:"用户名 · The name to sign in with."`
	Post       string      `arg:"" name:"role@org" help:"角色@机构代码 · Such as clerk@640104010000."`
	From       models.Date `placeholder:"DATE" help:"自何日，默认今天 · From which day; today when empty."`
	To         models.Date `placeholder:"DATE" help:"至何日，默认不限 · Until which day; open when empty."`
	Secondment bool        `help:"借调 · A secondment beside the ordinary posting."`
	Document   string      `placeholder:"NUMBER" help:"任职文号 · The document it rests on."`
}

// Run adds the posting.
func (c *officerPost) Run(ctx context.Context, p *program) error {
	post, err := parsePost(c.Post)
	if err != nil {
		return err
	}
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		officer, err := a.officer(ctx, c.Username)
		if err != nil {
			return err
		}
		post.OfficerID, post.From, post.To, post.Secondment, post.Document = officer.ID, c.From, c.To, c.Secondment, c.Document
		if post.From == "" {
			post.From = a.registrar.Today()
		}
		_, err = a.registrar.Post(ctx, register.Operator(), post)
		return wrongValue(err)
	})
}

type officerUnpost struct {
	settings
	keySettings
	Username string      `arg:"" help:"用户名 · The name to sign in with."`
	Post     string      `arg:"" name:"role@org" help:"角色@机构代码 · Such as clerk@640104010000."`
	Last     models.Date `placeholder:"DATE" help:"最后一日，默认昨天即立即免职 · The last day; yesterday when empty, which ends it at once."`
	Document string      `placeholder:"NUMBER" help:"免职文号 · The document it rests on."`
}

// Run ends the posting that is in force, or the next to come.
func (c *officerUnpost) Run(ctx context.Context, p *program) error {
	post, err := parsePost(c.Post)
	if err != nil {
		return err
	}
	return c.withApp(ctx, p, c.keySettings, func(a *app) error {
		officer, err := a.officer(ctx, c.Username)
		if err != nil {
			return err
		}
		today := a.registrar.Today()
		var found []models.Posting
		err = a.db.Read(ctx, func(tx *store.Tx) error {
			found, err = store.Many[models.Posting](tx, "valid_from, id limit 1", "officer_id = ? and org = ? and role = ? and (valid_to = '' or valid_to >= ?)",
				officer.ID, post.Org, string(post.Role), string(today))
			return err
		})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return errors.New("the officer has no such posting: look at the role and the organisation's code")
		}
		if c.Last == "" {
			c.Last = today.AddDays(-1)
		}
		return wrongValue(a.registrar.EndPosting(ctx, register.Operator(), found[0].ID, c.Last, c.Document))
	})
}

// officer is an account by its username or id, shut or not.
func (a *app) officer(ctx context.Context, name string) (models.Officer, error) {
	var o models.Officer
	err := a.db.Read(ctx, func(tx *store.Tx) error {
		var err error
		o, err = store.One[models.Officer](tx, "username = ? or id = ?", strings.ToLower(name), name)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return o, errors.New("there is no officer of this username or id: look at its spelling")
	}
	return o, err
}

func parsePosts(texts []string) ([]register.NewPosting, error) {
	var out []register.NewPosting
	for _, text := range texts {
		post, err := parsePost(text)
		if err != nil {
			return nil, err
		}
		out = append(out, post)
	}
	return out, nil
}

// parsePost reads ROLE@ORG; the register judges both.
func parsePost(text string) (register.NewPosting, error) {
	role, org, found := strings.Cut(text, "@")
	if !found || role == "" || org == "" {
		return register.NewPosting{}, usagef("a posting is written ROLE@ORG, such as clerk@640104010000")
	}
	return register.NewPosting{Role: workflow.Role(role), Org: org}, nil
}
