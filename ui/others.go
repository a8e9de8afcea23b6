package ui

// othersChanged takes what another process (a timer's fetch, a command) did to the library: the marks of what is shown
// are read anew. An untouched list begins anew with what has come in; another one says that it is there.
func (m *Model) othersChanged() {
	m.treeStale, m.rowsStale = true, true
	if m.shownID() != 0 && m.completing == 0 && m.loadingID == 0 {
		m.reload = true
	}
	if m.list.touched && m.list.list.N > 0 || m.opened {
		m.list.others = true
		return
	}
	m.list.stale = true
}
