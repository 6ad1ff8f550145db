package register

import (
	"context"
	"errors"
	"time"

	"hukou/models"
	"hukou/workflow"
)

// errUnmade marks what is described and not yet carried out.
var errUnmade = errors.New("this is not made yet")

// CompareResult is what a comparison found.
type CompareResult string

// The results. Only what has a second source can be equal or differ.
const (
	CompareEqual         CompareResult = "equal"
	CompareDiffers       CompareResult = "differs"
	CompareDeclaredOnly  CompareResult = "declared_only"
	CompareNotComparable CompareResult = "not_comparable"
)

// CompareRow is one item of a case in the sources that speak of it: declared by the
// applicant, read from a paper or another authority's answer, held in the register
// (申报 | 材料 | 登记库 | 结果). A source that says nothing is nil.
type CompareRow struct {
	Field    workflow.Field `json:"field"`
	Item     workflow.Word  `json:"item"`
	Declared *CompareCell   `json:"declared,omitempty"`
	Material *CompareCell   `json:"material,omitempty"`
	Register *CompareCell   `json:"register,omitempty"`
	Result   CompareResult  `json:"result"`
	// MaterialDiffers and RegisterDiffers say which source does not agree with what
	// was declared.
	MaterialDiffers bool `json:"material_differs,omitempty"`
	RegisterDiffers bool `json:"register_differs,omitempty"`
}

// CompareCell is what one source says. Value is as it is read, numbers masked; Text
// says what a code means. Source names the paper or the line of the register.
type CompareCell struct {
	Value  string         `json:"value"`
	Text   *workflow.Word `json:"text,omitempty"`
	Source workflow.Word  `json:"source"`
	// MaterialID is the paper of the case that it was read from, when one is there.
	MaterialID string `json:"material_id,omitempty"`
	// Officer and At say who wrote it down and when; PersonID and Since are the
	// register's line and the day from which it holds.
	Officer  string      `json:"officer,omitempty"`
	At       time.Time   `json:"at,omitzero"`
	PersonID string      `json:"person_id,omitempty"`
	Since    models.Date `json:"since,omitempty"`
}

// Compare sets every declared item of a case beside what its papers and the register
// say, in the order of the form. What is restricted (class D) is left to the handling
// body; the look is logged.
func (r *Registrar) Compare(ctx context.Context, actor Actor, caseID string) ([]CompareRow, error) {
	return nil, errUnmade
}
