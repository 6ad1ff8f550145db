package register

import (
	"slices"

	"hukou/models"
)

// withhold leaves out of the hits what needs an approval to be read: of a minor where
// they live and, outside a case, when they were born; of a sealed person all but that
// they are there, and that only to who asked for the full number.
func (s *searcher) withhold(hits []Hit, l look) error {
	files, err := s.a.closedFiles(s.found, look{})
	if err != nil {
		return err
	}
	for i, h := range hits {
		switch files[h.ID].withheld() {
		case AccessSealed:
			hits[i] = Hit{Kind: h.Kind, ID: h.ID, Name: SealedWord().Zh, Withheld: AccessSealed}
		case AccessMinor:
			hits[i].Withheld, hits[i].Address, hits[i].HouseholdID, hits[i].HouseholdNumber, hits[i].HouseholdKind = AccessMinor, "", "", "", ""
			if !l.inCase {
				hits[i].BirthDate = ""
			}
		}
	}
	return nil
}

// dropSealed takes sealed people out of what a name found: that the name fits would say
// whose entry is sealed.
func (s *searcher) dropSealed() error {
	if s.exact {
		return nil
	}
	kept, err := s.a.unsealed(s.found)
	if err != nil || len(kept) == len(s.found) {
		return err
	}
	s.found = kept
	s.hits = slices.DeleteFunc(s.hits, func(h Hit) bool {
		return h.Kind == "person" && !slices.ContainsFunc(kept, func(p models.Person) bool { return p.ID == h.ID })
	})
	return nil
}

// unsealed are those of some people who are not sealed.
func (a *act) unsealed(people []models.Person) ([]models.Person, error) {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.ID
	}
	sealed, err := a.sealedAmong(ids)
	if err != nil || len(sealed) == 0 {
		return people, err
	}
	return slices.DeleteFunc(slices.Clone(people), func(p models.Person) bool { return sealed[p.ID] }), nil
}
