package picture

// Ids of kitty images. They begin above those of terminals' own sixteen colours, which renderers may spell otherwise,
// and where other programs seldom count to.
const (
	firstID = 100
	maxIDs  = 100
)

// Pool gives out image ids, and takes them back from what was used longest ago. It is for one goroutine.
type Pool[K comparable] struct {
	size int
	ids  map[K]uint8
	keys []K // the latest used last
	free []uint8
}

// NewPool returns a pool of at most size ids, which is at most 100.
func NewPool[K comparable](size int) *Pool[K] {
	p := &Pool[K]{size: max(1, min(size, maxIDs)), ids: map[K]uint8{}}
	for i := p.size - 1; i >= 0; i-- {
		p.free = append(p.free, uint8(firstID+i))
	}
	return p
}

// Use returns the id of a key as the one used last; ok is false when it has none.
func (p *Pool[K]) Use(key K) (id uint8, ok bool) {
	id, ok = p.ids[key]
	if ok {
		p.forget(key)
		p.keys = append(p.keys, key)
	}
	return id, ok
}

// Take gives a new key an id. When all are in use the key used longest ago loses its own, and is returned.
func (p *Pool[K]) Take(key K) (id uint8, lost K, evicted bool) {
	if id, ok := p.Use(key); ok {
		return id, lost, false
	}
	if len(p.free) == 0 {
		lost, evicted = p.keys[0], true
		p.Drop(lost)
	}
	id = p.free[len(p.free)-1]
	p.free = p.free[:len(p.free)-1]
	p.ids[key] = id
	p.keys = append(p.keys, key)
	return id, lost, evicted
}

// Drop takes the id of a key back.
func (p *Pool[K]) Drop(key K) {
	if id, ok := p.ids[key]; ok {
		delete(p.ids, key)
		p.free = append(p.free, id)
		p.forget(key)
	}
}

// forget takes a key out of the order of use.
func (p *Pool[K]) forget(key K) {
	for i, k := range p.keys {
		if k == key {
			p.keys = append(p.keys[:i], p.keys[i+1:]...)
			return
		}
	}
}

// IDs returns the ids in use, the longest unused first.
func (p *Pool[K]) IDs() []uint8 {
	ids := make([]uint8, 0, len(p.keys))
	for _, k := range p.keys {
		ids = append(ids, p.ids[k])
	}
	return ids
}
