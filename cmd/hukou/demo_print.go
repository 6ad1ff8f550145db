package main

import (
	"encoding/json"
	"strings"
	"time"

	"hukou/auth"
	"hukou/pages/desk"
)

// demoOfficer is a sign-in of the demonstration, as its JSON line gives it.
type demoOfficer struct {
	Username    string   `json:"username"`
	Password    string   `json:"password"`
	TOTPSecret  string   `json:"totp_secret"`
	Roles       []string `json:"roles"`
	StationCode string   `json:"station_code"`
	Name        string   `json:"name"`
	KinOf       string   `json:"kin_of"`
}

// announce says where the demonstration is and who may sign in.
func (c *demoCommand) announce(p *program, url string, officers []demoOfficer) error {
	if c.JSON {
		line, err := json.Marshal(struct {
			Addr     string        `json:"addr"`
			Officers []demoOfficer `json:"officers"`
		}{url, officers})
		if err != nil {
			return err
		}
		p.print("%s\n", line)
		return nil
	}
	p.print("演示已就绪，数据均为虚构  A demonstration; everyone in it is invented\n地址 address  %s\n停止 stop     Ctrl-C\n\n", url)
	rows := [][]string{{"用户名 username", "密码 password", "口令密钥 one-time secret", "现在 now", "角色 roles", "机构 station", "姓名 name"}}
	few := someOfEach(officers)
	for _, o := range few {
		code, err := auth.TOTPAt(o.TOTPSecret, p.now())
		if o.TOTPSecret == "" || err != nil {
			code = ""
		}
		rows = append(rows, []string{o.Username, o.Password, o.TOTPSecret, code, strings.Join(o.Roles, ","), o.StationCode, o.Name})
	}
	p.print("%s", table(rows))
	if more := len(officers) - len(few); more > 0 {
		p.print("另有 %d 人，用 --json 列出全部  %d more; --json lists them all\n", more, more)
	}
	return nil
}

// someOfEach keeps two officers of each role, of two stations where there are, in
// their order; those of the stories come first.
func someOfEach(officers []demoOfficer) []demoOfficer {
	var few []demoOfficer
	shown, at := map[string]int{}, map[string]bool{}
	for _, o := range officers {
		role := strings.Join(o.Roles, ",")
		if shown[role] == 2 || at[role+o.StationCode] {
			continue
		}
		shown[role]++
		at[role+o.StationCode] = true
		few = append(few, o)
	}
	return few
}

// players are the officers that the demonstration's sign-in page offers: with the
// codes of now and of the half-minutes beside it, since each works once.
func players(officers []demoOfficer) []desk.Player {
	var out []desk.Player
	for _, o := range officers {
		codes := func(now time.Time) []string {
			if o.TOTPSecret == "" {
				return []string{""}
			}
			var good []string
			for _, at := range []time.Duration{-30 * time.Second, 0, 30 * time.Second} {
				if code, err := auth.TOTPAt(o.TOTPSecret, now.Add(at)); err == nil {
					good = append(good, code)
				}
			}
			return good
		}
		out = append(out, desk.Player{Username: o.Username, Name: o.Name, Password: o.Password, Roles: o.Roles, Station: o.StationCode, Codes: codes})
	}
	return out
}

// table sets rows in columns; a Chinese character is two columns wide.
func table(rows [][]string) string {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columns(cell))
		}
	}
	var out strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			line += cell + strings.Repeat(" ", widths[i]-columns(cell)+2)
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}

func columns(text string) int {
	n := 0
	for _, r := range text {
		n++
		if r >= 0x2E80 {
			n++
		}
	}
	return n
}
