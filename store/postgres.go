package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
)

const defaultPool = 16

// ErrURL says that a database's URL is none of PostgreSQL's. It does not say what was
// given: there may be a password in it.
var ErrURL = errors.New("store: the database's URL cannot be read: " +
	"write postgres://user:password@host:5432/database?sslmode=verify-full, with a percent sign for special characters in the password")

func (db *DB) openPostgres(ctx context.Context, c Config) error {
	db.engine = Postgres
	if !strings.HasPrefix(c.URL, "postgres://") && !strings.HasPrefix(c.URL, "postgresql://") {
		return ErrURL
	}
	settings, err := pgxpool.ParseConfig(c.URL)
	if err != nil {
		return ErrURL
	}
	settings.MaxConns = defaultPool
	if c.Pool > 0 {
		settings.MaxConns = int32(min(c.Pool, 1000))
	}
	params := settings.ConnConfig.RuntimeParams
	params["timezone"] = "UTC"
	params["idle_in_transaction_session_timeout"] = "60s"
	if params["application_name"] == "" {
		params["application_name"] = "hukou"
	}
	if c.ReadOnly {
		params["default_transaction_read_only"] = "on"
	}
	settings.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		conn.TypeMap().RegisterType(&pgtype.Type{
			Name: "timestamptz", OID: pgtype.TimestamptzOID,
			Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		})
		return nil
	}
	if db.pool, err = pgxpool.NewWithConfig(ctx, settings); err != nil {
		return fmt.Errorf("store: connect to PostgreSQL: %w", err)
	}
	if err := db.pool.Ping(ctx); err != nil {
		return fmt.Errorf("store: PostgreSQL does not answer: check that it runs and that the URL is right: %w", translate(err))
	}
	db.writer = stdlib.OpenDBFromPool(db.pool)
	db.reader = db.writer
	return db.openORM(postgres.New(postgres.Config{Conn: db.writer}))
}
