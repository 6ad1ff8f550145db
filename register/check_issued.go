package register

import (
	"slices"

	"hukou/models"
)

// issued holds each numbered paper against the journal row that gave it out, both ways.
func (c *checker) issued(x models.Case, records []Record, rows []models.IssuedPaper) {
	written := map[string]string{}
	for _, rec := range records {
		id, _ := rec.Detail["paper"].(string)
		if id == "" {
			continue
		}
		written[id], _ = rec.Detail["paper_sha256"].(string)
		if !slices.ContainsFunc(rows, func(p models.IssuedPaper) bool { return p.ID == id }) {
			c.add("issued_papers", id, "paper_gone", "日志记载的证明、簿册或者答复不存在："+x.Number+"。", "A numbered paper that the journal tells of is gone: "+x.Number+".")
		}
	}
	for _, p := range rows {
		digest, ok := written[p.ID]
		if !ok {
			c.add("issued_papers", p.ID, "paper_unwritten", "日志中没有出具该证明、簿册或者答复的记录。", "The journal has no row that gave this paper out.")
			continue
		}
		body, err := c.r.keys.Open(placePaper(p.ID), p.Sealed)
		if err != nil || digest != paperDigest(p, body) {
			c.add("issued_papers", p.ID, "paper_differs", "证明、簿册或者答复与日志中的摘要不一致。", "The numbered paper is not what the journal's digest says.")
		}
	}
}
