using ToskaMesh.Shared.Identity.Tokens;

namespace ToskaMesh.Shared.Identity.OAuth;

/// <summary>What a token is asked for.</summary>
public static class OAuthTarget
{
    /// <summary>Of <c>audience</c> and <c>resource</c> (RFC 8707); null for what is none of <see cref="Audiences"/>, or several.</summary>
    public static string? Audience(OAuthForm form)
    {
        var asked = form.FindAll("audience").Concat(form.FindAll("resource")).Distinct(StringComparer.Ordinal).ToList();
        return asked switch
        {
            [] => Audiences.ControlPlane,
            [var one] when Audiences.All.Contains(one) => one,
            _ => null,
        };
    }

    /// <summary>Those that were asked for, or all; null when one of them may not be had.</summary>
    public static IReadOnlyList<string>? Scopes(OAuthForm form, IReadOnlySet<string> allowed)
    {
        var asked = Asked(form) ?? [.. allowed.Order(StringComparer.Ordinal)];
        return asked.All(allowed.Contains) ? asked : null;
    }

    /// <summary>The scopes that were asked for, in order; null where nothing is said.</summary>
    public static IReadOnlyList<string>? Asked(OAuthForm form) => form.Find("scope") is { } scope
        ? [.. scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]
        : null;
}
