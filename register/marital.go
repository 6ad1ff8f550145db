package register

import (
	"encoding/json"
	"slices"

	"hukou/gb"
	"hukou/models"
	"hukou/store"
	"hukou/workflow"
)

// wedded are the codes of GB/T 2261.2 that say there is a marriage; everWedded says so too
// of those that name its end.
var (
	wedded     = []string{"20", "21", "22", "23"}
	everWedded = append(slices.Clone(wedded), string(gb.MaritalWidowed), string(gb.MaritalDivorced))
)

// The ages from which somebody may marry (民法典 1047).
const (
	manMarries   = 22
	womanMarries = 20
)

// maritalDiffers is the marital status declared where it is not the page's.
func (a *act) maritalDiffers() (models.Person, string, error) {
	p, ok, err := a.person()
	code := a.fact(workflow.FactMarital)
	if err != nil || !ok || code == p.Marital {
		return p, "", err
	}
	return p, code, nil
}

// itemsImpossible lists the items that nobody can have at the person's age, or after what the
// page says: whoever stands as divorced or widowed marries again (22, or 23 the same spouse),
// since 20 or 21 would have the marriage that ended last once more.
func (a *act) itemsImpossible() ([]string, error) {
	p, code, err := a.maritalDiffers()
	if err != nil || !slices.Contains(everWedded, code) {
		return nil, err
	}
	parted := p.Marital == string(gb.MaritalDivorced) || p.Marital == string(gb.MaritalWidowed)
	if parted && (code == "20" || code == "21") {
		return []string{string(workflow.FactMarital)}, nil
	}
	from := manMarries
	if p.Sex == string(models.SexFemale) {
		from = womanMarries
	}
	if n, err := a.age(); err != nil || n >= from {
		return nil, err
	}
	return []string{string(workflow.FactMarital)}, nil
}

// itemPaper is the paper that the marital status declared rests on: see FItemPaper.
func (a *act) itemPaper() (string, error) {
	p, code, err := a.maritalDiffers()
	if err != nil {
		return "", err
	}
	switch {
	case slices.Contains(wedded, code):
		return "wedding", nil
	case code == string(gb.MaritalDivorced):
		return "parting", nil
	case code == string(gb.MaritalWidowed):
		n, err := store.Count[models.Person](a.tx, "status = ? and (id = ? or spouse_id = ?)", string(models.StatusDead), p.SpouseID, p.ID)
		if n > 0 {
			return "none", err // the register knows (Norm 12)
		}
		return "death", err
	case code == string(gb.MaritalUnmarried):
		wed, err := a.wasWed(p)
		if wed {
			return "void", err
		}
		return "none", err
	}
	return "none", nil
}

// spouseStands: see workflow.FSpouseStands.
func (a *act) spouseStands() (bool, error) {
	p, code, err := a.maritalDiffers()
	if err != nil || code != string(gb.MaritalWidowed) || !linkLasts(p.Marital) {
		return false, err
	}
	linked, err := spousesStanding(a.tx, p)
	return len(linked) > 0, err
}

// spousesStanding are those in force in the register whom the page names as spouse, or who name
// the person, as long as their own page says of no end of the marriage.
func spousesStanding(tx *store.Tx, p models.Person) ([]models.Person, error) {
	rows, err := store.Many[models.Person](tx, "id", "id in (select ? union select id from people where spouse_id = ? and spouse_id <> '')", p.SpouseID, p.ID)
	return slices.DeleteFunc(rows, func(s models.Person) bool {
		return !inForce(s) || !linkLasts(s.Marital) || s.SpouseID != "" && s.SpouseID != p.ID
	}), err
}

// itemsProof tells whether an item differs that no paper of its own is named for.
func (a *act) itemsProof() (bool, error) {
	differ, err := a.itemsThatDiffer()
	if err != nil {
		return false, err
	}
	if len(differ) != 1 || differ[0] != string(workflow.FactMarital) {
		return len(differ) > 0, nil
	}
	on, err := a.itemPaper()
	return on == "none" && a.fact(workflow.FactMarital) != string(gb.MaritalWidowed), err
}

// wasWed tells whether the register has somebody as married, widowed or divorced, now or by
// an act that nobody undid, or with a spouse who lives.
func (a *act) wasWed(p models.Person) (bool, error) {
	if wed, err := a.marriedElsewhere(p, models.Person{}); err != nil || wed {
		return wed, err
	}
	events, err := a.r.openEvents(a.tx, p.ID)
	if err != nil {
		return false, err
	}
	before := ""
	for _, e := range events {
		var image models.Person
		if err := json.Unmarshal(e.Plain, &image); err != nil {
			return false, err
		}
		same := image.Marital == before
		before = image.Marital
		if same || e.Reverses != "" || slices.ContainsFunc(events, func(x Opened) bool { return x.Reverses == e.ID }) {
			continue
		}
		if slices.Contains(everWedded, image.Marital) {
			return true, nil
		}
	}
	return false, nil
}
