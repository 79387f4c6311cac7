"""The descriptions of a release over HTTP lead to its files, and the landing page carries one."""

import html
import json
import re
from pathlib import Path

import pytest
import yaml
from litestar import Litestar
from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings
from warehouse import METADATA

Client = TestClient[Litestar]


def test_every_address_of_a_description_answers(client: Client, release: str) -> None:
    """A description names files by addresses of this server, and all of them are there."""
    root = f"/v1/releases/{release}"
    package = client.get(f"{root}/datapackage.json").json()
    found = {resource["path"] for resource in package["resources"]}
    found |= {f["contentUrl"] for f in client.get(f"{root}/croissant.json").json()["distribution"]}
    found |= {f["contentUrl"] for f in client.get(f"{root}/dataset.jsonld").json()["distribution"]}
    portal = client.get(f"{root}/dcat.jsonld").json()
    found |= {f["dcat:downloadURL"] for f in portal["dcat:distribution"]}
    assert len(found) > 30
    assert {client.head(url).status_code for url in found} == {200}
    assert client.get(portal["@id"]).json()["id"] == release
    parent = client.get(portal["dcat:previousVersion"]["@id"]).json()["id"]
    assert parent == client.get(root).json()["parent"]


@pytest.mark.parametrize("name", METADATA)
def test_below_files_they_are_the_files(
    client: Client, releases: Path, release: str, name: str
) -> None:
    """Byte for byte as signed and summed below `files/`; with addresses beside the manifest."""
    stored = (releases / release / name).read_bytes()
    assert client.get(f"/v1/releases/{release}/files/{name}").content == stored
    answer = client.get(f"/v1/releases/{release}/{name}")
    assert (answer.status_code, answer.content != stored) == (200, True)
    assert f"/v1/releases/{release}".encode() in answer.content
    again = client.get(
        f"/v1/releases/{release}/{name}", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304


def test_the_configured_address_is_written(releases: Path, release: str) -> None:
    """Behind a proxy the descriptions carry the public address, which readers can reach."""
    settings = Settings(releases=releases, base_url="https://data.example/news", extract_workers=0)
    url = f"https://data.example/news/v1/releases/{release}"
    with TestClient(create_app(settings)) as client:
        package = client.get(f"/v1/releases/{release}/datapackage.json").json()
        cited = yaml.safe_load(client.get(f"/v1/releases/{release}/CITATION.cff").text)
    assert package["resources"][0]["path"] == f"{url}/files/articles.parquet"
    assert cited["url"] == url


def test_the_landing_page_carries_the_dataset(client: Client, release: str) -> None:
    """Its head holds the schema.org `Dataset` of the newest release, whole."""
    head = client.get("/").text.partition("</head>")[0]
    scripts = re.findall(r'(?s)<script type="application/ld\+json">(.*?)</script>', head)
    assert len(scripts) == 1
    found = json.loads(scripts[0])
    assert found == client.get(f"/v1/releases/{release}/dataset.jsonld").json()
    assert html.unescape(scripts[0]) == scripts[0]
    for member in ("name", "description", "license", "creator", "datePublished", "version", "url"):
        assert found[member], f"search engines ask for {member}"
    assert 50 < len(found["description"]) < 5000


def test_an_empty_server_describes_nothing(tmp_path: Path) -> None:
    """Without a release there is no data set to tell of."""
    with TestClient(create_app(Settings(releases=tmp_path, extract_workers=0))) as client:
        assert "ld+json" not in client.get("/").text
        assert client.get("/v1/releases/latest/croissant.json").status_code == 404
