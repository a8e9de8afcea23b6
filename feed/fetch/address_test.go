package fetch

import (
	"errors"
	"net/url"
	"slices"
	"strings"
	"testing"

	"newspane/feed"
)

func TestAddressesOfWhatPeopleType(t *testing.T) {
	for _, c := range []struct {
		typed string
		want  []string
	}{
		{"https://example.com/feed.xml", []string{"https://example.com/feed.xml"}},
		{"  http://example.com  ", []string{"http://example.com/"}},
		{"<https://example.com/a>", []string{"https://example.com/a"}},
		{"example.com", []string{"https://example.com/", "http://example.com/"}},
		{"example.com/blog?x=1#top", []string{"https://example.com/blog?x=1", "http://example.com/blog?x=1"}},
		{"//example.com/a", []string{"https://example.com/a", "http://example.com/a"}},
		{"EXAMPLE.com.", []string{"https://example.com/", "http://example.com/"}},
		{"example.com:8443/x", []string{"https://example.com:8443/x", "http://example.com:8443/x"}},
		{"https://example.com:443/x", []string{"https://example.com/x"}},
		{"http:example.com", []string{"http://example.com/"}},
		{"http:/example.com", []string{"http://example.com/"}},
		{"HTTPS://Example.COM/A", []string{"https://example.com/A"}},
		{"feed://example.com/rss", []string{"https://example.com/rss", "http://example.com/rss"}},
		{"feed:https://example.com/rss", []string{"https://example.com/rss"}},
		{"feed:http://example.com/rss", []string{"http://example.com/rss"}},
		{"feed:example.com", []string{"https://example.com/", "http://example.com/"}},
		{"localhost:8080/feed", []string{"http://localhost:8080/feed", "https://localhost:8080/feed"}},
		{"127.0.0.1:8080", []string{"http://127.0.0.1:8080/", "https://127.0.0.1:8080/"}},
		{"[::1]:8080/f", []string{"http://[::1]:8080/f", "https://[::1]:8080/f"}},
		{"nas/feed.xml", []string{"https://nas/feed.xml", "http://nas/feed.xml"}},
		{"https://bücher.example/ä?ö=ü", []string{"https://xn--bcher-kva.example/%C3%A4?%C3%B6=%C3%BC"}},
		{"例え。jp", []string{"https://xn--r8jz45g.jp/", "http://xn--r8jz45g.jp/"}},
		{"https://user:pw@example.com/f", []string{"https://user:pw@example.com/f"}},
		{"@ann@social.example", []string{"https://social.example/@ann"}},
		{"foo_bar.example.com", []string{"https://foo_bar.example.com/", "http://foo_bar.example.com/"}},
	} {
		got, err := Addresses(c.typed)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%q: %q, %v; want %q", c.typed, got, err, c.want)
		}
	}
}

func TestAddressesRefuseWhatIsNone(t *testing.T) {
	for _, typed := range []string{
		"", "   ", "feed:", "javascript:alert(1)", "JavaScript:alert(1)", "file:///etc/passwd", "data:text/xml,<rss/>",
		"feed:javascript:alert(1)", "feed:file:///x", "ftp://example.com/", "gopher://example.com", "mailto:a@example.com",
		"exec:ls", "|ls", "/etc/passwd", "./feed.xml", "~/feed.xml", `C:\feeds.xml`, `\\host\share`, "two words",
		"https://exa mple.com/", "https://example.com/a b", "https://example.com/\x1b[31m", "https://example.com/\x00",
		"https://example.com/a\nb", "https://", "http:///path", "https://:80/", "https://example.com:99999/",
		"https://example.com:0/", "https://a..b/", "https://[::1", "https://exa<mple.com", "word", "user@example.com",
		"https://" + strings.Repeat("a", 64) + ".example/", "https://example.com/" + strings.Repeat("a", feed.MaxURL),
		"https://" + strings.Repeat("a.", 127) + "example/", "https://example.com/%zz",
	} {
		got, err := Addresses(typed)
		var e *feed.Error
		if !errors.As(err, &e) || e.Kind != feed.BadURL || got != nil {
			t.Errorf("%.60q: %q, %v", typed, got, err)
			continue
		}
		if !strings.Contains(err.Error(), "http://") {
			t.Errorf("%.60q: %v does not say what is allowed", typed, err)
		}
	}
}

func TestRefusalNamesWhatWasTyped(t *testing.T) {
	_, err := Addresses("javascript:alert(1)")
	if err == nil || !strings.Contains(err.Error(), `"javascript:alert(1)" has the scheme "javascript"`) {
		t.Errorf("%v", err)
	}
	_, err = Addresses("ftp://me:s3cr3t@example.com/?token=s3cr3t")
	if err == nil || strings.Contains(err.Error(), "s3cr3t") {
		t.Errorf("%v", err)
	}
}

func TestSitesHaveTheirFeedsByRule(t *testing.T) {
	const yt = "https://www.youtube.com/feeds/videos.xml?"
	for typed, want := range map[string]string{
		"https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv":   yt + "playlist_id=UULFabcdefghijklmnopqrstuv",
		"youtube.com/channel/UCabcdefghijklmnopqrstuv/videos":        yt + "playlist_id=UULFabcdefghijklmnopqrstuv",
		"https://www.youtube.com/playlist?list=PL123":                yt + "playlist_id=PL123",
		"https://m.youtube.com/watch?v=x&list=PL123":                 yt + "playlist_id=PL123",
		"https://www.reddit.com/":                                    "https://www.reddit.com/.rss",
		"reddit.com/r/golang":                                        "https://www.reddit.com/r/golang/.rss",
		"https://old.reddit.com/r/golang/top?t=week":                 "https://old.reddit.com/r/golang/top/.rss?t=week",
		"https://www.reddit.com/r/golang/comments/abc/a_title/":      "https://www.reddit.com/r/golang/comments/abc/.rss",
		"https://www.reddit.com/u/ann":                               "https://www.reddit.com/user/ann/.rss",
		"https://www.reddit.com/user/ann/m/news":                     "https://www.reddit.com/user/ann/m/news/.rss",
		"https://www.reddit.com/domain/lwn.net":                      "https://www.reddit.com/domain/lwn.net/.rss",
		"https://github.com/golang":                                  "https://github.com/golang.atom",
		"https://github.com/golang/go":                               "https://github.com/golang/go/releases.atom",
		"github.com/golang/go.git":                                   "https://github.com/golang/go/releases.atom",
		"https://github.com/golang/go/tags":                          "https://github.com/golang/go/tags.atom",
		"https://github.com/golang/go/commits/release-branch.go1.26": "https://github.com/golang/go/commits/release-branch.go1.26.atom",
		"https://github.com/golang/go/tree/a/b":                      "https://github.com/golang/go/commits/a/b.atom",
		"https://gist.github.com/ann/0123":                           "https://gist.github.com/ann.atom",
		"https://gitlab.com/ann":                                     "https://gitlab.com/ann.atom",
		"https://gitlab.com/ann/proj":                                "https://gitlab.com/ann/proj/-/releases.atom",
		"https://gitlab.com/grp/sub/proj/-/tags":                     "https://gitlab.com/grp/sub/proj/-/tags?format=atom",
		"https://gitlab.gnome.org/GNOME/gtk":                         "https://gitlab.gnome.org/GNOME/gtk/-/releases.atom",
		"https://codeberg.org/ann/proj":                              "https://codeberg.org/ann/proj/releases.rss",
		"https://mastodon.social/@ann":                               "https://mastodon.social/@ann.rss",
		"@ann@mastodon.social":                                       "https://mastodon.social/@ann.rss",
		"https://mastodon.social/tags/go":                            "https://mastodon.social/tags/go.rss",
		"https://bsky.app/profile/ann.bsky.social":                   "https://bsky.app/profile/ann.bsky.social/rss",
		"https://medium.com/@ann":                                    "https://medium.com/feed/@ann",
		"https://medium.com/@ann/a-story-0a1b":                       "https://medium.com/feed/@ann",
		"https://medium.com/pub":                                     "https://medium.com/feed/pub",
		"https://medium.com/tag/go":                                  "https://medium.com/feed/tag/go",
		"https://medium.com/pub/tagged/go":                           "https://medium.com/feed/pub/tagged/go",
		"https://sub.medium.com/x":                                   "https://medium.com/feed/sub",
		"https://ann.substack.com/p/story":                           "https://ann.substack.com/feed",
		"https://ann.ghost.io/":                                      "https://ann.ghost.io/rss/",
		"https://ann.wordpress.com/category/go/":                     "https://ann.wordpress.com/category/go/feed/",
		"https://ann.wordpress.com/2026/01/story":                    "https://ann.wordpress.com/feed/",
		"https://ann.blogspot.com/2026/01/story.html":                "https://ann.blogspot.com/feeds/posts/default",
		"https://ann.blogspot.co.uk/search/label/go":                 "https://ann.blogspot.co.uk/feeds/posts/default/-/go",
		"https://ann.tumblr.com/":                                    "https://ann.tumblr.com/rss",
		"https://ann.tumblr.com/tagged/go":                           "https://ann.tumblr.com/tagged/go/rss",
		"https://www.tumblr.com/ann":                                 "https://ann.tumblr.com/rss",
		"https://news.ycombinator.com":                               "https://news.ycombinator.com/rss",
		"https://news.ycombinator.com/show":                          "https://news.ycombinator.com/showrss",
		"https://news.ycombinator.com/user?id=ann":                   "https://hnrss.org/user?id=ann",
		"https://news.ycombinator.com/over?points=200":               "https://hnrss.org/newest?points=200",
		"https://lobste.rs":                                          "https://lobste.rs/rss",
		"https://lobste.rs/t/go":                                     "https://lobste.rs/t/go.rss",
		"https://dev.to/ann":                                         "https://dev.to/feed/ann",
		"https://www.dailymotion.com/ann":                            "https://www.dailymotion.com/rss/user/ann",
		"https://www.behance.net/ann":                                "https://www.behance.net/feeds/user?username=ann",
		"https://www.pinterest.com/ann/board":                        "https://www.pinterest.com/ann/board.rss",
		"https://www.producthunt.com/topics/go":                      "https://www.producthunt.com/feed?category=go",
		"https://stackoverflow.com/questions/tagged/go":              "https://stackoverflow.com/feeds/tag?tagnames=go&sort=newest",
		"https://arxiv.org/list/cs.CL/recent":                        "https://rss.arxiv.org/rss/cs.CL",
		"https://substack.com/@Ann":                                  "https://ann.substack.com/feed",
		"https://www.tumblr.com/blog/ann":                            "https://ann.tumblr.com/rss",
		"https://www.tumblr.com/blog/view/ann":                       "https://ann.tumblr.com/rss",
		"https://www.tumblr.com/blog/view/ann/123":                   "https://ann.tumblr.com/rss",
		"https://dev.to":                                             "https://dev.to/feed",
		"https://dev.to/t/go":                                        "https://dev.to/feed/tag/go",
		"https://www.kickstarter.com/projects/ann/x":                 "https://www.kickstarter.com/projects/ann/x/posts.atom",
		"https://www.kickstarter.com/":                               "https://www.kickstarter.com/projects/feed.atom",
		"https://www.producthunt.com/":                               "https://www.producthunt.com/feed",
		"https://github.com/orgs/golang/repositories":                "https://github.com/golang.atom",
		"https://gitlab.com/ann/proj/-/commits/main":                 "https://gitlab.com/ann/proj/-/commits/main?format=atom",
		"https://codeberg.org/ann":                                   "https://codeberg.org/ann.rss",
		"https://codeberg.org/ann/proj/tags":                         "https://codeberg.org/ann/proj/tags.rss",
		"https://pypi.org/project/x/":                                "https://pypi.org/rss/project/x/releases.xml",
		"https://store.steampowered.com/app/220/":                    "https://store.steampowered.com/feeds/news/app/220",
		"https://stackoverflow.com/questions/11/how":                 "https://stackoverflow.com/feeds/question/11",
		"https://unix.stackexchange.com/":                            "https://unix.stackexchange.com/feeds",
		"https://unix.stackexchange.com/users/7/ann":                 "https://unix.stackexchange.com/feeds/user/7",
		"https://www.dailymotion.com/playlist/x1":                    "https://www.dailymotion.com/rss/playlist/x1",
		"https://vimeo.com/ann":                                      "https://vimeo.com/ann/videos/rss",
		"https://vimeo.com/channels/staff":                           "https://vimeo.com/channels/staff/videos/rss",
		"https://www.deviantart.com/ann":                             "https://backend.deviantart.com/rss.xml?type=deviation&q=by%3Aann+sort%3Atime+meta%3Aall",
		"https://www.pinterest.com/ann/":                             "https://www.pinterest.com/ann/feed.rss",
		"https://letterboxd.com/ann/":                                "https://letterboxd.com/ann/rss/",
		"https://news.ycombinator.com/newcomments":                   "https://hnrss.org/newcomments",
		"https://news.ycombinator.com/best":                          "https://hnrss.org/best",
		"https://lobste.rs/newest":                                   "https://lobste.rs/newest.rss",
		"https://lobste.rs/~ann":                                     "https://lobste.rs/newest/ann.rss",
		"https://lobste.rs/u/ann":                                    "https://lobste.rs/newest/ann.rss",
		"https://micro.blog/ann":                                     "https://micro.blog/posts/ann",
	} {
		got, err := Addresses(typed)
		if err != nil || len(got) == 0 || got[0] != want {
			t.Errorf("%s: %q, %v; want %s first", typed, got, err, want)
		}
	}
}

func TestAFeedsOwnAddressIsTriedAlone(t *testing.T) {
	for _, u := range []string{
		"https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv", "https://github.com/golang/go/releases.atom",
		"https://medium.com/feed/@ann", "https://www.reddit.com/r/golang/.rss", "https://www.reddit.com/r/golang.rss",
		"https://mastodon.social/@ann.rss", "https://ann.substack.com/feed", "https://ann.wordpress.com/feed/",
		"https://bsky.app/profile/ann.bsky.social/rss", "https://github.com/features", "https://www.youtube.com/@ann",
		"https://www.youtube.com/watch?v=x&list=RDx", "https://www.youtube.com/channel/x", "https://medium.com/search",
		"https://www.tumblr.com/explore", "https://www.pinterest.com/pin/1", "https://gitlab.com/explore", "https://codeberg.org/explore",
		"https://news.ycombinator.com/user", "https://lobste.rs/about", "https://vimeo.com/123", "https://letterboxd.com/films",
		"https://mastodon.social/about", "https://bsky.app/search", "https://arxiv.org/abs/1", "https://pypi.org/search",
		"https://store.steampowered.com/search", "https://www.behance.net/search", "https://www.deviantart.com/tag/x",
		"https://www.dailymotion.com/video/x", "https://gist.github.com/discover", "https://micro.blog/discover", "https://substack.com/home",
		"https://stackoverflow.com/tags", "https://www.reddit.com/settings",
	} {
		if got, err := Addresses(u); err != nil || !slices.Equal(got, []string{u}) {
			t.Errorf("%s: %q, %v", u, got, err)
		}
	}
}

func TestRepositoryOffersReleasesTagsCommitsAndItsPage(t *testing.T) {
	got, err := Addresses("https://github.com/a/b")
	want := []string{"https://github.com/a/b/releases.atom", "https://github.com/a/b/tags.atom", "https://github.com/a/b/commits.atom",
		"https://github.com/a/b"}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func FuzzAddresses(f *testing.F) {
	for _, s := range []string{"example.com", "feed:feed:https://a.b/", "https://bücher.example/", "[::1]:80", "a:b@c.d", "@a@b.c",
		"https://youtube.com/channel/UC", "https://www.reddit.com/r/", "1.2.3.4.5", "0x7f.1", "http:\\\\a", "https://a.b/%2f?#"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		got, err := Addresses(typed)
		if err != nil {
			var e *feed.Error
			if !errors.As(err, &e) || e.Kind != feed.BadURL || got != nil {
				t.Fatalf("%q: %v, %v", typed, got, err)
			}
			return
		}
		for _, a := range got {
			u, err := url.Parse(a)
			if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
				t.Fatalf("%q gave %q: %v", typed, a, err)
			}
			for i := range len(a) {
				if a[i] <= ' ' || a[i] >= 0x7f {
					t.Fatalf("%q gave %q", typed, a)
				}
			}
		}
	})
}

func TestAddressesOfMachinesHaveOneSpelling(t *testing.T) {
	for _, typed := range []string{"127.1", "0x7f.1", "2130706433", "0177.0.0.1", "１２７.0.0.1"} {
		got, err := Addresses(typed)
		if err != nil || got[0] != "http://127.0.0.1/" {
			t.Errorf("%s: %q, %v", typed, got, err)
		}
	}
}
