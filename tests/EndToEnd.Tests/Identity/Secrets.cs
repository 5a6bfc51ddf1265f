using System.Text;

namespace ToskaMesh.EndToEnd.Tests.Identity;

/// <summary>What a test knows that nobody else may read, and where it is looked for.</summary>
internal sealed class Secrets
{
    private readonly Dictionary<string, string> _secrets = [];

    public string Add(string name, string secret)
    {
        Assert.True(secret.Length >= 16, $"{name} is too short to be told from chance.");
        _secrets[name] = secret;
        return secret;
    }

    /// <summary>Of a token, which is no secret in its header and payload alone.</summary>
    public void AddToken(string name, string token) => Add(name, token[(token.LastIndexOf('.') + 1)..]);

    /// <summary>Of a key, whose id is public.</summary>
    public void AddKey(string name, string key) => Add(name, key.Split('_', 3)[2]);

    /// <returns>Each secret that is there, as it is or in hexadecimal, as a dump writes bytes.</returns>
    public IEnumerable<string> FoundIn(string place, byte[] content) =>
        from secret in _secrets
        from form in (string[])[secret.Value, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret.Value)), Convert.ToBase64String(Encoding.UTF8.GetBytes(secret.Value)).TrimEnd('=')]
        where content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(form)) >= 0
        select $"{secret.Key} in {place}";
}
