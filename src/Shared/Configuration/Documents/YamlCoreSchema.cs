using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>What plain scalars mean: the core schema (YAML 1.2.2, section 10.3.2). So <c>no</c> and <c>on</c> are texts, and <c>010</c> is ten.</summary>
internal static partial class YamlCoreSchema
{
    public static ContentValue Read(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => LiteralValue.Null,
        "true" or "True" or "TRUE" => LiteralValue.Of(true),
        "false" or "False" or "FALSE" => LiteralValue.Of(false),
        _ when NotFinite().IsMatch(text) => throw new ContentFaultException("must be a finite number: JSON has no other; in quotes it is a text"),
        _ when Number().Match(text) is { Success: true } number => new LiteralValue(ReadNumber(number)),
        _ when text.StartsWith("0x", StringComparison.Ordinal) && Hexadecimal().IsMatch(text) => OfDigits(text[2..], 16),
        _ when text.StartsWith("0o", StringComparison.Ordinal) && Octal().IsMatch(text) => OfDigits(text[2..], 8),
        _ => new TextValue(text),
    };

    private static string ReadNumber(Match number)
    {
        var sign = number.Groups["sign"].Value == "-" ? "-" : "";
        var whole = number.Groups["whole"].Value;
        var fraction = number.Groups["fraction"].Value;
        return CanonicalNumber.Of($"{sign}{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : $".{fraction}")}{number.Groups["exponent"].Value}");
    }

    private static LiteralValue OfDigits(string digits, int radix)
    {
        if (digits.Length > 64)
        {
            throw new ContentFaultException($"must have numbers of at most {ConfigurationLimits.Digits} digits");
        }

        var value = digits.Aggregate(BigInteger.Zero, (sum, digit) => (sum * radix) + Convert.ToInt32(digit.ToString(), 16));
        return new LiteralValue(CanonicalNumber.Of(value.ToString(CultureInfo.InvariantCulture)));
    }

    [GeneratedRegex("^[-+]?\\.(?:inf|Inf|INF)\\z|^\\.(?:nan|NaN|NAN)\\z")]
    private static partial Regex NotFinite();

    [GeneratedRegex("^(?<sign>[-+]?)(?:(?<whole>[0-9]+)(?:\\.(?<fraction>[0-9]*))?|\\.(?<fraction>[0-9]+))(?<exponent>[eE][-+]?[0-9]+)?\\z")]
    private static partial Regex Number();

    [GeneratedRegex("^0x[0-9a-fA-F]+\\z")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("^0o[0-7]+\\z")]
    private static partial Regex Octal();
}
