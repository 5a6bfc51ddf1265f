using ToskaMesh.Shared.Configuration.Secrets;

namespace ToskaMesh.Shared.Tests.Configuration.Secrets;

public sealed class SecretReferencesTests
{
    [Theory]
    [InlineData("${secret:db}", "<db>")]
    [InlineData("postgres://u:${secret:DB}@${secret:host}/x", "postgres://u:<db>@<host>/x")]
    [InlineData("$${secret:db}", "${secret:db}")]
    [InlineData("$$${secret:db} ${secret:db}", "$${secret:db} <db>")]
    [InlineData("$ {secret:db} ${other:db} ${secret", "$ {secret:db} ${other:db} ${secret")]
    public void Resolve_Text_PutsSecretsInTheirPlaces(string text, string expected)
    {
        var document = DocumentGen.Parse($$"""{"a":[{"b":"{{text}}"}],"n":1}""");

        var resolved = SecretReferences.Resolve(document.Root, name => $"<{name}>", 1000);

        Assert.Equal(expected, resolved!.Value.GetProperty("a")[0].GetProperty("b").GetString());
        Assert.Empty(SecretReferences.Faults(document.Root));
    }

    [Fact]
    public void Find_References_AreAllNamedWithTheirPlaces()
    {
        var document = DocumentGen.Parse("""{"a":"${secret:One}${secret:two}","b":["$${secret:three}","${secret:one}"]}""");

        Assert.Equal(["/a one", "/a two", "/b/1 one"], SecretReferences.Find(document.Root).Select(found => $"{found.Pointer} {found.Name}"));
    }

    [Fact]
    public void Faults_OfWhatLooksLikeAReference_AreNamed()
    {
        var document = DocumentGen.Parse("""{"a":"${secret:no name}","b":"${secret:","${secret:c}":1}""");

        Assert.Equal(["/a", "/b", ""], SecretReferences.Faults(document.Root).Select(fault => fault.Pointer));
    }

    [Fact]
    public void Resolve_ToMoreThanTheLimit_StopsThere()
    {
        var document = DocumentGen.Parse($$"""{"a":[{{string.Join(',', Enumerable.Repeat("\"${secret:big}\"", 1000))}}]}""");
        var asked = 0;

        Assert.Null(SecretReferences.Resolve(document.Root, _ => $"{asked++}{new string('x', 25_000)}", 100_000));
        Assert.InRange(asked, 4, 6);
    }

    [Fact]
    public void Resolve_OfOneTextToMoreThanTheLimit_StopsThere()
    {
        var document = DocumentGen.Parse($$"""{"a":"{{string.Concat(Enumerable.Repeat("${secret:big}", 1000))}}"}""");
        var asked = 0;

        Assert.Null(SecretReferences.Resolve(document.Root, _ => $"{asked++}{new string('x', 25_000)}", 100_000));
        Assert.InRange(asked, 4, 6);
    }

    [Fact]
    public void Faults_OfManyEscapes_TakeLinearSpace()
    {
        var document = DocumentGen.Parse($$"""{"a":"{{string.Concat(Enumerable.Repeat("$${secret:", 20_000))}}"}""");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Empty(SecretReferences.Faults(document.Root));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }
}
