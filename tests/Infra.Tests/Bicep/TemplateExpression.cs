using System.Globalization;

namespace ToskaMesh.Infra.Tests.Bicep;

/// <summary>An expression of a template as Azure would evaluate it, with plausible values for what Azure alone knows.</summary>
internal sealed class TemplateExpression
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["clientId"] = "11111111-1111-1111-1111-111111111111",
        ["principalId"] = "22222222-2222-2222-2222-222222222222",
        ["fullyQualifiedDomainName"] = "psql-mesh.postgres.database.azure.com",
        ["hostName"] = "redis-mesh.westeurope.redis.azure.net",
        ["port"] = "10000",
        ["serviceBusEndpoint"] = "https://sb-mesh.servicebus.windows.net:443/",
        ["blob"] = "https://stdmesh.blob.core.windows.net/",
        ["vaultUri"] = "https://kv-mesh.vault.azure.net/",
        ["ConnectionString"] = "InstrumentationKey=33333333-3333-3333-3333-333333333333;IngestionEndpoint=https://westeurope.in.applicationinsights.azure.com/",
        ["defaultHostName"] = "func-mesh.azurewebsites.net",
        ["defaultDomain"] = "mesh.westeurope.azurecontainerapps.io",
    };

    private readonly string _text;
    private int _at;

    private TemplateExpression(string text) => _text = text;

    /// <param name="value">What is no expression is itself.</param>
    public static string Evaluate(string value) =>
        value.StartsWith('[') && value.EndsWith(']') ? (string)new TemplateExpression(value[1..^1]).Next() : value;

    private object Next()
    {
        Skip(' ', ',');
        return _text[_at] == '\'' ? Literal() : char.IsAsciiDigit(_text[_at]) ? Number() : Call();
    }

    private string Literal()
    {
        var end = _text.IndexOf('\'', _at + 1);
        var literal = _text[(_at + 1)..end];
        _at = end + 1;
        return literal;
    }

    private int Number() => int.Parse(While(char.IsAsciiDigit), CultureInfo.InvariantCulture);

    private object Call()
    {
        var function = While(char.IsAsciiLetter);
        Skip('(');
        var arguments = new List<object>();
        while (_text[_at] != ')')
        {
            arguments.Add(Next());
            Skip(' ', ',');
        }

        _at++;
        object value = function switch
        {
            "format" => string.Format(CultureInfo.InvariantCulture, (string)arguments[0], [.. arguments.Skip(1)]),
            "split" => ((string)arguments[0]).Split((string)arguments[1]),
            "replace" => ((string)arguments[0]).Replace((string)arguments[1], (string)arguments[2], StringComparison.Ordinal),
            "reference" => "",
            _ => throw new NotSupportedException($"This reader of templates does not know the function {function}: teach it."),
        };
        return Members(value);
    }

    private object Members(object value)
    {
        while (_at < _text.Length && _text[_at] is '.' or '[')
        {
            if (_text[_at++] == '[')
            {
                value = ((string[])value)[Number()];
                Skip(']');
            }
            else if (Known.TryGetValue(While(char.IsAsciiLetterOrDigit), out var known))
            {
                value = known;
            }
        }

        return value;
    }

    private string While(Func<char, bool> holds)
    {
        var start = _at;
        while (_at < _text.Length && holds(_text[_at]))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private void Skip(params ReadOnlySpan<char> characters)
    {
        while (_at < _text.Length && characters.Contains(_text[_at]))
        {
            _at++;
        }
    }
}
