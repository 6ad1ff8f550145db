package register

import (
	"fmt"

	"hukou/models"
)

// Horizon is the last day that the register can speak of: the end of the year after
// the last one whose working days are known. Later periods could not be counted.
// Empty when no year is known.
func (r *Registrar) Horizon() models.Date {
	years := r.Calendar().Years()
	if len(years) == 0 {
		return ""
	}
	return models.Date(fmt.Sprintf("%04d-12-31", years[len(years)-1].Year+1))
}

// Beyond tells whether a day lies after the Horizon.
func (r *Registrar) Beyond(day models.Date) bool {
	last := r.Horizon()
	return last != "" && (len(day) > len(last) || day > last) // a year of five digits sorts before all others
}
