package store

import (
	"context"
	"database/sql/driver"
	"fmt"
	"strings"
)

// mostKept is the number of statements a SQLite connection remembers. The store
// writes fewer; past it all are forgotten.
const mostKept = 256

// keeping makes SQLite connections that remember their compiled statements, as
// pgx does for PostgreSQL: compiling is a quarter of a short transaction.
type keeping struct{ driver.Connector }

// Connect opens a connection that remembers.
func (k keeping) Connect(ctx context.Context) (driver.Conn, error) {
	opened, err := k.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	full, ok := opened.(liteConn)
	if !ok {
		_ = opened.Close()
		return nil, fmt.Errorf("store: the SQLite driver lacks what database/sql needs")
	}
	return &keptConn{liteConn: full, kept: map[string]*keptStmt{}}, nil
}

// liteConn is what the driver's connections can do, none of which may get lost.
type liteConn interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

// keptConn is used by one goroutine at a time, as database/sql promises.
type keptConn struct {
	liteConn
	kept map[string]*keptStmt
}

// keptStmt is a compiled statement; while its rows are read it is busy, and the
// same text is compiled anew.
type keptStmt struct {
	stmt interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}
	busy bool
}

// Unwrap is the driver's own connection.
func (c *keptConn) Unwrap() driver.Conn { return c.liteConn }

// ExecContext runs a remembered statement.
func (c *keptConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.liteConn.ExecContext(ctx, query, args)
	}
	return s.stmt.ExecContext(ctx, args)
}

// QueryContext runs a remembered statement.
func (c *keptConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.liteConn.QueryContext(ctx, query, args)
	}
	rows, err := s.stmt.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	full, ok := rows.(liteRows)
	if !ok {
		_ = rows.Close()
		return nil, fmt.Errorf("store: the SQLite driver lacks what database/sql needs")
	}
	s.busy = true
	return &keptRows{liteRows: full, of: s}, nil
}

// Close forgets the statements and closes the connection.
func (c *keptConn) Close() error {
	c.forget()
	return c.liteConn.Close()
}

// statement is the remembered one, or nil where the text is to be run as it is.
func (c *keptConn) statement(ctx context.Context, query string) (*keptStmt, error) {
	if s, known := c.kept[query]; known {
		if s.busy {
			return nil, nil
		}
		return s, nil
	}
	if !keepable(query) {
		return nil, nil
	}
	if len(c.kept) >= mostKept {
		c.forget()
	}
	compiled, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	s := &keptStmt{}
	var ok bool
	if s.stmt, ok = compiled.(interface {
		driver.Stmt
		driver.StmtExecContext
		driver.StmtQueryContext
	}); !ok {
		_ = compiled.Close()
		return nil, nil
	}
	c.kept[query] = s
	return s, nil
}

// keepable tells whether a text is one of the register's statements: settings
// and changes of tables are run once.
func keepable(query string) bool {
	for _, verb := range []string{"SELECT", "INSERT", "UPDATE", "SAVEPOINT", "RELEASE"} {
		if len(query) > len(verb) && strings.EqualFold(query[:len(verb)], verb) {
			return true
		}
	}
	return false
}

func (c *keptConn) forget() {
	for query, s := range c.kept {
		if !s.busy {
			_ = s.stmt.Close()
			delete(c.kept, query)
		}
	}
}

// liteRows is what the driver's rows can tell.
type liteRows interface {
	driver.Rows
	driver.RowsColumnTypeDatabaseTypeName
	driver.RowsColumnTypeLength
	driver.RowsColumnTypeNullable
	driver.RowsColumnTypePrecisionScale
	driver.RowsColumnTypeScanType
}

// keptRows frees their statement when they are closed.
type keptRows struct {
	liteRows
	of *keptStmt
}

// Close ends the reading.
func (r *keptRows) Close() error {
	r.of.busy = false
	return r.liteRows.Close()
}
