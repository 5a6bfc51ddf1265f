namespace ToskaMesh.Gateway.Access;

/// <summary>
/// What services believe about their callers, because nobody but a gateway can write it. Roles and scopes are separated by
/// spaces, as scopes are everywhere (RFC 6749, section 3.3): a comma can be part of one.
/// </summary>
internal static class IdentityHeaders
{
    public const string Subject = "X-Mesh-Subject";
    public const string Roles = "X-Mesh-Roles";
    public const string Scopes = "X-Mesh-Scopes";

    private const string Prefix = "X-Mesh-";

    /// <summary>Takes off whatever a caller has written of these.</summary>
    public static void Strip(IHeaderDictionary headers)
    {
        List<string>? claimed = null;
        foreach (var (name, _) in headers)
        {
            if (IsOurs(name))
            {
                (claimed ??= []).Add(name);
            }
        }

        foreach (var name in claimed ?? [])
        {
            headers.Remove(name);
        }
    }

    // Servers behind CGI-like interfaces read an underscore as a dash.
    private static bool IsOurs(string name) =>
        name is ['X' or 'x', _, ..]
        && (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || (name.Contains('_', StringComparison.Ordinal) && name.Replace('_', '-').StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)));
}
