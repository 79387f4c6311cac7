# dateline as a service. Build: docker build -t dateline .   Run:
#   docker run -p 8000:8000 -v dateline:/data dateline
# The volume holds warehouse and releases; load and release with
#   docker run -v dateline:/data -v "$PWD/articles:/in:ro" dateline load /in
#   docker run -v dateline:/data dateline release
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /opt/dateline
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY schemas schemas
COPY extract extract
COPY warehouse warehouse
COPY api api
RUN /opt/dateline/bin/pip install --no-cache-dir .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 dateline && mkdir /data && chown dateline /data
COPY --from=build /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_WAREHOUSE=/data/dateline.duckdb \
    DATELINE_RELEASES=/data/releases
USER dateline
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
ENTRYPOINT ["dateline"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
