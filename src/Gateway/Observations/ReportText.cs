namespace ToskaMesh.Gateway.Observations;

/// <summary>Makes a text from elsewhere, such as an exception's, one that a report may carry.</summary>
internal static class ReportText
{
    /// <returns>Null when nothing is left.</returns>
    public static string? Clean(string? text, int maxLength)
    {
        var printable = string.Concat((text ?? "").Take(maxLength).Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        return printable.Length == 0 ? null : printable;
    }
}
