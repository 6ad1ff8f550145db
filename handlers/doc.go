// Package handlers is the program's border: the JSON API under /api/v1, its
// description, the sign-in, and what a service needs to be watched. It is the only
// room that knows HTTP. Whatever an officer asks for is handed to package register
// as a typed request; the officer comes from the session, never from the request.
//
// routes.go lists every call with who may make it, errors.go every answer that is a
// no, catalogue.go what those answers say in Chinese and in English.
package handlers
