package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"hukou/handlers"
)

type serveCommand struct {
	settings
	keySettings
	witnessSettings
	Addr         string   `env:"HUKOU_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"监听地址 · Where to listen (${default})."`
	Secure       bool     `env:"HUKOU_SECURE" help:"浏览器经 TLS 访问（由前置代理终结）· Browsers come over TLS, ended by a proxy before this program."`
	PublicURL    string   `name:"public-url" env:"HUKOU_PUBLIC_URL" placeholder:"URL" help:"群众访问的网址，印在文书的核验码上，如 https://hukou.example.cn；空则用打印时的网址 · Where people outside reach this program, as papers name it for checking; empty means the address of whoever prints."`
	TrustProxy   []string `env:"HUKOU_TRUST_PROXY" placeholder:"CIDR" help:"可信代理网段，其 X-Forwarded-For 作数 · Networks of proxies whose X-Forwarded-For is believed."`
	Restored     bool     `help:"已知从较旧的备份恢复，见证文件记一笔后继续 · Go on from an older copy, knowingly; the witness file keeps a line about it."`
	Demo         bool     `help:"照样启动演示数据库（密码人人可知，仅限本机）· Serve what a demonstration left all the same: its passwords are known, so on this machine only."`
	MetricsAddr  string   `env:"HUKOU_METRICS_ADDR" placeholder:"HOST:PORT" help:"/metrics 与 /evidence（见证）的独立监听地址，空则不开放 · A listener of its own for /metrics, and /evidence for a witness elsewhere; none when empty."`
	MetricsToken string   `env:"HUKOU_METRICS_TOKEN" placeholder:"TOKEN" help:"该监听地址的令牌，非本机地址必设 · That listener answers its bearer alone; needed where others reach the address."`
}

// Run serves until it is told to stop. It never puts a person, an officer or a
// station into the register.
func (c *serveCommand) Run(ctx context.Context, p *program) (err error) {
	trusted, err := networks(c.TrustProxy)
	if err != nil {
		return err
	}
	if err := outsideURL(c.PublicURL); err != nil {
		return err
	}
	if _, _, err := net.SplitHostPort(c.Addr); err != nil {
		return usagef("an address is written HOST:PORT, such as 127.0.0.1:8080")
	}
	if c.MetricsAddr != "" && c.MetricsToken == "" && !loopback(c.MetricsAddr) {
		return usagef("others reach %s: give that listener a token with --metrics-token, or an address of this machine alone, such as 127.0.0.1:9090", c.MetricsAddr)
	}
	release, err := c.alone()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, release()) }()
	clearOften()
	log := p.log()
	if err := bringUpToDate(ctx, c.settings, log); err != nil {
		return err
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := requireSchema(ctx, db); err != nil {
		return err
	}
	if err := db.Safe(ctx); err != nil {
		return err
	}
	if !c.Demo {
		if err := db.Bounded(ctx); err != nil {
			return err
		}
	}
	keys, err := openKey(ctx, db, c.keySettings, c.settings, p)
	if err != nil {
		return err
	}
	a, err := newApp(ctx, db, keys, &clock{real: p.now})
	if err != nil {
		return err
	}
	if err := c.inService(ctx, a); err != nil {
		return err
	}
	if err := a.gate.Try(ctx); err != nil {
		return err
	}
	signing, err := openEvidence(ctx, a, p, c.Data, c.witnessSettings.path(c.Data), c.Restored)
	if err != nil {
		return err
	}
	meter := handlers.NewMeter()
	s, err := newService(ctx, a, signing, c.Data, c.Addr, c.PublicURL, handlers.Config{Log: log, Secure: c.Secure, Meter: meter}, trusted)
	if err != nil {
		return err
	}
	if c.MetricsAddr != "" {
		if err := s.open("--metrics-addr", handlers.Outside(c.MetricsAddr, c.MetricsToken, meter, a.registrar)); err != nil {
			return errors.Join(err, s.end(ctx))
		}
	}
	standing, err := a.registrar.Standing(ctx)
	if err != nil {
		return errors.Join(err, s.end(ctx))
	}
	return s.run(ctx, func() error {
		log.Info("in force", "passwords", standing.Passwords, "ciphers", standing.Ciphers, "signoff", standing.SignOff)
		log.Info("serving", "address", s.url(), "database", db.Engine(), "version", buildText())
		return nil
	})
}

// inService refuses a register of invented people, whose passwords anyone knows,
// unless it is asked for and stays on this machine. A real one it refuses to a role that
// owns the tables.
func (c *serveCommand) inService(ctx context.Context, a *app) error {
	demo, err := a.registrar.IsDemonstration(ctx)
	if err != nil || demo && c.Demo && loopback(c.Addr) {
		return err
	}
	if !demo {
		return a.db.Bounded(ctx)
	}
	if c.Demo {
		return usagef("a demonstration has known passwords and stays on this machine: write --addr 127.0.0.1:PORT")
	}
	return usagef("this register is a demonstration's: everyone in it is invented and every password is known. Make one of your own in an empty database with hukou migrate, or write --demo to look at this one on this machine")
}

// bringUpToDate migrates an SQLite database that is behind this program; PostgreSQL is
// migrated by hukou migrate, with another role. It works on connections of its own, so
// that what they kept in memory goes with them.
func bringUpToDate(ctx context.Context, c settings, log *slog.Logger) (err error) {
	if c.Database != "" {
		return nil
	}
	db, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	s, err := schemaOf(ctx, db)
	if err != nil || s.newer() || s.current() {
		return err
	}
	if err := migrate(ctx, db); err != nil {
		return err
	}
	if _, err := loadReference(ctx, db, nil); err != nil {
		return err
	}
	log.Info("the database was brought up to date", "from", s.register, "to", s.registerKnown)
	return nil
}

func networks(texts []string) ([]*net.IPNet, error) {
	var out []*net.IPNet
	for _, text := range texts {
		_, network, err := net.ParseCIDR(text)
		if err != nil {
			return nil, usagef("--trust-proxy takes networks such as 10.0.0.0/8 or 127.0.0.1/32")
		}
		out = append(out, network)
	}
	return out, nil
}

// trustProxies lets the address in the log and in the throttle be the officer's
// where a known proxy says so. Without one it is the peer's, whatever it claims.
func trustProxies(e *echo.Echo, networks []*net.IPNet) {
	if len(networks) == 0 {
		return
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, network := range networks {
		options = append(options, echo.TrustIPRange(network))
	}
	e.IPExtractor = echo.ExtractIPFromXFFHeader(options...)
}

// outsideURL refuses what papers cannot name: it stands on them for good.
func outsideURL(text string) error {
	if text == "" {
		return nil
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.Trim(u.Path, "/") != "" {
		return usagef("--public-url takes the address under which people reach this program, such as https://hukou.example.cn, without a path: it is printed on every paper")
	}
	return nil
}

// loopback tells whether an address can be reached from this machine alone.
func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
