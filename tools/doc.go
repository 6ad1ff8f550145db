// Package tools pins the programs that check the code, and checks what runs the
// program in containers. It is a module of its own, so that none of what it
// needs becomes a dependency of the program.
package tools
