namespace ToskaMesh.Emulator.Tests.Surface;

public class SurfaceComparisonTests
{
    private const string Same = """
        // Sample 1.0

        namespace ToskaMesh.Emulator.Tests.Surface;

        [System.AttributeUsageAttribute(System.AttributeTargets.Method)]
        public abstract class WidgetAttribute<T> : Attribute, ICloneable where T : class
        {
            protected WidgetAttribute(string? name);
            public const string Kind = "widget";
            public string? Name { get; set; }
            public abstract IReadOnlyDictionary<string, object?> Parts { get; }
            public virtual Task<T?> FindAsync<TKey>(TKey key, int? limit = null, CancellationToken cancellationToken = default(CancellationToken)) where TKey : notnull;
            public object Clone();
            public void OnlyOfficial();
        }
        """;

    [Fact]
    public void Comparison_OfASubset_FindsNothing() =>
        Assert.Empty(SurfaceComparison.Faults([typeof(WidgetAttribute<>)], OfficialSurface.Parse(Same)));

    [Theory]
    [InlineData("class WidgetAttribute<T>", "class GadgetAttribute<T>", "no official type")]
    [InlineData("Tests.Surface;", "Tests.Elsewhere;", "no official type")]
    [InlineData("abstract class", "class", "is 'public abstract class")]
    [InlineData("Attribute, ICloneable", "Attribute", "ICloneable")]
    [InlineData("where T : class", "where T : class, IDisposable", "where T : class")]
    [InlineData("AttributeTargets.Method", "AttributeTargets.Class", "has usage")]
    [InlineData("AttributeTargets.Method)", "AttributeTargets.Method, AllowMultiple = true)", "has usage")]
    [InlineData("[System.AttributeUsageAttribute(System.AttributeTargets.Method)]", "", "has usage")]
    [InlineData("string? name);", "string name);", "WidgetAttribute(string? name)")]
    [InlineData("(string? name);", "(string? title);", "WidgetAttribute(string? name)")]
    [InlineData("protected Widget", "public Widget", "WidgetAttribute(string? name)")]
    [InlineData("= \"widget\"", "= \"gadget\"", "const string Kind")]
    [InlineData("Name { get; set; }", "Name { get; }", "Name { get; set; }")]
    [InlineData("object?> Parts", "object> Parts", "Parts { get; }")]
    [InlineData("public abstract IReadOnly", "public virtual IReadOnly", "Parts { get; }")]
    [InlineData("Task<T?> Find", "Task<T> Find", "FindAsync")]
    [InlineData("int? limit = null", "int? limit = 3", "FindAsync")]
    [InlineData("int? limit = null", "int? limit", "FindAsync")]
    [InlineData("= default(CancellationToken)", "", "FindAsync")]
    [InlineData("where TKey : notnull", "", "FindAsync")]
    [InlineData("public virtual Task", "public Task", "FindAsync")]
    [InlineData("    public object Clone();", "", "Clone()")]
    public void Comparison_WhereOfficialDiffers_FindsIt(string text, string officially, string fault)
    {
        Assert.Contains(text, Same, StringComparison.Ordinal);
        var official = OfficialSurface.Parse(Same.Replace(text, officially, StringComparison.Ordinal));
        var found = Assert.Single(SurfaceComparison.Faults([typeof(WidgetAttribute<>)], official));
        Assert.Contains(fault, found, StringComparison.Ordinal);
    }

    [Fact]
    public void Comparison_OfATypeInTwoPackages_TakesTheUnion()
    {
        var halves = Same.Replace("    public object Clone();\n", "", StringComparison.Ordinal) + "\n"
            + Same.Replace("    public void OnlyOfficial();\n", "", StringComparison.Ordinal);
        Assert.Empty(SurfaceComparison.Faults([typeof(WidgetAttribute<>)], OfficialSurface.Parse(halves)));
    }
}
