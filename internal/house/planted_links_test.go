package house_test

import "strings"

// fenced puts text in a code block, where a link is only shown.
func fenced(text string) string { return strings.Join([]string{"```sh", text, "```", ""}, "\n") }

var plantedLinks = []planted{
	{
		story: "links that lead somewhere",
		rule:  "every Markdown link resolves",
		files: map[string]string{
			"README.md": "See [the law](docs/law.md#第三条-新生儿), [again](docs/law.md#steps-1 \"title\"),\n" +
				"[here](#hukou-户口), [elsewhere](https://example.org/none), [mail](mailto:a@b.example),\n" +
				"![picture](docs/a%20b.svg), [folder](docs), [code](docs/law.md), `[shown](none.md)`, [id](docs/law.md#mark).\n" +
				"[ref]: docs/law.md\n# Hukou 户口\n" + fenced("[shown](none.md)"),
			"docs/law.md":  "# Law\n## 第三条 新生儿\n## Steps\n## [Steps](../README.md)\n<a id=\"mark\"></a>\n[root](/README.md)\n",
			"docs/a b.svg": "<svg/>",
		},
	},
	{
		story: "links that lead nowhere",
		rule:  "every Markdown link resolves",
		files: map[string]string{
			"README.md": "[a](docs/none.md)\n[b](docs/law.md#no-such)\n[c]: gone.md\n<img src=\"none.png\">\n" + fenced("x") + "[d](#none) and [e](../shared/law.md)\n" +
				"[f](docs/law.md#steps-1)\n",
			"docs/law.md": "# Steps\n" + fenced("# Not a heading") + "[g](README.md)\n[h](#not-a-heading)\n",
		},
		want: []string{
			"README.md:1: the link \"docs/none.md\" leads to no file",
			"README.md:2: the link \"docs/law.md#no-such\" leads to no heading of docs/law.md",
			"README.md:3: the link \"gone.md\" leads to no file",
			"README.md:4: the link \"none.png\" leads to no file",
			"README.md:8: the link \"#none\" leads to no heading of README.md",
			"README.md:8: the link \"../shared/law.md\" leaves the repository",
			"README.md:9: the link \"docs/law.md#steps-1\" leads to no heading",
			"docs/law.md:5: the link \"README.md\" leads to no file",
			"docs/law.md:6: the link \"#not-a-heading\" leads to no heading",
		},
	},
}
