using ToskaMesh.Testing;

namespace ToskaMesh.Infra.Tests.Azd;

/// <summary>What the hooks call, as programs in a folder that keep what they were told: <c>az</c>, <c>azd</c>, <c>psql</c>, <c>dotnet</c> and <c>sleep</c>.</summary>
internal sealed class FakeTools : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public FakeTools()
    {
        Directory.CreateDirectory(_folder.File("vault"));

        // A vault is a folder; a file 'refusals' holds one line for each time that it answers so instead.
        Write("az", """
            case "$1 $2 $3" in
                "keyvault secret show")
                    if [ -s "$FAKES/refusals" ]; then
                        head -n 1 "$FAKES/refusals" >&2
                        sed -i 1d "$FAKES/refusals"
                        exit 1
                    fi
                    [ -e "$FAKES/vault/$5.$7" ] || { echo "ERROR: (SecretNotFound) A secret with (name/id) $7 was not found in this key vault." >&2; exit 3; } ;;
                "keyvault secret set") cp "$9" "$FAKES/vault/$5.$7" ;;
                "account get-access-token "*) echo a-token ;;
                "account show "*) cat "$FAKES/account" 2>/dev/null || { echo "ERROR: Please run 'az login'" >&2; exit 1; } ;;
                "ad signed-in-user show") case "$5" in id) echo an-id ;; *) echo ann@example.com ;; esac ;;
                "ad sp show") case "$7" in id) echo an-id ;; *) echo pipeline ;; esac ;;
                "rest --method put") rm -f "$FAKES/firewall" ;;
            esac
            """);
        Write("psql", """
            [ "$PGPASSWORD" = a-token ] || exit 9
            if [ -e "$FAKES/firewall" ]; then
                echo "psql: error: connection to server failed: FATAL:  no pg_hba.conf entry for host \"203.0.113.7\", user \"$PGUSER\", database \"postgres\", SSL encryption" >&2
                exit 2
            fi
            """);
        foreach (var tool in (string[])["azd", "dotnet", "sleep"])
        {
            Write(tool, "");
        }
    }

    /// <summary>Each call in its order, as one line.</summary>
    public IReadOnlyList<string> Calls => File.Exists(_folder.File("calls")) ? File.ReadAllLines(_folder.File("calls")) : [];

    public IReadOnlyDictionary<string, string> Secrets =>
        Directory.EnumerateFiles(_folder.File("vault")).ToDictionary(file => Path.GetFileName(file), File.ReadAllText);

    public void Dispose() => _folder.Dispose();

    public void Give(string file, string content = "") => File.WriteAllText(_folder.File(file), content);

    public Task<ProgramRun> RunAsync(string hook, params IEnumerable<(string Name, string? Value)> environment) =>
        ProgramRun.OfAsync(ProgramRun.Find("sh"), [Repository.File($"infra/azure/{hook}.sh")], new Dictionary<string, string?>(environment.Select(variable => KeyValuePair.Create(variable.Name, variable.Value)))
        {
            ["FAKES"] = _folder.Path,
            ["PATH"] = $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}",
        });

    private void Write(string tool, string body)
    {
        var file = _folder.File(tool);
        File.WriteAllText(file, $"#!/bin/sh\nprintf '%s\\n' \"{tool} $*\" >>\"$FAKES/calls\"\n{body}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
