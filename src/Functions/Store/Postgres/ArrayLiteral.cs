using System.Text;

namespace ToskaMesh.Functions.Store.Postgres;

/// <summary>A list of texts in PostgreSQL's own notation: <c>{"a","b \"c\""}</c>.</summary>
internal static class ArrayLiteral
{
    public static string Write(IEnumerable<string> values)
    {
        var text = new StringBuilder("{");
        foreach (var value in values)
        {
            if (text.Length > 1)
            {
                text.Append(',');
            }

            text.Append('"').Append(value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }

        return text.Append('}').ToString();
    }
}
