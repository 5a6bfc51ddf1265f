using System.Security.Cryptography;
using System.Text;
using ToskaMesh.Functions.Identity.Secrets;

namespace ToskaMesh.Functions.Tests.Identity.Tokens;

/// <summary>A master key that is nowhere stored.</summary>
internal sealed class FixedMasterKey : IMasterKey
{
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);

    public ValueTask<byte[]> DeriveAsync(string purpose, int length, CancellationToken cancellationToken) =>
        ValueTask.FromResult(HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, length, info: Encoding.UTF8.GetBytes(purpose)));
}
