package fetch

import (
	"slices"
	"strings"
)

func dailymotion(s spot) []string {
	switch first := s.part(0); {
	case first == "" || first == "video":
		return nil
	case (first == "playlist" || first == "user") && len(s.parts) > 1:
		return []string{"https://www.dailymotion.com/rss" + s.path(2)}
	default:
		return []string{"https://www.dailymotion.com/rss/user/" + first}
	}
}

func vimeo(s spot) []string {
	switch first := s.part(0); {
	case first == "" || strings.Trim(first, "0123456789") == "":
		return nil
	case (first == "channels" || first == "groups" || first == "album") && len(s.parts) > 1:
		return []string{"https://vimeo.com" + s.path(2) + "/videos/rss"}
	default:
		return []string{"https://vimeo.com/" + first + "/videos/rss"}
	}
}

func deviantArt(s spot) []string {
	if user := s.part(0); user != "" && user != "tag" && user != "search" {
		return []string{"https://backend.deviantart.com/rss.xml?type=deviation&q=by%3A" + user + "+sort%3Atime+meta%3Aall"}
	}
	return nil
}

func behance(s spot) []string {
	if user := s.part(0); user != "" && user != "gallery" && user != "search" {
		return []string{"https://www.behance.net/feeds/user?username=" + user}
	}
	return nil
}

func pinterest(s spot) []string {
	switch first := s.part(0); {
	case first == "" || slices.Contains([]string{"pin", "search", "ideas", "login"}, first):
		return nil
	case len(s.parts) == 1 || strings.HasPrefix(s.part(1), "_"):
		return []string{"https://www.pinterest.com/" + first + "/feed.rss"}
	}
	return []string{"https://www.pinterest.com" + s.path(2) + ".rss"}
}
