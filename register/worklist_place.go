package register

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"

	"hukou/models"
	"hukou/store"
)

// listPlace is a place in a sorted list: the key it is sorted by, then the id.
type listPlace struct{ Key, ID string }

// cursor is the place as the next page's start. It says nothing about anybody.
func (p listPlace) cursor(list string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(list + "|" + p.Key + "|" + p.ID))
}

// readPlace reads a cursor of a list back. A key ends in a day.
func readPlace(list, cursor string) (listPlace, error) {
	if cursor == "" {
		return listPlace{}, nil
	}
	plain, err := base64.RawURLEncoding.DecodeString(cursor)
	parts := strings.SplitN(string(plain), "|", 3)
	if err == nil && len(parts) == 3 && parts[0] == list {
		if day := parts[1][max(0, len(parts[1])-10):]; models.Date(day).Valid() && len(parts[1]) <= 11 {
			return listPlace{parts[1], parts[2]}, nil
		}
	}
	return listPlace{}, invalid("cursor", "bad_cursor", "翻页标记无效，请从第一页开始。", "The cursor is not one of this list; begin with the first page.")
}

// page lets a query go on behind the place, in order of the column sortkey and the id.
func (p listPlace) page(m arm, newest bool, limit int) arm {
	order := " order by sortkey, id limit ?"
	past := " and (? = '' or sortkey > ? or sortkey = ? and id > ?)"
	if newest {
		order = " order by sortkey desc, id desc limit ?"
		past = " and (? = '' or sortkey < ? or sortkey = ? and id < ?)"
	}
	return arm{m.text + past + order, append(slices.Clone(m.args), p.ID, p.Key, p.Key, p.ID, limit)}
}

// pageLength is how long a page is when nothing is asked, and at most.
func pageLength(asked int) int {
	if asked <= 0 {
		return pageUsual
	}
	return min(asked, pageMost)
}

func cmpText(x, y string) int { return strings.Compare(x, y) }

// unionAll joins arms whose double finds the reader merges.
func unionAll(arms []arm) (string, []any) {
	texts := make([]string, len(arms))
	var args []any
	for i, m := range arms {
		texts[i] = m.text
		args = append(args, m.args...)
	}
	return strings.Join(texts, "\nunion all\n"), args
}

// neighbour is a case of a list between the ones before and after it.
type neighbour struct {
	Prev  string
	Next  string
	Place int64
	Total int64
}

// neighbours reads the whole order of the list, which costs what its count does.
func (r *Registrar) neighbours(ctx context.Context, actor Actor, q WorklistQuery, caseID string) (prev, next string, place, total int64, err error) {
	if !slices.Contains(Worklists(), q.Queue) {
		return "", "", 0, 0, ErrNotFound
	}
	if err := q.check(r); err != nil {
		return "", "", 0, 0, err
	}
	var found []neighbour
	var size []int64
	err = r.db.Read(ctx, func(tx *store.Tx) error {
		a := r.begin(tx, actor)
		view, err := a.worklistView(q)
		if err != nil || view.text == "" {
			return err
		}
		order := "sortkey, id"
		if q.Queue == QueueDone {
			order = "sortkey desc, id desc"
		}
		args := append(slices.Clone(view.args), q.filterArgs()...)
		err = tx.Together(
			store.IntoRows(&found, view.text+", n as (select id, row_number() over (order by "+order+") as place, lag(id) over (order by "+order+") as prev, lead(id) over (order by "+order+
				") as next, count(*) over () as total from w where "+filterText+") select coalesce(prev, '') as prev, coalesce(next, '') as next, place, total from n where id = ?", append(slices.Clone(args), caseID)...),
			store.IntoRows(&size, view.text+"select count(*) from w where "+filterText, args...))
		return err
	})
	if err != nil || len(found) == 0 {
		for _, n := range size {
			total = n
		}
		return "", "", 0, total, mapStore(err)
	}
	return found[0].Prev, found[0].Next, found[0].Place, found[0].Total, nil
}
