package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

type healthCommand struct {
	Addr string `env:"HUKOU_ADDR" default:"127.0.0.1:8080" placeholder:"HOST:PORT" help:"服务地址 · Where the service listens (${default})."`
}

// Run asks the service on this machine. It is what a container's health check runs.
func (c *healthCommand) Run(ctx context.Context, p *program) error {
	host, port, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return usagef("an address is written HOST:PORT, such as 127.0.0.1:8080")
	}
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return usagef("an address is written HOST:PORT, such as 127.0.0.1:8080")
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return fmt.Errorf("the service does not answer on %s: is it running?", net.JoinHostPort(host, port))
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the service is not ready (%s): its log says why", answer.Status)
	}
	p.print("ready\n")
	return nil
}
