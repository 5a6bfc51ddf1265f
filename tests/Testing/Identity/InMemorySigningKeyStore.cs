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

    public Task<bool> StepAsync(RotationPolicy policy, Func<NewSigningKey> generate, CancellationToken cancellationToken)
    {
        Reach(cancellationToken);
        lock (_turn)
        {
            var now = time.GetUtcNow();
            var step = RotationRules.Step([.. _keys.Select(key => key.Key)], now, policy);
            var made = step.Wanted is { } wanted ? Make(generate(), wanted, now) : null;
            var boxes = _keys.Append(made).OfType<SealedSigningKey>().ToDictionary(key => key.Key.Id, key => key.Sealed);
            var order = RotationRules.Order(made is null ? step.Keys : [.. step.Keys, made.Key]);
            Volatile.Write(ref _keys, [.. order.Select(key => new SealedSigningKey(key, boxes[key.Id]))]);
            audit.Add(RotationAudit.Of(step, made?.Key, now));
            return Task.FromResult(!step.IsNothing);
        }
    }

    /// <summary>As after somebody emptied the table.</summary>
    public void Clear() => Volatile.Write(ref _keys, []);

    private static SealedSigningKey Make(NewSigningKey generated, SigningKeyState wanted, DateTimeOffset now) =>
        new(RotationRules.Make(generated.Public, wanted, now), generated.Sealed);

    private void Reach(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsUnreachable)
        {
            throw new StoreUnavailableException();
        }
    }
}
