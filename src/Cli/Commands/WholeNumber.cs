using System.CommandLine.Parsing;
using System.Globalization;

namespace ToskaMesh.Cli.Commands;

/// <summary>Reads a number, since the library's own message would name a .NET type.</summary>
internal static class WholeNumber
{
    public static int Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            result.AddError($"{(result.Parent as OptionResult)?.Option.Name} must be a whole number, not '{text}'.");
        }

        return number;
    }

    public static int? ParseOptional(ArgumentResult result) => Parse(result);
}
