package related

// OnSubject reports whether articles of this likeness are on one subject.
func OnSubject(cosine float64) bool { return cosine >= onSubject }
