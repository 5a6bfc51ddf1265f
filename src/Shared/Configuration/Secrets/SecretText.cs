using System.Text;

namespace ToskaMesh.Shared.Configuration.Secrets;

/// <summary>
/// References in a text: <c>${secret:NAME}</c> stands for a secret, <c>$${secret:NAME}</c> for itself without the first
/// dollar. Everything else is what it is.
/// </summary>
internal static class SecretText
{
    private const string Start = "${secret:";

    public static bool HasReference(string text) => text.Contains(Start, StringComparison.Ordinal);

    /// <summary>Puts <paramref name="reveal"/>'s answer in each reference's place; what is no reference after all goes to <paramref name="malformed"/>.</summary>
    /// <returns>Null when it would be longer than <paramref name="limit"/> characters.</returns>
    public static string? Replace(string text, Func<SecretName, string> reveal, Action<string> malformed, int limit = int.MaxValue)
    {
        var result = new StringBuilder();
        var position = 0;
        while (text.IndexOf(Start, position, StringComparison.Ordinal) is var start and >= 0)
        {
            var isEscaped = start > position && text[start - 1] == '$';
            result.Append(text, position, start - position - (isEscaped ? 1 : 0));
            position = start + Start.Length;
            if (isEscaped)
            {
                result.Append(Start);
                continue;
            }

            var length = text.AsSpan(position, Math.Min(text.Length - position, SecretName.MaxLength + 1)).IndexOf('}');
            if (length < 0 || !SecretName.TryParse(text.Substring(position, length), out var secret))
            {
                malformed("begins a reference ${secret:NAME} that is none: the name " + SecretName.Rule + "; write $${secret: for the text itself");
                return text;
            }

            result.Append(reveal(secret));
            position += length + 1;
            if (result.Length > limit)
            {
                return null;
            }
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
