// Package desk is what every desk's handlers share: who asks, in which language, the
// page around their content, and how refusals are shown. A desk is a package beside
// this one that adds its addresses with Get and Post; its handlers call package
// register as the JSON API does, so that pages and programs have one set of rules.
package desk
