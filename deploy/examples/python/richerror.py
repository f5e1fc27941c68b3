"""Reads the details of a gRPC error: google.rpc.Status with ErrorInfo and BadRequest.

Where the package googleapis-common-protos is installed, its classes do the same;
Debian does not ship it, so the few fields that are read are described here.
"""

from google.protobuf import any_pb2, descriptor_pb2, descriptor_pool

try:
    from google.protobuf.message_factory import GetMessageClass
except ImportError:  # protobuf before 4.22
    from google.protobuf.message_factory import MessageFactory

    def GetMessageClass(descriptor):
        return MessageFactory().GetPrototype(descriptor)


STRING, INT32, MESSAGE = 9, 5, 11
ONE, MANY = 1, 3


def _messages():
    """google/rpc/status.proto and error_details.proto, as far as they are read."""
    file = descriptor_pb2.FileDescriptorProto(
        name="richerror.proto", package="google.rpc", syntax="proto3",
        dependency=[any_pb2.DESCRIPTOR.name])

    def message(parent, name, *fields):
        made = parent.add(name=name)
        for number, (field, label, kind, of) in fields:
            made.field.add(name=field, number=number, label=label, type=kind, type_name=of)
        return made

    message(file.message_type, "Status",
            (1, ("code", ONE, INT32, None)), (2, ("message", ONE, STRING, None)),
            (3, ("details", MANY, MESSAGE, ".google.protobuf.Any")))
    message(file.message_type, "ErrorInfo",
            (1, ("reason", ONE, STRING, None)), (2, ("domain", ONE, STRING, None)))
    bad_request = message(file.message_type, "BadRequest",
                          (1, ("field_violations", MANY, MESSAGE, ".google.rpc.BadRequest.FieldViolation")))
    message(bad_request.nested_type, "FieldViolation",
            (1, ("field", ONE, STRING, None)), (2, ("description", ONE, STRING, None)))

    pool = descriptor_pool.Default()
    pool.Add(file)
    return [GetMessageClass(pool.FindMessageTypeByName("google.rpc." + name))
            for name in ("Status", "ErrorInfo", "BadRequest")]


Status, ErrorInfo, BadRequest = _messages()


def read_error(error):
    """The stable reason of a grpc.RpcError, and its (field, description) violations."""
    reason, violations = "", []
    for key, value in error.trailing_metadata() or ():
        if key != "grpc-status-details-bin":
            continue
        for detail in Status.FromString(value).details:
            if detail.type_url.endswith("google.rpc.ErrorInfo"):
                reason = ErrorInfo.FromString(detail.value).reason
            elif detail.type_url.endswith("google.rpc.BadRequest"):
                violations += [(v.field, v.description) for v in BadRequest.FromString(detail.value).field_violations]
    return reason, violations
