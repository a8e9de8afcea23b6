// Package ui is the screen: a Bubble Tea model of panes over a [Library]. It knows neither SQL nor HTTP.
package ui
