package picture

import "bytes"

// frame is what of a JPEG's structure the standard library does not tell before it decodes.
type frame struct {
	progressive bool
	samples     int // sixteenths of a pixel's samples: 48 for three full components, 24 with 4:2:0
	scans       int
}

// The markers of ITU T.81 that count here.
const (
	markerSOF0 = 0xc0
	markerSOF2 = 0xc2 // progressive
	markerSOS  = 0xda
	markerEOI  = 0xd9
)

// jpegFrame reads a JPEG's frame header and counts its scans; ok is false for other files.
func jpegFrame(b []byte) (f frame, ok bool) {
	if !bytes.HasPrefix(b, []byte("\xff\xd8")) {
		return f, false
	}
	for i := 2; i+4 <= len(b); {
		if b[i] != 0xff {
			// Entropy-coded data, up to the next marker: there 0xff is followed by 0, or by a restart.
			n := bytes.IndexByte(b[i:], 0xff)
			if n < 0 {
				break
			}
			i += n
			continue
		}
		m := b[i+1]
		if m == 0xff {
			i++
			continue
		}
		if m == 0 || m >= 0xd0 && m <= 0xd8 || m == 1 {
			i += 2
			continue
		}
		if m == markerEOI {
			break
		}
		n := int(b[i+2])<<8 | int(b[i+3])
		segment := b[min(i+4, len(b)):min(i+2+max(n, 2), len(b))]
		switch {
		case m == markerSOS:
			f.scans++
		case m >= markerSOF0 && m <= markerSOF2:
			f.progressive = m == markerSOF2
			f.samples = samples(segment)
		}
		i += 2 + max(n, 2)
	}
	return f, true
}

// samples adds the components of a frame header, in sixteenths of the pixels.
func samples(sof []byte) int {
	if len(sof) < 6 {
		return 0
	}
	most, all := 1, 0
	components := sof[6:]
	for n := int(sof[5]); n > 0 && len(components) >= 3; n, components = n-1, components[3:] {
		s := int(components[1]>>4) * int(components[1]&15)
		most, all = max(most, s), all+s
	}
	return 16 * all / most
}
