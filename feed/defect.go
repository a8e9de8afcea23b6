package feed

import (
	"errors"
	"fmt"
	"runtime"
)

// Defect returns what may be told of the value of a panic in logs and reports: the runtime's own words, and of every
// other value its type alone, for it may hold what was read.
func Defect(value any) string {
	var own runtime.Error
	if err, ok := value.(error); ok && errors.As(err, &own) {
		return Clean(own.Error()).String()
	}
	return fmt.Sprintf("a value of type %T", value)
}
