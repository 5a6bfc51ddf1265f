using System.Net;

namespace ToskaMesh.Cli.Client;

/// <summary>What it means for a command that the mesh refused.</summary>
internal static class Refusal
{
    public const string CredentialsHint =
        " Log in with 'toska login', give a key with --key or TOSKA_KEY, or the mesh's folder with --data.";

    /// <param name="unauthorizedHint">What to do where nobody was recognised, after the mesh's own words.</param>
    public static CommandFailedException Of(HttpStatusCode status, string body, string unauthorizedHint = CredentialsHint) =>
        new(Meaning(status), Problem.Describe(status, body, status is HttpStatusCode.Unauthorized ? unauthorizedHint : ""));

    private static int Meaning(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => ExitCode.NotFound,
        HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout => ExitCode.Unreachable,
        _ => ExitCode.Failed,
    };
}
