using System.Globalization;
using ToskaMesh.Functions.Identity.Tokens;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Store;
using ToskaMesh.Shared.Identity.Rotation;

namespace ToskaMesh.Functions.Health;

/// <summary>That there is a key to sign tokens with, and that the master key opens it. Without it everything works but logging in.</summary>
internal sealed class TokensPart(IStoreGate gate, ISigningKeyStore keys, SigningKeySeal seal) : IHealthPart
{
    public string Name => "tokens";

    public bool IsVital => false;

    public async Task<PartResult> CheckAsync(CancellationToken cancellationToken)
    {
        await gate.EnsureReadyAsync(cancellationToken);
        var stored = await keys.ListAsync(cancellationToken);
        if (stored.FirstOrDefault(key => key.Key.State is SigningKeyState.Signing) is not { } signing)
        {
            return PartResult.Healthy("There is no signing key yet; the first call that needs one makes it.");
        }

        try
        {
            await seal.OpenAsync(signing, cancellationToken);
        }
        catch (NotReadyException exception)
        {
            return new PartResult(PartStatus.Degraded, exception.Message);
        }

        return PartResult.Healthy("Tokens can be signed.") with
        {
            Data = new Dictionary<string, string>
            {
                ["keys"] = stored.Count.ToString(CultureInfo.InvariantCulture),
                ["signingSince"] = signing.Key.SigningSince?.ToString("O", CultureInfo.InvariantCulture) ?? "",
            },
        };
    }
}
