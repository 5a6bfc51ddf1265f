using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Functions.Identity.Tokens;

/// <summary>All keys that tokens are accepted with (RFC 7517, section 5): the one that signs, the ones that will, the ones that did.</summary>
public sealed record JsonWebKeySetAnswer(IReadOnlyList<JsonWebKeyAnswer> Keys)
{
    internal static JsonWebKeySetAnswer From(SigningKeySet set) => new([.. set.Keys.Select(JsonWebKeyAnswer.From)]);
}
