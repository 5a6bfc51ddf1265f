namespace ToskaMesh.Cli.View;

/// <summary>Aligned text without colours or frames, which reads the same on a terminal and through a pipe.</summary>
internal static class Columns
{
    private const string Gap = "  ";

    public static void Write(TextWriter output, IReadOnlyList<string> headers, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. headers.Select((header, at) => rows.Select(row => row[at].Length).Append(header.Length).Max())];
        foreach (var row in rows.Prepend(headers))
        {
            output.WriteLine(string.Join(Gap, row.Select((cell, at) => cell.PadRight(widths[at]))).TrimEnd());
        }
    }
}
