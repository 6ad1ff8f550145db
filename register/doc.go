// Package register is what officers can have done: open a case, take a step of it,
// look at it, and through an approved case change the register of people and
// households. Every act is one transaction: the guarded move of the case, its
// journal row with the hash of the one before, the effects and the stored answer
// stand or fall together.
//
// The package knows no HTTP. Refusals are typed errors, which the border turns into
// answers. Time, ids and randomness come in through the Registrar.
package register
