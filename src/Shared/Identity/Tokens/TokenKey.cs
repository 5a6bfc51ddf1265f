using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace ToskaMesh.Shared.Identity.Tokens;

/// <summary>One public key, ready to verify with. The platform promises nothing about threads for its ECDSA objects, so each use has one to itself.</summary>
internal sealed class TokenKey(string id, ECParameters parameters)
{
    // As many as ever verified at once.
    private readonly ConcurrentBag<ECDsa> _idle = [];

    public string Id { get; } = id;

    public bool HasSigned(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        var key = _idle.TryTake(out var idle) ? idle : ECDsa.Create(parameters);
        try
        {
            return key.VerifyData(content, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
        finally
        {
            _idle.Add(key);
        }
    }
}
