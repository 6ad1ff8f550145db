package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// apiClient calls the API as an officer's script does.
type apiClient struct {
	base  string
	token string
}

// apiField is one wrong value, or one remark, of an answer.
type apiField struct {
	Field, Code, Message string
	Warning              bool
}

// String is the place and what is wrong there.
func (f apiField) String() string { return fmt.Sprintf("%s: %s: %s", f.Field, f.Code, f.Message) }

// apiProblem is the service's reasoned no (RFC 9457).
type apiProblem struct {
	Status int
	Code   string
	Title  string
	Detail string
	Errors []apiField
	Unmet  []apiField
}

// Error is its title and detail.
func (e *apiProblem) Error() string { return e.Title + ": " + e.Detail }

func (p *program) printProblem(err error) {
	var problem *apiProblem
	if !errors.As(err, &problem) {
		return
	}
	for _, field := range append(problem.Errors, problem.Unmet...) {
		p.print("%s\n", field)
	}
	p.print("%s\n", problem)
}

func (a *apiClient) signIn(ctx context.Context, username, password, code string) error {
	body := &bytes.Buffer{}
	if err := json.NewEncoder(body).Encode(map[string]string{"username": username, "password": password, "totp": code}); err != nil {
		return err
	}
	var session struct{ Token string }
	err := a.post(ctx, "/sessions", "application/json", "", body, &session)
	a.token = session.Token
	return err
}

func (a *apiClient) signOut(ctx context.Context) error {
	return a.do(context.WithoutCancel(ctx), http.MethodDelete, "/sessions/current", "", "", nil, nil)
}

func (a *apiClient) post(ctx context.Context, path, kind, key string, body io.Reader, into any) error {
	return a.do(ctx, http.MethodPost, path, kind, key, body, into)
}

// do makes one call. A refusal is an *apiProblem.
func (a *apiClient) do(ctx context.Context, method, path, kind, key string, body io.Reader, into any) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, a.base+path, body)
	if err != nil {
		return fmt.Errorf("the service cannot be asked: %w", err)
	}
	for name, value := range map[string]string{"Content-Type": kind, "Idempotency-Key": key, "Authorization": bearer(a.token)} {
		if value != "" {
			request.Header.Set(name, value)
		}
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the service does not answer: is it running at this address? %w", err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode >= http.StatusBadRequest {
		problem := &apiProblem{}
		if err := json.NewDecoder(answer.Body).Decode(problem); err != nil || problem.Title == "" {
			return fmt.Errorf("the service answers %s and does not say why: is this address the register's?", answer.Status)
		}
		return problem
	}
	if into == nil {
		return nil
	}
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		return fmt.Errorf("the answer cannot be read: is this address the register's? %w", err)
	}
	return nil
}

func bearer(token string) string {
	if token == "" {
		return ""
	}
	return "Bearer " + token
}
