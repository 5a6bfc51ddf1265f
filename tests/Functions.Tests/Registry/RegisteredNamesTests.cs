using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using ToskaMesh.Probing;

namespace ToskaMesh.Functions.Tests.Registry;

public sealed class RegisteredNamesTests
{
    [Theory]
    [InlineData("metadata.internal", HttpStatusCode.BadRequest)]
    [InlineData("both.internal", HttpStatusCode.OK)]
    [InlineData("well.internal", HttpStatusCode.OK)]
    [InlineData("unknown.internal", HttpStatusCode.OK)]
    [InlineData("10.0.0.1", HttpStatusCode.OK)]
    public async Task Register_Name_IsJudgedByWhatItResolvesTo(string address, HttpStatusCode status)
    {
        var names = new Names(new()
        {
            ["metadata.internal"] = ["169.254.169.254"],
            ["both.internal"] = ["169.254.169.254", "10.0.0.2"],
            ["well.internal"] = ["10.0.0.3"],
        });
        await using var mesh = await ControlPlaneUnderTest.StartAsync(services => services.AddSingleton<IHostResolver>(names));
        var body = RegistrationTests.Body("orders", "o-1").Replace("10.0.0.1", address, StringComparison.Ordinal);

        var answer = await mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", body).JsonAsync(status);

        if (status is HttpStatusCode.BadRequest)
        {
            var error = Assert.Single(answer["errors"]!.AsArray())!;
            Assert.Equal("/address", (string?)error["pointer"]);
            Assert.Contains("metadata service", (string?)error["detail"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Register_WhileTheNameServerIsSilent_DoesNotWait()
    {
        var names = new Names([]) { IsSilent = true };
        await using var mesh = await ControlPlaneUnderTest.StartAsync(services => services.AddSingleton<IHostResolver>(names));
        var body = RegistrationTests.Body("orders", "o-1").Replace("10.0.0.1", "slow.internal", StringComparison.Ordinal);

        var pending = mesh.Admin.PostJsonAsync("api/ServiceRegistration/register", body);
        await names.Asked.Task.WaitAsync(TestContext.Current.CancellationToken);
        mesh.Time.Advance(TimeSpan.FromSeconds(1));

        await pending.JsonAsync();
    }

    private sealed class Names(Dictionary<string, string[]> records) : IHostResolver
    {
        public bool IsSilent { get; init; }

        public TaskCompletionSource Asked { get; } = new();

        public async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
        {
            Asked.TrySetResult();
            if (IsSilent)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }

            return records.TryGetValue(host, out var found) ? [.. found.Select(IPAddress.Parse)] : throw new SocketException((int)SocketError.HostNotFound);
        }
    }
}
