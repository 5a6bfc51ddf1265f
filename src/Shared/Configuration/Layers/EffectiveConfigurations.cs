using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Shared.Configuration.Rollouts;
using ToskaMesh.Shared.Configuration.Secrets;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Shared.Configuration.Layers;

/// <summary>Makes what an instance gets of what there is. Secrets come last, into the answer alone.</summary>
public sealed class EffectiveConfigurations(IConfigurationStore configurations, IRolloutShares shares, ISecretSource secrets)
{
    /// <summary>Of the answer: bytes of JSON.</summary>
    public const int MaxBytes = 1024 * 1024;

    private const int SecretsAtOnce = 8;

    /// <param name="instance">Null for what holds for all, whatever is being rolled out.</param>
    /// <param name="labels">Of the instance; without any, configurations that ask for labels do not count.</param>
    /// <param name="withSecrets">Whether whoever asks is the service itself.</param>
    public async Task<EffectiveResult> ReadAsync(
        EnvironmentName environment,
        ServiceName service,
        InstanceId? instance,
        IReadOnlyDictionary<string, string> labels,
        bool withSecrets,
        CancellationToken cancellationToken)
    {
        // Before what holds is read: a rollout that completes in between holds for all then, and its instances keep what they have.
        var given = await GivenAsync(instance, cancellationToken);
        var there = await ChooseAsync(await configurations.ListLayersAsync(environment, cancellationToken), given, cancellationToken);
        var heads = LayerRules.Select(there, environment, service, labels);
        if (heads.Count > ConfigurationLimits.Layers)
        {
            return new EffectiveResult(EffectiveOutcome.TooMany);
        }

        var keys = heads.Select(head => new ConfigurationVersionKey(head.Id, head.Version)).ToList();
        var versions = (await configurations.FindVersionsAsync(keys, cancellationToken)).ToDictionary(version => version.Info.ConfigurationId);
        ConfigurationVersion[] layers = [.. heads.Select(head => versions[head.Id])];
        if (LayerMerge.Merge([.. layers.Select(layer => layer.Document)]) is not { } merged)
        {
            return new EffectiveResult(EffectiveOutcome.TooLarge);
        }

        var made = new EffectiveConfiguration
        {
            Layers = [.. layers.Select(layer => layer.Info)],
            Content = merged.Root,
            Origins = merged.Origins,

            // Who is given a version that he has already must get it again, or he would not say that he runs it.
            Tag = TagOf(layers.Select(layer => given.TryGetValue(layer.Info.ConfigurationId, out var version)
                ? $"{layer.Info.ConfigurationId} {layer.Info.Number} {version.Assignment}"
                : $"{layer.Info.ConfigurationId} {layer.Info.Number}")),
        };
        return withSecrets
            ? await ResolveAsync(made, service, cancellationToken)
            : new EffectiveResult(EffectiveOutcome.Made, made);
    }

    // By configuration.
    private async Task<Dictionary<Guid, GivenVersion>> GivenAsync(InstanceId? instance, CancellationToken cancellationToken) =>
        instance is null ? [] : (await shares.ListGivenAsync(instance, cancellationToken)).ToDictionary(version => version.ConfigurationId);

    // Of each its version that holds, or the one that a rollout gives to this instance.
    private async Task<IReadOnlyList<ConfigurationHead>> ChooseAsync(
        IReadOnlyList<ConfigurationHead> heads, Dictionary<Guid, GivenVersion> given, CancellationToken cancellationToken)
    {
        ConfigurationVersionKey[] keys = [.. given.Values.Select(version => new ConfigurationVersionKey(version.ConfigurationId, version.Version))];
        var news = (await configurations.FindVersionsAsync(keys, cancellationToken)).ToDictionary(version => version.Info.ConfigurationId, version => version.Info);
        return
        [
            .. heads.Select(head => news.TryGetValue(head.Id, out var version)
                    ? head with { Version = version.Number, Hash = version.Hash, Selector = version.Selector }
                    : head with { Version = head.Active, Hash = head.ActiveHash, Selector = head.ActiveSelector })
                .Where(head => head.Version > 0),
        ];
    }

    private async Task<EffectiveResult> ResolveAsync(EffectiveConfiguration made, ServiceName service, CancellationToken cancellationToken)
    {
        var references = SecretReferences.Find(made.Content);
        SecretName[] names = [.. references.Select(reference => reference.Name).Distinct()];
        if (names.Length > ConfigurationLimits.Secrets)
        {
            return new EffectiveResult(EffectiveOutcome.TooMany);
        }

        var found = await FindAsync(names, service, cancellationToken);
        if (references.Where(reference => !found.ContainsKey(reference.Name)).ToList() is { Count: > 0 } missing)
        {
            return new EffectiveResult(EffectiveOutcome.Unresolved, Unresolved: missing);
        }

        // Also without references, since "$${secret:" loses a dollar for whoever gets secrets.
        if (SecretReferences.Resolve(made.Content, name => found[name].Reveal(), MaxBytes) is not { } content)
        {
            return new EffectiveResult(EffectiveOutcome.TooLarge);
        }

        var tag = TagOf(names.Select(name => $"{name} {found[name].Version}").Prepend($"resolved {made.Tag}"));
        return new EffectiveResult(EffectiveOutcome.Made, made with { Content = content, Tag = tag, HasSecrets = names.Length > 0 });
    }

    // What is not for the service is as if it was not there: it learns no more of it.
    private async Task<Dictionary<SecretName, Secret>> FindAsync(SecretName[] names, ServiceName service, CancellationToken cancellationToken)
    {
        var found = new Dictionary<SecretName, Secret>();
        foreach (var some in names.Chunk(SecretsAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(name => secrets.FindAsync(name, cancellationToken)));
            foreach (var (name, secret) in some.Zip(answers).Where(pair => pair.Second?.IsFor(service) is true))
            {
                found.Add(name, secret!);
            }
        }

        return found;
    }

    private static string TagOf(IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
