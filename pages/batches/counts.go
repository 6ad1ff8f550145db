package batches

import (
	"fmt"

	"hukou/pages/ui"
)

// slowStations says how many stations have been waited for too long.
func slowStations(v *ui.View, n int) string {
	if n == 1 {
		return v.T("1 个所等了 5 天以上", "1 station for 5 days and more")
	}
	return fmt.Sprintf(v.T("%d 个所等了 5 天以上", "%d stations for 5 days and more"), n)
}

// urgeStations is the button that urges them.
func urgeStations(v *ui.View, n int) string {
	if n == 1 {
		return v.T("催办 1 个所", "Urge 1 station")
	}
	return fmt.Sprintf(v.T("催办 %d 个所", "Urge %d stations"), n)
}
