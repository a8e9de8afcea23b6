//go:build race

package main

// slowness is how many times longer than usual everything takes.
const slowness = 10
