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
    public static string Replace(string text, Func<SecretName, string> reveal, Action<string> malformed)
    {
        var result = new StringBuilder();
        var position = 0;
        while (text.IndexOf(Start, position, StringComparison.Ordinal) is var start and >= 0)
        {
            var isEscaped = start > position && text[start - 1] == '$';
            result.Append(text, position, start - position - (isEscaped ? 1 : 0));
            var end = text.IndexOf('}', start);
            var name = end < 0 ? text[(start + Start.Length)..] : text[(start + Start.Length)..end];
            if (isEscaped)
            {
                result.Append(Start);
                position = start + Start.Length;
                continue;
            }

            if (end < 0 || !SecretName.TryParse(name, out var secret))
            {
                malformed("begins a reference ${secret:NAME} that is none: the name " + SecretName.Rule + "; write $${secret: for the text itself");
                return text;
            }

            result.Append(reveal(secret));
            position = end + 1;
        }

        return result.Append(text, position, text.Length - position).ToString();
    }
}
