using ToskaMesh.Functions.Http;

namespace ToskaMesh.Functions.Tests.Http;

public sealed class EntityTagTests
{
    private static readonly string Tag = EntityTag.Of("meaning"u8);

    [Fact]
    public void Of_SameMeaning_IsTheSameWeakTag()
    {
        Assert.Equal(Tag, EntityTag.Of("meaning"u8));
        Assert.NotEqual(Tag, EntityTag.Of("meanings"u8));
        Assert.StartsWith("W/\"", Tag, StringComparison.Ordinal);
    }

    [Fact]
    public void Matches_ListsAndStarsAndStrongSpelling()
    {
        Assert.True(EntityTag.Matches(Tag, Tag));
        Assert.True(EntityTag.Matches(Tag[2..], Tag));
        Assert.True(EntityTag.Matches($"\"a, b\", {Tag}", Tag));
        Assert.True(EntityTag.Matches(" * ", Tag));
        Assert.False(EntityTag.Matches(null, Tag));
        Assert.False(EntityTag.Matches("", Tag));
        Assert.False(EntityTag.Matches("W/\"x\"", Tag));
        Assert.False(EntityTag.Matches(Tag.Trim('"'), Tag));
    }
}
