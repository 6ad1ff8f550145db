package register

import (
	"cmp"
	"encoding/json"
	"strconv"
	"time"

	"hukou/models"
	"hukou/seal"
	"hukou/store"
)

// The kinds of register events. A move within one deployment is two events, out and
// in, with one correlation.
const (
	EventBirth       = "birth"
	EventFirst       = "first"
	EventNumber      = "number"
	EventGuardian    = "guardian"
	EventMoveOut     = "move_out"
	EventMoveIn      = "move_in"
	EventDeath       = "death"
	EventCancel      = "cancel"
	EventRestore     = "restore"
	EventReverse     = "reverse"
	EventLoad        = "load"
	EventHeadVacant  = "head_vacant"
	EventHouseClosed = "household_closed"
	EventChange      = "change"
	EventRelation    = "relation"
	EventHead        = "head_changed"
	EventHouseOpened = "household_opened"
	EventAddress     = "address"
	EventName        = "name"
	EventParents     = "parents"
	EventService     = "service"
	EventLandedAway  = "landed_away"
	EventHelper      = "helper_changed"
)

// What a register event is about.
const (
	SubjectPerson    = "person"
	SubjectHousehold = "household"
)

// The reasons of register events beyond those of package gb. A birth entered more
// than a year after it is late, which only the statistics show.
const (
	ReasonBirth        = "birth"
	ReasonBirthLate    = "birth_late"
	ReasonGuardianship = "guardianship"
	ReasonAdoption     = "fostering" // 收（寄）养, as package gb has it
	ReasonDuplicate    = "duplicate"
	ReasonReversed     = "reversed"
	ReasonMovedAway    = "moved_away"
)

// eventSpec says what a change of the register is. Days left empty are today, the
// bodies and households are those of the images before and after, and all events of
// one step share one correlation.
type eventSpec struct {
	Kind        string
	Reason      string
	Scope       string
	EventOn     models.Date
	EffectiveOn models.Date
	FromOrg     string
	ToOrg       string
	FromHouse   string
	ToHouse     string
	Reverses    string
	// Guardians, when given, are all the guardianships that stand after the event.
	Guardians *[]models.Guardianship
}

// newEvent fills in what follows from the act; the image is the caller's. Both
// engines keep microseconds, so the event in hand is the event stored.
func (a *act) newEvent(kind string, subject string, serial int64, prev string, ev eventSpec) models.RegisterEvent {
	out := models.RegisterEvent{ID: a.r.newID(), Kind: ev.Kind, Reason: ev.Reason, Scope: ev.Scope, SubjectKind: kind, SubjectID: subject,
		Serial: serial, FromOrg: ev.FromOrg, ToOrg: ev.ToOrg, FromHouse: ev.FromHouse, ToHouse: ev.ToHouse, EventOn: ev.EventOn,
		EffectiveOn: ev.EffectiveOn, RecordedAt: a.now.Truncate(time.Microsecond), CaseID: a.c.ID, Correlation: a.correlation(), Prev: prev, Reverses: ev.Reverses}
	if out.EventOn == "" {
		out.EventOn = a.today
	}
	if out.EffectiveOn == "" {
		out.EffectiveOn = a.today
	}
	return out
}

// correlation joins the events of one step, which are one act at up to two stations.
func (a *act) correlation() string {
	if id, ok := a.detail["correlation"].(string); ok {
		return id
	}
	id := a.r.newID()
	a.note("correlation", id)
	return id
}

// placeImage is where the image of a subject's event is stored: under the subject's
// own key, bound to the event's serial.
func placeImage(e models.RegisterEvent) seal.Place {
	return seal.Place{Table: "register_events", Column: "image_sealed", Row: e.SubjectID, Part: strconv.FormatInt(e.Serial, 10)}
}

// sealImage puts the after-image into the event.
func (r *Registrar) sealImage(e *models.RegisterEvent, image any) error {
	plain, err := json.Marshal(image)
	if err != nil {
		return err
	}
	e.Image = r.keys.Seal(placeImage(*e).In(cmp.Or(e.ToOrg, e.FromOrg)), plain)
	return nil
}

// openEvents are all events of a subject with their images, in the order of their
// serials.
func (r *Registrar) openEvents(tx *store.Tx, subject string) ([]Opened, error) {
	rows, err := store.Many[models.RegisterEvent](tx, "serial", "subject_id = ?", subject)
	if err != nil {
		return nil, err
	}
	return r.openAll(rows)
}

func (r *Registrar) openAll(rows []models.RegisterEvent) ([]Opened, error) {
	out := make([]Opened, len(rows))
	for i, e := range rows {
		plain, err := r.keys.Open(placeImage(e), e.Image)
		if err != nil {
			return nil, err
		}
		out[i] = Opened{RegisterEvent: e, Plain: plain}
	}
	return out, nil
}

// personImage is a person in an event: the row with the columns that JSON leaves
// out elsewhere, and the guardianships that stood.
type personImage struct {
	models.Person
	NumberSealed []byte                `json:"number_sealed,omitempty"`
	NumberIndex  []byte                `json:"number_index,omitempty"`
	Pinyin       string                `json:"pinyin,omitempty"`
	Initials     string                `json:"initials,omitempty"`
	CertSealed   []byte                `json:"birth_cert_sealed,omitempty"`
	CertIndex    []byte                `json:"birth_cert_index,omitempty"`
	BirthKey     []byte                `json:"birth_key,omitempty"`
	Guardians    []models.Guardianship `json:"guardians,omitempty"`
}

func imageOf(p models.Person, guardians []models.Guardianship) personImage {
	return personImage{Person: p, NumberSealed: p.NumberSealed, NumberIndex: p.NumberIndex, Pinyin: p.Pinyin, Initials: p.Initials,
		CertSealed: p.CertSealed, CertIndex: p.CertIndex, BirthKey: p.BirthKey, Guardians: guardians}
}

// person is the row of the image.
func (i personImage) person() models.Person {
	p := i.Person
	p.NumberSealed, p.NumberIndex, p.Pinyin, p.Initials = i.NumberSealed, i.NumberIndex, i.Pinyin, i.Initials
	p.CertSealed, p.CertIndex, p.BirthKey = i.CertSealed, i.CertIndex, i.BirthKey
	return p
}
