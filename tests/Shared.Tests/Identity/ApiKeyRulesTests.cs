using ToskaMesh.Shared.Identity;

namespace ToskaMesh.Shared.Tests.Identity;

public sealed class ApiKeyRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Accepts_PreviousSecret_UntilTheOverlapEnds()
    {
        var (first, second) = (ApiKey.Generate("a"), ApiKey.Generate("a"));
        var rotated = ApiKeyRules.Rotate(Of(first), second.Hash(), TimeSpan.FromHours(1), Now);

        Assert.True(ApiKeyRules.Accepts(rotated, first, Now + TimeSpan.FromMinutes(59)));
        Assert.False(ApiKeyRules.Accepts(rotated, first, Now + TimeSpan.FromHours(1)));
        Assert.True(ApiKeyRules.Accepts(rotated, second, Now + TimeSpan.FromDays(1)));
        Assert.False(ApiKeyRules.Accepts(rotated with { ExpiresAt = Now }, second, Now));
        Assert.False(ApiKeyRules.Accepts(null, first, Now));
    }

    [Fact]
    public void Rotate_WithoutOverlap_EndsTheSecretAtOnce()
    {
        var first = ApiKey.Generate("a");

        Assert.False(ApiKeyRules.Accepts(ApiKeyRules.Rotate(Of(first), ApiKey.Generate("a").Hash(), TimeSpan.Zero, Now), first, Now));
    }

    [Fact]
    public void Seed_AnotherSecret_IsARotation_AndTheOldSettingsDoNotUndoIt()
    {
        var (first, second) = (ApiKey.Generate("a"), ApiKey.Generate("a"));
        var before = ApiKeyRules.Seed(null, Seeded(first), Now)!;

        var after = ApiKeyRules.Seed(before, Seeded(second), Now)!;

        Assert.True(ApiKeyRules.Accepts(after, first, Now));
        Assert.True(ApiKeyRules.Accepts(after, second, Now));
        Assert.Null(ApiKeyRules.Seed(after, Seeded(first), Now));
    }

    [Fact]
    public void Seed_DeletedKey_StaysDeleted_UnlessItHasAnotherSecret()
    {
        var first = ApiKey.Generate("a");
        var deleted = ApiKeyRules.Seed(null, Seeded(first), Now)! with { ExpiresAt = Now };
        var second = ApiKey.Generate("a");

        Assert.Null(ApiKeyRules.Seed(deleted, Seeded(first), Now));
        var back = ApiKeyRules.Seed(deleted, Seeded(second), Now)!;
        Assert.True(ApiKeyRules.Accepts(back, second, Now));
        Assert.False(ApiKeyRules.Accepts(back, first, Now));
    }

    [Fact]
    public void Seed_ReplacedOrDeletedSecrets_StayOut_HoweverOldTheSettings()
    {
        var keys = Enumerable.Range(0, ApiKeyRules.MaxRetired + 1).Select(_ => ApiKey.Generate("a")).ToList();
        var stored = ApiKeyRules.Seed(null, Seeded(keys[0]), Now)!;
        var later = Now;
        foreach (var key in keys.Skip(1))
        {
            later += TimeSpan.FromDays(1);
            stored = ApiKeyRules.Seed(stored with { ExpiresAt = later }, Seeded(key), later)!;
        }

        Assert.True(ApiKeyRules.Accepts(stored, keys[^1], later));
        foreach (var old in keys.SkipLast(1))
        {
            Assert.Null(ApiKeyRules.Seed(stored, Seeded(old), later));
            Assert.Null(ApiKeyRules.Seed(stored with { ExpiresAt = later }, Seeded(old), later));
            Assert.True(ApiKeyRules.IsRetired(stored, Seeded(old), later));
        }

        Assert.False(ApiKeyRules.IsRetired(stored, Seeded(keys[^1]), later));
    }

    [Fact]
    public void Seed_SettingsOfBeforeTheOverlapEnded_DoNotUndoTheRotation()
    {
        var (first, second) = (ApiKey.Generate("a"), ApiKey.Generate("a"));
        var rotated = ApiKeyRules.Seed(ApiKeyRules.Seed(null, Seeded(first), Now)!, Seeded(second), Now)!;

        Assert.Null(ApiKeyRules.Seed(rotated, Seeded(first), Now + ApiKeyRules.ConfirmedFor + TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(ApiKeyOrigin.Settings, false, false, 30, true)]
    [InlineData(ApiKeyOrigin.Settings, false, false, 29, false)]
    [InlineData(ApiKeyOrigin.Settings, true, false, 30, false)]
    [InlineData(ApiKeyOrigin.Bootstrap, false, false, 30, false)]
    [InlineData(ApiKeyOrigin.Bootstrap, false, true, 30, true)]
    [InlineData(ApiKeyOrigin.Made, false, true, 30, false)]
    public void IsAbandoned_WhenNoAppHadItForLong(ApiKeyOrigin origin, bool isOwn, bool hasBootstrap, int minutes, bool expected)
    {
        var key = Of(ApiKey.Generate("a")) with { Origin = origin, ConfirmedAt = Now };

        Assert.Equal(expected, ApiKeyRules.IsAbandoned(key, isOwn, hasBootstrap, Now + TimeSpan.FromMinutes(minutes)));
    }

    private static StoredApiKey Of(ApiKey key) => new() { Id = key.Id, Hash = key.Hash(), Role = Role.Admin, CreatedAt = Now };

    private static StoredApiKey Seeded(ApiKey key) => Of(key) with { Origin = ApiKeyOrigin.Settings };
}
