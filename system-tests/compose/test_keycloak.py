"""The overlay in which Keycloak says who people are: they sign in on a device, and in a browser to the admin UI."""

from __future__ import annotations

import html
import os
import re
import subprocess
from collections.abc import Iterator

import httpx
import pytest
from conftest import PORT, ROOT, Compose

PASSWORD = "a-password-of-this-test"


class Keycloak:
    """Its realm, as an administrator and as people meet it."""

    def __init__(self, settings: dict[str, str]) -> None:
        self.url = settings["KEYCLOAK_URL"]
        self.http = httpx.Client(base_url=self.url, timeout=30)
        form = {"grant_type": "password", "client_id": "admin-cli", "username": "admin"}
        form["password"] = settings["KEYCLOAK_ADMIN_PASSWORD"]
        answer = self.http.post("/realms/master/protocol/openid-connect/token", data=form).raise_for_status()
        self.admin = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def person(self, name: str, tenant: str, role: str | None) -> None:
        person = {
            "username": name,
            "email": f"{name}@example.com",
            "firstName": name,
            "lastName": "Tester",
            "enabled": True,
            "attributes": {"tenant_id": [tenant]},
            "credentials": [{"type": "password", "value": PASSWORD, "temporary": False}],
        }
        made = self.http.post("/admin/realms/aispm/users", json=person, headers=self.admin).raise_for_status()
        if role is None:
            return
        wanted = self.http.get(f"/admin/realms/aispm/roles/{role}", headers=self.admin).raise_for_status().json()
        mappings = made.headers["Location"] + "/role-mappings/realm"
        self.http.post(mappings, json=[wanted], headers=self.admin).raise_for_status()

    def sign_in(self, name: str) -> str:
        """The device flow: a program asks, a person agrees in a browser, the program gets a token."""
        oidc = "/realms/aispm/protocol/openid-connect"
        asked = self.http.post(f"{oidc}/auth/device", data={"client_id": "aispm-cli"}).raise_for_status().json()
        with browser() as window:
            page = window.get(asked["verification_uri_complete"])
            page = window.post(action(page), data={"username": name, "password": PASSWORD})
            hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
            window.post(action(page), data={**hidden, "accept": "Yes"}).raise_for_status()
        form = {"grant_type": "urn:ietf:params:oauth:grant-type:device_code", "client_id": "aispm-cli"}
        form["device_code"] = asked["device_code"]
        return str(self.http.post(f"{oidc}/token", data=form).raise_for_status().json()["access_token"])


def browser() -> httpx.Client:
    """Like a browser, it takes addresses of its own machine for secure, and Keycloak marks its cookies so."""
    client = httpx.Client(follow_redirects=True, timeout=30)

    def trust(_: httpx.Response) -> None:
        for cookie in client.cookies.jar:
            cookie.secure = False

    client.event_hooks = {"response": [trust]}
    return client


def action(page: httpx.Response) -> str:
    """Where the page's form leads."""
    found = re.search(r'<form[^>]*action="([^"]+)"', page.text)
    assert found, page.text[:3000]
    return str(page.url.join(html.unescape(found[1])))


@pytest.fixture(scope="module")
def keycloak(compose: Compose) -> Iterator[Keycloak]:
    with compose.over("docker-compose.auth.yml"):
        compose.up()
        yield Keycloak(compose.settings)
        compose("rm", "-s", "-f", "-v", "keycloak")


def api(token: str) -> httpx.Client:
    return httpx.Client(base_url=f"http://127.0.0.1:{PORT}/api/spm", headers={"Authorization": f"Bearer {token}"})


def test_a_person_is_who_keycloak_says(keycloak: Keycloak) -> None:
    keycloak.person("ada", "t1", "spm:admin")

    with api(keycloak.sign_in("ada")) as ada:
        session = ada.get("/session").raise_for_status().json()
        assert ada.get("/settings").status_code == 200

    assert session["tenant_id"] == "t1" and session["roles"] == ["spm:admin"], session


def test_a_role_is_what_it_is_elsewhere(keycloak: Keycloak) -> None:
    keycloak.person("bob", "t2", "spm:user")

    with api(keycloak.sign_in("bob")) as bob:
        assert bob.get("/agents").status_code == 200
        assert bob.get("/settings").status_code == 403


def test_the_local_issuers_tokens_are_strangers(compose: Compose, keycloak: Keycloak) -> None:
    local = compose("run", "--rm", "-T", "cli", "token").strip()

    with api(local) as stranger:
        assert stranger.get("/agents").status_code == 401
        assert stranger.post("/sign-in-links").status_code == 401


def test_people_sign_in_to_the_ui_on_keycloaks_own_page(compose: Compose, keycloak: Keycloak) -> None:
    keycloak.person("carla", "t1", "spm:auditor")
    keycloak.person("dora", "t1", None)
    told = {
        "AISPM_OIDC_UI": compose.settings["AISPM_PUBLIC_URL"],
        "AISPM_KEYCLOAK": keycloak.url,
        "AISPM_KEYCLOAK_PASSWORD": PASSWORD,
    }

    browsed = subprocess.run(
        ["npm", "--prefix", str(ROOT / "admin-ui"), "run", "--silent", "e2e:keycloak"],
        env=os.environ | told,
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert browsed.returncode == 0, browsed.stdout[-6000:] + browsed.stderr[-2000:]
