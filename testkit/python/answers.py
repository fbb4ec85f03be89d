"""usage: answers.py COMPONENT CALLS

Makes the calls of a JSON file and prints the answers. Calls with the same
secrets reach one instance, in their order.
"""

import json
import sys

from wasmtime import Config, Engine, Store
from wasmtime.component import Component, Linker, Record, Variant
from wasmtime.component import _types

NODE = "greentic:component/node@0.5.0"
DESCRIBE = "greentic:component/describe-v1@1.0.0"
SECRETS = "greentic:secrets-store/secrets-store@1.0.0"


def add_classes(variant, classes):
    """The Python types of a variant's cases.

    As in wasmtime-py 50.0.1, but a case without payload is `None` and not any
    `object`: there the error of `result<option<..>, ..>` is taken for a value
    of the option and refused.
    """
    if variant._tagged():
        classes.add(Variant)
        return
    for _, payload in variant._cases():
        if payload is None:
            classes.add(type(None))
        else:
            payload.add_classes(classes)


_types.VariantLikeType.add_classes = add_classes


def record(**fields):
    """A record; `_` stands for the `-` of WIT."""
    value = Record()
    for name, field in fields.items():
        setattr(value, name.replace("_", "-"), field)
    return value


def context():
    """A context in which nothing is set that can be absent."""
    absent = dict.fromkeys(
        "team team_id user user_id trace_id i18n_id correlation_id session_id flow_id node_id"
        " provider_id deadline_ms idempotency_key impersonation".split()
    )
    tenant = record(
        env="test", tenant="acme", tenant_id="acme", attributes=[], attempt=0, **absent
    )
    return record(tenant=tenant, i18n_id=None, flow_id="flow", node_id=None)


def secret(secrets, key):
    """What the store answers: bytes, None, or the name of an error."""
    value = secrets.get(key)
    if isinstance(value, str):
        return value.encode()
    if isinstance(value, dict):
        return "denied" if value.get("denied") else bytes(value["bytes"])
    return None


class Instance:
    """A component with a store of its own."""

    def __init__(self, engine, component, secrets):
        self.store = Store(engine)
        linker = Linker(engine)
        with linker.root() as root:
            with root.add_instance(SECRETS) as instance:
                instance.add_func("get", lambda _, key: secret(secrets, key))
        self.instance = linker.instantiate(self.store, component)

    def call(self, interface, name, *arguments):
        """Calls a function of an exported interface."""
        index = self.instance.get_export_index(self.store, interface)
        index = self.instance.get_export_index(self.store, name, index)
        function = self.instance.get_func(self.store, index)
        answer = function(self.store, *arguments)
        function.post_return(self.store)
        return answer

    def answer(self, call):
        """Makes one call and gives its answer."""
        kind = call["call"]
        if kind == "describe":
            return {"ok": self.call(DESCRIBE, "describe-json")}
        if kind == "manifest":
            return {"ok": self.call(NODE, "get-manifest")}
        if kind == "start":
            return hook(self.call(NODE, "on-start", context()))
        if kind == "stop":
            return hook(self.call(NODE, "on-stop", context(), call["reason"]))
        if kind == "invoke":
            value = self.call(NODE, "invoke", context(), call["op"], call["input"])
            return {"error": node_error(value)} if isinstance(value, Record) else {"ok": value}
        if kind == "stream":
            events = self.call(NODE, "invoke-stream", context(), call["op"], call["input"])
            return {"events": [event(value) for value in events]}
        raise ValueError(f"no such call: {kind}")


def hook(value):
    """The result of a hook, whose two sides both come as text and so tagged."""
    return {"ok" if value.tag == "ok" else "error": value.payload}


def node_error(value):
    """A `node-error`, with what is absent left out."""
    error = {name: getattr(value, name) for name in ("code", "message", "retryable")}
    for name in ("backoff-ms", "details"):
        if getattr(value, name) is not None:
            error[name.replace("-", "_")] = getattr(value, name)
    return error


def event(value):
    """One event of a stream."""
    return value.tag if value.payload is None else {value.tag: value.payload}


def main():
    path, calls = sys.argv[1:]
    config = Config()
    config.wasm_component_model = True
    engine = Engine(config)
    component = Component.from_file(engine, path)
    with open(calls, encoding="utf-8") as file:
        calls = json.load(file)
    instances = {}
    answers = []
    for call in calls:
        secrets = call.get("secrets", {})
        key = json.dumps(secrets, sort_keys=True)
        if key not in instances:
            instances[key] = Instance(engine, component, secrets)
        answers.append(instances[key].answer(call))
    print(json.dumps(answers))


main()
