package parse

import (
	"strconv"
	"strings"
	"time"
)

const maxDuration = 1000 * time.Hour

// readDuration reads seconds, "m:s", "h:m:s" or an ISO 8601 duration ("PT1H2M3S"); 0 for anything else.
func readDuration(s string) time.Duration {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 64 {
		return 0
	}
	if s[0]|0x20 == 'p' {
		return isoDuration(strings.ToLower(s[1:]))
	}
	total := 0.0
	for _, part := range strings.Split(s, ":") {
		n, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil || !(n >= 0) {
			return 0
		}
		total = total*60 + n
	}
	return clampSeconds(total)
}

func isoDuration(s string) time.Duration {
	total, number, inTime := 0.0, "", false
	for _, r := range s {
		if r >= '0' && r <= '9' || r == '.' {
			number += string(r)
			continue
		}
		if r == 't' {
			inTime = true
			continue
		}
		n, err := strconv.ParseFloat(number, 64)
		if err != nil {
			return 0
		}
		number = ""
		switch {
		case r == 'w':
			n *= 7 * 86400
		case r == 'd':
			n *= 86400
		case r == 'h':
			n *= 3600
		case r == 'm' && inTime:
			n *= 60
		case r != 's':
			return 0
		}
		total += n
	}
	return clampSeconds(total)
}

func clampSeconds(n float64) time.Duration {
	if !(n < maxDuration.Seconds()) {
		return maxDuration
	}
	return time.Duration(n * float64(time.Second))
}
