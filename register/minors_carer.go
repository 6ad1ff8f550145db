package register

import "slices"

// ableKeepers are those of a minor's parents and guardians who can care for them: an adult with
// a guardian of their own cannot (民法典 28, 34), and counts only where the register has nobody
// else of them.
func (a *act) ableKeepers(keepers []string) ([]string, error) {
	var wards []string
	others := false
	for _, id := range keepers {
		k, _, err := a.personByID(id)
		if err != nil {
			return nil, err
		}
		ward, err := a.adultWard(k)
		if err != nil {
			return nil, err
		}
		if ward {
			wards = append(wards, id)
		}
		others = others || !ward && inForce(k)
	}
	if !others {
		return keepers, nil
	}
	return slices.DeleteFunc(slices.Clone(keepers), func(id string) bool { return slices.Contains(wards, id) }), nil
}
