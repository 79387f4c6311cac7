"""A local S3 server with one bucket, and the environment that leads to it."""

import contextlib
import logging
import urllib.request

import boto3
from moto.server import ThreadedMotoServer

SECRET = "sEcReTkEy0123456789"


@contextlib.contextmanager
def bucket(environment):
    """Serve the bucket `news` until the block ends; give a client of it."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    # Servers of one process share their content.
    reset = urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")
    with urllib.request.urlopen(reset):
        pass
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "harbour",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_REGION": "us-east-1",
    }.items():
        environment.setenv(name, value)
    client = boto3.client("s3", endpoint_url=f"http://{host}:{port}", region_name="us-east-1")
    client.create_bucket(Bucket="news")
    try:
        yield client
    finally:
        server.stop()
