"""The words of JSON Schema 2020-12 that the description of the API is made of."""

from collections.abc import Iterable, Mapping

from search_app.state.parameters import Json

NUMBER: Json = {"type": "number"}
COUNT: Json = {"type": "integer", "minimum": 0}
BOOLEAN: Json = {"type": "boolean"}


def list_of(items: Json) -> Json:
    """A list of such values."""
    return {"type": "array", "items": items}


def enum_of(values: Iterable[str]) -> Json:
    """One of these texts."""
    return {"type": "string", "enum": list(values)}


def object_of(properties: Mapping[str, Json], optional: Iterable[str] = ()) -> Json:
    """An object that has these properties and no others."""
    required = [name for name in properties if name not in set(optional)]
    return {
        "type": "object", "properties": dict(properties), "required": required, "additionalProperties": False,
    }  # fmt: skip


def map_of(values: Json) -> Json:
    """An object with names of any kind for such values."""
    return {"type": "object", "additionalProperties": values}


def ref(name: str) -> Json:
    """A schema of the description by its name."""
    return {"$ref": f"#/components/schemas/{name}"}
