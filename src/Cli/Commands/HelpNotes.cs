using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace ToskaMesh.Cli.Commands;

/// <summary>Adds examples and the exit statuses to what the library prints for <c>--help</c>.</summary>
internal sealed class HelpNotes(HelpAction standard) : SynchronousCommandLineAction
{
    private const string ExitStatuses = """
        Exit status:
          0  done
          1  refused by the mesh, or failed
          2  the command line is not understood
          3  not found
          4  no mesh answers at the address
        """;

    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["up"] = ["toska up", "toska up --profile local", "toska up --no-samples --gateway-port 9090 --data /tmp/mesh"],
        ["services"] = ["toska services", "toska services --tag http --json"],
        ["instances"] = ["toska instances", "toska instances orders --healthy --json"],
        ["routes"] = ["toska routes", "toska routes --profile local", "toska routes --data /tmp/mesh --json"],
        ["register"] =
        [
            "toska register web --port 9000 --lease 3600",
            "toska register web --port 9000 --health / --access anonymous --tag blue --metadata team=shop",
        ],
        ["deregister"] = ["toska deregister web-127.0.0.1-9000"],
        ["login"] = ["toska login", "toska login --email ada@example.org --password-stdin --url https://mesh.example.org"],
        ["logout"] = ["toska logout"],
        ["whoami"] = ["toska whoami", "toska whoami --json"],
        ["token"] = ["toska token", "toska token --audience toska-services"],
        ["users list"] = ["toska users list", "toska users list --search ada --json"],
        ["users show"] = ["toska users show ada@example.org"],
        ["users roles"] = ["toska users roles ada@example.org User Admin"],
        ["users disable"] = ["toska users disable ada@example.org"],
        ["users enable"] = ["toska users enable ada@example.org"],
        ["users unlock"] = ["toska users unlock ada@example.org"],
        ["users delete"] = ["toska users delete ada@example.org"],
        ["users create-admin"] = ["toska users create-admin --email ada@example.org", "toska users create-admin --email ada@example.org --bootstrap-secret-file secret.txt --password-stdin"],
        ["apikey list"] = ["toska apikey list"],
        ["apikey create"] = ["toska apikey create ci --role Admin --days 30", "toska apikey create orders --service orders --scope routes:open"],
        ["apikey rotate"] = ["toska apikey rotate k7Qd2 --overlap 01:00:00"],
        ["apikey delete"] = ["toska apikey delete k7Qd2"],
        ["client list"] = ["toska client list"],
        ["client create"] = ["toska client create orders --service orders", "toska client create edge --role Gateway"],
        ["client delete"] = ["toska client delete 4f0c6a52-8f0e-4a55-9a34-0d6f8c0c7a1b"],
        ["signing-key list"] = ["toska signing-key list", "toska signing-key list --json"],
        ["signing-key rotate"] = ["toska signing-key rotate", "toska signing-key rotate --revoke --notes leaked"],
        ["migrate"] = ["toska migrate", "toska migrate --data /srv/mesh", "toska migrate --profile local"],
        ["config list"] = ["toska config list", "toska config list --environment production --json"],
        ["config get"] = ["toska config get orders", "toska config get orders --environment production --version 3"],
        ["config set"] =
        [
            "toska config set orders --file orders.yaml --notes more-connections",
            "toska config set orders --file orders.yaml --no-activate",
            "toska config set orders --file orders.json --schema orders.schema.json --service orders --dry-run",
        ],
        ["config edit"] = ["toska config edit orders", "toska config edit orders --environment production --notes more-connections"],
        ["config diff"] = ["toska config diff orders 2 3", "toska config diff orders 2 --json"],
        ["config history"] = ["toska config history orders"],
        ["config rollback"] = ["toska config rollback orders 2 --notes too-slow"],
        ["route"] = ["toska route set shop --file shop.json"],
        ["route list"] = ["toska route list", "toska route list --json"],
        ["route get"] = ["toska route get shop", "toska route get shop --version 2"],
        ["route set"] = ["toska route set shop --file shop.json", "toska route set shop --file shop.json --no-activate --notes ten-percent-first"],
        ["route delete"] = ["toska route delete shop"],
        ["config delete"] = ["toska config delete orders --environment production"],
        ["config rollout start"] =
        [
            "toska config rollout start orders --steps 5,25,100 --bake 5m --watch",
            "toska config rollout start orders --version 4 --steps 10,100 --max-error-rate 0.01 --min-samples 100 --compare --approval end --approval-timeout 2h",
        ],
        ["config rollout list"] = ["toska config rollout list orders"],
        ["config rollout show"] = ["toska config rollout show orders", "toska config rollout show orders --json"],
        ["config rollout watch"] = ["toska config rollout watch orders --environment production"],
        ["config rollout approve"] = ["toska config rollout approve orders --notes looks-good", "toska config rollout approve orders --step 1"],
        ["config rollout pause"] = ["toska config rollout pause orders"],
        ["config rollout resume"] = ["toska config rollout resume orders"],
        ["config rollout abort"] = ["toska config rollout abort orders --notes too-slow"],
        ["config rollout promote"] = ["toska config rollout promote orders"],
        ["config effective"] = ["toska config effective orders --environment production", "toska config effective orders --instance orders-1"],
    };

    /// <summary>Help is for those who do not know yet what is required.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpNotes((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var result = standard.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        var examples = command is RootCommand ? Examples.Values.Select(lines => lines[0]) : ExamplesOf(CommandPath.Of(parseResult.CommandResult));
        output.WriteLine("Examples:");
        foreach (var example in examples)
        {
            output.WriteLine($"  {example}");
        }

        output.WriteLine();
        output.WriteLine(ExitStatuses);
        return result;
    }

    // Of a group: one for each of its commands.
    private static IEnumerable<string> ExamplesOf(string path)
    {
        var name = path[(path.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return Examples.GetValueOrDefault(name)
            ?? Examples.Where(pair => pair.Key.StartsWith($"{name} ", StringComparison.Ordinal)).Select(pair => pair.Value[0]);
    }
}
