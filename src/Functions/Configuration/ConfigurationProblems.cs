using System.Net;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Validation;

namespace ToskaMesh.Functions.Configuration;

/// <summary>The refusals of configurations on the wire.</summary>
internal static class ConfigurationProblems
{
    public static Problem MayNotRead { get; } =
        AccessProblems.Forbidden($"Reading configurations as they are written needs an Admin, or the scope {Scope.ReadConfigurations}.");

    public static Problem MayNotReadEffective { get; } =
        AccessProblems.Forbidden($"What a service gets is for the service itself, an Admin, or the scope {Scope.ReadConfigurations}.");

    public static Problem ConditionNeeded { get; } = Problem.Of(
        HttpStatusCode.PreconditionRequired,
        "precondition-required",
        "Say which version is replaced; nothing was changed.",
        "Send If-Match with the ETag that was read, so that nobody's change is lost, or * to replace whatever is there, and no If-None-Match.");

    public static Problem RolloutUnderWay(string which) => Problem.Of(
        HttpStatusCode.Conflict,
        "rollout-under-way",
        "A rollout of the configuration is under way, which decides what holds; nothing was changed.",
        $"End the rollout of '{which}', or write with \"activate\": false, so that the new version does not hold at once.");

    public static Problem Unknown(string which) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-configuration", "There is no such configuration.", $"'{which}' never was, or was deleted.");

    /// <summary>Of a path that has an id, where there is something else.</summary>
    public static Problem UnknownId(string id) => Guid.TryParse(id, out _) ? Unknown(id) : Problem.Of(
        HttpStatusCode.NotFound,
        "unknown-configuration",
        "There is no such configuration.",
        $"'{id}' is no id. That of a configuration stays when it is deleted and made again, and is in every answer about it: GET /api/Configurations/{{name}}.");

    public static Problem Deleted(ConfigurationHead head) => Problem.Of(
        HttpStatusCode.NotFound,
        "unknown-configuration",
        "There is no such configuration.",
        $"'{head.Key}' was deleted after version {head.Version}. Its versions are at /api/Configurations/{head.Id}/history and by ?version=; POST makes it again.");

    public static Problem UnknownVersion(long version) => Problem.Of(
        HttpStatusCode.NotFound, "unknown-version", "There is no such version of the configuration.", $"{version} never was, or was too long ago.");

    public static Problem UnknownInstance(string instance, string service) => Problem.Of(
        HttpStatusCode.NotFound,
        "unknown-instance",
        "There is no such instance of the service: its labels are not known.",
        $"'{instance}' of '{service}' never was, left, or expired. Register it first, or leave the instance out to get what holds for all.");

    public static Problem Violates(IReadOnlyList<ValidationError> violations) => Problem.Of(
        HttpStatusCode.UnprocessableContent,
        "schema-violation",
        "The content does not obey its schema; nothing was changed.",
        "The pointers lead into the content.",
        [.. violations.Select(error => ProblemError.OfBody(error.Pointer, error.Detail))]);

    /// <summary>Of a change that was refused.</summary>
    public static Problem Of(ConfigurationResult result, ConfigurationChange change) => result.Outcome switch
    {
        ConfigurationOutcome.NotFound => Unknown(Name(change)),
        ConfigurationOutcome.NoSuchVersion => UnknownVersion(((RollBackConfiguration)change).Version),
        ConfigurationOutcome.Exists => Problem.Of(
            HttpStatusCode.Conflict, "configuration-exists", "There is such a configuration already; nothing was changed.", $"'{Name(change)}' has version {result.Head?.Version}. PUT replaces it."),
        ConfigurationOutcome.VersionMismatch => Problem.Of(
            HttpStatusCode.PreconditionFailed, "version-mismatch", "The configuration was changed meanwhile; nothing was changed now.", $"Its version is {result.Head?.Version}. Read it, and decide again."),
        ConfigurationOutcome.OtherKind => Problem.Of(
            HttpStatusCode.Conflict, "configuration-of-other-kind", "What has this name is a configuration of another kind; nothing was changed.", $"'{Name(change)}' is of kind {MeshJson.Word(result.Head!.Kind)}: those of /api/Configurations are for settings, of /api/Routes for routes."),
        ConfigurationOutcome.RolloutUnderWay => RolloutUnderWay(result.Head?.Key.ToString() ?? Name(change)),
        ConfigurationOutcome.TooMany => Problem.Of(
            HttpStatusCode.Conflict, "too-many-configurations", "The environment has as many configurations as it may; nothing was changed.", $"At most {ConfigurationLimits.PerEnvironment}."),
        _ => throw new InvalidOperationException($"{result.Outcome} is no refusal."),
    };

    /// <summary>Of what cannot be made for an instance.</summary>
    public static Problem Of(EffectiveResult result) => result.Outcome switch
    {
        EffectiveOutcome.Unresolved => Problem.Of(
            HttpStatusCode.Conflict,
            "unresolved-secrets",
            "The configuration refers to secrets that this service does not get.",
            "Each of them is missing, or does not name the service among those that it is for.",
            [.. (result.Unresolved ?? []).Take(ValidationErrors.MaxCount).Select(one => ProblemError.OfBody(one.Pointer, $"refers to the secret '{one.Name}'"))]),
        EffectiveOutcome.TooMany => Problem.Of(
            HttpStatusCode.Conflict,
            "too-many-layers",
            "Too much is to be merged for this instance.",
            $"At most {ConfigurationLimits.Layers} configurations, with {ConfigurationLimits.Secrets} different secrets."),
        _ => Problem.Of(
            HttpStatusCode.Conflict, "effective-too-large", "Merged, the configurations of this instance are too large.", $"At most {EffectiveConfigurations.MaxBytes} bytes."),
    };

    private static string Name(ConfigurationChange change) => change switch
    {
        CreateConfiguration create => create.Key.ToString(),
        ReplaceConfiguration replace => replace.Key.ToString(),
        DeleteConfiguration delete => delete.Key.ToString(),
        RollBackConfiguration back => back.Id.ToString(),
        _ => "",
    };
}
