package pages_test

import "flag"

var (
	shots  = flag.String("shots", "", "keep a picture of every page at every size in this folder (make shots)")
	update = flag.Bool("update", false, "write the generated files anew (make docs)")
)
