package casefile

import (
	"net/url"

	"hukou/pages/desk"
)

// Mount adds the case's addresses. Whether a case is there for an officer, and what
// they may do with it, the register says.
func Mount(d *desk.Desk) {
	d.Get("/cases/:id", desk.Readers, show)
	d.Get("/cases/:id/steps/:event", desk.Workers, stepForm)
	d.Post("/cases/:id/steps/:event", desk.Workers, takeStep)
	d.Post("/cases/:id/claim", desk.Workers, claim)
	d.Post("/cases/:id/release", desk.Workers, release)
	d.Get("/cases/:id/takeover", desk.Workers, takeOverForm)
	d.Post("/cases/:id/takeover", desk.Workers, takeOver)
	d.Get("/cases/:id/recusal", desk.Workers, recusalForm)
	d.Post("/cases/:id/recusal", desk.Workers, recuse)
	d.Post("/cases/:id/reveal", desk.Readers, reveal)
	d.Post("/cases/:id/differences/:field", desk.Workers, settle)
	d.Get("/cases/:id/materials/new", desk.Workers, newMaterial)
	d.Post("/cases/:id/materials", desk.Workers, addMaterial)
	d.Get("/cases/:id/materials/:mid", desk.Readers, viewMaterial)
	d.Get("/cases/:id/materials/:mid/scan", desk.Readers, scan)
	d.Post("/cases/:id/materials/:mid/verdict", desk.Workers, judge)
	d.Get("/cases/:id/print/receipt", desk.Readers, desk.Official(printReceipt))
	d.Get("/cases/:id/print/notice", desk.Readers, desk.Official(printNotice))
	d.Get("/cases/:id/print/supplement", desk.Readers, desk.Official(printSupplement))
	d.Get("/cases/:id/print/decision", desk.Readers, desk.Official(printDecision))
	d.Get("/cases/:id/print/paper", desk.Readers, desk.Official(printIssued))
	d.Get("/people/:id/print/card", desk.Readers, desk.Official(printCard))
	d.Post("/people/:id/print/card", desk.Readers, desk.Official(printCard))
}

// at is the address of a case or of a part of it, the queue it is read in kept.
func at(id, part, queue string) string {
	to := "/cases/" + url.PathEscape(id) + part
	if queue != "" {
		to += "?queue=" + url.QueryEscape(queue)
	}
	return to
}
