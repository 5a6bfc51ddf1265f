using System.Net;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Http;

/// <summary>The problems that do not belong to one concept.</summary>
internal static class Problems
{
    public static Problem InternalError { get; } =
        Problem.Of(HttpStatusCode.InternalServerError, "internal-error", "Something failed that should not; the log has the correlation id.");

    public static Problem ChunkedBody { get; } =
        Problem.Of(HttpStatusCode.LengthRequired, "length-required", "A body needs a Content-Length.", "Transfer-Encoding: chunked is not accepted here.");

    public static Problem NotJson { get; } =
        Problem.Of(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type", "The body must be JSON.", "Send Content-Type: application/json.");

    public static Problem BodyTooLarge(int limit) =>
        Problem.Of(HttpStatusCode.RequestEntityTooLarge, "body-too-large", "The body is too large.", $"At most {limit} bytes are accepted.");

    public static Problem TooManyRequests(string limit) =>
        Problem.Of(HttpStatusCode.TooManyRequests, "too-many-requests", "This caller asks too often; nothing was changed.", $"The limit '{limit}' is used up. Retry-After says when to come again.");

    public static Problem Unavailable(string reason) =>
        Problem.Of(HttpStatusCode.ServiceUnavailable, "unavailable", "The control plane cannot serve this now; nothing was changed.", reason);

    public static Problem NoSuchPath(string path) =>
        Problem.Of(HttpStatusCode.NotFound, "no-such-path", "There is nothing at this path.", $"/openapi.json lists what there is; '{path}' is not in it.");

    public static Problem MethodNotAllowed(string method) =>
        Problem.Of(HttpStatusCode.MethodNotAllowed, "method-not-allowed", "This path does not have that method.", $"{method} is not among those in Allow.");

    public static Problem InvalidBody(IReadOnlyList<ValidationError> errors) =>
        Problem.Of(
            HttpStatusCode.BadRequest,
            "invalid-body",
            "The body breaks a rule; nothing was changed.",
            null,
            [.. errors.Select(error => ProblemError.OfBody(error.Pointer, error.Detail))]);

    public static Problem InvalidParameter(params IReadOnlyList<ProblemError> errors) =>
        Problem.Of(HttpStatusCode.BadRequest, "invalid-parameter", "A parameter breaks a rule.", null, errors);
}
