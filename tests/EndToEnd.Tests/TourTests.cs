using ToskaMesh.EndToEnd.Tests.Running;
using ToskaMesh.Testing.Processes;

namespace ToskaMesh.EndToEnd.Tests;

/// <summary>The tour that also runs against the official build: every endpoint, with its expected answers.</summary>
public sealed class TourTests
{
    [Theory]
    [EachProfile]
    public async Task Tour_GivesTheExpectedAnswers(MeshProfile profile)
    {
        Installed.Require("sh", "curl", "python3");
        var service = Shared.Identity.ApiKey.Generate("tour").Reveal();
        await using var mesh = await Mesh.StartAsync(profile, new Dictionary<string, string>
        {
            ["Mesh__ApiKeys__0__Key"] = service,
            ["Mesh__ApiKeys__0__Services__0"] = "tour-own",
        });

        await using var tour = ChildProcess.Start(
            "sh",
            [
                Path.Combine(Built.Repository, "tests", "tour.sh"),
                mesh.FunctionsAddress.AbsoluteUri, mesh.GatewayAddress.AbsoluteUri, mesh.AdminKey,
            ],
            new Dictionary<string, string> { ["SERVICE_KEY"] = service });
        await tour.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(tour.ExitCode == 0, tour.Output);
    }
}
