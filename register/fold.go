package register

import (
	"encoding/json"
	"fmt"
	"time"

	"hukou/models"
)

// Opened is a register event with its after-image as plain JSON, as Fold reads it.
type Opened struct {
	models.RegisterEvent
	Plain []byte
}

// Folded is a person or household as it was on a day, as far as it was known at an
// instant. Origin tells for each item of the image which event gave it its value.
type Folded struct {
	Image  map[string]json.RawMessage
	Origin map[string]models.RegisterEvent
	Last   models.RegisterEvent
}

// Fold is the state of one subject on a day, as known at an instant; an empty day
// is the end of time, a zero instant is now. The events are all of that subject, in
// the order of their serials. False tells that the register did not have it.
//
// An event counts when it holds by then (EffectiveOn) and was recorded by then. It
// gives the items in which its image differs from the image before, and no others:
// an act recorded late for an early day therefore does not carry the acts in
// between back to that day. Of two that speak of one item the one recorded later is
// believed. A reversal holds from the same day as what it undoes, so once it is
// known nothing of the other is left on any day.
func Fold(events []Opened, asOf models.Date, knownAt time.Time) (Folded, bool, error) {
	out := Folded{Image: map[string]json.RawMessage{}, Origin: map[string]models.RegisterEvent{}}
	before := map[string]json.RawMessage{}
	for _, e := range events {
		image, err := itemsOf(e.Plain)
		if err != nil {
			return Folded{}, false, fmt.Errorf("the image of register event %s cannot be read: %w", e.ID, err)
		}
		counts := (asOf == "" || e.EffectiveOn <= asOf) && (knownAt.IsZero() || !e.RecordedAt.After(knownAt))
		if !counts && out.Last.ID == "" && e.Prev == "" {
			// The subject entered the register later than this, or it was not yet known.
			return Folded{}, false, nil
		}
		if counts {
			out.apply(before, image, e.RegisterEvent)
		}
		before = image
	}
	return out, out.Last.ID != "", nil
}

// apply takes over the items that an event changed.
func (f *Folded) apply(before, image map[string]json.RawMessage, e models.RegisterEvent) {
	for item, value := range image {
		if string(before[item]) != string(value) {
			f.Image[item], f.Origin[item] = value, e
		}
	}
	for item := range before {
		if _, stays := image[item]; !stays {
			delete(f.Image, item)
			f.Origin[item] = e
		}
	}
	f.Last = e
}

// itemsOf is an image as its items; one that has the zero value stands for none.
func itemsOf(plain []byte) (map[string]json.RawMessage, error) {
	out := map[string]json.RawMessage{}
	return out, json.Unmarshal(plain, &out)
}

// read puts the image into a noun.
func (f Folded) read(into any) error {
	plain, err := json.Marshal(f.Image)
	if err != nil {
		return err
	}
	return json.Unmarshal(plain, into)
}

// Person is the person of the folded image, sealed columns included.
func (f Folded) Person() (models.Person, []models.Guardianship, error) {
	var image personImage
	if err := f.read(&image); err != nil {
		return models.Person{}, nil, err
	}
	return image.person(), image.Guardians, nil
}

// Household is the household of the folded image.
func (f Folded) Household() (models.Household, error) {
	var h models.Household
	return h, f.read(&h)
}
