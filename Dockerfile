# shopvet with Chromium, as a user without rights.
#
#   docker build -t shopvet .
#   docker run --rm -v "$PWD:/work" shopvet check https://www.shop.example/ --application application.yaml
#
# Chromium's own sandbox needs user namespaces. Where the host forbids them to containers,
# Chromium runs without it, in the container alone, and the program says so; a seccomp profile
# that allows them gives it back.
FROM rust:1-slim-bookworm AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Cargo.toml Cargo.lock ./
COPY benches benches
COPY src src
COPY rules rules
COPY fixtures fixtures
RUN cargo build --release --locked --bin shopvet

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates chromium fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 10001 shopvet
COPY --from=build /src/target/release/shopvet /usr/local/bin/shopvet
USER shopvet
WORKDIR /work
ENTRYPOINT ["shopvet"]
CMD ["--help"]
