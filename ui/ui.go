// Package ui is the screen: a Bubble Tea model of panes over a [Library]. It knows neither SQL nor HTTP.
//
// Selection is the state and everything else follows: keys and the mouse move selections; after every message
// [Model.follow] compares what is wanted with what is shown and starts the loads that are called for.
//
//	sidebar line ──▶ query ──▶ headlines ──▶ article ──▶ links
//	      ▲             ▲           ▲           ▲          │
//	      └───────── keys, mouse ───┴───────────┴──────────┘
//
// Panes send each other no messages; nothing here does I/O outside a command, and nothing ticks: an idle screen draws
// nothing.
package ui

import (
	"context"
	"image/color"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"

	"newspane/feed"
	"newspane/ui/keys"
	"newspane/ui/text"
	"newspane/ui/typeset"
)

// Model is the screen's state. It is for Bubble Tea's loop only.
type Model struct {
	lib     Library
	opts    Options
	ctx     context.Context
	actions []action
	byName  map[string]*action
	keymap  *keys.Map

	look    look
	fg, bg  color.Color          // the terminal's own, nil when unknown
	colours colorprofile.Profile // how many it has
	w, h    int
	geo     geometry
	focus   paneID
	zen     bool

	feeds   feedsPane
	list    headlinesPane
	article articlePane
	related relatedPane

	pictures gallery
	view     View
	entered  []string // on the command line
	ran      []string // of other programs
	drag     edge
	jumped   Place // where the reader was before the last jump to a mark

	want        feed.ID // the article to show
	opened      bool    // it is being read, not only shown beside the list
	openNext    bool    // the first unread article of the list that is being loaded is to be opened
	openFirst   bool    // its first article is
	selectFeed  feed.ID // the feed to go to once the tree has it
	search      searching
	searched    []string // what was searched for before
	returnTo    feed.ID  // the feed to put the sidebar's cursor on once the tree has it
	selectSaved feed.ID  // the saved search to go to once the tree has it

	countLoad       load
	excerptLoad     load
	excerptsFor     feed.Query
	excerptsLoading bool

	rowsLoad, articleLoad, linkLoad           load
	treeStale, treeLoading, rowsStale, reload bool
	rowsOf                                    feed.Query // what the last load of the list was for
	loadingID, completing                     feed.ID
	texts                                     map[feed.ID]feed.TextSource // the texts that the reader has chosen
	treeAt                                    time.Time                   // when it was read last
	opening                                   string                      // host of the page being opened
	failedURL                                 string                      // the page that could not be read here
	trail                                     trail
	jump                                      feed.Highlight // the passage to go to once its article is shown
	restore                                   spot

	queueStale bool                      // something happened in the open list of what waits
	fetching   map[feed.ID]feed.Download // what is being downloaded

	typed       typed
	overlays    []overlay
	toast       toast
	refreshing  refreshing
	refreshedAt time.Time
	stopRule    context.CancelFunc // stops the rule that acts on stored articles; nil when none does
	turn        int                // of the last change
	undos       []change
	redos       []change
	saving      int      // changes on their way to the library
	lately      []string // the last actions, for the report of a defect
	quitArmed   bool
	quitting    bool
}

// New returns the screen over a library. Its context bounds every load.
func New(ctx context.Context, lib Library, o Options) (*Model, error) {
	m := &Model{lib: lib, opts: o.withDefaults(), ctx: ctx, focus: paneList, texts: map[feed.ID]feed.TextSource{}}
	text.Cluster(false) // until the terminal says so
	m.look = look{now: m.opts.Now(), measure: m.opts.Measure, plain: m.opts.Plain, bidi: m.opts.Bidi, language: m.opts.Language}
	if err := m.bind(o.Keys); err != nil {
		return nil, err
	}
	m.feeds = feedsPane{look: &m.look, folded: map[string]bool{}}
	m.view = m.opts.View.clone()
	for _, f := range m.view.Folded {
		m.feeds.folded[f] = true
	}
	m.list = headlinesPane{look: &m.look, reverse: m.view.Reverse, group: m.view.Group, query: feed.Query{Feed: -1}}
	m.pictures = newGallery(m.opts.Images)
	m.article = articlePane{look: &m.look, gallery: &m.pictures, doc: &typeset.Doc{}}
	m.related = relatedPane{look: &m.look, read: map[string]bool{}, known: map[string]feed.Link{}}
	m.setTheme(m.opts.Theme)
	switch {
	case m.opts.Notice != "":
		m.say(m.opts.Notice, failure)
	case m.opts.Welcome:
		m.say(m.look.keyed("Welcome. {read-on} reads on; {add}, then enter, offers feeds to begin with; {help} shows all keys."), news)
		if m.opts.Start == "" && !m.view.Asked {
			m.view.Asked = true
			m.askFirst()
		}
	}
	return m, nil
}

// bind gives the actions their keys.
func (m *Model) bind(k Keys) error {
	actions, keymap, err := bound(allActions(), k)
	if err != nil {
		return err
	}
	m.actions, m.keymap, m.byName, m.look.first = actions, keymap, map[string]*action{}, map[string]string{}
	for i := range m.actions {
		a := &m.actions[i]
		m.byName[a.name] = a
		if len(a.keys) > 0 {
			m.look.first[a.name] = keyName(a.keys[0])
		}
	}
	return nil
}

// Init asks the terminal for its colours and the library for the sidebar.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.loadTree(), m.waitEvents(), m.waitSettings(), m.waitFeedsFile(), m.keepAsked(), m.waitContinued(), tea.RequestForegroundColor, tea.RequestBackgroundColor, m.pictures.askTerminal()}
	if m.opts.Start != "" {
		cmds = append(cmds, m.openURL(m.opts.Start, ""))
	}
	return tea.Batch(cmds...)
}

// Update takes a message; each has one owner.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.look.now = m.opts.Now()
	cmd := m.handle(msg)
	cmd = tea.Batch(cmd, m.follow())
	m.article.focused = m.focusedLink()
	return m, cmd
}

func (m *Model) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		return m.resized(msg)
	case tea.KeyPressMsg:
		return m.press(msg)
	case tea.PasteMsg:
		return m.pasted(msg.Content)
	case tea.MouseClickMsg:
		return m.clicked(msg.Mouse())
	case tea.MouseMotionMsg:
		return m.dragged(msg.Mouse())
	case tea.MouseReleaseMsg:
		return m.dropped()
	case tea.MouseWheelMsg:
		return m.wheeled(msg.Mouse())
	case tea.ForegroundColorMsg:
		return m.coloured(msg.Color, m.bg)
	case tea.BackgroundColorMsg:
		return m.coloured(m.fg, msg.Color)
	case tea.ModeReportMsg:
		return m.modeReported(msg)
	case tea.ColorProfileMsg:
		return m.profiled(msg)
	case tea.TerminalVersionMsg, uv.KittyGraphicsEvent, uv.PrimaryDeviceAttributesEvent, uv.CellSizeEvent, uv.PixelSizeEvent:
		return m.terminalSaid(msg)
	case tea.RawMsg:
		return m.pictureSent(msg)
	case tea.ResumeMsg:
		return m.resumed()
	case continued:
		return m.continued()
	case textSet:
		return m.linesArrived(msg)
	case codeRead:
		return m.codeArrived(msg)
	case pictureLoaded:
		return m.pictureArrived(msg)
	case screenCleared:
		return m.project(msg)
	case pictureDue:
		return m.pictureWanted(msg)
	case settingsChanged:
		return m.settled(msg.Settings)
	case feedsAdded:
		return m.addedFeeds(msg)
	case outsideDone:
		return m.outsideArrived(msg)
	case downloadsLoaded:
		return m.downloadsArrived(msg)
	case outboxLoaded:
		return m.outboxArrived(msg)
	case queueChanged:
		return m.queueMoved(msg)
	case mediaListed:
		return m.mediaArrived(msg)
	case storyLoaded:
		return m.storyArrived(msg)
	case viewKept:
		return m.viewStored(msg)
	case picturesReleased:
		return tea.Quit
	case treeLoaded:
		return tea.Batch(m.treeArrived(msg), m.renewTrouble())
	case troubleLoaded:
		return m.troubleArrived(msg)
	case rowsLoaded:
		return m.rowsArrived(msg)
	case rowsCounted:
		return m.countArrived(msg)
	case articleLoaded:
		return m.articleArrived(msg)
	case linkDue:
		return m.linkWanted(msg)
	case linkCompleted:
		return m.linkKnown(msg)
	case linkOpened:
		return m.linkArrived(msg)
	case changeSaved:
		return m.changeStored(msg)
	case noteLoaded:
		return m.noteArrived(msg)
	case bookmarkAsked:
		return m.formArrived(msg)
	case highlightsLoaded:
		return m.highlightsArrived(msg)
	case noteEdited:
		return m.noteWritten(msg)
	case placeSaved:
		return m.placeStored(msg)
	case eventsGathered:
		return m.happened(msg)
	case refreshEnded:
		return m.refreshed(msg)
	case feedRead:
		return m.feedCame(msg)
	case editorEnded:
		return m.edited(msg)
	case feedsJoined:
		return m.feedsTaken(msg)
	case feedFound:
		return m.feedArrived(msg)
	case suggestionsFound:
		return m.suggestionsArrived(msg)
	case excerptsFound:
		return m.excerptsArrived(msg)
	case searchSaved:
		return m.searchStored(msg)
	case rulesLoaded:
		return m.rulesArrived(msg)
	case rulePreviewed:
		return m.ruleSeen(msg)
	case feedTagsLoaded:
		return m.feedTagsArrived(msg)
	case reasonsLoaded:
		return m.reasonsArrived(msg)
	case announced:
		return m.announcementMade(msg)
	case historyKept:
		return m.historyStored(msg)
	case browserStarted:
		return m.browserTold(msg)
	case prefixLingered:
		return m.lingered(msg)
	case endAsked:
		return m.quit()
	}
	return nil
}

func (m *Model) resized(msg tea.WindowSizeMsg) tea.Cmd {
	m.w, m.h = msg.Width, msg.Height
	m.arrange()
	return nil
}

// modeReported learns whether the terminal counts cells by grapheme (mode 2027).
func (m *Model) modeReported(msg tea.ModeReportMsg) tea.Cmd {
	if msg.Mode == ansi.ModeUnicodeCore && (msg.Value == ansi.ModeSet || msg.Value == ansi.ModeReset || msg.Value == ansi.ModePermanentlySet) {
		m.look.graphemes = true
		text.Cluster(true)
		m.article.prepare()
		m.article.setMeasure()
		m.arrange()
	}
	return nil
}

func (m *Model) placeStored(msg placeSaved) tea.Cmd {
	m.saving--
	if msg.err != nil {
		m.say("The place in the article was not saved: "+feed.Sentence(msg.err), failure)
	}
	return m.endIfSaved()
}

func (m *Model) browserTold(msg browserStarted) tea.Cmd {
	if msg.err != nil {
		m.say("The browser did not start: "+feed.Sentence(msg.err)+m.look.keyed(" $BROWSER names another one; {copy} copies the link."), failure)
	}
	return nil
}

func (m *Model) lingered(msg prefixLingered) tea.Cmd {
	m.typed.popup = m.typed.popup || msg.gen == m.typed.gen && len(m.typed.strokes) > 0
	return nil
}

// waitEvents waits for the engine's next events and gathers what follows within a moment.
func (m *Model) waitEvents() tea.Cmd {
	events := m.lib.Events()
	if events == nil {
		return nil
	}
	return func() tea.Msg {
		first, ok := <-events
		if !ok {
			return eventsGathered{closed: true}
		}
		gathered := []feed.Event{first}
		deadline := time.After(gatherEvents)
		for {
			select {
			case e, ok := <-events:
				if !ok {
					return eventsGathered{events: gathered, closed: true}
				}
				gathered = append(gathered, e)
			case <-deadline:
				return eventsGathered{events: gathered}
			}
		}
	}
}
