using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Identity.Rotation;
using ToskaMesh.Shared.Registry;

namespace ToskaMesh.Testing.Identity;

public sealed class InMemorySigningKeyStore(TimeProvider time, InMemorySecurityAudit audit) : ISigningKeyStore
{
    private readonly Lock _turn = new();
    private IReadOnlyList<SealedSigningKey> _keys = [];

    /// <summary>True is a store that cannot be reached: every operation throws.</summary>
    public bool IsUnreachable { get; set; }

    public Task<IReadOnlyList<SealedSigningKey>> ListAsync(CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        return Task.FromResult(Volatile.Read(ref _keys));
    }

    public Task<bool> StepAsync(RotationPolicy policy, Func<NewSigningKey> generate, CancellationToken cancellationToken) =>
        Take((keys, now) => RotationRules.Step(keys, now, policy), RotationAudit.Of, generate, cancellationToken);

    public Task<bool> ReplaceAsync(
        SigningKeyReplacement order, RequestOrigin origin, Func<NewSigningKey> generate, CancellationToken cancellationToken) =>
        Take(
            (keys, now) => RotationRules.Replace(keys, now, order.Revoke),
            (step, made, now) => RotationAudit.Of(step, made, order, origin, now),
            generate,
            cancellationToken);

    /// <summary>As after somebody emptied the table.</summary>
    public void Clear() => Volatile.Write(ref _keys, []);

    private Task<bool> Take(
        Func<IReadOnlyList<SigningKey>, DateTimeOffset, RotationStep?> decide,
        Func<RotationStep, SigningKey?, DateTimeOffset, IEnumerable<SecurityEvent>> tell,
        Func<NewSigningKey> generate,
        CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        lock (_turn)
        {
            var now = time.GetUtcNow();
            if (decide([.. _keys.Select(key => key.Key)], now) is not { IsNothing: false } step)
            {
                return Task.FromResult(false);
            }

            var made = step.Wanted is { } wanted ? Make(generate(), wanted, now, step.Delay) : null;
            var boxes = _keys.Append(made).OfType<SealedSigningKey>().ToDictionary(key => key.Key.Id, key => key.Sealed);
            var order = RotationRules.Order(made is null ? step.Keys : [.. step.Keys, made.Key]);
            Volatile.Write(ref _keys, [.. order.Select(key => new SealedSigningKey(key, boxes[key.Id]))]);
            audit.Add(tell(step, made?.Key, now));
            return Task.FromResult(true);
        }
    }

    private static SealedSigningKey Make(NewSigningKey generated, SigningKeyState wanted, DateTimeOffset now, TimeSpan delay) =>
        new(RotationRules.Make(generated.Public, wanted, now, delay), generated.Sealed);

    private void Reach(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsUnreachable)
        {
            throw new StoreUnavailableException();
        }
    }
}
