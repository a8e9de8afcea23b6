package main

import (
	"os"

	"newspane/ui/picture"
)

// cellSize is not known of the console; it is asked.
func cellSize(*os.File) picture.Cell { return picture.Cell{} }
