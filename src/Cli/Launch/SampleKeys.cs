using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Cli.Launch;

/// <summary>Keys for the samples, made for one run: each may write its own service only.</summary>
internal sealed record SampleKeys(string Orders, string Inventory)
{
    public static SampleKeys Generate() =>
        new(ApiKey.Generate("sample-orders").Reveal(), ApiKey.Generate("sample-inventory").Reveal());

    /// <summary>As the function app is told of them; orders opens itself to anonymous callers.</summary>
    public Dictionary<string, string> AsSettings() => new()
    {
        ["Mesh__ApiKeys__0__Key"] = Orders,
        ["Mesh__ApiKeys__0__Services__0"] = "orders",
        ["Mesh__ApiKeys__0__Scopes__0"] = Scope.OpenRoutes,
        ["Mesh__ApiKeys__1__Key"] = Inventory,
        ["Mesh__ApiKeys__1__Services__0"] = "inventory",
    };
}
