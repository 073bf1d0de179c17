# syntax=docker/dockerfile:1.7
# One image for every subcommand: `docker run vitrina:0.1.0 serve --database-url ..`.
#
# The digests were read from public Dockerfiles that agree with each other, not from a registry:
# docs/operations/images.md. Builder and final image are both Debian 13, so that their glibc is one.

FROM rust:1.97.1-slim-trixie@sha256:8e8cf8f7fd54a2d23d5a743b3a03f56e26b6c774276c33fa0595111704ebb15c AS build
# Kafka's client is C and C++ with a Makefile of its own.
RUN apt-get update && apt-get install -y --no-install-recommends g++ make && rm -rf /var/lib/apt/lists/*
WORKDIR /source
# Sources are mounted, never copied. Cargo's registry and the target directory are cache mounts, so a
# change of the sources compiles this crate alone, as a layer of cooked dependencies would do, and a
# change of one dependency compiles only that one.
RUN --mount=type=bind,target=/source \
    --mount=type=cache,id=vitrina-registry,target=/usr/local/cargo/registry \
    --mount=type=cache,id=vitrina-target,target=/target,sharing=locked \
    CARGO_TARGET_DIR=/target cargo build --release --locked --bin vitrina \
    && install -D -m 0755 /target/release/vitrina /out/usr/local/bin/vitrina \
    && install -d -m 0750 /out/var/lib/vitrina

FROM gcr.io/distroless/cc-debian13:nonroot@sha256:54df941ed0d06a1bd95ef5e0ce391fd8d9f94b64782dc9a60062727849ee3f97
ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="vitrina" \
      org.opencontainers.image.description="A storefront read service: catalog browsing in GraphQL over a read copy of the shop" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=build /out/usr/local/bin/vitrina /usr/local/bin/vitrina
# The only place to write, for a data directory or files on their way; a volume on it keeps the owner.
COPY --from=build --chown=65532:65532 /out/var/lib/vitrina /var/lib/vitrina
WORKDIR /var/lib/vitrina
# By number, so that Kubernetes can tell that it is not root.
USER 65532:65532
ENV VITRINA_SERVER_LISTEN=0.0.0.0:8080 \
    VITRINA_LOG_FORMAT=json
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=5s --timeout=4s --start-period=60s --start-interval=1s --retries=3 \
    CMD ["/usr/local/bin/vitrina", "health", "--url", "http://127.0.0.1:8080/readyz"]
ENTRYPOINT ["/usr/local/bin/vitrina"]
CMD ["--help"]
