package cast

import (
	"fmt"

	"hukou/gb"
	"hukou/models"
	"hukou/register"
)

// numberPrefix begins every citizen number of the cast: a code of no county.
const numberPrefix = gb.TestCounty

// number is a citizen number of the cast; the tables hold no date and no sequence
// that makes none.
func number(born models.Date, seq int) models.CitizenNumber {
	n, err := models.NewCitizenNumber(numberPrefix, born, seq)
	if err != nil {
		panic("cast: a line of the tables makes no citizen number: " + err.Error())
	}
	return n
}

// population builds the households of the cast in a fixed order.
type population struct {
	houses []register.LoadedHousehold
	inside map[string]int // households of a station so far
	codes  map[string]int // sequence codes of a birth date and sex so far
	named  int
	// last is the household of the child before, and lastKin who heads it.
	last    int
	lastKin kin
}

func newPopulation() *population {
	return &population{inside: map[string]int{}, codes: map[string]int{}}
}

// house adds a family household and gives its place. The grown have their native place in
// its county.
func (b *population) house(key, station string, opened models.Date, members ...register.LoadedPerson) int {
	b.inside[station]++
	n := b.inside[station]
	for i, p := range members {
		if p.BirthPlaceCode == "" {
			members[i].NativePlace = station[:6]
		}
	}
	b.houses = append(b.houses, register.LoadedHousehold{ID: ID("house/" + key), Number: fmt.Sprintf("%06d", n), Org: station, Division: station[:6],
		Kind: models.FamilyHousehold, Address: fmt.Sprintf("%s%s%d号", find(allStations(), station).zh, streets[n%len(streets)], 3*n+1), OpenedOn: opened, Members: members})
	return len(b.houses) - 1
}

// streets of every place; the cast's maps are small.
var streets = []string{"北街", "东巷", "渠南路", "学堂路", "西坡路"}

func (b *population) addTo(house int, p register.LoadedPerson) {
	b.houses[house].Members = append(b.houses[house].Members, p)
}

// link changes the line of a person already placed.
func (b *population) link(key string, change func(*register.LoadedPerson)) {
	for i := range b.houses {
		for j := range b.houses[i].Members {
			if b.houses[i].Members[j].Key == key {
				change(&b.houses[i].Members[j])
			}
		}
	}
}

// firstAdultCode keeps the sequence codes below it for the children of the rosters.
const firstAdultCode = 301

// adult is a person with a number of their own, who has lived where they are since
// the household was opened.
func (b *population) adult(key, name string, sex models.Sex, born models.Date, relation string) register.LoadedPerson {
	day := string(born) + string(sex)
	seq := firstAdultCode + 2*b.codes[day]
	if sex == girl {
		seq++
	}
	b.codes[day]++
	return register.LoadedPerson{ID: ID("person/" + key), Key: key, Number: number(born, seq), Name: name, Sex: string(sex), BirthDate: born,
		Ethnicity: b.ethnicity(key), Relation: relation, Marital: string(gb.MaritalUnmarried)}
}

// ethnicity fills the register's item with one of two values by chance of the name.
// No table, file or page of the cast shows it.
func (b *population) ethnicity(key string) string {
	return []string{"01", "03"}[ID(key)[20]%2]
}

// name is the next name that nobody bears yet, with the surname given or another.
func (b *population) name(surname string, sex models.Sex) string {
	n := b.named
	b.named++
	if surname == "" {
		surname = surnames[n*5%len(surnames)]
	}
	given := mensNames
	if sex == girl {
		given = womensNames
	}
	return surname + given[n*3%len(given)] + seconds[n/len(given)%len(seconds)]
}

var (
	surnames    = []string{"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓", "许", "傅", "沈"}
	mensNames   = []string{"建", "志", "国", "永", "文", "学", "海", "兴", "守", "德", "广", "振", "长", "宏", "子", "少", "正", "希", "承", "怀", "景", "伯", "光"}
	womensNames = []string{"秀", "玉", "春", "桂", "月", "雪", "晓", "素", "淑", "兰", "婉", "静", "佩", "若", "清", "丽", "思", "雅", "巧", "惠", "美", "宝", "凤"}
	seconds     = []string{"平", "林", "川", "宁", "禾", "泉", "岭", "远", "舟", "安"}
)

// numberOf is the full citizen number of somebody of the cast, as on their card; empty
// for nobody.
func numberOf(person string) string {
	for _, h := range Households() {
		for _, m := range h.Members {
			if m.ID == person {
				return m.Number.Reveal()
			}
		}
	}
	return ""
}
