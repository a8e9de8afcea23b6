// Package list is a cursor and a scroll position over n rows that it never holds.
package list
