using System.Net;
using System.Text;

namespace ToskaMesh.Shared.Identity.OAuth;

/// <summary>
/// The parameters of a request (RFC 6749, appendix B). Unknown ones are ignored, as section 3.2 demands of whoever
/// answers; one without a value is one that is not there; none but <c>resource</c> and <c>audience</c> may stand twice.
/// </summary>
public sealed class OAuthForm
{
    private const int MaxParameters = 64;

    private static readonly string[] Repeatable = ["resource", "audience"];

    private readonly Dictionary<string, List<string>> _values;

    private OAuthForm(Dictionary<string, List<string>> values) => _values = values;

    public static OAuthForm? Parse(ReadOnlySpan<byte> body, out OAuthError? error)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var pairs = Encoding.ASCII.GetString(body).Split('&', StringSplitOptions.RemoveEmptyEntries);
        error = pairs.Length > MaxParameters ? OAuthError.InvalidRequest("There are too many parameters.") : null;
        foreach (var pair in error is null ? pairs : [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            var name = WebUtility.UrlDecode(at < 0 ? pair : pair[..at]);
            var value = at < 0 ? "" : WebUtility.UrlDecode(pair[(at + 1)..]);
            if (value.Length == 0)
            {
                continue;
            }

            if (!values.TryGetValue(name, out var known))
            {
                values[name] = known = [];
            }

            known.Add(value);
        }

        if (values.Any(pair => pair.Value.Count > 1 && !Repeatable.Contains(pair.Key)))
        {
            error = OAuthError.InvalidRequest("A parameter stands more than once.");
        }

        return error is null ? new OAuthForm(values) : null;
    }

    /// <summary>Null when it is not there.</summary>
    public string? Find(string name) => _values.TryGetValue(name, out var values) ? values[0] : null;

    public IReadOnlyList<string> FindAll(string name) => _values.TryGetValue(name, out var values) ? values : [];
}
