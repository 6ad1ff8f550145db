package handlers

import (
	"io"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// clockBody moves the demonstration's clock.
type clockBody struct {
	Now string `json:"now" format:"date-time"`
}

// demoClock moves the register's clock and runs what is due by then. It exists in a
// demonstration alone, which listens to its own machine; it is no part of the API's
// description.
func (s *server) demoClock(c echo.Context) error {
	if foreign(c.Request()) || !fromLoopback(c.Request()) {
		return refuse(codeCrossSite)
	}
	if !takesMedia(c.Request(), false) {
		return refuse(codeMediaType)
	}
	raw, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, maxJSON))
	if err != nil {
		return refuse(codeTooLarge)
	}
	body, wrong := read[clockBody](s.shapes, raw)
	if wrong != nil {
		return wrong
	}
	now, err := time.Parse(time.RFC3339, body.Now)
	if err != nil {
		return wrongValue("now", "not_a_time")
	}
	if err := s.Demo.SetClock(c.Request().Context(), now); err != nil {
		return s.faultOf(c.Request().Context(), err)
	}
	c.Response().Header().Set(echo.HeaderContentType, echo.MIMEApplicationJSON)
	c.Response().WriteHeader(http.StatusOK)
	return encode(c.Response(), map[string]string{"now": s.reg.Now().In(now.Location()).Format(time.RFC3339)})
}
