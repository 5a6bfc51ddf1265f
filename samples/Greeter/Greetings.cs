using System.Text.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ToskaMesh.Samples.Hosting;

namespace ToskaMesh.Samples.Greeter;

/// <summary>What this instance says, as its configuration has it: <c>greeting</c>, and <c>behaviour</c> for trying rollouts.</summary>
internal sealed class Greetings : IMeshConfigured, IHealthCheck
{
    private const int CrashedExitCode = 70;

    private volatile Said _said = new("hello", Behaviour.Ok);

    public void Apply(JsonElement content)
    {
        var greeting = content.TryGetProperty("greeting", out var text) ? text.GetString() : null;
        var behaviour = content.TryGetProperty("behaviour", out var name)
            ? Enum.Parse<Behaviour>(name.GetString() ?? "", ignoreCase: true)
            : Behaviour.Ok;
        if (behaviour is Behaviour.Nack)
        {
            throw new NotSupportedException("This configuration says that it is to be refused.");
        }

        if (behaviour is Behaviour.Crash)
        {
            Environment.Exit(CrashedExitCode);
        }

        _said = new Said(greeting ?? "hello", behaviour);
    }

    public async Task<IResult> GreetAsync(string instance, TimeProvider time, CancellationToken cancellationToken)
    {
        var said = _said;
        if (said.Behaviour is Behaviour.Slow)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), time, cancellationToken);
        }

        return said.Behaviour is Behaviour.Fail
            ? Results.Problem("This configuration makes the service fail.", statusCode: StatusCodes.Status500InternalServerError)
            : Results.Ok(new { service = "greeter", instance, said.Greeting });
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_said.Behaviour is Behaviour.Unhealthy
            ? HealthCheckResult.Unhealthy("this configuration makes the service unwell")
            : HealthCheckResult.Healthy());

    private sealed record Said(string Greeting, Behaviour Behaviour);
}
