using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Identity.Users;

/// <summary>
/// An e-mail address, by which a person signs in. In lower case, also before the @: no mail system that people have
/// tells two of them apart by case, and two accounts that differ by it would be a trap.
/// </summary>
public sealed partial record EmailAddress
{
    /// <summary>RFC 5321, section 4.5.3.1.3, less the brackets of a path.</summary>
    public const int MaxLength = 254;

    public const string Rule = "must be an e-mail address of at most 254 ASCII characters, such as name@example.org";

    private const int MaxLocalPart = 64;

    private EmailAddress(string value) => Value = value;

    public string Value { get; }

    public string LocalPart => Value[..Value.IndexOf('@', StringComparison.Ordinal)];

    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        var isOne = text is { Length: <= MaxLength } && Pattern().IsMatch(text) && text.IndexOf('@', StringComparison.Ordinal) <= MaxLocalPart;
        address = isOne ? new EmailAddress(text!.ToLowerInvariant()) : null;
        return isOne;
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static EmailAddress Parse(string text) => TryParse(text, out var address) ? address : throw new FormatException($"This {Rule}.");

    public override string ToString() => Value;

    // The dot-atom of RFC 5322, section 3.2.3; a domain is its names of RFC 1035, at least two.
    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\z")]
    private static partial Regex Pattern();
}
