# Vejviser in a container, without root and without secrets:
#   docker build -t vejviser .
#   docker run -p 127.0.0.1:8080:8080 -v vejviser-data:/data -v ./config:/config --env-file vejviser.env vejviser
# Records lie in /data, config.toml in /config: its [store] url is "sqlite:////data/vejviser.db", or a PostgreSQL's.
# Its [server] host and port do not count in here. More in docs/drift.md.

FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements/core.txt requirements/
RUN python -m venv .venv \
    && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/core.txt
COPY pyproject.toml README.md config.toml ./
COPY bot bot
COPY commands commands
COPY schedules schedules
COPY data data
RUN .venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-deps --no-index --no-build-isolation -e . \
    && .venv/bin/python -m compileall -q bot commands schedules \
    && .venv/bin/python -c 'from bot.domain.questions.lexicon import compile_senses; compile_senses()' \
    && .venv/bin/python -c 'from bot.domain.soft_check.weighing import compile_weights; compile_weights()' \
    && mkdir /config && sed 's|sqlite:///vejviser.db|sqlite:////data/vejviser.db|' config.toml > /config/config.toml

FROM python:3.13-slim
RUN useradd --uid 10001 --no-create-home vejviser && install --directory --owner vejviser /data
COPY --from=build /app /app
COPY --from=build --chown=vejviser /config /config
ENV PATH="/app/.venv/bin:$PATH" \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VEJVISER_SERVER__HOST=0.0.0.0 \
    VEJVISER_SERVER__PORT=8080
WORKDIR /data
VOLUME ["/data", "/config"]
EXPOSE 8080
USER vejviser
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["python", "-c", "import os, http.client as http; c = http.HTTPConnection('127.0.0.1', int(os.environ['VEJVISER_SERVER__PORT']), timeout=4); c.request('GET', '/healthz'); raise SystemExit(c.getresponse().status != 200)"]
CMD ["vejviser", "serve", "--config", "/config/config.toml"]
