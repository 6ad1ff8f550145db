// Package ui is the shell that every desk shares: the page around the content, the
// words in Chinese and English, the components (chips, deadlines, fields, notices)
// and the static files. It knows no case, no session and no database; whoever renders
// a page tells it everything in a View.
//
// Words stand where they are shown, as pairs: v.T("我的件", "My cases"). A test
// gathers all pairs into one catalogue (docs/words.md), finds text without a pair, and
// holds each Chinese text to one English.
package ui
