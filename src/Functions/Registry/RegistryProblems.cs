using System.Net;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Registry;

/// <summary>The registry's refusals on the wire.</summary>
internal static class RegistryProblems
{
    public static Problem UnknownInstance(string id) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-instance", "There is no such instance: register it again.", $"'{id}' never was, left, or expired.");

    public static Problem ForeignService(string service) =>
        AccessProblems.Forbidden($"It may not write the service '{service}'.");

    public static Problem ForeignInstance(string id) =>
        AccessProblems.Forbidden($"It may not write the service of the instance '{id}'.");

    public static Problem ImportedInstance(ServiceInstance instance) => Problem.Of(
        HttpStatusCode.Conflict,
        "imported-instance",
        "The instance is imported: only its source changes it.",
        $"'{instance.ServiceId}' comes from {instance.Source}.");

    public static Problem InvalidPath(string parameter, string detail) =>
        Problems.InvalidParameter(ProblemError.OfParameter(parameter, detail));

    /// <summary>Of a registration that did not succeed.</summary>
    public static Problem Of(Registration registration, RegistrationResult result) => result.Outcome switch
    {
        RegistrationOutcome.Forbidden => ForeignService(registration.ServiceName.Value),
        RegistrationOutcome.AccessForbidden => AccessProblems.Forbidden(
            "Letting more callers in, or passing on what they authenticate with, needs an Admin's right, or this scope.",
            [.. result.Loosened.Select(field => ProblemError.OfBody($"/routing/{field}", $"needs the scope {Scope.OpenRoutes}"))]),
        RegistrationOutcome.Imported when result.Holder is { } holder => ImportedInstance(holder),
        RegistrationOutcome.IdHeld => Conflict("/serviceId", "is the id of a live instance", result.Holder),
        RegistrationOutcome.AddressHeld => Conflict("/address", "and port belong to a live instance", result.Holder),
        _ => throw new InvalidOperationException($"{result.Outcome} is no refusal."),
    };

    private static Problem Conflict(string pointer, string detail, ServiceInstance? holder) => Problem.Of(
        HttpStatusCode.Conflict,
        "conflict",
        "Another service holds this; nothing was changed.",
        null,
        ProblemError.OfBody(pointer, holder is null ? detail : $"{detail} of the service '{holder.ServiceName}'"));
}
