using System.Net;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Probing;

internal static class ProbeProblems
{
    public static Problem NothingToProbe(InstanceId id) => Problem.Of(
        HttpStatusCode.Conflict,
        "nothing-to-probe",
        "The instance has no check that the mesh could run.",
        $"'{id}' says itself that it is there: by its heartbeats.");

    public static Problem TooManyProbes { get; } = Problems.Unavailable("Too many probes are under way: try again in a moment.");
}
