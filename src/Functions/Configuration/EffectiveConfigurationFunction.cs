using System.Net;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using ToskaMesh.Functions.Access;
using ToskaMesh.Functions.Http;
using ToskaMesh.Functions.OpenApi;
using ToskaMesh.Shared.Configuration;
using ToskaMesh.Shared.Configuration.Layers;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Functions.Configuration;

/// <summary>What an instance gets. A service gets its own with its secrets; an Admin, and the scope for it, any without.</summary>
public sealed class EffectiveConfigurationFunction(EffectiveConfigurations effective, IServiceRegistry registry)
{
    private static readonly Dictionary<string, string> NoLabels = [];

    // Named to come before GetConfiguration, whose route would take "effective" for a name: hosts match in order of names.
    [Function("EffectiveConfiguration")]
    [Access(AccessLevel.Authenticated)]
    [Operation("The configuration of ?service= in ?environment=, merged of all that hold for it and for ?instance=, with the origin of each part. A Service gets its own, with its secrets. With If-None-Match a gateway holds the request for ?wait= until it is another one; here it is answered at once.", Query = ["service", "instance", "environment", "wait"])]
    [Answers(200, typeof(EffectiveAnswer)), Answers(304), Answers(400), Answers(403), Answers(404), Answers(409)]
    public async Task<HttpResponseData> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/Configurations/effective")] HttpRequestData request,
        FunctionContext context,
        CancellationToken cancellationToken)
    {
        var query = new ConfigurationQuery(request, "service", "instance", "environment", ConfigurationWait.Parameter);
        var (service, instance, environment) = (query.Service(), query.Instance(), query.Environment() ?? EnvironmentName.Default);
        query.CheckWait();
        if (!query.IsValid || service is null)
        {
            return await request.ProblemAsync(query.Problem);
        }

        var caller = context.GetCaller();
        var isItself = caller.Role is Role.Service && caller.Services.Contains(service);
        if (!isItself && !caller.Has(Scope.ReadConfigurations))
        {
            return await request.ProblemAsync(ConfigurationProblems.MayNotReadEffective);
        }

        if (await LabelsAsync(service, instance, cancellationToken) is not { } labels)
        {
            return await request.ProblemAsync(ConfigurationProblems.UnknownInstance(instance!.Value, service.Value));
        }

        var result = await effective.ReadAsync(environment, service, instance, labels, withSecrets: isItself, cancellationToken);
        return result.Configuration is { } made
            ? await AnswerAsync(request, made, service, instance, environment, isItself)
            : await request.ProblemAsync(ConfigurationProblems.Of(result));
    }

    private static async Task<HttpResponseData> AnswerAsync(
        HttpRequestData request, EffectiveConfiguration made, ServiceName service, InstanceId? instance, EnvironmentName environment, bool isItself)
    {
        // Of versions' numbers, not of what they hold: a tag is no place for a hash of secrets.
        var tag = $"\"{made.Tag}\"";
        var response = EntityTag.Matches(request.Header("If-None-Match"), tag)
            ? request.CreateResponse(HttpStatusCode.NotModified)
            : await request.AnswerAsync(new EffectiveAnswer
            {
                Service = service.Value,
                Instance = instance?.Value,
                Environment = environment.Value,
                Resolved = isItself,
                Layers = [.. made.Layers.Select(EffectiveLayerAnswer.From)],
                Content = made.Content,
                Origins = made.Origins,
            });
        response.Headers.Add("ETag", tag);
        response.Headers.Add("Cache-Control", made.HasSecrets ? "no-store" : "private, no-cache");
        return response;
    }

    /// <summary>Null when there is no such instance of the service.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> LabelsAsync(ServiceName service, InstanceId? id, CancellationToken cancellationToken)
    {
        var instance = id is null ? null : await registry.FindAsync(id, cancellationToken);
        return id is null ? NoLabels : instance?.ServiceName == service ? LayerRules.LabelsOf(instance) : null;
    }
}
