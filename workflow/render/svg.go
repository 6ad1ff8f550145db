package render

import (
	"fmt"
	"html"
	"strings"

	"hukou/workflow"
)

// SVG is the diagram of a definition as a picture for a page: the main line from
// the first state to the last, every other state beside it, and lines that gather
// in one lane a target. The current state, if given, is marked. All strokes and
// texts take the colour of the text around the picture, so it follows light and
// dark; there is neither script nor style nor outside font in it. The same
// definition always gives the same bytes.
func SVG(b *workflow.Book, d *workflow.Definition, l Lang, current workflow.State) string {
	return writer{b, d, l}.svg(current, "")
}

// ownPage is the style of a picture that stands by itself, where no page gives it
// a colour.
const ownPage = `<style>svg.flow:root{color:#17202a;background:#fff}@media (prefers-color-scheme:dark){svg.flow:root{color:#e8edf1;background:#1a2129}}</style>`

const fonts = `'Helvetica Neue',Arial,'PingFang SC','Microsoft YaHei','Source Han Sans SC','Noto Sans CJK SC','WenQuanYi Micro Hei',sans-serif`

type svg struct {
	strings.Builder
	writer
	layout
}

func (s *svg) add(format string, args ...any) { fmt.Fprintf(&s.Builder, format+"\n", args...) }

func (w writer) svg(current workflow.State, style string) string {
	s := &svg{writer: w, layout: w.place(current)}
	legend := s.legend()
	for _, line := range legend {
		s.width = max(s.width, 2*margin+textWidth(line, labelSize))
	}
	height := s.height + len(legend)*16 + margin
	id := fmt.Sprintf("flow-%s-%s", w.d.Business, w.l)
	s.add(`<svg xmlns="http://www.w3.org/2000/svg" class="flow" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="%s-t %s-d" lang="%s" fill="none" stroke="currentColor" stroke-width="1.2" font-family="%s">`,
		s.width, height, s.width, height, id, id, w.l.pick("zh-CN", "en"), fonts)
	s.add(`<title id="%s-t">%s</title>`, id, html.EscapeString(w.l.of(w.d.Names)))
	s.add(`<desc id="%s-d">%s</desc>%s`, id, html.EscapeString(s.described(current)), style)
	s.spineLines()
	s.laneLines()
	s.stubLines()
	for _, b := range s.boxes {
		s.box(b)
	}
	for i, line := range legend {
		s.text(margin, s.height+12+16*i, labelSize, "start", "0.8", line)
	}
	s.add(`</svg>`)
	return s.String()
}

// text writes one line. The opacity keeps limits and legend behind names.
func (s *svg) text(x, y, size int, anchor, opacity, text string) {
	s.add(`<text x="%d" y="%d" font-size="%d" text-anchor="%s" fill="currentColor" fill-opacity="%s" stroke="none">%s</text>`,
		x, y, size, anchor, opacity, html.EscapeString(text))
}

// head is the point of an arrow at x, y.
func (s *svg) head(x, y int, towards string) {
	d := map[string]string{"right": "l-7 -3.5v7z", "left": "l7 -3.5v7z", "down": "l-3.5 -7h7z"}[towards]
	s.add(`<path d="M%d %d%s" fill="currentColor" stroke="none"/>`, x, y, d)
}

func (s *svg) box(b box) {
	s.add(`<g class="flow-state%s"><title>%s</title>`, map[bool]string{true: " flow-now"}[b.now], html.EscapeString(s.nameOf(b)))
	fill, weight, width := "0", "400", "1.4"
	if b.now {
		fill, weight, width = "0.14", "600", "3"
	}
	dash := ""
	if b.id == anywhere {
		dash = ` stroke-dasharray="5 3"`
	}
	s.add(`<rect x="%d" y="%d" width="%d" height="%d" rx="5" fill="currentColor" fill-opacity="%s" stroke-width="%s"%s/>`, b.x, b.y, b.w, b.h, fill, width, dash)
	if b.end {
		s.add(`<rect x="%d" y="%d" width="%d" height="%d" rx="3"/>`, b.x+3, b.y+3, b.w-6, b.h-6)
	}
	middle := b.y + b.h/2 + nameSize/2 - 2
	if b.limit != "" {
		s.text(b.x+b.w/2, middle+8, smallWidth, "middle", "0.75", b.limit)
		middle -= 6
	}
	s.add(`<text x="%d" y="%d" font-size="%d" font-weight="%s" text-anchor="middle" fill="currentColor" stroke="none">%s</text></g>`,
		b.x+b.w/2, middle, nameSize, weight, html.EscapeString(b.name))
}

func (s *svg) nameOf(b box) string {
	text := b.name
	if b.limit != "" {
		text = s.l.bracket(text, b.limit)
	}
	if b.now {
		text += s.l.pick("，现处此环节", ", the case stands here")
	}
	return text
}

// spineLines draw the main line; where other boxes lie between, it passes them on
// the left.
func (s *svg) spineLines() {
	for i, at := range s.spine[:len(s.spine)-1] {
		from, to := s.boxes[at], s.boxes[s.spine[i+1]]
		if from.spine == "" {
			continue
		}
		x := from.x + spineX
		s.add(`<path d="M%d %dV%d" stroke-width="2"/>`, x, from.y+from.h, to.y-6)
		s.head(x, to.y, "down")
		s.text(x+9, from.y+from.h+15, labelSize, "start", "1", from.spine)
	}
}

func (s *svg) laneLines() {
	for _, l := range s.lanes {
		b := s.boxes[l.target]
		edge, towards := b.x, "right"
		if l.right {
			edge, towards = b.x+b.w, "left"
		}
		s.add(`<path d="M%d %dV%dM%d %dH%d"/>`, l.x, l.top, l.bottom, l.x, l.y, edge)
		s.head(edge, l.y, towards)
	}
}

func (s *svg) stubLines() {
	for _, t := range s.stubs {
		b := s.boxes[t.box]
		edge, anchor, text, end := b.x, "end", s.boxLeft-5, s.left
		if t.right {
			edge, anchor, text, end = s.boxRight, "start", s.boxRight+5, s.right
		}
		if t.back {
			end += 12
		}
		for _, to := range t.to {
			x := s.lanes[s.laneOf(to, t.right)].x
			if t.right {
				end = max(end, x)
			} else {
				end = min(end, x)
			}
		}
		dash := ""
		if t.system {
			dash = ` stroke-dasharray="4 3"`
		}
		s.add(`<g class="flow-step"><title>%s</title><path d="M%d %dH%d"%s/>`, html.EscapeString(t.title), edge, t.y, end, dash)
		for _, to := range t.to {
			s.add(`<circle cx="%d" cy="%d" r="2.2" fill="currentColor" stroke="none"/>`, s.lanes[s.laneOf(to, t.right)].x, t.y)
		}
		if t.back {
			s.add(`<circle cx="%d" cy="%d" r="3.5"/>`, end-3, t.y)
		}
		s.text(text, t.y-3, labelSize, anchor, "1", t.label)
		s.add(`</g>`)
	}
}

func (s *svg) legend() []string {
	out := []string{s.l.pick("双框为终点；○ 为回到来的环节；虚线为期满由系统办理；圆点处并入同一去向。", "Double frame: an end. ○: back where the case came from. Dashed: by the system in time. Dots join one way.")}
	if s.stays > 0 {
		out = append(out, s.l.pick(fmt.Sprintf("另有 %d 项不改变环节的事项未画出，见规则表。", s.stays), workflow.Counted(s.stays, "%d matter that changes no state is not drawn; see the table.", "%d matters that change no state are not drawn; see the table.")))
	}
	return out
}

// described tells the picture in words: the main line, then every other arrow.
func (s *svg) described(current workflow.State) string {
	var main, rest []string
	for _, at := range s.spine {
		main = append(main, s.boxes[at].name)
	}
	for _, t := range s.stubs {
		rest = append(rest, t.title)
	}
	text := s.l.pick("主线：", "Main line: ") + strings.Join(main, " → ") + s.l.pick("。", ". ") + strings.Join(rest, s.l.pick("；", "; "))
	if current != "" {
		text = s.l.pick("现处：", "Now: ") + s.state(current) + s.l.pick("。", ". ") + text
	}
	return text
}
