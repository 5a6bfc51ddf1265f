using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ToskaMesh.Emulator.Host;
using ToskaMesh.Emulator.Host.Logging;
using ToskaMesh.Emulator.Worker.Invocation;

namespace ToskaMesh.Emulator.Tests.Host;

public class HostConsoleFormatterTests
{
    [Fact]
    public void Entry_DuringAnInvocation_IsOneLineWithItsFunctionAndId()
    {
        var setup = new LocalHostSetup
        {
            ContentRoot = "",
            Types = [],
            TimeProvider = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero)),
        };
        var scopes = new LoggerExternalScopeProvider();
        using var other = scopes.Push("another scope");
        using var scope = scopes.Push(new InvocationLogScope("4f3c", "Tick"));
        using var output = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Warning, "Mesh.Tick", default, "two\nlines", null, (state, _) => state);
        new HostConsoleFormatter(setup).Write(entry, scopes, output);
        Assert.Equal("[2026-01-02T03:04:05.678Z] warn Mesh.Tick: (Tick 4f3c) two lines" + Environment.NewLine, output.ToString());
    }
}
