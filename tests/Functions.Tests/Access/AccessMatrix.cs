namespace ToskaMesh.Functions.Tests.Access;

/// <summary>Who may call what, read out of <c>docs/access-matrix.md</c>: what people read is what is tested.</summary>
internal sealed class AccessMatrix
{
    private readonly Dictionary<string, string[]> _rows;

    private AccessMatrix(string[] columns, Dictionary<string, string[]> rows) => (Columns, _rows) = (columns, rows);

    /// <summary>The callers, after the columns of the function and its path.</summary>
    public IReadOnlyList<string> Columns { get; }

    public IReadOnlyCollection<string> Functions => _rows.Keys;

    public static AccessMatrix Read()
    {
        string[][] lines =
        [
            .. File.ReadLines(RepositoryRoot.File("docs", "access-matrix.md"))
                .Where(line => line.StartsWith('|'))
                .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
        ];

        // The second line is the rule under the heads.
        return new AccessMatrix(lines[0][2..], lines[2..].ToDictionary(cells => cells[0].Trim('`'), cells => cells[1..]));
    }

    /// <summary>As the table writes it: <c>GET /api/Status</c>.</summary>
    public string PathOf(string function) => _rows[function][0].Trim('`');

    /// <returns>By caller: <c>yes</c>, <c>401</c> or <c>403</c>.</returns>
    public Dictionary<string, string> Of(string function) =>
        Columns.Zip(_rows[function].Skip(1)).ToDictionary(pair => pair.First, pair => pair.Second);
}
