package batches

import "hukou/pages/ui"

// slowStations says how many stations have been waited for too long.
func slowStations(v *ui.View, n int) string {
	return v.Count(n, "%d 个所等了 5 天以上", "%d station for 5 days and more", "%d stations for 5 days and more")
}

// children is a number of children.
func children(v *ui.View, n int) string { return v.Count(n, "%d 人", "%d child", "%d children") }

// urgeStations is the button that urges them.
func urgeStations(v *ui.View, n int) string {
	return v.Count(n, "催办 %d 个所", "Urge %d station", "Urge %d stations")
}
