using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Shared.Registry;
using ToskaMesh.Shared.Routing;
using ToskaMesh.Testing.Identity;
using ToskaMesh.Testing.Registry;
using ToskaMesh.Testing.Routing;

namespace ToskaMesh.Shared.Tests.Routing;

/// <summary>
/// Random lives of a published table: changes, publishers that race, die after their write or lose their table, old
/// tables put back, and stores made anew.
/// </summary>
public sealed class PublishRoutesProperties
{
    private static readonly Gen<string[]> Lives = Gen.OneOf(
        "register", "register", "deregister", "publish", "publish", "race", "die", "lose", "truncate", "put back", "new store", "pause").Array[1, 40];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public Task AnyLife_OfThePublishedTable_OnlyRisesAndEndsWithTheNewestState() => Lives.SampleAsync(async life =>
    {
        var mesh = new Life();
        foreach (var step in life)
        {
            await mesh.DoAsync(step);
        }

        await mesh.SettleAsync();
    });

    private sealed class Life
    {
        private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        private readonly InMemoryDocumentStore _documents = new();
        private InMemoryMeshStore _store;
        private byte[]? _old;
        private TableVersion _highest;
        private int _registered;

        public Life()
        {
            _store = new InMemoryMeshStore(_time);
            _documents.AfterWrite = _ => CheckWritten();
        }

        public async Task DoAsync(string step)
        {
            _time.Advance(TimeSpan.FromMilliseconds(3));
            switch (step)
            {
                case "register":
                    await RegisterAsync();
                    break;
                case "deregister":
                    await _store.Registry.DeregisterAsync(InstanceId.Parse($"id-{_registered}"), Callers.Admin, Cancel);
                    break;
                case "publish":
                    await PublishAsync();
                    break;
                case "race":
                    await RaceAsync();
                    break;
                case "die":
                    await DieAsync();
                    break;
                case "pause":
                    _time.Advance(TimeSpan.FromSeconds(61));
                    break;
                case "new store":
                    _store = new InMemoryMeshStore(_time);
                    break;
                default:
                    Damage(step);
                    break;
            }
        }

        public async Task SettleAsync()
        {
            await PublishAsync();
            _time.Advance(TimeSpan.FromSeconds(61));
            var last = await PublishAsync();

            Assert.NotEqual(PublicationOutcome.Held, last.Outcome);
            Assert.Equal(_highest, last.Order);
            var newest = RouteTableCompiler.Compile(await _store.Registry.SnapshotAsync(Cancel), new PublishOptions().Prober);
            Assert.True(RouteTableDiff.Between(newest, Table()!.Services).IsEmpty);
        }

        private Task<Publication> PublishAsync() =>
            new PublishRoutes(_store.Registry, _store.Mark, new SettableSigningKeys(), new SettableConfigurations(), new SettableRoutes(), _documents, _time, Options.Create(new PublishOptions()), NullLogger<PublishRoutes>.Instance).RunAsync(Cancel);

        private Task<RegistrationResult> RegisterAsync() =>
            _store.Registry.RegisterAsync(Registrations.Of("orders", $"id-{++_registered}", 5000 + _registered), Callers.Admin, Cancel);

        private async Task RaceAsync()
        {
            await RegisterAsync();
            _documents.BeforeWrite = async (_, _) =>
            {
                _documents.BeforeWrite = (_, _) => Task.CompletedTask;
                await RegisterAsync();
                await PublishAsync();
                await RegisterAsync();
            };
            await PublishAsync();
            _documents.BeforeWrite = (_, _) => Task.CompletedTask;
        }

        private async Task DieAsync()
        {
            _documents.AfterWrite = _ =>
            {
                CheckWritten();
                throw new OperationCanceledException("killed");
            };
            try
            {
                await PublishAsync();
            }
            catch (OperationCanceledException)
            {
                Assert.NotNull(Table());
            }

            _documents.AfterWrite = _ => CheckWritten();
        }

        private void Damage(string how)
        {
            var current = _documents.Content(DocumentNames.RouteTable);
            var replacement = how switch
            {
                "put back" => _old,
                "truncate" => current?[..(current.Length / 2)],
                _ => null,
            };
            _old = Table() is null ? _old : current;
            _documents.Replace(DocumentNames.RouteTable, replacement);
        }

        private void CheckWritten()
        {
            var order = Table()!.Order();
            Assert.True(order > _highest, $"{order} after {_highest}");
            _highest = order;
        }

        private RouteTable? Table() =>
            _documents.Content(DocumentNames.RouteTable) is { } content ? RouteTableJson.Read(content).Table : null;
    }
}
