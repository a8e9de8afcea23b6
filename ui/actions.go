package ui

import (
	tea "charm.land/bubbletea/v2"
)

// action is something the reader can do. The table below drives dispatch, help, hints, palette and the README's table.
type action struct {
	name  string // stable: what settings call it
	group string // its heading in the help
	keys  []string
	help  string
	short string                              // for the bar of hints
	scope string                              // where its keys count; "" everywhere
	run   func(m *Model, n int) tea.Cmd       // n is the count typed before, 0 for none
	why   func(m *Model) (unavailable string) // nil or "" when it can be done here
}

// The headings of the help.
const (
	groupRead   = "Move and read"
	groupAct    = "Act on an article"
	groupShare  = "Share, copy, print"
	groupFeeds  = "Feeds"
	groupFind   = "Find and go"
	groupView   = "View and program"
	groupMacros = "Your own"
)

// allActions is the action table, in the order of the help.
func allActions() []action {
	return []action{
		{name: "down", group: groupRead, keys: []string{"j", "down"}, help: "down one row or line", run: func(m *Model, n int) tea.Cmd { return m.move(byRow, times(n)) }},
		{name: "up", group: groupRead, keys: []string{"k", "up"}, help: "up one row or line", run: func(m *Model, n int) tea.Cmd { return m.move(byRow, -times(n)) }},
		{name: "left", group: groupRead, keys: []string{"h", "left"}, help: "pane to the left, back", short: "back", run: (*Model).left},
		{name: "right", group: groupRead, keys: []string{"l", "right"}, help: "pane to the right; on a row: open it", run: (*Model).right},
		{name: "open", group: groupRead, keys: []string{"enter"}, help: "open; on a link: read it here (3 enter opens link 3)", short: "read", run: (*Model).enter},
		{name: "read-on", group: groupRead, keys: []string{"space"}, help: "read on: a page, at the end the next unread article", short: "read on", run: (*Model).readOn},
		{name: "page-back", group: groupRead, keys: []string{"shift+space"}, help: "one page back", run: func(m *Model, n int) tea.Cmd { return m.move(byPage, -times(n)) }},
		{name: "half-down", group: groupRead, keys: []string{"ctrl+d"}, help: "half a page down", run: func(m *Model, n int) tea.Cmd { return m.move(byHalf, times(n)) }},
		{name: "half-up", group: groupRead, keys: []string{"ctrl+u"}, help: "half a page up", run: func(m *Model, n int) tea.Cmd { return m.move(byHalf, -times(n)) }},
		{name: "page-down", group: groupRead, keys: []string{"pgdown", "ctrl+f"}, help: "a page down", run: func(m *Model, n int) tea.Cmd { return m.move(byPage, times(n)) }},
		{name: "page-up", group: groupRead, keys: []string{"pgup", "ctrl+b"}, help: "a page up", run: func(m *Model, n int) tea.Cmd { return m.move(byPage, -times(n)) }},
		{name: "top", group: groupRead, keys: []string{"g g", "home"}, help: "first row, top of the text", run: func(m *Model, _ int) tea.Cmd { return m.move(toTop, 1) }},
		{name: "end", group: groupRead, keys: []string{"G", "end"}, help: "last row, end of the text", run: func(m *Model, _ int) tea.Cmd { return m.move(toEnd, 1) }},
		{name: "next-pane", group: groupRead, keys: []string{"tab"}, help: "next pane", short: "pane", run: func(m *Model, _ int) tea.Cmd { return m.cycle(1) }},
		{name: "previous-pane", group: groupRead, keys: []string{"shift+tab"}, help: "previous pane", run: func(m *Model, _ int) tea.Cmd { return m.cycle(-1) }},
		{name: "next-unread", group: groupRead, keys: []string{"n"}, help: "next unread article; while finding: next match", short: "next", run: func(m *Model, n int) tea.Cmd { return m.next(times(n)) }},
		{name: "previous-unread", group: groupRead, keys: []string{"N", "p"}, help: "previous unread article; while finding: previous match", run: func(m *Model, n int) tea.Cmd { return m.next(-times(n)) }},
		{name: "next-feed", group: groupRead, keys: []string{"]"}, help: "next feed with something unread", run: func(m *Model, _ int) tea.Cmd { return m.nextFeed(1) }},
		{name: "previous-feed", group: groupRead, keys: []string{"["}, help: "previous feed with something unread", run: func(m *Model, _ int) tea.Cmd { return m.nextFeed(-1) }},
		{name: "neighbour-down", group: groupRead, keys: []string{"J"}, help: "the neighbour pane: from the list scroll the article, from the article the next article", short: "article", run: func(m *Model, n int) tea.Cmd { return m.neighbour(times(n)) }},
		{name: "neighbour-up", group: groupRead, keys: []string{"K"}, help: "the neighbour pane, up", run: func(m *Model, n int) tea.Cmd { return m.neighbour(-times(n)) }},
		{name: "back", group: groupRead, keys: []string{"backspace", "H"}, help: "back to the article read before", run: func(m *Model, _ int) tea.Cmd { return m.wander(m.trail.back, "Nothing to go back to.") }},
		{name: "forward", group: groupRead, keys: []string{"L"}, help: "forward again", run: func(m *Model, _ int) tea.Cmd { return m.wander(m.trail.forward, "Nothing to go forward to.") }},
		{name: "next-heading", group: groupRead, keys: []string{"}"}, help: "next heading", run: func(m *Model, _ int) tea.Cmd { return m.heading(1) }, why: needsArticle},
		{name: "previous-heading", group: groupRead, keys: []string{"{"}, help: "previous heading", run: func(m *Model, _ int) tea.Cmd { return m.heading(-1) }, why: needsArticle},
		{name: "fold", group: groupRead, keys: []string{"."}, help: "fold or unfold a folder; on a row with +2: all articles of the story", run: (*Model).fold},

		{name: "bookmark", group: groupAct, keys: []string{"b", "s"}, help: "bookmark on or off: kept for ever, text and all", short: "bookmark", run: (*Model).bookmark, why: needsTarget},
		{name: "keep-with", group: groupAct, keys: []string{"B"}, help: "bookmark with tags, note and shelf", run: (*Model).bookmarkForm, why: needsTarget},
		{name: "read-later", group: groupAct, keys: []string{"w"}, help: "read later, or no longer (3 w: the page of link 3)", short: "read later", run: (*Model).readLater, why: needsTarget},
		{name: "tag", group: groupAct, keys: []string{"t"}, help: "tags: add and remove", short: "tags", run: (*Model).askTags, why: needsTarget},
		{name: "note", group: groupAct, keys: []string{"C"}, help: "write a note on this article", short: "note", run: (*Model).askNote, why: needsTarget},
		{name: "highlight", group: groupAct, keys: []string{"M"}, help: "highlight: choose sentences, enter keeps them", short: "highlight", run: (*Model).pick, why: needsArticle},
		{name: "read", group: groupAct, keys: []string{"m"}, help: "read or unread", short: "read/unread", run: (*Model).toggleRead, why: needsTarget},
		{name: "done", group: groupAct, keys: []string{"d"}, help: "done: mark read and go to the next", run: (*Model).done, why: needsTarget},
		{name: "all-read", group: groupAct, keys: []string{"A"}, help: "mark everything in this list read", short: "all read", run: (*Model).allRead},
		{name: "hide", group: groupAct, keys: []string{"D"}, help: "hide this article for good; in a search for is:hidden: show it again", run: (*Model).hide, why: needsTarget},
		{name: "select", group: groupAct, keys: []string{"v"}, help: "select a range of rows: what is done next is done to all", run: (*Model).selectRange, why: needsRows},
		{name: "undo", group: groupAct, keys: []string{"u"}, help: "undo", short: "undo", run: func(m *Model, _ int) tea.Cmd { return m.undo() }},
		{name: "redo", group: groupAct, keys: []string{"ctrl+r"}, help: "redo", run: func(m *Model, _ int) tea.Cmd { return m.redo() }},
		{name: "browser", group: groupAct, keys: []string{"o"}, help: "open in the browser (3 o: link 3)", short: "browser", run: (*Model).browser, why: needsTarget},
		{name: "browser-next", group: groupAct, keys: []string{"O"}, help: "open in the browser, then the next unread", run: (*Model).browserNext, why: needsTarget},
		{name: "follow", group: groupAct, keys: []string{"f"}, help: "follow a link: type its letter", short: "links", run: func(m *Model, _ int) tea.Cmd { return m.hintLinks(false) }, why: needsArticle},
		{name: "follow-browser", group: groupAct, keys: []string{"F"}, help: "follow a link in the browser", run: func(m *Model, _ int) tea.Cmd { return m.hintLinks(true) }, why: needsArticle},
		{name: "comments", group: groupAct, keys: []string{"c"}, help: "the discussion of this story", run: (*Model).comments, why: needsArticle},
		{name: "text", group: groupAct, keys: []string{"x"}, help: "the feed’s text or the full article from the web", short: "feed/full", run: (*Model).toggleText, why: needsArticle},
		{name: "picture", group: groupAct, keys: []string{"i"}, help: "the next picture at full size (again: the one after)", short: "picture", run: (*Model).viewPicture, why: needsPictures},
		{name: "play", group: groupAct, keys: []string{"e"}, help: "play what is enclosed: audio, video (a list when there are several)", short: "play", run: playMedia, why: needsOutside},
		{name: "copy", group: groupAct, keys: []string{"y", "Y l"}, help: "copy the link", run: (*Model).copyLink, why: needsTarget},

		{name: "copy-title", group: groupShare, keys: []string{"Y t"}, help: "copy title and link", run: copyTitle, why: needsOutside},
		{name: "copy-markdown", group: groupShare, keys: []string{"Y m"}, help: "copy a Markdown link", run: copyMarkdown, why: needsOutside},
		{name: "copy-quote", group: groupShare, keys: []string{"Y q"}, help: "copy a quotation with its source: the passage marked last, else the paragraph in sight", run: copyQuote, why: needsOutside},
		{name: "copy-all", group: groupShare, keys: []string{"Y a"}, help: "copy the whole text", run: copyAll, why: needsOutside},
		{name: "mail", group: groupShare, keys: []string{"S m"}, help: "share by mail: send to a friend", run: mail, why: needsOutside},
		{name: "send", group: groupShare, keys: []string{"S b"}, help: "share with a bookmark service: linkding, wallabag, Pinboard …", run: sendTo, why: needsOutside},
		{name: "qr", group: groupShare, keys: []string{"S q"}, help: "share the link as a QR code", run: showQR, why: needsTarget},
		{name: "share", group: groupShare, keys: []string{"S c"}, help: "share with a command of your own", run: shareOwn, why: needsOutside},
		{name: "pager", group: groupShare, keys: []string{"P p"}, help: "print into the pager: the printable version", run: page, why: needsOutside},
		{name: "save-text", group: groupShare, keys: []string{"P t"}, help: "print into a text file", run: save("text"), why: needsOutside},
		{name: "save-markdown", group: groupShare, keys: []string{"P m"}, help: "print into a Markdown file", run: save("markdown"), why: needsOutside},
		{name: "save-html", group: groupShare, keys: []string{"P h"}, help: "print into an HTML file, pictures within", run: save("html"), why: needsOutside},
		{name: "save-epub", group: groupShare, keys: []string{"P e"}, help: "print into an EPUB book", run: save("epub"), why: needsOutside},
		{name: "download", group: groupShare, keys: []string{"P a"}, help: "print into files what is enclosed: download audio and video", run: downloadMedia, why: needsOutside},
		{name: "print", group: groupShare, keys: []string{"P l"}, help: "print on paper", run: printArticle, why: needsOutside},
		{name: "pipe", group: groupShare, keys: []string{"|"}, help: "pipe the text to a command", run: pipeTo, why: needsOutside},
		{name: "shell", group: groupShare, keys: []string{"!"}, help: "run a command with $URL, $TITLE …", run: shell, why: needsOutside},

		{name: "refresh", group: groupFeeds, keys: []string{"r", "f5"}, help: "look for news in this feed or list", short: "refresh", run: (*Model).refreshHere},
		{name: "refresh-all", group: groupFeeds, keys: []string{"R"}, help: "look for news in all feeds", run: func(m *Model, _ int) tea.Cmd { return m.refreshFeeds(nil) }},
		{name: "add", group: groupFeeds, keys: []string{"a"}, help: "add a feed: paste the address of any page or feed", short: "add feed", run: func(m *Model, _ int) tea.Cmd { return m.askFeed("") }},
		{name: "starters", group: groupFeeds, keys: []string{"E s"}, help: "feed: choose from the starter set", run: func(m *Model, _ int) tea.Cmd { return m.chooseStarters() }},
		{name: "first-questions", group: groupFeeds, keys: []string{"E q"}, help: "feed: be asked for languages and topics, as at the first start", run: func(m *Model, _ int) tea.Cmd { m.askFirst(); return nil }},
		{name: "rename", group: groupFeeds, keys: []string{"E r"}, help: "feed: rename it, or the saved search", run: (*Model).rename, why: needsFeedOrSaved},
		{name: "move-feed", group: groupFeeds, keys: []string{"E m"}, help: "feed: move to a folder", run: (*Model).moveFeed, why: needsFeed},
		{name: "address", group: groupFeeds, keys: []string{"E u"}, help: "feed: change its address", run: (*Model).changeAddress, why: needsFeed},
		{name: "feed-tags", group: groupFeeds, keys: []string{"E t"}, help: "feed: tags that its articles get", run: (*Model).askFeedTags, why: needsKillFeed},
		{name: "interval", group: groupFeeds, keys: []string{"E i"}, help: "feed: how often it is checked", run: (*Model).interval, why: needsFeed},
		{name: "full-text", group: groupFeeds, keys: []string{"E x"}, help: "feed: full text always; again: for teasers only", run: (*Model).fullText, why: needsFeed},
		{name: "pause", group: groupFeeds, keys: []string{"E p"}, help: "feed: pause; again: go on", run: (*Model).pause, why: needsFeed},
		{name: "password", group: groupFeeds, keys: []string{"E a"}, help: "feed: name and password", run: (*Model).login, why: needsFeed},
		{name: "edit-feeds", group: groupFeeds, keys: []string{"E e"}, help: "edit the feeds file in $EDITOR", run: (*Model).editFeeds, why: needsFeedsFile},
		{name: "unsubscribe", group: groupFeeds, keys: []string{"E d"}, help: "feed: unsubscribe (bookmarks stay), or remove the saved search", run: (*Model).unsubscribe, why: needsFeedOrSaved},
		{name: "tag-colour", group: groupFeeds, keys: []string{"E c"}, help: "feed: colour of the tag in the sidebar", run: (*Model).colourTag, why: needsTag},
		{name: "save-page", group: groupFeeds, keys: []string{"E l"}, help: "feed: keep any page to be read later", run: (*Model).askSave},

		{name: "find", group: groupFind, keys: []string{"/"}, help: "search the list, or find in the text (tab searches everything)", short: "find", run: (*Model).findWords},
		{name: "save-search", group: groupFind, keys: []string{"E /"}, help: "feed: save this search in the sidebar; on a saved one: change it", run: (*Model).saveSearch, why: needsSearch},
		{name: "search-down", group: groupFind, keys: []string{"E j"}, help: "feed: saved search down in the sidebar", run: func(m *Model, n int) tea.Cmd { return m.moveSaved(times(n)) }, why: needsSaved},
		{name: "search-up", group: groupFind, keys: []string{"E k"}, help: "feed: saved search up in the sidebar", run: func(m *Model, n int) tea.Cmd { return m.moveSaved(-times(n)) }, why: needsSaved},
		{name: "rules", group: groupFind, keys: []string{"E f"}, help: "feed: rules: what is done with articles when they come", run: (*Model).listRules},
		{name: "kill-word", group: groupFind, keys: []string{"E w"}, help: "feed: hide what has a word in its title, from now on", run: (*Model).askKillWord, why: needsKillFeed},
		{name: "why", group: groupFind, keys: []string{"E y"}, help: "feed: why: the score of this article, and the rules that acted on it", run: (*Model).askWhy, why: needsTarget},
		{name: "clear", group: groupFind, keys: []string{`\`}, help: "end the search", run: (*Model).clear},
		{name: "go-today", group: groupFind, keys: []string{"g t"}, help: "go to Today", run: goTo("Today", isToday)},
		{name: "go-unread", group: groupFind, keys: []string{"g u"}, help: "go to All unread", run: goTo("All unread", isUnread)},
		{name: "go-bookmarks", group: groupFind, keys: []string{"g b"}, help: "go to Bookmarks", run: goTo("Bookmarks", isBookmarks)},
		{name: "go-all", group: groupFind, keys: []string{"g a"}, help: "go to All articles", run: goTo("All articles", isAll)},
		{name: "go-history", group: groupFind, keys: []string{"g h"}, help: "go to History: what was read, the last first", run: goTo("History", isHistory)},
		{name: "go-saved", group: groupFind, keys: []string{"g s"}, help: "go to a saved search", run: (*Model).goSaved},
		{name: "go-feed", group: groupFind, keys: []string{"g f"}, help: "go to a feed by name", short: "go to feed", run: (*Model).chooseFeed},
		{name: "go-later", group: groupFind, keys: []string{"g r"}, help: "go to Read later", run: goTo("Read later", isLater)},
		{name: "go-tag", group: groupFind, keys: []string{"g #"}, help: "go to a tag by name", run: (*Model).chooseTag},
		{name: "go-highlights", group: groupFind, keys: []string{"g m"}, help: "go to a passage that you highlighted", run: (*Model).chooseHighlight},
		{name: "go-outbox", group: groupFind, keys: []string{"g o"}, help: "go to the outbox of bookmark services: what waits, what went wrong", run: (*Model).goOutbox},
		{name: "go-downloads", group: groupFind, keys: []string{"g d"}, help: "go to the downloads: how far they are, what went wrong", run: (*Model).goDownloads},
		{name: "go-links", group: groupFind, keys: []string{"g l"}, help: "go to links and related", short: "links & related", run: (*Model).goLinks, why: needsArticle},
		{name: "go-this-feed", group: groupFind, keys: []string{"g i"}, help: "go to the feed of this article", run: (*Model).goThisFeed, why: needsTarget},
		{name: "command", group: groupFind, keys: []string{":"}, help: "command line: every action by its name, with completion", run: (*Model).commandLine},
		{name: "go-trouble", group: groupFind, keys: []string{"g e"}, help: "go to feeds in trouble: what is amiss, and what to do", run: (*Model).goTrouble},
		{name: "palette", group: groupFind, keys: []string{"ctrl+p"}, help: "everything by name: actions, feeds, articles", run: (*Model).palette},

		{name: "set-mark", group: groupFind, keys: []string{"`"}, help: "mark this place with a letter", run: (*Model).setMark, why: needsArticle},
		{name: "go-mark", group: groupFind, keys: []string{"'"}, help: "go to a marked place; '' is where you were", run: (*Model).goMark},

		{name: "zen", group: groupView, keys: []string{"z"}, help: "the article alone; again: back", short: "zen", run: (*Model).toggleZen, why: needsArticle},
		{name: "wider", group: groupView, keys: []string{"+", "="}, help: "wider text", run: func(m *Model, _ int) tea.Cmd { return m.setMeasure(measureStep) }},
		{name: "narrower", group: groupView, keys: []string{"-"}, help: "narrower text", run: func(m *Model, _ int) tea.Cmd { return m.setMeasure(-measureStep) }},
		{name: "layout", group: groupView, keys: []string{"V l"}, help: "view: layout (one pane, list above article, columns)", run: (*Model).nextLayout},
		{name: "sort", group: groupView, keys: []string{"V s"}, help: "view: newest or oldest first", run: (*Model).toggleSort},
		{name: "group", group: groupView, keys: []string{"V g"}, help: "view: rows by day, by feed, or not", run: (*Model).nextGroups},
		{name: "stories", group: groupView, keys: []string{"V f"}, help: "view: one row a story, or one for each feed that tells it", run: (*Model).toggleStories},
		{name: "show-read", group: groupView, keys: []string{"V r"}, help: "view: list read articles or not", run: (*Model).toggleHideRead},
		{name: "density", group: groupView, keys: []string{"V d"}, help: "view: one or two lines a row", run: (*Model).nextDensity},
		{name: "two-columns", group: groupView, keys: []string{"V 2"}, help: "view: the article in two columns, where it is wide enough, or in one", run: (*Model).toggleTwin},
		{name: "measure", group: groupView, keys: []string{"V w"}, help: "view: width of the text", run: (*Model).askMeasure},
		{name: "wider-pane", group: groupView, keys: []string{"V >"}, help: "view: wider pane", run: func(m *Model, n int) tea.Cmd { return m.widen(2 * times(n)) }},
		{name: "narrower-pane", group: groupView, keys: []string{"V <"}, help: "view: narrower pane", run: func(m *Model, n int) tea.Cmd { return m.widen(-2 * times(n)) }},
		{name: "theme", group: groupView, keys: []string{"V c"}, help: "view: next colour theme", run: (*Model).nextTheme},
		{name: "pictures", group: groupView, keys: []string{"V i"}, help: "view: pictures on or off", run: (*Model).togglePictures},
		{name: "mouse", group: groupView, keys: []string{"V m"}, help: "view: mouse on or off", run: (*Model).toggleMouse},
		{name: "hints", group: groupView, keys: []string{"V k"}, help: "view: bar of keys on or off", run: (*Model).toggleHints},
		{name: "help", group: groupView, keys: []string{"?", "f1"}, help: "the keys of this place, searchable; enter runs one", short: "keys", run: (*Model).showHelp},
		{name: "cancel", group: groupView, keys: []string{"esc"}, help: "close, cancel, end a find; never quits", run: (*Model).cancel},
		{name: "leave", group: groupView, keys: []string{"q"}, help: "back one level; at the top a second q quits", short: "back", run: (*Model).quitOrBack},
		{name: "quit", group: groupView, keys: []string{"Q", "ctrl+c"}, help: "quit now", run: func(m *Model, _ int) tea.Cmd { return m.quit() }},
		{name: "suspend", group: groupView, keys: []string{"ctrl+z"}, help: "suspend to the shell", run: (*Model).suspend},
		{name: "redraw", group: groupView, keys: []string{"ctrl+l"}, help: "draw the screen again", run: func(*Model, int) tea.Cmd { return tea.ClearScreen }},
	}
}

// times is a count, 1 when none was typed.
func times(n int) int { return max(1, n) }
