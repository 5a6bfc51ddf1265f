namespace ToskaMesh.Emulator.Host.Http;

/// <summary>A request's body is longer than the host takes.</summary>
internal sealed class RequestBodyTooLargeException(long length, long limit)
    : Exception($"The body has {length} bytes and FUNCTIONS_REQUEST_BODY_SIZE_LIMIT allows {limit}.");
