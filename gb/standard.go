package gb

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"hukou/models"
)

//go:embed data/standard.txt
var standardText string

// standardCount is how many characters 《通用规范汉字表》 (国发〔2013〕23号) has.
const standardCount = 8105

// standard is the table in memory. It is part of the program: one that is not whole is
// a mistake of ours, found by the tests, and stops the program.
var standard = sync.OnceValue(func() map[rune]bool {
	table, err := loadStandard(standardText)
	if err != nil {
		panic(fmt.Sprintf("gb: embedded characters: %v", err))
	}
	return table
})

// loadStandard reads the table: characters, any number a line; a line that begins with
// # is a heading.
func loadStandard(text string) (map[rune]bool, error) {
	table := make(map[rune]bool, standardCount)
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, r := range strings.TrimSpace(line) {
			if table[r] {
				return nil, fmt.Errorf("standard.txt: %U stands twice", r)
			}
			table[r] = true
		}
	}
	if len(table) != standardCount {
		return nil, fmt.Errorf("standard.txt: %d characters, not %d", len(table), standardCount)
	}
	return table, nil
}

// StandardCharacter tells whether r stands in 《通用规范汉字表》, from which a given name
// is chosen (Norm 49).
func StandardCharacter(r rune) bool { return standard()[r] }

// RareGiven are the Han characters of a name's given part that do not stand in the
// table, each once. The surname may be written with any character, and so may a name carried
// over from another language, whose parts a dot divides: both have none.
func RareGiven(name string) []rune {
	if strings.ContainsRune(name, models.Interpunct) {
		return nil
	}
	var rare []rune
	for _, r := range strings.TrimPrefix(visible(name), Surname(name)) {
		if models.IsHan(r) && !StandardCharacter(r) && !slices.Contains(rare, r) {
			rare = append(rare, r)
		}
	}
	return rare
}

// Surname is the first character of a name, or its first two where they are a compound
// surname and a given name follows.
func Surname(name string) string {
	shown := []rune(visible(name))
	if len(shown) > 2 && compoundSurname(string(shown[:2])) {
		return string(shown[:2])
	}
	return string(shown[:min(1, len(shown))])
}

// compoundSurname tells whether the two characters are a surname: those whose reading
// has a row of its own, and those whose second character the table does not have.
func compoundSurname(two string) bool {
	return surnameReadings[two] != "" || slices.Contains([]string{"歐陽", "司馬", "公孫", "軒轅", "鍾離", "赫連", "東門", "西門", "南宮", "濮陽", "叔孫", "仲孫"}, two)
}
