// Package cast holds the invented people of the register: officers, stations, an
// institution with seventy children, families with newborns. Tests, the
// demonstration and the documentation meet the same people everywhere (docs/cast.md).
//
// Nobody in it exists. Counties are real, stations are not; every citizen number
// begins with 649901, a code that belongs to no county. The people are tables, and
// what happens to them are real steps taken through package register, day by day: a
// scene whose day has not come by the moment asked for is not played.
package cast
