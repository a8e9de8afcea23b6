// Package theme is the palette by meaning: it turns a terminal's colours and abilities into styles and glyphs.
package theme
