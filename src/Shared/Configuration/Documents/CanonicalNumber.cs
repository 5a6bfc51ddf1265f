using System.Globalization;
using System.Text.RegularExpressions;

namespace ToskaMesh.Shared.Configuration.Documents;

/// <summary>
/// One spelling for each number. Without an exponent it is kept digit by digit, as ids of 64 bits need; with one it is a
/// double of IEEE 754, as for most readers of JSON.
/// </summary>
internal static partial class CanonicalNumber
{
    /// <param name="text">A number of JSON.</param>
    /// <exception cref="ContentFaultException">It cannot be kept as it is.</exception>
    public static string Of(string text)
    {
        if (text.AsSpan().IndexOfAny('e', 'E') >= 0)
        {
            return OfDouble(text);
        }

        var parts = Plain().Match(text);
        var whole = parts.Groups["whole"].Value.TrimStart('0');
        var fraction = parts.Groups["fraction"].Value.TrimEnd('0');
        if (whole.Length + fraction.Length > ConfigurationLimits.Digits)
        {
            throw new ContentFaultException($"must have numbers of at most {ConfigurationLimits.Digits} digits; longer ones are texts, or have an exponent");
        }

        var digits = $"{(whole.Length == 0 ? "0" : whole)}{(fraction.Length == 0 ? "" : $".{fraction}")}";
        return digits == "0" ? digits : $"{parts.Groups["sign"].Value}{digits}";
    }

    private static string OfDouble(string text)
    {
        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return !double.IsFinite(number) ? throw new ContentFaultException("must have numbers that a double can hold")
            : number == 0 ? "0"
            : Math.Abs(number) is < 1e15 and >= 1e-7 && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) && (double)exact == number
                ? Of(exact.ToString(CultureInfo.InvariantCulture))
                : number.ToString("R", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^(?<sign>-?)(?<whole>[0-9]+)(?:\\.(?<fraction>[0-9]+))?\\z")]
    private static partial Regex Plain();
}
