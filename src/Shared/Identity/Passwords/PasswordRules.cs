using ToskaMesh.Shared.Identity.Users;

namespace ToskaMesh.Shared.Identity.Passwords;

/// <summary>
/// What a new password must hold (ASVS 5.0, 6.2): long enough, of any characters, and none that would be tried first.
/// It is compared as it was received, neither trimmed nor cut nor normalised (6.2.8).
/// </summary>
public static class PasswordRules
{
    /// <summary>In Unicode code points.</summary>
    public const int MinLength = 12;

    /// <summary>In Unicode code points; so long a one is hashed whole.</summary>
    public const int MaxLength = 128;

    /// <summary>In UTF-16 units: what a body may hold where a password stands.</summary>
    public const int MaxUnits = 2 * MaxLength;

    public static readonly string LengthRule = $"must have {MinLength} to {MaxLength} characters";

    // So many characters before or behind a common word do not make a password of it.
    private const int Trimmings = 6;

    private static readonly string[] OwnNames = ["toska", "toskamesh", "toska mesh", "toska-mesh"];

    /// <summary>What is wrong with it, completing "this value ..."; null when nothing is.</summary>
    public static string? Fault(string password, EmailAddress? owner)
    {
        var length = password.EnumerateRunes().Count();
        if (length is < MinLength or > MaxLength)
        {
            return LengthRule;
        }

        if (IsRepetition(password))
        {
            return "must not be a few characters again and again";
        }

        if (owner is not null && IsDressed(password, word => Is(word, owner.Value) || Is(word, owner.LocalPart)))
        {
            return "must not be the e-mail address or its beginning";
        }

        return IsDressed(password, word => CommonPasswords.Contains(word) || OwnNames.Any(name => Is(word, name)))
            ? "is among the passwords that are tried first"
            : null;
    }

    // At least three times, so that a sentence said twice passes.
    private static bool IsRepetition(string password)
    {
        for (var unit = 1; unit <= Math.Max(1, password.Length / 3); unit++)
        {
            var isPeriod = true;
            for (var i = unit; isPeriod && i < password.Length; i++)
            {
                isPeriod = char.ToLowerInvariant(password[i]) == char.ToLowerInvariant(password[i - unit]);
            }

            if (isPeriod)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDressed(string password, Func<string, bool> isKnown)
    {
        var word = password.Trim([.. password.Where(character => !char.IsLetter(character)).Distinct()]);
        return isKnown(password) || (word.Length > 0 && password.Length - word.Length <= Trimmings && isKnown(word));
    }

    private static bool Is(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
