"""Resolves an example: over HTTP with the standard library alone, or over gRPC.

    python3 examples/clients/resolve.py
    python3 examples/clients/resolve.py --grpc

The aggregator must run (npm start). gRPC needs grpcio, and the messages made from the .proto files:

    pip install grpcio grpcio-tools
    mkdir -p generated
    python3 -m grpc_tools.protoc -I libs/protocol/proto --python_out=generated --grpc_python_out=generated \\
        tiebreak/v1/interpretation.proto tiebreak/v1/search.proto tiebreak/v1/aggregator.proto
    PYTHONPATH=generated python3 examples/clients/resolve.py --grpc
"""

import json
import pathlib
import sys
import urllib.error
import urllib.request

EXAMPLES = pathlib.Path(__file__).resolve().parent.parent / "play-mary-poppins.jsonl"
URL = "http://127.0.0.1:8080/v1/resolve"
TARGET = "127.0.0.1:50050"


def example():
    line = json.loads(EXAMPLES.read_text(encoding="utf-8").splitlines()[0])
    return {key: line[key] for key in ("utterance", "locale", "context", "hypotheses")}


def resolve_over_http(request):
    """The answer as a dict. Raises RuntimeError with the problem that the aggregator found."""
    call = urllib.request.Request(
        URL, json.dumps(request).encode("utf-8"), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(call, timeout=2) as response:
            return json.load(response)
    except urllib.error.HTTPError as error:
        raise RuntimeError(json.load(error)["detail"]) from error


def resolve_over_grpc(request):
    """As resolve_over_http, by the same names: both are proto3 JSON of ResolveResponse."""
    import grpc
    from google.protobuf.json_format import MessageToDict, ParseDict
    from tiebreak.v1 import aggregator_pb2, aggregator_pb2_grpc

    with grpc.insecure_channel(TARGET) as channel:
        aggregator = aggregator_pb2_grpc.AggregatorServiceStub(channel)
        try:
            response = aggregator.Resolve(ParseDict(request, aggregator_pb2.ResolveRequest()), timeout=0.5)
        except grpc.RpcError as error:
            raise RuntimeError(f"{error.code().name}: {error.details()}") from error
    # Fields that hold their default, such as an empty question, are left out of the dict.
    return MessageToDict(response)


if __name__ == "__main__":
    resolve = resolve_over_grpc if "--grpc" in sys.argv[1:] else resolve_over_http
    try:
        answer = resolve(example())
    except RuntimeError as error:
        sys.exit(str(error))
    for ranked in answer["ranked"]:
        hypothesis = ranked["hypothesis"]
        print(f'{ranked.get("score", 0):.3f}', hypothesis["id"], hypothesis["domain"], hypothesis["intent"])
    decision = answer["decision"]
    print(decision["kind"], decision.get("question") or "")
