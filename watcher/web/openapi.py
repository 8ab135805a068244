"""The API in its own words: an OpenAPI 3.1 document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any

import msgspec
from aiohttp import web

from watcher.store import Store
from watcher.web.access import Access
from watcher.web.api import OPERATIONS, One, Operation, answered
from watcher.web.app import Handler, Route
from watcher.web.known import unless_known
from watcher.web.visit import leading_to, visit_of

_ROOT = "/api/v1"


def routes(store: Store) -> Iterator[Route]:
    """What programs may ask, and what leads to where that is written."""
    yield Route(method="GET", path=_ROOT, access=Access.READERS, answer=_lead())
    yield Route(method="GET", path=f"{_ROOT}/openapi.json", access=Access.READERS, answer=_itself())
    for operation in OPERATIONS:
        path = re.sub(r"\{(\w+)\}", r"{\1:[^/]+?}", operation.path)
        yield Route(method="GET", path=_ROOT + path, access=operation.access, answer=answered(store, operation))


def _lead() -> Handler:
    async def answer(request: web.Request) -> web.Response:
        return leading_to(request, f"{_ROOT}/openapi.json", 302)

    return answer


def _itself() -> Handler:
    async def answer(request: web.Request) -> web.Response:
        found = {**document(), "servers": [{"url": visit_of(request).root + _ROOT}]}
        return unless_known(request, web.json_response(found))

    return answer


@cache
def document() -> dict[str, Any]:
    """The whole document (https://spec.openapis.org/oas/v3.1.0)."""
    kept = json.loads((resources.files("watcher.web") / "shapes.json").read_text(encoding="utf-8"))
    return {
        "openapi": "3.1.0",
        "info": {"title": "watcher", "version": version("watcher"), "description": kept["description"]},
        "servers": [{"url": _ROOT}],
        "paths": {operation.path: {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {
            "schemas": kept["schemas"],
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
        "security": [{}, {"token": []}],
    }


def _operation(operation: Operation) -> dict[str, Any]:
    answers = {"200": _answer("What was asked for.", operation.shape), "304": {"description": "What the reader has."}}
    answers |= {"400": _answer("A parameter is wrong.", "Error"), "401": {"description": "Show the token."}}
    answers |= {"403": {"description": "Only where the server runs."}}
    if "{" in operation.path:
        answers |= {"404": _answer("There is no such thing.", "Error")}
    parameters = [*_parameters(operation.query, "query"), *_named(operation.path)]
    return {
        "operationId": re.sub(r"\W+", "_", operation.path).strip("_"), "summary": operation.said,
        "parameters": parameters, "responses": answers,
    }  # fmt: skip


def _answer(said: str, shape: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{shape}"}
    return {"description": said, "content": {"application/json": {"schema": schema}}}


def _named(path: str) -> list[dict[str, Any]]:
    names = re.findall(r"\{(\w+)\}", path)
    return [one for one in _parameters(One, "path") if one["name"] in names]


def _parameters(kind: type[msgspec.Struct], where: str) -> Iterator[dict[str, Any]]:
    """The parameters that `kind` takes, with what is checked of them."""
    (_, parts) = msgspec.json.schema_components([kind])
    own = parts[kind.__name__]
    for name, schema in own["properties"].items():
        needed = where == "path" or name in own.get("required", ())
        yield {"name": name, "in": where, "required": needed, "schema": _plain(schema, parts)}


def _plain(schema: dict[str, Any], parts: dict[str, Any]) -> dict[str, Any]:
    """A schema by itself: what may be left out is never null in a query."""
    kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
    (kind,) = kinds
    found = dict(parts[kind["$ref"].rpartition("/")[2]]) if "$ref" in kind else dict(kind)
    default = schema.get("default")
    return {key: value for key, value in found.items() if key not in ("title", "description", "default")} | (
        {"default": default} if default is not None else {}
    )
