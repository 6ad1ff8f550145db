package bench

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"hukou/store"
)

// postgres measures the database that was named.
func (r *run) postgres(ctx context.Context) ([]aim, error) {
	if r.URL == "" {
		r.print.line("\nPostgreSQL: not measured, because no database was named")
		return nil, nil
	}
	return r.engine(ctx, engine{name: "PostgreSQL", workers: r.Workers, open: r.openPostgres, limits: postgresLimits,
		least: 0.25, measure: "three statements in a transaction"})
}

// openPostgres makes a world in a schema of its own, which goes with it.
func (r *run) openPostgres(ctx context.Context, size int) (*world, error) {
	schema := fmt.Sprintf("hukou_bench_%d", size)
	own, err := inSchema(r.URL, schema)
	if err != nil {
		return nil, err
	}
	if err := r.once(ctx, "CREATE SCHEMA "+schema); err != nil {
		return nil, fmt.Errorf("bench: make a schema (one that a killed run left behind: DROP SCHEMA %s CASCADE): %w", schema, err)
	}
	drop := func() error {
		// A run that is stopped takes its schema along.
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), dropping)
		defer stop()
		return r.once(ctx, "DROP SCHEMA "+schema+" CASCADE")
	}
	db, err := store.Open(ctx, store.Config{URL: own})
	if err != nil {
		return nil, errors.Join(err, drop())
	}
	return newWorld(ctx, db, size, drop)
}

// dropping is how long a million cases may take to go.
const dropping = time.Minute

// once runs a statement on a connection of its own.
func (r *run) once(ctx context.Context, statement string) error {
	conn, err := pgx.Connect(ctx, r.URL)
	if err != nil {
		return fmt.Errorf("bench: connect to PostgreSQL: %w", err)
	}
	_, err = conn.Exec(ctx, statement)
	return errors.Join(err, conn.Close(ctx))
}

// inSchema is the same database's URL with another schema.
func inSchema(target, schema string) (string, error) {
	u, err := url.Parse(target)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", errors.New("bench: the database must be a URL that begins with postgres://")
	}
	q := u.Query()
	q.Set("search_path", schema)
	u.RawQuery = q.Encode()
	return u.String(), nil
}

// The three statements no register can do without: the case moves under the guard
// of the version seen, the journal grows, a message leaves.
const (
	moveText = `UPDATE cases SET state = $4, version = $3 + 1, seq = $5, head = $6, last_officer = $7, entered_on = $8
WHERE id = $1 AND state = $2 AND version = $3`
	entryText = `INSERT INTO journal (case_id, seq, at, event, from_state, to_state, officer_id, payload, prev_hash, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
	messageText = `INSERT INTO outbox (id, case_id, seq, kind, body, at, position, sent_at) VALUES ($1, $2, $3, $4, $5, $6, 0, NULL)`
)

// postgresLimits are the three statements with a message each, all in one, and one
// transaction that writes the rows of a step.
func postgresLimits(w *world) []runner {
	pool := w.db.Pool()
	own := map[string]string{}
	for _, text := range []string{rawEnded, rawBegan, rawMove, rawEntry, rawMessage, rawAnswered} {
		own[text] = numbered(text)
	}
	return []runner{
		{name: "three statements", once: func(ctx context.Context, t *turn) error {
			return w.three(t, func(three []*pgx.QueuedQuery) error {
				return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
					for _, q := range three {
						if err := oneRow(touched(tx.Exec(ctx, q.SQL, q.Arguments...))); err != nil {
							return err
						}
					}
					return nil
				})
			})
		}},
		{name: "the three in one message", once: func(ctx context.Context, t *turn) error {
			return w.three(t, func(three []*pgx.QueuedQuery) error {
				answers := pool.SendBatch(ctx, &pgx.Batch{QueuedQueries: three})
				for range three {
					if err := oneRow(touched(answers.Exec())); err != nil {
						return errors.Join(err, answers.Close())
					}
				}
				return answers.Close()
			})
		}},
		{name: rowsName, once: func(ctx context.Context, t *turn) error {
			return w.rows(t, func(write func(do) error) error {
				return pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error {
					return write(func(text string, args ...any) (int64, error) { return touched(tx.Exec(ctx, own[text], args...)) })
				})
			})
		}},
	}
}

func touched(tag pgconn.CommandTag, err error) (int64, error) { return tag.RowsAffected(), err }

// numbered writes the places of a statement as PostgreSQL reads them.
func numbered(text string) string {
	var out strings.Builder
	for i, part := range strings.Split(text, "?") {
		if i > 0 {
			fmt.Fprintf(&out, "$%d", i)
		}
		out.WriteString(part)
	}
	return out.String()
}

// three makes the statements for a case drawn, as large as a step's, and sends them.
// The state stays, so that the officers find the case where they left it.
func (w *world) three(t *turn, send func([]*pgx.QueuedQuery) error) error {
	i := t.draw(w.size)
	at := &w.cases[i]
	s := w.sample.next(at)
	id, state, clerk, now := caseID(i), s.entry.From, w.clerks[i%stations].OfficerID, w.r.Now()
	err := send([]*pgx.QueuedQuery{
		{SQL: moveText, Arguments: []any{id, state, at.version, state, at.seq() + 1, s.entry.Hash, clerk, string(w.r.Today())}},
		{SQL: entryText, Arguments: []any{id, at.seq() + 1, now, s.entry.Event, state, state, clerk, s.entry.Payload, s.entry.PrevHash, s.entry.Hash}},
		{SQL: messageText, Arguments: []any{newID(), id, at.seq() + 1, s.message.Kind, s.message.Body, now}},
	})
	if err == nil {
		at.version++
	}
	return err
}
