# The program alone: one static binary, no shell, no package manager, no root.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o /out/hukou ./cmd/hukou && \
    mkdir -p /out/data /out/tmp && chmod 1777 /out/tmp

FROM scratch
# Certificates, for deliveries to other authorities over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /out/hukou /hukou
# A named volume takes its owner from the folder it is mounted over.
COPY --from=build --chown=65532:65532 /out/data /data
COPY --from=build /out/tmp /tmp
ENV HUKOU_DATA=/data HUKOU_ADDR=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
USER 65532:65532
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["/hukou", "health"]
ENTRYPOINT ["/hukou"]
CMD ["serve"]
