// Package keys turns keystrokes, counts and sequences into action names, by scope.
package keys
