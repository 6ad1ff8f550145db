package house_test

var plantedNames = []planted{
	{
		story: "documents that name the tests there are",
		rule:  "every test that a document names exists",
		files: map[string]string{
			"docs/trust.md":   "Shown by `TestAll`, `FuzzDate` and `BenchmarkPace`; `go test -run '^TestSome$'` runs one.\n" + fenced("`TestNone`"),
			"a/a_test.go":     "package a\n\nfunc TestAll() {}\n\nfunc FuzzDate() {}\n",
			"b/pace_test.go":  "package b\n\nfunc BenchmarkPace() {}\n",
			"docs/words.html": "`TestNone`",
		},
	},
	{
		story: "documents that promise a test nobody wrote",
		rule:  "every test that a document names exists",
		files: map[string]string{
			"docs/trust.md": "# Trust\n`TestAll` and `TestNone`\n",
			"README.md":     "See `FuzzAll`, `TestMethod` and `TestHelper`.\n",
			"a/a_test.go":   "package a\n\nfunc TestAll() {}\n\ntype x int\n\nfunc (x) TestMethod() {}\n",
			"a/help.go":     "package a\n\nfunc TestHelper() {}\n",
		},
		want: []string{"README.md:1: there is no test FuzzAll", "README.md:1: there is no test TestHelper", "README.md:1: there is no test TestMethod", "docs/trust.md:2: there is no test TestNone"},
	},
}
