using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Functions.Identity;
using ToskaMesh.Functions.Profile;
using ToskaMesh.Functions.Tests.Identity.Accounts;
using ToskaMesh.Shared.Identity;
using ToskaMesh.Shared.Identity.Audit;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Testing;
using ToskaMesh.Testing.Identity;

namespace ToskaMesh.Functions.Tests.Identity;

public sealed class BootstrapKeysTests : IDisposable
{
    private static readonly FakeTimeProvider Time = new();

    private readonly TemporaryDirectory _data = new();
    private readonly InMemoryApiKeyStore _store = new(Time);

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Ensure_FirstStart_MakesAKeyThatOnlyItsOwnerReads()
    {
        await EnsureAsync();

        var key = await ReadFileAsync();
        var stored = await _store.FindAsync(key.Id, TestContext.Current.CancellationToken);
        Assert.Equal(Role.Admin, stored?.Role);
        Assert.True(key.Matches(stored!.Hash));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_data.File("api-key")));
        }
    }

    [Fact]
    public async Task Ensure_NextStart_KeepsTheKey()
    {
        await EnsureAsync();
        var first = await ReadFileAsync();

        await EnsureAsync();

        Assert.Equal(first, await ReadFileAsync());
        Assert.Single(await _store.ListAsync(TestContext.Current.CancellationToken));
    }

    // A crash between the file and the hash, or a store that was deleted: whoever has the file gets in.
    [Fact]
    public async Task Ensure_FileWithoutAHash_StoresTheHash()
    {
        var key = ApiKey.Generate("admin-x");
        await File.WriteAllTextAsync(_data.File("api-key"), key.Reveal(), TestContext.Current.CancellationToken);

        await EnsureAsync();

        Assert.NotNull(await _store.FindAsync("admin-x", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ensure_LostFile_MakesNoSecondAdmin()
    {
        await EnsureAsync();
        File.Delete(_data.File("api-key"));

        await EnsureAsync();

        Assert.False(File.Exists(_data.File("api-key")));
        Assert.Single(await _store.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ensure_DamagedFile_SaysWhichAndOverwritesNothing()
    {
        await File.WriteAllTextAsync(_data.File("api-key"), "tsk_half", TestContext.Current.CancellationToken);

        var error = await Assert.ThrowsAsync<NotReadyException>(() => EnsureAsync());

        Assert.Contains("api-key", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_data.Path, error.Message, StringComparison.Ordinal);
        Assert.Equal("tsk_half", await File.ReadAllTextAsync(_data.File("api-key"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Ensure_FileThatCannotBeMade_IsNotReadyYet()
    {
        Directory.CreateDirectory(_data.File("api-key"));

        var error = await Assert.ThrowsAsync<NotReadyException>(() => EnsureAsync());

        Assert.IsType<IOException>(error.InnerException, exactMatch: false);
        Assert.DoesNotContain(_data.Path, error.Message, StringComparison.Ordinal);
        Directory.Delete(_data.File("api-key"));
        await EnsureAsync();
        Assert.NotNull(await ReadFileAsync());
    }

    [Fact]
    public async Task Ensure_StoreFails_LeavesAKeyForTheNextTry()
    {
        _store.IsUnreachable = true;
        await Assert.ThrowsAsync<StoreUnavailableException>(() => EnsureAsync());

        _store.IsUnreachable = false;
        await EnsureAsync();

        var key = await ReadFileAsync();
        Assert.NotNull(await _store.FindAsync(key.Id, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("cloud", null)]
    [InlineData("local", null)]
    [InlineData("cloud", "secret")]
    [InlineData("embedded", "tsk_admin_short")]
    [InlineData("cloud", "tsk_sample_known-to-everybody-so-for-loopback-only-xxx")]
    public async Task Ensure_NoUsableKeyConfigured_SaysWhatToDo(string profile, string? key)
    {
        var options = new BootstrapOptions { Bootstrap = new BootstrapKey { ApiKey = key } };

        var error = await Assert.ThrowsAsync<NotReadyException>(() => EnsureAsync(options, Enum.Parse<MeshProfile>(profile, ignoreCase: true)));

        Assert.Contains("Mesh:Bootstrap:ApiKey", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("short", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ensure_ConfiguredKey_IsTheAdminAndMakesNoFile()
    {
        var key = ApiKey.Generate("boss");

        await EnsureAsync(new BootstrapOptions { Bootstrap = new BootstrapKey { ApiKey = key.Reveal() } }, MeshProfile.Cloud);

        Assert.Equal(Role.Admin, (await _store.FindAsync("boss", TestContext.Current.CancellationToken))?.Role);
        Assert.False(File.Exists(_data.File("api-key")));
    }

    [Fact]
    public async Task Ensure_SeededKeys_AreStoredAsServices()
    {
        var whole = ApiKey.Generate("whole");
        var hashed = ApiKey.Generate("hashed");
        var options = new BootstrapOptions
        {
            ApiKeys =
            {
                new SeededApiKey { Key = whole.Reveal(), Services = { "Orders" } },
                new SeededApiKey { Id = "hashed", Hash = hashed.Hash(), Services = { "stock" }, Scopes = { Scope.OpenRoutes } },
            },
        };

        await EnsureAsync(options);

        var first = await _store.FindAsync("whole", TestContext.Current.CancellationToken);
        var second = await _store.FindAsync("hashed", TestContext.Current.CancellationToken);
        Assert.Equal((Role.Service, true), (first!.Role, first.ToCaller().MayWrite(ServiceName.Parse("orders"))));
        Assert.True(second!.ToCaller().Has(Scope.OpenRoutes));
        Assert.True(hashed.Matches(second.Hash));
    }

    [Fact]
    public async Task Ensure_GatewayKeys_AreAllStored_AndWriteNoService()
    {
        var (next, last) = (ApiKey.Generate("gw-2"), ApiKey.Generate("gw-1"));

        await EnsureAsync(new BootstrapOptions { Gateway = new GatewayKeys { ApiKey = $"{next.Reveal()}, {last.Reveal()}" } });

        foreach (var key in new[] { next, last })
        {
            var stored = await _store.FindAsync(key.Id, TestContext.Current.CancellationToken);
            Assert.Equal(Role.Gateway, stored?.Role);
            Assert.True(key.Matches(stored!.Hash));
            Assert.False(stored.ToCaller().MayWrite(ServiceName.Parse("orders")));
        }
    }

    [Fact]
    public async Task Ensure_GatewayKeyOfTheSample_IsRefusedInTheCloud()
    {
        var options = new BootstrapOptions
        {
            Bootstrap = new BootstrapKey { ApiKey = ApiKey.Generate("boss").Reveal() },
            Gateway = new GatewayKeys { ApiKey = "tsk_sample-gateway_known-to-everybody-so-for-loopback-only-xxx" },
        };

        var error = await Assert.ThrowsAsync<NotReadyException>(() => EnsureAsync(options, MeshProfile.Cloud));

        Assert.Contains("Mesh:Gateway:ApiKey", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_KeyThatNoAppHasAnyMore_EndsAfterAWhile_AndNotWhileOneHasIt()
    {
        var time = new FakeTimeProvider();
        var store = new InMemoryApiKeyStore(time);
        var seed = ApiKey.Generate("orders");
        var with = new BootstrapOptions { ApiKeys = { new SeededApiKey { Key = seed.Reveal(), Services = { "orders" } } } };
        using var old = Create(with, store, time);
        using var next = Create(new BootstrapOptions(), store, time);
        await old.EnsureAsync(TestContext.Current.CancellationToken);
        await next.EnsureAsync(TestContext.Current.CancellationToken);

        await PassAsync(old, next);
        Assert.True(await IsAcceptedAsync());
        await PassAsync(next);
        Assert.False(await IsAcceptedAsync());
        Assert.Equal(["orders"], store.Happened.Select(happened => happened.Target));

        async Task PassAsync(params BootstrapKeys[] apps)
        {
            for (var passed = TimeSpan.Zero; passed < ApiKeyRules.ConfirmedFor; passed += ApiKeyRules.ConfirmEvery)
            {
                time.Advance(ApiKeyRules.ConfirmEvery);
                foreach (var app in apps)
                {
                    await app.RunAsync(TestContext.Current.CancellationToken);
                }
            }
        }

        async Task<bool> IsAcceptedAsync() =>
            ApiKeyRules.Accepts(await store.FindAsync("orders", TestContext.Current.CancellationToken), seed, time.GetUtcNow());
    }

    [Fact]
    public void Validate_FaultySeeds_NamesEachWithoutItsSecret()
    {
        var options = new BootstrapOptions
        {
            ApiKeys =
            {
                new SeededApiKey { Key = "tsk_a_secret", Services = { "orders" } },
                new SeededApiKey { Key = ApiKey.Generate("b").Reveal() },
                new SeededApiKey { Id = "c", Hash = "short", Services = { "orders" } },
                new SeededApiKey { Key = ApiKey.Generate("d").Reveal(), Services = { "orders" }, Scopes = { "all" } },
            },
            Gateway = new GatewayKeys { ApiKey = $"{ApiKey.Generate("e").Reveal()},tsk_a_secret" },
        };

        var result = new BootstrapOptionsValidator().Validate(null, options);

        Assert.Equal(5, result.Failures?.Count());
        Assert.DoesNotContain("secret_", result.FailureMessage, StringComparison.Ordinal);
        Assert.DoesNotContain("tsk_a_secret", result.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeedWithEveryKnownScope_IsFine()
    {
        var seed = new SeededApiKey { Key = ApiKey.Generate("a").Reveal(), Services = { "orders" } };
        foreach (var scope in Scope.All)
        {
            seed.Scopes.Add(scope);
        }

        Assert.Null(new BootstrapOptionsValidator().Validate(null, new BootstrapOptions { ApiKeys = { seed } }).Failures);
    }

    [Fact]
    public void Validate_SameIdTwice_NamesBothSettings()
    {
        var options = new BootstrapOptions
        {
            Bootstrap = new BootstrapKey { ApiKey = ApiKey.Generate("admin").Reveal() },
            ApiKeys =
            {
                new SeededApiKey { Key = ApiKey.Generate("a").Reveal(), Services = { "orders" } },
                new SeededApiKey { Key = ApiKey.Generate("admin").Reveal(), Services = { "orders" } },
                new SeededApiKey { Id = "a", Hash = ApiKey.Generate("a").Hash(), Services = { "orders" } },
                new SeededApiKey { Id = "a\0", Hash = ApiKey.Generate("a").Hash(), Services = { "orders" } },
            },
            Gateway = new GatewayKeys { ApiKey = $"{ApiKey.Generate("gw").Reveal()},{ApiKey.Generate("gw").Reveal()}" },
        };

        var faults = new BootstrapOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.Equal(4, faults.Count);
        Assert.Contains(faults, fault => fault.StartsWith("Mesh:ApiKeys:1 has the id 'admin' of Mesh:Bootstrap:ApiKey", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("Mesh:ApiKeys:2 has the id 'a' of Mesh:ApiKeys:0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ensure_SeedWithTheIdOfTheFilesAdmin_LeavesTheAdmin()
    {
        await EnsureAsync();
        var admin = await ReadFileAsync();
        var options = new BootstrapOptions { ApiKeys = { new SeededApiKey { Key = ApiKey.Generate(admin.Id).Reveal(), Services = { "orders" } } } };

        await Assert.ThrowsAsync<NotReadyException>(() => EnsureAsync(options));

        Assert.Equal(Role.Admin, (await _store.FindAsync(admin.Id, TestContext.Current.CancellationToken))!.Role);
    }

    [Fact]
    public async Task Ensure_SettingsOfBefore_BringNoReplacedSecretBack_AndSaySo()
    {
        var (first, second) = (ApiKey.Generate("orders"), ApiKey.Generate("orders"));
        await EnsureAsync(With(first));
        await EnsureAsync(With(second));
        await _store.DeleteAsync("orders", RequestOrigin.None.Event(Time.GetUtcNow(), SecurityActions.ApiKeyRevoked, "orders"), TestContext.Current.CancellationToken);
        using var logs = new RecordingLogs();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(logs));

        using var keys = Create(With(first), _store, Time, logger: factory.CreateLogger<BootstrapKeys>());
        await keys.EnsureAsync(TestContext.Current.CancellationToken);

        Assert.True((await _store.FindAsync("orders", TestContext.Current.CancellationToken))!.IsExpired(Time.GetUtcNow()));
        Assert.Contains(logs.Lines, line => line.Contains("secret of key orders was replaced or deleted", StringComparison.Ordinal));

        static BootstrapOptions With(ApiKey key) => new() { ApiKeys = { new SeededApiKey { Key = key.Reveal(), Services = { "orders" } } } };
    }

    private async Task EnsureAsync(BootstrapOptions? options = null, MeshProfile profile = MeshProfile.Embedded)
    {
        using var keys = Create(options ?? new BootstrapOptions(), _store, Time, profile);
        await keys.EnsureAsync(TestContext.Current.CancellationToken);
    }

    private BootstrapKeys Create(BootstrapOptions options, InMemoryApiKeyStore store, TimeProvider time, MeshProfile profile = MeshProfile.Embedded, ILogger<BootstrapKeys>? logger = null) => new(
        Options.Create(options),
        Options.Create(new MeshOptions { Profile = profile, DataDirectory = _data.Path }),
        store,
        time,
        logger ?? NullLogger<BootstrapKeys>.Instance);

    private async Task<ApiKey> ReadFileAsync() =>
        (await new AdminKeyFile(_data.File("api-key")).ReadAsync(TestContext.Current.CancellationToken))!;
}
