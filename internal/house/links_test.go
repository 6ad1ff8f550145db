package house_test

import (
	"fmt"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var (
	inlineLink    = regexp.MustCompile(`\]\(\s*<?([^)<>\s]+)>?(?:\s+["'(][^)]*)?\s*\)`)
	referenceLink = regexp.MustCompile(`^ {0,3}\[[^\]]+\]:\s*<?([^<>\s]+)>?`)
	htmlLink      = regexp.MustCompile(`(?:href|src)="([^"]+)"`)
	htmlAnchor    = regexp.MustCompile(`(?:id|name)="([^"]+)"`)
	codeSpan      = regexp.MustCompile("`[^`]*`")
	heading       = regexp.MustCompile(`^ {0,3}#{1,6}\s+(.*?)\s*#*\s*$`)
	linkText      = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
)

// line is one line of a Markdown file outside its code blocks.
type line struct {
	number int
	text   string
}

// prose leaves out fenced code blocks, whose lines are nobody's links.
func prose(text string) []line {
	var lines []line
	fence := ""
	for i, l := range strings.Split(text, "\n") {
		mark := strings.TrimSpace(l)
		switch {
		case fence == "" && (strings.HasPrefix(mark, "```") || strings.HasPrefix(mark, "~~~")):
			fence = mark[:3]
		case fence == "":
			lines = append(lines, line{number: i + 1, text: l})
		case strings.HasPrefix(mark, fence) && strings.Trim(mark, fence[:1]) == "":
			fence = ""
		}
	}
	return lines
}

// links finds relative links in Markdown that lead nowhere: to no file, out of
// the repository, or to a heading that does not stand in the file.
func links(t *tree) []string {
	var found []string
	for _, d := range t.texts {
		if path.Ext(d.path) != ".md" {
			continue
		}
		for _, l := range prose(d.text) {
			for _, target := range targets(l.text) {
				if why := t.broken(d, target); why != "" {
					found = append(found, fmt.Sprintf("%s:%d: the link %q %s", d.path, l.number, target, why))
				}
			}
		}
	}
	return found
}

func targets(text string) []string {
	text = codeSpan.ReplaceAllString(text, "")
	var all []string
	for _, pattern := range []*regexp.Regexp{inlineLink, referenceLink, htmlLink} {
		for _, m := range pattern.FindAllStringSubmatch(text, -1) {
			all = append(all, m[1])
		}
	}
	return all
}

// broken says where a link fails to lead, or nothing. Addresses elsewhere are
// not asked: the checks need no network.
func (t *tree) broken(from document, target string) string {
	u, err := url.Parse(target)
	if err != nil {
		return "is no link"
	}
	if u.Scheme != "" || u.Host != "" {
		return ""
	}
	to := from.path
	if u.Path != "" {
		to = path.Join(path.Dir(from.path), u.Path)
		if path.IsAbs(u.Path) {
			to = strings.TrimPrefix(path.Clean(u.Path), "/")
		}
	}
	if to == ".." || strings.HasPrefix(to, "../") {
		return "leaves the repository"
	}
	text, err := os.ReadFile(filepath.Join(t.root, filepath.FromSlash(to)))
	if info, statErr := os.Stat(filepath.Join(t.root, filepath.FromSlash(to))); statErr != nil {
		return "leads to no file"
	} else if info.IsDir() || u.Fragment == "" || path.Ext(to) != ".md" {
		return ""
	}
	if err != nil || !anchors(string(text))[u.Fragment] {
		return "leads to no heading of " + to
	}
	return ""
}

// anchors are the names a Markdown file's headings get on a code forge: lower
// case, spaces to hyphens, punctuation gone, repeats numbered.
func anchors(text string) map[string]bool {
	names, seen := map[string]bool{}, map[string]int{}
	for _, l := range prose(text) {
		for _, m := range htmlAnchor.FindAllStringSubmatch(l.text, -1) {
			names[m[1]] = true
		}
		m := heading.FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		name := anchor(linkText.ReplaceAllString(m[1], "$1"))
		if n := seen[name]; n > 0 {
			names[name+"-"+strconv.Itoa(n)] = true
		} else {
			names[name] = true
		}
		seen[name]++
	}
	return names
}

func anchor(title string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.M, r), r == '-', r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}
